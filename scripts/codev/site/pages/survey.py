"""What the survey holds that is no classification: its roadmap (§8) and its comparison with other surveys (Table 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codev.model import Scope
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page

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
    yield Page(
        address="roadmap/",
        title="Roadmap",
        description="What the survey asks of future work in its §8, and where such works are classified.",
        body=renderer.render("roadmap.md.jinja", "roadmap/", parts=parts),
        section="The record",
        facets={"kind": ["Page"]},
    )
    yield Page(
        address="surveys/",
        title="Other surveys",
        description="How the survey compares with others: its Table 1, each survey with its page.",
        body=renderer.render("surveys.md.jinja", "surveys/", rows=atlas.taxonomy.surveys),
        section="The record",
        layout="wide",
        contents=False,
        facets={"kind": ["Page"]},
    )


def extended_works(renderer: Renderer, nodes: Iterable[str]) -> tuple[list[str], int]:
    """Return the works under nodes that the survey does not have, the newest first, cut, and the number of all.

    Args:
        renderer: The knowledge base.
        nodes: The nodes.
    """
    atlas = renderer.records
    keys = {key for node in nodes for key in atlas.works_by_node[node] if atlas.works[key].scope is Scope.EXTENDED}
    listed = sorted(keys, key=lambda key: (-atlas.works[key].year, atlas.works[key].title.casefold(), key))
    return listed[:NEWEST_SHOWN], len(listed)
