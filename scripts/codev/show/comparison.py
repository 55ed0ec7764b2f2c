"""Things side by side, as the template `_compare.jinja` shows them, for site and explorer alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from codev.atlas import Atlas
from codev.graph import NodeKind, graph_of
from codev.query import CompareRow, side_by_side
from codev.show.words import KINDS

VALUES_SHOWN = 8
"""Values of one thing in one aspect that are shown at once; the others are folded."""


def comparison(
    atlas: Atlas, rows: Sequence[CompareRow], *, thing_address: Callable[[str], str | None], claim_address: Callable[[str], str]
) -> tuple[list[Any], list[Any]]:
    """Return the things of a comparison and its lines.

    Args:
        atlas: The knowledge base.
        rows: The answer of the question `compare`.
        thing_address: Returns where a node of the graph leads, by its name there.
        claim_address: Returns where a claim leads.
    """
    graph = graph_of(atlas)
    names, aspects = side_by_side(rows)

    def shown(value: str, mark: str) -> dict[str, Any]:
        known = value in graph
        name = graph.nodes[value]["label"] if known else value
        return {"name": name, "address": thing_address(value) if known else None, "mark": mark}

    things = []
    for each in names:
        note = about_thing(atlas, each)[0]
        kind = KINDS[graph.nodes[each]["kind"]][0]
        things.append(shown(each, "") | {"note": f"{kind}, {note}" if note else kind})
    lines = []
    for aspect in aspects:
        marks = dict.fromkeys(aspect.own, "own") | dict.fromkeys(aspect.shared, "shared")
        cells = [
            {
                "found": [
                    shown(value, marks.get(value, "")) for value in sorted(cell, key=lambda each: each not in aspect.shared)
                ],
                "claims": [(claim, claim_address(claim)) for claim in claims],
            }
            for cell, claims in zip(aspect.cells, aspect.claims, strict=True)
        ]
        lines.append({"name": aspect.name, "is_same": aspect.is_same, "cells": cells})
    return things, lines


def about_thing(atlas: Atlas, name: str) -> tuple[str, tuple[str, ...]]:
    """Return what tells a thing from others of its name, and its other names.

    Args:
        atlas: The knowledge base.
        name: A work, model or dataset by its name in the graph.
    """
    kind, _, bare = name.partition(":")
    if kind == NodeKind.WORK:
        work = atlas.works[bare]
        return work.cited_as, (work.arxiv,) if work.arxiv else ()
    artifact = (atlas.models if kind == NodeKind.MODEL else atlas.datasets).get(bare)
    if artifact is None:
        return "", ()
    return str(artifact.year or ""), tuple(artifact.aliases)
