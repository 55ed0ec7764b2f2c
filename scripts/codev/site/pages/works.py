"""A page for every work, and the tables of works: all of them, and those of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from codev.atlas import Atlas
from codev.bib import (
    PublicationKind,
    publication_kind,
    publication_year,
    split_authors,
    to_csl_json,
    work_address,
    work_to_bibtex,
    work_to_ris,
)
from codev.bib.write.reference import container, page_range
from codev.export.jsonld import article
from codev.ids import claim_number, work_of_claim
from codev.model import Claim, DirectionId, Work
from codev.query.answers.findings.wording import thousands
from codev.show.cards import counted
from codev.show.openings import work_opening
from codev.show.words import DIRECTION_ARROWS
from codev.site.pages.environment import Renderer
from codev.site.pages.metadata import json_ld
from codev.site.pages.page import Page

SCOPE_WORDS = {
    "surveyed": "classified by the survey",
    "background": "cited by the survey as background",
    "extended": "beyond the survey",
}
"""What the scopes mean, in words."""

DIRECTION_HEADINGS: dict[DirectionId, tuple[str, str, str]] = {
    "data4model": ("RQ1", DIRECTION_ARROWS["data4model"], "How its data serve models"),
    "model4data": ("RQ2", DIRECTION_ARROWS["model4data"], "How its models serve data"),
}
"""Question, arrow and heading of each direction."""

SHARED_COUNT = 5
"""Of what two similar works share, so much is said."""

ROWS_MAX = 1500
"""Rows of the table of all works without scripts: more would make a page that no phone can show; the years hold the rest."""


def grouped_claims(atlas: Atlas, claims: Iterator[Claim]) -> list[tuple[DirectionId, str, str, str, list[Claim]]]:
    """Return claims by direction, each with the direction's question, arrow and heading; empty directions are left out.

    Args:
        atlas: The knowledge base.
        claims: Claims in the order in which they are shown.
    """
    by_direction: dict[DirectionId, list[Claim]] = {}
    for claim in claims:
        by_direction.setdefault(atlas.direction_of(claim), []).append(claim)
    return [(each, *words, by_direction[each]) for each, words in DIRECTION_HEADINGS.items() if each in by_direction]


def newest_first(works: Iterable[Work]) -> list[Work]:
    """Return works by year of first publication, the newest first; those of one year by title.

    Args:
        works: The works.
    """
    return sorted(works, key=lambda work: (-work.year, work.title.casefold(), work.key))


def newest_claims_first(atlas: Atlas, claims: Iterable[Claim]) -> list[Claim]:
    """Return claims with those of the newest works first; those of one work in its order.

    Args:
        atlas: The knowledge base.
        claims: The claims.
    """

    def place(claim: Claim) -> tuple[int, str, int]:
        work = atlas.works[work_of_claim(claim.id)]
        return -work.year, work.key, claim_number(claim.id)

    return sorted(claims, key=place)


def subsections_of(atlas: Atlas, work: Work) -> list[str]:
    """Return the subsection nodes under which a work is classified, in the order of the tree.

    Args:
        atlas: The knowledge base.
        work: The work.
    """
    found = {atlas.tree.subsection_of(claim.node) or claim.node for claim in work.claims}
    return [node for node in atlas.tree if node in found] if len(found) > 1 else list(found)


def work_page(renderer: Renderer, key: str) -> Page:
    """Return the page of a work.

    Args:
        renderer: Templates and knowledge base.
        key: The work's key.
    """
    atlas = renderer.records
    work = atlas.works[key]
    address = renderer.addresses.work(key)
    groups = grouped_claims(atlas, iter(work.claims))
    body = renderer.render(
        "work.md.jinja",
        address,
        work=work,
        opening=work_opening(atlas, work),
        scope_words=SCOPE_WORDS,
        groups=groups,
        similar=[(each, _shared(renderer, because)) for each, because in renderer.similar_works(key)],
        references=", ".join(f"[{number}]" for number in work.survey.references) if work.survey else "",
        printed=_printed(work),
        citations=citations(work),
        edit_url=edit_url(renderer, work.key),
    )
    stages = [stage.name for stage in atlas.taxonomy.stages if any(stage.id in claim.stages for claim in work.claims)]
    return Page(
        address=address,
        title=work.title,
        description=work.claims[0].statement if work.claims else f"{work.title}, {work.year}",
        body=body,
        section="Works",
        head=metadata(work),
        near=key,
        searched=frozenset(["data4model", "model4data", "introduces", "notes"]),
        facets={
            "kind": ["Work"],
            "year": [str(work.year)],
            "scope": [work.scope.value],
            "direction": [arrow for _, _, arrow, _, _ in groups],
            "stage": stages,
        },
        names=tuple(each for each in (work.key, work.arxiv, work.doi) if each),
        weight=len(work.claims) + _claims_on(renderer, work),
    )


def _claims_on(renderer: Renderer, work: Work) -> int:
    """Return how many claims name what a work introduces."""
    if work.introduces is None:
        return 0
    by_model, by_dataset = renderer.records.claims_by_model, renderer.records.claims_by_dataset
    return sum(len(by_model.get(each.id, ())) for each in work.introduces.models) + sum(
        len(by_dataset.get(each.id, ())) for each in work.introduces.datasets
    )


def works_index(renderer: Renderer) -> Page:
    """Return the table of all works.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.atlas
    keys = [work.key for work in newest_first(atlas.works.values())]
    shown = keys[:ROWS_MAX]
    cut = (
        f"; the newest {thousands(len(shown))} are listed here, the others under their years" if len(shown) < len(keys) else ""
    )
    return _table(
        renderer,
        "works/",
        "Works",
        f"All {len(keys)} works of the atlas, by stage, approach, role, capability, model and dataset.",
        shown,
        lede=f"Every work that the survey classifies or cites, and what came after it{cut}.",
        caption=f"{counted(len(shown), 'work')}, the newest first",
        source="../assets/data/works.json",
        scripts=("table",),
    )


