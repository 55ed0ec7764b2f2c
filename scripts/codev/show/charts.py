"""Charts of findings: lines over years and bars by size, as SVG with the names at the lines and bars themselves.

Drawn when the site is built, in the colours of the page (light, dark, print), and in light ones where the picture stands alone.
The thing that a finding speaks of has the colour of its direction, all others are grey: nothing is told by hue alone.  A chart
without figures is not drawn.  Years that may still grow are dashed and marked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import cast

from codev.model import DirectionId
from codev.query.answers.findings import FindingRow, Point
from codev.query.answers.findings.registry import BARS_MAX, ENOUGH
from codev.query.answers.findings.wording import percent
from codev.show.looks import DIRECTIONS, variable
from codev.show.svg import TEXT_SIZE, halo, short, text_width

WIDTH, MARGIN = 460, 8
"""The width of every chart, in units pixels at its natural size: on a phone it is shrunk little, and stays readable."""

SMALL_SIZE, LINE_HEIGHT = 11, 15
"""The size of small letters, and the height of a line of text."""

PLOT_HEIGHT, HEAD, FOOT, LEFT = 210, 24, 28, 44
"""The height of the area of lines, and what stands above, below and left of it."""

NAMES_WIDTH = 142
"""What names take right of lines."""

BAR_HEIGHT, BAR_GAP = 11, 11
"""The height of a bar, and the room below it."""

ALONE_SIZE = 12
"""The size of letters of a picture that stands alone: the reader's typeface may be wider than that of the site."""

CAPTION_LETTERS, NAME_LETTERS = 62, 18
"""Letters in a line of the caption of a picture that stands alone, and of a name beside a line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a line.

    Attributes:
        lines: The text, in lines.
        at: Where the line ends, from the top.
        middle: Where the middle of the text stands.
    """

    lines: tuple[str, ...]
    at: float
    middle: float

    @property
    def height(self) -> float:
        """The height of the text."""
        return LINE_HEIGHT * len(self.lines)


def chart_svg(row: FindingRow, *, alone: bool = False) -> str | None:
    """Return the chart of a finding.

    Args:
        row: The finding.
        alone: Whether it is a file of its own: with ground, caption and source in it.

    Returns:
        An SVG element; None where there is nothing to draw.
    """
    drawn = _lines_chart(row) if row.chart == "lines" else _bars_chart(row)
    if drawn is None:
        return None
    height, parts = drawn
    above, below, top = "", "", 0.0
    if alone:
        caption = wrap(row.caption, CAPTION_LETTERS)
        top = LINE_HEIGHT * len(caption) + 14
        ground = f'width="{WIDTH}" height="{short(top + height + 22)}" style="fill:{variable("paper")}"'
        above = f'<rect x="0" y="{short(-top)}" {ground}/>'
        above += "".join(
            chart_text(MARGIN, -top + 18 + LINE_HEIGHT * each, line, bold=True) for each, line in enumerate(caption)
        )
        below = chart_text(MARGIN, height + 12, f"CoDev Atlas, findings: {row.title}", small=True, colour="ink-2")
        height += 22
    name = f"chart-{row.id}"
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "codev-chart",
        "role": "img",
        "aria-labelledby": f"{name} {name}-more",
        "viewBox": f"0 {short(-top)} {WIDTH} {short(top + height)}",
        "width": str(WIDTH),
        "height": short(top + height),
        "style": f"font:{ALONE_SIZE if alone else TEXT_SIZE}px var(--codev-sans,sans-serif)",
    }
    opening = "<svg " + " ".join(f'{key}="{value}"' for key, value in attributes.items()) + ">"
    title = f'<title id="{name}">{escape(row.caption)}</title>'
    text = f'<desc id="{name}-more">{escape(row.sentence)} The table of figures holds the same.</desc>'
    return "".join([opening, title, text, above, *parts, below, "</svg>"])


