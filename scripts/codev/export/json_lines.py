"""Works, claims, artifacts, taxonomy nodes and the graph as JSON Lines: one object a line, keys without value left out.

A line of ``works.jsonl`` is the entry as its YAML file holds it: `codev.model.Work` reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.export.columns import Table
from codev.export.graph_tables import GRAPH_EDGES, GRAPH_NODES
from codev.export.taxonomy_tables import NODES
from codev.export.work_tables import CLAIMS
from codev.model import Artifact

FOLDER = "jsonl"
"""The name of the folder."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the files.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The names of the files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    works = (work.model_dump_json(exclude_defaults=True) for work in atlas.works.values())
    lines: dict[str, Iterable[str]] = {
        "works": works,
        "claims": map(_line, _claims(atlas)),
        "models": (_line(_artifact(atlas, model)) for model in atlas.models.values()),
        "datasets": (_line(_artifact(atlas, dataset)) for dataset in atlas.datasets.values()),
        "nodes": map(_line, table_objects(NODES, atlas)),
        "graph_nodes": map(_line, table_objects(GRAPH_NODES, atlas)),
        "graph_edges": map(_line, table_objects(GRAPH_EDGES, atlas)),
    }
    names = []
    for stem, each in lines.items():
        name = f"{FOLDER}/{stem}.jsonl"
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in each)
        names.append(name)
    return names


def table_objects(table: Table, atlas: Atlas) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as objects, without what is not stated.

    Args:
        table: The table.
        atlas: The knowledge base.
    """
    for row in table.rows(atlas):
        yield {name: cell for name, cell in zip(table.column_names, row, strict=True) if cell is not None and cell != ()}


def _claims(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """Yield claims as objects, with their evidence and checks."""
    for found, claim in zip(table_objects(CLAIMS, atlas), atlas.claims.values(), strict=True):
        evidence = [item.model_dump(mode="json", exclude_defaults=True) for item in claim.evidence]
        checks = [item.model_dump(mode="json", exclude_defaults=True) for item in claim.checked]
        yield found | {"evidence": evidence, "checked": checks}


def _artifact(atlas: Atlas, artifact: Artifact) -> dict[str, Any]:
    """Return an artifact as an object, with the work that introduces it."""
    found = artifact.model_dump(mode="json", exclude_defaults=True)
    introducer = atlas.introducer(artifact.artifact_kind, artifact.id)
    return found | ({"introduced_by": introducer} if introducer else {})


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
