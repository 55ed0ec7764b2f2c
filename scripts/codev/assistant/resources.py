"""Resources: one record at an address such as ``codev://work/liu2023visual``, and the completion of names.

The taxonomy's nodes are listed, as entrances; works, artifacts and claims are found by templates, since there are thousands.
An address is hostile: one that names nothing raises `CodevError` with the nearest names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from codev.assistant.desk import Desk
from codev.assistant.tools import call
from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.limits.interfaces import PAGE_ROWS_MAX, RESOURCE_CHARACTERS_MAX
from codev.limits.questions import VALUE_CHARACTERS_MAX
from codev.query.terms import fold

SCHEME = "codev://"
COMPLETIONS_MAX = 100
"""The protocol's limit: https://modelcontextprotocol.io/specification/2025-06-18/server/utilities/completion."""


@dataclass(frozen=True)
class Kind:
    """A kind of resource.

    Attributes:
        name: What stands after the scheme.
        variable: What the template calls the rest.
        about: What it holds.
        names: The ids that there are.
        meaning: What the tool `record` is asked for, with a pair of braces for the id.
    """

    name: str
    variable: str
    about: str
    names: Callable[[Atlas], Iterable[str]]
    meaning: str

    @property
    def template(self) -> str:
        """The template of its addresses (RFC 6570)."""
        return f"{SCHEME}{self.name}/{{{self.variable}}}"


KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        Kind("work", "key", "A work with its claims, evidence and what it introduces.", lambda atlas: atlas.works, "work:{}"),
        Kind("node", "id", "An approach or role with the claims at and below it.", lambda atlas: atlas.tree, "node:{}"),
        Kind(
            "artifact",
            "name",
            "A model (model:id) or a dataset (dataset:id) with the claims that name it.",
            lambda atlas: [*(f"model:{each}" for each in atlas.models), *(f"dataset:{each}" for each in atlas.datasets)],
            "{}",
        ),
        Kind("claim", "id", "A claim with its evidence, doubts and checks.", lambda atlas: atlas.claims, "claim:{}"),
    )
}
"""Every kind of resource."""


def read(desk: Desk, address: str) -> str:
    """Return a resource as JSON: what the tool `record` answers.

    Args:
        desk: The knowledge base.
        address: The resource's address.

    Raises:
        CodevError: There is no such resource.
    """
    if len(address) > RESOURCE_CHARACTERS_MAX or not address.startswith(SCHEME):
        raise WrongUseError(f"{address[:80]!r} is no address of a resource", f"write it like {SCHEME}work/liu2023visual")
    kind, _, name = unquote(address.removeprefix(SCHEME)).partition("/")
    if kind not in KINDS:
        raise UnknownNameError("kind of resource", kind, nearest(kind, KINDS), KINDS)
    if name not in set(KINDS[kind].names(desk.atlas)):
        raise UnknownNameError(kind, name, nearest(name[:VALUE_CHARACTERS_MAX], list(KINDS[kind].names(desk.atlas))))
    found = call(desk, "record", {"of": KINDS[kind].meaning.format(name), "page_size": PAGE_ROWS_MAX})
    return json.dumps(found, ensure_ascii=False)


def address_of(kind: str, name: str) -> str:
    """Return the address of a resource.

    Args:
        kind: Its kind.
        name: Its id.
    """
    return f"{SCHEME}{kind}/{quote(name, safe=':')}"


def completed(names: Iterable[str], text: str) -> tuple[list[str], int]:
    """Return the names that a text may become, those that begin with it first, and how many there are.

    Args:
        names: All names.
        text: What is typed.
    """
    wanted = fold(text[:RESOURCE_CHARACTERS_MAX])
    found = sorted((name for name in names if wanted in fold(name)), key=lambda name: (not fold(name).startswith(wanted), name))
    return found[:COMPLETIONS_MAX], len(found)
