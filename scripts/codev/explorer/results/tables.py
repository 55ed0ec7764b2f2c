"""Rows of answers as tables: display names instead of ids, lists joined, in the columns that the question shows.

Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from operator import attrgetter
from typing import Any

import pandas as pd

from codev.atlas import Atlas
from codev.explorer.results.options import term_names
from codev.graph import graph_of
from codev.graph.relations import RELATIONS
from codev.model.vocabularies import VOCABULARIES
from codev.query.rows import AnswerRow, Column, Words
from codev.show.words import BASES

TERM_FIELDS = frozenset(
    """stage stages node nodes approach role capability capabilities modality modalities term acquired_from
    survey_text table2 list_badges list_sections paper""".split()  # noqa: SIM905 - easier to read
)
"""The fields that hold ids of terms."""

THING_FIELDS = frozenset(
    """source target producer dataset trained artifact artifacts benchmark model shared path source_path through
    models datasets input_datasets neighbour thing""".split()  # noqa: SIM905 - easier to read
)
"""The fields that hold names of the graph or ids of artifacts."""

ARROW_FIELDS = frozenset(["path", "source_path", "through", "artifacts"])
"""The fields whose items lead from one to the next."""

_BASIS = re.compile(r"^(?P<relation>[a-z_]+) \((?P<basis>[a-z]+)\)$")
"""How `codev.query` names an edge without a claim."""


class Namer:
    """Turns ids into what people read."""

    def __init__(self, atlas: Atlas) -> None:
        """Look up all names once.

        Args:
            atlas: The knowledge base.
        """
        self.terms: Mapping[str, str] = term_names(atlas)
        self._families = VOCABULARIES["family"].names(atlas.taxonomy)
        self._atlas = atlas

    def thing(self, name: str) -> str:
        """Return the label of an artifact, work or node by its name in the graph; other text as it is."""
        graph = graph_of(self._atlas)
        return str(graph.nodes[name]["label"]) if name in graph else name.partition(":")[2] or name

    def named(self, text: str) -> str:
        """Return the label of what stands in the graph by this name; any other text whole."""
        return self.thing(text) if text in graph_of(self._atlas) else text

    def artifact(self, kind: str, name: str) -> str:
        """Return the label of a model or dataset by its id."""
        graph = graph_of(self._atlas)
        node = f"{kind}:{name}"
        return str(graph.nodes[node]["label"]) if node in graph else self.terms.get(name, name)

    def on(self, name: str) -> str:
        """Return what something rests on in words: a model, a family of models, or all models of an access."""
        kind, _, value = name.partition(":")
        if kind == "family":
            return f"the {self._families.get(value, value)} family"
        return f"{value} models" if kind == "access" else self.thing(name)

    def citation(self, key: str) -> str:
        """Return a work in a few words, such as "Yuan Liu et al. 2023"; other text as it is."""
        work = self._atlas.works.get(key)
        return work.cited_as if work is not None else key

    def title(self, key: str) -> str:
        """Return the title of a work; other text as it is."""
        work = self._atlas.works.get(key)
        return work.title if work is not None else key

    def authors(self, key: str) -> str:
        """Return who wrote a work, in a few words; other text as it is."""
        work = self._atlas.works.get(key)
        return key if work is None else work.byline

    def value(self, field: str, value: Any) -> Any:
        """Return one value of a row as a table shows it: a number or a text.

        Args:
            field: The row's field.
            value: Its value.
        """
        if value is None or isinstance(value, bool):
            # A "no" in every row would hide the few that matter.
            return "yes" if value else ""
        if isinstance(value, (int, float)):
            return value
        if isinstance(value, (list, tuple)):
            said = [str(self.value(field, each)) for each in value]
            return " → ".join(said) if field in ARROW_FIELDS else ", ".join(dict.fromkeys(said))
        return self._text(field, str(value.value if isinstance(value, Enum) else value))

    def because(self, feature: str) -> str:
        """Return what two works share in words: a term, or an artifact, as ``kind:id``; other reasons as they are."""
        kind, _, name = feature.partition(":")
        if not name:
            return feature
        return self.artifact(kind, name) if kind in {"model", "dataset"} else self.terms.get(name, name)

    def _text(self, field: str, text: str) -> str:
        """Return one text of a row as a table shows it."""
        if field in _SAID:
            return _SAID[field](self, text)
        if field in TERM_FIELDS:
            return self.terms.get(text, text)
        if field in THING_FIELDS:
            kind = _KINDS.get(field)
            return self.thing(text) if ":" in text or kind is None else self.artifact(kind, text)
        return text


_SAID: Mapping[str, Callable[[Namer, str], str]] = {
    "relation": lambda _, text: RELATIONS[text].forward,
    "relations": lambda _, text: RELATIONS[text].forward,
    "work": Namer.title,
    "introduced_by": Namer.citation,
    "byline": Namer.authors,
    "on": Namer.on,
    "because": Namer.because,
    # A name of the graph, or words that may hold a colon.
    "values": Namer.named,
    "shared": Namer.named,
    "own": Namer.named,
    "claims": lambda _, text: say_basis(text),
    "rests_on": lambda _, text: say_basis(text),
    # An origin is a sentence of its own, where a claim has its id.
    "subject": lambda _, text: "" if " " in text else text,
    # The key of the work stands beside it, or in the detail.
    "judged": lambda _, text: text.rpartition(": ")[2],
}
"""How the texts of some fields are said."""

_KINDS: Mapping[str, str] = {
    "model": "model",
    "models": "model",
    "dataset": "dataset",
    "datasets": "dataset",
    "input_datasets": "dataset",
}
"""The fields that hold ids without their kind."""


def say_basis(text: str) -> str:
    """Return what an edge rests on in words where it has no claim of its own; a claim's id as it is.

    Args:
        text: A claim's id, or the relation with its basis in brackets.
    """
    found = _BASIS.match(text)
    return BASES[found["basis"]] if found else text


def frame(rows: Sequence[AnswerRow], columns: Sequence[Column], namer: Namer, words: Words | None = None) -> pd.DataFrame:
    """Return rows as a table under their titles.

    Args:
        rows: The rows of an answer.
        columns: What to show, in order; the columns of the rows where none are given.
        namer: Turns ids into names.
        words: What the values of some fields are called, besides what the rows say.
    """
    shown = columns or (rows[0].columns if rows else ())
    known = {**(rows[0].value_names if rows else {}), **(words or {})}
    data = {}
    for column in shown:
        # Who wrote a work is looked up by its key.
        read = attrgetter("key" if column.name == "byline" else column.name)
        values = [_called(read(row), known.get(column.name, {})) for row in rows]
        data[_title(column)] = [namer.value(column.name, value) for value in values]
    return pd.DataFrame(data, columns=[_title(column) for column in shown])


def _called(value: Any, words: Mapping[str, str]) -> Any:
    """Return a value, or each of several, under the name that the table gives it."""
    if not words or value is None:
        return value
    return tuple(words.get(each, each) for each in value) if isinstance(value, tuple) else words.get(value, value)


def _title(column: Column) -> str:
    """Return a column's title with a capital letter."""
    return column.title[:1].upper() + column.title[1:]
