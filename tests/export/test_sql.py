"""SQL: what is right runs, what is wrong is said in one sentence, what would do harm does not run."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codev import Atlas
from codev.export import DEFAULT_LIMITS, SqlError, SqlLimits, run_sql
from codev.export.sql import SqlResult, iterate_records, table_columns
from codev.export.sql_examples import EXAMPLES
from codev.export.sqlite import Database, build_database


@pytest.fixture(scope="module")
def database(facts_atlas: Atlas) -> Iterator[Database]:
    """The frozen knowledge base."""
    with closing(build_database(facts_atlas)) as connection:
        yield connection


def refusal(database: sqlite3.Connection, text: str, limits: SqlLimits = DEFAULT_LIMITS) -> str:
    """Return the sentence with which a statement is refused."""
    with pytest.raises(SqlError) as caught:
        run_sql(database, text, limits)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.exit_code == 2
    return message


RIGHT = [
    ("SELECT count(*) FROM works", lambda atlas: len(atlas.works)),
    ("select count(*) from claims;", lambda atlas: len(atlas.claims)),
    ("  -- why\n SELECT count(*) FROM models -- end", lambda atlas: len(atlas.models)),
    ("WITH c AS (SELECT id FROM datasets) SELECT count(*) FROM c", lambda atlas: len(atlas.datasets)),
    ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT sum(x) FROM n", lambda _: 55),
    ("VALUES (42)", lambda _: 42),
    ("SELECT json_extract('{\"a\": [1, 2]}', '$.a[1]')", lambda _: 2),
    ("SELECT sum(value) FROM json_each('[1, 2, 3]')", lambda _: 6),
    ("SELECT name FROM pragma_table_info('stages') LIMIT 1", lambda _: "id"),
    ("SELECT kind FROM search WHERE search MATCH 'title: semdedup' AND kind = 'work'", lambda _: "work"),
    ("SELECT upper('é') || round(2.345, 1)", lambda _: "é2.3"),
    ("SELECT CAST(x'ff' AS TEXT)", lambda _: "\ufffd"),
    ("SELECT 'Robert''); DROP TABLE works; --'", lambda _: "Robert'); DROP TABLE works; --"),
]


@pytest.mark.parametrize(("text", "expected"), RIGHT, ids=[text[:50] for text, _ in RIGHT])
def test_right(facts_atlas: Atlas, database: Database, text: str, expected: object) -> None:
    assert run_sql(database, text).rows[0][0] == expected(facts_atlas)  # type: ignore[operator]


SEARCHED = "the text after MATCH cannot be searched"

WRONG = [
    ("SELEC 1", 'wrong SQL: near "SELEC": syntax error'),
    ("SELECT", "wrong SQL: incomplete input"),
    ("SELECT titel FROM works", "no such column: titel; did you mean title (of works, claim_overview, "),
    ("SELECT w.doubt FROM works AS w", "no such column: w.doubt; doubt is a column of claim_overview, claims"),
    ("SELECT qqqqzzz", "no such column: qqqqzzz; 'codev sql --schema' lists the columns"),
    ("SELECT * FROM clams", "no such table: clams; did you mean claims"),
    ("SELECT * FROM qqqqzzz", "no such table: qqqqzzz; 'codev sql --schema' lists the tables"),
    ("SELECT nofunction(1)", "wrong SQL: no such function: nofunction"),
    ("SELECT * FROM search WHERE search MATCH 'a AND'", SEARCHED + "; put words with signs other"),
    ("SELECT * FROM search WHERE search MATCH ''", SEARCHED + "; put words with signs other"),
    ("SELECT * FROM search WHERE search MATCH '\"gpt'", SEARCHED + "; put words with signs other"),
    ("SELECT * FROM search WHERE search MATCH '*'", SEARCHED + "; put words with signs other"),
    ("SELECT * FROM search WHERE search MATCH 'gpt-4'", SEARCHED + ": there is no column 4; put words with signs other"),
    ("SELECT nocolumn FROM search WHERE search MATCH 'clip'", "no such column: nocolumn"),
    ("SELECT 1; SELECT 2", "there is more than one statement; run one at a time"),
    ("", "there is no statement; write one"),
    (" ;; -- nothing\n /* nor here */ ", "there is no statement"),
    ("SELECT ?", "a statement here has no parameters"),
    ("SELECT :name", "a statement here has no parameters"),
    ("SELECT '\0'", "the statement contains characters that are not text"),
    ("SELECT '\ud800'", "the statement contains characters that are not text"),
    ("SELECT " + "(" * 2000 + "1" + ")" * 2000, "wrong SQL: "),
    ("SELECT 1" + " UNION SELECT 1" * 200, "wrong SQL: too many terms in compound SELECT"),
    ("SELECT " + "1, " * 500 + "1", "wrong SQL: too many columns"),
    ("SELECT '" + "x" * 100_001 + "'", "the statement has 100,010 characters, more than 100,000; shorten it"),
    ("SELECT zeroblob(100000000)", "a value is longer than 1,000,000 bytes"),
    ("SELECT abs(-9223372036854775808)", "wrong SQL: integer overflow"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text[:40] for text, _ in WRONG])
def test_wrong(database: Database, text: str, message: str) -> None:
    assert refusal(database, text).startswith(message)


@pytest.mark.parametrize("text", ["SELECT {}", "SELECT * FROM {}", 'SELECT 1 "{}" x', "SELECT {}()"])
def test_a_long_name_is_not_repeated_in_full(database: sqlite3.Connection, text: str) -> None:
    with pytest.raises(SqlError) as caught:
        run_sql(database, text.format("n" * 50_000))
    assert len(str(caught.value)) < 500


def test_what_is_wrong_with_a_long_name_is_said_behind_it(database: sqlite3.Connection) -> None:
    said = refusal(database, f"SELECT 1 WHERE 1 {'n' * 50_000}")
    assert said.startswith('wrong SQL: near "nnn')
    assert said.endswith('nnn": syntax error')


@pytest.mark.parametrize("table", ["sqlite_stmt", "sqlite_dbpage", "dbstat"])
def test_the_insides_of_sqlite_are_not_shown(database: Database, table: str) -> None:
    # Whether there is such a table depends on how SQLite was built.
    message = refusal(database, f"SELECT * FROM {table}")  # noqa: S608 - our own names
    assert message in {
        f"the table {table} is not available here; 'codev sql --schema' lists the tables",
        f"no such table: {table}; 'codev sql --schema' lists the tables",
    }


HARMFUL = [
    "INSERT INTO stages (id) VALUES ('x')",
    "UPDATE works SET title = ''",
    "DELETE FROM works",
    "DROP TABLE works",
    "ALTER TABLE works RENAME TO x",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE VIEW x AS SELECT 1",
    "CREATE VIRTUAL TABLE x USING fts5(y)",
    "CREATE TRIGGER t AFTER INSERT ON works BEGIN SELECT 1; END",
    "INSERT INTO search (search) VALUES ('delete-all')",
    "REPLACE INTO stages (id) VALUES ('x')",
    "WITH c AS (SELECT 1) DELETE FROM works",
    "ATTACH '/etc/passwd' AS x",
    "ATTACH 'file::memory:?cache=shared' AS x",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO '{file}'",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT x",
    "PRAGMA journal_mode = WAL",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 3",
    "PRAGMA writable_schema = ON",
    "PRAGMA temp_store_directory = '/tmp'",
    "PRAGMA database_list",
    "PRAGMA hard_heap_limit = 1",
    "SELECT * FROM pragma_database_list",
    "SELECT load_extension('x')",
    "SELECT fts3_tokenizer('simple')",
    "SELECT printf('%.*c', 100000000, 'x')",
    "SELECT format('%d', 1)",
    "SELECT readfile('/etc/passwd')",
    "SELECT writefile('{file}', 'x')",
    "SELECT * FROM sqlite_dbpage",
    "SELECT * FROM sqlite_stmt",
    "SELECT * FROM dbstat",
    "EXPLAIN DELETE FROM works",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_harmful(facts_atlas: Atlas, database: Database, tmp_path: Path, text: str) -> None:
    before = database.total_changes
    refusal(database, text.replace("{file}", str(tmp_path / "file")))
    assert database.total_changes == before
    assert list(tmp_path.iterdir()) == []
    assert run_sql(database, "SELECT count(*) FROM works").rows == ((len(facts_atlas.works),),)


def test_refusals_say_what_is_allowed(database: Database) -> None:
    assert refusal(database, "DELETE FROM works") == "only reading is allowed here; begin with SELECT or WITH"
    assert refusal(database, "SELECT printf('x')").startswith("the function printf is not available here")


RUNAWAYS = [
    ("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", "steps"),
    ("SELECT count(*) FROM claims a, claims b, claims c, claims d", "steps"),
    ("SELECT count(*) FROM works WHERE title LIKE (SELECT group_concat(a.id) FROM claims a, claims b, claims c)", ""),
]


@pytest.mark.parametrize(("text", "what"), RUNAWAYS)
def test_steps_are_bounded(database: Database, text: str, what: str) -> None:
    message = refusal(database, text, SqlLimits(steps=1_000_000, seconds=60))
    assert what in message
    assert "stopped: more than 1,000,000 steps" in message or "longer than" in message


def test_time_is_bounded(database: Database) -> None:
    message = refusal(database, RUNAWAYS[0][0], SqlLimits(seconds=0.05, steps=10**12))
    assert message.startswith("the query was stopped: more than 0.05 s")


def test_time_is_bounded_where_steps_are_long(database: Database) -> None:
    text = "SELECT count(*) FROM claims a, claims b WHERE length(hex(randomblob(400000))) + length(b.id) = a.number"
    assert "more than 0.2 s" in refusal(database, text, SqlLimits(seconds=0.2, steps=10**12))


def test_memory_is_bounded(database: Database) -> None:
    text = "SELECT a.id, randomblob(100000) AS x FROM claims a, claims b ORDER BY x"
    message = refusal(database, text, SqlLimits(memory=32 * 2**20, seconds=60, steps=10**12))
    assert message.startswith("the query was stopped: more than 32 MiB of memory")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells what a process holds now")
def test_memory_that_was_given_back_is_not_granted_to_the_next(database: Database) -> None:
    spent = b"x" * (256 * 2**20)
    del spent
    # More than what earlier tests of the process have left free in its heap.
    text = "SELECT randomblob(900000) FROM claims LIMIT 600"
    assert "more than 16 MiB of memory" in refusal(database, text, SqlLimits(memory=16 * 2**20, seconds=60))


def test_a_stopped_query_leaves_the_connection_usable(facts_atlas: Atlas, database: Database) -> None:
    refusal(database, RUNAWAYS[0][0], SqlLimits(steps=10_000))
    assert run_sql(database, "SELECT count(*) FROM works").rows == ((len(facts_atlas.works),),)


def test_rows_are_bounded_and_said_to_be(facts_atlas: Atlas, database: Database) -> None:
    cut = run_sql(database, "SELECT key FROM works ORDER BY key", SqlLimits(rows=3))
    assert [key for (key,) in cut.rows] == list(facts_atlas.works)[:3]
    assert cut.is_cut
    whole = run_sql(database, "SELECT key FROM works ORDER BY key", SqlLimits(rows=len(facts_atlas.works)))
    assert len(whole.rows) == len(facts_atlas.works)
    assert not whole.is_cut


def test_several_readers_take_turns(facts_atlas: Atlas, database: Database) -> None:
    found: list[object] = []

    def read() -> None:
        found.extend(run_sql(database, "SELECT count(*) FROM claims").rows[0][0] for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [len(facts_atlas.claims)] * 80


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_examples(database: Database, example: object) -> None:
    result = run_sql(database, example.sql)  # type: ignore[attr-defined]
    assert result.rows
    assert not result.is_cut
    assert result == run_sql(database, example.sql)  # type: ignore[attr-defined]


def test_examples_answer_as_python_does(atlas: Atlas) -> None:
    with closing(build_database(atlas)) as database:
        by_title = {example.title: run_sql(database, example.sql, SqlLimits(rows=10**6)).rows for example in EXAMPLES}
    filtered = by_title["Claims under data filtering, including all nodes below it"]
    assert [row[0] for row in filtered] == sorted(atlas.claims_by_node["data-filter"])
    by_year = by_title["Works by year and scope"]
    assert sum(int(str(row[2])) for row in by_year) == len(atlas.works)
    doubts = by_title["Claims in doubt"]
    assert [row[0] for row in doubts] == sorted(claim.id for claim in atlas.claims.values() if claim.doubt)


def test_table_columns(database: Database) -> None:
    columns = table_columns(database)
    assert columns["stages"] == ("id", "position", "name", "since", "printed", "section", "definition")
    assert "claim_overview" in columns
    assert not [name for name in columns if name.startswith(("search_", "sqlite_"))]


def test_columns_of_one_name_get_numbers() -> None:
    result = SqlResult(("id", "id", "x", "id"), ((1, 2, 3, 4),))
    assert list(iterate_records(result)) == [{"id": 1, "id_2": 2, "x": 3, "id_3": 4}]
    awkward = SqlResult(("a", "a_2", "a"), ((1, 2, 3),))
    assert list(next(iterate_records(awkward)).values()) == [1, 2, 3]


_PIECES = st.sampled_from(
    [
        *(
            "SELECT",
            "FROM",
            "WHERE",
            "works",
            "claims",
            "title",
            "*",
            "(",
            ")",
            ",",
            "'",
            '"',
            "--",
            ";",
            "=",
            "1",
            "JOIN",
            "ON",
        ),
        *(
            "UNION",
            "WITH",
            "RECURSIVE",
            "PRAGMA",
            "ATTACH",
            "DELETE",
            "count(",
            "LIKE",
            "x'00'",
            "\0",
            "é",
            "[",
            "`",
            "?",
            "/*",
        ),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_rows_or_one_sentence(database: Database, text: str) -> None:
    rows = 0
    try:
        rows = len(run_sql(database, text, SqlLimits(rows=5, steps=200_000)).rows)
    except SqlError as error:
        message = str(error)
        assert message.strip()
    assert rows <= 5
