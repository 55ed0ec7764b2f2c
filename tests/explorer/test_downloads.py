"""Downloads: every format of every kind of answer, and selections that miss nothing."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile

import pytest

from codev import Atlas
from codev.explorer.downloads import BIBLIOGRAPHIES, ROW_FORMATS, TOOL_FORMATS, Format, file_name, selection_of, works_behind
from codev.export.run import FORMATS
from codev.query import Query, Result, run

EVERY = (*ROW_FORMATS, *BIBLIOGRAPHIES, *TOOL_FORMATS)


@pytest.fixture(scope="module")
def answer(atlas: Atlas) -> Result:
    """A selection of some works."""
    return run(atlas, Query.from_url("question=works&node=data-filter&scope=extended"))


def test_every_export_has_a_button() -> None:
    offered = {each.id for each in (*BIBLIOGRAPHIES, *TOOL_FORMATS)}
    assert offered == set(FORMATS)


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{'works' if each.of_works else 'rows'}-{each.id}")
def test_every_format_is_made_twice_alike(atlas: Atlas, answer: Result, each: Format) -> None:
    made = each.make(atlas, answer)
    assert made
    assert each.make(atlas, answer) == made
    if each.ending.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert archive.testzip() is None
            assert all(not name.startswith(("/", "..")) for name in archive.namelist())
    if each.ending.endswith("json"):
        json.loads(made)


@pytest.mark.parametrize(
    "asked", ["question=lineage&of=sam", "question=loops", "question=works&text=zzzz", "question=dependence"]
)
def test_every_answer_can_be_taken_away(atlas: Atlas, asked: str) -> None:
    result = run(atlas, Query.from_url(asked))
    for each in (*ROW_FORMATS, *BIBLIOGRAPHIES):
        assert isinstance(each.make(atlas, result), bytes)


def test_file_names_tell_rows_from_works(answer: Result) -> None:
    names = [file_name(answer, each) for each in EVERY]
    assert len(set(names)) == len(names)
    assert "codev-works.csv" in names
    assert "codev-selection.bib" in names


def test_a_selection_holds_all_that_its_works_name(atlas: Atlas, answer: Result) -> None:
    part = selection_of(atlas, answer.works())
    assert list(part.works) == list(answer.works())
    assert {each.key for each in works_behind(atlas, answer)} == set(part.works)
    for claim in part.claims.values():
        assert claim == atlas.claims[claim.id]
        assert set(claim.models) <= set(part.models)
        assert {*claim.datasets, *claim.input_datasets} <= set(part.datasets)
    for artifacts, whole in ((part.models, atlas.models), (part.datasets, atlas.datasets)):
        for artifact_id, artifact in artifacts.items():
            assert artifact == whole[artifact_id]
            assert {origin.id for origin in artifact.derived_from} <= set(artifacts)
    assert len(part.models) < len(atlas.models)


def test_a_selection_of_everything_is_everything(atlas: Atlas) -> None:
    assert selection_of(atlas, list(atlas.works)) is atlas


def test_the_database_of_a_selection_lacks_nothing_that_it_refers_to(atlas: Atlas, answer: Result) -> None:
    sqlite = next(each for each in TOOL_FORMATS if each.id == "sqlite")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.make(atlas, answer))
    assert connection.execute("SELECT count(*) FROM works").fetchone() == (len(answer.rows),)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
