"""The circle of co-development as a picture: a rose of the taxonomy's parts, whose areas are their numbers of works.

The upper half leads from data to models, the lower one back; each sector is a link to its part.  The same numbers stand in
a list beside it, so that nothing is in the picture alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from codev.atlas import Atlas
from codev.model import DirectionId
from codev.query.terms import short_name
from codev.show.cards import counted
from codev.show.looks import SHAPES
from codev.show.site_links import Links

INNER_RADIUS = 84.0
OUTER_RADIUS = 196.0
"""Radii in units of the picture: of the ring's inside, and of its largest sector."""

GAP_DEGREES = 1.6
"""Between two sectors."""

POLE_DEGREES = 7.0
"""Left free on both sides of each pole, where data and models stand."""

WIDTH, HEIGHT = 660, 440

LABEL_HEIGHT = 19.0
"""Labels on one side of the ring stand at least so far apart."""


@dataclass(frozen=True)
class Sector:
    """A part of the taxonomy in the circle.

    Attributes:
        node: Its id.
        name: Its short name.
        definition: What belongs there.
        works: The number of its works.
        direction: The half that it lies in.
    """

    node: str
    name: str
    definition: str
    works: int
    direction: DirectionId


def circle_sectors(atlas: Atlas) -> list[Sector]:
    """Return the parts that the circle shows: the nodes right below the objectives, in the order of the tree.

    Args:
        atlas: The knowledge base.
    """
    tree = atlas.tree
    return [
        Sector(
            node=node,
            name=short_name(tree[node].name),
            definition=tree[node].definition,
            works=len(atlas.works_by_node[node]),
            direction=tree.direction(node),
        )
        for top in tree.tops
        for node in tree.children(top) or (top,)
    ]


def circle_picture(sectors: list[Sector], links: Links) -> Markup:
    """Return the circle as SVG with links.

    Args:
        sectors: What `circle_sectors` gives.
        links: Addresses as seen from the page.
    """
    parts = [
        Markup(
            '<svg class="codev-rose" viewBox="{} {} {} {}" role="group" aria-labelledby="rose-title">'
            '<title id="rose-title">The circle of co-development: how many works stand in each part</title>'
        ).format(-WIDTH // 2, -HEIGHT // 2, WIDTH, HEIGHT)
    ]
    largest = max((sector.works for sector in sectors), default=1) or 1
    for direction in ("data4model", "model4data"):
        half = [sector for sector in sectors if sector.direction == direction]
        # Clockwise: data to models over the top, models to data below.
        start = 180.0 + POLE_DEGREES if direction == "data4model" else POLE_DEGREES
        step = (180.0 - 2 * POLE_DEGREES) / max(1, len(half))
        angles = [(start + number * step, start + (number + 1) * step) for number in range(len(half))]
        labels = _label_places(half, angles, largest)
        for sector, (first, last), place in zip(half, angles, labels, strict=True):
            radius = _radius(sector.works, largest)
            parts.append(
                _sector(sector, (first + GAP_DEGREES / 2, last - GAP_DEGREES / 2), radius, place, links.node(sector.node))
            )
    parts.append(_middle())
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _radius(works: int, largest: int) -> float:
    """Return the radius of a sector whose area is its number of works."""
    return math.sqrt(INNER_RADIUS**2 + (OUTER_RADIUS**2 - INNER_RADIUS**2) * works / largest)


def _label_places(half: list[Sector], angles: list[tuple[float, float]], largest: int) -> list[tuple[float, float]]:
    """Return where the labels of one half stand: beside their sectors, moved away from the poles until none touches another."""
    places: dict[int, tuple[float, float]] = {}
    reached: dict[bool, float] = {}
    middles = [math.radians((first + last) / 2) for first, last in angles]
    for number in sorted(range(len(half)), key=lambda each: abs(math.sin(middles[each]))):
        reach = _radius(half[number].works, largest) + 14
        x, y = reach * math.cos(middles[number]), reach * math.sin(middles[number])
        is_right = x > 0
        height = max(abs(y), reached.get(is_right, 0.0) + LABEL_HEIGHT)
        reached[is_right] = height
        places[number] = (x, math.copysign(height, y))
    return [places[number] for number in range(len(half))]


def _sector(sector: Sector, angles: tuple[float, float], radius: float, place: tuple[float, float], address: str) -> Markup:
    """Return one sector with its label; angles are in degrees, clockwise from the right."""
    first, last = angles
    corners = [_point(r, angle) for r, angle in ((INNER_RADIUS, first), (radius, first), (radius, last), (INNER_RADIUS, last))]
    path = (
        f"M{corners[0]}L{corners[1]}A{radius:.1f} {radius:.1f} 0 0 1 {corners[2]}"
        f"L{corners[3]}A{INNER_RADIUS:g} {INNER_RADIUS:g} 0 0 0 {corners[0]}Z"
    )
    x, y = place
    return Markup(
        '<a class="rose-{}" href="{}" aria-label="{} {}"><path d="{}"/><text x="{:.1f}" y="{:.1f}" text-anchor="{}">'
        '<tspan class="name">{}</tspan> <tspan class="works" dx="3">{}</tspan></text></a>'
    ).format(
        sector.direction,
        address,
        sector.name,
        counted(sector.works, "work"),
        path,
        x,
        y + 4,
        "start" if x > 0 else "end",
        sector.name,
        sector.works,
    )


def _middle() -> Markup:
    """Return what stands in the middle: data and models, and the two ways between them."""
    radius = 66
    lines = (
        '<g class="rose-middle" aria-hidden="true">',
        f'<path class="line-data4model" d="M{-radius} -12A{radius} {radius} 0 0 1 {radius - 2} -16"/>',
        f'<path class="tip-data4model" d="M{radius + 1} -8l-9 -9 11 -4z"/>',
        f'<path class="line-model4data" d="M{radius} 12A{radius} {radius} 0 0 1 {-radius + 2} 16"/>',
        f'<path class="tip-model4data" d="M{-radius - 1} 8l9 9 -11 4z"/>',
        f'<path class="sym-dataset" d="{SHAPES["dataset"].path}" transform="translate(-40 -14.5)"/>',
        '<text x="-34" y="15" text-anchor="middle">Data</text>',
        f'<path class="sym-model" d="{SHAPES["model"].path}" transform="translate(28.5 -14.5)"/>',
        '<text x="34" y="15" text-anchor="middle">Models</text></g>',
    )
    return Markup("".join(lines))  # noqa: S704 - numbers only


def _point(radius: float, degrees: float) -> str:
    """Return a point of the picture."""
    angle = math.radians(degrees)
    return f"{radius * math.cos(angle):.1f} {radius * math.sin(angle):.1f}"