def year_page(renderer: Renderer, year: str) -> Page:
    """Return the table of the works of a year.

    Args:
        renderer: Templates and knowledge base.
        year: The year.
    """
    works = newest_first(map(renderer.records.works.__getitem__, renderer.records.works_by_year[year]))
    caption = f"{counted(len(works), 'work')} first published in {year}"
    return _table(
        renderer,
        renderer.addresses.year(year),
        f"Works of {year}",
        f"{caption}.",
        [work.key for work in works],
        steps=[("Works", "works/")],
        kicker="Year",
        lede="By year of first publication, preprints included.",
        caption=caption,
    )


def _table(
    renderer: Renderer,
    address: str,
    title: str,
    description: str,
    keys: Sequence[str],
    *,
    kicker: str = "Index",
    scripts: tuple[str, ...] = (),
    **context: Any,
) -> Page:
    """Return a page with a table of works."""
    records = renderer.records
    context = {"steps": (), "source": "", **context}
    body = renderer.render(
        "works.md.jinja",
        address,
        kicker=kicker,
        title=title,
        years=[(year, len(found)) for year, found in sorted(records.works_by_year.items(), reverse=True)],
        keys=keys,
        subsections_of={key: subsections_of(records, records.works[key]) for key in keys},
        **context,
    )
    return Page(address, title, description, body, "Works", scripts=scripts, layout="wide", contents=False)


def citations(work: Work) -> list[tuple[str, str, str]]:
    """Return a work's citation in each format, as name, HTML id and text.

    Args:
        work: The work.
    """
    return [
        ("BibTeX", "cite-bibtex", work_to_bibtex(work).strip()),
        ("RIS", "cite-ris", work_to_ris(work).strip()),
        ("CSL-JSON", "cite-csl", to_csl_json([work]).strip()),
        ("Plain text", "cite-text", plain_citation(work)),
    ]


