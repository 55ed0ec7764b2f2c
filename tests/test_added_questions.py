"""A new facet is one row, a new question one module: added to a copy of the package, each is found everywhere (DESIGN §4)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from added_questions import FACET, QUESTION

PACKAGE = Path(__file__).parent.parent / "scripts" / "codev"
LEARNING, VISUAL = "radford2021learning", "liu2023visual"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What becomes of a facet and a question that a copy of the package has more, in one file each."""
    folder = tmp_path_factory.mktemp("added")
    copy = shutil.copytree(PACKAGE, folder / "scripts" / "codev", ignore=shutil.ignore_patterns("__pycache__"))
    facets = copy / "query" / "facets.py"
    text = facets.read_text("utf-8")
    before = '    Facet(\n        "text",\n'
    assert text.count(before) == 1
    facets.write_text(text.replace(before, FACET + before), "utf-8")
    (copy / "query" / "answers" / "titles.py").write_text(QUESTION, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    script = Path(__file__).parent / "added_questions.py"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_python_selects_by_the_facet_and_answers_the_question(told: dict[str, Any]) -> None:
    assert told["facet in Python"] == [VISUAL]
    assert [row["key"] for row in told["question in Python"]] == [LEARNING]
    assert told["question in Python"][0]["words"] == 8


def test_the_command_takes_the_facet_and_has_the_question(told: dict[str, Any]) -> None:
    assert [row["key"] for row in told["facet in the command"]] == [VISUAL]
    assert "--initial TEXT The first letter of the title." in told["facet in the help"]
    assert [row["key"] for row in told["question in the command"]] == [LEARNING]
    for said in ("Which works have long titles?", "--least NUMBER", "--initial TEXT", "codev query titles --least 5"):
        assert said in told["question in the help"]
    assert "least: the most is 50" in told["wrong"]


def test_a_former_name_of_the_parameter_goes_on_to_work(told: dict[str, Any]) -> None:
    assert told["former name in the command"] == told["former name in an address"] == "question=titles&least=4"
    assert "--at-least" not in told["question in the help"]
    assert told["former name in the tool"] == "codev query titles --initial v --least 3"
    assert "at_least" not in told["tool"]["takes"]


def test_every_format_holds_the_answer(told: dict[str, Any]) -> None:
    assert told["question as CSV"].startswith("key,words_of,words radford2021learning,")
    assert told["question as Markdown"].startswith("| work | words in the title |")
    assert "Learning Transferable Visual Models" in told["question as BibTeX"]


def test_the_explorer_shows_both(told: dict[str, Any]) -> None:
    assert told["facet in the explorer"] == ["First letter", ["v"]]
    assert told["parameter in the explorer"] == "At least"
    assert told["answer in the explorer"] == [{"Work": VISUAL, "Words in the title": 3}]
    assert told["texts to copy"][0] == "codev query titles --initial v --least 3"
    assert "ask(atlas, 'titles', initial=['v'], least=3)" in told["texts to copy"][1]
    assert told["errors in the explorer"] == []


def test_an_assistant_has_the_tool_and_the_facet(told: dict[str, Any]) -> None:
    tool = told["tool"]
    assert tool["description"].startswith("Which works have long titles?")
    assert "Five words and more: least = 5" in tool["description"]
    assert (tool["takes"]["least"]["minimum"], tool["takes"]["least"]["maximum"]) == (1, 50)
    assert tool["gives"]["rows"]["items"]["required"] == ["key", "words_of", "words"]
    assert tool["gives"]["rows"]["items"]["properties"]["words"] == {"type": "integer"}
    assert [row["key"] for row in told["answer of the tool"]["rows"]] == [VISUAL]
    assert told["answer of the tool"]["pages"][VISUAL] == f"works/{VISUAL}/"
    assert told["facet of a tool"]["items"]["enum"][:2] == ["a", "b"]


def test_the_site_has_a_page_data_and_the_facet(told: dict[str, Any]) -> None:
    assert "Which works have long titles?" in told["page"]
    assert told["page"].index("Learning Transferable Visual Models") < told["page"].index("Visual Instruction Tuning")
    assert json.loads(told["files"]["answer-1.json"])[0]["key"] == LEARNING
    assert told["files"]["answer-1.csv"].startswith("key,words_of,words")
    (facet,) = told["facet in the browser"]
    assert (facet["title"], facet["ids"][:1], facet["names"][:1]) == ("First letter", ["a"], ["Letter A"])


def test_the_documentation_tells_of_both(told: dict[str, Any]) -> None:
    assert "## Which works have long titles? { #titles }" in told["documentation"]
    assert "codev query titles --least 5" in told["documentation"]
    assert "First letter <code>initial</code>" in told["documentation"]


def test_the_database_holds_the_facet(told: dict[str, Any]) -> None:
    assert told["database"] == [["kirillov2023segment", "s"], [VISUAL, "v"], [LEARNING, "l"]]
