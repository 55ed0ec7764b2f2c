"""A published SQLite file back to a knowledge base, so that the explorer runs without the folder.

The tables of `codev.export.tables` hold every field of the records; here they are put together again and validated like
entries.  The file is taken for hostile: it is opened read-only and confined, no query may run for long, and what does not fit
the records is one error.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from codev.atlas import Atlas
from codev.errors import KnowledgeBaseError
from codev.export.columns import Column, Table
from codev.export.sql_guard import SqlLimits, confine
from codev.export.tables import TABLES
from codev.model import Taxonomy, Work

SECONDS_MAX = 60.0
"""The whole reading takes no longer: 30,000 works take about ten seconds."""

BYTES_MAX = 4 * 2**30
"""No file is larger: 30,000 works take less than 300 MB."""

_TABLES = {table.name: table for table in TABLES}
_WORKS = TypeAdapter(list[Work])
_LINKS = ("code", "project", "dataset", "model", "demo", "video")

Data = dict[str, Any]


def read_published(path: Path) -> Atlas:
    """Return the knowledge base in a published SQLite file.

    Args:
        path: The file, as `codev export sqlite` writes it.

    Returns:
        The knowledge base; its root is the file's folder.

    Raises:
        KnowledgeBaseError: The file is none of ours, or of another version.
    """
    fix = "export it anew with 'codev export sqlite'"
    try:
        if path.stat().st_size > BYTES_MAX:
            raise KnowledgeBaseError(f"{path.name} is larger than {BYTES_MAX // 2**30} GiB", fix)
        with contextlib.closing(_open(path)) as connection:
            tables = {name: list(_rows(connection, table)) for name, table in _TABLES.items()}
        works = _WORKS.validate_json(json.dumps(list(_works(tables))))
        taxonomy = Taxonomy.model_validate_json(json.dumps(_taxonomy(tables)))
        paths = {row["key"]: row["path"] for row in tables["works"] if row["path"]}
    except OSError as error:
        raise KnowledgeBaseError(f"{path.name} cannot be read: {error.strerror}", fix) from None
    except sqlite3.Error as error:
        raise KnowledgeBaseError(f"{path.name} is no knowledge base of ours: {error}", fix) from None
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else type(error).__name__
        raise KnowledgeBaseError(f"{path.name} holds what is no knowledge base of this version ({first})", fix) from None
    return Atlas(path.resolve().parent, taxonomy, works, paths)


def _open(path: Path) -> sqlite3.Connection:
    """Return a confined connection that can only read and not for long."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    # A value is never longer than the longest list of works of a paradigm; a megabyte is plenty.
    confine(connection, SqlLimits())
    end = time.monotonic() + SECONDS_MAX
    connection.set_progress_handler(lambda: int(time.monotonic() > end), 100_000)
    return connection


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[Data]:
    """Yield the rows of a table in their order, its lists put back into it."""
    own = [column.name for column in table.columns if not column.is_list]
    lists = {column.name: _items(connection, table, column) for column in table.columns if column.is_list}
    for values in connection.execute(f"SELECT {', '.join(own)} FROM {table.name} ORDER BY rowid"):  # noqa: S608 - our own names
        row = dict(zip(own, values, strict=True))
        key = tuple(row[name] for name in table.key)
        yield row | {name: items.get(key, []) for name, items in lists.items()}


def _items(connection: sqlite3.Connection, table: Table, column: Column) -> dict[tuple[Any, ...], list[Any]]:
    """Return the items of a list by the key of their row."""
    keys = [table.one] if len(table.key) == 1 else list(table.key)
    query = f"SELECT {', '.join(keys)}, {column.item} FROM {table.one}_{column.name} ORDER BY {', '.join(keys)}, position"  # noqa: S608
    found: dict[tuple[Any, ...], list[Any]] = {}
    for *key, item in connection.execute(query):
        found.setdefault(tuple(key), []).append(item)
    return found


# -- works ----------------------------------------------------------------------------------------------------------------


def _works(tables: dict[str, list[Data]]) -> Iterator[Data]:
    """Yield the works as their entries hold them."""
    claims = _grouped(_claims(tables), "work")
    background = _grouped(tables["background_uses"], "work")
    models = _grouped(_artifacts(tables, "model"), "introduced_by")
    datasets = _grouped(_artifacts(tables, "dataset"), "introduced_by")
    same = "key title authors et_al year venue venue_year volume pages arxiv arxiv_from doi url scope judged_paradigm seen_at"
    for row in tables["works"]:
        key = row["key"]
        introduces = _given(models=_plain(models.get(key, ())), datasets=_plain(datasets.get(key, ())))
        yield _given(
            **{name: row[name] for name in same.split()} | {"et_al": bool(row["et_al"])},
            number=row["issue"],
            links=_given(**{name: row[f"{name}_url"] for name in _LINKS}),
            survey=_survey(row, background.get(key, ())),
            introduces=introduces,
            claims=[_without(claim, "work") for claim in claims.get(key, ())],
            notes=row["notes"],
            added=row["added"],
        )


def _survey(row: Data, background: Iterable[Data]) -> Data:
    """Return how the survey uses a work; empty where it does not know it."""
    if not row["survey_references"]:
        return {}
    printed = {name: row[f"printed_{name}"] for name in ("year", "venue", "volume", "pages", "authors")}
    return _given(
        references=row["survey_references"],
        sections=row["survey_sections"],
        background=[{"section": use["section"], "why": use["why"]} for use in background],
        printed=_given(**printed, number=row["printed_issue"]),
        maintained_list=_given(badges=row["list_badges"], sections=row["list_sections"]),
    )


