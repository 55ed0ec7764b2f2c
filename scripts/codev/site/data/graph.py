"""The files of the graph explorer: its data, and the whole graph as a picture for print, without scripts, and until they run.

It shows what the explorer shows first: the nodes with edges, in the same places, shapes, sizes and colours.  The page refers to
it with ``<use>``, so that its colours are those of the page, light or dark.  What cannot be drawn does not come up: all data
are the build's own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from codev.atlas import Atlas
from codev.show.graph_data import CLAIMS_A_FILE, claim_text, graph_data
from codev.show.graph_layout import EXTENT
from codev.show.looks import variable
from codev.site.addresses import Addresses
from codev.site.data.table_parts import FOLDER, encode

HALF = 1000
"""Places run from -HALF to HALF in the picture: 1 unit is less than half a pixel on a screen."""

MARGIN = 60
"""Room around the places, for marks and names at the edge."""

VIEW_BOX = f"{-HALF - MARGIN} {-HALF - MARGIN} {2 * (HALF + MARGIN)} {2 * (HALF + MARGIN)}"
"""What the page has to set on the ``<svg>`` that shows the picture."""

PICTURE_ID = "picture"
"""The id that ``<use>`` refers to."""

EDGES_MAX = 12_000
"""Lines that are drawn at the most, those with a direction first: more would be a grey cloud."""

NAMES_MAX = 16
"""Names that are written at the most; fewer where they would cover each other."""

UNITS_A_PIXEL = 2.5
"""How many units a pixel of the explorer is where that is as high as it gets: 840 pixels for the picture's 2,120 units."""

_TEXT_HEIGHT = 30
"""The size of names, in units."""

_TEXT_STYLE = f"fill:{variable('ink')};stroke:{variable('paper')};stroke-width:9;stroke-linejoin:round;paint-order:stroke"


def graph_files(atlas: Atlas, kept: Path | None = None) -> dict[str, bytes]:
    """Return the files of the graph explorer.

    Args:
        atlas: The knowledge base.
        kept: The file in which the nodes' places are kept from one build to the next, or None.

    Returns:
        Contents by path relative to the site's root: ``assets/data/graph.json``, the claims in pieces, and ``graph.svg``.
    """
    data = graph_data(atlas, Addresses(atlas).thing, kept=kept)
    files = {f"{FOLDER}/graph.json": encode(data), f"{FOLDER}/graph.svg": graph_svg(data)}
    claims = list(atlas.claims.values())
    for number, start in enumerate(range(0, len(claims), CLAIMS_A_FILE)):
        piece = {claim.id: claim_text(atlas, claim) for claim in claims[start : start + CLAIMS_A_FILE]}
        files[f"{FOLDER}/graph-claims-{number}.json"] = encode(piece)
    return files


def graph_svg(data: dict[str, Any]) -> bytes:
    """Draw the graph.

    Args:
        data: What `codev.show.graph_data.graph_data` gives.

    Returns:
        An SVG document, the same bytes for the same data.
    """
    nodes, kinds = data["nodes"], data["kinds"]
    places = [(round(x * HALF / EXTENT), round(-y * HALF / EXTENT)) for x, y in zip(nodes["x"], nodes["y"], strict=True)]
    degrees = _degrees(data)
    marks: dict[tuple[str, float], list[str]] = defaultdict(list)
    for number, (x, y) in enumerate(places):
        if not degrees[number]:
            continue
        kind = kinds[nodes["kind"][number]]
        size = _size(degrees[number])
        marks[kind, size].append(_mark(kind, x, y, size))
    lines = "".join(
        f'<path d="{path}" style="stroke:{colour}"/>'
        for path, colour in zip(_lines(data, places), (variable("rule"), variable("rule-strong")), strict=True)
        if path
    )
    shapes = "".join(_shapes(kind, size, paths) for (kind, size), paths in sorted(marks.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}"><g id="{PICTURE_ID}">'
        f'<g fill="none" stroke-width="1.6" opacity=".55">{lines}</g>{shapes}'
        f'<g font-size="{_TEXT_HEIGHT}" style="{_TEXT_STYLE}">{_names(data, places, degrees)}</g></g></svg>\n'
    ).encode()


def _degrees(data: dict[str, Any]) -> list[int]:
    """Return the number of edges at each node."""
    degrees = [0] * len(data["nodes"]["id"])
    for source, target in zip(data["edges"]["source"], data["edges"]["target"], strict=True):
        degrees[source] += 1
        degrees[target] += source != target
    return degrees


def _size(degree: int) -> float:
    """Return half the width of a mark, in steps so that marks of a size are one path; the rule is that of graph/draw.ts."""
    return round(min(15.0, 2.4 + 0.95 * math.sqrt(degree)) * UNITS_A_PIXEL / 2) * 2.0


def _mark(kind: str, x: int, y: int, size: float) -> str:
    """Return the part of a path that is one mark; circles are the ends of a line without length.

    Squares are drawn as such: printers leave out the square ends of a line without length.
    """
    if kind == "work":
        return f"M{x} {y}h0"
    half = int(size)
    if kind == "model":
        return f"M{x - half} {y - half}h{2 * half}v{2 * half}h-{2 * half}z"
    if kind == "dataset":
        return f"M{x - half} {y}l{half}-{half} {half} {half}-{half} {half}z"
    return f"M{x} {y - half}l{half} {2 * half}h-{2 * half}z"


def _shapes(kind: str, size: float, paths: list[str]) -> str:
    """Return all marks of a kind and a size."""
    if kind == "work":
        return (
            f'<path d="{"".join(paths)}" stroke-linecap="round" stroke-width="{2 * size:g}" style="stroke:{variable(kind)}"/>'
        )
    return f'<path d="{"".join(paths)}" style="fill:{variable(kind)}"/>'


def _lines(data: dict[str, Any], places: list[tuple[int, int]]) -> tuple[str, str]:
    """Return the lines of the edges without and with a direction, each pair of places once."""
    edges = data["edges"]
    pairs: dict[tuple[tuple[int, int], tuple[int, int]], bool] = {}
    for source, target, direction in zip(edges["source"], edges["target"], edges["direction"], strict=True):
        ends = sorted((places[source], places[target]))
        pair = (ends[0], ends[1])
        pairs[pair] = pairs.get(pair, False) or direction > 0
    drawn = sorted(pairs.items(), key=lambda each: not each[1])[:EDGES_MAX]
    paths: tuple[list[str], list[str]] = ([], [])
    for (begin, end), has_direction in drawn:
        paths[has_direction].append(f"M{begin[0]} {begin[1]}L{end[0]} {end[1]}")
    return "".join(paths[0]), "".join(paths[1])


def _names(data: dict[str, Any], places: list[tuple[int, int]], degrees: list[int]) -> str:
    """Return the names of the best connected nodes, leaving out what would cover a name that is there."""
    taken: list[tuple[float, float, float]] = []
    texts: list[str] = []
    for number in sorted(range(len(places)), key=lambda each: (-degrees[each], data["nodes"]["id"][each])):
        label = data["nodes"]["label"][number]
        x, y = places[number][0] + _size(degrees[number]) + 8, places[number][1] + _TEXT_HEIGHT / 3
        end = x + 0.52 * _TEXT_HEIGHT * len(label)
        if end > HALF + MARGIN or any(
            x < right and left < end and abs(y - base) < 1.2 * _TEXT_HEIGHT for left, right, base in taken
        ):
            continue
        taken.append((x, end, y))
        texts.append(f'<text x="{x:g}" y="{y:g}">{escape(label)}</text>')
        if len(texts) == NAMES_MAX:
            break
    return "".join(texts)
