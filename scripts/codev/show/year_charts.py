"""Charts of works by year, as SVG: lines on a true axis of time, in the colour of their direction.

Each year has its place, one without works too: a line goes down to nothing there.  Lines are never stacked, since a work may
count for several of them.  Years that may still grow are dashed.  A small chart has its own scale and says its highest number;
a large one has a scale, and its names stand at the lines.  What has no work in any year is not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap

from markupsafe import Markup

from codev.show.charts import LINE_HEIGHT, NAME_LETTERS, SMALL_SIZE, WIDTH, Label, chart_text, spread, steps
from codev.show.looks import variable
from codev.show.svg import TEXT_SIZE, short, text_width

YEAR_WIDTH = 36
"""What the number of a year takes below the axis: years between are left out where they do not fit."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of a chart.

    Attributes:
        name: What it counts.
        colour: Of `codev.show.looks.COLOURS`; words take the one with ``-text`` behind it where there is one.
        counts: The number of works by year; years that are left out have none.
    """

    name: str
    colour: str
    counts: Mapping[int, int]

    @property
    def words_colour(self) -> str:
        """The colour of its name and numbers."""
        return f"{self.colour}-text" if self.colour in ("d2m", "m2d") else self.colour


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the area of the lines stands in the picture."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


LARGE = _Frame(width=WIDTH, height=250, left=40, right=128, top=18, bottom=26)
SMALL = _Frame(width=180, height=84, left=6, right=22, top=20, bottom=18)


def years_svg(
    label: str, lines: Sequence[YearLine], years: range, complete_until: int | None, *, is_large: bool = False
) -> Markup | None:
    """Return a chart of works by year.

    Args:
        label: What it shows, for who does not see it.
        lines: The lines; those without a work are left out.
        years: All years of the axis, without a hole.
        complete_until: The last year of which all works may be there; None where every year is whole.
        is_large: Whether it stands alone, with a scale and names; otherwise it is one of many.

    Returns:
        An SVG element; None where no line has a work, or where there are fewer than two years.
    """
    drawn = [line for line in lines if any(line.counts.get(year) for year in years)]
    if not drawn or len(years) < 2:
        return None
    chart = _Chart(drawn, years, complete_until if complete_until is not None else years[-1], LARGE if is_large else SMALL)
    said = "; ".join(f"{line.name}: {_numbers(line, years)}" for line in drawn)
    frame = chart.frame
    return Markup(  # noqa: S704 - every text in it is escaped here
        f'<svg class="codev-years-chart" role="img" aria-label="{escape(f"{label}. {said}")}" '
        f'viewBox="0 0 {short(frame.width)} {short(frame.height)}" width="{short(frame.width)}" height="{short(frame.height)}" '
        f'style="font:{TEXT_SIZE}px var(--codev-sans,sans-serif)">{"".join(chart.parts(is_large=is_large))}</svg>'
    )


def _numbers(line: YearLine, years: range) -> str:
    """Return the numbers of a line in words; years without works are left out."""
    return ", ".join(f"{year} {line.counts[year]}" for year in years if line.counts.get(year))


class _Chart:
    """A chart with its scales."""

    def __init__(self, lines: Sequence[YearLine], years: range, complete: int, frame: _Frame) -> None:
        self.lines, self.years, self.complete, self.frame = lines, years, complete, frame
        self.most = max(count for line in lines for count in line.counts.values())
        self.step, self.end = steps(self.most, is_share=False)

    def x(self, year: int) -> float:
        """Return where a year stands: each as far from the next as any other."""
        room = self.frame.width - self.frame.left - self.frame.right
        return self.frame.left + room * (year - self.years[0]) / (len(self.years) - 1)

    def y(self, count: float) -> float:
        """Return how high a number stands."""
        room = self.frame.height - self.frame.top - self.frame.bottom
        return self.frame.top + room * (1 - count / self.end)

    def parts(self, *, is_large: bool) -> list[str]:
        """Return the parts: scale and axis, then lines, then words over them."""
        parts = [*(self._scale() if is_large else []), *self._axis(is_large=is_large)]
        for line in self.lines:
            parts += self._line(line, radius=3 if is_large else 0)
        return parts + (self._names() if is_large else self._peaks())

    def _scale(self) -> list[str]:
        """Return the lines of the scale with their numbers."""
        parts, right = [], short(self.frame.width - self.frame.right)
        for number in range(1, round(self.end / self.step) + 1):
            at = self.y(number * self.step)
            parts.append(f'<path d="M{short(self.frame.left)} {short(at)}H{right}" style="stroke:{variable("rule")}"/>')
            parts.append(_small(self.frame.left - 6, at + 4, f"{number * self.step:.0f}", "ink-2", anchor="end"))
        return parts

    def _axis(self, *, is_large: bool) -> list[str]:
        """Return the axis with its years: as many as fit of a large chart, the first and the last of a small one."""
        base, right = self.y(0), self.frame.width - self.frame.right
        parts = [f'<path d="M{short(self.frame.left)} {short(base)}H{short(right)}" style="stroke:{variable("rule-strong")}"/>']
        every = len(self.years) - 1
        if is_large:
            every = math.ceil(YEAR_WIDTH * every / (right - self.frame.left))
        for year in self.years:
            is_named = (self.years[-1] - year) % every == 0
            tick = 4 if is_named else 2
            parts.append(f'<path d="M{short(self.x(year))} {short(base)}v{tick}" style="stroke:{variable("rule-strong")}"/>')
            if is_named:
                anchor = "middle" if is_large or year == self.years[-1] else ""
                shown = f"{year}*" if year > self.complete else f"{year}"
                parts.append(_small(self.x(year), base + 15, shown, "ink-2", anchor=anchor))
        return parts

    def _line(self, line: YearLine, *, radius: float) -> list[str]:
        """Return a line through all years, with a place to point at for each year that has works."""
        parts = []
        for before, after in pairwise(self.years):
            ends = (self.x(before), self.y(line.counts.get(before, 0)), self.x(after), self.y(line.counts.get(after, 0)))
            dashes = ' stroke-dasharray="3 3"' if after > self.complete else ""
            style = f'style="stroke:{variable(line.colour)}"'
            parts.append(f'<path d="M{"L".join(_pairs(ends))}" fill="none" stroke-width="2"{dashes} {style}/>')
        for year in self.years:
            count = line.counts.get(year, 0)
            if count:
                title = f"<title>{escape(line.name)}, {year}: {count}</title>"
                place = f'cx="{short(self.x(year))}" cy="{short(self.y(count))}" r="{short(radius or 2)}"'
                parts.append(f'<circle {place} style="fill:{variable(line.colour)}">{title}</circle>')
        return parts

    def _names(self) -> list[str]:
        """Return the names at the ends of the lines, none over another."""
        last, at = self.years[-1], self.frame.width - self.frame.right + 10
        wishes = []
        for line in self.lines:
            end = self.y(line.counts.get(last, 0))
            wishes.append(Label(tuple(wrap(line.name, NAME_LETTERS)), end, end))
        parts = []
        for line, label in zip(self.lines, spread(wishes, self.frame.top, self.y(0)), strict=True):
            for number, words in enumerate(label.lines):
                y = label.middle - label.height / 2 + LINE_HEIGHT * (number + 0.5) + 4.5
                parts.append(chart_text(at, y, words, colour=line.words_colour, over_lines=True))
        return parts

    def _peaks(self) -> list[str]:
        """Return the highest number of each line; one that would stand over that of the line before is left to the table."""
        parts: list[str] = []
        taken: list[tuple[float, float]] = []
        for line in sorted(self.lines, key=lambda each: -max(each.counts.values())):
            year = max(self.years, key=lambda each: (line.counts.get(each, 0), each))
            half = text_width(str(line.counts[year])) / 2
            x = min(max(self.x(year), half), self.frame.width - half)
            y = self.y(line.counts[year]) - 5
            if all(abs(x - other) > YEAR_WIDTH or abs(y - above) > SMALL_SIZE for other, above in taken):
                parts.append(_small(x, y, str(line.counts[year]), line.words_colour, anchor="middle"))
                taken.append((x, y))
        return parts


def _pairs(values: Sequence[float]) -> list[str]:
    """Return points as a path has them."""
    return [f"{short(x)} {short(y)}" for x, y in zip(values[::2], values[1::2], strict=True)]


def _small(x: float, y: float, text: str, colour: str, *, anchor: str = "") -> str:
    """Return a small text, readable where lines pass behind it."""
    return chart_text(x, y, text, anchor=anchor, colour=colour, small=True, over_lines=True)
