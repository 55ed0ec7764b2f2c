"""Maps over the vocabulary: the gaps, and how the field grew."""

from __future__ import annotations

from collections.abc import Iterator

from codev.query import GapCell, Question, gaps, trends
from codev.query.facets import DIRECTION_NAMES
from codev.show.words import GAP_STATES, LIMITS
from codev.site.circle_picture import short_name
from codev.site.environment import Renderer
from codev.site.matrix_pages import row_address, stage_heads
from codev.site.node_pages import contribute_url
from codev.site.page import Page

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
    cells = gaps(atlas)
    by_place = {(cell.stage, cell.node, cell.modality): cell for cell in cells}
    nodes = list(dict.fromkeys(cell.node for cell in cells))
    modalities = [modality for modality in atlas.taxonomy.modalities if any(cell.modality == modality.id for cell in cells)]
    rows = [
        (
            node,
            short_name(atlas.tree[node].name),
            atlas.tree.direction(node),
            f"../{row_address(atlas.tree.direction(node), node)}",
        )
        for node in nodes
    ]
    counts: dict[str, int] = dict.fromkeys(GAP_STATES, 0)
    for cell in cells:
        counts[cell.status] += 1
    rules = {rule.id: number for number, rule in enumerate(atlas.taxonomy.rules, start=1)}

    def open_url(cell: GapCell) -> str:
        return contribute_url(renderer.repo_url, "../", node=cell.node, stage=cell.stage, modality=cell.modality)

    body = renderer.render(
        "gaps.md.jinja",
        "gaps/",
        stages=[
            (stage.id, stage.name) for stage in atlas.taxonomy.stages if stage.id in {head.id for head in stage_heads(atlas)}
        ],
        rows=rows,
        modalities=modalities,
        cells=by_place,
        counts=counts,
        words=GAP_STATES,
        rules=rules,
        open_url=open_url,
        limits=LIMITS[Question.GAPS],
    )
    return Page(
        address="gaps/",
        title="Gaps",
        description=f"{counts['empty']} empty cells of approach or role × stage × modality; why some are not possible.",
        body=body,
        section="Questions",
        facets={"kind": ["Page"]},
        layout="wide",
        contents=False,
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
    return Page(
        address="trends/",
        title="Trends",
        description="How many works each year address each stage, approach, role and modality.",
        body=body,
        section="Questions",
        facets={"kind": ["Page"]},
        layout="wide",
        contents=False,
    )
