"""What the survey holds that is no classification: its roadmap (§8) and its comparison with other surveys (Table 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codev.model import Scope
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.works import newest_first

ROADMAP_PARTS = {
    "infrastructure": "Infrastructure for co-development",
    "externally-boosted": "Externally-boosted development",
    "self-boosted": "Self-boosted development",
}
"""The parts of the survey's §8."""

NEWEST_SHOWN = 12
"""Works that are listed under the nodes of a roadmap item; the node's page has all."""


def survey_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the roadmap and the comparison with other surveys.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.records
    roadmap = atlas.taxonomy.roadmap
    parts = [
        (part, name, [(item, *extended_works(renderer, item.nodes)) for item in roadmap if item.parent == part])
        for part, name in ROADMAP_PARTS.items()
    ]
    yield page_of_section(
        "The record",
        "roadmap/",
        "Roadmap",
        "What the survey asks of future work in its §8, and where such works are classified.",
        renderer.render("roadmap.md.jinja", "roadmap/", parts=parts),
    )
    yield page_of_section(
        "The record",
        "surveys/",
        "Other surveys",
        "How the survey compares with others: its Table 1, each survey with its page.",
        renderer.render("surveys.md.jinja", "surveys/", rows=atlas.taxonomy.surveys),
        layout="wide",
    )


def extended_works(renderer: Renderer, nodes: Iterable[str]) -> tuple[list[str], int]:
    """Return the works under nodes that the survey does not have, the newest first, cut, and the number of all.

    Args:
        renderer: The knowledge base.
        nodes: The nodes.
    """
    atlas = renderer.records
    keys = {key for node in nodes for key in atlas.works_by_node[node] if atlas.works[key].scope is Scope.EXTENDED}
    listed = newest_first(atlas.works[key] for key in keys)
    return [work.key for work in listed[:NEWEST_SHOWN]], len(listed)
