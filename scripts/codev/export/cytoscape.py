"""The co-development graph as Cytoscape JSON, for Cytoscape desktop and Cytoscape.js."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from codev.atlas import Atlas
from codev.export.portable_graph import portable_graph

FILE = "codev.cytoscape.json"
"""The name of the file."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the graph.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    data = nx.cytoscape_data(portable_graph(atlas), name="label")
    for edge in data["elements"]["edges"]:
        # Cytoscape.js wants ids, unique among nodes and edges.
        edge["data"]["id"] = edge["data"].pop("key")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")
    return [FILE]
