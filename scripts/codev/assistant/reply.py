"""What a tool answers: rows in pages, the claims behind them with evidence and trust, addresses, and all of it in words.

An answer is bounded: in rows, in characters, in the claims and addresses that come with it; what is cut is said.  A cursor says
where to go on in one answer; given with other arguments, or after the files have changed, it is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from codev.assistant.desk import Desk, addresses_of
from codev.assistant.schemas import PAGE_SIZE
from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.ids import artifact_node
from codev.limits.interfaces import PAGE_ROWS_MAX
from codev.model import Claim
from codev.model.vocabularies import VOCABULARIES
from codev.query.standing import standing_of
from codev.show.addresses import Addresses

CHARACTERS_MAX = 40_000
"""The rows of one answer are no longer as JSON, one row aside: some 10,000 tokens."""

CLAIMS_MAX = 20
"""So many claims come with their evidence; the tool `record` shows any other."""

LIST_MAX = 100
"""No list inside a row is longer; what it was cut from is counted beside it."""

PAGES_MAX = 100
"""So many addresses come with an answer."""

NOTHING = "That the atlas records nothing does not mean that there is nothing."
"""What is said of an empty answer besides the question's own words."""

_TERM_FIELDS = {name: each.members for each in VOCABULARIES.values() for name in (each.name, each.members) if each.folder} | {
    "capability": "capabilities",
    "capabilities": "capabilities",
}
"""The fields of rows that hold terms, and the list that these stand in."""

_NODE_FIELDS = frozenset(["node", "nodes", "approach", "role", "leaf", "parent"])
_ARTIFACT_FIELDS = {
    "model": "model",
    "models": "model",
    "dataset": "dataset",
    "datasets": "dataset",
    "input_datasets": "dataset",
}


@dataclass(frozen=True)
class Found:
    """What a tool found, before it is cut into pages.

    Attributes:
        rows: All rows, as JSON holds them.
        says: What there is to say of them, a sentence each.
        page: The address of the page that shows the whole answer, relative to the site's root.
        more: What stands beside the rows.
        noun: What a row is called.
    """

    rows: Sequence[Mapping[str, Any]]
    says: Sequence[str] = ()
    page: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    noun: str = "row"


