"""The ancestry of each model as a CycloneDX ML-BOM (https://cyclonedx.org/capabilities/mlbom/), one document a model.

A document lists the model, all models and data that it was made from at any remove, and what each of them depends on.  There is
none of a model without recorded ancestors.  A licence or supplier that rests on memory alone is left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from codev.atlas import Atlas
from codev.export.about import IRI_BASE, LICENCE_ID
from codev.export.linked.archive import write_archive
from codev.graph import LINEAGE, graph_of, lineage_graph
from codev.ids import split_artifact
from codev.model import Artifact

FILE = "models.cyclonedx.zip"
"""The name of the file."""

SPEC_VERSION = "1.6"
"""The version of CycloneDX."""

PROPERTY = "codev"
"""What the names of properties begin with."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write a ZIP with a document for each model with ancestors, variants among them.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    write_archive(folder / FILE, documents(atlas))
    return [FILE]


def documents(atlas: Atlas) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the file name and the document of each model with ancestors.

    Args:
        atlas: The knowledge base.
    """
    paths = lineage_graph(atlas)
    made: dict[str, dict[str, Any]] = {}
    for node in sorted(paths):
        kind, thing = split_artifact(node)
        if kind == "model" and paths.in_degree(node):
            yield f"{thing}.cdx.json", document(atlas, node, made)


def document(atlas: Atlas, model: str, made: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the ML-BOM of a model.

    Args:
        atlas: The knowledge base.
        model: Its name in the graph, such as ``model:llava``.
        made: Components that were made already, by their names in the graph; those that are made are added.
    """
    made = {} if made is None else made
    paths = lineage_graph(atlas)
    above = sorted(nx.ancestors(paths, model))
    for node in (model, *above):
        if node not in made:
            made[node] = _component(atlas, node)
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPEC_VERSION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, IRI_BASE + model)}",
        "version": 1,
        "metadata": {"component": made[model], "licenses": [{"license": {"id": LICENCE_ID}}]},
        "components": [made[node] for node in above],
        "dependencies": [
            {"ref": node, **({"dependsOn": parents} if parents else {})}
            for node in (model, *above)
            for parents in [sorted(paths.predecessors(node))]
        ],
    }


def _component(atlas: Atlas, node: str) -> dict[str, Any]:
    """Return a model or dataset as a component."""
    kind, thing = split_artifact(node)
    data = graph_of(atlas).nodes[node]
    known: Artifact | None = None if data["variant"] else (atlas.models if kind == "model" else atlas.datasets)[thing]
    seen = (
        {}
        if known is None
        else {name: getattr(known, name) for name in ("licence", "source", "developer") if not known.is_recalled(name)}
    )
    steps = [
        f"{source}: {_because(edge)}"
        for source, _, edge in graph_of(atlas).in_edges(node, data=True)
        if edge["relation"] in LINEAGE
    ]
    given = {"access": known.access.value if known is not None else "unknown", "year": data["year"], "family": data["family"]}
    properties = [{"name": f"{PROPERTY}:{name}", "value": str(value)} for name, value in given.items() if value]
    properties += [{"name": f"{PROPERTY}:made-from", "value": step} for step in steps]
    component: dict[str, Any] = {
        "type": "machine-learning-model" if kind == "model" else "data",
        "bom-ref": node,
        "name": data["label"],
        "supplier": {"name": seen["developer"]} if seen.get("developer") else None,
        "licenses": [{"license": {"name": seen["licence"]}}] if seen.get("licence") else None,
        "externalReferences": [{"type": "distribution", "url": seen["source"]}] if seen.get("source") else None,
        "modelCard": _card(atlas, node, known) if kind == "model" else None,
        "data": [{"type": "dataset", "name": data["label"]}] if kind == "dataset" else None,
        "properties": properties,
    }
    return {name: value for name, value in component.items() if value}


def _because(edge: dict[str, Any]) -> str:
    """Return what a step is and rests on, such as ``trains (gadre2023datacomp.1)``."""
    return f"{edge['relation']} ({edge['claim'] or edge['basis']}{', unverified' if edge['unverified'] else ''})"


def _card(atlas: Atlas, node: str, known: Artifact | None) -> dict[str, Any] | None:
    """Return what a model takes, gives, and was trained on."""
    parents = sorted(lineage_graph(atlas).predecessors(node))

    def formats(modalities: Sequence[str]) -> list[dict[str, str]]:
        return [{"format": modality} for modality in modalities]

    parameters = {
        "datasets": [{"ref": parent} for parent in parents if split_artifact(parent)[0] == "dataset"],
        "inputs": formats(known.input) if known is not None else [],
        "outputs": formats(known.output) if known is not None else [],
    }
    stated = {name: value for name, value in parameters.items() if value}
    return {"modelParameters": stated} if stated else None
