"""Every example that a command's help shows runs as it stands: what is read is copied, pasted and believed."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from codev import Atlas
from codev.cli.main import main
from codev.export.sqlite import write as write_database

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


def workshop_of(source: Path, root: Path) -> Path:
    """Copy a knowledge base to a folder in which a user may try examples, and return the folder."""
    for folder in ("taxonomy", "papers"):
        shutil.copytree(source / folder, root / folder)
    (root / "query.sql").write_text("SELECT key FROM works LIMIT 3")
    write_database(Atlas.load(root), root)
    return root


@pytest.fixture(scope="module", autouse=True)
def loaded_once() -> Iterator[None]:
    """Let all examples read each of the two knowledge bases once: nothing writes to them."""
    load = cache(Atlas.load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Atlas, "load", lambda root, progress=None: load(root.resolve()))
        yield


@pytest.fixture(scope="module")
def workshop(live_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real knowledge base."""
    return workshop_of(live_base, tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def frozen_workshop(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the frozen knowledge base."""
    return workshop_of(facts_base, tmp_path_factory.mktemp("frozen_examples"))


def answer(line: str) -> Result:
    """Run an example in the current folder and return what came of it."""
    found = _EXAMPLE.match(line)
    assert found is not None, line
    given = shlex.split(found["given"])[0] if found["given"] else None
    return CliRunner().invoke(main, shlex.split(found["arguments"]), input=given)


@pytest.mark.parametrize("line", every_example())
def test_an_example_runs(workshop: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(workshop)
    result = answer(line)
    assert result.exit_code == 0, result.output
    assert result.stderr.count("\n") <= 1


@pytest.mark.parametrize("line", every_example())
def test_an_example_shows_something(frozen_workshop: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(frozen_workshop)
    assert answer(line).stdout.strip(), "an example that shows nothing shows nothing of use"
