"""The documents of a published database read back: the same knowledge base; files that are none get one message."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.errors import KnowledgeBaseError
from codev.export import sqlite
from codev.export.sqlite_documents import read_published
from codev.query import QUESTIONS, Query, run
from generated import write_generated


@pytest.fixture(scope="module")
def published(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen knowledge base as a published file."""
    folder = tmp_path_factory.mktemp("published")
    return folder / sqlite.write(facts_atlas, folder)[0]


def assert_same(back: Atlas, atlas: Atlas) -> None:
    """Hold a knowledge base to being another, in every record and in their order."""
    assert back.taxonomy == atlas.taxonomy
    assert list(back.works.values()) == list(atlas.works.values())
    assert dict(back.paths) == dict(atlas.paths)


def test_everything_is_read_back(atlas: Atlas, tmp_path: Path) -> None:
    assert_same(read_published(tmp_path / sqlite.write(atlas, tmp_path)[0]), atlas)


def test_every_question_has_the_same_answer(facts_atlas: Atlas, published: Path) -> None:
    back = read_published(published)
    needed: dict[str, dict[str, Any]] = {
        "compare": {"things": ("model:clip", "model:sam")},
        "lineage": {"of": "sam"},
        "neighbours": {"of": "sam"},
        "path": {"of": "sam", "to": "clip"},
        "similar": {"of": "liu2023visual"},
        "falls": {"model": "gpt-4"},
    }
    for question in QUESTIONS:
        query = Query.build(question, **needed.get(question, {}))
        assert run(back, query).as_dicts() == run(facts_atlas, query).as_dicts(), question


def test_a_generated_knowledge_base_is_read_back(facts_base: Path, tmp_path: Path) -> None:
    part = Atlas.load(write_generated(facts_base, tmp_path / "kb", 40), use_cache=False)
    (tmp_path / "out").mkdir()
    assert_same(read_published(tmp_path / "out" / sqlite.write(part, tmp_path / "out")[0]), part)


ENDLESS_VIEW = """ALTER TABLE documents RENAME TO kept;
CREATE VIEW documents AS WITH RECURSIVE c(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM c)
SELECT kind, id, path, document, number AS rowid FROM c JOIN kept"""

COMPUTED = """DELETE FROM documents WHERE kind = 'work';
ALTER TABLE documents RENAME TO kept;
CREATE TABLE documents (kind, id, path, document TEXT AS (hex(zeroblob(1000000))));
INSERT INTO documents (kind, id) SELECT a.kind, a.id || b.id FROM kept AS a, kept AS b"""
"""Documents that are not in the file but made up as they are read."""


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
        "DROP TABLE documents",
        "DELETE FROM documents WHERE kind = 'taxonomy'",
        "UPDATE documents SET document = 'soon' WHERE kind = 'work'",
        "UPDATE documents SET document = zeroblob(100) WHERE kind = 'work'",
        "UPDATE documents SET document = replace(document, '\"title\":', '\"headline\":')",
        "UPDATE documents SET document = json_set(document, '$.url', 'javascript:alert(1)') WHERE kind = 'work'",
        "UPDATE documents SET document = json_set(document, '$.claims[0].node', '../x') WHERE kind = 'work'",
        "UPDATE documents SET document = json_set(document, '$.claims[0].evidence[0].source', 'hearsay') WHERE kind = 'work'",
        "UPDATE documents SET document = json_remove(document, '$.authors') WHERE kind = 'work'",
        "UPDATE documents SET document = document || ',' || document WHERE kind = 'taxonomy'",
        "DROP TABLE documents; CREATE VIEW documents AS SELECT * FROM documents_not_there",
        ENDLESS_VIEW,
        COMPUTED,
    ],
)
def test_a_file_that_does_not_fit_gets_one_message(
    published: Path, tmp_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codev.export.sqlite_documents.DATABASE_SECONDS_MAX", 5.0)
    file = broken(published, tmp_path / "broken.sqlite", statement)
    with pytest.raises(KnowledgeBaseError, match=r"broken\.sqlite .*export sqlite"):
        read_published(file)


def test_a_document_that_is_too_long_gets_one_message(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_published(published).works
    monkeypatch.setattr("codev.export.sqlite_documents.DOCUMENT_BYTES_MAX", 1000)
    with pytest.raises(KnowledgeBaseError, match=r"export sqlite"):
        read_published(published)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\xff" * 200, b"title,year\n", b"\x00" * 5000])
def test_a_file_that_is_none_gets_one_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "none.sqlite").write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match="export sqlite"):
        read_published(tmp_path / "none.sqlite")
    with pytest.raises(KnowledgeBaseError, match="cannot be read"):
        read_published(tmp_path / "missing.sqlite")
