"""Hostile text in every field, parameter, upload and statement: nothing but a message, and nothing that runs."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from codev.explorer.state.address import EXTRAS
from codev.limits.files import WORK_BYTES_MAX
from codev.limits.questions import FACET_VALUES_MAX, VALUE_CHARACTERS_MAX
from codev.query import QUESTIONS, Facets, Parameters
from explorer.conftest import OpenPage, assert_healthy, said

TEXTS = [
    "'; DROP TABLE works; --",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "![x](http://evil.example/x.png) [y](javascript:alert(1)) :material/home: :red[z] $\\int$",
    "../../etc/passwd",
    "{{7*7}} ${7*7} %s %n {0.__class__}",
    "\u202egnp.exe\u200b\ufeff",
    "a" * 3_000,
    "\x00\x07\x1b[31m",
    "😀" * 300,
    "..",
    "-9" * 30,
    "model:" + "@" * 50,
    "~~~/",
]


RUNNING = re.compile(r"(?<!\\)(!\[|\]\(|<img|<script|:material/home|:red\[|\$\\int)")
"""What Markdown would make something of; escaped by a backslash it is text."""


def assert_nothing_runs(page: AppTest) -> None:
    """Hold a page to being healthy and to showing hostile text as text only."""
    assert_healthy(page)
    for part in (*page.error, *page.warning, *page.info, *page.caption, *page.markdown):
        assert not RUNNING.search(str(part.value)), part.value
    for each in page.html:
        assert "<script" not in each.proto.body
        assert "<img" not in each.proto.body


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_in_every_parameter_of_the_address(open_page: OpenPage, text: str) -> None:
    names = [*Facets.model_fields, *Parameters.model_fields, *EXTRAS, "question", "__proto__", text[:200]]
    page = open_page(urlencode([(name, text) for name in names]))
    assert_nothing_runs(page)
    assert page.warning or page.error


@pytest.mark.parametrize(("question", "number"), [(name, number) for number, name in enumerate(QUESTIONS)])
def test_hostile_values_in_what_each_question_takes(open_page: OpenPage, question: str, number: int) -> None:
    names = [*Facets.model_fields, *Parameters.model_fields, "row", "cell", "show", "across"]
    # A few of the texts for each question, all of them over the questions.
    for text in (TEXTS[(number + step) % len(TEXTS)] for step in (0, 5, 9)):
        assert_nothing_runs(open_page(urlencode([("question", question), *((name, text) for name in names)])))


@pytest.mark.parametrize("name", ["depth", "limit", "longest", "row"])
@pytest.mark.parametrize("number", ["0", "99999", "٣"])
def test_odd_numbers_get_a_message_or_nothing(open_page: OpenPage, name: str, number: str) -> None:
    question = {"depth": "lineage&of=clip", "limit": "similar&of=liu2023visual", "longest": "loops", "row": "works"}[name]
    page = open_page(f"question={question}&{urlencode({name: number})}")
    assert_nothing_runs(page)


def test_too_many_parts_of_an_address_are_left_aside(open_page: OpenPage) -> None:
    page = open_page(urlencode([("node", f"n{number}") for number in range(400)]))
    assert "too many parts" in said(page)
    assert_nothing_runs(page)


TYPED = ("node", "role", "stage", "enhanced", "leveraged", "model", "dataset", "year", "author", "venue", "work")


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_in_all_fields_at_once(open_page: OpenPage, text: str) -> None:
    page = open_page("question=works")
    page.text_input(key="w_text").set_value(text[:200])
    for facet in TYPED:
        page.multiselect(key=f"w_{facet}").set_value([text])
    page.run()
    assert_nothing_runs(page)
    page.button(key="start_over").click().run()
    assert page.query_params["view"] in ("start", ["start"])


@pytest.mark.parametrize(("facet", "text"), list(zip(TYPED, TEXTS, strict=False)))
def test_hostile_text_in_one_field_gets_a_message(open_page: OpenPage, facet: str, text: str) -> None:
    page = open_page("question=works")
    page.multiselect(key=f"w_{facet}").set_value([text]).run()
    assert_nothing_runs(page)
    assert page.error or page.info
    page.button(key="clear_facets").click().run()
    assert page.dataframe


def test_more_than_a_browser_sends_is_cut(open_page: OpenPage) -> None:
    page = open_page("question=works")
    page.multiselect(key="w_model").set_value([f"{number:04}" * 100 for number in range(2_000)]).run()
    assert_nothing_runs(page)
    held = page.multiselect(key="w_model").value
    assert len(held) == FACET_VALUES_MAX
    assert max(map(len, held)) == VALUE_CHARACTERS_MAX


STATEMENTS = [
    "DROP TABLE works",
    "DELETE FROM works",
    "UPDATE works SET title = ''",
    "ATTACH DATABASE '/etc/passwd' AS x",
    "PRAGMA writable_schema = ON",
    "SELECT load_extension('x')",
    "SELECT readfile('/etc/passwd')",
    "SELECT 1; SELECT 2",
    "SELECT * FROM sqlite_dbpage",
    "VACUUM INTO '/tmp/x'",
    "SELECT",
    "nonsense",
    "--",
    "SELECT ?",
    "SELECT titel FROM works",
    "SELECT * FROM work",
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
    "SELECT zeroblob(1000000000)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_console_answers_hostile_statements_with_a_message(open_page: OpenPage, statement: str) -> None:
    page = open_page("view=console")
    page.text_area(key="w_sql").set_value(statement).run()
    assert_nothing_runs(page)
    assert page.error
    assert not page.dataframe
    page.text_area(key="w_sql").set_value("SELECT count(*) AS n FROM works").run()
    assert page.dataframe[0].value["n"][0] > 300


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT x'00ff' AS a, NULL AS b, 9223372036854775807 AS c, -1e308 AS d, 'x' AS a",
        "SELECT title AS [a.b:c], year AS '<b>' FROM works LIMIT 3",
        "SELECT 1 WHERE 0",
        "SELECT '=cmd()' AS \"![x](http://evil.example)\"",
    ],
)
@pytest.mark.parametrize("chart", ["table", "bars", "line", "points"])
def test_odd_results_are_shown(open_page: OpenPage, statement: str, chart: str) -> None:
    assert_nothing_runs(open_page(urlencode({"view": "console", "sql": statement, "chart": chart})))


ENTRIES = [
    b"\xff\xfe\x00",
    b"key: [",
    b"- 1\n- 2\n",
    b"!!python/object/apply:os.system ['true']",
    b"a: &a [x]\nb: *a\n",
    b"{" * 5_000,
    b"key: x\nyear: 99999999999999999999\ntitle: '<script>alert(1)</script>'\n",
    b"key: liu2023visual\nyear: 2023\ntitle: ![x](http://evil.example/x.png)\nauthors: [A]\nscope: extended\n",
    b"key: ../../x\n",
    b"title: " + b"x" * (WORK_BYTES_MAX + 10),
    "key: жж\ntitle: \u202e\n".encode(),
    b"\n\n---\n---\n",
    b"null",
    b"year: " + b"9" * 5_000,
    b"? [a]\n: b\n",
    b"<<: {a: 1}\nkey: x\n",
    b"a: &a [*a]\n",
    b"".join(b" " * depth + b"a:\n" for depth in range(500)),
    b"%TAG ! tag:x,2000:\n--- !foo bar\n",
    b"a: !!binary x\nb: !!timestamp 2020-99-99\n",
    "title: \ud800".encode("utf-8", "surrogatepass"),
]


@pytest.mark.parametrize("entry", ENTRIES, ids=range(len(ENTRIES)))
def test_hostile_entries_get_findings(open_page: OpenPage, entry: bytes) -> None:
    page = open_page("view=checker")
    page.file_uploader(key="entry_file").set_value(("../../evil.yaml", entry, "text/yaml")).run()
    assert_nothing_runs(page)
    assert "finding" in said(page)
    page.file_uploader(key="entry_file").set_value(None)
    page.text_area(key="entry_text").set_value(entry.decode("utf-8", "replace")[:WORK_BYTES_MAX]).run()
    assert_nothing_runs(page)
    assert "finding" in said(page)
