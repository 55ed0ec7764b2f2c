"""The page of trends: works by year, in lines on a true axis of time, with the figures in tables behind.

A work may count for several stages, modalities, approaches and roles: lines stand beside each other and are never stacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from codev.atlas import Atlas
from codev.model import DirectionId
from codev.query import Facets, trends
from codev.query.answers.findings.registry import complete_until
from codev.query.answers.matrices import works_of
from codev.query.facets import DIRECTION_NAMES
from codev.query.terms import NOT_STATED, short_name
from codev.show.looks import DIRECTIONS
from codev.show.matrices import NOT_STATED_NAME
from codev.show.site_links import Links
from codev.show.year_charts import YearLine, years_svg
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

_ADDRESS = "trends/"

DIMENSIONS = (
    ("subsection", "By approach and role"),
    ("stage", "By stage"),
    ("modality", "By modality"),
)
"""What is followed over the years, besides the two directions."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term over the years.

    Attributes:
        name: As shown.
        address: Its page, or None.
        works_address: The table of its works.
        numbers: The works of each year, zeros too.
        total: The works of all years.
        chart: The chart, or None where there is nothing to draw.
    """

    name: str
    address: str | None
    works_address: str
    numbers: tuple[int, ...]
    total: int
    chart: Markup | None


def trends_page(renderer: Renderer) -> Iterator[Page]:
    """Yield the page of trends.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas, links = renderer.claimed, renderer.links(_ADDRESS)
    known = [int(year) for year in atlas.works_by_year]
    years = range(min(known, default=0), max(known, default=-1) + 1)
    works = {int(year): len(keys) for year, keys in atlas.works_by_year.items()}
    lines = [YearLine("All works", "work", works), *_directions(atlas, "direction")]
    body = renderer.render(
        "trends.md.jinja",
        _ADDRESS,
        years=years,
        works=works,
        rows=[(line.name, [line.counts.get(year, 0) for year in years]) for line in lines],
        chart=years_svg("Works by year of first publication", lines, years, complete_until(atlas), is_large=True),
        complete_until=complete_until(atlas),
        parts=[
            (by, heading, terms, [(term.name, term.numbers) for term in terms])
            for by, heading in DIMENSIONS
            for terms in [_terms(renderer, links, by, years)]
        ],
        directions=DIRECTION_NAMES,
    )
    yield page_of_section(
        "Questions",
        _ADDRESS,
        "Trends",
        "How many works each year address each stage, approach, role and modality.",
        body,
        layout="wide",
    )


def _directions(atlas: Atlas, by: str) -> list[YearLine]:
    """Return the lines of the two directions."""
    counted = _counts(atlas, by, Facets())
    return [YearLine(name, DIRECTIONS[direction], counted.get(direction, {})) for direction, name in _named_directions()]


def _named_directions() -> list[tuple[DirectionId, str]]:
    """Return the directions with their names."""
    return [(direction, DIRECTION_NAMES[direction]) for direction in DIRECTIONS]


def _counts(atlas: Atlas, by: str, facets: Facets) -> dict[str, dict[int, int]]:
    """Return the number of works of each term by year."""
    found: dict[str, dict[int, int]] = {}
    for row in trends(atlas, facets, by=by):
        found.setdefault(row.term, {})[row.year] = row.work_count
    return found


def _terms(renderer: Renderer, links: Links, by: str, years: range) -> list[Term]:
    """Return the terms of a dimension in the order of their vocabulary, each with its chart: a line for each direction."""
    atlas = renderer.claimed
    claims: dict[str, list[str]] = {}
    whole: dict[str, dict[int, int]] = {}
    for row in trends(atlas, by=by):
        claims.setdefault(row.term, []).extend(row.claims)
        whole.setdefault(row.term, {})[row.year] = row.work_count
    parts = {direction: (name, _counts(atlas, by, Facets.of(direction=direction))) for direction, name in _named_directions()}
    names, members = _names(renderer, by), {"stage": "stages", "modality": "modalities"}.get(by, "")
    found = []
    for term in [*(each for each in names if each in whole), *(each for each in whole if each not in names)]:
        lines = [
            YearLine(name, DIRECTIONS[direction], counted[term])
            for direction, (name, counted) in parts.items()
            if term in counted
        ]
        name = names.get(term, NOT_STATED_NAME)
        address = None
        if term != NOT_STATED:
            address = links.term(members, term) if members else links.node(term)
        numbers = tuple(whole[term].get(year, 0) for year in years)
        chart = years_svg(f"{name}: works by year", lines, years, complete_until(atlas))
        works_address = links.works(**{"node" if by == "subsection" else by: term})
        found.append(Term(name, address, works_address, numbers, len(works_of(claims[term])), chart))
    return found


def _names(renderer: Renderer, by: str) -> Mapping[str, str]:
    """Return the names of the terms of a dimension, in the order of their vocabulary."""
    if by == "subsection":
        return {node: short_name(term.name) for node, term in renderer.claimed.tree.items()}
    return renderer.vocabulary["stages" if by == "stage" else "modalities"]