def _claims(tables: dict[str, list[Data]]) -> Iterator[Data]:
    """Yield the claims as entries hold them, each with the key of its work."""
    evidence = _grouped(tables["evidence"], "claim")
    checks = _grouped(tables["checks"], "claim")
    same = "id work node stages capabilities modalities models datasets input_datasets acquired_from statement inferred doubt"
    for row in tables["claims"]:
        yield _given(
            **{name: row[name] for name in same.split()},
            evidence=[
                _given(
                    source=item["source"],
                    section=item["section"],
                    table=item["survey_table"],
                    where=item["place"],
                    url=item["url"],
                )
                for item in evidence.get(row["id"], ())
            ],
            checked=[
                _given(by=item["checked_by"], on=item["checked_on"], note=item["note"]) for item in checks.get(row["id"], ())
            ],
        )


# -- artifacts ------------------------------------------------------------------------------------------------------------


def _artifacts(tables: dict[str, list[Data]], kind: str) -> Iterator[Data]:
    """Yield the models or datasets as entries hold them, each with the key of the work that introduces it, or None."""
    origins = _grouped(tables[f"{kind}_origins"], kind)
    rows2 = _grouped(tables["table2"], "dataset")
    same = "id name aliases family developer year access licence input output source variant_of verified note kind"
    for row in tables[f"{kind}s"]:
        data = {name: row[name] for name in same.split()}
        data["derived_from"] = [{"id": item["parent"], "basis": item["basis"]} for item in origins.get(row["id"], ())]
        if kind == "dataset":
            data |= _dataset_parts(row) | {"table2": [_table2_row(item) for item in rows2.get(row["id"], ())]}
        yield _given(**data) | {"introduced_by": row["introduced_by"]}


def _dataset_parts(row: Data) -> Data:
    """Return what a dataset has and a model has not."""
    stated = _given(count=row["stated_count"], unit=row["stated_unit"], as_stated=row["stated_size"])
    corrected = _given(
        count=row["corrected_count"], unit=row["corrected_unit"], as_stated=row["corrected_size"], why=row["size_why"]
    )
    modalities = {}
    if row["modalities_why"]:
        modalities = {"input": row["corrected_input"], "output": row["corrected_output"], "why": row["modalities_why"]}
    return {
        "purpose": row["purpose"],
        "size": stated,
        "size_corrected": corrected,
        "modalities_corrected": modalities,
        "covers": row["covers"],
        "lineage_only": bool(row["lineage_only"]),
    }


def _table2_row(row: Data) -> Data:
    """Return a row of the survey's Table 2."""
    lists = {name: row[name] for name in ("input", "output", "stages")}
    same = "name reference modality_printed sources_printed source_models other_sources quantity_printed quantity objective"
    extent = [each for each in (row["quantity_least"], row["quantity_greatest"]) if each is not None]
    return (
        lists
        | _given(
            row=row["table_row"],
            **{name: row[name] for name in same.split()},
            quantity_range=extent,
        )
        | {"model_in_the_loop": bool(row["model_in_the_loop"])}
    )


# -- vocabulary -----------------------------------------------------------------------------------------------------------


def _taxonomy(tables: dict[str, list[Data]]) -> Data:
    """Return the vocabulary as its files hold it."""
    return {
        "directions": _plain(tables["directions"]),
        "nodes": list(_nodes(tables["nodes"])),
        "stages": [_without(row, "position") for row in tables["stages"]],
        "components": [_without(row, "position") for row in tables["components"]],
        "enhanced": [
            _without(row, "position", "direction") for row in tables["capabilities"] if row["direction"] == "data4model"
        ],
        "leveraged": [
            _without(row, "position", "direction") for row in tables["capabilities"] if row["direction"] == "model4data"
        ],
        "modalities": [_without(row, "position") for row in tables["modalities"]],
        "paradigms": _plain(tables["paradigms"]),
        "acquisition_sources": [_without(row, "position") for row in tables["acquisition_sources"]],
        "rules": _plain(tables["not_applicable_rules"]),
        "roadmap": [_without(row, "position", "part") | {"parent": row["part"]} for row in tables["roadmap"]],
        "surveys": [_without(row, "position") for row in tables["compared_surveys"]],
        "artifacts": {
            "models": _plain(_grouped(_artifacts(tables, "model"), "introduced_by").get(None, ())),
            "datasets": _plain(_grouped(_artifacts(tables, "dataset"), "introduced_by").get(None, ())),
        },
    }


def _nodes(rows: list[Data]) -> Iterator[Data]:
    """Yield the nodes; direction and effect stand only where they are declared, not where they follow from a node above."""
    degrading = {row["id"] for row in rows if row["degrades"]}
    for row in rows:
        node = {name: row[name] for name in ("id", "name", "aliases", "parent", "section", "definition", "formal")}
        if row["parent"] is None:
            node["direction"] = row["direction"]
        if row["id"] in degrading and row["parent"] not in degrading:
            node["effect"] = "degrades"
        yield _given(**node)


def _grouped(rows: Iterable[Data], name: str) -> dict[Any, list[Data]]:
    """Return rows by the value of one column."""
    found: dict[Any, list[Data]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def _plain(rows: Iterable[Data]) -> list[Data]:
    """Return rows without what is not stated, and without the key of the work that introduces them."""
    return [_without(row, "introduced_by") for row in rows]


def _without(row: Data, *names: str) -> Data:
    """Return what a row states, but for some columns."""
    return _given(**{name: value for name, value in row.items() if name not in names})


def _given(**values: Any) -> Data:
    """Return the values that say something: not None, not empty."""
    return {name: value for name, value in values.items() if value is not None and value not in ([], {}, "")}