def reply(desk: Desk, found: Found, tool: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer, or a page of it.

    Args:
        desk: What is asked.
        found: What was found.
        tool: The tool's name.
        given: The arguments, ``cursor`` and ``page_size`` among them.

    Raises:
        WrongUseError: The cursor is not one of this answer, or the size of a page is none.
    """
    loaded = desk.current()
    atlas = loaded.atlas
    digest = _digest(tool, given, loaded.version)
    start = _start(given.get("cursor"), digest)
    whole = _page(found.rows[start:], _page_size(given.get("page_size", PAGE_SIZE)))
    rows = [_shortened(row) for row in whole]
    end = start + len(rows)
    following = f"{end}-{digest}" if end < len(found.rows) else None
    named = _Named(atlas)
    for row in rows:
        named.look_at(row)
    says = [each for each in (loaded.notice, *found.says) if each]
    total = f"{len(found.rows):,} {found.noun}{'' if len(found.rows) == 1 else 's'}"
    if len(rows) < len(found.rows):
        says.append(f"Cut: {start + 1} to {end} of {total}." if rows else f"There are only {total}.")
        if following:
            says.append("Call again with the same arguments and cursor = next_cursor for more, or ask more narrowly.")
    elif rows:
        says.append(f"{total} in all.")
    if rows != whole:
        says.append(f"Lists in rows are cut after {LIST_MAX} names; works, claims or sql with the same choice gives all.")
    if not found.rows:
        says.append(NOTHING)
    if len(named.claims) > CLAIMS_MAX:
        says.append(
            f"The evidence of {CLAIMS_MAX} of {len(named.claims)} claims is with it; the tool record shows that of any other."
        )
    return {
        "says": " ".join(says),
        "rows": rows,
        "total": len(found.rows),
        "next_cursor": following,
        "claims": [claim_about(desk, atlas, atlas.claims[each]) for each in list(named.claims)[:CLAIMS_MAX]],
        "pages": {name: f"{desk.site_url}{address}" for name, address in list(named.pages.items())[:PAGES_MAX]},
        "page": desk.page(found.page),
        **found.more,
    }


def claim_about(desk: Desk, atlas: Atlas, claim: Claim) -> dict[str, Any]:
    """Return a claim with its evidence, how far it can be trusted, and its page.

    Args:
        desk: What is asked.
        atlas: The knowledge base.
        claim: The claim.
    """
    return {
        "id": claim.id,
        "statement": claim.statement,
        "evidence": [item.describe() + (f" ({item.url})" if item.url else "") for item in claim.evidence],
        "trust": trust_of(claim),
        "inferred": list(claim.inferred),
        "doubt": claim.doubt,
        "page": f"{desk.site_url}{addresses_of(atlas).claim(claim.id)}",
    }


def trust_of(claim: Claim) -> str:
    """Return in words how far a claim can be trusted.

    Args:
        claim: The claim.
    """
    standing = standing_of([claim])
    said = [standing.words] if standing else []
    if claim.is_statement_inferred:
        said.append("unverified: its sentence says more than its evidence")
    elif claim.is_unverified:
        said.append("unverified: weak evidence only")
    return "; ".join([*said, *(["in doubt"] if claim.doubt else [])])


class _Named:
    """What rows name: claims, and the pages of everything else.

    Attributes:
        claims: The ids of claims, in the order of the rows.
        pages: The address of each thing, relative to the site's root, by its name in the rows.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._addresses: Addresses = addresses_of(atlas)
        self.claims: dict[str, None] = {}
        self.pages: dict[str, str] = {}

    def look_at(self, row: Mapping[str, Any]) -> None:
        """Take what a row names."""
        for name, value in _texts(row):
            if value in self._atlas.claims:
                self.claims[value] = None
            elif value not in self.pages and (address := self._address(name, value)) is not None:
                self.pages[value] = address

    def _address(self, name: str, value: str) -> str | None:
        """Return the page of a value of a field; None for a value that is no name."""
        if value in self._atlas.works:
            return self._addresses.work(value)
        if ":" in value:
            return self._addresses.thing(value)
        if name in _NODE_FIELDS:
            return self._addresses.thing(f"node:{value}")
        if name in _ARTIFACT_FIELDS:
            return self._addresses.thing(artifact_node("model" if _ARTIFACT_FIELDS[name] == "model" else "dataset", value))
        return self._addresses.term(_TERM_FIELDS[name], value) if name in _TERM_FIELDS else None


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in a row, each with the field that it stands in."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)


def _page(rows: Sequence[Mapping[str, Any]], size: int) -> list[Mapping[str, Any]]:
    """Return the first rows: as many as are asked for and as fit."""
    kept: list[Mapping[str, Any]] = []
    length = 0
    for row in rows[:size]:
        length += len(json.dumps(_shortened(row), ensure_ascii=False))
        if kept and length > CHARACTERS_MAX:
            break
        kept.append(row)
    return kept


def _shortened(value: Any) -> Any:
    """Return a row whose lists are cut."""
    if isinstance(value, Mapping):
        return {name: _shortened(each) for name, each in value.items()}
    return [_shortened(each) for each in value[:LIST_MAX]] if isinstance(value, list) else value


def _page_size(value: Any) -> int:
    """Return the number of rows of a page."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= PAGE_ROWS_MAX:
        raise WrongUseError(f"page_size is a whole number from 1 to {PAGE_ROWS_MAX}, not {str(value)[:80]!r}", "leave it out")
    return value


def _digest(tool: str, given: Mapping[str, Any], version: str) -> str:
    """Return what tells the answers to different arguments, and of different states of the files, apart."""
    asked = {name: value for name, value in given.items() if name not in {"cursor", "page_size"}}
    text = json.dumps([tool, asked, version], sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _start(cursor: Any, digest: str) -> int:
    """Return the number of the row at which an answer goes on."""
    if cursor in (None, ""):
        return 0
    number, _, of = str(cursor)[:100].partition("-")
    if of != digest or not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise WrongUseError(
            "the cursor belongs to another answer, or the knowledge base has changed since", "ask again without a cursor"
        )
    return int(number)
