"""The loaded knowledge base: things by name, indices, the tree, the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.atlas import NodeTree
from codev.errors import AmbiguousNameError, KnowledgeBaseError, UnknownNameError
from codev.model import Node

NAMES = [
    # written, id: ids, display names, aliases, and spellings that differ in case or hyphens
    ("gpt-4v", "gpt-4v"),
    ("GPT-4V", "gpt-4v"),
    ("GPT4V", "gpt-4v"),
    ("ShareGPT4V", "sharegpt4v"),
    ("model:LAMM", "lamm"),
    ("dataset:lamm", "lamm"),
    ("blip2", "blip-2"),
    ("LLaVA-Instruct-150K", "llava-instruct-158k"),
]


@pytest.mark.parametrize(("name", "artifact_id"), NAMES)
def test_artifacts_are_found_by_what_they_are_called(facts_atlas: Atlas, name: str, artifact_id: str) -> None:
    kind, found = facts_atlas.names.resolve(name, "dataset" if name == "ShareGPT4V" else None)
    assert found == artifact_id
    assert found in (facts_atlas.models if kind == "model" else facts_atlas.datasets)


def test_every_artifact_is_found_by_each_of_its_names(atlas: Atlas) -> None:
    for artifacts, names in ((atlas.models, atlas.names.models), (atlas.datasets, atlas.names.datasets)):
        for artifact in artifacts.values():
            assert {names.resolve(name) for name in (artifact.id, artifact.name, *artifact.aliases)} == {artifact.id}


def test_a_name_that_two_kinds_bear_is_asked_back(facts_atlas: Atlas) -> None:
    with pytest.raises(AmbiguousNameError, match="write model:lamm or dataset:lamm"):
        facts_atlas.artifact("lamm")


@pytest.mark.parametrize(
    ("look_up", "message"),
    [
        (lambda atlas: atlas.tree["data-filtr"], "no node 'data-filtr'; did you mean data-filter"),
        (lambda atlas: atlas.work("liu2023visul"), "no work 'liu2023visul'; did you mean liu2023visual"),
        (lambda atlas: atlas.model("GPT-4W"), "no model 'GPT-4W'; did you mean gpt-4"),
        (lambda atlas: atlas.model("dataset:coco"), "no model 'dataset:coco'"),
        (lambda atlas: atlas.dataset("model:clip"), "no dataset 'model:clip'"),
        (lambda atlas: atlas.claim("liu2023visual.99"), "no claim 'liu2023visual.99'; did you mean liu2023visual"),
    ],
)
def test_unknown_names_say_what_was_meant(facts_atlas: Atlas, look_up: object, message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        look_up(facts_atlas)  # type: ignore[operator]


def test_subsections_are_those_of_the_maintained_list(atlas: Atlas) -> None:
    badges = {
        badge
        for work in atlas.works.values()
        if work.survey and work.survey.maintained_list
        for badge in work.survey.maintained_list.badges
    }
    assert badges <= set(atlas.tree.subsections)


def test_the_tree_leads_up_and_down(facts_atlas: Atlas) -> None:
    tree = facts_atlas.tree
    assert tree.tops == ("scaling", "usability", "synthesis", "insights")
    assert tree.path("deduplication") == ("scaling", "scaling-effectiveness", "data-condensation", "deduplication")
    assert tree.subsection_of("deduplication") == "data-condensation"
    assert tree.subsection_of("scaling") is None
    assert tree.descendants("data-filter") == ("data-filter", "logit-based-filtering", "assessment-based-filtering")
    assert tree.direction("annotation") == "model4data"
    assert tree.degrades("privacy-attacks")
    assert not tree.degrades("data-centric-defenses")
    assert tree.measures("visual-understanding")


def test_what_lies_below_a_node_that_breaks_models_breaks_them_too(facts_atlas: Atlas) -> None:
    nodes = [*facts_atlas.tree.values()]
    attack = next(node for node in nodes if node.effect == "degrades")
    below = attack.model_copy(update={"id": "below", "parent": attack.id, "effect": None})
    assert NodeTree([*nodes, below]).degrades("below")


def test_parents_that_run_in_a_circle_end() -> None:
    circle = {"a": "b", "b": "a"}
    tree = NodeTree([Node(id=name, name=name, parent=parent, section="3", definition="x") for name, parent in circle.items()])
    assert tree.ancestors("a") == ("b", "a")
    assert tree.descendants("a") == ("a", "b")


def test_a_node_counts_what_is_below_it(atlas: Atlas) -> None:
    counted = {claim_id for top in atlas.tree.tops for claim_id in atlas.claims_by_node[top]}
    assert counted == set(atlas.claims)
    for node in atlas.tree.values():
        if node.parent and node.id in atlas.claims_by_node:
            assert set(atlas.claims_by_node[node.id]) <= set(atlas.claims_by_node[node.parent])


def test_indices_agree_with_the_claims(atlas: Atlas) -> None:
    for stage, claim_ids in atlas.claims_by_stage.items():
        assert list(claim_ids) == [claim.id for claim in atlas.claims.values() if stage in claim.stages]
    for model, claim_ids in atlas.claims_by_model.items():
        assert all(model in atlas.claim(claim_id).models for claim_id in claim_ids)
    assert sum(map(len, atlas.claims_by_model.values())) == sum(len(set(claim.models)) for claim in atlas.claims.values())
    assert {(name, key) for name, keys in atlas.works_by_author.items() for key in keys} == {
        (name, work.key) for work in atlas.works.values() for name in work.authors
    }
    assert sum(map(len, atlas.works_by_year.values())) == len(atlas.works)


def test_artifacts_know_who_introduces_them(facts_atlas: Atlas) -> None:
    assert facts_atlas.introducer("dataset", "llava-instruct-158k") == "liu2023visual"
    assert facts_atlas.introducer("dataset", "common-crawl") is None


def test_loading_twice_gives_the_same(atlas: Atlas, live_base: Path) -> None:
    assert Atlas.load(live_base / "papers", use_cache=False).fingerprint == atlas.fingerprint


def test_a_folder_without_entries_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match="no knowledge base"):
        Atlas.load(tmp_path)
