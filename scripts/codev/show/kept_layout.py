"""The places of the graph's nodes, kept from one build to the next: they depend on nothing but the edges.

A file that holds anything but whole places for these very edges, made by this very code, is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from codev.store.write import write_atomically

Pairs = Mapping[tuple[int, int], float]
"""How strongly two nodes attract, by the numbers of both."""


def places_of(count: int, pairs: Pairs, kept: Path | None = None) -> list[list[int]]:
    """Return the places of nodes.

    Args:
        count: The number of nodes.
        pairs: The edges between them.
        kept: The file in which the places are kept, or None.

    Returns:
        For each node whole numbers x and y, from -`codev.show.graph_layout.EXTENT` to `EXTENT`.
    """
    digest = _digest(count, pairs)
    if kept is not None and (found := _read(kept, digest, count)) is not None:
        return found
    # Slow to import: most builds find the places.
    import numpy as np

    from codev.show.graph_layout import place_nodes

    ends = np.array(list(pairs), dtype=np.intp).reshape(-1, 2)
    made = place_nodes(count, ends[:, 0], ends[:, 1], np.array(list(pairs.values())))
    places = [[int(x), int(y)] for x, y in made.tolist()]
    if kept is not None:
        write_atomically(kept, json.dumps({"digest": digest, "places": places}))
    return places


def _digest(count: int, pairs: Pairs) -> str:
    """Return a digest of the edges and of the code that places the nodes."""
    code = Path(__file__).with_name("graph_layout.py").read_bytes()
    return hashlib.blake2b(repr((count, list(pairs.items()))).encode() + code, digest_size=16).hexdigest()


def _read(kept: Path, digest: str, count: int) -> list[list[int]] | None:
    """Return the places that a file holds for some edges, or None."""
    try:
        data = json.loads(kept.read_bytes())
        if data["digest"] != digest or len(data["places"]) != count:
            return None
        return [[int(x), int(y)] for x, y in data["places"]]
    except (OSError, ValueError, TypeError, KeyError):
        return None
