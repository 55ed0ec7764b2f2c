"""Drafts: canonical, checked, nothing invented, nothing proposed that does not look proposed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codev import Atlas
from codev.bib.read.bibtex import read_bibtex
from codev.bib.read.citation import Citation
from codev.check.works import check_work
from codev.contribute.draft import Draft, make_draft
from codev.contribute.propose import propose
from codev.errors import WrongUseError
from codev.store.examine import examine_bytes
from codev.store.layout import SourceFile
from copied import new_findings

CITATION = Citation(
    title="NewThing: A Model of Video",
    authors=("Ada Author", "B. Other"),
    family="Author",
    year=2025,
    venue="CVPR",
    arxiv="2412.00001",
)
DAY = "2026-11-25"


def drafted(atlas: Atlas, citation: Citation) -> Draft:
    """Return the draft of a citation, with proposals."""
    return make_draft(atlas, citation, added=DAY, proposals=propose(atlas, citation.title, citation.abstract or ""))


def uncommented(text: str) -> str:
    """Return a text as an editor's "toggle comment" on the proposed block leaves it."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(re.sub(r"^# ?", "", line) for line in rest)])


def test_an_entry_holds_what_the_source_says_and_no_more(facts_atlas: Atlas) -> None:
    draft = drafted(facts_atlas, CITATION)
    assert draft.path == "papers/2024/author2024newthing.yaml"
    assert draft.work.model_dump(exclude_defaults=True, mode="json") == {
        "key": "author2024newthing",
        "title": CITATION.title,
        "authors": ["Ada Author", "B. Other"],
        "year": 2024,
        "venue": "CVPR",
        "venue_year": 2025,
        "arxiv": "2412.00001",
        "scope": "extended",
        "added": DAY,
    }
    assert draft.work.claims == ()


def test_an_arxiv_id_that_was_seen_says_so(facts_atlas: Atlas) -> None:
    seen = Citation(title="T x", authors=("A B",), year=2024, arxiv="2412.00001", seen_at="https://arxiv.org/abs/2412.00001")
    work = drafted(facts_atlas, seen).work
    assert (work.arxiv_from, work.seen_at) == ("looked-up", "https://arxiv.org/abs/2412.00001")


def test_the_text_is_canonical_with_its_comments(facts_atlas: Atlas) -> None:
    draft = drafted(facts_atlas, CITATION)
    examined = examine_bytes(SourceFile(draft.path, "work"), draft.text.encode(), check_work)
    assert examined.findings == ()
    assert "##" in draft.text


def test_the_proposed_claim_is_incomplete_until_a_person_completes_it(facts_atlas: Atlas) -> None:
    text = uncommented(drafted(facts_atlas, CITATION).text)
    codes = [
        finding.code
        for finding in examine_bytes(
            SourceFile("papers/2024/author2024newthing.yaml", "work"), text.encode(), check_work
        ).findings
    ]
    # No statement, and nothing said of what was read: both are named, and nothing else is wrong.
    assert sorted(codes) == ["wrong-length", "wrong-word"]


def test_only_an_abstract_that_was_read_is_proposed_as_evidence(facts_atlas: Atlas) -> None:
    with_abstract = Citation(title=CITATION.title, authors=CITATION.authors, year=2025, url="https://x.org", abstract="We do.")
    assert "source: abstract" in drafted(facts_atlas, with_abstract).text
    assert "source: abstract" not in drafted(facts_atlas, CITATION).text


def test_every_proposed_field_is_inferred(facts_atlas: Atlas) -> None:
    text = (
        uncommented(drafted(facts_atlas, CITATION).text)
        .replace("statement: ''", "statement: A sentence.")
        .replace("source: ''", "source: recalled")
    )
    examined = examine_bytes(SourceFile("papers/2024/author2024newthing.yaml", "work"), text.encode(), check_work)
    claim = make_draft(facts_atlas, CITATION, added=DAY).work.__class__.model_validate_json(examined.data).claims[0]
    filled = {name for name in ("node", "stages", "capabilities", "modalities", "models", "datasets") if getattr(claim, name)}
    assert set(claim.inferred) == filled


