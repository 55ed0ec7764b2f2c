"""What reference managers read of a work: journal or proceedings is one rule, whatever the format."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup

from codev import Atlas
from codev.bib import PublicationKind, publication_kind, work_to_csl
from codev.bib.write.bibtex import bibtex_entry
from codev.bib.write.ris import ris_reference
from codev.export.jsonld import article
from codev.model import Work
from codev.site.pages.works import metadata

# Kind: BibTeX's field of the container, RIS, CSL, citation tag, schema.org's type of the container.
FORMS = {
    PublicationKind.JOURNAL: ("journal", "JOUR", "article-journal", "citation_journal_title", "Periodical"),
    PublicationKind.PROCEEDINGS: ("booktitle", "CONF", "paper-conference", "citation_conference_title", "PublicationVolume"),
    PublicationKind.PREPRINT: (None, "UNPD", "article", None, None),
    PublicationKind.WEB: (None, "ELEC", "webpage", None, None),
}


def tags_of(work: Work) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Return a work's citation tags and its JSON-LD."""
    soup = BeautifulSoup(metadata(work), "html.parser")
    tags: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        tags.setdefault(str(tag["name"]), []).append(str(tag["content"]))
    script = soup.find("script")
    assert script is not None
    return tags, json.loads(script.text)


def test_every_format_says_the_same_of_every_work(atlas: Atlas) -> None:
    for work in atlas.works.values():
        tags, data = tags_of(work)
        said = (
            next((field.key for field in bibtex_entry(work).fields if field.key in ("journal", "booktitle")), None),
            ris_reference(work)["type_of_reference"],
            work_to_csl(work)["type"],
            next((name for name in tags if name in ("citation_journal_title", "citation_conference_title")), None),
            data.get("isPartOf", {}).get("@type"),
        )
        assert said == FORMS[publication_kind(work)], work.key


def changed(atlas: Atlas, **values: Any) -> Work:
    """Return a work with other values."""
    return atlas.work("liu2023visual").model_copy(update=values)


def test_a_conference_with_a_number_is_no_journal(atlas: Atlas) -> None:
    tags, _ = tags_of(changed(atlas, venue="AAAI", volume="39", number="4", pages="10-20"))
    assert "citation_journal_title" not in tags
    assert (tags["citation_conference_title"], tags["citation_issue"]) == (["AAAI"], ["4"])


def test_pages(atlas: Atlas) -> None:
    tags, _ = tags_of(changed(atlas, pages="8415-8434"))
    assert (tags["citation_firstpage"], tags["citation_lastpage"]) == (["8415"], ["8434"])
    tags, _ = tags_of(changed(atlas, pages="12"))
    assert (tags["citation_firstpage"], "citation_lastpage" in tags) == (["12"], False)
    assert "citation_firstpage" not in tags_of(changed(atlas, pages=None))[0]


def test_names_follow_what_the_entry_says(atlas: Atlas) -> None:
    names = ("Gabriel García Márquez", "Barnes and Noble")
    work = changed(atlas, authors=names, family_names=("García Márquez", "Barnes and Noble"))
    tags, data = tags_of(work)
    assert tags["citation_author"] == ["García Márquez, Gabriel", "Barnes and Noble"]
    assert [author.get("familyName") for author in data["author"]] == ["García Márquez", None]
    assert ris_reference(work)["authors"] == ["García Márquez, Gabriel", "Barnes and Noble"]
    assert work_to_csl(work)["author"] == [
        {"family": "García Márquez", "given": "Gabriel"},
        {"literal": "Barnes and Noble"},
    ]
    assert {field.key: field.value for field in bibtex_entry(work).fields}["author"] == (
        "{Garc{\\'\\i}a M{\\'a}rquez, Gabriel and {Barnes and Noble}}"
    )
    assert article(work)["author"] == data["author"]
