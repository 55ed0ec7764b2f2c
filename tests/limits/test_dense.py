"""The bounds of `codev.limits`: what a bound allows is taken, what is larger is refused, or cut and said to be."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from codev import Atlas
from codev.atlas.tree import NodeTree
from codev.errors import KnowledgeBaseError
from codev.graph import lineage_graph
from codev.limits.questions import LOOPS_MAX
from codev.limits.records import CLAIM_PAIRS_MAX, CLAIM_VALUES_MAX, CLAIMS_MAX, NODE_DEPTH_MAX
from codev.memory import collector_paused
from codev.model import Node, Taxonomy
from codev.model.work import Claim, Work
from codev.query import chains, find_chains, find_loops
from codev.query.answers import loops as loops_module
from codev.store.load import load_records
from small import produces, small_atlas, trains

SECONDS_MAX = 20.0
"""Of processor time on a slow machine for what is bounded; without the bound, each takes minutes to hours."""


DENSE_SECONDS_MAX = 2.0
"""Of processor time for a graph as dense as entries may make it, with its loops."""


def claim(**fields: Any) -> Claim:
    """Return a claim of these fields."""
    plain = {"id": "a2024one.1", "node": "scaling", "statement": "One says so.", **fields}
    return Claim.model_validate(plain)


def names(count: int) -> tuple[str, ...]:
    """Return so many names."""
    return tuple(f"n{number}" for number in range(count))


@pytest.mark.parametrize("field", ["stages", "capabilities", "modalities", "models", "datasets", "input_datasets"])
def test_lists_of_a_claim(field: str) -> None:
    assert len(getattr(claim(**{field: names(CLAIM_VALUES_MAX)}), field)) == CLAIM_VALUES_MAX
    with pytest.raises(ValidationError, match="at most"):
        claim(**{field: names(CLAIM_VALUES_MAX + 1)})


@pytest.mark.parametrize("field", ["datasets", "input_datasets"])
def test_pairs_of_models_and_datasets(field: str) -> None:
    models = CLAIM_PAIRS_MAX // 20
    claim(models=names(models), **{field: names(20)})
    with pytest.raises(ValidationError, match="more than 400; name those"):
        claim(models=names(models), **{field: names(21)})


def test_claims_of_a_work() -> None:
    plain = {"key": "a2024one", "title": "One", "authors": ("A B",), "year": 2024, "scope": "extended", "added": "2026-01-01"}
    claims = tuple({"id": f"a2024one.{number}", "node": "scaling", "statement": "So."} for number in range(1, CLAIMS_MAX + 2))
    assert len(Work.model_validate(plain | {"claims": claims[:-1]}, strict=False).claims) == CLAIMS_MAX
    with pytest.raises(ValidationError, match="at most"):
        Work.model_validate(plain | {"claims": claims}, strict=False)


def chain_of_nodes(count: int, *, closed: bool = False) -> NodeTree:
    """Return nodes each below the one before; the first below the last where the chain is closed."""
    above = [f"n{count - 1}" if closed else None, *(f"n{number}" for number in range(count - 1))]
    made = [{"id": f"n{number}", "name": "N", "parent": parent, "definition": "N."} for number, parent in enumerate(above)]
    return NodeTree([Node.model_validate({key: value for key, value in each.items() if value}) for each in made])


@pytest.mark.parametrize("closed", [False, True])
def test_levels_of_the_taxonomy(closed: bool) -> None:
    tree = chain_of_nodes(4000, closed=closed)
    start = time.process_time()
    assert tree.ancestors(f"n{NODE_DEPTH_MAX}") == tuple(f"n{number}" for number in reversed(range(NODE_DEPTH_MAX)))
    assert tree.depth("n3999") == NODE_DEPTH_MAX
    assert tree.descendants("n0") == tuple(f"n{number}" for number in range(NODE_DEPTH_MAX + 1))
    assert all(len(tree.descendants(each)) <= NODE_DEPTH_MAX + 1 for each in tree)
    assert {tree.direction(each) for each in tree} == {"data4model"}
    assert time.process_time() - start < SECONDS_MAX


def batched(names: list[str]) -> list[list[str]]:
    """Return names in parts of 20: more models and datasets do not fit into one claim."""
    return [names[start : start + 20] for start in range(0, len(names), 20)]


def layers(taxonomy: Taxonomy, *, wide: int, count: int) -> Atlas:
    """Return models that all write the data that train all of the next layer; the last layer trains the first."""
    models = [[f"m{layer}-{number}" for number in range(wide)] for layer in range(count)]
    data = [[f"d{layer}-{number}" for number in range(wide)] for layer in range(count)]
    claims = []
    for layer in range(count):
        for some, others in product(batched(data[layer]), batched(models[layer])):
            claims.append(produces("", *some) | {"models": others})
        for some, others in product(batched(data[layer]), batched(models[(layer + 1) % count])):
            claims.append(trains("", *some) | {"models": others})
    work = {"models": list(chain.from_iterable(models)), "datasets": list(chain.from_iterable(data)), "claims": claims}
    return small_atlas(taxonomy, {"a2024one": work})


def test_long_loops_through_dense_layers_are_passed_over_fast(taxonomy: Taxonomy) -> None:
    # Every loop has eight artifacts, two more than are looked for; a search without pruning walks 20 to the sixth paths.
    atlas = layers(taxonomy, wide=20, count=4)
    start = time.process_time()
    assert find_loops(atlas).rows == ()
    assert time.process_time() - start < SECONDS_MAX


@pytest.mark.parametrize(
    ("wide", "count", "found"),
    [
        pytest.param(60, 4, 0, id="72 claims of 400 pairs each, and no loop that is short enough"),
        pytest.param(100, 2, LOOPS_MAX, id="40,000 edges, and millions of short loops"),
    ],
)
def test_loops_through_layers_as_dense_as_allowed_are_found_soon(taxonomy: Taxonomy, wide: int, count: int, found: int) -> None:
    atlas = layers(taxonomy, wide=wide, count=count)
    start = time.process_time()
    # As `codev.query.run` answers: what other tests left in memory is not looked through in the meantime.
    with collector_paused():
        assert lineage_graph(atlas).number_of_edges() == 2 * count * wide * wide
        assert len(find_loops(atlas).rows) == found
    assert time.process_time() - start < DENSE_SECONDS_MAX


def test_chains_of_one_answer(taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = layers(taxonomy, wide=3, count=2)
    every = chains(atlas)
    assert len(every) == 2 * 3**3
    assert every == sorted(every, key=lambda row: (row.producer, row.dataset, row.trained))
    monkeypatch.setattr(loops_module, "CHAINS_MAX", len(every))
    assert find_chains(atlas).note == ""
    monkeypatch.setattr(loops_module, "CHAINS_MAX", len(every) - 1)
    cut = find_chains(atlas)
    assert (list(cut.rows), cut.note.partition(";")[0]) == (every[:-1], "Only the first 53 chains are listed")
    assert find_chains(atlas, model="m0-0").note == ""


def test_a_base_with_a_lost_claim_leads_to_the_check(facts_base: Path) -> None:
    records = load_records(facts_base)
    number, work = next(each for each in enumerate(records.works) if each[1].claims)
    lost = work.model_copy(update={"claims": (work.claims[0].model_copy(update={"node": "nowhere"}),)})
    works = (*records.works[:number], lost, *records.works[number + 1 :])
    with pytest.raises(
        KnowledgeBaseError, match=rf"{work.key}.yaml: claim .* 'nowhere', which does not exist; run 'codev check'"
    ):
        Atlas.from_records(replace(records, works=works))
