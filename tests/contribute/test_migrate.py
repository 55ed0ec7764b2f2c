"""Migration: each old shape becomes the new one with nothing lost, all files or none, comments kept, and once is enough."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.check.run import check
from codev.cli.main import main
from codev.contribute.migrate import migrate, pages_of
from codev.contribute.write import write_all
from codev.errors import CodevError, KnowledgeBaseError, WrongUseError
from copied import Git, new_findings, ready
from generated import write_part

VISUAL = "papers/2023/liu2023visual.yaml"
MOLMO = "papers/2026/clark2026molmo2.yaml"
LAST = "  - {source: survey, section: '5.2'}\n  inferred: [stages, capabilities, datasets, statement, input_datasets]\n"
"""Evidence and what is inferred of liu2023visual.4."""

ABSTRACT = "{source: abstract, url: 'https://arxiv.org/abs/2304.08485'}"
CARD = "{source: dataset-card, where: llava-vl.github.io, url: 'https://llava-vl.github.io/'}"
ITS_CARD = "{source: dataset-card, where: a.org/b, url: 'https://a.org/b'}"


@pytest.fixture(scope="module")
def few(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The works of the frozen knowledge base that the cases name, with what they need: a migration reads every file."""
    kept = [Path(path).stem for path in (VISUAL, MOLMO)]
    return ready(write_part(facts_base, tmp_path_factory.mktemp("few") / "base", kept, keep_idle=False, named={"coco"}))


@pytest.fixture
def old(few: Path, tmp_path: Path) -> Path:
    """A copy of the few as it stood before formats had numbers."""
    return before_formats(shutil.copytree(few, tmp_path / "few"))


@pytest.fixture
def old_part(base: Path) -> Path:
    """The same of the part of the frozen knowledge base, which can be in a git repository."""
    return before_formats(base)


@pytest.fixture
def old_whole(whole_base: Path) -> Path:
    """The same of the whole frozen knowledge base."""
    return before_formats(whole_base)


def before_formats(root: Path) -> Path:
    """Take away what came with the numbers of formats."""
    for name in ("format", "families"):
        (root / f"taxonomy/{name}.yaml").unlink()
    return root


