"""``codev add``: from each source to an entry, asked and unasked, and one line for whatever is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from codev import Atlas
from codev.cli import add_command
from codev.cli.main import main, run
from codev.contribute.fetch import Fetcher
from codev.contribute.propose import Proposals
from codev.contribute.suggest import Suggestion
from copied import new_findings

Add = Callable[..., Result]
BIBTEX = "@article{x, title={FrogBench: Jumping Frogs in Video}, author={Frog, Ada}, year={2025}, eprint={2501.99999}}"
KEY = "frog2025frogbench"
SCHOLAR = """@inproceedings{frog2025, title={FrogBench: jumping frogs in video}, author={Frog, Ada}, year={2025},
booktitle={Proceedings of the IEEE/CVF conference on computer vision and pattern recognition}, pages={1--9}}"""


@pytest.fixture
def add(base: Path) -> Add:
    """Calls ``codev add`` on the copy."""

    def call(*arguments: str, text: str | None = None) -> Result:
        everything = ["add", "--root", str(base), "--added", "2026-11-25", *arguments]
        return CliRunner().invoke(main, everything, input=text)

    return call


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def write_form(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Path]:
    """Writes a form with either kind of line end: GitHub stores what a browser sends, which is CRLF."""

    def write(form: str) -> Path:
        file = tmp_path / "issue.md"
        file.write_bytes("".join(f"{line}{request.param}" for line in form.splitlines()).encode())
        return file

    return write


def error_of(result: Result) -> str:
    """Return the message with which a command ended."""
    assert result.exception is not None
    return str(result.exception)


def test_bibtex_becomes_an_entry_that_passes_the_check(add: Add, base: Path) -> None:
    result = add("--bibtex", "-", text=BIBTEX)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"papers/2025/{KEY}.yaml\n"
    assert "to do: the work is not classified" in result.stderr
    assert "codev check" in result.stderr
    assert "shares" in result.stderr
    assert new_findings(base) == []
    assert Atlas.load(base).works[KEY].arxiv == "2501.99999"


def test_the_proceedings_beside_a_paper_are_not_meant(add: Add, base: Path) -> None:
    crossref = BIBTEX.replace("@article{x,", "@inproceedings{x, crossref={y},").replace(", year={2025}", "")
    text = crossref + "@proceedings{y, title={Computer Vision and Pattern Recognition, {CVPR} 2025}, year={2025}}"
    assert add("--bibtex", "-", text=text).exit_code == 0
    assert Atlas.load(base).works[KEY].venue == "CVPR"


def test_a_second_time_nothing_is_written(add: Add, base: Path) -> None:
    add("--bibtex", "-", text=BIBTEX)
    before = (base / f"papers/2025/{KEY}.yaml").read_bytes()
    again = add("--bibtex", "-", text=BIBTEX)
    assert f"in the knowledge base as {KEY} (same arXiv id)" in error_of(again)
    assert (base / f"papers/2025/{KEY}.yaml").read_bytes() == before


def test_a_dry_run_prints_and_writes_nothing(add: Add, base: Path) -> None:
    result = add("--bibtex", "-", "--dry-run", text=BIBTEX)
    assert result.stdout.startswith("# yaml-language-server")
    assert not (base / f"papers/2025/{KEY}.yaml").exists()


def test_options_make_a_claim(add: Add, base: Path) -> None:
    claim = ["--node", "temporal-understanding", "--evidence", "abstract", "--statement", "Frogs are counted in videos."]
    terms = ["--stage", "evaluation", "--modality", "video", "--dataset", "FrogBench", "--new-dataset", "FrogBench"]
    result = add("--bibtex", "-", *claim, *terms, "--inferred", "modalities", text=BIBTEX)
    assert result.exit_code == 0, result.output
    assert new_findings(base) == []
    after = Atlas.load(base)
    made = after.claims[f"{KEY}.1"]
    assert (made.node, made.datasets, made.inferred) == ("temporal-understanding", ("frogbench",), ("modalities",))
    assert after.introducer("dataset", "frogbench") == KEY


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        ([], None, "no source was named"),
        (["--arxiv", "2304.08485", "--doi", "10.1000/x"], None, "more than one source"),
        (["--arxiv", "nonsense"], None, "not an arXiv id"),
        (["--bibtex", "-"], "nothing", "the file has no entry"),
        (["--bibtex", "-"], "@misc{a, title={A}}\n@misc{b, title={B}}", "the file has 2 entries"),
        (["--bibtex", "-", "--entry", "fog"], "@misc{frog, title={A}}\n@misc{b, title={B}}", "did you mean frog"),
        (["--bibtex", "-"], "@misc{a, title={A}", "line 1: the entry cannot be read"),
        (["--bibtex", "-"], "@misc{a, title={A}}", "no authors and no year"),
        (["--bibtex", "-"], SCHOLAR, "does not say where"),
        (["--bibtex", "-", "--arxiv", "x"], SCHOLAR, "--arxiv: 'x' cannot be used"),
        (["--bibtex", "-", "--url", "javascript:x"], SCHOLAR, "--url: 'javascript:x' cannot be used"),
        (["--bibtex", "-", "--new-model", "LLaVA"], BIBTEX, "which liu2023visual introduces"),
        (["--bibtex", "-", "--node", "data-filter"], BIBTEX, "no statement and no evidence"),
        (["--bibtex", "-", "--key", "Nonsense"], BIBTEX, "not a work key"),
        (["--bibtex", "-", "--added", "yesterday"], BIBTEX, "added"),
    ],
)
def test_wrong_use_is_one_sentence(add: Add, base: Path, arguments: list[str], text: str | None, message: str) -> None:
    before = sorted(base.rglob("*.yaml"))
    assert message in error_of(add(*arguments, "--no-input", text=text))
    assert sorted(base.rglob("*.yaml")) == before


def test_a_binary_file_is_one_line(base: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "x.bib"
    file.write_bytes(b"\x89PNG\x00\x00\xff")
    with pytest.raises(SystemExit) as ended:
        run(["add", "--bibtex", str(file), "--root", str(base)])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def line(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored answers instead of the network."""
    stored = repository / "tests/fixtures/contribute"
    answers = {"export.arxiv.org": "arxiv.atom.xml", "api.crossref.org": "crossref.json"}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host not in answers:
            return httpx.Response(503)
        content = (stored / answers[request.url.host]).read_bytes().replace(b"2304.08485", b"2501.99998")
        return httpx.Response(200, stream=httpx.ByteStream(content.replace(b"Visual\n  Instruction", b"Frog Leg")))

    monkeypatch.setattr(
        "codev.contribute.fetch.Fetcher", lambda root: Fetcher(httpx.MockTransport(answer), sleep=lambda _: None)
    )


