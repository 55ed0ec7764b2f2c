"""Comparing: every relation and facet is an aspect, what is shared and what is one thing's own, and names that mean nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from codev.errors import WrongUseError
from codev.graph.relations import RELATIONS
from codev.model import Taxonomy
from codev.query import Query, as_command, compare, run, side_by_side
from codev.query.answers.compare import aspects_of
from codev.query.facets import FACETS
from small import derived, produces, small_atlas, trains


@pytest.fixture(scope="module")
def two_models(taxonomy: Taxonomy) -> Atlas:
    """Two models trained on one dataset; one of them made it, and starts from a third."""
    return small_atlas(
        taxonomy,
        {
            "a2024one": {
                "models": ["a", {"id": "base"}, derived("b", "base")],
                "datasets": ["d", "e"],
                "claims": [produces("a", "d"), trains("a", "d"), trains("b", "d"), trains("b", "e")],
            }
        },
    )


def cells(atlas: Atlas, *things: str) -> dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]]:
    """Return values, shared and own values by aspect and thing."""
    found: dict[str, dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {}
    for row in compare(atlas, things):
        found.setdefault(row.aspect, {})[row.thing] = (row.values, row.shared, row.own)
    return found


def test_what_is_shared_and_what_is_own(two_models: Atlas) -> None:
    found = cells(two_models, "a", "b")
    trained = RELATIONS["trains"].back.capitalize()
    assert found[trained] == {
        "model:a": (("dataset:d",), ("dataset:d",), ()),
        "model:b": (("dataset:d", "dataset:e"), ("dataset:d",), ("dataset:e",)),
    }
    made = RELATIONS["produces"].forward.capitalize()
    assert found[made] == {"model:a": (("dataset:d",), (), ("dataset:d",)), "model:b": ((), (), ())}
    rests = found["Rests on the models, directly or through others"]
    assert rests["model:b"][0] == ("model:a", "model:base")


def test_each_aspect_names_the_claims_behind_it(two_models: Atlas) -> None:
    rows = {(row.aspect, row.thing): row.claims for row in compare(two_models, ["a", "b"])}
    assert rows[RELATIONS["trains"].back.capitalize(), "model:b"] == ("a2024one.3", "a2024one.4")
    assert all(claim in two_models.claims for claims in rows.values() for claim in claims)


def test_side_by_side_has_a_cell_for_each_thing(two_models: Atlas) -> None:
    things, aspects = side_by_side(compare(two_models, ["b", "a"]))
    assert things == ("model:a", "model:b")
    assert all(len(aspect.cells) == 2 for aspect in aspects)
    assert all(aspect.is_same == (set(aspect.cells[0]) == set(aspect.cells[1])) for aspect in aspects)
    assert any(aspect.is_same for aspect in aspects)
    assert not all(aspect.is_same for aspect in aspects)


def test_every_relation_between_artifacts_is_an_aspect_of_something(facts_atlas: Atlas) -> None:
    things = [*(f"model:{each}" for each in facts_atlas.models), *(f"dataset:{each}" for each in facts_atlas.datasets)]
    seen = {aspect for thing in things for aspect in aspects_of(facts_atlas, thing)}
    wanted = {words.forward.capitalize() for words in RELATIONS.values() if words.joins_artifacts}
    assert wanted <= seen


def test_a_work_is_compared_by_its_facets(facts_atlas: Atlas) -> None:
    found = aspects_of(facts_atlas, "work:gadre2023datacomp")
    work = facts_atlas.works["gadre2023datacomp"]
    assert found[FACETS["year"].label] == [(str(work.year), None)]
    nodes = [value for value, _ in found[FACETS["node"].label]]
    assert nodes == [f"node:{claim.node}" for claim in work.claims]
    assert found["Claims"] == [(str(len(work.claims)), None)]


@pytest.mark.parametrize(
    ("things", "message"),
    [
        (["clip"], "one thing cannot be compared"),
        (["clip", "model:clip"], "one thing cannot be compared"),
        (["clip", "sam", "llava", "gpt-4", "coco"], "5 things cannot be compared"),
        (["clip", "data-filter"], "data-filter is a node of the taxonomy"),
        (["clip", "clup"], "no model, dataset, work or node 'clup'; did you mean"),
    ],
)
def test_what_cannot_be_compared_is_refused(facts_atlas: Atlas, things: list[str], message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        compare(facts_atlas, things)


def test_the_question_travels_as_address_and_command(facts_atlas: Atlas) -> None:
    query = Query.build("compare", things=("model:sam", "model:clip"))
    assert query.to_url() == "question=compare&things=model%3Aclip&things=model%3Asam"
    assert as_command(query) == "codev query compare model:clip model:sam"
    assert run(facts_atlas, query).rows == tuple(compare(facts_atlas, ["clip", "sam"]))


def test_the_command_compares(facts_base: Path) -> None:
    said = CliRunner().invoke(main, ["compare", "clip", "sam", "--root", str(facts_base), "--format", "json"])
    assert said.exit_code == 0
    assert {row["thing"] for row in json.loads(said.output)} == {"model:clip", "model:sam"}
    refused = CliRunner().invoke(main, ["compare", "clip", "--root", str(facts_base)])
    assert isinstance(refused.exception, WrongUseError)


def test_a_terminal_shows_a_column_for_each(facts_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev.cli.compare_command.is_terminal", lambda: True)
    said = CliRunner().invoke(main, ["compare", "clip", "sam", "--root", str(facts_base)], env={"COLUMNS": "120"}).output
    assert re.search(r"CLIP +┃ SAM", said)
    assert re.search(r"Kind +│ = model +│ = model", said)
