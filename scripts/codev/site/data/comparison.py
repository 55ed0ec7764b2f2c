"""What the page that compares reads: every work, model and dataset by its names, and what is recorded of each, in pieces.

The names come in one file, which the box to choose from needs; what `codev.query.answers.compare.aspects_of` gives for a thing
comes in pieces of `THINGS_A_FILE`, of which a comparison loads those that it needs.  A piece numbers its aspects, values and
claims, so that nothing stands twice in it.  Bytes are the same for the same knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from codev.atlas import Atlas
from codev.graph import NodeKind, graph_of
from codev.query.answers.compare import Value, aspects_of
from codev.show.addresses import Addresses
from codev.show.comparison import about_thing
from codev.site.data.table_parts import FOLDER, encode

THINGS_A_FILE = 40
"""Things in one piece: about 50 kB, so that a comparison of four loads little."""

KINDS = (NodeKind.MODEL, NodeKind.DATASET, NodeKind.WORK)
"""What can be compared, in the order in which the box offers things of the same name."""


class _Numbers:
    """Values, numbered in the order in which they are first seen."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def of(self, value: str | None) -> int:
        """Return the number of a value; -1 for none."""
        return -1 if value is None else self.seen.setdefault(value, len(self.seen))


def compared_things(atlas: Atlas) -> dict[NodeKind, list[str]]:
    """Return the names in the graph of all that can be compared, by kind.

    Args:
        atlas: The knowledge base.
    """
    names: dict[NodeKind, list[str]] = {kind: [] for kind in KINDS}
    for name, data in graph_of(atlas).nodes(data=True):
        if data["kind"] in names:
            names[NodeKind(data["kind"])].append(name)
    return {kind: sorted(found) for kind, found in names.items()}


def aspects_file(atlas: Atlas, kind: NodeKind, number: int, names: Sequence[str]) -> tuple[str, bytes]:
    """Return what is recorded of some things: its path relative to the site's root, and its content.

    Args:
        atlas: The knowledge base.
        kind: The kind of the things.
        number: The number of this piece of them, from 0.
        names: Their names in the graph, `THINGS_A_FILE` at the most.
    """
    return f"{FOLDER}/compare-{kind.value}-{number}.json", encode(_piece(aspects_of(atlas, name) for name in names))


def things_file(atlas: Atlas) -> tuple[str, bytes]:
    """Return what can be compared, by all its names: its path relative to the site's root, and its content.

    Args:
        atlas: The knowledge base.
    """
    addresses, about = Addresses(atlas), graph_of(atlas).nodes
    terms = {name: about[name]["label"] for name in sorted(about) if about[name]["kind"] == NodeKind.NODE.value}
    things = {
        "size": THINGS_A_FILE,
        "kinds": {kind.value: _named(atlas, addresses, names) for kind, names in compared_things(atlas).items()},
        "terms": {name: [label, addresses.thing(name)] for name, label in terms.items()},
    }
    return f"{FOLDER}/things.json", encode(things)


def _named(atlas: Atlas, addresses: Addresses, names: Sequence[str]) -> dict[str, Any]:
    """Return things of a kind with the names that a reader may type, in lists side by side."""
    graph = graph_of(atlas)
    known = [about_thing(atlas, name) for name in names]
    usual = [f"{name.partition(':')[2]}/" for name in names]
    pages = [(addresses.thing(name) or "").partition("/")[2] for name in names]
    return {
        "ids": [name.partition(":")[2] for name in names],
        "names": [graph.nodes[name]["label"] for name in names],
        "notes": [note for note, _ in known],
        "aliases": {number: list(aliases) for number, (_, aliases) in enumerate(known) if aliases},
        # Nearly always the id: only what differs is written, such as the page of a model that a work retrained.
        "pages": {number: page for number, page in enumerate(pages) if page != usual[number]},
    }


def _piece(things: Iterable[dict[str, list[Value]]]) -> dict[str, Any]:
    """Return what is recorded of some things: for each its aspects, each followed by pairs of value and claim."""
    aspects, values, claims = _Numbers(), _Numbers(), _Numbers()
    rows = [
        [
            [aspects.of(aspect), *(number for value, claim in pairs for number in (values.of(value), claims.of(claim)))]
            for aspect, pairs in known.items()
        ]
        for known in things
    ]
    return {"aspects": list(aspects.seen), "values": list(values.seen), "claims": list(claims.seen), "things": rows}
