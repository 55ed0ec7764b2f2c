"""The timeline as a still picture: what it shows at first, for print, without scripts, and until they run.

Lanes, years, marks and arrows are those of the script (`site/frontend/src/graph/timeline-layout.ts`); names stand whole and
never cover one another.  Where no family has a lane there is no picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from codev.atlas import Atlas
from codev.graph import Relation, edges_between, graph_of
from codev.query.answers.loops import find_loops
from codev.show.columns_picture import Url
from codev.show.looks import ARROW_DASHES, SHAPES, STROKES, UNVERIFIED_DASHES, variable
from codev.show.svg import halo, short, text_width
from codev.show.timeline import Lanes, arrows_of, lanes_of
from codev.show.words import ARROWS, KINDS

WIDTH, ROW_HEIGHT, HEAD_HEIGHT, TOP = 1000, 20, 26, 26
"""Units of the picture, which are pixels at its natural size."""

INDENT, STEP, BEFORE, AFTER = 20, 16, 10, 14
"""From the line of a year to its marks, from a thing to what came from it in one year, and from a mark to either end."""

STEPS_MAX = 3
"""Steps within a year that are told apart."""

YEARS_MAX, EARLY_SHARE = 8, 0.05
"""Where there are more years than these, the first column holds this share of the things at the most, of all earlier years."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands.

    Attributes:
        x: The middle of its mark.
        y: The same.
        label_x: Where its name begins.
        is_left: Whether the name stands to the left of the mark.
    """

    x: float
    y: float
    label_x: float
    is_left: bool


@dataclass(frozen=True, slots=True)
class TimelineThing:
    """A named thing of the timeline, as the table behind the picture shows it.

    Attributes:
        name: Its name in the graph.
        family: The name of its lane's family.
        year: Its year.
        before: What it came from, or was judged by, each with the arrow's word.
        after: What it led to, or judged.
    """

    name: str
    family: str
    year: int
    before: Sequence[tuple[str, str]]
    after: Sequence[tuple[str, str]]


def timeline_rows(atlas: Atlas) -> list[TimelineThing]:
    """Return what the timeline shows at first, lane by lane, with the arrows between.

    Args:
        atlas: The knowledge base.
    """
    graph, lanes, families = graph_of(atlas), lanes_of(atlas), _family_names(atlas)
    arrows = _arrows_between(atlas, lanes.first)
    rows = []
    for name in lanes.first:
        before = [(word, source) for source, target, word in arrows if target == name]
        after = [(word, target) for source, target, word in arrows if source == name]
        rows.append(TimelineThing(name, families[lanes.lane[name] or ""], graph.nodes[name]["year"], before, after))
    return rows


def timeline_svg(atlas: Atlas, *, url: Url, behind: str = "The table below holds the same.") -> str | None:
    """Return the picture, or None where nothing has a lane.

    Args:
        atlas: The knowledge base.
        url: Returns the address of what a node stands for, or None.
        behind: Where the same is said in words.

    Returns:
        An SVG element, to stand in a page.
    """
    lanes = lanes_of(atlas)
    return _TimelinePicture(atlas, lanes, url).draw(behind) if lanes.first else None


def _arrows_between(atlas: Atlas, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the arrows between some things."""
    shown = set(names)
    return [each for each in arrows_of(graph_of(atlas)) if each[0] in shown and each[1] in shown]


def _family_names(atlas: Atlas) -> dict[str, str]:
    """Return the names of the families by their ids."""
    return {family.id: family.name for family in atlas.taxonomy.families}


def columns(years: Sequence[int]) -> dict[int, float]:
    """Return where the column of each year begins; years before the first column stand in it.

    Args:
        years: The years of all that is shown, at least one.
    """
    known = sorted(years)
    is_long = known[-1] - known[0] >= YEARS_MAX
    first = known[int(len(known) * EARLY_SHARE)] if is_long else known[0]
    width = WIDTH / (known[-1] - first + 1)
    return {year: max(0, year - first) * width for year in range(known[0], known[-1] + 1)}


