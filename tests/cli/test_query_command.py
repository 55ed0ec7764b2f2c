"""``codev query``: the same rows as in Python, every format, and one line for wrong input of every kind."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codev import Atlas
from codev.cli import query_command
from codev.cli.main import main, run
from codev.errors import CodevError
from codev.query import QUESTIONS, Query
from codev.query import run as answer
from codev.query.facet_values import as_values
from codev.query.questions import option_of
from codev.query.rows import cell_text
from saved_queries import SAVED

Ran = tuple[int, str, str]


@pytest.fixture(autouse=True)
def loaded(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command use the frozen knowledge base, which is loaded already."""
    monkeypatch.setattr(query_command, "load_atlas", lambda root: facts_atlas)


@pytest.fixture
def codev(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what runs a command and returns its exit code, output and errors."""

    def ran(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            run(["query", *arguments])
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return ran


def arguments_of(query: Query) -> list[str]:
    """Return the command line that asks a query."""
    places = query.about.needs
    given_values = {**query.facets.model_dump(), **query.parameters.model_dump()}
    arguments = [query.question, *(each for name in places for each in as_values(given_values[name]))]
    for name, value in given_values.items():
        if name not in places and value not in (None, ()):
            for each in value if isinstance(value, tuple) else (value,):
                arguments += [option_of(name), str(each)]
    return arguments


@pytest.mark.parametrize("url", SAVED)
def test_the_command_line_gives_the_rows_of_the_python_api(facts_atlas: Atlas, codev: Any, url: str) -> None:
    query = Query.from_url(url)
    expected = answer(facts_atlas, query).data()
    for arguments in (arguments_of(query), ["ask", url], ["ask", query.to_json()]):
        code, output, _ = codev(*arguments, "--format", "json")
        assert code == 0
        assert json.loads(output) == expected


@pytest.mark.parametrize("url", SAVED)
def test_a_query_can_be_taken_along_as_a_url(codev: Any, url: str) -> None:
    assert codev(*arguments_of(Query.from_url(url)), "--show-query") == (0, f"{url}\n", "")
    assert codev("ask", f"https://example.org/works/?{url}", "--show-query")[1] == f"{url}\n"


@pytest.mark.parametrize("question", [*QUESTIONS])
def test_examples_in_the_help_work(codev: Any, question: str) -> None:
    helped = CliRunner().invoke(main, ["query", question, "--help"]).output
    examples = re.findall(r"^ +(codev query .+)$", helped, flags=re.MULTILINE)
    assert len(examples) == len(QUESTIONS[question].examples) > 0
    for example in examples:
        words = shlex.split(example)
        assert words[:3] == ["codev", "query", question]
        code, output, errors = codev(*words[2:])
        assert (code, bool(output)) == (0, True), example
        # The frozen base holds no entries that several curators wrote.
        empty = {f"{QUESTIONS[question].empty}\n"} if question == "agreement" else {""}
        assert errors in {"Access is from memory unless an entry verifies it.\n", *empty}


def test_coverage_is_told_in_every_format(codev: Any, facts_atlas: Atlas) -> None:
    code, output, errors = codev("coverage", "--format", "json")
    assert (code, errors) == (0, "")
    rows = json.loads(output)
    assert [row["node"] for row in rows] == list(facts_atlas.tree.subsections)
    assert sum(row["doubt"] for row in rows) == sum(
        claim.doubt is not None for claim in facts_atlas.claims.values() if facts_atlas.tree.subsection_of(claim.node)
    )
    for name in ("table", "csv", "markdown"):
        assert "data-filter" in codev("coverage", "--format", name)[1]


def test_every_question_is_a_sub_command() -> None:
    assert isinstance(query_command.command, click.Group)
    assert set(query_command.command.commands) == {*QUESTIONS, "ask"}
    for name in query_command.command.commands:
        result = CliRunner().invoke(main, ["query", name, "--help"])
        assert result.exit_code == 0
        assert f"codev query {name}" in result.output


# -- formats --------------------------------------------------------------------------------------------------------------


def test_a_table_is_drawn_on_a_terminal_and_plain_elsewhere(codev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, plain, _ = codev("works", "--work", "kirillov2023segment")
    lines = plain.splitlines()
    assert lines[0].split("\t") == ["key", "title", "year", "scope", "venue", "claims", "nodes"]
    assert lines[1].split("\t")[:3] == ["kirillov2023segment", "Segment Anything", "2023"]
    monkeypatch.setattr(query_command, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "150")
    _, drawn, _ = codev("works", "--work", "kirillov2023segment")
    assert "│" in drawn
    assert "\n1 row\n" in drawn
    assert "\t" not in drawn


@pytest.mark.parametrize("width", ["40", "80", "200"])
@pytest.mark.parametrize("url", SAVED[::4])
def test_no_word_is_broken_on_a_terminal_that_is_wide_enough(
    facts_atlas: Atlas, codev: Any, monkeypatch: pytest.MonkeyPatch, url: str, width: str
) -> None:
    monkeypatch.setattr(query_command, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", width)
    _, drawn, _ = codev("ask", url)
    result = answer(facts_atlas, Query.from_url(url))
    if not result.rows:
        assert drawn == ""
        return
    assert max(map(len, drawn.splitlines())) <= int(width)
    first = cell_text(getattr(result.rows[0], result.columns[0].name))
    assert all(word in drawn for word in first.split() if len(word) < int(width) // 2)
    assert f"{len(result.rows):,} row" in drawn


def test_columns_without_any_value_are_not_drawn(codev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_command, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "400")
    assert "doubt" not in codev("claims", "--work", "kirillov2023segment")[1]
    assert "doubt" in codev("claims", "--work", "kirillov2023segment", "--format", "csv")[1]


def test_csv_and_markdown_hold_every_row(codev: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(codev("claims", "--doubt", "yes", "--format", "csv")[1])))
    assert len(rows) == 10
    assert all(row["doubt"] for row in rows)
    markdown = codev("loops", "--format", "markdown")[1].splitlines()
    assert markdown[0] == "| artifacts | length | paradigm | as judged | claims |"
    assert len(markdown) == 8


def test_bibtex_holds_the_works_behind_the_rows(codev: Any) -> None:
    _, output, _ = codev("loops", "--format", "bibtex")
    keys = ["guo2025pisa", "kirillov2023segment", "ravi2024sam", "carion2025sam", "zohar2024videostar", "fang2024vila"]
    assert output.count("\n@") + output.startswith("@") == len(keys)
    assert all(key in output for key in keys)


def test_nothing_found_is_said_beside_the_output(codev: Any) -> None:
    code, output, errors = codev("works", "--node", "data-visualizer", "--modality", "fmri", "--format", "json")
    assert (code, output) == (0, "[]\n")
    assert errors == "No work has all of this.\n"
    code, _, errors = codev("path", "gpt-4", "node:data-filter", "--relation", "part_of")
    assert (code, errors) == (0, "The two are not connected in this direction. Try both directions, or all relations.\n")


# -- wrong input ----------------------------------------------------------------------------------------------------------

LONG = "x" * 10_000

WRONG: list[tuple[list[str], str]] = [
    (["works", "--node", "data-filtr"], "no node 'data-filtr'; did you mean data-filter"),
    (["works", "--node", ""], "node: a value is needed"),
    (["works", "--node", LONG], "node: at most 200 characters are possible"),
    (["works", "--node", "\x1b[31m"], "node: control characters are not possible"),
    (["works", "--year", "2025..2023"], "the range of years 2025..2023 ends before it begins; write 2023..2025"),
    (["works", "--year", "lately"], "'lately' is not a year or a range of years"),
    (["works", "--scope", "mine"], "no scope 'mine'"),
    (["works", "--model", "gpt-four"], "no model 'gpt-four'"),
    (["works", "--nod", "x"], "No such option"),
    (["works", "--format", "xml"], "Invalid value for '--format'"),
    (["works", "stray"], "Got unexpected extra argument"),
    (["works", "--node"], "requires an argument"),
    (["rq1", "--level", "leaf"], "no level 'leaf'"),
    (["lineage"], "lineage needs ARTIFACT; for example: codev query lineage ShareGPT4V"),
    (["lineage", ""], "lineage needs ARTIFACT"),
    (["lineage", "lamm"], "'lamm' is a model and a dataset; write model:lamm or dataset:lamm"),
    (["lineage", "clipp"], "no model or dataset 'clipp'; did you mean model:clip"),
    (["lineage", LONG], "of: at most 200 characters are possible"),
    (["lineage", "lamm" + "-" * 150], "is a model and a dataset"),
    (["lineage", "clip", "--depth", "99999999"], "depth: the most is 1000"),
    (["lineage", "clip", "--depth", "0"], "depth: the least is 1"),
    (["lineage", "clip", "--depth", "-3"], "--depth is a whole number, not '-3'"),
    (["lineage", "clip", "--depth", "deep"], "--depth is a whole number, not 'deep'; write --depth 3"),
    (["lineage", "clip", "--edge-direction", "left"], "no edge direction 'left'"),
    (["lineage", "clip", "--way", "left"], "no edge direction 'left'"),
    (["lineage", "clip", "--way", "up", "--down"], "way is the former name of edge_direction, and the two are given with"),
    (["lineage", "clip", "--relation", "examines"], "no relation that carries lineage 'examines'"),
    (["loops", "--longest", "50"], "longest: the most is 6"),
    (["loops", "--limit", "5000"], "limit: the most is 1000"),
    (["chains", "--paradigm", "none"], "no paradigm 'none'"),
    (["chains", "--model", "clip", "--model", "sam"], "model is given 2 times, but this question takes only one"),
    (["dependence", "--access", "secret"], "no access 'secret'"),
    (["falls"], "name a model, a family or an access"),
    (["gaps", "--status", "hollow"], "no status 'hollow'"),
    (["leakage", "--kind", "drip"], "no kind of leakage 'drip'"),
    (["disagreements", "--work", "nobody"], "no work 'nobody'"),
    (["evidence", "--kind", "thin"], "no kind of thin evidence 'thin'"),
    (["path", "nothing-here", "nowhere-there"], "no model, dataset, work or node 'nothing-here'"),
    (["path", "clip"], "path needs TO"),
    (["path", "clip", "clip"], "both ends of the path are model:clip"),
    (["neighbours", "clip", "--relation", "hates"], "no relation 'hates'"),
    (["similar", "chen2023"], "no work 'chen2023'; did you mean chen2023"),
    (["similar", "chen2023sharegpt4v", "--limit", "500"], "500 works are not possible"),
    (["trends", "--by", "colour"], "no dimension 'colour'"),
    (["ask"], "nothing is asked"),
    (["ask", "question=wroks"], "no question 'wroks'; did you mean works"),
    (["ask", "{"], "invalid JSON"),
    (["ask", LONG], "a query of 10000 characters is too long"),
    (["wroks"], "no question 'wroks'; did you mean works?"),
    ([LONG], "no question 'xxx"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(case[0])[:50] for case in WRONG])
def test_wrong_input_is_one_clear_line(codev: Any, arguments: list[str], message: str) -> None:
    code, output, errors = codev(*arguments)
    assert (code, output) == (2, "")
    assert message in errors
    assert errors.startswith("codev: ")
    assert errors.count("\n") == 1
    assert len(errors) < 700
    assert "\x1b" not in errors


FORMER = [
    (["--way", "down"], "&edge_direction=down"),
    (["--way=both"], "&edge_direction=both"),
    (["--way", "down", "--down"], "&edge_direction=down"),
    (["--edge-direction", "down"], "&edge_direction=down"),
    (["--down"], "&edge_direction=down"),
]


@pytest.mark.parametrize(("options", "asked"), FORMER, ids=[" ".join(case[0]) for case in FORMER])
@pytest.mark.parametrize("question", ["lineage", "neighbours"])
def test_an_option_under_a_former_name_asks_the_same(codev: Any, question: str, options: list[str], asked: str) -> None:
    assert codev(question, "clip", *options, "--show-query") == (0, f"question={question}&of=clip{asked}\n", "")


def test_the_help_shows_present_names_only() -> None:
    helped = CliRunner().invoke(main, ["query", "lineage", "--help"]).output
    assert "--edge-direction TEXT" in helped
    assert "--way" not in helped


@given(question=st.sampled_from([*QUESTIONS]), words=st.lists(st.text(max_size=30), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_no_words_end_in_a_traceback(question: str, words: list[str]) -> None:
    # Errors that `codev.cli.main.run` turns into one line reach the runner as they are.
    result = CliRunner().invoke(main, ["query", question, "--", *words])
    assert result.exception is None or isinstance(result.exception, (SystemExit, CodevError)), result.exception


def test_a_folder_without_knowledge_base_is_one_line(codev: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from codev.cli.common import load_atlas

    monkeypatch.setattr(query_command, "load_atlas", load_atlas)
    code, output, errors = codev("loops", "--root", str(tmp_path))
    assert (code, output, errors.count("\n")) == (1, "", 1)