def spread(labels: Sequence[Label], top: float, bottom: float) -> list[Label]:
    """Return labels moved so that none overlaps another, each as near to its place as the others leave it.

    Labels that touch are moved together, so that a group stands around the middle of the places of its members.

    Args:
        labels: The labels; their middles are where they would like to stand.
        top: Where the first may begin.
        bottom: Where the last should end; where all together are higher than the room, they go on below.
    """
    order = sorted(range(len(labels)), key=lambda each: (labels[each].middle, each))
    groups: list[tuple[list[int], float, float]] = []  # members, where the group begins, its height
    for number in order:
        members, height = [number], labels[number].height
        begin = labels[number].middle - height / 2
        while True:
            begin = max(top, min(begin, bottom - height))
            if not groups or groups[-1][1] + groups[-1][2] <= begin:
                break
            before, _, before_height = groups.pop()
            members, height = [*before, *members], before_height + height
            wished = sum(labels[each].middle for each in members) / len(members)
            begin = wished - height / 2
        groups.append((members, begin, height))
    placed: dict[int, Label] = {}
    for members, begin, _ in groups:
        y = begin
        for number in members:
            label = labels[number]
            placed[number] = Label(label.lines, label.at, y + label.height / 2)
            y += label.height
    return [placed[number] for number in range(len(labels))]


# -- lines ----------------------------------------------------------------------------------------------------------------