def test_a_new_dataset_stands_in_the_proposed_claim(facts_atlas: Atlas) -> None:
    text = uncommented(drafted(facts_atlas, Citation("FrogBench: Frogs", ("A B",), year=2025, url="https://x.org")).text)
    assert "introduces:\n  datasets:\n  - id: frogbench\n    name: FrogBench\nclaims:" in text
    assert "datasets: [frogbench]" in text
    assert "models:" not in text


def test_what_nobody_can_tell_is_not_uncommented_in_passing(facts_atlas: Atlas) -> None:
    text = drafted(facts_atlas, CITATION).text
    assert "##   models:\n##   - id: newthing\n##     name: NewThing\n##   datasets:\n" in text
    assert "\nintroduces:" not in uncommented(text)


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Mm-vet: Evaluating large multimodal models", True),
        ("Improved baselines with visual instruction tuning", True),
        ("Improved Baselines with Visual Instruction Tuning", False),
        ("Visual things", False),
    ],
)
def test_a_title_in_lower_case_is_told(facts_atlas: Atlas, title: str, is_told: bool) -> None:
    left = drafted(facts_atlas, Citation(title, ("A B",), year=2025, url="https://x.org")).left
    assert any("no capitals" in each for each in left) == is_told


def test_what_is_left_to_do_is_said(facts_atlas: Atlas) -> None:
    poor = Citation(title="Poor", authors=("B. Other",), et_al=True, year=2020)
    left = " ".join(make_draft(facts_atlas, poor, added=DAY).left)
    for word in ("not classified", "venue", "et al", "can be read", "initials"):
        assert word in left


@pytest.mark.parametrize(
    ("citation", "message"),
    [
        (Citation(), "no title and no authors and no year"),
        (Citation(title="T", authors=("A",)), "no year"),
        (Citation(title="T", authors=("A\nB",), year=2020), "authors"),
        (Citation(title="T" * 500, authors=("A",), year=2020), "title"),
    ],
)
def test_what_cannot_be_an_entry_is_refused(facts_atlas: Atlas, citation: Citation, message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        make_draft(facts_atlas, citation, added=DAY)


def test_keys_do_not_collide(facts_atlas: Atlas) -> None:
    again = Citation(title="Visual things", authors=("Haotian Liu",), family="Liu", year=2023)
    assert make_draft(facts_atlas, again, added=DAY).work.key == "liu2023visualb"
    assert make_draft(facts_atlas, again, added=DAY, taken={"liu2023visualb"}).work.key == "liu2023visualc"
    with pytest.raises(WrongUseError, match="taken"):
        make_draft(facts_atlas, again, added=DAY, key="liu2023visual")
    with pytest.raises(WrongUseError, match="not a work key"):
        make_draft(facts_atlas, again, added=DAY, key="../../etc/passwd")


def test_hostile_text_stays_text(facts_atlas: Atlas) -> None:
    title = "x: y # z 'q' \"r\" - {a: b} !!python/object:os.system *alias &anchor | > %"
    draft = drafted(facts_atlas, Citation(title=title, authors=("[a, b]", "{c: d}"), year=2020, url="https://x.org"))
    examined = examine_bytes(SourceFile(draft.path, "work"), draft.text.encode(), check_work)
    assert {finding.code for finding in examined.findings} <= {"title-form", "author-form", "name-form"}
    assert draft.work.title == title


@pytest.mark.slow
def test_real_entries_make_a_knowledge_base_without_findings(facts_atlas: Atlas, base: Path, repository: Path) -> None:
    file = read_bibtex((repository / "tests/fixtures/contribute/lmms-eval.bib").read_bytes())
    taken: set[str] = set()
    for entry in file.entries:
        if entry.citation.arxiv and entry.citation.arxiv not in {work.arxiv for work in facts_atlas.works.values()}:
            draft = make_draft(facts_atlas, entry.citation, added=DAY, taken=taken)
            taken.add(draft.work.key)
            (base / draft.path).parent.mkdir(exist_ok=True)
            (base / draft.path).write_text(draft.text)
    assert len(taken) > 20
    assert new_findings(base, use_cache=False) == []
