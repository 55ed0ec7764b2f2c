"""Readers of what visitors and assistants ask: addresses, saved queries, SQL, calls of the MCP server."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import mcp_types as types
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from pydantic_core import from_json

from assistant.asked import ASKED
from codev.assistant import server
from codev.assistant.prompts import TASKS
from codev.errors import WrongUseError
from codev.explorer.state.address import address, read_address
from codev.explorer.state.saved_queries import from_file, parameters_of
from codev.export.sql import run_sql
from codev.export.sql_examples import EXAMPLES
from codev.export.sql_guard import DEFAULT_LIMITS
from codev.export.sql_text import sql_to_csv, sql_to_json, sql_to_markdown, sql_to_tsv
from codev.query.query import Query
from codev.query.questions import QUESTIONS
from codev.query.run import run
from fuzz.mutations import changed_json
from fuzz.place import Place
from fuzz.target import Seeds, Target, no_number, shape

SQL_LIMITS = replace(DEFAULT_LIMITS, seconds=1.0, rows=100)
"""A greedy statement may not take all the time that there is to try others."""


def _addresses(_: Place) -> Seeds:
    """Return addresses of every question, as the explorer, the site and files of saved queries have them."""
    asked = [
        Query.build(name, **values) for name, question in QUESTIONS.items() for values in [*question.examples.values()][:2]
    ]
    urls = [query.to_url() for query in asked]
    tools = [
        "view=sql&sql=SELECT%201",
        "view=graph&graph=node%3Dmodel%3Aclip&show=",
        "view=matrix&cell=a&across=stage&share=row",
    ]
    saved = json.dumps([{"name": f"Query {number}", "query": url} for number, url in enumerate(urls[:3])])
    return {
        "address": [each.encode() for each in (*urls, *tools)],
        "json": [query.to_json().encode() for query in asked],
        "saved": [saved.encode()],
    }


def _read_address(place: Place, variant: str, raw: bytes) -> list[str]:
    """Read an address, the JSON of a query or saved queries, and answer what is asked."""
    text = raw.decode("utf-8", "surrogateescape" if variant == "json" else "replace")
    if variant == "saved":
        return [shape(each) for each in from_file(raw)[1]]
    if variant == "json":
        query: Query | None = Query.from_json(text)
        problems: tuple[str, ...] = ()
    else:
        try:
            parameters = parameters_of(text)
        except ValueError:  # as its callers know
            return ["too many parts"]
        state, problems = read_address(parameters)
        again, _ = read_address(address(state))
        assert address(again) == address(state), "an address does not lead back to its page"
        query = state.query()
    if query is not None:
        rows = run(place.atlas, query).as_dicts()
        json.dumps(rows, allow_nan=False)
        problems += (f"{query.question} {bool(rows)}",)
    return [shape(each) for each in problems]


def _statements(_: Place) -> Seeds:
    """Return the examples of the documentation, and more of the language."""
    more = [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT i, i * 1.5, x'00ff', NULL FROM n",
        "SELECT w.key, json_extract(value, '$.a') FROM works w, json_each('[1, 2]') WHERE w.title LIKE '%a%' ESCAPE '\\'",
        "SELECT group_concat(replace(trim(title, 'ab'), 'a', 'bb')) OVER (PARTITION BY year ORDER BY key) FROM works",
        "SELECT * FROM search WHERE search MATCH 'vision NEAR model' ORDER BY rank",
        "SELECT max(1e308 * 9, year), -9e999, CAST(x'ff80' AS TEXT), char(0, 55296) FROM works",
        "PRAGMA table_info('works')",
    ]
    return {"statement": [each.encode() for each in (*(example.sql for example in EXAMPLES), *more)]}


def _read_statement(place: Place, _: str, raw: bytes) -> list[str]:
    """Run a statement, and write its answer in every form."""
    result = run_sql(place.database, raw.decode("utf-8", "surrogateescape"), SQL_LIMITS)
    for write in (sql_to_json, sql_to_csv, sql_to_tsv, sql_to_markdown):
        write(result).encode()
    json.loads(sql_to_json(result), parse_constant=no_number)
    return [f"{len(result.columns)} columns", f"{bool(result.rows)}"]


def _calls(place: Place) -> Seeds:
    """Return calls of every tool, and of resources, prompts and completions."""
    claim, work = next(iter(place.atlas.claims)), next(iter(place.atlas.works))
    entry = (place.root / place.atlas.paths[work]).read_text("utf-8")
    known: dict[str, list[dict[str, Any]]] = {
        "search": [{"text": "vision model", "kind": "work"}],
        "record": [{"of": work}, {"of": claim}],
        "taxonomy": [{"vocabulary": "stage", "text": "finetune", "below": "data-filter"}],
        "sql": [
            {"query": "SELECT key, year * 1.5, x'ff' FROM works"},
            {"query": "SELECT 1e308 * 9, char(0, 55296), 1 AS a, 2 AS a"},
        ],
        "sql_schema": [{"table": "works"}],
        "suggest": [{"text": "A benchmark of video hallucination"}],
        "check_entry": [{"yaml": entry}],
        "resource": [{"uri": f"codev://work/{work}"}],
        "prompt": [
            {
                "name": task.name,
                "arguments": {each.name: next(iter(each.names(place.atlas)), "text") for each in task.arguments},
            }
            for task in TASKS.values()
        ],
        "completion": [
            {"ref": {"type": "ref/prompt", "name": next(iter(TASKS))}, "argument": {"name": "node", "value": "data"}},
            {"ref": {"type": "ref/resource", "uri": "codev://work/{key}"}, "argument": {"name": "key", "value": "liu"}},
        ],
    }
    for question, values in ASKED.values():
        known.setdefault(question, []).append(values | {"page_size": 5, "cursor": None})
    return {name: [json.dumps(each).encode() for each in calls] for name, calls in known.items()}


_PROTOCOL: Mapping[str, tuple[type[Any], Callable[..., Any]]] = {
    "resource": (types.ReadResourceRequestParams, server._read),
    "prompt": (types.GetPromptRequestParams, server._prompt),
    "completion": (types.CompleteRequestParams, server._complete),
}
"""What is asked of the server besides tools."""


def _read_call(place: Place, variant: str, raw: bytes) -> list[str]:
    """Hand arguments to the MCP server as the SDK does; the answer is JSON."""
    kind, answer = _PROTOCOL.get(variant, (types.CallToolRequestParams, server._call))
    try:
        given = from_json(raw)
        params = kind.model_validate(given if variant in _PROTOCOL else {"name": variant, "arguments": given})
    except (ValueError, ValidationError):  # the SDK refuses it
        return ["no call"]
    try:
        result = answer(place.desk, params)
    except MCPError as error:
        raise WrongUseError(str(error)) from None
    result.model_dump_json()
    if getattr(result, "is_error", False):
        return [shape(result.content[0].text)]
    if variant not in _PROTOCOL:
        json.loads(result.content[0].text, parse_constant=no_number)
    return ["answer"]


QUESTIONS_ASKED = (
    Target("address", _addresses, _read_address),
    Target("sql", _statements, _read_statement),
    Target("mcp", _calls, _read_call, changed_json),
)
"""The targets that answer questions."""
