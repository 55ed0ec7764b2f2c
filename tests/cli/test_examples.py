"""Every example that a command's help shows runs as it stands: what is read is copied, pasted and believed."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from codev.cli.main import main

COMMANDS = ("check", "query", "sql", "export", "stats")
"""The commands that read a knowledge base and nothing else; the others need files, checkouts or the network of their user."""

_EXAMPLE = re.compile(r"^(?:echo (?P<given>.+?) \| )?codev (?P<arguments>.+)$")


def examples_of(name: str, command: click.Command | None) -> Iterator[str]:
    """Yield the examples of a command and of those below it."""
    assert command is not None, f"there is no command {name}"
    assert command.epilog, f"{name} shows no example"
    yield from (line.strip() for line in command.epilog.splitlines() if "codev " in line)
    if isinstance(command, click.Group):
        for each in command.commands:
            yield from examples_of(f"{name} {each}", command.commands[each])


def every_example() -> list[str]:
    """Return the examples of all these commands, each once."""
    context = click.Context(main)
    commands = [(name, main.get_command(context, name)) for name in COMMANDS]
    return list(dict.fromkeys(line for name, command in commands for line in examples_of(name, command)))


@pytest.fixture(scope="module")
def workshop(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base in which a user may try examples."""
    root = tmp_path_factory.mktemp("examples")
    for folder in ("taxonomy", "papers"):
        shutil.copytree(repository / folder, root / folder)
    (root / "query.sql").write_text("SELECT key FROM works LIMIT 3")
    return root


@pytest.mark.parametrize("line", every_example())
def test_an_example_runs(workshop: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(workshop)
    found = _EXAMPLE.match(line)
    assert found is not None, line
    given = shlex.split(found["given"])[0] if found["given"] else None
    result = CliRunner().invoke(main, shlex.split(found["arguments"]), input=given)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip(), "an example that shows nothing shows nothing of use"
    assert result.stderr.count("\n") <= 1
