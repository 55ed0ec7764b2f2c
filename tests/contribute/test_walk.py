"""The path of a new contributor, from BibTeX to a checked entry and the knowledge diff.

Walked for ten real papers that the knowledge base lacks, each in the dialect of another source: tests/fixtures/contribute/walk.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from codev import Atlas
from codev.check.works import check_work
from codev.cli.main import main
from codev.model import Work
from codev.store.examine import examine_bytes
from codev.store.layout import SourceFile
from copied import new_findings

WALK = "tests/fixtures/contribute/walk"


@dataclass(frozen=True)
class Paper:
    """What a contributor adds to a paper's BibTeX, and what has to come out.

    Attributes:
        file: The BibTeX file's name.
        key: The entry's key.
        published: Venue, the year in which it published the work where a preprint came earlier, and volume.
        people: The first and the last author.
        node: The node that fits, where it is not the one proposed first.
        statement: The claim.
        arxiv: The arXiv id, where the BibTeX lacks it.
        moved: What the paper introduces and the vocabulary declares.
        title: The title as the paper prints it, where the BibTeX spells it otherwise.
    """

    file: str
    key: str
    published: tuple[str, int | None, str | None]
    people: tuple[str, str]
    node: str
    statement: str
    arxiv: str = ""
    moved: str = ""
    title: str = ""


PAPERS = (
    Paper(
        "google-scholar",
        "liu2023improved",
        ("CVPR", 2024, None),
        ("Haotian Liu", "Yong Jae Lee"),
        "acquisition-for-fine-tuning",
        "Questions of academic datasets with a prompt for their short form join the instructions that the model is tuned on.",
        arxiv="2310.03744",
        title="Improved Baselines with Visual Instruction Tuning",
    ),
    Paper(
        "arxiv",
        "yue2023mmmu",
        ("arXiv", None, None),
        ("Xiang Yue", "Wenhu Chen"),
        "reasoning-benchmarks",
        "Asks questions of college exams that need images and expert knowledge.",
        moved="dataset:mmmu",
    ),
    Paper(
        "acl-anthology",
        "li2023evaluating",
        ("EMNLP", None, None),
        ("Yifan Li", "Ji-Rong Wen"),
        "visual-understanding",
        "Asks whether an object is in an image, so that hallucinated objects are counted from answers of yes and no.",
        arxiv="2305.10355",
    ),
    Paper(
        "dblp",
        "dai2023instructblip",
        ("NeurIPS", None, None),
        ("Wenliang Dai", "Steven C. H. Hoi"),
        "acquisition-for-fine-tuning",
        "Datasets of many vision-language tasks are put into the form of instructions, and a model is tuned on them.",
        arxiv="2305.06500",
        moved="model:instructblip",
    ),
    Paper(
        "cvf-open-access",
        "guan2023hallusionbench",
        ("CVPR", 2024, None),
        ("Tianrui Guan", "Tianyi Zhou"),
        "visual-understanding",
        "Asks pairs of questions on images and their edited copies, which tell illusions of the eye from those of language.",
        arxiv="2310.14566",
    ),
    Paper(
        "openreview",
        "lu2023mathvista",
        ("ICLR", 2024, None),
        ("Pan Lu", "Jianfeng Gao"),
        "reasoning-benchmarks",
        "Gathers questions that need mathematics on figures, charts and photographs.",
        arxiv="2310.02255",
        moved="dataset:mathvista",
    ),
    Paper(
        "better-bibtex",
        "yu2023mmvet",
        ("arXiv", None, None),
        ("Weihao Yu", "Lijuan Wang"),
        "visual-understanding",
        "Asks for answers that need several capabilities at once, such as reading and arithmetic.",
        moved="dataset:mm-vet",
    ),
    Paper(
        "mendeley",
        "laurencon2023obelics",
        ("arXiv", None, None),
        ("Hugo Laurençon", "Victor Sanh"),
        "acquisition-for-encoders-and-decoders",
        "Web pages are filtered into documents in which text and images stand in their order.",
        moved="dataset:obelics",
    ),
    Paper(
        "semantic-scholar",
        "girdhar2023imagebind",
        ("CVPR", None, None),
        ("Rohit Girdhar", "Ishan Misra"),
        "joint-embedding-space",
        "Pairs of images with each of five other modalities align all six in one space.",
        arxiv="2305.05665",
        moved="model:imagebind",
        title="ImageBind: One Embedding Space To Bind Them All",
    ),
    Paper(
        "neurips-proceedings",
        "mangalam2023egoschema",
        ("NeurIPS Datasets and Benchmarks Track", None, "36"),
        ("Karttikeya Mangalam", "Jitendra Malik"),
        "temporal-understanding",
        "Asks multiple-choice questions on clips of three minutes, most of which has to be watched to answer.",
        arxiv="2308.09126",
    ),
)


def codev(base: Path, *arguments: str) -> Result:
    """Call the command on a copy of the knowledge base."""
    result = CliRunner().invoke(main, [*arguments, "--root", str(base)])
    assert result.exit_code == 0, result.output + str(result.exception)
    return result


def completed(text: str, paper: Paper) -> str:
    """Return an entry as a contributor leaves it: uncommented, the claim corrected and stated, what was said deleted."""
    first, *rest = [line for line in text.split("\n") if not line.startswith("## ")]
    plain = "\n".join([first, *(re.sub(r"^# ?", "", line) for line in rest)])
    if paper.title:
        plain = re.sub(r"(?<=^title: ).*", json.dumps(paper.title), plain, count=1, flags=re.MULTILINE)
    plain = re.sub(r"(?<=  node: ).*", paper.node, plain)
    # The capabilities that were proposed are those of the first node, which may be of the other direction.
    plain = re.sub(r"^  (capabilities|stages): .*\n", "", plain, flags=re.MULTILINE)
    return (
        plain.replace("statement: ''", f"statement: {json.dumps(paper.statement)}")
        .replace("source: ''", "source: recalled")
        .replace("stages, capabilities, ", "")
        .replace("stages, capabilities]", "statement]")
    )


def add(base: Path, repository: Path, paper: Paper, *options: str) -> Result:
    """Add a paper as its contributor would."""
    arxiv = ["--arxiv", paper.arxiv] if paper.arxiv else []
    file = str(repository / WALK / f"{paper.file}.bib")
    return codev(base, "add", "--bibtex", file, "--added", "2026-11-25", *arxiv, *options)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file)
def test_bibtex_of_any_source_becomes_the_right_entry(facts_part: Path, repository: Path, paper: Paper) -> None:
    result = add(facts_part, repository, paper, "--dry-run")
    examined = examine_bytes(SourceFile(f"papers/2023/{paper.key}.yaml", "work"), result.stdout.encode(), check_work)
    assert examined.findings == ()
    work = Work.model_validate_json(examined.data)
    assert (work.venue, work.venue_year, work.volume) == paper.published
    assert (work.authors[0], work.authors[-1], work.year) == (*paper.people, 2023)
    assert work.arxiv
    assert re.findall(rf"codev merge work:{paper.key} (\S+)'", result.stderr) == [paper.moved] * bool(paper.moved)
    assert ("no capitals" in result.stderr) == (paper.file == "google-scholar")


@pytest.mark.slow
def test_ten_papers_from_bibtex_to_the_knowledge_diff(base: Path, git: Any, repository: Path) -> None:
    git("status")
    for paper in PAPERS:
        result = add(base, repository, paper)
        assert "then 'codev check' and 'codev diff HEAD'" in result.stderr
        path = base / result.stdout.strip()
        assert path == base / f"papers/2023/{paper.key}.yaml"
        path.write_text(completed(path.read_text(), paper))
        if paper.moved:
            codev(base, "merge", f"work:{paper.key}", paper.moved)
        codev(base, "fmt", str(path))
    assert new_findings(base) == []
    after = Atlas.load(base)
    for paper in PAPERS:
        work = after.works[paper.key]
        assert [(claim.node, claim.statement) for claim in work.claims] == [(paper.node, paper.statement)]
        assert paper.title in ("", work.title)
        kind, _, artifact = paper.moved.partition(":")
        assert not kind or after.introducer("model" if kind == "model" else "dataset", artifact) == paper.key
    told = json.loads(codev(base, "diff", "HEAD", "--format", "json").stdout)
    added = {(each["kind"], each["id"]) for each in told["changes"] if each["change"] == "added"}
    assert {("work", paper.key) for paper in PAPERS} | {("claim", f"{paper.key}.1") for paper in PAPERS} <= added
    assert [each for each in told["changes"] if each["change"] == "removed"] == []
    text = codev(base, "diff", "HEAD").stdout
    for paper in PAPERS:
        assert paper.key in text
