"""Renaming: everywhere at once, back again to the same bytes, and refused where it would break something."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.contribute.rename import find_thing, rename, split_off
from codev.errors import AmbiguousNameError, CodevError, UnknownNameError
from codev.ids import work_of_claim
from codev.model import Taxonomy
from copied import new_findings


def texts_of(root: Path) -> dict[str, str]:
    """Return the text of every file."""
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.yaml"))}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("node", "data-filter", "data-sieve"),
        ("modality", "3d", "three-d"),
        ("source", "web", "internet"),
        ("family", "gpt", "openai-gpt"),
        ("rule", "", "another-rule"),
    ],
)
def test_a_term_is_renamed_and_back_to_the_same_bytes(
    whole_base: Path, taxonomy: Taxonomy, kind: str, old: str, new: str
) -> None:
    old = old or taxonomy.rules[0].id
    before = texts_of(whole_base)
    rename(here := Atlas.load(whole_base), f"{kind}:{old}", new).write(here.root)
    assert new_findings(whole_base) == []
    assert old not in {thing for name, thing in [find_thing(Atlas.load(whole_base), f"{kind}:{new}")]}
    rename(here := Atlas.load(whole_base), f"{kind}:{new}", old).write(here.root)
    assert texts_of(whole_base) == before


def test_capabilities_are_told_apart_by_direction(base: Path, facts_atlas: Atlas) -> None:
    shared = {term.id for term in facts_atlas.taxonomy.enhanced} & {term.id for term in facts_atlas.taxonomy.leveraged}
    old = min(shared) if shared else facts_atlas.taxonomy.leveraged[0].id
    rename(here := Atlas.load(base), f"leveraged:{old}", "something-else").write(here.root)
    after = Atlas.load(base)
    assert new_findings(base) == []
    for claim_id, claim in after.claims.items():
        was = facts_atlas.claims[claim_id].capabilities
        expected = "something-else" if after.direction_of(claim) == "model4data" else old
        assert claim.capabilities == tuple(expected if each == old else each for each in was)


def test_a_renamed_artifact_keeps_its_claims_and_its_old_name_leads_to_it(base: Path, facts_atlas: Atlas) -> None:
    rename(here := Atlas.load(base), "dataset:pixmo", "pixel-mo").write(here.root)
    after = Atlas.load(base)
    assert new_findings(base) == []
    assert after.dataset("pixmo").id == "pixel-mo"
    assert after.claims_by_dataset["pixel-mo"] == facts_atlas.claims_by_dataset["pixmo"]
    assert "pixmo" not in after.datasets


def test_a_renamed_work_takes_its_claims_along(base: Path) -> None:
    plan = rename(here := Atlas.load(base), "work:deitke2024molmo", "deitke2024pixmo")
    assert plan.removed == ("papers/2024/deitke2024molmo.yaml",)
    plan.write(here.root)
    after = Atlas.load(base)
    assert new_findings(base) == []
    assert [claim.id for claim in after.works["deitke2024pixmo"].claims] == ["deitke2024pixmo.1", "deitke2024pixmo.2"]
    assert not (base / plan.removed[0]).exists()


def test_comments_stay(base: Path) -> None:
    path = base / "papers/2024/deitke2024molmo.yaml"
    path.write_text(path.read_text().replace("\nclaims:", "\n# see the blog too\nclaims:"))
    rename(here := Atlas.load(base), "model:molmo", "the-molmo").write(here.root)
    assert "# see the blog too\nclaims:" in path.read_text()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("node:data-filter", "data-mapper", "already"),
        ("node:data-filter", "Data Filter", "not an id"),
        ("node:data-filtr", "x", "did you mean data-filter"),
        ("model:molmo", "gpt-4-vision", r"already|is a name"),
        ("stage:finetune", "tuning", "the code uses the id"),
        ("node:evaluation", "measurement", "the code uses the id"),
        ("work:liu2023visual", "liu2023llava", "kept for ever"),
        ("work:deitke2024molmo", "not a key", "not a work key"),
        ("nothing-like-it-at-all", "x", "no term, artifact or work"),
    ],
)
def test_what_would_break_something_is_refused(facts_atlas: Atlas, old: str, new: str, message: str) -> None:
    with pytest.raises(CodevError, match=message):
        rename(facts_atlas, old, new)


def test_a_name_of_several_kinds_must_say_which(facts_atlas: Atlas) -> None:
    both = min(set(facts_atlas.models) & set(facts_atlas.datasets))
    with pytest.raises(AmbiguousNameError, match=f"model:{both}"):
        find_thing(facts_atlas, both)
    assert find_thing(facts_atlas, f"model:{both}") == ("model", both)
    with pytest.raises(UnknownNameError):
        find_thing(facts_atlas, "model:nobody-bears-this")


def test_a_part_of_a_node_is_split_off(base: Path) -> None:
    here = Atlas.load(base)
    # The atlas adds a node where three works need it.
    by_work = {work_of_claim(id_): id_ for id_, claim in here.claims.items() if claim.node == "acquisition-for-projectors"}
    moved = list(by_work.values())[:3]
    node = here.claims[moved[0]].node
    split_off(here, node, "a-new-part", moved, name="A new part", definition="What was split off.").write(here.root)
    after = Atlas.load(base)
    assert new_findings(base) == []
    part = after.tree["a-new-part"]
    assert (part.parent, part.section, part.is_added) == (here.tree[node].parent, None, True)
    assert after.claims_by_node["a-new-part"] == tuple(moved)
    with pytest.raises(CodevError, match="lies under"):
        split_off(after, node, "another", moved, name="x", definition="y")