def plain_citation(work: Work) -> str:
    """Return a work's citation as a sentence: authors, year, title, venue, address.

    Args:
        work: The work.
    """
    authors = [*work.authors, "et al."] if work.et_al else list(work.authors)
    joined = authors[0] if len(authors) == 1 else ", ".join(authors[:-1]) + (" " if work.et_al else " and ") + authors[-1]
    venue = work.venue if work.venue and work.venue.casefold() != "arxiv" else None
    place = "".join(
        (
            f" {venue}" if venue else "",
            f" {work.volume}" if venue and work.volume else "",
            f"({work.number})" if venue and work.number else "",
            f", {work.pages}" if venue and work.pages else "",
        )
    )
    end = "" if work.title.endswith(("?", "!", ".")) else "."
    stop = "" if joined.endswith(".") else "."
    place = f"{place}." if place else ""
    return f"{joined}{stop} {publication_year(work)}. {work.title}{end}{place} {work_address(work) or ''}".strip()


def metadata(work: Work) -> str:
    """Return what machines read of a work, as HTML for the page's head.

    ``citation_*`` is what Google Scholar and Zotero read (https://scholar.google.com/intl/en/scholar/inclusion.html), JSON-LD
    what search engines take.

    Args:
        work: The work.
    """
    pairs: list[tuple[str, str]] = [
        ("citation_title", work.title),
        *(("citation_author", name.family_first) for name in split_authors(work)),
        ("citation_publication_date", str(publication_year(work))),
    ]
    pages = page_range(work) or (None, None)
    is_journal = publication_kind(work) is PublicationKind.JOURNAL
    optional = {
        "citation_journal_title" if is_journal else "citation_conference_title": container(work),
        "citation_volume": work.volume,
        "citation_issue": work.number,
        "citation_firstpage": pages[0],
        "citation_lastpage": pages[1],
        "citation_arxiv_id": work.arxiv,
        "citation_doi": work.doi,
        "citation_public_url": work_address(work),
    }
    pairs += [(name, value) for name, value in optional.items() if value]
    tags = [f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in pairs]
    return "".join(tags) + json_ld({"@context": "https://schema.org", **article(work)})


def edit_url(renderer: Renderer, key: str) -> str | None:
    """Return the address under which a work's entry is edited, or None when no repository is set.

    Args:
        renderer: Knows the repository.
        key: The work's key.
    """
    path = renderer.records.paths.get(key)
    if renderer.repo_url is None or path is None:
        return None
    return f"{renderer.repo_url.rstrip('/')}/edit/main/{path}"


def _printed(work: Work) -> list[tuple[str, str, str]]:
    """Return what the survey's reference list prints differently: field, printed, here."""
    printed = work.survey.printed if work.survey else None
    if printed is None:
        return []
    here: dict[str, object] = {
        "year": publication_year(work),
        "venue": work.venue,
        "volume": work.volume,
        "number": work.number,
        "pages": work.pages,
    }
    rows = [
        (name, str(getattr(printed, name)), str(ours or "—"))
        for name, ours in here.items()
        if getattr(printed, name) is not None
    ]
    if printed.authors:
        rows.append(("authors", ", ".join(printed.authors), ", ".join(work.authors)))
    return rows


def _shared(renderer: Renderer, features: Iterable[str]) -> str:
    """Return what two works share, in words: what tells most of both first."""
    atlas, names = renderer.records, renderer.vocabulary
    known: dict[str, Mapping[str, str]] = {
        "node": names["nodes"],
        "subsection": names["nodes"],
        "capability": names["capabilities"],
        "modality": names["modalities"],
        "stage": names["stages"],
    }
    words = []
    for feature in features:
        kind, _, term = feature.partition(":")
        artifacts = {"model": atlas.models, "dataset": atlas.datasets}.get(kind, {})
        words.append(artifacts[term].name if term in artifacts else known.get(kind, {}).get(term, term))
    shown = list(dict.fromkeys(words))[:SHARED_COUNT]
    return ", ".join(shown)
