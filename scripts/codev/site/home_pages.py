"""The home page: the circle of co-development as the way in, the two questions, key figures, the newest entries."""

from __future__ import annotations

from codev.atlas.stats import statistics
from codev.site.environment import Renderer
from codev.site.page import Page

NEWEST_COUNT = 8
"""Entries listed on the home page."""


def home_page(renderer: Renderer) -> Page:
    """Return the home page.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.atlas
    newest = sorted(atlas.works.values(), key=lambda work: (work.added, work.arxiv or "", work.year, work.key), reverse=True)
    body = renderer.render(
        "home.md.jinja",
        "",
        figures=statistics(atlas),
        newest=newest[:NEWEST_COUNT],
        directions=atlas.taxonomy.directions,
    )
    return Page(
        address="",
        title="CoDev Atlas",
        description="How multi-modal data and multi-modal large language models develop each other: an evidence-backed atlas.",
        section="home",
        layout="home",
        contents=False,
        body=body,
    )
