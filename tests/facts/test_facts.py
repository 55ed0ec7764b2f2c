"""Everything that the facts say stands in the knowledge base, unchanged (tests/fixtures/facts/README.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.atlas.stats import statistics
from facts import rebuild


@pytest.fixture(scope="module")
def facts(repository: Path) -> Any:
    """The digests of the facts, and which of them were corrected since."""
    folder = repository / "tests/fixtures/facts"
    corrected = json.loads((folder / "corrected.json").read_text("utf-8"))
    return json.loads((folder / "digests.json").read_text("utf-8")) | {"corrected": corrected}


def _rows(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Return every row of the knowledge base as the facts have it, by file and id."""
    taxonomy = atlas.taxonomy
    plain: Callable[[Any], dict[str, Any]] = lambda record: record.model_dump(mode="json")  # noqa: E731
    return {
        "works": {work.key: rebuild.work_row(work) for work in atlas.works.values()},
        "claims": {claim.id: rebuild.claim_row(atlas, claim) for claim in atlas.claims.values()},
        "models": {model.id: rebuild.model_row(atlas, model) for model in atlas.models.values()},
        "datasets": {dataset.id: rebuild.dataset_row(atlas, dataset) for dataset in atlas.datasets.values()},
        "roadmap": {item.id: item.model_dump(exclude={"nodes"}) for item in taxonomy.roadmap},
        "paradigms": {paradigm.id: plain(paradigm) for paradigm in taxonomy.paradigms},
        "nodes": {node.id: plain(node) for node in taxonomy.nodes},
        "directions": {direction.id: plain(direction) for direction in taxonomy.directions},
        "stages": {stage.id: stage.model_dump(exclude={"definition"}) for stage in taxonomy.stages},
        "components": {each.id: each.model_dump(include={"id", "name"}) for each in taxonomy.components},
    }


@pytest.mark.parametrize(
    "file",
    ["works", "claims", "models", "datasets", "roadmap", "paradigms", "nodes", "directions", "stages", "components"],
)
def test_every_row_is_unchanged(atlas: Atlas, facts: Any, file: str) -> None:
    rows = _rows(atlas)[file]
    missing = sorted(set(facts[file]) - set(rows))
    corrected = facts["corrected"].get(file, {})
    changed = [
        name
        for name, wanted in facts[file].items()
        if name in rows and name not in corrected and rebuild.digest(rows[name]) != wanted
    ]
    assert (missing, [rebuild.prune(rows[name]) for name in changed]) == ([], [])


def test_table_2_stands_row_for_row(atlas: Atlas, facts: Any) -> None:
    rows = sorted(
        (row.row, rebuild.digest(rebuild.table2_row(atlas, dataset, row)))
        for dataset in atlas.datasets.values()
        for row in dataset.table2
    )
    assert rows == list(enumerate(facts["table2"], start=1))


def test_table_1_stands_row_for_row(atlas: Atlas, facts: Any) -> None:
    rows = [rebuild.digest(row.model_dump(mode="json")) for row in atlas.taxonomy.surveys]
    assert rows == facts["related_surveys"]


@pytest.mark.parametrize("vocabulary", ["enhanced", "leveraged", "modalities", "acquisition_sources"])
def test_vocabularies_keep_their_terms_and_order(atlas: Atlas, facts: Any, vocabulary: str) -> None:
    assert [term.id for term in getattr(atlas.taxonomy, vocabulary)] == facts["terms"][vocabulary]


def test_every_reference_of_the_survey_is_one_work(atlas: Atlas) -> None:
    references = [number for work in atlas.works.values() if work.survey for number in work.survey.references]
    assert sorted(references) == list(range(1, 266))
    assert atlas.work("zhao2024survey").survey.references == (33, 197)  # type: ignore[union-attr]


def test_corrections_name_facts_and_say_why(facts: Any) -> None:
    for file, reasons in facts["corrected"].items():
        assert set(reasons) <= set(facts[file])
        assert all(len(reason) > 20 for reason in reasons.values())


def test_figures_are_those_of_the_facts(atlas: Atlas, facts: Any) -> None:
    """What was added since does not count: the knowledge base restricted to the facts has exactly their figures."""
    works = [
        work.model_copy(update={"claims": tuple(claim for claim in work.claims if claim.id in facts["claims"])})
        for work in atlas.works.values()
        if work.key in facts["works"]
    ]
    restricted = Atlas(atlas.root, atlas.taxonomy, works)
    assert set(facts["models"]) <= set(atlas.models)
    assert set(facts["datasets"]) <= set(atlas.datasets)
    figures = statistics(restricted) | {"models": len(facts["models"]), "datasets": len(facts["datasets"])}
    expected = {
        "works": 381,
        "surveyed": 209,
        "background": 55,
        "survey_works": 264,
        "extended": 117,
        "claims": 694,
        "models": 364,
        "datasets": 361,
        "nodes": 91,
        "table2_rows": 54,
        "claims_statement_inferred": 408,
    }
    assert {name: figures[name] for name in expected} == expected
    assert {name: number for name, number in figures["claims_by_evidence"].items() if number} == facts["counts"]["evidence"]