class _Lines:
    """Lines over years: plain figures, or shares where they have a whole."""

    def __init__(self, row: FindingRow) -> None:
        """Place years and figures.

        Args:
            row: A finding with the figures of a chart of lines.
        """
        self.row = row
        self.is_share = any(point.of is not None for point in row.points)
        known = [int(point.at) for point in row.points]
        # Every year has its place, one without a figure too.
        self.years = range(min(known, default=0), max(known, default=-1) + 1)
        self.series: dict[str, dict[int, float]] = {}
        self.names = {point.series: point.name for point in row.points}
        for point in row.points:
            # A share of a few is not drawn; the table has it.
            if point.of is None or point.of >= ENOUGH:
                self.series.setdefault(point.series, {})[int(point.at)] = point.count / point.of if point.of else point.count
        self.complete = row.complete_until if row.complete_until is not None else max(self.years, default=0)
        self.first = self._leading()
        heights = [value for values in self.series.values() for value in values.values()]
        self._step, self._most = steps(max(heights, default=0), is_share=self.is_share)
        self._names_at = WIDTH - NAMES_WIDTH
        self._across = (self._names_at - 14 - LEFT) / max(1, len(self.years) - 1)
        self._wrapped = {each: tuple(wrap(self.names[each], NAME_LETTERS)) for each in self.series}
        self._plot = max(PLOT_HEIGHT, LINE_HEIGHT * sum(map(len, self._wrapped.values())))
        self.height = HEAD + self._plot + FOOT

    def _leading(self) -> str:
        """Return the line that the finding speaks of: the highest of the last complete year; of shares the first."""
        if self.is_share or not self.series:
            return next(iter(self.series), "")
        last = max((year for values in self.series.values() for year in values if year <= self.complete), default=0)
        return max(self.series, key=lambda each: self.series[each].get(last, 0))

    def _x(self, year: int) -> float:
        return LEFT + self._across * (year - self.years[0])

    def _y(self, value: float) -> float:
        return HEAD + self._plot * (1 - value / self._most)

    def draw(self) -> Iterator[str]:
        """Yield the parts: scale and years, then the lines, the one that the finding speaks of over the others."""
        yield from self._scale()
        order = sorted(self.series, key=lambda each: each == self.first)
        for each, label in zip(order, self.labels(order), strict=True):
            yield from self._line(each)
            yield from self._values(each)
            yield from self._name(each, label)

    def labels(self, order: Sequence[str]) -> list[Label]:
        """Return the names beside the ends of lines, none over another.

        Args:
            order: The series.
        """
        ends = [self._y(self.series[each][max(self.series[each])]) for each in order]
        wishes = [Label(self._wrapped[each], end, end) for each, end in zip(order, ends, strict=True)]
        return spread(wishes, HEAD - LINE_HEIGHT / 2, HEAD + self._plot + LINE_HEIGHT / 2)

    def _scale(self) -> Iterator[str]:
        """Yield the lines of the scale with their numbers, and the years."""
        for number in range(round(self._most / self._step) + 1):
            value = number * self._step
            at = short(self._y(value))
            yield f'<path d="M{LEFT - 6} {at}H{short(self._names_at - 14)}" style="stroke:{variable("rule")}"/>'
            yield chart_text(LEFT - 10, self._y(value) + 4, self._shown(value), anchor="end", colour="ink-2", small=True)
        below = HEAD + self._plot + 18
        for year in self.years:
            shown = f"{year}*" if year > self.complete else f"{year}"
            yield chart_text(self._x(year), below, shown, anchor="middle", colour="ink-2", small=True)
        if self.years[-1] > self.complete:
            yield chart_text(WIDTH - MARGIN, below, "* not complete", anchor="end", colour="ink-2", small=True)

    def _line(self, each: str) -> Iterator[str]:
        """Yield the steps of a line from year to year; where a year has no figure there is none."""
        width, colour = (2.6, _accent(self.row)) if each == self.first else (1.5, "ink-3")
        for (year, value), (after, then) in pairwise(sorted(self.series[each].items())):
            if after == year + 1:
                dashes = ' stroke-dasharray="5 4"' if after > self.complete else ""
                way = "M{} {}L{} {}".format(*map(short, (self._x(year), self._y(value), self._x(after), self._y(then))))
                yield f'<path d="{way}" fill="none" stroke-width="{width}"{dashes} style="stroke:{variable(colour)}"/>'

    def _values(self, each: str) -> Iterator[str]:
        """Yield the figures of a line as dots; those of the line that the finding speaks of in words too."""
        is_first = each == self.first
        radius, colour = (3.2, _accent(self.row)) if is_first else (2.2, "ink-3")
        for year, value in sorted(self.series[each].items()):
            x, y = self._x(year), self._y(value)
            title = f"<title>{escape(self.names[each])}, {year}: {self._shown(value)}</title>"
            style = f'style="fill:{variable(colour)}"'
            yield f'<circle cx="{short(x)}" cy="{short(y)}" r="{radius}" {style}>{title}</circle>'
            if is_first:
                words = _accent(self.row, words=True)
                yield chart_text(x, y - 8, self._shown(value), anchor="middle", colour=words, over_lines=True, small=True)

    def _name(self, each: str, label: Label) -> Iterator[str]:
        """Yield a name, and the thin line that leads to it."""
        is_first, last = each == self.first, max(self.series[each])
        start, end = (self._x(last) + 5, label.at), (self._names_at - 4, label.middle)
        way = "M{} {}L{} {}".format(*map(short, (*start, *end)))
        yield f'<path d="{way}" fill="none" stroke-width="0.8" style="stroke:{variable("rule-strong")}"/>'
        for number, line in enumerate(label.lines):
            y = label.middle - label.height / 2 + LINE_HEIGHT * (number + 0.5) + 4.5
            yield chart_text(
                self._names_at, y, line, bold=is_first, colour=_accent(self.row, words=True) if is_first else "ink"
            )

    def _shown(self, value: float) -> str:
        """Return a figure as it is written."""
        return f"{100 * value:.0f}\u202f%" if self.is_share else f"{value:.0f}"


def _lines_chart(row: FindingRow) -> tuple[float, list[str]] | None:
    """Return height and parts of a chart of lines; None where there are fewer than two years."""
    lines = _Lines(row)
    return (lines.height, list(lines.draw())) if len(lines.years) > 1 and lines.series else None


def steps(most: float, *, is_share: bool) -> tuple[float, float]:
    """Return the step of a scale, and where it ends: quarters, or 1, 2 or 5 times a power of ten, at most five steps.

    Args:
        most: The highest value.
        is_share: Whether values are shares of one.
    """
    if is_share:
        return 0.25, max(0.25, math.ceil(most * 4) / 4)
    power = 10 ** max(0, math.floor(math.log10(max(most, 1))) - 1)
    step = next(each * power for each in (1, 2, 5, 10, 20, 50) if most <= 5 * each * power)
    return step, step * max(1, math.ceil(most / step))


