"""Results as text: each format read back by its own reader, hostile values kept harmless."""

from __future__ import annotations

import csv
import io
import json

import markdown  # type: ignore[import-untyped]
from bs4 import BeautifulSoup

from codev.export.sql import SqlResult
from codev.export.sql_text import sql_to_csv, sql_to_json, sql_to_markdown, sql_to_tsv

RESULT = SqlResult(("id", "value", "id"), (("a", 1, None), ("=b|c\n\td", 2.5, b"\x00\xff"), ("<b>", float("inf"), "\x1b[2J")))


def test_json() -> None:
    assert json.loads(sql_to_json(RESULT)) == [
        {"id": "a", "value": 1, "id_2": None},
        {"id": "=b|c\n\td", "value": 2.5, "id_2": "x'00ff'"},
        {"id": "<b>", "value": None, "id_2": "\x1b[2J"},
    ]
    assert sql_to_json(SqlResult(("a",), ())) == "[]"


def test_csv() -> None:
    rows = list(csv.reader(io.StringIO(sql_to_csv(RESULT))))
    assert rows[0] == ["id", "value", "id"]
    assert rows[1] == ["a", "1", ""]
    assert rows[2] == ["'=b|c\n\td", "2.5", "x'00ff'"]


def test_tsv() -> None:
    lines = sql_to_tsv(RESULT).splitlines()
    assert lines[0] == "id\tvalue\tid"
    assert lines[2] == "=b|c d\t2.5\tx'00ff'"
    assert "\x1b" not in sql_to_tsv(RESULT)


def test_markdown() -> None:
    html = markdown.markdown(sql_to_markdown(RESULT), extensions=["tables"])
    cells = [
        [cell.get_text() for cell in row.find_all(["td", "th"])] for row in BeautifulSoup(html, "html.parser").find_all("tr")
    ]
    assert cells == [["id", "value", "id"], ["a", "1", ""], ["=b|c d", "2.5", "x'00ff'"], ["<b>", "inf", "[2J"]]
