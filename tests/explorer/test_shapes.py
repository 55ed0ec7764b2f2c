"""Data shaped for tables and pictures: frames, matrices, heat maps, graphs, options."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev import Atlas
from codev.explorer.arrows import PICTURE_EDGES_MAX, Step, _quoted, graph_source, steps_between, steps_of
from codev.explorer.console import CHARTS, chart_of, numeric_columns, result_frame
from codev.explorer.frames import Namer, frame, say_basis
from codev.explorer.matrix import JOINT, cell_frame, fold_cells, folded_status, in_order, most_frequent
from codev.explorer.options import artifact_options, facet_options, resolver, thing_options, told_apart, work_options
from codev.explorer.pictures import counted_colours, heat_map, term_colours, year_bars
from codev.explorer.theme import theme_settings
from codev.explorer.views import console as console_view
from codev.export.sql import SqlResult
from codev.export.sqlite import open_database
from codev.model import Taxonomy
from codev.query import ROWS, Column, Facets, Query, Question, gaps, lineage, loops, rq1, rq2, run, thin_evidence
from codev.show.looks import DARK, LIGHT, Palette
from codev.show.words import BASES
from small import small_atlas

NEEDS = {
    "lineage": {"of": "sam"},
    "neighbours": {"of": "sam"},
    "path": {"of": "sam", "to": "clip"},
    "similar": {"of": "liu2023visual"},
}


@pytest.mark.parametrize("question", [question.value for question in Question])
def test_every_answer_is_a_table_without_raw_ids(facts_atlas: Atlas, question: str) -> None:
    values = {**NEEDS.get(question, {}), **({"model": "gpt-4"} if question == "falls" else {})}
    result = run(facts_atlas, Query.build(question, **values))
    data = frame(result.rows, result.columns, Namer(facts_atlas))
    assert len(data) == len(result.rows)
    assert len(data.columns) == len(ROWS[Question(question)].columns)
    assert not data.isna().any().any()
    for column in ("Source", "Target", "Producer", "Trained", "Artifact", "Benchmark"):
        if column in data:
            assert not data[column].astype(str).str.startswith(("model:", "dataset:")).any()


def test_edges_say_what_they_rest_on_in_words(facts_atlas: Atlas) -> None:
    namer = Namer(facts_atlas)
    columns = (Column("rests_on", "rests on"), Column("unverified", "unverified"))
    rows = lineage(facts_atlas, "sharegpt4v", way="both")
    said = frame(rows, columns, namer)
    for row, rests, unverified in zip(rows, said["Rests on"], said["Unverified"], strict=True):
        assert rests == (row.claim or BASES[row.basis])
        assert "_" not in rests
        assert unverified == ("yes" if row.unverified else "")
    assert say_basis("derived_from (recalled)") == "memory"
    assert say_basis("liu2023visual.1") == "liu2023visual.1"


def test_works_stand_in_tables_by_title_or_author(facts_atlas: Atlas) -> None:
    namer = Namer(facts_atlas)
    work = facts_atlas.works["liu2023visual"]
    assert namer.title("liu2023visual") == work.title
    assert namer.citation("liu2023visual") == "Haotian Liu et al. 2023"
    assert namer.authors("liu2023visual") == "Haotian Liu et al."
    two = next(each for each in facts_atlas.works.values() if len(each.authors) == 2 and not each.et_al)
    assert namer.authors(two.key) == " and ".join(two.authors)
    assert namer.citation("nobody") == namer.title("nobody") == namer.authors("nobody") == "nobody"
    assert [namer.on(each) for each in ("model:gpt-4", "family:llava", "access:closed")] == [
        "GPT-4",
        "the llava family",
        "closed models",
    ]


def test_a_table_may_name_the_values_of_a_field(facts_atlas: Atlas) -> None:
    rows = gaps(facts_atlas)
    said = frame(rows, (Column("status", "status"),), Namer(facts_atlas), {"status": {"not-applicable": "not possible"}})
    assert [each == "not possible" for each in said["Status"]] == [row.status == "not-applicable" for row in rows]
    assert "not possible" in set(said["Status"])
    thin = thin_evidence(facts_atlas)
    kinds = frame(thin, (Column("kinds", "kinds"),), Namer(facts_atlas), {"kinds": {"field": "inferred fields"}})
    assert any("inferred fields" in each for each in kinds["Kinds"])


def test_the_cells_of_a_matrix_hold_all_claims(facts_atlas: Atlas) -> None:
    rows = rq1(facts_atlas)
    cells = fold_cells(rows, lambda row: row.approach, lambda row: row.capability)
    assert {claim for cell in cells for claim in cell.claims} == {claim for row in rows for claim in row.claims}
    assert all(JOINT not in cell.row + cell.column for cell in cells)
    assert len({cell.name for cell in cells}) == len(cells)
    data = cell_frame(cells, str, str)
    assert data["works"].sum() == sum(len(cell.works) for cell in cells)


def test_a_folded_gap_is_what_its_parts_make_it(facts_atlas: Atlas) -> None:
    for cell in fold_cells(gaps(facts_atlas), lambda row: row.node, lambda row: row.modality):
        status = folded_status(cell)
        assert (status == "filled") == (len(cell.works) > 1)
        assert (status == "thin") == (len(cell.works) == 1)
        assert (status == "not-applicable") == all(part.status == "not-applicable" for part in cell.parts)


def test_order_and_frequency(facts_atlas: Atlas) -> None:
    assert in_order(["c", "a", "z", "a"], ["a", "b", "c"]) == ["a", "c", "z"]
    cells = fold_cells(rq2(facts_atlas), lambda row: row.role, lambda row: row.model)
    works = {
        column: {work for cell in cells if cell.column == column for work in cell.works} for column in most_frequent(cells, 5)
    }
    assert [len(each) for each in works.values()] == sorted((len(each) for each in works.values()), reverse=True)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_heat_map_names_every_row_and_column_and_frames_the_chosen_cell(facts_atlas: Atlas, palette: Palette) -> None:
    cells = fold_cells(rq1(facts_atlas), lambda row: row.approach, lambda row: row.capability)
    data = cell_frame(cells, str, str)
    rows, columns = list(dict.fromkeys(data["row"])), list(dict.fromkeys(data["column"]))
    colours, light_text = counted_colours(30, direction="data4model", palette=palette)
    chosen = cells[3].name
    chart = heat_map(
        data,
        rows=rows,
        columns=columns,
        colours=colours,
        palette=palette,
        chosen=chosen,
        light_text=light_text,
        details=["works"],
    )
    spec = chart.to_dict()
    assert spec["params"][0]["name"] == "cell"
    framed = [line["cell"] for values in spec["datasets"].values() for line in values if line["chosen"]]
    assert framed == [chosen]
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == rows


def test_an_empty_heat_map_is_one() -> None:
    colours, light_text = counted_colours(0, direction="model4data", palette=LIGHT)
    empty = pd.DataFrame({name: [] for name in ("row", "column", "works", "claims", "shown", "cell")})
    assert heat_map(empty, rows=[], columns=[], colours=colours, palette=LIGHT, light_text=light_text).to_dict()


def test_bars_by_year_keep_the_order_of_terms() -> None:
    data = pd.DataFrame({"year": [2023, 2024, 2023], "term": ["b", "b", "others"], "works": [1, 2, 3]})
    spec = year_bars(data, palette=LIGHT).to_dict()
    assert spec["encoding"]["x"]["scale"]["domain"] == [2023, 2024]
    assert spec["encoding"]["color"]["scale"]["domain"] == ["b", "others"]
    assert list(term_colours(data["term"], palette=LIGHT)) == ["b", "others"]
    assert spec["encoding"]["color"]["scale"]["range"][1] == LIGHT["edge-plain"]


def test_a_lineage_is_drawn_with_shapes_colours_and_dashes(facts_atlas: Atlas) -> None:
    steps = steps_of(lineage(facts_atlas, "sharegpt4v", way="both"))
    source = graph_source(facts_atlas, steps, palette=LIGHT, centre=["dataset:sharegpt4v"])
    assert '"dataset:sharegpt4v" [label="◆ ShareGPT4V", color="#00734f", penwidth=2.5' in source
    # What a work made of a model has a line of its own below the model's name.
    assert '[label="■ LLaVA-1.5\\n(retrained by chen2023sharegpt4v)"' in source
    assert LIGHT["m2d"] in source
    assert "style=dashed" in source
    assert source.count("->") == len(steps)


def test_large_lineages_are_cut_where_nobody_could_follow(facts_atlas: Atlas) -> None:
    steps = steps_of(lineage(facts_atlas, "model:clip", way="down"))
    drawn = graph_source(facts_atlas, steps * 3, palette=DARK)
    assert drawn.count("->") == PICTURE_EDGES_MAX


def test_loops_are_closed_pictures(facts_atlas: Atlas) -> None:
    for row in loops(facts_atlas):
        pairs = list(zip(row.artifacts, (*row.artifacts[1:], row.artifacts[0]), strict=True))
        steps = steps_between(facts_atlas, pairs)
        assert [step.relation for step in steps] == list(row.relations)


def test_one_verified_claim_makes_an_arrow_solid() -> None:
    def row(*, unverified: bool) -> Step:
        return Step("a", "b", "trains", unverified=unverified)

    assert [step.unverified for step in steps_of([row(unverified=True), row(unverified=False)])] == [False]
    assert [step.unverified for step in steps_of([row(unverified=True)])] == [True]


@given(st.text(max_size=60))
def test_a_quoted_name_ends_where_it_should(text: str) -> None:
    quoted = _quoted(text)
    assert quoted[0] == quoted[-1] == '"'
    inner = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner
    assert "\n" not in quoted


def test_hostile_labels_cannot_leave_their_places(taxonomy: Taxonomy) -> None:
    evil = 'x>]; evil [label=<"&\\'
    made = small_atlas(taxonomy, {"evil2024work": {"models": [{"id": "one", "name": evil}, "two"]}})
    step = Step("model:one", 'y"]; evil [label="', "trains")
    source = graph_source(made, [step], palette=LIGHT)
    assert '[label="■ x>]; evil [label=<\\"&\\\\", color=' in source
    assert '-> "y\\"]; evil [label=\\"" [label="trains", ' in source


def test_options_tell_everything_apart(facts_atlas: Atlas) -> None:
    for options in (
        *facet_options(facts_atlas).values(),
        artifact_options(facts_atlas, variants=True),
        thing_options(facts_atlas),
        work_options(facts_atlas),
    ):
        assert len(set(options.values())) == len(options)
    assert told_apart({"a": "X", "b": "X", "c": "Y"}) == {"a": "X (a)", "b": "X (b)", "c": "Y"}
    assert set(facet_options(facts_atlas)) | {"text", "author", "work"} == set(Facets.model_fields)
    assert "model:clip@gadre2023datacomp" in artifact_options(facts_atlas, variants=True)
    assert "model:clip@gadre2023datacomp" not in artifact_options(facts_atlas)


@pytest.mark.parametrize(
    ("view", "name", "text", "meant"),
    [
        ("selection", "model", "GPT-4V", "gpt-4v"),
        ("selection", "node", "Model as a data filter", "data-filter"),
        ("selection", "node", "nonsense", "nonsense"),
        ("selection", "year", "2023..", "2023.."),
        ("lineage", "of", "ShareGPT4V", "dataset:sharegpt4v"),
        ("lineage", "of", "lamm", "lamm"),
        ("similar", "of", "Visual Instruction Tuning", "liu2023visual"),
        ("paths", "to", "liu2023visual", "work:liu2023visual"),
    ],
)
def test_typed_text_leads_to_ids(facts_atlas: Atlas, view: str, name: str, text: str, meant: str) -> None:
    assert resolver(facts_atlas, view)(name, text) == meant


VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=20), st.binary(max_size=20))


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=5), st.sampled_from(["n", "title", "a.b:c", "", "<b>"]))
def test_any_result_of_sql_is_a_table_and_perhaps_a_chart(rows: list[tuple[object, object]], column: str) -> None:
    data = result_frame(SqlResult((column, "x"), tuple(rows)))  # type: ignore[arg-type]
    assert len(data) == len(rows)
    for kind in CHARTS:
        if kind != "table":
            chart = chart_of(data, kind, LIGHT)
            assert (chart is not None) == bool(numeric_columns(data))
            if chart is not None:
                json.dumps(chart.to_dict(), default=str)


def test_columns_of_one_name_are_told_apart() -> None:
    data = result_frame(SqlResult(("a", "a"), ((1, 2),)))
    assert list(data.columns) == ["a", "a_2"]
    assert result_frame(SqlResult(("a", "b"), ())).empty


def test_a_result_leaves_whole_and_harmless(facts_atlas: Atlas) -> None:
    database = open_database(facts_atlas, use_cache=False)
    statement = "SELECT '=cmd()' AS a, hex(zeroblob(3000)) AS b"
    files = {ending: console_view._file_of(database, statement, write) for _, ending, _, write in console_view._FILES}
    database.close()
    assert files["csv"].decode() == f'"a","b"\n"\'=cmd()","{"0" * 6_000}"\n'
    assert json.loads(files["json"]) == [{"a": "=cmd()", "b": "0" * 6_000}]
    assert files["md"].count(b"\n") == 3


@pytest.mark.parametrize("column", ["image", "title"])
def test_no_column_of_a_result_is_fetched_as_a_picture(column: str) -> None:
    data = result_frame(SqlResult((column, "n"), (("http://evil.example/x.png", 1),)))
    for kind in CHARTS:
        chart = chart_of(data, kind, LIGHT) if kind != "table" else None
        if chart is not None:
            titles = [each["title"] for each in chart.to_dict()["encoding"]["tooltip"]]
            assert column not in titles
            assert titles[0].strip("\u00a0") == column


def test_theme_settings_are_options_of_streamlit() -> None:
    from streamlit import config

    known = set(config.get_config_options())
    assert set(theme_settings()) <= known
