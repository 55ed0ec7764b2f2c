"""Queries that a visitor saved under names, as a file to take away and to bring back: pure functions.

The file is JSON: a list of objects with ``name`` and ``query``, the address of the page after its ``?``.  What somebody brings
is hostile until checked: whatever is no such list, too long or names no view is told in a sentence and left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from codev.errors import WrongUseError
from codev.explorer.state.address import address, read_address
from codev.limits.interfaces import ADDRESS_PARTS_MAX, SAVED_NAME_CHARACTERS_MAX, SAVED_QUERIES_MAX, SAVED_QUERY_CHARACTERS_MAX

EXAMPLE = '[{"name": "Data filters", "query": "question=works&node=data-filter"}]'
"""What a file looks like."""


def to_file(saved: Mapping[str, str]) -> str:
    """Return saved queries as a file.

    Args:
        saved: Addresses by name.
    """
    listed = [{"name": name, "query": query} for name, query in saved.items()]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def from_file(raw: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the queries in a file, and a sentence for each that is left out.

    Args:
        raw: The file; anything at all.

    Raises:
        WrongUseError: It holds no list of queries.
    """
    try:
        listed = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise WrongUseError("the file is not JSON", f"it looks like {EXAMPLE}") from None
    if not isinstance(listed, list):
        raise WrongUseError("the file holds no list of queries", f"it looks like {EXAMPLE}")
    found: dict[str, str] = {}
    problems = []
    for number, each in enumerate(listed[:SAVED_QUERIES_MAX], 1):
        name, query = _entry(each)
        if not name or not query:
            problems.append(f"Query {number} has no name, or no address that the explorer knows; it was left out.")
        else:
            found[name] = query
    if len(listed) > SAVED_QUERIES_MAX:
        problems.append(f"The file holds {len(listed):,} queries; the first {SAVED_QUERIES_MAX} were read.")
    return found, problems


def clean_name(text: str) -> str:
    """Return a name on one line, without what cannot be shown, cut where it is too long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())[:SAVED_NAME_CHARACTERS_MAX].strip()


def parameters_of(query: str) -> dict[str, list[str]]:
    """Return the parameters of an address.

    Args:
        query: What stands after its question mark.

    Raises:
        ValueError: It has too many parts.
    """
    return parse_qs(query.removeprefix("?"), keep_blank_values=True, max_num_fields=ADDRESS_PARTS_MAX)


def _entry(given: Any) -> tuple[str, str]:
    """Return the name and the canonical address of one query; empty texts where it has none."""
    if not isinstance(given, dict):
        return "", ""
    name, query = given.get("name"), given.get("query")
    if not isinstance(name, str) or not isinstance(query, str) or len(query) > SAVED_QUERY_CHARACTERS_MAX:
        return "", ""
    try:
        state, problems = read_address(parameters_of(query))
    except ValueError:
        return "", ""
    return clean_name(name), "" if problems else urlencode(address(state), doseq=True)
