"""Tools that take a text to work on: SQL, the text of a new paper to classify, an entry to check.

The text is hostile.  SQL runs under the limits of ``codev sql``, an entry is read as `codev.contribute.entry_check` reads it,
and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codev.assistant.desk import Desk, addresses_of, suggester_of
from codev.assistant.lookups import Lookup, object_of, text_of
from codev.assistant.reply import Found
from codev.assistant.schemas import STRINGS, JsonSchema
from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.limits.files import WORK_BYTES_MAX
from codev.limits.interfaces import PAPER_CHARACTERS_MAX

_TEXT: JsonSchema = {"type": "string"}


def _sql(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Run one SELECT statement."""
    from codev.export import DEFAULT_LIMITS, run_sql
    from codev.export.sql_text import json_rows

    result = run_sql(desk.database(atlas), text_of(given, "query", DEFAULT_LIMITS.text), DEFAULT_LIMITS)
    rows = json_rows(result)
    says = [f"Only the first {DEFAULT_LIMITS.rows:,} rows are kept; add LIMIT, or select less."] if result.is_cut else []
    return Found(rows, says or ([] if rows else ["No row has all of this."]), more={"columns": list(result.columns)})


def _sql_schema(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Return the tables of the database, or the columns of one."""
    from codev.export.sql_examples import EXAMPLES
    from codev.export.sqlite_layout import documentation

    rows = list(documentation())
    wanted, tables = text_of(given, "table"), [table for table, column, _ in rows if column is None]
    if wanted and wanted not in tables:
        raise UnknownNameError("table", wanted, nearest(wanted, tables), tables)
    kept = [row for row in rows if (row[0] == wanted if wanted else row[1] is None)]
    return Found(
        [{"table": table, "column": column, "meaning": meaning} for table, column, meaning in kept],
        [] if wanted else ["Give table = a name for its columns."],
        more={"examples": [each.sql for each in EXAMPLES]},
    )


def _suggest(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Rank the nodes that a text may belong to."""
    text = text_of(given, "text", PAPER_CHARACTERS_MAX)
    ranked = suggester_of(atlas).rank(text, 20)
    addresses = addresses_of(atlas)
    rows = [
        {
            **each.as_dict(),
            "name": atlas.tree[each.leaf].name,
            "definition": atlas.tree[each.leaf].definition,
            "page": desk.page(addresses.node(each.leaf)),
        }
        for each in ranked
    ]
    if not ranked:
        says = ["No classified work shares a word with the text; choose a node with the tool taxonomy."]
    elif not ranked[0].sure:
        says = ["Unsure: two ways of comparing differ on the first node, so look at all of these and at their definitions."]
    else:
        says = ["A suggestion from works with like words, no classification: read the definitions and the paper."]
    return Found(rows, says, page="contribute/", noun="node")


def _check_entry(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Return what the check says of an entry."""
    from codev.contribute.entry_check import check_entry, duplicate_of

    text = text_of(given, "yaml", 2 * WORK_BYTES_MAX)
    if not text:
        raise WrongUseError("the entry is empty", "give yaml = the text of one entry")
    verdict = check_entry(atlas, text.encode("utf-8", "replace") + b"\n")
    match = duplicate_of(atlas, verdict.work) if verdict.work is not None else None
    says = [f"It belongs in {verdict.path}." if verdict.work is not None else "It cannot be read as an entry."]
    if verdict.replaces:
        says.append("The atlas has an entry of this key: it was looked at in its place.")
    if match is not None:
        says.append(f"It may be the work {match.key} of the atlas already.")
    says.append("" if verdict.findings else "'codev check' finds nothing wrong with it.")
    rows = [each.as_dict() for each in verdict.findings]
    return Found(
        rows, says, page="rules/", more={"path": verdict.path, "duplicate_of": match.key if match else None}, noun="finding"
    )


_INTEGER: JsonSchema = {"type": "integer"}
_NULLABLE: JsonSchema = {"type": ["string", "null"]}

STATEMENTS = (
    Lookup(
        "sql",
        "SQL",
        "Run one read-only SELECT on the knowledge base, a SQLite database with full-text search. For counts, joins and "
        "comparisons that no other tool answers; call sql_schema first for tables and columns.",
        lambda _: {"query": _TEXT | {"description": "One SELECT or WITH statement."}},
        {"type": "object"},
        _sql,
        ("query",),
        {"columns": STRINGS},
    ),
    Lookup(
        "sql_schema",
        "Tables for SQL",
        "Which tables and columns can the tool sql name, and what do they mean? With example queries.",
        lambda _: {"table": _TEXT | {"description": "A table whose columns are listed; without it, the tables are."}},
        object_of({"table": _TEXT, "column": _NULLABLE, "meaning": _TEXT}),
        _sql_schema,
        more={"examples": STRINGS},
    ),
    Lookup(
        "suggest",
        "Suggest a classification",
        "Where in the taxonomy may a new paper belong? Nodes ranked by likeness with the works that are classified, each with "
        "the words and the works that speak for it.",
        lambda _: {"text": _TEXT | {"description": "Title and abstract of the paper."}},
        object_of(
            {
                "node": _TEXT,
                "leaf": _TEXT,
                "score": {"type": "number"},
                "sure": {"type": "boolean"},
                "terms": STRINGS,
                "works": {"type": "array", "items": {"type": "object"}},
                "name": _TEXT,
                "definition": _TEXT,
                "page": _TEXT,
            }
        ),
        _suggest,
        ("text",),
    ),
    Lookup(
        "check_entry",
        "Check an entry",
        "What would 'codev check' find in this entry? Every finding with line, column, what is wrong and what to write "
        "instead. Nothing is stored.",
        lambda _: {"yaml": _TEXT | {"description": "The text of one entry, papers/<year>/<key>.yaml."}},
        object_of(
            {
                "path": _TEXT,
                "line": _INTEGER,
                "column": _INTEGER,
                "code": _TEXT,
                "severity": _TEXT,
                "message": _TEXT,
                "fix": _TEXT,
            }
        ),
        _check_entry,
        ("yaml",),
        {"path": _TEXT, "duplicate_of": _NULLABLE},
    ),
)
"""The tools that take a text."""