@pytest.mark.usefixtures("line")
def test_arxiv_becomes_an_entry_with_what_was_seen(add: Add, base: Path) -> None:
    result = add("--arxiv", "2501.99998")
    assert result.exit_code == 0, result.output
    work = Atlas.load(base).works["liu2023frog"]
    assert (work.arxiv_from, work.seen_at, work.venue) == ("looked-up", "https://arxiv.org/abs/2501.99998", "NeurIPS")
    assert "source: abstract" in (base / "papers/2023/liu2023frog.yaml").read_text()


@pytest.mark.usefixtures("line")
def test_a_doi_becomes_an_entry_with_its_preprint(add: Add, base: Path) -> None:
    result = add("--doi", "https://doi.org/10.1109/TPAMI.2025.3576835")
    assert result.exit_code == 0, result.output
    assert result.stdout == "papers/2024/author2024synergy.yaml\n"
    work = Atlas.load(base).works["author2024synergy"]
    assert (work.doi, work.arxiv, work.venue) == ("10.1109/TPAMI.2025.3576835", "2407.08583", "IEEE TPAMI")
    assert (work.year, work.venue_year, work.volume, work.number) == (2024, 2025, "47", "10")
    assert "multi-modal" in work.title.casefold()
    assert "<i>" not in work.title
    assert new_findings(base) == []


@pytest.mark.usefixtures("line")
def test_an_issue_form_becomes_an_entry_with_its_claim(
    add: Add, base: Path, repository: Path, write_form: Callable[[str], Path]
) -> None:
    form = (repository / "tests/fixtures/contribute/issue.md").read_text(encoding="utf-8")
    result = add("--issue", str(write_form(form)))
    assert result.exit_code == 0, result.output
    assert new_findings(base) == []
    after = Atlas.load(base)
    work = after.works["cheng2024seeclick"]
    assert [claim.datasets for claim in work.claims] == [("screenspot",)]
    assert work.links is not None
    assert work.links.code == "https://github.com/njucckevin/SeeClick"


