"""Inputs after public bug reports of bibliography tools (tests/fixtures/bib_cases), each with its right values."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.bib.read.bibtex import BibtexEntry, read_bibtex
from codev.contribute.bulk import ImportStatus, plan_import
from codev.contribute.draft import make_draft
from codev.store.yaml_in import YamlProblem, read_document

FOLDER = Path(__file__).parents[2] / "fixtures" / "bib_cases"
DAY = "2026-11-29"

# File: key, title and authors of each of its entries.
CASES: dict[str, list[tuple[str, str, list[str]]]] = {
    "r01_authors_commas_initials": [
        (
            "quell2025mixing",
            "Mixing Ratios of Image and Text Corpora",
            ["E. Quell", "G. Rosenhain", "K. A. Brookman", "M. Falkner"],
        )
    ],
    "r03_group_with_and": [
        (
            "meierhofer2025aerial",
            "Aerial Image Text Pairs",
            ["Herta Meierhofer", "Advanced Air and Ground Research Team"],
        )
    ],
    "r04_group_others": [("xyz2025xyz", "xyz – Multimodal Corpora in Practice", ["The XYZ/TeK Team"])],
    "r06_group_two_words_and": [
        ("northern2025joint", "Joint Report on Data Mixtures", ["Northern Institute and Southern Laboratory"])
    ],
    "r08_dblp_superscript": [
        ("example2025m3pairs", "M^3Pairs: Multi-scale Multi-lingual Multi-modal Pairs", ["Ann Example", "Bo Muster"])
    ],
    "r10_html_span_title": [("foo2025scaling", "Scaling with k Captions and in vivo H2O", ["Ann Foo"])],
    "r12_html_entity_author": [("gassmoster2025mantle", "Mantle Captions", ["René Gassmöster", "Zoé Dupont"])],
    "r14_cyrillic": [("klevtsova2025rychagi", "Рычаги цифровых данных", ["Наталья Клевцова", "李明", "Jörg Müller"])],
    "r15_missing_comma_fields": [
        (
            "borlander2024classification",
            "Classification of image data in conjugate spaces",
            ["L. Borlander", "M. van Heelst"],
        )
    ],
    "r19_editions_not_dupes": [
        ("hubert1981robust", "Robust multimodal statistics", ["Peter J. Hubert"]),
        ("hubert2009robust", "Robust multimodal statistics", ["Peter J. Hubert", "Elvezio M. Ronch"]),
    ],
    "r24_etal_books": [
        ("thern2025modeling", "Modeling Captions: Extending the Cox Model", ["Terry M. Thern", "Patricia M. Gramb"])
    ],
    "r25_vietnamese": [
        (
            "nguyen2025accents",
            "Accents upon accents",
            ["Xuân Thắng Nguyễn", "Hũu Tâm Trần", "Özgür Şimşek", "M. Göğüş"],
        )
    ],
    "r26_corporate_and": [
        ("national2025evaluating", "Evaluating Image Provenance", ["National Institute of Standards and Technology"])
    ],
}


def entries_of(name: str) -> tuple[BibtexEntry, ...]:
    """Return the entries of a file, every one of which must be read."""
    file = read_bibtex((FOLDER / f"{name}.bib").read_bytes())
    assert file.broken == ()
    return file.entries


def test_every_file_has_its_values() -> None:
    """Those of r18 and r28 are what an import makes of them, below."""
    assert {path.stem for path in FOLDER.glob("*.bib")} == {*CASES, "r18_preprint_published", "r28_vila"}


@pytest.mark.parametrize(("name", "values"), CASES.items(), ids=CASES)
def test_key_title_and_authors(atlas: Atlas, name: str, values: list[tuple[str, str, list[str]]]) -> None:
    drafts = [make_draft(atlas, entry.citation, added=DAY) for entry in entries_of(name)]
    assert [(draft.work.key, draft.work.title, list(draft.work.authors)) for draft in drafts] == values
    assert [draft.findings for draft in drafts] == [()] * len(drafts)


def test_a_group_and_others() -> None:
    assert entries_of("r04_group_others")[0].citation.et_al


def test_no_untrue_remark_on_a_group() -> None:
    for name in ("r03_group_with_and", "r06_group_two_words_and", "r26_corporate_and"):
        assert entries_of(name)[0].citation.remarks == ()


def test_preprint_and_publication_are_one_work(atlas: Atlas) -> None:
    plan = plan_import(atlas, read_bibtex((FOLDER / "r18_preprint_published.bib").read_bytes()), added=DAY)
    assert [each.status for each in plan.outcomes] == [ImportStatus.NEW, ImportStatus.REPEATED]


def test_editions_are_two_works(atlas: Atlas) -> None:
    plan = plan_import(atlas, read_bibtex((FOLDER / "r19_editions_not_dupes.bib").read_bytes()), added=DAY)
    assert [each.status for each in plan.outcomes] == [ImportStatus.NEW, ImportStatus.NEW]


def test_every_way_to_write_a_superscript_is_one_work(atlas: Atlas) -> None:
    plan = plan_import(atlas, read_bibtex((FOLDER / "r28_vila.bib").read_bytes()), added=DAY)
    assert [(each.status, each.work) for each in plan.outcomes] == [(ImportStatus.KNOWN, "fang2024vila")] * 4


def test_a_missing_comma_is_named_and_the_pages_are_read() -> None:
    (entry,) = entries_of("r15_missing_comma_fields")
    assert entry.citation.pages == "601-610"
    assert entry.citation.remarks == ("line 7: a comma is missing after '4'",)


def test_a_missing_colon_is_named_at_its_line() -> None:
    with pytest.raises(YamlProblem, match="'venue arXiv' has no colon") as problem:
        read_document((FOLDER / "missing_colon.yaml").read_text(encoding="utf-8"))
    assert (problem.value.position.line, problem.value.fix) == (5, "write 'venue: arXiv'")
