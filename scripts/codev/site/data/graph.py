"""The files of the graph explorer: its data, and the claims in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.show.addresses import Addresses
from codev.show.graph_data import CLAIMS_A_FILE, claim_text, graph_data
from codev.site.data.table_parts import FOLDER, encode


def graph_file(atlas: Atlas, kept: Path | None = None) -> tuple[str, bytes]:
    """Return the graph: its path relative to the site's root, and its content.

    Args:
        atlas: The knowledge base.
        kept: The file in which the nodes' places are kept from one build to the next, or None.
    """
    return f"{FOLDER}/graph.json", encode(graph_data(atlas, Addresses(atlas).thing, kept=kept))


def claim_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield the claims behind the graph's edges in pieces: the path of each relative to the site's root, and its content.

    Args:
        atlas: The knowledge base.
    """
    claims = list(atlas.claims.values())
    for number, start in enumerate(range(0, len(claims), CLAIMS_A_FILE)):
        piece = {claim.id: claim_text(atlas, claim) for claim in claims[start : start + CLAIMS_A_FILE]}
        yield f"{FOLDER}/graph-claims-{number}.json", encode(piece)
