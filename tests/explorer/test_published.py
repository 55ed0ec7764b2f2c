"""A published file instead of a checkout: every tab says the same, and what is copied runs there."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.cli.explore_command import graph_view
from codev.cli.main import main
from codev.errors import KnowledgeBaseError
from codev.explorer.launch import DATA_VARIABLE
from codev.explorer.state.view import View, views
from codev.explorer.widgets.answer_downloads import TAKEAWAY
from codev.export import sqlite
from codev.query import Query, as_command, as_python, run
from codev.query.text import to_json
from explorer.conftest import OpenPage, open_at, said
from explorer.test_app import ADDRESSES


@pytest.fixture(scope="module")
def published(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen knowledge base as a published file."""
    folder = tmp_path_factory.mktemp("published")
    return folder / sqlite.write(facts_atlas, folder)[0]


def address_of(view: View) -> str:
    """Return an address of a tab."""
    names = [f"question={each}" for each in view.questions] or [f"view={view.id}"]
    return next((each for each in ADDRESSES if each.partition("&")[0] in names), names[0])


@pytest.mark.parametrize("view", views(), ids=lambda view: view.id)
def test_every_tab_says_the_same_of_a_published_file(
    open_page: OpenPage, published: Path, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_page(address_of(view), panels=[TAKEAWAY])
    monkeypatch.setenv(DATA_VARIABLE, str(published))
    page = open_at(address_of(view), panels=[TAKEAWAY])
    assert not page.error
    by_file = [line for line in said(page).splitlines() if "Source: " not in line and "codev query ask" not in line]
    by_folder = [line for line in said(folder).splitlines() if "Source: " not in line and "codev query ask" not in line]
    assert by_file == by_folder
    assert [table.value.to_dict() for table in page.dataframe] == [table.value.to_dict() for table in folder.dataframe]
    commands = [block.value for block in page.code if block.value.startswith("codev ")]
    assert bool(commands) == bool(folder.code)
    assert all(f"--data {published.name}" in command for command in commands)


ASKED = ["question=works&node=data-filter", "question=lineage&of=dataset%3Asharegpt4v&depth=1", "question=loops"]


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_copied_runs_where_the_file_is(
    facts_atlas: Atlas, published: Path, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query.from_url(asked)
    expected = json.loads(to_json(run(facts_atlas, query)))
    # Beside the file, where there is no checkout.
    monkeypatch.chdir(published.parent)
    outcome = CliRunner().invoke(main, [*shlex.split(as_command(query, published.name))[1:], "--format", "json"])
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout) == expected
    outcome = CliRunner().invoke(main, ["query", "ask", "--data", published.name, query.to_url(), "--format", "json"])
    assert json.loads(outcome.stdout) == expected
    scope: dict[str, object] = {}
    exec(as_python(query, published.name).replace("print(row)", "row"), scope)  # noqa: S102
    assert scope["result"].data() == expected  # type: ignore[attr-defined]


def test_the_statement_of_the_console_runs_where_the_file_is(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(published))
    page = open_at(
        "view=console&sql=SELECT+scope%2C+count%28%2A%29+AS+n+FROM+works+WHERE+title+%21%3D+%27it%27%27s%27+GROUP+BY+scope"
    )
    (command,) = [block.value for block in page.code]
    monkeypatch.chdir(published.parent)
    words = shlex.split(command)[1:]
    outcome = CliRunner().invoke(main, [words[0], "--format", "json", *words[1:]])
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout) == page.dataframe[0].value.to_dict("records")
    assert sorted(published.parent.iterdir()) == [published], "nothing is written beside the file"


def test_a_file_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "x.sqlite"
    other.write_text("nothing")
    for command in (["query", "loops"], ["sql", "SELECT 1"]):
        outcome = CliRunner().invoke(main, [*command, "--data", str(other)])
        assert isinstance(outcome.exception, KnowledgeBaseError)
        assert outcome.exception.message.startswith("x.sqlite is not a CoDev Atlas database")


def test_the_graph_view_is_found_wherever_the_file_lies(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codev.cli.explore_command._build", lambda checkout: None)
    assert graph_view(tmp_path) == graph_view(repository)
    assert graph_view(tmp_path) is not None
