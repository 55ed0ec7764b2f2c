"""What a case of a limit is: how much the real entrance takes, asked at the limit and one above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import click
from pydantic import TypeAdapter, ValidationError

from codev import Atlas
from codev.errors import CodevError


class Place(NamedTuple):
    """What a case may use: the frozen knowledge base, and an empty folder."""

    atlas: Atlas
    folder: Path


@dataclass(frozen=True)
class Case:
    """How a limit is tried.

    Attributes:
        takes: Says whether so much is taken whole.
        small: A smaller limit that is put in its place where the real one would take too long; 0 for the real one.
        module: Where the limit is used, if it is made smaller.
    """

    takes: Callable[[Place, int], bool]
    small: int = 0
    module: str = ""


def fits(kind: Any, value: object) -> bool:
    """Return whether a field of a record takes a value."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def accepted(action: Callable[..., object], *arguments: Any, **options: Any) -> bool:
    """Return whether a call is not refused."""
    try:
        action(*arguments, **options)
    except CodevError:
        return False
    return True


def option_takes(command: click.Command, name: str, value: float) -> bool:
    """Return whether an option of a command takes a value."""
    option = next(each for each in command.params if each.name == name)
    try:
        option.type.convert(str(value), option, None)
    except click.BadParameter:
        return False
    return True
