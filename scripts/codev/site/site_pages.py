"""Pages about the site itself: the graph explorer's, what is new, downloads, about and cite."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Mapping

from codev.atlas.stats import statistics
from codev.export.about import LICENCE_TITLE, LICENCE_URL, SURVEY_TITLE, SURVEY_URL
from codev.export.run import FORMATS
from codev.graph import BETWEEN_ARTIFACTS, graph_of
from codev.site.environment import Renderer
from codev.site.feed import newest_works
from codev.site.page import Page
from codev.site.question_pages import Things

HUBS_SHOWN = 60
"""Artifacts in the table behind the graph: those with the most edges."""

NEWS_SHOWN = 120
"""Entries on the page of what is new."""


def site_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the graph's page, what is new, and about.

    Args:
        renderer: Templates and knowledge base.
    """
    yield _graph_page(renderer)
    atlas = renderer.atlas
    works = newest_works(atlas)[:NEWS_SHOWN]
    days: dict[str, list[object]] = {}
    for work in works:
        days.setdefault(work.added, []).append(work)
    yield Page(
        address="news/",
        title="What is new",
        description="The newest entries of the atlas, by the day on which they came in; also as an Atom feed.",
        body=renderer.render("news.md.jinja", "news/", days=days, left=len(atlas.works) - len(works)),
        section="Works",
    )
    version = importlib.metadata.version("codev-atlas")
    yield Page(
        address="about/",
        title="About and cite",
        description="What the atlas is, how far it can be trusted, how to cite it, under which licences it stands.",
        body=renderer.render(
            "about.md.jinja",
            "about/",
            figures=statistics(atlas),
            version=version,
            newest_day=works[0].added if works else "",
            survey=(SURVEY_TITLE, SURVEY_URL),
            licence=(LICENCE_TITLE, LICENCE_URL),
        ),
        section="About",
        facets={"kind": ["Page"]},
    )


def downloads_page(renderer: Renderer, sizes: Mapping[str, int]) -> Page:
    """Return the page of downloads.

    Args:
        renderer: Templates and knowledge base.
        sizes: The size in bytes of every file under ``downloads/``, by path.
    """
    formats = []
    for each in FORMATS.values():
        files = [
            (path, size)
            for path, size in sizes.items()
            if path == each.files or (each.files.endswith("/") and path.startswith(each.files))
        ]
        if files:
            formats.append((each, files))
    return Page(
        address="downloads/",
        title="Downloads",
        description="The whole knowledge base as BibTeX, RIS, CSL-JSON, CSV, Parquet, SQLite, GraphML, RDF and more.",
        body=renderer.render("downloads.md.jinja", "downloads/", formats=formats),
        section="About",
        facets={"kind": ["Page"]},
    )


def _graph_page(renderer: Renderer) -> Page:
    """Return the page of the graph explorer, with the table behind it."""
    graph = graph_of(renderer.atlas)
    thing = Things(renderer, "graph/")
    wanted = {relation.value for relation in BETWEEN_ARTIFACTS}
    degrees: dict[str, dict[str, int]] = {}
    for source, target, data in graph.edges(data=True):
        if data["relation"] in wanted:
            for end, side in ((source, "out"), (target, "in")):
                counts = degrees.setdefault(end, {"in": 0, "out": 0})
                counts[side] += 1
    ranked = sorted(degrees, key=lambda name: (-sum(degrees[name].values()), name))[:HUBS_SHOWN]
    relations: dict[str, int] = {}
    for _, _, data in graph.edges(data=True):
        relations[data["relation"]] = relations.get(data["relation"], 0) + 1
    body = renderer.render(
        "graph.md.jinja",
        "graph/",
        hubs=[(thing(name), degrees[name]) for name in ranked],
        node_count=graph.number_of_nodes(),
        edge_count=graph.number_of_edges(),
        relations=sorted(relations.items(), key=lambda each: (-each[1], each[0])),
    )
    return Page(
        address="graph/",
        title="Graph",
        description="The co-development graph of works, models, datasets and taxonomy nodes, to walk, search and filter.",
        body=body,
        section="Graph",
        layout="wide",
        contents=False,
        scripts=("graph",),
        facets={"kind": ["Page"]},
    )
