"""Pages about the site itself: the graph explorer's, what is new, downloads, about and cite."""

from __future__ import annotations

import importlib.metadata
import re
from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from codev.export.about import LICENCE_TITLE, LICENCE_URL, SURVEY_TITLE, SURVEY_URL
from codev.export.run import FORMATS
from codev.graph import BETWEEN_ARTIFACTS, graph_of
from codev.graph.relations import RELATIONS
from codev.query import growth
from codev.query.answers.growth import newest_works
from codev.query.stats import statistics
from codev.show.addresses import base_of
from codev.show.site_links import Links
from codev.show.timeline import leading_loops
from codev.show.timeline_picture import timeline_rows, timeline_svg
from codev.show.words import TIMELINE_LEGEND
from codev.site.pages.environment import Renderer
from codev.site.pages.feed import feeds_of
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.questions import Things

_DOWNLOAD_PLACE = re.compile(r"<!-- (link|size|files) ([\w./-]+) -->(?:([^<]*)<!-- end -->)?")
"""What `fill_downloads` replaces."""

HUBS_SHOWN = 60
"""Artifacts in the table behind the graph: those with the most edges."""

NEWS_SHOWN = 120
"""Entries on the page of what is new."""


def news_page(renderer: Renderer) -> Page:
    """Return the page of what is new.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.claimed
    works = [renderer.records.works[work.key] for work in newest_works(atlas)[:NEWS_SHOWN]]
    days: dict[str, list[object]] = {}
    for work in works:
        days.setdefault(work.added, []).append(work)
    thing = Things(renderer, "news/")
    return Page(
        address="news/",
        title="What is new",
        description="What the atlas gained, day by day: works, claims, loops, filled gaps, comparisons; also as Atom feeds.",
        body=renderer.render(
            "news.md.jinja",
            "news/",
            days=days,
            left=len(atlas.works) - len(works),
            growth=[(row, [thing.all(loop.split(" → ")) for loop in row.loops]) for row in growth(atlas)],
            feeds=feeds_of(atlas),
        ),
        section="Works",
    )


def about_page(renderer: Renderer) -> Page:
    """Return the page that says what the atlas is and how to cite it.

    Args:
        renderer: Templates and knowledge base.
    """
    newest = newest_works(renderer.claimed)
    return page_of_section(
        "About",
        "about/",
        "About and cite",
        "What the atlas is, how far it can be trusted, how to cite it, and its licences.",
        renderer.render(
            "about.md.jinja",
            "about/",
            figures=statistics(renderer.atlas),
            version=importlib.metadata.version("codev-atlas"),
            newest_day=newest[0].added if newest else "",
            survey=(SURVEY_TITLE, SURVEY_URL),
            licence=(LICENCE_TITLE, LICENCE_URL),
        ),
    )


def downloads_page(renderer: Renderer) -> Page:
    """Return the page of downloads, with places for what `fill_downloads` fills in.

    Args:
        renderer: Templates and knowledge base.
    """
    return page_of_section(
        "About",
        "downloads/",
        "Downloads",
        "The whole knowledge base as BibTeX, RIS, CSL-JSON, CSV, Parquet, SQLite, GraphML, RDF and more.",
        renderer.render("downloads.md.jinja", "downloads/", formats=list(FORMATS.values())),
    )


def fill_downloads(html: str, sizes: Mapping[str, int]) -> str:
    """Return the page of downloads with links to files, their sizes, and the files of each folder.

    The exports are written while the pages are built, so that their sizes are known at the end only.

    Args:
        html: The page; comments mark the places.
        sizes: The size in bytes of every file under ``downloads/``, by path.
    """

    def listed(found: re.Match[str]) -> str:
        kind, name = found[1], found[2]
        files = {path: size for path, size in sizes.items() if path == name or (name.endswith("/") and path.startswith(name))}
        if kind == "link":
            return f'<a href="{name}" download>{name}</a>' if name in files else name
        if kind == "size":
            return _size_words(sum(files.values()))
        items = Markup("").join(
            Markup('<li><a href="{}" download>{}</a> <span class="count">{}</span></li>').format(path, path, _size_words(size))
            for path, size in files.items()
        )
        return Markup(
            '<details class="codev-fold"><summary>{} files</summary><ul class="codev-brief">{}</ul></details>'
        ).format(len(files), items)

    return _DOWNLOAD_PLACE.sub(listed, html)


def _size_words(size: int) -> str:
    """Return a number of bytes in kilobytes or megabytes."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{-(-size // 1000)} kB"


def graph_page(renderer: Renderer) -> Page:
    """Return the page of the timeline and the graph explorer, with the tables behind them.

    Args:
        renderer: Templates and knowledge base.
    """
    graph = graph_of(renderer.claimed)
    thing, links = Things(renderer, "graph/"), Links(renderer.addresses, base_of("graph/"))
    wanted = {relation.value for relation in BETWEEN_ARTIFACTS}
    degrees: dict[str, dict[str, int]] = {}
    for source, target, data in graph.edges(data=True):
        if data["relation"] in wanted:
            for end, side in ((source, "out"), (target, "in")):
                counts = degrees.setdefault(end, {"in": 0, "out": 0})
                counts[side] += 1
    ranked = sorted(degrees, key=lambda name: (-sum(degrees[name].values()), name))[:HUBS_SHOWN]
    relations = Counter(data["relation"] for *_, data in graph.edges(data=True))
    body = renderer.render(
        "graph.md.jinja",
        "graph/",
        hubs=[(thing(name), degrees[name]) for name in ranked],
        node_count=graph.number_of_nodes(),
        edge_count=graph.number_of_edges(),
        counts=[(RELATIONS[name], number) for name, number in sorted(relations.items(), key=lambda each: (-each[1], each[0]))],
        loops=[thing.all(row) for row in leading_loops(renderer.claimed)],
        picture=Markup(timeline_svg(renderer.claimed, url=links.thing) or ""),  # noqa: S704 - its texts are escaped there
        named=[
            (
                thing(row.name),
                row,
                *([(word, thing(name)) for word, name in side] for side in (row.before, row.after)),
            )
            for row in timeline_rows(renderer.claimed)
        ],
        legend=TIMELINE_LEGEND,
    )
    return page_of_section(
        "Graph",
        "graph/",
        "Graph",
        "Who made, trained and judged whom: a timeline of models and datasets, and the graph around each of them.",
        body,
        layout="wide",
        scripts=("graph",),
    )
