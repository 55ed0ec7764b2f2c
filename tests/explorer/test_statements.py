"""The query on show in other words: SQL that gives the same rows, a command and Python that ask the same."""

from __future__ import annotations

import ast
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.cli.main import main
from codev.explorer.snippets import PLACES, as_command, as_python
from codev.explorer.statements import as_sql, quoted
from codev.export.sql import run_sql
from codev.export.sql_guard import SqlLimits
from codev.export.sqlite import Database, build_database
from codev.query import ClaimRow, LineageRow, NeighbourRow, Query, Question, Rq1Cell, Rq2Cell, WorkRow, run

ASKED = [
    "question=works",
    "question=works&node=data-filter&stage=pretrain&year=2023..2025",
    "question=works&text=visual%20instruction",
    "question=works&text=zzzzzz",
    "question=works&author=liu&scope=extended",
    "question=works&author=liu&author=wang",
    "question=works&capability=reasoning&venue=NeurIPS",
    "question=works&enhanced=retrieval&enhanced=not-stated",
    "question=claims&leveraged=retrieval&modality=not-stated&model=not-stated",
    "question=rq1&enhanced=not-stated&enhanced=perception",
    "question=rq2&model=not-stated&leveraged=captioning",
    "question=works&venue=NeurIPS&modality=video&checked=no",
    "question=works&work=liu2023visual&work=gadre2023datacomp",
    "question=works&year=..2021&year=2026",
    "question=claims",
    "question=claims&effect=degrades",
    "question=claims&effect=measures&direction=data4model",
    "question=claims&evidence=weak&evidence=abstract",
    "question=claims&evidence=unverified",
    "question=claims&inferred=any&doubt=yes",
    "question=claims&inferred=none",
    "question=claims&inferred=models&inferred=none",
    "question=claims&stage=not-stated",
    "question=claims&stage=not-stated&stage=finetune&role=data-mapper",
    "question=claims&model=GPT-4V&dataset=COCO",
    "question=claims&acquired=web&modality=audio",
    "question=claims&text=caption",
    "question=rq1",
    "question=rq1&stage=finetune&level=node",
    "question=rq1&node=scaling-up&level=node",
    "question=rq1&node=acquisition-for-projectors",
    "question=rq1&stage=finetune&stage=not-stated&effect=improves",
    "question=rq1&capability=perception&effect=measures&effect=degrades",
    "question=rq1&text=caption",
    "question=rq1&direction=model4data",
    "question=rq2",
    "question=rq2&role=data-filter",
    "question=rq2&role=data-filter&node=synthesis&level=node",
    "question=rq2&model=CLIP&capability=cross-modal-similarity",
    "question=lineage&of=ShareGPT4V",
    "question=lineage&of=model%3Aclip&way=down&depth=2",
    "question=lineage&of=sam&way=both",
    "question=lineage&of=sam&relation=produces",
    "question=neighbours&of=sam",
    "question=neighbours&of=node%3Adata-filter&way=up",
    "question=neighbours&of=sam&relation=trains",
]


@pytest.fixture(scope="module")
def database(facts_atlas: Atlas) -> Iterator[Database]:
    """The knowledge base as a database."""
    connection = build_database(facts_atlas)
    yield connection
    connection.close()


def facts(row: object) -> tuple[object, ...]:
    """Return what a row of an answer and a row of SQL have in common."""
    match row:
        case WorkRow():
            return (row.key, row.title, row.year, row.scope, row.venue)
        case ClaimRow():
            return (row.id, row.work, row.direction, row.node, row.statement, row.doubt)
        case Rq1Cell():
            return (row.stage, row.approach, row.capability, row.effect, len(row.works), len(row.claims))
        case Rq2Cell():
            return (row.role, row.capability, row.model, len(row.works), len(row.claims))
        case LineageRow():
            return (row.way, row.depth, row.source, row.relation, row.target, row.claim, row.basis, int(row.unverified))
        case NeighbourRow():
            return (row.way, row.relation, row.neighbour, row.claim, row.basis, int(row.unverified))
    raise AssertionError(row)


@pytest.mark.parametrize("asked", ASKED)
def test_the_statement_gives_the_rows_of_the_answer(facts_atlas: Atlas, database: Database, asked: str) -> None:
    query = Query.from_url(asked)
    answer = run(facts_atlas, query)
    statement = as_sql(facts_atlas, query, answer)
    assert statement is not None
    given_rows = run_sql(database, statement, SqlLimits(rows=1_000_000)).rows
    assert sorted(map(repr, given_rows)) == sorted(repr(facts(row)) for row in answer.rows)


def test_the_statement_gives_every_row_of_the_real_knowledge_base(atlas: Atlas) -> None:
    with closing(build_database(atlas)) as database:
        for asked in ("works", "claims", "rq1", "rq2"):
            query = Query.build(asked)
            answer = run(atlas, query)
            given_rows = run_sql(database, as_sql(atlas, query, answer) or "", SqlLimits(rows=10**6)).rows
            assert sorted(map(repr, given_rows)) == sorted(repr(facts(row)) for row in answer.rows)


@given(st.text(max_size=30))
def test_quoted_text_is_text(text: str) -> None:
    if "\0" not in text:
        with sqlite3.connect(":memory:") as connection:
            assert connection.execute(f"SELECT {quoted(text)}").fetchone() == (text,)
        connection.close()


COMMANDS = [
    *ASKED,
    "question=similar&of=liu2023visual&limit=5",
    "question=path&of=dataset%3Acoco&to=model%3Allava&way=down&limit=2",
    "question=works&text=it%27s%20%22quoted%22%20%24HOME%20%60x%60%20%3B%20rm",
    "question=works&text=-v",
    "question=lineage&of=-x&depth=2",
]


@pytest.mark.parametrize("asked", COMMANDS)
def test_the_command_asks_the_same(asked: str) -> None:
    query = Query.from_url(asked)
    words = shlex.split(as_command(query))
    assert words[:2] == ["codev", "query"]
    place = words.index("--") if "--" in words else len(words)
    outcome = CliRunner().invoke(main, [*words[1:3], "--show-query", *words[3:place], *words[place:]])
    assert outcome.exit_code == 0, outcome.output
    assert outcome.output.strip() == query.to_url()


@pytest.mark.parametrize("asked", COMMANDS)
def test_the_python_asks_the_same(asked: str) -> None:
    query = Query.from_url(asked)
    tree = ast.parse(as_python(query))
    call = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "build"
    )
    values = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert Query.build(ast.literal_eval(call.args[0]), **values) == query


def test_places_are_those_of_the_command_line() -> None:
    for question, names in PLACES.items():
        values = dict.fromkeys(names, "x")
        assert "--of" not in as_command(Query.build(question.value, **values))
    assert {Question.LINEAGE, Question.PATH, Question.NEIGHBOURS, Question.SIMILAR} == set(PLACES)
