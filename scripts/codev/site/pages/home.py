"""The home page: the circle of co-development as the way in, the two questions, key figures, the newest entries."""

from __future__ import annotations

from codev.query.answers.growth import newest_works
from codev.query.stats import statistics
from codev.show.timeline import leading_loops
from codev.site.pages.circle_picture import circle_picture, circle_sectors
from codev.site.pages.environment import Renderer
from codev.site.pages.metadata import json_ld
from codev.site.pages.page import Page
from codev.site.pages.questions import Things

NEWEST_COUNT = 6
"""Entries listed on the home page."""

DESCRIPTION = (
    "How multi-modal data and multi-modal large language models develop each other: works, claims with their evidence, models "
    "and datasets, and the graph that connects them."
)


def home_page(renderer: Renderer) -> Page:
    """Return the home page.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.atlas
    sectors, things = circle_sectors(atlas), Things(renderer, "")
    body = renderer.render(
        "home.md.jinja",
        "",
        figures=statistics(atlas),
        last_audit=next(reversed(atlas.taxonomy.audits), None),
        newest=newest_works(atlas)[:NEWEST_COUNT],
        sectors=sectors,
        loop=next((things.all(row) for row in leading_loops(atlas)), None),
        circle=circle_picture(sectors, renderer.links("")),
    )
    return Page(
        address="",
        title="CoDev Atlas",
        description=DESCRIPTION,
        section="Home",
        layout="home",
        contents=False,
        body=body,
        head=json_ld({"@context": "https://schema.org", "@type": "Dataset", "name": "CoDev Atlas", "description": DESCRIPTION}),
    )
