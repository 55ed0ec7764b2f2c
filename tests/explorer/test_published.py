"""A published database read back: the same knowledge base; files that are none get one message."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from codev import Atlas
from codev.errors import KnowledgeBaseError
from codev.explorer.launch import DATA_VARIABLE
from codev.explorer.published import read_published
from codev.export import sqlite
from codev.model import Introduces, Work
from codev.query import Query, Question, run
from explorer.conftest import OpenPage, assert_healthy, open_at, said
from generated import write_generated


@pytest.fixture(scope="module")
def published(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen knowledge base as a published file."""
    folder = tmp_path_factory.mktemp("published")
    return folder / sqlite.write(facts_atlas, folder)[0]


def in_order(work: Work) -> Work:
    """Return a work with what it introduces in alphabetical order, as the database holds it."""
    if work.introduces is None:
        return work
    models = tuple(sorted(work.introduces.models, key=lambda each: each.id))
    datasets = tuple(sorted(work.introduces.datasets, key=lambda each: each.id))
    return work.model_copy(update={"introduces": Introduces(models=models, datasets=datasets)})


def test_everything_is_read_back(atlas: Atlas, tmp_path: Path) -> None:
    back = read_published(tmp_path / sqlite.write(atlas, tmp_path)[0])
    assert [in_order(work) for work in back.works.values()] == [in_order(work) for work in atlas.works.values()]
    assert dict(back.models) == dict(atlas.models)
    assert dict(back.datasets) == dict(atlas.datasets)
    assert dict(back.paths) == dict(atlas.paths)
    for name in type(atlas.taxonomy).model_fields:
        if name != "artifacts":
            assert getattr(back.taxonomy, name) == getattr(atlas.taxonomy, name), name
    for kind in ("models", "datasets"):
        shared = {each.id: each for each in getattr(atlas.taxonomy.artifacts, kind)}
        assert {each.id: each for each in getattr(back.taxonomy.artifacts, kind)} == shared


def test_every_question_has_the_same_answer(facts_atlas: Atlas, published: Path) -> None:
    back = read_published(published)
    needed = {
        Question.LINEAGE: {"of": "sam"},
        Question.NEIGHBOURS: {"of": "sam"},
        Question.PATH: {"of": "sam", "to": "clip"},
        Question.SIMILAR: {"of": "liu2023visual"},
        Question.FALLS: {"model": "gpt-4"},
    }
    for question in Question:
        query = Query.build(question.value, **needed.get(question, {}))
        # What a work introduces has no order in the database.
        answers = [[{**row, "models": 0, "datasets": 0} for row in run(each, query).as_dicts()] for each in (back, facts_atlas)]
        if question is not Question.WORKS:
            answers = [run(each, query).as_dicts() for each in (back, facts_atlas)]
        assert sorted(map(repr, answers[0])) == sorted(map(repr, answers[1])), question


def test_the_explorer_shows_it_and_writes_nothing_beside_it(
    facts_atlas: Atlas, published: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(published))
    page = open_at("view=console&sql=SELECT+count%28%2A%29+AS+n+FROM+works")
    assert_healthy(page)
    assert f"Source: {published.name}" in said(page)
    assert page.dataframe[0].value["n"][0] == len(facts_atlas.works)
    assert sorted(published.parent.iterdir()) == [published]


def test_a_generated_knowledge_base_is_read_back(facts_base: Path, tmp_path: Path) -> None:
    part = Atlas.load(write_generated(facts_base, tmp_path / "kb", 40), use_cache=False)
    (tmp_path / "out").mkdir()
    back = read_published(tmp_path / "out" / sqlite.write(part, tmp_path / "out")[0])
    assert [in_order(work) for work in back.works.values()] == [in_order(work) for work in part.works.values()]


ENDLESS = """DROP TABLE components;
CREATE VIEW components AS WITH RECURSIVE c(id) AS (SELECT 1 UNION ALL SELECT id FROM c)
SELECT id, id AS position, id AS name, id AS definition, id AS section FROM c"""
"""A view that never ends, in the place of a table."""


def broken(published: Path, target: Path, statement: str) -> Path:
    """Return a copy of the published file after a statement."""
    target.write_bytes(published.read_bytes())
    connection = sqlite3.connect(target)
    connection.executescript(statement)
    connection.close()
    return target


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE works",
        "UPDATE works SET year = 'soon'",
        "UPDATE works SET title = replace(hex(zeroblob(5000)), '00', 'x')",
        "UPDATE works SET url = 'javascript:alert(1)'",
        "UPDATE claims SET node = '../x'",
        "UPDATE evidence SET source = 'hearsay'",
        "DELETE FROM work_authors",
        "DROP VIEW claim_overview; ALTER TABLE claims DROP COLUMN statement",
        "DROP TABLE stages; CREATE VIEW stages AS SELECT * FROM stages_not_there",
        ENDLESS,
    ],
)
def test_a_file_that_does_not_fit_gets_one_message(
    published: Path, tmp_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codev.explorer.published.SECONDS_MAX", 5.0)
    file = broken(published, tmp_path / "broken.sqlite", statement)
    with pytest.raises(KnowledgeBaseError, match=r"broken\.sqlite .*export sqlite"):
        read_published(file)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\xff" * 200, b"title,year\n", b"\x00" * 5000])
def test_a_file_that_is_none_gets_one_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "none.sqlite").write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match="export sqlite"):
        read_published(tmp_path / "none.sqlite")
    with pytest.raises(KnowledgeBaseError, match="cannot be read"):
        read_published(tmp_path / "missing.sqlite")
