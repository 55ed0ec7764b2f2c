"""Charts of works by year: each year has its place, nothing is stacked, and nothing in them can be anything but text."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from codev.show.looks import LIGHT
from codev.show.svg import TEXT_SIZE, text_width
from codev.show.year_charts import LARGE, SMALL, YearLine, years_svg

YEARS = range(2019, 2026)


def drawn(*lines: YearLine, years: range = YEARS, until: int | None = 2024, is_large: bool = False) -> Tag:
    """Return a chart as it was drawn."""
    picture = years_svg("Works", lines, years, until, is_large=is_large)
    assert picture is not None
    svg = BeautifulSoup(picture, "xml").svg
    assert svg is not None
    return svg


def steps_of(svg: Tag) -> list[tuple[float, float, float, float, bool]]:
    """Return the steps of lines from year to year: from, to, and whether they are dashed."""
    found = []
    for path in svg("path"):
        numbers = re.fullmatch(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", str(path["d"]))
        if numbers:
            x, y, to_x, to_y = map(float, numbers.groups())
            found.append((x, y, to_x, to_y, path.get("stroke-dasharray") is not None))
    return found


@pytest.mark.parametrize("is_large", [True, False])
def test_a_year_without_works_keeps_its_place(is_large: bool) -> None:
    svg = drawn(YearLine("A", "d2m", {2019: 4, 2024: 2}), is_large=is_large)
    steps = steps_of(svg)
    assert len(steps) == len(YEARS) - 1
    widths = {round(to_x - x) for x, _, to_x, _, _ in steps}
    assert len(widths) <= 2
    assert max(widths) - min(widths) <= 1
    base = max(to_y for _, _, _, to_y, _ in steps)
    at_zero = [y == base for _, y, _, _, _ in steps] + [steps[-1][3] == base]
    assert at_zero == [False, True, True, True, True, False, True]
    assert [title.get_text() for title in svg("title")] == ["A, 2019: 4", "A, 2024: 2"]


def test_lines_are_not_stacked_and_have_their_own_colours() -> None:
    alone, both = (
        drawn(YearLine("A", "d2m", {2020: 4})),
        drawn(YearLine("A", "d2m", {2020: 4}), YearLine("B", "m2d", {2020: 4})),
    )
    places = [(dot["cx"], dot["cy"]) for dot in both("circle")]
    assert places == [(dot["cx"], dot["cy"]) for dot in alone("circle")] * 2
    assert [LIGHT[name] in str(dot["style"]) for name, dot in zip(("d2m", "m2d"), both("circle"), strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("until", "dashed", "marked"), [(2024, 1, ["2025*"]), (2023, 2, ["2025*"]), (2025, 0, []), (None, 0, [])]
)
def test_years_that_may_grow_are_dashed(until: int | None, dashed: int, marked: list[str]) -> None:
    svg = drawn(YearLine("A", "d2m", {2020: 4}), until=until)
    assert sum(step[-1] for step in steps_of(svg)) == dashed
    assert [text.get_text() for text in svg("text") if "*" in text.get_text()] == marked


@pytest.mark.parametrize(
    ("lines", "years"),
    [((), YEARS), ((YearLine("A", "d2m", {}),), YEARS), ((YearLine("A", "d2m", {2020: 1}),), range(2020, 2021))],
)
def test_nothing_is_drawn_of_nothing(lines: tuple[YearLine, ...], years: range) -> None:
    assert years_svg("Works", lines, years, None) is None


def test_a_chart_says_its_figures_in_words_and_holds_only_text() -> None:
    line = YearLine('<b>&"', "d2m", {2020: 4, 2021: 0})
    picture = str(years_svg("Works", [line], YEARS, None, is_large=True))
    assert "<b>" not in picture
    svg = BeautifulSoup(picture, "xml").svg
    assert svg is not None
    assert svg["aria-label"] == 'Works. <b>&": 2020 4'


COUNTS = st.dictionaries(st.integers(1990, 2030), st.integers(1, 900), min_size=1)


@settings(deadline=None)
@given(COUNTS, COUNTS, st.booleans())
def test_no_word_overlaps_another_or_leaves_the_picture(one: dict[int, int], other: dict[int, int], is_large: bool) -> None:
    lines = [YearLine("Data → model", "d2m", one), YearLine("Model → data", "m2d", other)]
    known = {*one, *other}
    svg = years_svg("Works", lines, range(min(known), max(known) + 1), None, is_large=is_large)
    if svg is None:
        assert len(known) == 1
        return
    frame = LARGE if is_large else SMALL
    boxes = []
    for text in BeautifulSoup(svg, "xml")("text"):
        size = float((re.findall(r"font-size:(\d+)px", str(text["style"])) or [TEXT_SIZE])[0])
        width = text_width(text.get_text()) * size / TEXT_SIZE
        begin = float(str(text["x"])) - width * {"start": 0, "middle": 0.5, "end": 1}[str(text.get("text-anchor", "start"))]
        y = float(str(text["y"]))
        boxes.append((begin, begin + width, y - size * 0.72, y))
        assert begin >= -4
        assert begin + width <= frame.width + 4
        assert y - size * 0.72 >= 0
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other_left, other_right, other_top, other_bottom in boxes[number + 1 :]:
            assert right <= other_left + 1 or other_right <= left + 1 or bottom <= other_top + 1 or other_bottom <= top + 1
