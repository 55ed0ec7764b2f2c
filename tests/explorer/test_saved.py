"""The saved queries that everybody who answers queries is held to, asked of the explorer's page and of the texts to copy."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from codev import Atlas
from codev.cli import query_command
from codev.cli.main import main
from codev.explorer.state.address import read_address, taken
from codev.explorer.widgets.answer_downloads import TAKEAWAY
from codev.query import QUESTIONS, Query, Result, run
from codev.query.facets import FACETS
from codev.query.text import to_json
from explorer.conftest import OpenPage, said
from saved_queries import SAVED


@pytest.fixture(autouse=True)
def loaded(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands that are copied use the frozen knowledge base, which is loaded already."""
    monkeypatch.setattr(query_command, "load_atlas", lambda root: facts_atlas)


def keys_of_widgets(page: AppTest) -> set[str]:
    """Return the session keys of the widgets that narrow an answer."""
    kinds = (page.multiselect, page.selectbox, page.text_input, page.segmented_control)
    return {str(widget.key) for kind in kinds for widget in kind}


def assert_copies_give_the_same(page: AppTest, atlas: Atlas, facts_base: Path, answer: Result) -> None:
    """Hold the texts to copy to giving the answer: the command, the Python and the query are run."""
    expected = json.loads(to_json(answer))
    command, python, *_, link = [block.value for block in page.code]
    words = shlex.split(command)[1:]
    options = ["--root", str(facts_base), "--format", "json"]
    outcome = CliRunner().invoke(main, [*words[:2], *options, *words[2:]])
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout) == expected
    outcome = CliRunner().invoke(main, ["query", "ask", *options, link])
    assert json.loads(outcome.stdout) == expected
    scope: dict[str, object] = {}
    exec(python.replace('Atlas.load(".")', "atlas").replace("print(row)", "row"), {"atlas": atlas}, scope)  # noqa: S102
    assert scope["result"].data() == expected  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", SAVED)
def test_the_page_shows_what_the_query_gives(open_page: OpenPage, facts_atlas: Atlas, facts_base: Path, asked: str) -> None:
    query = Query.from_url(asked)
    answer = run(facts_atlas, query)
    page = open_page(asked, panels=[TAKEAWAY, f"same_{query.question}"])
    assert not page.error
    assert not page.warning
    # The address says the same query, in its canonical form.
    address = {name: value if isinstance(value, list) else [value] for name, value in dict(page.query_params).items()}
    assert run(facts_atlas, Query.from_url(urlencode(address, doseq=True))).as_dicts() == answer.as_dicts()
    assert f"The answer: {len(answer.rows):,} row" in said(page)
    works = [key for key in answer.works() if key in facts_atlas.works]
    assert not works or f"The {len(works):,} work" in said(page)
    if answer.rows and query.question != "compare":  # things stand side by side in a table of its own shape
        table = page.dataframe[0].value
        assert len(table) == len(answer.rows)
        if query.question == "works":
            assert list(table["Key"]) == [row["key"] for row in answer.as_dicts()]
        if query.question == "claims":
            assert list(table["Id"]) == [row["id"] for row in answer.as_dicts()]
    # What narrows the answer can be seen, and taken away, in a widget.
    keys = keys_of_widgets(page)
    state, _ = read_address(address)
    for name in taken(query.question):
        if state.values.get(name):
            assert f"w_{name}" in keys, name
    assert_copies_give_the_same(page, facts_atlas, facts_base, answer)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_facet_and_parameter_of_a_question_has_a_widget(open_page: OpenPage, question: str) -> None:
    page = open_page(f"question={question}")
    keys = keys_of_widgets(page)
    offered = {name for name in taken(question) if name not in FACETS or FACETS[name].group}
    assert {f"w_{name}" for name in offered} <= keys