def put(root: Path, path: str, old: str, new: str) -> None:
    """Replace one thing in a file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def claim_of(root: Path, evidence: list[str], checks: list[str], inferred: str = "[stages]") -> dict[str, Any]:
    """Return liu2023visual.4 after a migration from evidence and checks in the old form."""
    listed = "".join(f"  - {each}\n" for each in evidence)
    signed = "".join(f"  - {{by: A. Curator, 'on': '2026-11-29'{each}}}\n" for each in checks)
    put(root, VISUAL, LAST, f"{listed}  inferred: {inferred}\n  checked:\n{signed}")
    migrate(root).write(root)
    assert [each for each in new_findings(root) if each.path == VISUAL] == []
    claim = Atlas.load(root).claims["liu2023visual.4"]
    data: dict[str, Any] = json.loads(claim.model_dump_json(exclude_defaults=True))
    return data


NOTES: list[tuple[str, list[str], list[str], str | None]] = [
    # What a note says, the evidence, what the claim was compared with, what is left of the note.
    ("", [ABSTRACT], ["abstract"], None),
    ("Against the abstract.", [ABSTRACT], ["abstract"], None),
    ("against the abstract", [ABSTRACT], ["abstract"], None),
    ("Against the abstract as far as the page shows it.", [ABSTRACT], ["excerpt"], None),
    ("Against the abstract and the project page.", [ABSTRACT, CARD], ["abstract", "project-page"], None),
    ("Against the abstract and the project page.", [ABSTRACT, ITS_CARD], ["abstract", "project-page"], None),
    ("Against the abstract and the dataset card.", [ABSTRACT, ITS_CARD], ["abstract", "dataset-card"], None),
    ("Against the project page.", [CARD], ["project-page"], None),
    ("Against the abstract and the page named.", [ABSTRACT, CARD], ["abstract", "project-page"], None),
    ("Against the abstract; the number is the survey''s.", [ABSTRACT], ["abstract"], "The number is the survey's."),
    ("Against the abstract, read in translation.", [ABSTRACT], ["abstract"], "Read in translation."),
    (
        "Against the abstract, which does not name GPT-4.",
        [ABSTRACT],
        ["abstract"],
        "Against the abstract, which does not name GPT-4.",
    ),
    (
        "Against the abstract and the introduction.",
        [ABSTRACT, "{source: paper, where: Introduction}"],
        ["abstract", "paper"],
        "Against the abstract and the introduction.",
    ),
    # What is no evidence stays in the note alone.
    ("Against the abstract and Figure 1.", [ABSTRACT], ["abstract"], "Against the abstract and Figure 1."),
    (
        "Against somebody else''s summary.",
        [ABSTRACT, "{source: third-party-summary}"],
        ["third-party-summary"],
        "Against somebody else's summary.",
    ),
    ("Something else.", [ABSTRACT], ["abstract"], "Something else."),
]


@pytest.mark.parametrize(("note", "evidence", "against", "left"), NOTES)
def test_a_note_becomes_what_was_compared(
    old: Path, note: str, evidence: list[str], against: list[str], left: str | None
) -> None:
    claim = claim_of(old, evidence, [f", note: '{note}'" if note else ""])
    said = {"by": "A. Curator", "date": "2026-11-29", "against": against}
    assert claim["checked"] == [said | ({"note": left} if left else {})]


def test_a_version_moves_to_the_evidence_where_all_name_one(old: Path) -> None:
    claim = claim_of(old, [ABSTRACT], [", note: Against the abstract.", ", note: against the abstract of version 2"])
    assert claim["evidence"] == [{"source": "abstract", "version": "v2", "url": "https://arxiv.org/abs/2304.08485"}]
    assert [each.get("note") for each in claim["checked"]] == [None, None]


PUBLISHED = "{source: abstract, url: 'https://ojs.aaai.org/index.php/AAAI/article/view/34706'}"


@pytest.mark.parametrize(("evidence", "versions"), [([PUBLISHED, ABSTRACT], [None, "v7"]), ([PUBLISHED], ["v7"])])
def test_a_version_of_the_preprint_is_not_said_of_the_published_page(
    old: Path, evidence: list[str], versions: list[str | None]
) -> None:
    claim = claim_of(old, evidence, [", note: against the abstract of version 7"])
    assert [item.get("version") for item in claim["evidence"]] == versions


def test_two_versions_stay_in_the_notes(old: Path) -> None:
    notes = ["against the abstract of version 1", "against the abstract of version 2"]
    claim = claim_of(old, [ABSTRACT], [f", note: {note}" for note in notes])
    assert "version" not in claim["evidence"][0]
    assert [each.get("note") for each in claim["checked"]] == notes


def test_a_version_in_place_or_address_is_a_version(old: Path) -> None:
    evidence = ["{source: abstract, where: version 1, url: 'https://arxiv.org/abs/2304.08485v1'}"]
    assert claim_of(old, evidence, [""])["evidence"] == [
        {"source": "abstract", "version": "v1", "url": "https://arxiv.org/abs/2304.08485v1"}
    ]


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("url: 'https://huggingface.co/datasets/a/b'", "dataset-card"),
        ("url: 'https://huggingface.co/a/b'", "model-card"),
        ("url: 'https://github.com/a/b'", "code"),
        ("url: 'https://a-b.github.io/c'", "project-page"),
        ("where: a-b.github.io", "project-page"),
        ("url: 'https://a.org/blog/b'", "report"),
        ("url: 'https://a.org/b'", "dataset-card"),
        ("where: 'the card, Section 2'", "dataset-card"),
    ],
)
def test_an_address_proves_the_kind_of_a_page_or_leaves_it(old: Path, place: str, source: str) -> None:
    assert claim_of(old, [ABSTRACT, f"{{source: dataset-card, {place}}}"], [""])["evidence"][1]["source"] == source


def test_a_page_that_was_compared_and_is_no_evidence_becomes_evidence_without_address(old: Path) -> None:
    claim = claim_of(old, [ABSTRACT], [", note: against the model card"])
    assert claim["checked"][0]["against"] == ["model-card"]
    assert claim["evidence"][1] == {
        "source": "model-card",
        "where": "the page seen on 2026-11-29; its address was not written down",
    }


@pytest.mark.parametrize(
    ("note", "source"), [("against somebody else''s summary", "third-party-summary"), ("against the introduction", "paper")]
)
def test_whatever_alone_was_compared_becomes_evidence(old: Path, note: str, source: str) -> None:
    claim = claim_of(old, [ABSTRACT], [f", note: '{note}'"])
    assert (claim["checked"][0]["against"], claim["evidence"][1]["source"]) == ([source], source)


def test_inferred_datasets_that_were_input_datasets_are(old: Path) -> None:
    put(
        old,
        VISUAL,
        "  datasets: [llava-instruct-158k]\n  input_datasets: [coco]\n  statement: Text-only GPT-4, fed",
        "  input_datasets: [coco]\n  statement: Text-only GPT-4, fed",
    )
    assert claim_of(old, [ABSTRACT], [""], "[datasets, statement]")["inferred"] == ["input_datasets", "statement"]


def test_what_the_maintained_list_says_becomes_a_field(old: Path) -> None:
    note = "In the survey's maintained list since 2025, under data-acquisition (§3.1.1) and data-creator (§5.1)."
    text = (old / MOLMO).read_text("utf-8")
    (old / MOLMO).write_text(text.replace("\nadded:", f"\nnotes:\n- {note}\n- Another note.\nadded:"), "utf-8")
    migrate(old).write(old)
    work = Atlas.load(old).works["clark2026molmo2"]
    assert work.maintained_list is not None
    assert (work.maintained_list.sections, work.maintained_list.since) == (("3.1.1", "5.1"), 2025)
    assert work.listed == work.maintained_list
    assert work.notes == ("Another note.",)


PAGES: list[tuple[str, str, str | None, bool]] = [
    ("model card", "model-card", None, False),
    ("model card (Parent Models)", "model-card", "model card (Parent Models)", False),
    ("abstract", "abstract", None, False),
    ("README of the repository", "code", "README of the repository", False),
    ("third-party summary", "third-party-summary", None, True),
    ("copy of the model card of x", "third-party-summary", "copy of the model card of x", True),
    ("third party: README of x, which uses it", "third-party-summary", "third party: README of x, which uses it", True),
    ("paper on the next version, by the same makers", "paper", "paper on the next version, by the same makers", False),
    ("training script of the release", "code", "training script of the release", False),
    ("something else", "third-party-summary", "something else", True),
]


@pytest.mark.parametrize(("where", "source", "left", "is_weak"), PAGES)
def test_a_parent_that_was_seen_gets_its_page(old: Path, where: str, source: str, left: str | None, *, is_weak: bool) -> None:
    row = {"child": "dataset:cc3m-595k", "parent": "dataset:cc3m", "url": "https://a.org/b", "where": where}
    migrate(old, pages_of([row])).write(old)
    (origin,) = Atlas.load(old).datasets["cc3m-595k"].derived_from
    assert (origin.source, origin.where, origin.url) == (source, left, "https://a.org/b")
    assert origin.is_unverified == is_weak


def test_a_page_behind_no_seen_parent_is_told(old: Path) -> None:
    row = {"child": "dataset:coco", "parent": "dataset:cc3m", "url": "https://a.org/b", "where": "abstract"}
    assert migrate(old, pages_of([row])).remarks == ("no parent was seen for dataset:coco ← dataset:cc3m",)


@pytest.mark.parametrize("row", [{}, {"child": "coco"}, {"child": "coco", "parent": "dataset:x", "url": "u", "where": "w"}])
def test_a_row_of_pages_must_be_whole(row: dict[str, Any]) -> None:
    with pytest.raises(WrongUseError, match="line 1"):
        pages_of([row])


def test_families_get_a_file_with_the_developer_that_all_name(old_whole: Path) -> None:
    migrate(old_whole).write(old_whole)
    families = {each.id: each for each in Atlas.load(old_whole).taxonomy.families}
    assert families.keys() == {each.family for each in Atlas.load(old_whole).models.values()} - {None}
    assert families["gemini"].developer == "Google"
    assert families["clip"].developer is None  # several make models of it


def test_twice_is_once(old_part: Path) -> None:
    put(old_part, VISUAL, LAST, f"{LAST}  checked:\n  - {{by: A, 'on': '2026-11-29', note: Against the survey''s Table 2.}}\n")
    first = migrate(old_part)
    assert set(first.texts) == {VISUAL, "taxonomy/families.yaml", "taxonomy/format.yaml"}
    first.write(old_part)
    assert migrate(old_part).texts == {}


def test_comments_stay(old: Path) -> None:
    put(old, VISUAL, LAST, f"{LAST}  # somebody looked\n  checked:\n  - {{by: A, 'on': '2026-11-29'}}  # and signed\n")
    put(old, VISUAL, "  - {source: survey, section: '5.2'}\n", "  - {source: abstract}\n")
    migrate(old).write(old)
    text = (old / VISUAL).read_text("utf-8")
    assert "  # somebody looked\n  checked:\n  - {by: A, date: '2026-11-29', against: [abstract]}  # and signed\n" in text


def test_an_old_base_is_one_finding_and_one_sentence(old: Path) -> None:
    put(old, VISUAL, LAST, f"{LAST}  checked:\n  - {{by: A, 'on': '2026-11-29'}}\n")
    (found,) = check(old).findings
    assert (found.path, found.code, found.fix) == ("taxonomy/format.yaml", "old-format", "run 'codev migrate'")
    assert check(old).within([VISUAL]).findings == (found,)
    with pytest.raises(KnowledgeBaseError, match="run 'codev migrate'"):
        Atlas.load(old)


def test_a_newer_base_is_not_read(base: Path) -> None:
    (base / "taxonomy/format.yaml").write_text(
        "# yaml-language-server: $schema=schema/format.schema.json\nformat: 99\n", "utf-8"
    )
    (found,) = check(base).findings
    assert found.fix == "update codev"
    with pytest.raises(KnowledgeBaseError, match="update codev"):
        migrate(base)


def test_what_cannot_be_read_stops_it_before_a_file_is_written(old: Path) -> None:
    put(old, MOLMO, "key: clark2026molmo2", "key: [")
    before = {path: path.read_bytes() for path in old.rglob("*.yaml")}
    with pytest.raises(KnowledgeBaseError, match=MOLMO):
        migrate(old)
    assert {path: path.read_bytes() for path in old.rglob("*.yaml")} == before


def test_a_write_that_fails_is_taken_back(base: Path) -> None:
    before = (base / VISUAL).read_bytes()
    (base / "taxonomy/new.yaml").mkdir()
    with pytest.raises(KnowledgeBaseError, match="cannot be written"):
        write_all(base, {"papers/2099/x.yaml": "new", VISUAL: "changed", "taxonomy/new.yaml": "a folder is there"})
    assert (base / VISUAL).read_bytes() == before
    assert not (base / "papers/2099/x.yaml").exists()


def test_the_command_shows_what_it_would_do(old_part: Path) -> None:
    put(old_part, VISUAL, LAST, f"{LAST}  checked:\n  - {{by: A, 'on': '2026-11-29', note: Against the survey''s Table 2.}}\n")
    dry = CliRunner().invoke(main, ["migrate", "--root", str(old_part), "--dry-run"])
    assert "-  - {by: A, 'on': '2026-11-29', note: Against the survey''s Table 2.}" in dry.stdout.splitlines()
    assert any(line.startswith("+  - {by: A, date: '2026-11-29', against: [survey]") for line in dry.stdout.splitlines())
    assert not (old_part / "taxonomy/format.yaml").exists()
    done = CliRunner().invoke(main, ["migrate", "--root", str(old_part)])
    assert (done.exit_code, "taxonomy/format.yaml" in done.stdout) == (0, True)
    Atlas.load(old_part)


def test_a_file_of_pages_that_is_no_json_is_refused(old: Path, tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").write_text('{"child": "dataset:coco"}\nno json\n', "utf-8")
    done = CliRunner().invoke(main, ["migrate", "--root", str(old), "--pages", str(tmp_path / "pages.jsonl")])
    assert isinstance(done.exception, CodevError)
    assert "pages.jsonl:2 is not JSON" in str(done.exception)


def test_an_old_revision_is_compared_as_what_it_says_today(old_part: Path, git: Git) -> None:
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", "The old form")
    migrate(old_part).write(old_part)
    done = CliRunner().invoke(main, ["diff", "HEAD", "--root", str(old_part), "--format", "json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["changes"] == []
