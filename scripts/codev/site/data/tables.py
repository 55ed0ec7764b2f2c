"""The data behind the interactive tables of works, datasets and models, as files beside the pages.

Works come in three kinds of file: what the table shows and most facets at once; authors and the text to search when they are
first asked for; citations in pieces, fetched for an export only.  The facets and their names are those of
`codev.query.facets.FACETS`, and select the same works: facets of a claim hold on one and the same claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from codev.atlas import Atlas
from codev.bib import work_to_bibtex, work_to_csl, work_to_ris
from codev.ids import ArtifactKind, claim_number
from codev.model import Work
from codev.query.facet_kinds import Facet
from codev.query.facets import DIRECTION_NAMES, FACETS
from codev.query.selection import searched_text
from codev.query.standing import standing_of
from codev.query.terms import fold
from codev.show.addresses import Addresses
from codev.show.words import facet_labels
from codev.site.data.artifact_tables import artifact_table
from codev.site.data.table_parts import FOLDER, FacetValues, column, encode, page_stem

CITATIONS_A_FILE = 250
"""Works in one file of citations: about 60 kB compressed, so that an export of a few works stays small."""

HIDDEN = ("role", "work", "text")
"""Facets that the script makes by itself: a role is a node, a work is its row, and words are looked up in the texts."""

LATER = ("author",)
"""Facets that come with the second file, since they are large and rarely asked for."""


def artifacts_file(atlas: Atlas, kind: ArtifactKind) -> tuple[str, bytes]:
    """Return the data of the table of models or of datasets: its path relative to the site's root, and its content.

    Args:
        atlas: The knowledge base.
        kind: Which of the two.
    """
    return f"{FOLDER}/{kind}s.json", encode(artifact_table(atlas, kind))


def citation_file(number: int, works: Iterable[Work]) -> tuple[str, bytes]:
    """Return a piece of the citations: its path relative to the site's root, and its content.

    Args:
        number: The piece's number, from 0.
        works: The works in it, `CITATIONS_A_FILE` at the most.
    """
    return f"{FOLDER}/works-cite-{number}.json", encode(_citations(works))


def works_files(atlas: Atlas) -> dict[str, bytes]:
    """Return the data of the table of works but for the citations, by path relative to the site's root.

    Args:
        atlas: The knowledge base.
    """
    works = list(atlas.works.values())
    facets = {name: _facet_values(atlas, facet) for name, facet in FACETS.items() if name not in HIDDEN}
    rows = [facet for facet in facets.values() if facet.level == "row"]
    units = [facet for facet in facets.values() if facet.level == "unit"]
    unit_rows: list[int] = []
    unit_ids: list[int] = []
    for row, work in enumerate(works):
        for facet in rows:
            facet.add(FACETS[facet.name].values(atlas, work))
        # A work without claims has one unit that satisfies no facet of a claim: it is selected while none is given.
        for claim in work.claims or (None,):
            unit_rows.append(row)
            unit_ids.append(claim_number(claim.id) if claim else 0)
            for facet in units:
                facet.add(FACETS[facet.name].values(atlas, claim) if claim else ())
    listed = [facet.as_json() for facet in (*units, *rows) if facet.name not in LATER]
    node = next(facet for facet in listed if facet["name"] == "node")
    core = {
        "table": "works",
        "noun": ["work", "works"],
        "unitNoun": ["claim", "claims"],
        "folder": "works/",
        "facets": listed,
        "later": [{"name": name, "title": FACETS[name].label} for name in LATER],
        "order": list(FACETS),
        "columns": [
            column("title", "Work", "title", narrow=True),
            column("year", "Year", "number", narrow=True),
            column("venue", "Venue", "text"),
            column("scope", "Scope", "facet"),
            column("node", "Classified under", "facet") | {"shown": _subsections(atlas, node["ids"])},
            column("claims", "Claims", "number", narrow=True),
        ],
        "sort": "-year",
        "rows": _rows(atlas, works),
        "unitRows": unit_rows,
        "unitIds": unit_ids,
        "more": "works-more.json",
        "citations": {"prefix": "works-cite-", "size": CITATIONS_A_FILE},
    }
    more = {
        "facets": [facets[name].as_json() for name in LATER],
        "rowText": [searched_text(work) for work in works],
        "unitText": [text for work in works for text in ([fold(claim.statement) for claim in work.claims] or [""])],
        "introduced": [_introduced(work) for work in works],
    }
    return {f"{FOLDER}/works.json": encode(core), f"{FOLDER}/works-more.json": encode(more)}


def _subsections(atlas: Atlas, nodes: Sequence[str]) -> list[int]:
    """Return for each node the number of the subsection that it lies in, or its own: what a row has room for."""
    numbers = {node: number for number, node in enumerate(nodes)}
    found = [atlas.tree.subsection_of(node) if node in atlas.tree else None for node in nodes]
    return [number if subsection is None else numbers[subsection] for number, subsection in enumerate(found)]


def _rows(atlas: Atlas, works: list[Work]) -> dict[str, Any]:
    """Return what the table shows of each work."""
    addresses = Addresses(atlas)
    stems = [page_stem(addresses, f"work:{work.key}") for work in works]
    return {
        "id": [work.key for work in works],
        # Nearly always the key itself: only what differs is written.
        "page": {row: stem for row, (work, stem) in enumerate(zip(works, stems, strict=True)) if stem != work.key},
        "title": [work.title for work in works],
        "below": [
            " · ".join([work.byline, *((standing.words,) if (standing := standing_of(work.claims)) else ())]) for work in works
        ],
        "year": [work.year for work in works],
        "venue": [work.venue or "" for work in works],
        "claims": [len(work.claims) for work in works],
    }


def _introduced(work: Work) -> list[list[str]]:
    """Return the ids of the models and of the datasets that a work introduces."""
    if work.introduces is None:
        return []
    return [[each.id for each in work.introduces.models], [each.id for each in work.introduces.datasets]]


def _citations(works: Iterable[Work]) -> dict[str, list[Any]]:
    """Return works as citations in each format."""
    cited = list(works)
    return {
        "bibtex": [work_to_bibtex(work) for work in cited],
        "ris": [work_to_ris(work) for work in cited],
        "csl": [work_to_csl(work) for work in cited],
    }


def _facet_values(atlas: Atlas, facet: Facet) -> FacetValues:
    """Return a facet of `codev.query.facets` before its values are collected."""
    names = facet_labels(atlas, facet)
    if facet.shape == "tree":
        names |= DIRECTION_NAMES
    return FacetValues(
        facet.name,
        facet.label,
        "row" if facet.level == "work" else "unit",
        # Words have no values, and no place in a file.
        "terms" if facet.shape == "text" else facet.shape,
        names,
        facet.parents(atlas),
        facet.aliases(atlas),
        is_offered=bool(facet.group),
    )
