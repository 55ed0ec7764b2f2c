"""Charts of findings: names never overlap, figures stand where they belong, and nothing in them can be anything but text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.model import Taxonomy
from codev.query import ask
from codev.query.answers.findings import FINDINGS, FindingRow, Point
from codev.show.charts import HEAD, LINE_HEIGHT, MARGIN, WIDTH, Label, _Lines, chart_svg, spread
from codev.show.svg import text_width
from small import small_atlas


def finding(atlas: Atlas, name: str) -> FindingRow:
    """Return one finding."""
    (row,) = ask(atlas, "findings", finding=name).rows
    assert isinstance(row, FindingRow)
    return row


@pytest.fixture(scope="module")
def nothing(taxonomy: Taxonomy) -> FindingRow:
    """Return a finding without figures."""
    return finding(small_atlas(taxonomy, {}), "roles")


def lines(nothing: FindingRow, *points: tuple[str, int, int, int | None], until: int = 2025) -> FindingRow:
    """Return a finding with figures over years."""
    made = tuple(Point(name, name, str(year), count, of) for name, year, count, of in points)
    return replace(nothing, points=made, complete_until=until, direction="model4data")


def bars(nothing: FindingRow, *points: tuple[str, str, int, int | None]) -> FindingRow:
    """Return a finding with figures by size."""
    made = tuple(Point(name, name, at, count, of) for name, at, count, of in points)
    return replace(nothing, chart="bars", points=made)


def drawn(row: FindingRow, *, alone: bool = False) -> Tag:
    """Return a chart as it was drawn."""
    picture = chart_svg(row, alone=alone)
    assert picture is not None
    svg = BeautifulSoup(picture, "xml").svg
    assert svg is not None
    return svg


# -- names beside lines ---------------------------------------------------------------------------------------------------

LABELS = st.lists(st.tuples(st.floats(0, 200), st.integers(1, 3)), max_size=12)


@given(LABELS)
def test_names_never_overlap_and_keep_their_order(wishes: list[tuple[float, int]]) -> None:
    labels = [Label(("x",) * count, at, at) for at, count in wishes]
    placed = spread(labels, 0, 220)
    assert [(each.lines, each.at) for each in placed] == [(each.lines, each.at) for each in labels]
    order = sorted(range(len(labels)), key=lambda each: (labels[each].middle, each))
    for above, below in pairwise([placed[each] for each in order]):
        assert above.middle + above.height / 2 <= below.middle - below.height / 2 + 1e-6
    if sum(each.height for each in labels) <= 220:
        for each in placed:
            assert each.middle - each.height / 2 >= -1e-6
            assert each.middle + each.height / 2 <= 220 + 1e-6


@pytest.mark.parametrize(
    ("wishes", "middles"),
    [
        ([], []),
        ([50.0], [50.0]),
        ([0.0], [7.5]),
        ([200.0], [192.5]),
        ([50.0, 100.0], [50.0, 100.0]),
        ([50.0, 50.0], [42.5, 57.5]),
        ([60.0, 50.0], [62.5, 47.5]),
        ([50.0, 51.0, 52.0], [36.0, 51.0, 66.0]),
        ([2.0, 3.0], [7.5, 22.5]),
    ],
)
def test_names_stand_as_near_as_they_can(wishes: list[float], middles: list[float]) -> None:
    placed = spread([Label(("x",), at, at) for at in wishes], 0, 200)
    assert [each.middle for each in placed] == middles


@pytest.mark.parametrize("name", [each.id for each in FINDINGS.values() if each.chart == "lines"])
def test_the_names_of_real_charts_do_not_overlap(atlas: Atlas, name: str) -> None:
    chart = _Lines(finding(atlas, name))
    labels = sorted(chart.labels(list(chart.series)), key=lambda each: each.middle)
    assert labels
    for above, below in pairwise(labels):
        assert above.middle + above.height / 2 <= below.middle - below.height / 2 + 1e-6
    assert labels[0].middle - labels[0].height / 2 >= HEAD - LINE_HEIGHT
    assert labels[-1].middle + labels[-1].height / 2 <= chart.height


# -- what is drawn --------------------------------------------------------------------------------------------------------


def test_a_line_goes_through_its_figures(nothing: FindingRow) -> None:
    svg = drawn(lines(nothing, ("A", 2024, 0, None), ("A", 2025, 10, None), ("B", 2024, 5, None), ("B", 2025, 5, None)))
    places = {
        title.get_text(): (float(str(dot["cx"])), float(str(dot["cy"]))) for dot in svg("circle") for title in dot("title")
    }
    assert set(places) == {"A, 2024: 0", "A, 2025: 10", "B, 2024: 5", "B, 2025: 5"}
    assert places["A, 2024: 0"][0] == places["B, 2024: 5"][0] < places["A, 2025: 10"][0]
    low, middle, high = (places[each][1] for each in ("A, 2024: 0", "B, 2024: 5", "A, 2025: 10"))
    assert middle == pytest.approx((low + high) / 2)
    assert high < low
    # The line that leads in the last complete year has the colour of the direction, and its figures in words.
    texts = [text.get_text() for text in svg("text") if "m2d-text" in str(text["style"])]
    assert texts == ["0", "10", "A"]


def test_a_year_without_a_figure_keeps_its_place(nothing: FindingRow) -> None:
    svg = drawn(lines(nothing, ("A", 2018, 3, None), ("A", 2019, 5, None), ("A", 2023, 4, None)))
    first, second, last = (float(str(circle["cx"])) for circle in svg("circle"))
    assert last - first == pytest.approx(5 * (second - first), abs=0.6)
    assert last < float(str(svg["width"]))


def test_years_that_may_grow_are_dashed_and_marked(nothing: FindingRow) -> None:
    points = [("A", year, year - 2020, None) for year in (2024, 2025, 2026)]
    svg = drawn(lines(nothing, *points))
    assert [path.get("stroke-dasharray") for path in svg("path") if path.get("stroke-width") == "2.6"] == [None, "5 4"]
    texts = [text.get_text() for text in svg("text")]
    assert "2026*" in texts
    assert "2025" in texts
    assert "* not complete" in texts
    complete = drawn(lines(nothing, *points, until=2026))
    assert "stroke-dasharray" not in str(complete)
    assert "*" not in complete.get_text()


def test_a_share_of_few_is_left_out_and_the_line_breaks(nothing: FindingRow) -> None:
    points = [("A", 2022, 5, 10), ("A", 2023, 3, 9), ("A", 2024, 5, 20), ("A", 2025, 10, 20)]
    svg = drawn(lines(nothing, *points))
    assert [title.get_text() for dot in svg("circle") for title in dot("title")] == [
        "A, 2022: 50\u202f%",
        "A, 2024: 25\u202f%",
        "A, 2025: 50\u202f%",
    ]
    assert len([path for path in svg("path") if path.get("stroke-width") == "2.6"]) == 1


def test_bars_are_as_long_as_their_figures(nothing: FindingRow) -> None:
    svg = drawn(bars(nothing, ("A", "here", 5, 20), ("B", "", 5, 10)))
    widths = [float(str(each["width"])) for each in svg("rect")]
    assert widths == [pytest.approx(4 * widths[1], abs=0.2), widths[1], pytest.approx(2 * widths[1], abs=0.2), widths[1]]
    assert [each.get_text() for each in svg("title")][1:] == ["A (here): 5 of 20, 25\u202f%", "B: 5 of 10, 50\u202f%"]


def test_bars_of_one_whole_are_plain(nothing: FindingRow) -> None:
    svg = drawn(bars(nothing, ("A", "", 8, 40), ("B", "", 2, 40)))
    first, second = (float(str(each["width"])) for each in svg("rect"))
    assert first == pytest.approx(4 * second, abs=0.3)
    assert [each.get_text() for each in svg("text")] == ["A", "8", "B", "2"]


def test_more_bars_than_can_be_drawn_are_told(nothing: FindingRow) -> None:
    svg = drawn(bars(nothing, *((f"N{number}", "", 30 - number, None) for number in range(15))))
    assert len(svg("rect")) == 12
    assert "3 more in the table of figures" in svg.get_text()


@pytest.mark.parametrize("name", list(FINDINGS))
@pytest.mark.parametrize("alone", [False, True])
def test_nothing_leaves_the_picture(atlas: Atlas, name: str, alone: bool) -> None:
    row = finding(atlas, name)
    svg = drawn(row, alone=alone)
    left, top, width, height = map(float, str(svg["viewBox"]).split())
    assert (left, width) == (0, WIDTH)
    for rect in svg("rect"):
        assert float(str(rect["x"])) + float(str(rect["width"])) <= WIDTH
        assert float(str(rect["y"])) + float(str(rect["height"])) <= top + height + 0.1
    for text in svg("text"):
        assert top <= float(str(text["y"])) <= top + height
        begin, scale = float(str(text["x"])), 11 / 13 if "font-size:11px" in str(text["style"]) else 1.0
        size = scale * text_width(text.get_text())
        if text.get("text-anchor") is None:
            assert begin + size <= WIDTH + MARGIN, text.get_text()
    assert svg["role"] == "img"
    labels = {each["id"]: each.get_text() for each in svg(["title", "desc"]) if each.get("id")}
    assert [labels[each] for each in str(svg["aria-labelledby"]).split()] == [
        row.caption,
        f"{row.sentence} The table of figures holds the same.",
    ]
    assert ("CoDev Atlas" in svg.get_text()) == alone


def test_a_chart_that_stands_alone_has_colours_without_a_style_sheet(atlas: Atlas) -> None:
    picture = chart_svg(finding(atlas, "roles"), alone=True)
    assert picture is not None
    assert re.findall(r"var\(--codev-(?!sans)[\w-]+\)", picture) == []
    assert "fill:var(--codev-paper,#fdfcfa)" in picture


def test_without_figures_nothing_is_drawn(nothing: FindingRow) -> None:
    assert chart_svg(nothing) is None
    assert chart_svg(bars(nothing)) is None
    assert chart_svg(lines(nothing, ("A", 2024, 1, None))) is None
    assert chart_svg(lines(nothing, ("A", 2024, 1, 2), ("A", 2025, 1, 2))) is None


def test_figures_that_are_all_none_are_drawn(nothing: FindingRow) -> None:
    for row in (bars(nothing, ("A", "", 0, 0)), lines(nothing, ("A", 2024, 0, None), ("A", 2025, 0, None))):
        assert "nan" not in str(drawn(row))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onload="x', "A&B", "\u202eabc", "</svg>"])
def test_names_stay_text(nothing: FindingRow, text: str) -> None:
    for row in (
        bars(nothing, (text, text, 1, 2), ("B", "", 1, 3)),
        lines(nothing, (text, 2024, 1, None), (text, 2025, 2, None)),
    ):
        svg = drawn(replace(row, caption=text, sentence=text, title=text), alone=True)
        assert not svg("script")
        assert {name for tag in svg([True]) for name in tag.attrs if name.startswith("on")} == set()
        assert text.split(maxsplit=1)[0] in svg.get_text().replace("\n", " ")