@pytest.mark.usefixtures("line")
def test_an_issue_with_an_id_alone_is_completed(add: Add, base: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("### arXiv id\n\n2501.99998\n")
    assert add("--issue", str(tmp_path / "issue.md")).exit_code == 0
    assert Atlas.load(base).works["liu2023frog"].title == "Frog Leg Tuning"


def test_an_issue_with_half_a_claim_still_becomes_an_entry(add: Add, base: Path, tmp_path: Path) -> None:
    form = "### BibTeX\n\n" + BIBTEX + "\n\n### Taxonomy node\n\ndata-filter\n\n### Stages\n\nfinetune\n"
    (tmp_path / "issue.md").write_text(form)
    result = add("--issue", str(tmp_path / "issue.md"))
    assert result.exit_code == 0, result.output
    assert "has no statement and no evidence and was left out; it names the node 'data-filter'" in result.stderr
    assert new_findings(base) == []
    assert "# claims:" in (base / f"papers/2025/{KEY}.yaml").read_text()


def test_an_issue_that_leads_nowhere_says_what_to_fill_in(add: Add, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(f"### BibTeX\n\n{SCHOLAR}\n")
    assert "fill in its arXiv id or DOI" in error_of(add("--issue", str(tmp_path / "issue.md")))


def test_questions_lead_to_an_entry_with_a_claim(add: Add, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_command, "_is_interactive", lambda: True)
    answers = [
        "FrogBench: Jumping Frogs in Video",
        "Ada Frog, Bob Toad",
        "2025",
        "CVPR",
        "https://example.org/frogs",
        "temporal-understandin",
        "temporal-understanding",
        "",
        "LLaVA",
        "-",
        "",
        "Frogs are counted in videos.",
        "paper",
        "Section 3",
        "evaluate",
        "evaluation",
        "-",
        "video",
        "-",
        "",
        "stage",
        "stages",
    ]
    result = add(text="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for told in (
        "which liu2023visual introduces",
        "did you mean temporal-understanding",
        "did you mean evaluation",
        "did you mean stages",
    ):
        assert told in result.stderr
    assert "  FrogBench: \n" not in result.stderr, "a name without a reason stands in the question only"
    assert new_findings(base) == []
    claim = Atlas.load(base).claims[f"{KEY}.1"]
    assert (claim.stages, claim.datasets, claim.inferred) == (("evaluation",), ("frogbench",), ("stages",))
    assert claim.evidence[0].where == "Section 3"


def test_where_the_work_can_be_read_is_asked_for(add: Add, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_command, "_is_interactive", lambda: True)
    (base / "x.bib").write_text(SCHOLAR)
    result = add("--bibtex", str(base / "x.bib"), text="nowhere\nhttps://example.org/frogs\nnone\n2401.99999v2\n\n")
    assert result.exit_code == 0, result.output
    assert "an address begins with https://" in result.stderr
    assert "that is not an arXiv id" in result.stderr
    work = Atlas.load(base).works["frog2024frogbench"]
    assert (work.arxiv, work.venue, work.venue_year) == ("2401.99999", "CVPR", 2025)


@pytest.mark.parametrize(
    ("arguments", "key", "told"),
    [
        (["--arxiv", "https://arxiv.org/abs/2401.99999v3"], "frog2024frogbench", "title has no capitals"),
        (["--doi", "10.48550/arXiv.2401.99999"], "frog2024frogbench", "title has no capitals"),
        (["--doi", "10.1000/frogs"], "frog2025frogbench", "no arXiv id was given"),
        (["--url", "https://example.org/frogs"], "frog2025frogbench", "no arXiv id was given"),
    ],
)
def test_an_id_beside_bibtex_is_noted(add: Add, base: Path, arguments: list[str], key: str, told: str) -> None:
    (base / "x.bib").write_text(SCHOLAR)
    result = add("--bibtex", str(base / "x.bib"), "--no-input", *arguments)
    assert result.exit_code == 0, result.output
    assert told in result.stderr
    assert key in Atlas.load(base).works
    assert new_findings(base) == []


def test_what_is_declared_without_a_paper_can_be_moved_into_the_entry(add: Add, base: Path) -> None:
    text = "@misc{x, title={MMMU: A Benchmark}, author={Frog, Ada}, eprint={2311.99999}, year={2023}}"
    asked = add("--bibtex", "-", "--dry-run", text=text)
    assert "if the work introduces it, 'codev merge work:frog2023mmmu dataset:mmmu' moves it" in asked.stderr
    assert "introduces" not in asked.stdout
    claim = [
        "--node",
        "reasoning-benchmarks",
        "--evidence",
        "recalled",
        "--statement",
        "Asks for what experts know.",
        "--dataset",
        "MMMU",
    ]
    told = add("--bibtex", "-", "--new-dataset", "MMMU", *claim, text=text)
    assert "declares the dataset mmmu: 'codev merge" in told.stderr
    assert new_findings(base) == []
    moved = CliRunner().invoke(main, ["merge", "work:frog2023mmmu", "dataset:mmmu", "--root", str(base)])
    assert moved.exit_code == 0, moved.output
    assert new_findings(base) == []
    assert Atlas.load(base).introducer("dataset", "mmmu") == "frog2023mmmu"


def test_a_known_work_needs_no_address(add: Add) -> None:
    known = "@article{x, title={Visual Instruction Tuning}, author={Liu, Haotian}, year={2023}}"
    assert "as liu2023visual (same title)" in error_of(add("--bibtex", "-", "--no-input", text=known))


def test_an_empty_answer_leaves_the_claim_for_later(add: Add, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_command, "_is_interactive", lambda: True)
    (base / "x.bib").write_text(BIBTEX)
    result = add("--bibtex", str(base / "x.bib"), text="\n\n")
    assert result.exit_code == 0, result.output
    assert Atlas.load(base).works[KEY].claims == ()


CASES = Path(__file__).parents[1] / "fixtures" / "bib_cases"


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize("place", ["### arXiv id\n\n2501.99998", "### BibTeX\n\nsee https://arxiv.org/abs/2501.99998v2"])
def test_text_in_the_place_of_bibtex_is_ignored_where_an_id_is_given(
    add: Add, base: Path, write_form: Callable[[str], Path], place: str
) -> None:
    form = (CASES / "form_text_in_bibtex.md").read_text(encoding="utf-8").replace("2505.23359", "2501.99998")
    file = write_form(form if "arXiv id" in place else place)
    result = add("--issue", str(file))
    assert result.exit_code == 0, result.output
    assert "the text under BibTeX was ignored: it holds 0 entries" in result.stderr
    assert Atlas.load(base).works["liu2023frog"].arxiv == "2501.99998"


def test_unknown_names_of_a_form_are_left_out_with_a_note(add: Add, base: Path, write_form: Callable[[str], Path]) -> None:
    form = (CASES / "form_unknown_model.md").read_text(encoding="utf-8")
    # The paper is in the knowledge base today, and so may its models be: invented ones are not.
    form = (
        form.replace("2505.23359", "2505.99998").replace("Gemini-2.5-Pro", "Frogformer-9").replace("VideoReason", "FrogReason")
    )
    form = form.replace("multi-hop-reasoning", "multi-hop-jumping").replace("reasoning-benchmarks", "temporal-understanding")
    result = add("--issue", str(write_form(form)))
    assert result.exit_code == 0, result.output
    assert "Frogformer-9" in result.stderr
    assert "it was left out of the claim's models" in result.stderr
    assert "it was left out of the claim's capabilities" in result.stderr
    work = Atlas.load(base).works["liu2025frogreasonbench"]
    (claim,) = work.claims
    assert (claim.models, claim.capabilities, claim.inferred) == (("gpt-4o",), (), ())
    assert new_findings(base) == []


def test_who_can_be_asked_again_is_told_at_once(add: Add) -> None:
    said = ["--node", "data-filtr", "--statement", "Filters frogs by jump height, which helps.", "--evidence", "abstract"]
    assert "did you mean data-filter" in error_of(add("--bibtex", "-", *said, "--no-input", text=BIBTEX))


def test_an_unknown_node_leaves_out_the_claim_only(add: Add, base: Path, tmp_path: Path) -> None:
    form = f"### BibTeX\n\n{BIBTEX}\n\n### Models that the paper introduces\n\nLLaVA\n\n### Taxonomy node\n\nfrogs\n\n"
    form += "### Statement\n\nFilters frogs by jump height, which helps.\n\n### What did you read?\n\nabstract\n"
    (tmp_path / "issue.md").write_text(form)
    result = add("--issue", str(tmp_path / "issue.md"))
    assert result.exit_code == 0, result.output
    assert "the claim was left out" in result.stderr
    assert "left out of what the work introduces" in result.stderr
    assert Atlas.load(base).works[KEY].claims == ()
    assert new_findings(base) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--arxiv", "https://arxiv.org/pdf/2304.08485v2.pdf"],
        ["--arxiv", "10.48550/arXiv.2304.08485"],
        ["--arxiv", "https://www.alphaxiv.org/abs/2304.08485"],
        ["--doi", "https://doi.org/10.48550/ARXIV.2304.08485"],
        ["--doi", "arXiv:2304.08485"],
    ],
)
def test_what_is_known_is_recognised_before_any_request(
    add: Add, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    def nobody(**_: object) -> Fetcher:
        raise AssertionError("a request was made")

    monkeypatch.setattr("codev.contribute.fetch.Fetcher", nobody)
    assert "is in the knowledge base as liu2023visual (same arXiv id)" in error_of(add(*arguments))


def test_proposals_that_differ_are_called_unsure(capsys: pytest.CaptureFixture[str]) -> None:
    for sure in (True, False):
        add_command._say_what_is_proposed(
            Proposals(nodes=(Suggestion("data-filter", "data-filter", 0.5, ("filter",), (), sure),))
        )
        assert ("unsure: look at all of them" in capsys.readouterr().err) == (not sure)
