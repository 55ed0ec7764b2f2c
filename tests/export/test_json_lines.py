"""JSON Lines: each line is read back into the record that it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codev import Atlas
from codev.graph import graph_of
from codev.model import Dataset, Evidence, Model, Work


def lines(exported: Path, stem: str) -> list[dict[str, Any]]:
    """Return the objects of a file."""
    text = (exported / "jsonl" / f"{stem}.jsonl").read_text("utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text[:-1].split("\n")]


def test_works_are_the_entries(atlas: Atlas, exported: Path) -> None:
    text = (exported / "jsonl" / "works.jsonl").read_text("utf-8")
    assert [Work.model_validate_json(line) for line in text.splitlines()] == list(atlas.works.values())


def test_claims(atlas: Atlas, exported: Path) -> None:
    found = lines(exported, "claims")
    assert [each["id"] for each in found] == list(atlas.claims)
    for each in found:
        claim = atlas.claims[each["id"]]
        assert each["statement"] == claim.statement
        assert each["node"] == claim.node
        assert tuple(each.get("models", ())) == claim.models
        assert each["unverified"] == claim.is_unverified
        assert tuple(Evidence.model_validate_json(json.dumps(item)) for item in each["evidence"]) == claim.evidence


def test_artifacts(atlas: Atlas, exported: Path) -> None:
    models = lines(exported, "models")
    introduced = {each["id"]: each.pop("introduced_by", None) for each in models}
    assert [Model.model_validate_json(json.dumps(each)) for each in models] == list(atlas.models.values())
    assert introduced == {name: atlas.introducer("model", name) for name in atlas.models}
    datasets = lines(exported, "datasets")
    for each in datasets:
        each.pop("introduced_by", None)
    assert [Dataset.model_validate_json(json.dumps(each)) for each in datasets] == list(atlas.datasets.values())


def test_nodes_and_graph(atlas: Atlas, exported: Path) -> None:
    assert [each["id"] for each in lines(exported, "nodes")] == list(atlas.tree)
    graph = graph_of(atlas)
    assert [each["id"] for each in lines(exported, "graph_nodes")] == list(graph)
    edges = lines(exported, "graph_edges")
    assert [(each["source"], each["target"], each["relation"], each.get("claim")) for each in edges] == [
        (source, target, data["relation"], data["claim"]) for source, target, data in graph.edges(data=True)
    ]