class _TimelinePicture:
    """The leading lanes with what they show at first, and counts of the others."""

    def __init__(self, atlas: Atlas, lanes: Lanes, url: Url) -> None:
        """Place everything."""
        self._graph, self._lanes, self._url = graph_of(atlas), lanes, url
        self._arrows = _arrows_between(atlas, lanes.first)
        loops = [row.artifacts for row in find_loops(atlas).rows]
        self._in_loop = {name for loop in loops for name in loop}
        self._closing = {(loop[-1], loop[0]) for loop in loops}
        self._names = _family_names(atlas)
        self._columns = columns([self._year(name) for name in lanes.first])
        self._steps = self._steps_within_years()
        self._places: dict[str, Place] = {}
        self._heads: list[tuple[float, str, str]] = []
        self._height = self._place_lanes()

    def _year(self, name: str) -> int:
        """Return the year of a thing; all that is shown at first has one."""
        return int(self._graph.nodes[name]["year"])

    def _label(self, name: str) -> str:
        """Return the name to show."""
        return str(self._graph.nodes[name]["label"])

    def _steps_within_years(self) -> Mapping[str, int]:
        """Return how many steps a thing is after others of its year."""
        steps = dict.fromkeys(self._lanes.first, 0)
        within = [
            (source, target)
            for source, target, word in self._arrows
            if word != "judged" and self._year(source) == self._year(target) and (source, target) not in self._closing
        ]
        for _ in range(STEPS_MAX):
            for source, target in within:
                steps[target] = max(steps[target], min(STEPS_MAX, steps[source] + 1))
        return steps

    def _place_lanes(self) -> float:
        """Place lane by lane; returns the height of all."""
        by_lane: dict[str, list[str]] = {}
        for name in self._lanes.first:
            by_lane.setdefault(self._lanes.lane[name] or "", []).append(name)
        sizes: dict[str, int] = {}
        for family in self._lanes.lane.values():
            sizes[family or ""] = sizes.get(family or "", 0) + 1
        y = float(TOP)
        for family, names in by_lane.items():
            note = f"{len(names)} of {sizes[family]}" if len(names) < sizes[family] else str(sizes[family])
            self._heads.append((y, self._names[family], note))
            rows: list[list[tuple[float, float]]] = []
            for name in sorted(names, key=lambda name: (self._year(name), self._steps[name])):
                self._place(name, y + HEAD_HEIGHT, rows)
            y += HEAD_HEIGHT + len(rows) * ROW_HEIGHT + BEFORE
        rest = sum(sizes.values()) - len(self._lanes.first)
        self._heads.append((y, "Not named here", f"{rest} models and datasets"))
        return y + HEAD_HEIGHT

    def _place(self, name: str, top: float, rows: list[list[tuple[float, float]]]) -> None:
        """Place a thing in the first row where it covers nothing."""
        x = self._columns[self._year(name)] + INDENT + self._steps[name] * STEP
        width = text_width(self._label(name))
        is_left = x + AFTER + width > WIDTH
        begin, end = (x - AFTER - width, x + BEFORE) if is_left else (x - BEFORE, x + AFTER + width)
        row = next(
            (at for at, taken in enumerate(rows) if all(end <= left or right <= begin for left, right in taken)), len(rows)
        )
        if row == len(rows):
            rows.append([])
        rows[row].append((begin, end))
        self._places[name] = Place(x, top + (row + 0.5) * ROW_HEIGHT, x - AFTER if is_left else x + AFTER, is_left)

    def draw(self, behind: str) -> str:
        """Return the element, which says where the same is said in words."""
        said = escape(f"Timeline: models and datasets by family and year. {behind}".rstrip(), quote=True)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {short(self._height)}" role="group" '
            f'aria-label="{said}" style="font:13px var(--codev-sans,sans-serif)" fill="currentColor">'
            f"{''.join(self._grid())}{''.join(self._lines())}{''.join(map(self._thing, self._places))}</svg>"
        )

    def _grid(self) -> Iterable[str]:
        """Yield the years and the heads of the lanes."""
        rule, ink = variable("rule"), variable("ink-2")
        firsts = {x: year for year, x in self._columns.items()}
        is_early = len(firsts) < len(self._columns)
        for x, year in firsts.items():
            words = f"until {year}" if is_early and x == 0 else str(year)
            yield f'<path d="M{short(x + 4)} 20V{short(self._height)}" fill="none" style="stroke:{rule}"/>'
            yield f'<text x="{short(x + 4)}" y="14" style="fill:{ink}">{words}</text>'
        for y, name, note in self._heads:
            yield f'<path d="M0 {short(y)}H{WIDTH}" fill="none" style="stroke:{rule}"/>'
            yield (
                f'<text x="4" y="{short(y + 18)}" style="{halo()}"><tspan font-weight="700">{escape(name)}</tspan>'
                f'<tspan style="fill:{ink}"> {escape(note)}</tspan></text>'
            )

    def _lines(self) -> Iterable[str]:
        """Yield the arrows."""
        for source, target, word in self._arrows:
            edges = [each for each in edges_between(self._graph, source, target) if each["relation"] in ARROWS[word]]
            stroke = variable(STROKES[Relation(edges[0]["relation"])])
            dashes = ARROW_DASHES.get(word) or (UNVERIFIED_DASHES if all(each["unverified"] for each in edges) else "")
            look = f'stroke-dasharray="{dashes}" stroke-linecap="round"' if dashes else ""
            line, tip = _route(self._places[source], self._places[target])
            yield f'<path d="{line}" fill="none" stroke-width="1.2" opacity=".6" style="stroke:{stroke}" {look}/>'
            yield f'<path d="{tip}" opacity=".8" style="fill:{stroke}"/>'

    def _thing(self, name: str) -> str:
        """Return a thing: a link to its page."""
        place, kind = self._places[name], str(self._graph.nodes[name]["kind"])
        corner = f"translate({short(place.x - 5.5)} {short(place.y - 5.5)}) scale(.92)"
        ring = ""
        if name in self._in_loop:
            ends = f"{short(place.x - 9.5)} {short(place.y)}", f"{short(place.x + 9.5)} {short(place.y)}"
            ring = "".join(
                f'<path d="M{ends[0]}A9.5 9.5 0 0 {sweep} {ends[1]}" fill="none" stroke-width="1.8" '
                f'style="stroke:{variable(STROKES[relation])}"/>'
                for sweep, relation in ((1, Relation.PRODUCES), (0, Relation.TRAINS))
            )
        anchor = ' text-anchor="end"' if place.is_left else ""
        said = f"{self._label(name)}, {KINDS[kind][0].lower()}, {self._year(name)}{', in a loop' if ring else ''}"
        drawn = (
            f'<title>{escape(said)}</title>{ring}<path d="{SHAPES[kind].path}" transform="{corner}" '
            f'style="fill:{variable(kind)}"/><text x="{short(place.label_x)}" y="{short(place.y + 4.5)}"{anchor} '
            f'style="{halo()}">{escape(self._label(name))}</text>'
        )
        address = self._url(name)
        return f'<a href="{escape(address, quote=True)}">{drawn}</a>' if address else f"<g>{drawn}</g>"


def _route(start: Place, end: Place) -> tuple[str, str]:
    """Return the line and the tip of an arrow: it reaches its target from the side on which there is no name."""
    side = 1 if end.is_left else -1
    x, y = end.x + side * 9, end.y
    down = y - start.y
    numbers: list[float]
    if (start.x < x - 2) if side < 0 else (start.x > x + 2):
        bend = min(90.0, abs(x - start.x) * 0.7)
        over = -18 if abs(down) < 1 else 0
        numbers = [start.x, start.y + down * 0.75 + over, x + side * bend, y + over, x, y]
    else:
        out = (min if side < 0 else max)(start.x, x) + side * (10 + min(40.0, abs(down) / 6))
        numbers = [max(2, out), start.y, max(2, out), y, x, y]
    line = f"M{short(start.x)} {short(start.y)}C" + " ".join(map(short, numbers))
    return line, f"M{short(x)} {short(y)}l{side * 7}-3.5v7z"
