"""A picture of a part of the graph on the page: in columns, as on the site, or as a map in the site's graph view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import parse_qs, urlencode

import streamlit as st
from markupsafe import Markup

from codev.atlas import Atlas
from codev.explorer.results.links import Links
from codev.explorer.state.controls import widget_key
from codev.explorer.state.page import PageRun
from codev.explorer.widgets.drawn import draw
from codev.explorer.widgets.graph_component import VIEW, draw_graph, graph_view, shown_query, whole_graph
from codev.explorer.widgets.row_details import counted
from codev.explorer.widgets.ways_on import draw_ways_on
from codev.graph import BETWEEN_ARTIFACTS, LINEAGE, graph_of
from codev.show.columns_picture import path_columns, steps_svg
from codev.show.graph_part import part_of
from codev.show.lineage_picture import lineage_svg
from codev.show.words import PICTURE_LEGEND

_BETWEEN = frozenset(relation.value for relation in BETWEEN_ARTIFACTS)

PICTURES = {"layers": "In columns", "map": "As a map"}
"""How a part of the graph can be drawn."""

COLUMNS_MAX = 4
"""Columns beside the artifact of a lineage, shared by both sides where it has both: so many fit in a window of 1,440 pixels.
The table below has every step."""


def draw_lineage(
    page: PageRun, name: str, *, depths: Mapping[str, int], relations: Collection[str], nodes: Iterable[str]
) -> None:
    """Draw the lineage of an artifact.

    Args:
        page: The page.
        name: The artifact by its name in the graph.
        depths: For ``up`` and ``down``, how many steps the answer goes; a direction that is missing is not drawn.
        relations: The relations that are followed.
        nodes: What the answer holds, for the map.
    """
    up, down = (min(depths.get(each, 0), COLUMNS_MAX // len(depths)) for each in ("up", "down"))
    svg = lineage_svg(page.atlas, name, url=Links().thing, steps=(up, down), relations=relations)
    _draw(page, svg, name, relations, nodes)


def draw_paths(
    page: PageRun, paths: Iterable[Sequence[str]], *, relations: Collection[str] = LINEAGE, title: str = "Path"
) -> None:
    """Draw paths whose ends are known: what stands at the same place of any of them is in one column.

    Args:
        page: The page.
        paths: The nodes of each path in their order.
        relations: The relations that are drawn.
        title: What the picture shows.
    """
    draw_columns(page, path_columns(paths), relations=relations, title=title)


def draw_columns(
    page: PageRun, columns: Sequence[Sequence[str]], *, relations: Collection[str], title: str, centre: str = ""
) -> None:
    """Draw things in columns.

    Args:
        page: The page.
        columns: The nodes of each column, the most important first.
        relations: The relations that are drawn.
        title: What the picture shows.
        centre: What the answer is about; a picture that has one can also be seen as a map.
    """
    svg = steps_svg(page.atlas, columns, relations, title=title, url=Links().thing, centre=centre)
    _draw(page, svg, centre, relations, [name for column in columns for name in column])


def draw_work_lineage(page: PageRun, atlas: Atlas, work: str) -> None:
    """Draw what a work's artifacts are made from, and what is made with them.

    Args:
        page: The page.
        atlas: Where the work is.
        work: The work by its name in the graph.
    """
    _show(page, lineage_svg(atlas, work, url=Links().thing))


def draw_claims_graph(page: PageRun, view: tuple[str, str], claims: Collection[str]) -> None:
    """Draw what claims say of models and datasets, as a map.

    Args:
        page: The page.
        view: What `graph_view` returns.
        claims: The claims.
    """
    ends = {
        end
        for source, target, data in graph_of(page.atlas).edges(data=True)
        if data["claim"] in claims and data["relation"] in _BETWEEN
        for end in (source, target)
    }
    st.caption(f"{counted(len(ends), 'model or dataset', 'models and datasets')} that the claims connect.")
    draw_graph(page, view, part_of(whole_graph(page.atlas), ends, _BETWEEN, claims))
    draw_chosen_thing(page)


def draw_chosen_thing(page: PageRun) -> None:
    """Draw what can be asked of the thing that is chosen in the graph view; nothing where none is."""
    name = chosen_thing(page)
    if name:
        draw_ways_on(page, name)


def chosen_thing(page: PageRun) -> str:
    """Return what is chosen in the graph view, by its name in the graph; an empty text where nothing is.

    Args:
        page: The page.
    """
    name = next(iter(parse_qs(shown_query(page)).get("of", ())), "")
    return name if name in graph_of(page.atlas) else ""


def _draw(page: PageRun, svg: str | None, centre: str, relations: Collection[str], nodes: Iterable[str]) -> None:
    """Draw a picture, or the same as a map where that is asked for."""
    view = graph_view() if centre else None
    if view is not None and page.controls.few("picture", "Picture", PICTURES, default="layers") == "map":
        data = part_of(whole_graph(page.atlas), {centre, *nodes}, relations)
        draw_graph(page, view, data, first=urlencode({"of": centre}))
        return
    page.controls.chosen[VIEW] = ()
    st.session_state.pop(widget_key(VIEW), None)
    _show(page, svg)


def _show(page: PageRun, svg: str | None) -> None:
    """Show a picture with what its colours mean; nothing where there is none."""
    if svg is not None:
        frame = Markup('<div class="codev-picture" role="region" tabindex="0" aria-label="Picture">{}</div>')
        draw(page, frame.format(Markup(svg)), "picture")  # noqa: S704 - every text in it is escaped where it is drawn
        st.caption(PICTURE_LEGEND)
