"""Data shaped for tables and charts: frames, bars, options."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from codev import Atlas
from codev.explorer.results.charts import term_colours, year_lines
from codev.explorer.results.options import artifact_options, facet_options, resolver, thing_options, told_apart, work_options
from codev.explorer.results.sql_results import result_frame
from codev.explorer.results.tables import Namer, frame, say_basis
from codev.explorer.tabs import console as console_view
from codev.explorer.theme import theme_settings
from codev.export.sql import SqlResult
from codev.export.sqlite import open_database
from codev.query import QUESTIONS, Column, Facets, Query, gaps, lineage, run, thin_evidence
from codev.show.looks import LIGHT
from codev.show.words import BASES

NEEDS: dict[str, dict[str, Any]] = {
    "compare": {"things": ("model:sam", "work:gadre2023datacomp")},
    "lineage": {"of": "sam"},
    "neighbours": {"of": "sam"},
    "path": {"of": "sam", "to": "clip"},
    "similar": {"of": "liu2023visual"},
}


@pytest.mark.parametrize("question", [*QUESTIONS])
def test_every_answer_is_a_table_without_raw_ids(facts_atlas: Atlas, question: str) -> None:
    values = {**NEEDS.get(question, {}), **({"model": "gpt-4"} if question == "falls" else {})}
    result = run(facts_atlas, Query.build(question, **values))
    data = frame(result.rows, result.columns, Namer(facts_atlas))
    assert len(data) == len(result.rows)
    assert len(data.columns) == len(QUESTIONS[question].row.columns)
    assert not data.isna().any().any()
    for column in ("Source", "Target", "Producer", "Trained", "Artifact", "Benchmark"):
        if column in data:
            assert not data[column].astype(str).str.startswith(("model:", "dataset:")).any()


def test_edges_say_what_they_rest_on_in_words(facts_atlas: Atlas) -> None:
    namer = Namer(facts_atlas)
    columns = (Column("rests_on", "rests on"), Column("unverified", "unverified"))
    rows = lineage(facts_atlas, "sharegpt4v", edge_direction="both")
    said = frame(rows, columns, namer)
    for row, rests, unverified in zip(rows, said["Rests on"], said["Unverified"], strict=True):
        assert rests == (row.claim or BASES[row.basis]) == say_basis(row.rests_on)
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
        "the LLaVA family",
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


def test_lines_keep_the_order_of_terms_and_leave_out_what_has_no_share() -> None:
    data = pd.DataFrame({"year": [2023, 2024], "term": ["b", "others"], "works": [1, 0], "of": [2, 0], "share": [0.5, None]})
    for is_share in (True, False):
        spec = year_lines(data, palette=LIGHT, is_share=is_share).to_dict()
        assert spec["encoding"]["color"]["scale"]["domain"] == ["b", "others"]
        assert spec["encoding"]["color"]["scale"]["range"][1] == LIGHT["edge-plain"]
        assert spec["encoding"]["y"]["field"] == ("share" if is_share else "works")
        (values,) = spec["datasets"].values()
        assert len(values) == (1 if is_share else 2)
    assert list(term_colours(data["term"], palette=LIGHT)) == ["b", "others"]


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
    ("question", "name", "text", "meant"),
    [
        ("works", "model", "GPT-4V", "gpt-4v"),
        ("works", "node", "Model as a data filter", "data-filter"),
        ("works", "node", "nonsense", "nonsense"),
        ("works", "year", "2023..", "2023.."),
        ("lineage", "of", "ShareGPT4V", "dataset:sharegpt4v"),
        ("lineage", "of", "lamm", "lamm"),
        ("similar", "of", "Visual Instruction Tuning", "liu2023visual"),
        ("path", "to", "liu2023visual", "work:liu2023visual"),
    ],
)
def test_typed_text_leads_to_ids(facts_atlas: Atlas, question: str, name: str, text: str, meant: str) -> None:
    assert resolver(facts_atlas, QUESTIONS[question])(name, text) == meant


def test_columns_of_one_name_are_told_apart() -> None:
    data = result_frame(SqlResult(("a", "a"), ((1, 2),)))
    assert list(data.columns) == ["a", "a_2"]
    assert result_frame(SqlResult(("a", "b"), ())).empty


def test_a_result_leaves_whole_and_harmless(facts_atlas: Atlas) -> None:
    database = open_database(facts_atlas, use_cache=False)
    statement = "SELECT '=cmd()' AS a, hex(zeroblob(3000)) AS b"
    files = {ending: console_view._file_of(database, statement, write) for _, ending, _, write in console_view._FILES}
    database.close()
    assert files["csv"].decode("utf-8-sig") == f'"a","b"\n"\'=cmd()","{"0" * 6_000}"\n'
    assert json.loads(files["json"]) == [{"a": "=cmd()", "b": "0" * 6_000}]
    assert files["md"].count(b"\n") == 3


def test_theme_settings_are_options_of_streamlit() -> None:
    from streamlit import config

    known = set(config.get_config_options())
    assert set(theme_settings()) <= known