# -- bars -----------------------------------------------------------------------------------------------------------------


def _bars_chart(row: FindingRow) -> tuple[float, list[str]] | None:
    """Return height and parts of a chart of bars: parts of wholes, or plain bars where all have the same whole or none."""
    points = row.points[:BARS_MAX]
    if not points:
        return None
    are_parts = len({point.of for point in points}) > 1
    most = max((point.of or 0) if are_parts else point.count for point in points) or 1
    values = [_value(point, are_parts=are_parts) for point in points]
    room = WIDTH - 2 * MARGIN - max(map(text_width, values)) - 8
    parts, y = [], 4.0
    for point, value in zip(points, values, strict=True):
        said = f"{point.name}{f' ({point.at})' if point.at else ''}: {value}"
        parts.append(f"<g><title>{escape(said)}</title>{_bar_name(point, y + 12)}")
        y += LINE_HEIGHT + 2
        whole, long = (room * each / most for each in ((point.of or 0) if are_parts else 0, point.count))
        if whole:
            parts.append(_bar(y, whole, f"fill:{variable('paper-sunk')};stroke:{variable('rule-strong')}"))
        parts.append(_bar(y, long, f"fill:{variable(_accent(row))}"))
        parts.append(chart_text(MARGIN + max(long, whole) + 7, y + BAR_HEIGHT - 0.5, value, colour="ink-2") + "</g>")
        y += BAR_HEIGHT + BAR_GAP
    more = len(row.points) - len(points)
    if more:
        parts.append(chart_text(MARGIN, y + 6, f"{more} more in the table of figures", colour="ink-2", small=True))
        y += 14
    return y, parts


def _bar(y: float, width: float, style: str) -> str:
    """Return a bar."""
    return f'<rect x="{MARGIN}" y="{short(y)}" width="{short(width)}" height="{BAR_HEIGHT}" style="{style}"/>'


def _bar_name(point: Point, y: float) -> str:
    """Return the name above a bar, with what else is said of it, cut where both are too long."""
    room = WIDTH - 2 * MARGIN
    name = _cut(point.name, room)
    rest = _cut(point.at, room - text_width(name) - 8) if point.at else ""
    more = f'<tspan dx="8" style="fill:{variable("ink-2")};font-size:{SMALL_SIZE}px">{escape(rest)}</tspan>' if rest else ""
    return chart_text(MARGIN, y, name).replace("</text>", f"{more}</text>")


def _value(point: Point, *, are_parts: bool) -> str:
    """Return what stands behind a bar."""
    if are_parts and point.of:
        return f"{point.count} of {point.of}, {percent(point.count, point.of)}"
    return f"{point.count}"


# -- texts ----------------------------------------------------------------------------------------------------------------


def _accent(row: FindingRow, *, words: bool = False) -> str:
    """Return the colour of what the finding speaks of: that of its direction, or ink for both."""
    if not row.direction:
        return "ink" if words else "work"
    return DIRECTIONS[cast("DirectionId", row.direction)] + ("-text" if words else "")


def _cut(text: str, width: float) -> str:
    """Return text cut to a width."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def chart_text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "",
    colour: str = "ink",
    bold: bool = False,
    small: bool = False,
    over_lines: bool = False,
) -> str:
    """Return a text as SVG.

    Args:
        x: Where it stands, in pixels.
        y: The line on which its letters stand.
        text: What it says; it is escaped.
        anchor: ``middle`` or ``end``, where it does not begin at its place.
        colour: Of `codev.show.looks.COLOURS`.
        bold: Whether it is set bold.
        small: Whether it is set small.
        over_lines: Whether it has a rim, so that it can be read where lines pass behind it.
    """
    style = f"fill:{variable(colour)}"
    style += f";font-size:{SMALL_SIZE}px" if small else ""
    style += f";{halo()}" if over_lines else ""
    extras = (f' text-anchor="{anchor}"' if anchor else "") + (' font-weight="600"' if bold else "")
    return f'<text x="{short(x)}" y="{short(y)}"{extras} style="{style}">{escape(text)}</text>'
