"""The database: whole, sound, documented, the same bytes twice; read back by SQLite and pandas."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from codev import Atlas
from codev.export.sqlite import CACHE_FOLDER, build_database, open_database, write
from codev.export.sqlite_layout import SQL_TABLES, VIEWS, documentation, rows_by_table
from codev.export.tables import TABLES
from codev.model import Artifact, Taxonomy


@pytest.fixture(scope="module")
def database(exported: Path) -> Iterator[sqlite3.Connection]:
    """The file, opened for reading."""
    with closing(sqlite3.connect(f"file:{exported / 'codev.sqlite'}?mode=ro", uri=True)) as connection:
        yield connection


def one(database: sqlite3.Connection, query: str) -> object:
    """Return the only value that a query gives."""
    return database.execute(query).fetchone()[0]


def test_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_row_comes_back(atlas: Atlas, database: sqlite3.Connection) -> None:
    expected = {name: rows for table in TABLES for name, rows in rows_by_table(table, atlas).items()}
    assert set(expected) == {table.name for table in SQL_TABLES}
    for name, rows in expected.items():
        found = database.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own names
        assert sorted(found, key=repr) == sorted(rows, key=repr), name


def test_lists_come_back_in_order(atlas: Atlas, database: sqlite3.Connection) -> None:
    authors: dict[str, list[str]] = {}
    for work, author in database.execute("SELECT work, author FROM work_authors ORDER BY work, position"):
        authors.setdefault(work, []).append(author)
    assert authors == {key: list(work.authors) for key, work in atlas.works.items()}
    models: dict[str, list[str]] = {}
    for claim, model in database.execute("SELECT claim, model FROM claim_models ORDER BY claim, position"):
        models.setdefault(claim, []).append(model)
    assert models == {claim.id: list(claim.models) for claim in atlas.claims.values() if claim.models}


def test_closure_includes_descendants(atlas: Atlas, database: sqlite3.Connection) -> None:
    query = "SELECT c.id FROM node_closure n JOIN claims c ON c.node = n.descendant WHERE n.ancestor = ? ORDER BY c.id"
    for node in atlas.tree:
        found = [claim for (claim,) in database.execute(query, (node,))]
        assert found == sorted(atlas.claims_by_node.get(node, ()))


def artifacts_of(atlas: Atlas) -> list[Artifact]:
    """Return all models and datasets."""
    return [*atlas.models.values(), *atlas.datasets.values()]


def test_views(atlas: Atlas, database: sqlite3.Connection) -> None:
    assert one(database, "SELECT count(*) FROM artifacts") == len(atlas.models) + len(atlas.datasets)
    aliases = {(each.artifact_kind, name, each.id) for each in artifacts_of(atlas) for name in each.aliases}
    assert aliases <= set(database.execute("SELECT kind, alias, id FROM aliases"))
    origins = sum(len(each.derived_from) for each in artifacts_of(atlas))
    assert one(database, "SELECT count(*) FROM origins") == origins
    assert one(database, "SELECT count(*) FROM claim_overview") == len(atlas.claims)
    shown = dict(database.execute("SELECT claim, node_name FROM claim_overview"))
    assert shown == {claim.id: atlas.tree[claim.node].name for claim in atlas.claims.values()}


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("semdedup", "work", "abbas2023semdedup"),
        ("dedup*", "node", "deduplication"),
        ("krahenbuhl", "work", "cho2024languageimage"),
        ("ShareGPT4V", "dataset", "sharegpt4v"),
        ('"embedding space"', "claim", "abbas2023semdedup.1"),
    ],
)
def test_search(facts_exported: Path, words: str, kind: str, found: str) -> None:
    with closing(sqlite3.connect(facts_exported / "codev.sqlite")) as database:
        query = "SELECT id FROM search WHERE search MATCH ? AND kind = ?"
        ids = [each for (each,) in database.execute(query, (words, kind))]
    assert found in ids


def test_everything_is_documented(database: sqlite3.Connection) -> None:
    described = {(table, column) for table, column, meaning in documentation() if meaning}
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
        if name.startswith(("search_", "sqlite_")):
            continue
        assert (name, None) in described
        columns = {column[1] for column in database.execute(f"PRAGMA table_info({name})")}
        assert columns == {column for table, column in described if table == name and column is not None}
    assert database.execute("SELECT * FROM documentation").fetchall() == list(documentation())
    assert len(VIEWS) == one(database, "SELECT count(*) FROM sqlite_master WHERE type = 'view'")


def test_references_are_indexed(database: sqlite3.Connection) -> None:
    for table in SQL_TABLES:
        indexed = {
            database.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in database.execute(f"PRAGMA index_list({table.name})").fetchall()
        }
        for columns, _, _ in table.references:
            assert columns[0] in indexed or columns[-1] in indexed, (table.name, columns)


def test_pandas(atlas: Atlas, database: sqlite3.Connection) -> None:
    frame = pd.read_sql_query("SELECT year, count(*) AS works FROM works GROUP BY year ORDER BY year", database)
    assert dict(zip(frame["year"], frame["works"], strict=True)) == {
        int(year): len(keys) for year, keys in atlas.works_by_year.items()
    }


def test_the_same_bytes(atlas: Atlas, exported: Path, tmp_path: Path) -> None:
    write(atlas, tmp_path)
    assert (tmp_path / "codev.sqlite").read_bytes() == (exported / "codev.sqlite").read_bytes()


def test_the_same_in_memory(atlas: Atlas, database: sqlite3.Connection) -> None:
    with closing(build_database(atlas)) as connection:
        assert list(connection.iterdump()) == list(database.iterdump())


def small(root: Path, atlas: Atlas) -> Atlas:
    """Return a knowledge base of one work in a folder of its own."""
    return Atlas(root, atlas.taxonomy, [atlas.works["abbas2023semdedup"]])


def test_cache(facts_atlas: Atlas, tmp_path: Path) -> None:
    one_work = small(tmp_path, facts_atlas)
    with closing(open_database(one_work)) as first:
        assert one(first, "SELECT count(*) FROM works") == 1
    (cached,) = (tmp_path / CACHE_FOLDER).glob("*.sqlite")
    content = cached.read_bytes()
    with closing(open_database(one_work)) as second:
        assert one(second, "SELECT count(*) FROM works") == 1
        with pytest.raises(sqlite3.OperationalError):
            second.execute("DELETE FROM works")
    # One flipped bit in a value would be a wrong answer that SQLite does not notice.
    place = content.index(next(iter(one_work.works.values())).title.encode())
    for broken in (b"broken", content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :], content[:-1]):
        cached.write_bytes(broken)
        with closing(open_database(one_work)) as third:
            assert one(third, "SELECT title FROM works") == next(iter(one_work.works.values())).title
        assert cached.read_bytes() == content
    with closing(open_database(Atlas(tmp_path, facts_atlas.taxonomy, []))) as other:
        assert one(other, "SELECT count(*) FROM works") == 0
    assert sorted(each.suffix for each in (tmp_path / CACHE_FOLDER).iterdir()) == [".seal", ".sqlite"]


def test_no_cache_where_it_cannot_be(facts_atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with closing(open_database(small(tmp_path, facts_atlas))) as connection:
        assert one(connection, "SELECT count(*) FROM works") == 1
    with closing(open_database(small(tmp_path / "x", facts_atlas), use_cache=False)):
        assert not (tmp_path / "x").exists()


def test_names_that_lead_nowhere_are_kept(facts_atlas: Atlas, tmp_path: Path) -> None:
    work = facts_atlas.works["abbas2023semdedup"]
    claim = work.claims[0].model_copy(update={"node": "no-such-node", "models": ("no-such-model",)})
    broken = Atlas(tmp_path, Taxonomy(), [work.model_copy(update={"claims": (claim,)})])
    with closing(build_database(broken)) as connection:
        assert one(connection, "SELECT node FROM claims") == "no-such-node"
        assert one(connection, "SELECT model FROM claim_models") == "no-such-model"
        assert connection.execute("PRAGMA foreign_key_check").fetchall()
