"""``codev explore``: what it hands to Streamlit, and one line for wrong use."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codev.cli.main import main
from codev.errors import KnowledgeBaseError, WrongUseError
from codev.explorer.launch import DATA_VARIABLE, ROOT_VARIABLE
from codev.export.sqlite_documents import DOCUMENT_TABLE

Launched = list[tuple[list[str], dict[str, str]]]
"""Arguments and environment of what would have been started."""


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Launched:
    """What would have been started."""
    seen: Launched = []

    def note(arguments: list[str], variables: dict[str, str]) -> None:
        seen.append((arguments, variables))

    monkeypatch.setattr("codev.cli.explore_command.launch", note)
    return seen


def run(*arguments: str) -> Any:
    """Run the command and raise what it raises."""
    return CliRunner().invoke(main, ["explore", *arguments], catch_exceptions=False)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_folder_is_found_and_the_address_printed(facts_base: Path, launched: Launched) -> None:
    port = free_port()
    outcome = run("--root", str(facts_base / "papers"), "--port", str(port), "--no-browser")
    assert outcome.exit_code == 0
    assert f"http://localhost:{port}" in outcome.output
    arguments, variables = launched[0]
    assert "--server.headless=true" in arguments
    assert variables[ROOT_VARIABLE] == str(facts_base)


def test_a_published_file_needs_no_folder(tmp_path: Path, launched: Launched) -> None:
    with closing(sqlite3.connect(tmp_path / "codev.sqlite")) as connection:
        connection.execute(f"CREATE TABLE {DOCUMENT_TABLE} (kind, id, path, document)")
    outcome = run("--root", str(tmp_path), "--data", str(tmp_path / "codev.sqlite"), "--port", str(free_port()))
    assert outcome.exit_code == 0
    assert launched[0][1][DATA_VARIABLE] == str(tmp_path / "codev.sqlite")
    assert "--server.headless=false" in launched[0][0]


def test_wrong_use_is_told_before_anything_starts(tmp_path: Path, launched: Launched) -> None:
    with pytest.raises(KnowledgeBaseError, match="no knowledge base"):
        run("--root", str(tmp_path))
    assert run("--port", "0").exit_code == 2
    assert run("--data", str(tmp_path / "missing.sqlite")).exit_code == 2
    assert launched == []


@pytest.mark.parametrize("content", [b"", b"nodes:\n- id: scaling\n", b"SQLite format 3\0" + bytes(range(256)) * 9])
def test_a_file_that_is_no_database_is_told(content: bytes, tmp_path: Path, launched: Launched) -> None:
    (tmp_path / "some.sqlite").write_bytes(content)
    with pytest.raises(WrongUseError, match=r"some\.sqlite is not a CoDev Atlas database"):
        run("--data", str(tmp_path / "some.sqlite"))
    assert launched == []


def test_a_port_in_use_is_told(facts_base: Path, launched: Launched) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(WrongUseError, match="cannot listen"):
            run("--root", str(facts_base), "--port", str(taken.getsockname()[1]))
    assert launched == []


def test_the_help_has_examples() -> None:
    outcome = run("--help")
    assert "codev explore --data codev" in outcome.output
    assert "--no-browser" in outcome.output
