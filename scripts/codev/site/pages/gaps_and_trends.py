"""Maps over the vocabulary: the gaps, and how the field grew."""

from __future__ import annotations

from collections.abc import Iterator

from codev.model import Stage
from codev.query import QUESTIONS, GapCell, gaps, trends
from codev.query.answers.gaps import STATUSES
from codev.query.facets import DIRECTION_NAMES
from codev.query.terms import short_name
from codev.show.matrices import Cell, Matrix, gap_matrix
from codev.site.pages.entry_form import contribute_url
from codev.site.pages.environment import Links, Renderer
from codev.site.pages.matrices import row_address
from codev.site.pages.page import Page, page_of_section

TREND_DIMENSIONS = (
    ("direction", "By direction"),
    ("stage", "By stage"),
    ("subsection", "By approach and role"),
    ("modality", "By modality"),
)
"""What is followed over the years."""


def map_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the gaps map and the trends.

    Args:
        renderer: Templates and knowledge base.
    """
    yield _gaps_page(renderer)
    yield _trends_page(renderer)


def _gaps_page(renderer: Renderer) -> Page:
    """Return the gaps map."""
    atlas = renderer.claimed
    cells, links = gaps(atlas), Links(renderer.addresses, "../")
    counts = {state: sum(cell.status == state for cell in cells) for state in STATUSES}

    def address_of(cell: Cell) -> str:
        (part,) = (part for part in cell.parts if isinstance(part, GapCell))
        place = {"node": part.node, "stage": part.stage, "modality": part.modality}
        if cell.state == "not-applicable":
            return f"#rule-{part.rule}"
        if cell.state == "empty":
            return contribute_url("../", **place)
        return links.works(**place)

    def matrix(stage: Stage) -> Matrix:
        return gap_matrix(
            atlas,
            [cell for cell in cells if cell.stage == stage.id],
            "modality",
            address_of=address_of,
            row_address=lambda node: f"../{row_address(atlas.tree.direction(node), node)}",
            term_address=links.term,
            caption=f"Works by approach or role and modality, at the stage “{stage.name}”",
            name=f"gaps-{stage.id}",
        )

    body = renderer.render(
        "gaps.md.jinja",
        "gaps/",
        parts=[(stage.id, stage.name, matrix(stage)) for stage in atlas.taxonomy.stages],
        counts=counts,
        words=STATUSES,
        limits=QUESTIONS["gaps"].limits,
    )
    return page_of_section(
        "Questions",
        "gaps/",
        "Gaps",
        f"{counts['empty']} empty cells of approach or role × stage × modality; why some are not possible.",
        body,
        layout="wide",
    )


def _trends_page(renderer: Renderer) -> Page:
    """Return the page of trends."""
    atlas = renderer.claimed
    names = {
        "direction": DIRECTION_NAMES,
        "stage": renderer.vocabulary["stages"],
        "subsection": {node: short_name(term.name) for node, term in atlas.tree.items()},
        "modality": renderer.vocabulary["modalities"],
    }
    years = [int(year) for year in atlas.works_by_year]
    shown = [year for year in range(min(years, default=2020), max(years, default=2020) + 1) if str(year) in atlas.works_by_year]
    parts = []
    for dimension, heading in TREND_DIMENSIONS:
        counts: dict[str, dict[int, int]] = {}
        for row in trends(atlas, by=dimension):
            counts.setdefault(row.term, {})[row.year] = len(row.works)
        order = [term for term in names[dimension] if term in counts] + [
            term for term in counts if term not in names[dimension]
        ]
        largest = max((number for each in counts.values() for number in each.values()), default=1)
        table = [
            (
                names[dimension].get(term, "Not stated"),
                [counts[term].get(year, 0) for year in shown],
                sum(counts[term].values()),
            )
            for term in order
        ]
        parts.append((dimension, heading, table, largest))
    works = [len(atlas.works_by_year.get(str(year), ())) for year in shown]
    body = renderer.render("trends.md.jinja", "trends/", years=shown, parts=parts, works=works, largest=max(works, default=1))
    return page_of_section(
        "Questions",
        "trends/",
        "Trends",
        "How many works each year address each stage, approach, role and modality.",
        body,
        layout="wide",
    )
