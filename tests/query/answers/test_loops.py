"""Chains, their paradigm, and loops: each rule on a few works, cuts, rotation, determinism."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Taxonomy
from codev.query import chains, derived_paradigms, find_loops, loops
from small import derived, produces, small_atlas, trains

PARADIGMS: list[tuple[str, dict[str, Any], tuple[str, str | None]]] = [
    (
        "the model itself",
        {"a2024one": {"models": ["a"], "datasets": ["d"], "claims": [produces("a", "d"), trains("a", "d")]}},
        ("self-boosted", "same model"),
    ),
    (
        "a variant that a work retrained",
        {
            "a2024one": {"models": ["a"], "datasets": ["d"], "claims": [produces("a", "d")]},
            "b2024two": {"claims": [trains("a", "d")]},
        },
        ("self-boosted", "variant"),
    ),
    (
        "a variant as entries declare it",
        {
            "a2024one": {
                "models": ["a", {"id": "a-large", "variant_of": "a"}],
                "datasets": ["d"],
                "claims": [produces("a", "d"), trains("a-large", "d")],
            }
        },
        ("self-boosted", "variant"),
    ),
    (
        "a model that starts from its weights",
        {"a2024one": {"models": ["a", derived("b", "a")], "datasets": ["d"], "claims": [produces("a", "d"), trains("b", "d")]}},
        ("self-boosted", "derived"),
    ),
    (
        "a retrained model that starts from its weights",
        {
            "a2024one": {"models": ["a", derived("b", "a")], "datasets": ["d"], "claims": [produces("a", "d")]},
            "b2024two": {"claims": [trains("b", "d")]},
        },
        ("self-boosted", "derived"),
    ),
    (
        "a model two generations on",
        {
            "a2024one": {
                "models": ["a", derived("b", "a"), derived("c", "b")],
                "datasets": ["d"],
                "claims": [produces("a", "d"), trains("c", "d")],
            }
        },
        ("externally-boosted", None),
    ),
    (
        "a model that has nothing to do with it",
        {"a2024one": {"models": ["a", "b"], "datasets": ["d"], "claims": [produces("a", "d"), trains("b", "d")]}},
        ("externally-boosted", None),
    ),
    (
        "a parent of the producer",
        {"a2024one": {"models": [derived("a", "b"), "b"], "datasets": ["d"], "claims": [produces("a", "d"), trains("b", "d")]}},
        ("externally-boosted", None),
    ),
]


@pytest.mark.parametrize(("works", "expected"), [case[1:] for case in PARADIGMS], ids=[case[0] for case in PARADIGMS])
def test_the_paradigm_follows_from_who_is_trained(
    taxonomy: Taxonomy, works: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    (row,) = chains(small_atlas(taxonomy, works))
    assert (row.paradigm, row.because) == expected
    assert (row.producer, row.dataset) == ("model:a", "dataset:d")


@pytest.mark.parametrize("stage", ["inference", "evaluation"])
def test_data_that_only_prompt_or_measure_make_no_chain(taxonomy: Taxonomy, stage: str) -> None:
    claims = [produces("a", "d"), trains("a", "d", stages=[stage])]
    small = small_atlas(taxonomy, {"a2024one": {"models": ["a"], "datasets": ["d"], "claims": claims}})
    assert chains(small) == []
    assert loops(small) == []


def test_chains_are_narrowed_by_model_dataset_and_paradigm(facts_atlas: Atlas) -> None:
    everything = chains(facts_atlas)
    assert everything == sorted(everything, key=lambda row: (row.producer, row.dataset, row.trained))
    assert {row.dataset for row in chains(facts_atlas, dataset="DataComp-1B")} == {"dataset:datacomp-1b"}
    of_clip = chains(facts_atlas, model="CLIP")
    assert of_clip == [row for row in everything if "model:clip" in {row.producer, row.trained.partition("@")[0]}]
    both = [chains(facts_atlas, paradigm=each) for each in ("self-boosted", "externally-boosted")]
    assert sorted(map(repr, [*both[0], *both[1]])) == sorted(map(repr, everything))
    with pytest.raises(WrongUseError, match="no paradigm 'self'; did you mean self-boosted"):
        chains(facts_atlas, paradigm="self")


def test_a_work_shows_a_paradigm_only_by_its_own_claims(taxonomy: Taxonomy) -> None:
    works: dict[str, Any] = {
        "a2024one": {"models": ["a", "b"], "datasets": ["d"], "claims": [produces("a", "d"), trains("b", "d")]},
        "b2024two": {"claims": [trains("a", "d")]},
        "c2024three": {"models": ["c"], "datasets": ["e"], "claims": [produces("c", "e"), trains("c", "e"), trains("a", "e")]},
    }
    assert derived_paradigms(small_atlas(taxonomy, works)) == {
        "a2024one": "externally-boosted",
        "c2024three": "self-boosted",
    }


# -- loops ----------------------------------------------------------------------------------------------------------------


def ring(count: int) -> dict[str, Any]:
    """Return a work with models and datasets in one ring of twice as many artifacts."""
    claims = []
    for number in range(count):
        claims += [produces(f"m{number}", f"d{number}"), trains(f"m{(number + 1) % count}", f"d{number}")]
    names = range(count)
    return {"a2024one": {"models": [f"m{n}" for n in names], "datasets": [f"d{n}" for n in names], "claims": claims}}


def test_a_ring_is_one_loop_from_its_first_model_on(taxonomy: Taxonomy) -> None:
    (row,) = loops(small_atlas(taxonomy, ring(3)))
    assert row.artifacts == ("model:m0", "dataset:d0", "model:m1", "dataset:d1", "model:m2", "dataset:d2")
    assert row.relations == ("produces", "trains") * 3
    assert row.claims == tuple(f"a2024one.{number}" for number in range(1, 7))
    assert row.paradigm == "externally-boosted", "each model is trained by another one's data"


def test_a_ring_of_eight_is_too_long(taxonomy: Taxonomy) -> None:
    small = small_atlas(taxonomy, ring(4))
    assert loops(small) == []
    assert loops(small_atlas(taxonomy, ring(3)), longest=4) == []


def test_a_loop_through_a_parent_is_found(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {"models": ["a", derived("b", "a")], "datasets": ["d"], "claims": [produces("b", "d"), trains("a", "d")]}
    }
    (row,) = loops(small_atlas(taxonomy, works))
    assert row.artifacts == ("model:a", "model:b", "dataset:d")
    assert row.relations == ("derived_from", "produces", "trains")
    assert row.steps == (("derived_from (seen)",), ("a2024one.1",), ("a2024one.2",))
    assert row.works == ("a2024one",)


def test_a_loop_with_one_self_boosted_chain_is_self_boosted(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "models": ["a", derived("b", "a")],
            "datasets": ["d", "e"],
            "claims": [produces("a", "d"), trains("b", "d"), produces("b", "e"), trains("a", "e")],
        }
    }
    found = {row.artifacts: row.paradigm for row in loops(small_atlas(taxonomy, works))}
    assert found == {
        ("model:a", "model:b", "dataset:e"): "externally-boosted",
        ("model:a", "dataset:d", "model:b", "dataset:e"): "self-boosted",
    }


def everything_with_everything(count: int) -> dict[str, Any]:
    """Return a work in which every model produces every dataset and is trained on it."""
    names = range(count)
    datasets = [f"d{n}" for n in names]
    claims = [claim for n in names for claim in (produces(f"m{n}", *datasets), trains(f"m{n}", *datasets))]
    return {"a2024one": {"models": [f"m{n}" for n in names], "datasets": datasets, "claims": claims}}


def test_all_loops_are_found_once_and_the_shortest_come_first(taxonomy: Taxonomy) -> None:
    search = find_loops(small_atlas(taxonomy, everything_with_everything(3)))
    lengths = [row.length for row in search.rows]
    # In the complete bipartite graph of 3 and 3: 9 pairs; 3·3 choices of two models and two datasets, two ways round each;
    # all six, 3!·3!/3 ways round.
    assert [lengths.count(length) for length in (2, 4, 6)] == [9, 18, 12]
    assert lengths == sorted(lengths)
    assert not search.note
    turned = {min(row.artifacts[n:] + row.artifacts[:n] for n in range(row.length)) for row in search.rows}
    assert len(turned) == len(search.rows), "no loop is there twice by rotation"


def test_too_many_loops_are_cut_and_that_is_said(taxonomy: Taxonomy) -> None:
    small = small_atlas(taxonomy, everything_with_everything(8))
    search = find_loops(small)
    assert (len(search.rows), bool(search.note)) == (1000, True)
    assert [row.length for row in search.rows[:64]] == [2] * 64
    assert {row.length for row in search.rows[64:]} == {4}
    few = find_loops(small, limit=10)
    assert (len(few.rows), few.note) == (10, "Only the 10 shortest loops are listed; there are more.")
    exact = find_loops(small, limit=64, longest=2)
    assert (len(exact.rows), exact.note) == (64, "")
    longer = find_loops(small, limit=64)
    assert (len(longer.rows), longer.note) == (64, "Only the 64 shortest loops are listed; there are more.")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"longest": 1}, "loops of 1 artifacts are not possible; give a number from 2 to 6"),
        ({"longest": 7}, "give a number from 2 to 6"),
        ({"limit": 0}, "0 loops are not possible; give a number from 1 to 1000"),
        ({"limit": 1001}, "give a number from 1 to 1000"),
    ],
)
def test_numbers_out_of_range_are_refused(facts_atlas: Atlas, options: dict[str, int], message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        loops(facts_atlas, **options)


CUT_IN_A_PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
from small import small_atlas
from codev import Atlas
from codev.query import loops
from {module} import everything_with_everything
taxonomy = Atlas.load(sys.argv[2]).taxonomy
print([row.artifacts for row in loops(small_atlas(taxonomy, everything_with_everything(6)), limit=100)])
"""


@pytest.mark.slow
def test_a_cut_list_is_the_same_in_every_process(repository: Path, facts_base: Path, tmp_path: Path) -> None:
    # Python orders sets of text anew in each process; the list must not depend on it.
    (tmp_path / "loops_case.py").write_bytes(Path(__file__).read_bytes())
    code = CUT_IN_A_PROCESS.replace("{module}", "loops_case")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(repository / "tests"), str(facts_base)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{repository / 'scripts'}:{tmp_path}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert outputs.pop().count("model:m0") > 30
