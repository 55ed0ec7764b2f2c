"""What a target of the fuzz tests is, and what they share: words for what happened, real inputs by variant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from fuzz.mutations import changed_texts
from fuzz.place import Place
from played_services import FIXTURES as ANSWERS

FIXTURES = ANSWERS.parent
"""Real inputs."""

DAY = "2026-01-01"
"""The day of every entry that is made."""

Seeds = Mapping[str, list[bytes]]
"""Real inputs by variant: a target may have several, such as the services that answer."""


class Target(NamedTuple):
    """One reader.

    Attributes:
        name: What it reads.
        seeds: Returns real inputs by variant.
        read: Reads an input of a variant; returns what happened.
        change: Makes inputs of real ones.
        quick: So many inputs are tried in the ordinary suite.
    """

    name: str
    seeds: Callable[[Place], Seeds]
    read: Callable[[Place, str, bytes], Iterable[str]]
    change: Callable[[list[bytes]], st.SearchStrategy[bytes]] = changed_texts
    quick: int = 60


def shape(text: str) -> str:
    """Return a message without what it quotes and counts: the same for like inputs."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|[\d.,]+|[A-Za-z0-9]+[-_:/][^ ]*", "_", text)[:80]


def no_number(name: str) -> None:
    """Refuse what is no JSON (RFC 8259 §6)."""
    raise AssertionError(f"{name} is no number of JSON")
