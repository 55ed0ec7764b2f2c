"""Rows: frozen, typed, plain as JSON; every column of every kind of row is a field or a count."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

import pytest

from codev.query import QUESTIONS, AnswerRow
from codev.query.rows import columns, plain


class Colour(StrEnum):
    """An enumeration for the test."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Sample(AnswerRow):
    """A row for the test."""

    columns = columns("name", "name_length=length")

    name: str
    parts: tuple[tuple[str, ...], ...]
    colour: Colour

    @property
    def name_length(self) -> int:
        """The length of the name."""
        return len(self.name)


def test_a_row_as_json_holds_its_fields_and_counts() -> None:
    row = Sample("abc", (("a",), ()), Colour.RED)
    assert row.as_dict() == {"name": "abc", "parts": [["a"], []], "colour": "red", "name_length": 3}
    assert [column.title for column in row.columns] == ["name", "length"]


def test_rows_within_values_become_objects() -> None:
    row = Sample("abc", (), Colour.RED)
    assert plain({"row": row, Colour.RED: [row]}) == {"row": row.as_dict(), "red": [row.as_dict()]}


@pytest.mark.parametrize("kind", [question.row for question in QUESTIONS.values()])
def test_every_kind_of_row_is_frozen_and_has_its_columns(kind: type[AnswerRow]) -> None:
    names = {field.name for field in dataclasses.fields(kind)}
    assert kind.columns
    assert all(column.name in names or isinstance(getattr(kind, column.name), property) for column in kind.columns)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert kind.__doc__
