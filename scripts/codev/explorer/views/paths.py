"""Paths between two things, and what stands next to one."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from codev.explorer.options import RELATIONS
from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, choose_question, counted, say_missing, show_claims, table
from codev.explorer.picture import draw_columns
from codev.query import NeighbourRow, PathRow, Question
from codev.query.rows import columns
from codev.show.columns_picture import path_columns

_KINDS = {"node": "taxonomy node"}
_WAYS = {"both": "Either way at each step", "down": "Along the arrows", "up": "Against the arrows"}
_SIDES_CHOSEN = {"both": "Into it and out of it", "up": "What leads into it", "down": "What comes out of it"}
_SIDES = {"up": "into it", "down": "out of it"}
_PATHS = {
    "COCO to LLaVA": {"of": "dataset:coco", "to": "model:llava"},
    "GPT-4 to LLaVA, along the arrows": {"of": "model:gpt-4", "to": "model:llava", "way": "down"},
    "CLIP to SAM": {"of": "model:clip", "to": "model:sam"},
}
_THINGS = {"SAM": {"of": "model:sam"}, "LAION": {"of": "dataset:laion"}, "Model as a data filter": {"of": "node:data-filter"}}
_STEPS = columns("path", "step", "source", "relation", "target", "claims=rests on", "unverified")
_CONNECTIONS = columns(
    "way=side", "relation", "neighbour", "kind=what it is", "node=approach or role", "stages", "rests_on", "unverified"
)
_LIMITS = {str(number): f"At most {number}" for number in (1, 5, 10, 30)}


def show(page: Page) -> None:
    """Draw the tab."""
    choose_question(page, {Question.PATH.value: "Path between two things", Question.NEIGHBOURS.value: "Neighbours of one"})
    if page.state.question is Question.PATH:
        _show_path(page)
    else:
        _show_neighbours(page)


def _show_path(page: Page) -> None:
    """Draw the shortest paths between two things."""
    left, right = st.columns(2)
    controls, things = page.controls, page.lookups.things
    source = controls.one("of", "From", things, box=left, free=True, placeholder="A model, dataset, work or node")
    controls.one("to", "To", things, box=right, free=True, placeholder="Another one")
    way, relation, limit = st.columns([2, 3, 1])
    controls.one("way", "Way", _WAYS, default="both", box=way)
    controls.many("relation", "Only these relations", RELATIONS, box=relation, placeholder="All")
    controls.one("limit", "Paths", _LIMITS, box=limit, placeholder="At most 3")
    if say_missing(page, "Choose two things to see how they are connected. For example:", _PATHS, things):
        return
    rows = answer_rows(page, PathRow, "There is no path. Try “Either way at each step”, or all relations.")
    if not rows:
        return
    st.caption(f"{counted(rows[-1].path, 'shortest path')} of {counted(max(row.step for row in rows), 'step')}.")
    shown = path_columns(_along(source, (row for row in rows if row.path == path)) for path in {row.path: None for row in rows})
    draw_columns(page, shown, relations=_relations(rows), title="Shortest paths", centre=source)
    row = table(
        page, rows, _STEPS, label="One step in detail", called="Path {Path}, step {Step}: {Source} → {Target} · {Relation}"
    )
    if row is not None:
        show_claims(page, row.claims)


def _show_neighbours(page: Page) -> None:
    """Draw what stands next to a thing."""
    left, middle, right = st.columns([3, 2, 3])
    centre = page.controls.one(
        "of", "Of", page.lookups.things, box=left, free=True, placeholder="A model, dataset, work or node"
    )
    page.controls.one("way", "Way", _SIDES_CHOSEN, default="both", box=middle)
    page.controls.many("relation", "Only these relations", RELATIONS, box=right, placeholder="All")
    if say_missing(
        page, "Choose a thing to see everything that is connected with it. For example:", _THINGS, page.lookups.things
    ):
        return
    rows = answer_rows(page, NeighbourRow, "Nothing is connected with it in this direction.")
    if not rows:
        return
    st.caption(f"{counted(len(rows), 'connection')} with {counted(len({row.neighbour for row in rows}), 'thing')}.")
    sides = [[row.neighbour for row in rows if row.way == way] for way in ("up", "down")]
    draw_columns(page, [sides[0], [centre], sides[1]], relations=_relations(rows), title="Neighbours", centre=centre)
    row = table(
        page,
        rows,
        _CONNECTIONS,
        label="One connection in detail",
        called="{Neighbour} · {Relation}, {Side}",
        words={"way": _SIDES, "kind": _KINDS},
    )
    if row is not None:
        show_claims(page, [row.claim or f"{row.relation} ({row.basis})"])


def _relations(rows: Iterable[PathRow] | Iterable[NeighbourRow]) -> set[str]:
    """Return the relations of an answer."""
    return {row.relation for row in rows}


def _along(start: str, steps: Iterable[PathRow]) -> list[str]:
    """Return the nodes of a path in their order, whichever way its arrows point."""
    nodes = [start]
    for step in steps:
        nodes.append(step.target if step.source == nodes[-1] else step.source)
    return nodes
