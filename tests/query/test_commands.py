"""A query as the command and as the Python that ask the same."""

from __future__ import annotations

import ast
import shlex

import pytest
from click.testing import CliRunner

from codev.cli.main import main
from codev.query import QUESTIONS, Query, as_command, as_python
from saved_queries import SAVED

COMMANDS = [
    *SAVED,
    "question=similar&of=liu2023visual&limit=5",
    "question=path&of=dataset%3Acoco&to=model%3Allava&edge_direction=down&limit=2",
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
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ask"
    )
    values = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert Query.build(ast.literal_eval(call.args[1]), **values) == query


@pytest.mark.parametrize("question", QUESTIONS)
def test_examples_are_queries_in_their_own_words(question: str) -> None:
    for values in QUESTIONS[question].examples.values():
        assert as_command(Query.build(question, **values)).startswith(f"codev query {question}")
    assert not [label for label in QUESTIONS[question].examples if not label[0].isupper()]
