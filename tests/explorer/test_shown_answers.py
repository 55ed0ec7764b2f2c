"""What the page draws of an answer: cells lead to their works, reasons are said, charts are true, tables stay as they are."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import parse_qs, urlencode

import pyarrow as pa
import pytest

from codev import Atlas
from codev.explorer.results.charts import OTHERS as OTHER_TERMS
from codev.explorer.state.address import address, read_address
from codev.explorer.widgets.matrix import asked_by_cell
from codev.limits.questions import FACET_VALUES_MAX
from codev.query import DependenceRow, Facets, Query, Rq1Cell, Rq2Cell, rq1, rq2, run, trends
from codev.show.matrices import OTHERS, question_matrix
from codev.show.words import CHAIN_REASONS
from explorer.conftest import OpenPage, assert_healthy, drawn, said
from explorer.test_app import switch


def test_the_facets_of_a_cell_ask_for_all_its_works_however_many(atlas: Atlas) -> None:
    many = 0
    for question, axes in (("rq1", ("capability", "stage")), ("rq2", ("capability", "model"))):
        for level in ("subsection", "node"):
            rows: Sequence[Rq1Cell | Rq2Cell] = rq1(atlas, level=level) if question == "rq1" else rq2(atlas, level=level)
            for across in axes:
                matrix = question_matrix(atlas, rows, across, address_of=lambda _: "", is_exact=level == "node", is_whole=False)
                for cell in (each for each in matrix.cells.values() if len(each.works) > FACET_VALUES_MAX):
                    asked = asked_by_cell(atlas, Facets(), matrix, cell)
                    if asked is not None:
                        found = set(run(atlas, Query.build("works", **asked)).works())
                        assert found == set(cell.works), (question, level, cell.name)
                        many += 1
                    else:
                        assert cell.column == OTHERS, "the other models are no facet"
    assert many > 5, "more works than an address may name"


def test_the_facets_of_a_cell_keep_those_that_are_chosen(open_page: OpenPage) -> None:
    page = open_page("question=rq2&node=data-filter&scope=extended&cell=data-filter~cross-modal-similarity")
    number = re.search(r"\*\*([\d,]+) works?, ", said(page))
    assert number is not None
    page.button(key="cell_to_works").click().run()
    assert_healthy(page)
    assert page.query_params["scope"] in ("extended", ["extended"])
    assert len(page.dataframe[0].value) == int(number[1])


def test_self_boosted_chains_say_why(open_page: OpenPage, facts_atlas: Atlas) -> None:
    rows = run(facts_atlas, Query.build("chains", paradigm="self-boosted")).rows
    said_why = open_page("question=chains&paradigm=self-boosted").dataframe[0].value["The trained model is"]
    assert list(said_why) == [CHAIN_REASONS[row.because] for row in rows]  # type: ignore[attr-defined]


def test_the_name_of_a_method_leads_to_its_work(open_page: OpenPage) -> None:
    page = open_page("question=similar&of=DataComp")
    assert not page.error
    assert page.selectbox(key="w_of").value == "gadre2023datacomp"


def test_a_share_says_what_it_divides_by(open_page: OpenPage, facts_atlas: Atlas) -> None:
    (row,) = run(facts_atlas, Query.build("dependence", model="gpt-4")).rows
    assert isinstance(row, DependenceRow)
    figures = {each.label: each.value for each in open_page("question=dependence&model=gpt-4").metric}
    assert figures[f"Of {row.of:,} introduced datasets"] == f"{row.transitive / row.of:.0%}"
    assert figures[f"Of {row.recorded:,} with a recorded origin"] == f"{row.transitive / row.recorded:.0%}"


@pytest.mark.parametrize("by", ["modality", "stage", "model"])
@pytest.mark.parametrize("height", ["numbers", "shares"])
def test_lines_of_trends_draw_what_the_table_holds(open_page: OpenPage, facts_atlas: Atlas, by: str, height: str) -> None:
    page = open_page(f"question=trends&by={by}&chart={height}")
    rows = trends(facts_atlas, by=by)
    (chart,) = page.get("vega_lite_chart")
    specification = json.loads(chart.proto.spec)
    assert specification["mark"]["type"] == "line", "nothing is added up"
    (data,) = chart.proto.datasets
    drawn_values = pa.ipc.open_stream(data.data.data).read_pandas()
    table = page.dataframe[0].value
    per_year = {year: {work for row in rows if row.year == year for work in row.works} for year in table["Year"]}
    found = {(row["year"], row["term"]): row for _, row in drawn_values.iterrows()}
    named = set(drawn_values["term"]) - {OTHER_TERMS}
    for _, line in table.iterrows():
        if line["Term"] in named:
            drawn_line = found[line["Year"], line["Term"]]
            assert drawn_line["works"] == line["Works"]
            assert drawn_line["of"] == len(per_year[line["Year"]])
            assert drawn_line["share"] == pytest.approx(line["Works"] / len(per_year[line["Year"]]))
    at_all = {(line["Year"], line["Term"]) for _, line in table.iterrows()}
    assert all(row["works"] == 0 for place, row in found.items() if place[1] in named and place not in at_all)


def random_questions(atlas: Atlas, number: int) -> list[str]:
    """Return addresses of dependence and trends with random facets, the same at each run."""
    chance = random.Random(15)  # noqa: S311 - no secret
    years = sorted({work.year for work in atlas.works.values()})
    bys = ["modality", "stage", "model", "dataset", "enhanced", "openness"]
    asked = []
    for turn in range(10 * number):
        since = f"year={chance.choice(years[:-1])}.."
        asked.append(f"question=trends&by={chance.choice(bys)}&{since}" if turn % 2 else f"question=dependence&{since}")
    return list(dict.fromkeys(asked))[:number]


def test_charts_draw_what_their_tables_hold(open_page: OpenPage, facts_atlas: Atlas) -> None:
    looked_at = 0
    questions = random_questions(facts_atlas, 30)
    assert len(questions) == 30
    for asked in questions:
        page = open_page(asked)
        for chart in page.get("vega_lite_chart"):
            marks = pa.ipc.open_stream(chart.proto.datasets[0].data.data).read_pandas()
            table = page.dataframe[0].value
            encoding = json.loads(chart.proto.spec)["encoding"]
            height, column = ("y", "Works") if "trends" in asked else ("x", "In all")
            assert not {"aggregate", "bin", "stack"} & set(encoding[height]), asked
            for _, mark in marks[marks["row"] != ""].iterrows():
                line = table.iloc[int(mark["row"]) - 1]
                assert mark[encoding[height]["field"]] == line[column], asked
                assert mark["term" if "trends" in asked else "model"] == line["Term" if "trends" in asked else "On"], asked
                looked_at += 1
    assert looked_at > 100


def test_a_row_and_what_sorts_its_table_survive_another_tab(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("question=chains&row=3")
    rows = list(run(facts_atlas, Query.build("chains")).rows)
    columns = list(page.dataframe[0].value.columns)
    number = str(columns.index("Dataset") + 1)
    page.selectbox(key="w_sort").set_value(f"-{number}").run()
    assert_healthy(page)
    shown = [str(each).casefold() for each in page.dataframe[0].value["Dataset"]]
    assert len(shown) == len(rows)
    assert shown == sorted(shown, reverse=True)
    assert page.selectbox(key="w_row").value == "3", "a row keeps its number however the table is sorted"
    card = drawn(page)
    switch(page, "Similar")
    assert "sort" not in page.query_params
    switch(page, "Dependence")
    page.selectbox(key="w_row").set_value("1").run()
    switch(page, "Loops")
    assert page.query_params["sort"] in (f"-{number}", [f"-{number}"])
    assert page.selectbox(key="w_row").value == "3"
    assert drawn(page) == card
    # Another question has other columns and rows.
    page.segmented_control(key="question_loops").set_value("loops").run()
    assert_healthy(page)
    assert page.selectbox(key="w_sort").value is None
    assert page.selectbox(key="w_row").value is None


@pytest.mark.parametrize("title", ["Year", "Title", "Venue"])
def test_a_table_is_sorted_as_people_sort_with_empty_values_last(open_page: OpenPage, title: str) -> None:
    columns = list(open_page("question=works").dataframe[0].value.columns)
    for sign in ("", "-"):
        page = open_page(f"question=works&sort={sign}{columns.index(title) + 1}")
        values = [each for each in page.dataframe[0].value[title] if each != ""]
        assert all(each == "" for each in list(page.dataframe[0].value[title])[len(values) :])
        folded = [each.casefold() if isinstance(each, str) else each for each in values]
        assert folded == sorted(folded, reverse=sign == "-")


@pytest.mark.parametrize("sort", ["99", "0", "x", "--1"])
def test_a_column_that_is_not_there_sorts_nothing(open_page: OpenPage, sort: str) -> None:
    page = open_page(f"question=loops&sort={sort}")
    assert page.selectbox(key="w_sort").value is None
    assert "sort" not in page.query_params


def test_a_pasted_entry_survives_another_tab(open_page: OpenPage) -> None:
    page = open_page("view=checker")
    page.text_area(key="entry_text").set_value("key: nobody2024nothing").run()
    found = said(page)
    assert "finding" in found
    switch(page, "Works")
    switch(page, "Trends")
    switch(page, "Check")
    assert page.text_area(key="entry_text").value == "key: nobody2024nothing"
    assert said(page) == found


def test_a_matrix_from_memory_is_the_one_that_is_asked_for(open_page: OpenPage) -> None:
    asked = "question=pivot&rows=modality&columns=stage"
    ways = ["", "&unit=claim", "&share=row", "&cell=video~finetune", "&year=2023.."]
    first = {way: drawn(open_page(asked + way))[0] for way in ways}
    assert len(set(first.values())) == len(ways)
    for way, shown in first.items():
        assert drawn(open_page(asked + way))[0] == shown
        cells = {unescape(each) for each in re.findall(r'href="(\?[^"]*cell=[^"]*)"', shown)}
        assert cells
        for cell in cells:
            state, problems = read_address(parse_qs(cell.removeprefix("?")))
            assert problems == ()
            assert cell == "?" + urlencode(address(state), doseq=True)
            assert (way in cell) or way.startswith("&cell")


def test_a_table_from_memory_has_the_columns_and_the_order_that_are_asked_for(open_page: OpenPage) -> None:
    for asked in ("question=works", "question=works&sort=3", "question=claims", "question=works&year=2023"):
        first, again = (open_page(asked).dataframe[0].value for _ in range(2))
        assert first.equals(again)
    whole, narrow = (open_page(f"question=works{year}").dataframe[0].value for year in ("", "&year=2023"))
    assert set(narrow["Key"]) == {key for key, year in zip(whole["Key"], whole["Year"], strict=True) if year == 2023}
