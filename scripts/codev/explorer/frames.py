"""Rows of answers as tables: display names instead of ids, lists joined, in the columns that the question shows.

Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

import pandas as pd

from codev.atlas import Atlas
from codev.explorer.options import term_names
from codev.graph import graph_of
from codev.query.rows import Column, Row

TERM_FIELDS = frozenset(
    """stage stages node nodes approach role capability capabilities modality modalities term acquired_from
    survey_text table2 list_badges list_sections paper""".split()  # noqa: SIM905 - easier to read
)
"""The fields that hold ids of terms."""

THING_FIELDS = frozenset(
    """source target producer dataset trained artifact artifacts benchmark model shared path source_path through on
    models datasets input_datasets neighbour""".split()  # noqa: SIM905 - easier to read
)
"""The fields that hold names of the graph or ids of artifacts."""

ARROW_FIELDS = frozenset(["path", "source_path", "through", "artifacts"])
"""The fields whose items lead from one to the next."""


class Namer:
    """Turns ids into what people read."""

    def __init__(self, atlas: Atlas) -> None:
        """Look up all names once.

        Args:
            atlas: The knowledge base.
        """
        self.terms: Mapping[str, str] = term_names(atlas)
        self._atlas = atlas

    def thing(self, name: str) -> str:
        """Return the label of an artifact, work or node by its name in the graph; other text as it is."""
        graph = graph_of(self._atlas)
        return str(graph.nodes[name]["label"]) if name in graph else name.partition(":")[2] or name

    def artifact(self, kind: str, name: str) -> str:
        """Return the label of a model or dataset by its id."""
        graph = graph_of(self._atlas)
        node = f"{kind}:{name}"
        return str(graph.nodes[node]["label"]) if node in graph else self.terms.get(name, name)

    def value(self, field: str, value: Any) -> Any:
        """Return one value of a row as a table shows it: a number, a text or None.

        Args:
            field: The row's field.
            value: Its value.
        """
        if value is None or isinstance(value, bool):
            return {None: "", True: "yes", False: "no"}[value]
        if isinstance(value, (int, float)):
            return value
        if isinstance(value, (list, tuple)):
            joint = " → " if field in ARROW_FIELDS else ", "
            return joint.join(str(self.value(field, each)) for each in value)
        return self._text(field, str(value.value if isinstance(value, Enum) else value))

    def _text(self, field: str, text: str) -> str:
        """Return one text of a row as a table shows it."""
        if field in {"relation", "relations"}:
            return text.replace("_", " ")
        if field == "because":
            feature, _, name = text.partition(":")
            return self.artifact(feature, name) if feature in {"model", "dataset"} else self.terms.get(name, name)
        if field in TERM_FIELDS:
            return self.terms.get(text, text)
        if field in THING_FIELDS:
            kind = _KINDS.get(field)
            return self.thing(text) if ":" in text or kind is None else self.artifact(kind, text)
        return text


_KINDS: Mapping[str, str] = {
    "model": "model",
    "models": "model",
    "dataset": "dataset",
    "datasets": "dataset",
    "input_datasets": "dataset",
}


def frame(rows: Iterable[Row], columns: Sequence[Column], namer: Namer) -> pd.DataFrame:
    """Return rows as a table under their titles.

    Args:
        rows: The rows of an answer.
        columns: What to show, in order.
        namer: Turns ids into names.
    """
    listed = list(rows)
    data = {_title(column): [namer.value(column.name, getattr(row, column.name)) for row in listed] for column in columns}
    return pd.DataFrame(data, columns=[_title(column) for column in columns])


def _title(column: Column) -> str:
    """Return a column's title with a capital letter."""
    return column.title[:1].upper() + column.title[1:]
