"""Colours, shapes and strokes, said once: style sheets, the explorer's theme, scripts and pictures are written from this table.

One visual language (DESIGN §6): blue for data → model, vermilion for model → data, a shape for each kind of node.  The two hues
are Okabe and Ito's, told apart by every kind of colour vision (https://jfly.uni-koeln.de/color/); colours of words stand more
than 4.5 : 1 from the ground (WCAG 2.2, 1.4.3).  A colour or kind that the table does not know raises `KeyError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codev.graph.relations import RELATIONS, NodeKind, Relation
from codev.model import DirectionId

COLOURS: Mapping[str, tuple[str, str]] = {
    "paper": ("#fdfcfa", "#17181b"),
    "paper-raised": ("#f6f4ef", "#1f2125"),
    "paper-sunk": ("#efece5", "#101114"),
    "ink": ("#1d1c1a", "#e6e3dc"),
    "ink-2": ("#56524b", "#b3afa6"),
    "ink-3": ("#6f6a61", "#989388"),
    "rule": ("#dcd7cc", "#35373d"),
    "rule-strong": ("#a9a294", "#666870"),
    "link-rule": ("#b3aa99", "#6a6c74"),
    "d2m": ("#0072b2", "#56b4e9"),
    "d2m-text": ("#005a8f", "#7cc4ee"),
    "d2m-wash": ("#e6f0f6", "#1a2a35"),
    "m2d": ("#d55e00", "#ef7d3a"),
    "m2d-text": ("#a34400", "#f59c66"),
    "m2d-wash": ("#fbece1", "#36251b"),
    "work": ("#45423c", "#c9c5bb"),
    "model": ("#7b3f8f", "#cc99dd"),
    "dataset": ("#00734f", "#4fc79b"),
    "node": ("#8a6d00", "#d9b84a"),
    "warn": ("#8a5a00", "#dfb45c"),
    "warn-wash": ("#fbf3dc", "#302818"),
    "bad": ("#a32a2a", "#ef8a8a"),
    "scale-0": ("#f3f1ec", "#22242a"),
    "on-accent": ("#ffffff", "#101114"),
    "edge": ("#c3c7cf", "#4a4f5a"),
    "edge-faint": ("#e9ebef", "#2a2d34"),
    "edge-plain": ("#b4b8c2", "#5b606c"),
}
"""Each colour on light and on dark ground.  A page has it as ``--codev-NAME``; the names of kinds are those of `NodeKind`."""

SERIES = (
    ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b6b6b", "#8c6d1f"),
    ("#56b4e9", "#f0a26b", "#4fc3a1", "#e3a5c7", "#f2c14e", "#8fa8ff", "#b8b8b8", "#d8bd7a"),
)
"""The colours of several series in one chart, on light and on dark ground: Okabe and Ito's palette."""

DIRECTIONS: Mapping[DirectionId, str] = {"data4model": "d2m", "model4data": "m2d"}
"""The colour of each direction; ``-text`` and ``-wash`` behind it name its colour for words and for grounds."""

HUES: Mapping[DirectionId, str] = {"data4model": "blue", "model4data": "vermilion"}
"""What people call the colour of each direction."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a kind of node.

    Attributes:
        name: What the front end's drawing library calls it.
        path: Its outline as an SVG path in a box of 12 by 12.
        sign: The same as a letter, where nothing can be drawn.
    """

    name: str
    path: str
    sign: str


SHAPES: Mapping[str, Shape] = {
    NodeKind.WORK.value: Shape("circle", "M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1z", "●"),
    NodeKind.MODEL.value: Shape("square", "M1.5 1.5h9v9h-9z", "■"),
    NodeKind.DATASET.value: Shape("diamond", "M6 .2 11.8 6 6 11.8.2 6z", "◆"),
    NodeKind.NODE.value: Shape("triangle", "M6 .8 11.6 11H.4z", "▲"),
}
"""The shape of each kind of node, the same on site, explorer, graph and pictures (DESIGN §6)."""

STROKES: Mapping[Relation, str] = {
    Relation(name): DIRECTIONS[row.direction] if row.direction is not None else "rule-strong" for name, row in RELATIONS.items()
}
"""The colour of the line of each relation: that of its direction, grey for what has none."""

UNVERIFIED_DASHES = "4 3"
"""Lines of what is unverified: strokes and gaps, as SVG's ``stroke-dasharray`` has them."""

ARROW_DASHES: Mapping[str, str] = {"judged": "0.1 4"}
"""How arrows of the timeline are dotted, by their words (`codev.show.words.ARROWS`); the others are whole lines."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours on one ground.

    Attributes:
        dark: Whether the ground is dark.
    """

    dark: bool

    def __getitem__(self, name: str) -> str:
        """Return a colour of `COLOURS`."""
        return COLOURS[name][self.dark]

    def direction(self, direction: DirectionId, variant: str = "") -> str:
        """Return the colour of a direction.

        Args:
            direction: The direction.
            variant: ``-text`` for words, ``-wash`` for grounds.
        """
        return self[DIRECTIONS[direction] + variant]

    @property
    def series(self) -> tuple[str, ...]:
        """The colours of several series in one chart."""
        return SERIES[self.dark]


LIGHT, DARK = Palette(dark=False), Palette(dark=True)


def variable(name: str) -> str:
    """Return a colour as a style has it: that of the page, and the light one where there is no style sheet."""
    return f"var(--codev-{name},{LIGHT[name]})"


def style_sheet() -> str:
    """Return the colours as custom properties, for light and dark pages; on paper pages are light whatever the screen is."""
    return colours_of('[data-md-color-scheme="default"],\n:root', '[data-md-color-scheme="slate"]')


def colours_of(on_light: str, on_dark: str) -> str:
    """Return the colours as custom properties; on paper they are the light ones whatever the screen is.

    Args:
        on_light: The selector of what has the colours for light ground.
        on_dark: The selector of what has those for dark ground instead.
    """
    light, dark = ("".join(f"  --codev-{name}: {palette[name]};\n" for name in COLOURS) for palette in (LIGHT, DARK))
    return (
        f"{on_light} {{\n  color-scheme: light;\n{light}}}\n"
        f"@media screen {{\n{on_dark} {{\n  color-scheme: dark;\n{dark}}}\n}}\n"
    )


def script_module() -> str:
    """Return colours and shapes as a TypeScript module."""
    values: dict[str, Any] = {
        "LIGHT": {name: LIGHT[name] for name in COLOURS},
        "DARK": {name: DARK[name] for name in COLOURS},
        "ARROW_DASHES": ARROW_DASHES,
        "SHAPE_NAMES": {kind: shape.name for kind, shape in SHAPES.items()},
        "SHAPE_PATHS": {kind: shape.path for kind, shape in SHAPES.items()},
    }
    lines = [f"export const {name}: Record<string, string> = {json.dumps(value)};" for name, value in values.items()]
    return "\n".join(["// Written by the build from codev.show.looks.", *lines, ""])
