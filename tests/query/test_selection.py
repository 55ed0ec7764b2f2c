"""Works and claims by facets: each facet alone, OR within one, AND between two, and what names nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.graph import effects_of
from codev.model import Claim, Taxonomy
from codev.query import Facets, select_claims, select_works
from small import produces, small_atlas, trains

CLAIM_FACETS: list[tuple[dict[str, Any], Callable[[Atlas, Claim], bool]]] = [
    # facets, and what a claim must be, said otherwise than the code says it
    ({"node": "data-mapper"}, lambda atlas, claim: "data-mapper" in atlas.tree.path(claim.node)),
    ({"node": "Model as a data mapper"}, lambda atlas, claim: "data-mapper" in atlas.tree.path(claim.node)),
    ({"role": "synthesis"}, lambda atlas, claim: "synthesis" in atlas.tree.path(claim.node)),
    ({"direction": "model4data"}, lambda atlas, claim: atlas.direction_of(claim) == "model4data"),
    ({"stage": "inference"}, lambda atlas, claim: "inference" in claim.stages),
    ({"stage": "not-stated"}, lambda atlas, claim: not claim.stages),
    ({"stage": ["pretrain", "not-stated"]}, lambda atlas, claim: "pretrain" in claim.stages or not claim.stages),
    ({"capability": "captioning"}, lambda atlas, claim: "captioning" in claim.capabilities),
    ({"capability": "retrieval"}, lambda atlas, claim: "retrieval" in claim.capabilities),
    (
        {"enhanced": "retrieval"},
        lambda atlas, claim: "retrieval" in claim.capabilities and atlas.direction_of(claim) == "data4model",
    ),
    (
        {"leveraged": "retrieval"},
        lambda atlas, claim: "retrieval" in claim.capabilities and atlas.direction_of(claim) == "model4data",
    ),
    ({"modality": "not-stated"}, lambda atlas, claim: not claim.modalities),
    ({"model": ["not-stated", "clip"]}, lambda atlas, claim: not claim.models or "clip" in claim.models),
    ({"dataset": "not-stated"}, lambda atlas, claim: not (claim.datasets or claim.input_datasets)),
    ({"modality": ["audio", "3D"]}, lambda atlas, claim: bool({"audio", "3d"} & set(claim.modalities))),
    ({"model": "GPT4V"}, lambda atlas, claim: "gpt-4v" in claim.models),
    ({"model": "model:lamm"}, lambda atlas, claim: "lamm" in claim.models),
    ({"dataset": "coco"}, lambda atlas, claim: "coco" in (*claim.datasets, *claim.input_datasets)),
    ({"acquired": "human"}, lambda atlas, claim: "human" in claim.acquired_from),
    ({"section": "3.2.1"}, lambda _, claim: any(item.section == "3.2.1" for item in claim.evidence)),
    ({"section": "§3.2"}, lambda _, claim: any((item.section or "").startswith("3.2") for item in claim.evidence)),
    ({"section": "Data packing"}, lambda _, claim: any(item.section == "3.2.3" for item in claim.evidence)),
    ({"series": "GPT-4"}, lambda atlas, claim: any(atlas.models[each].family == "gpt-4" for each in claim.models)),
    ({"effect": "degrades"}, lambda atlas, claim: "degrades" in effects_of(atlas, claim)),
    ({"evidence": "abstract"}, lambda atlas, claim: any(item.source.value == "abstract" for item in claim.evidence)),
    ({"evidence": "weak"}, lambda atlas, claim: all(item.source.is_weak for item in claim.evidence)),
    ({"evidence": "unverified"}, lambda atlas, claim: claim.is_unverified),
    ({"inferred": "statement"}, lambda atlas, claim: "statement" in claim.inferred),
    ({"inferred": "any"}, lambda atlas, claim: len(claim.inferred) > 0),
    ({"inferred": "none"}, lambda atlas, claim: len(claim.inferred) == 0),
    ({"doubt": "yes"}, lambda atlas, claim: claim.doubt is not None),
    ({"doubt": ["yes", "no"]}, lambda atlas, claim: True),
    ({"checked": "no"}, lambda atlas, claim: not claim.checked),
    ({"scope": "extended"}, lambda atlas, claim: atlas.work_of(claim).scope.value == "extended"),
    ({"year": "2024.."}, lambda atlas, claim: atlas.work_of(claim).year >= 2024),
    ({"year": ["2022", "2026"]}, lambda atlas, claim: atlas.work_of(claim).year in {2022, 2026}),
    ({"author": "haotian liu"}, lambda atlas, claim: "Haotian Liu" in atlas.work_of(claim).authors),
    ({"venue": "neurips"}, lambda atlas, claim: atlas.work_of(claim).venue == "NeurIPS"),
    ({"work": "Segment Anything"}, lambda atlas, claim: claim.id.startswith("kirillov2023segment.")),
    (
        {"node": "data-filter", "stage": "pretrain"},
        lambda atlas, claim: "data-filter" in atlas.tree.path(claim.node) and "pretrain" in claim.stages,
    ),
]


@pytest.mark.parametrize(("facets", "holds"), CLAIM_FACETS, ids=[str(case[0]) for case in CLAIM_FACETS])
def test_claims_are_those_for_which_all_facets_hold(
    facts_atlas: Atlas, facets: dict[str, Any], holds: Callable[[Atlas, Claim], bool]
) -> None:
    expected = [claim.id for claim in facts_atlas.claims.values() if holds(facts_atlas, claim)]
    assert [row.id for row in select_claims(facts_atlas, Facets.of(**facets))] == expected
    # Nobody has compared a claim with its paper yet, and yes or no is everything.
    if facets not in ({"doubt": ["yes", "no"]}, {"checked": "no"}):
        assert 0 < len(expected) < len(facts_atlas.claims)


@pytest.mark.parametrize("facets", [case[0] for case in CLAIM_FACETS], ids=str)
def test_works_are_those_of_the_claims(facts_atlas: Atlas, facets: dict[str, Any]) -> None:
    works = {row.key: row.claims for row in select_works(facts_atlas, Facets.of(**facets))}
    of_claims: dict[str, list[str]] = {}
    for row in select_claims(facts_atlas, Facets.of(**facets)):
        of_claims.setdefault(row.work, []).append(row.id)
    assert {key: list(claims) for key, claims in works.items() if claims} == of_claims
    # A work without claims can satisfy only facets of the work.
    assert not (
        {key for key, claims in works.items() if not claims} and set(facets) - {"scope", "year", "author", "venue", "work"}
    )


def test_no_facets_select_everything(atlas: Atlas) -> None:
    assert [row.key for row in select_works(atlas)] == list(atlas.works)
    assert [row.id for row in select_claims(atlas)] == list(atlas.claims)


def test_facets_of_claims_hold_on_one_claim(facts_atlas: Atlas) -> None:
    # GPT-4V acts in chen2023sharegpt4v and the work has claims of data4model, but none in which GPT-4V is trained.
    facets = {"work": "chen2023sharegpt4v", "model": "gpt-4v"}
    assert select_works(facts_atlas, Facets.of(**facets))
    assert select_works(facts_atlas, Facets.of(work="chen2023sharegpt4v", direction="data4model"))
    assert not select_works(facts_atlas, Facets.of(**facets, direction="data4model"))


def test_works_without_claims_are_found_by_what_they_are(facts_atlas: Atlas) -> None:
    background = [row.key for row in select_works(facts_atlas, Facets.of(scope="background"))]
    assert background == [key for key, work in facts_atlas.works.items() if work.scope.value == "background"]
    assert "radford2021learning" in [row.key for row in select_works(facts_atlas, Facets.of(text="radford natural language"))]
    assert not [row for row in select_works(facts_atlas, Facets.of(scope="background", stage="inference")) if not row.claims]


TEXTS = [
    ("captions lengthier", []),
    ("KIRILLOV", ["kirillov2023segment"]),
    ("piotr dollar", ["kirillov2023segment", "patraucean2023perception"]),
    ("one billion masks", ["kirillov2023segment"]),
    ("2304.02643", ["kirillov2023segment"]),
    ("SA-1B SAM", ["kirillov2023segment"]),
]


@pytest.mark.parametrize(("text", "keys"), TEXTS)
def test_text_is_sought_in_titles_people_names_and_statements(facts_atlas: Atlas, text: str, keys: list[str]) -> None:
    found = [row.key for row in select_works(facts_atlas, Facets.of(text=text))]
    assert [key for key in keys if key in facts_atlas.works and key in found] == [
        key for key in keys if key != "patraucean2023perception"
    ]
    assert len(found) < 10


def test_text_given_twice_is_either(facts_atlas: Atlas) -> None:
    one, other = (
        {row.id for row in select_claims(facts_atlas, Facets.of(text=text))}
        for text in ("one billion masks", "audio retrieval")
    )
    assert {
        row.id for row in select_claims(facts_atlas, Facets.of(text=["one billion masks", "audio retrieval"]))
    } == one | other
    assert one
    assert other


def test_rows_say_what_the_entries_say(facts_atlas: Atlas) -> None:
    (work,) = select_works(facts_atlas, Facets.of(work="kirillov2023segment"))
    assert work.as_dict() == {
        "key": "kirillov2023segment",
        "title": "Segment Anything",
        "year": 2023,
        "scope": "surveyed",
        "venue": "ICCV",
        "authors": list(facts_atlas.work("kirillov2023segment").authors),
        "nodes": ["acquisition-for-encoders-and-decoders", "annotation"],
        "claims": ["kirillov2023segment.1", "kirillov2023segment.2"],
        "models": ["sam"],
        "datasets": ["sa-1b"],
        "claims_selected": 2,
    }
    claim = select_claims(facts_atlas, Facets.of(work="kirillov2023segment"))[1].as_dict()
    assert {name: claim[name] for name in ("id", "work", "direction", "node", "evidence", "unverified")} == {
        "id": "kirillov2023segment.2",
        "work": "kirillov2023segment",
        "direction": "model4data",
        "node": "annotation",
        "evidence": ["Survey, text §1"],
        "unverified": True,
    }


WRONG = [
    ({"node": "data-filtr"}, "no node 'data-filtr'; did you mean data-filter"),
    ({"role": "data-packing"}, "no role 'data-packing'"),
    ({"direction": "model"}, "no direction 'model'"),
    ({"stage": "fintune"}, "no stage 'fintune'; did you mean finetune"),
    ({"capability": "captoning"}, "no capability 'captoning'; did you mean captioning"),
    ({"modality": "smell"}, "no modality 'smell'"),
    ({"model": "gpt-5v"}, "no model 'gpt-5v'; did you mean gpt-5 or gpt-4v"),
    ({"model": "dataset:coco"}, "no model 'dataset:coco'"),
    ({"dataset": "coca"}, "no dataset 'coca'"),
    ({"acquired": "stolen"}, "no acquisition source 'stolen'"),
    ({"effect": "spoils"}, "no effect 'spoils'"),
    ({"evidence": "hearsay"}, "no kind of evidence 'hearsay'"),
    ({"inferred": "statment"}, "no inferred field 'statment'; did you mean statement"),
    ({"doubt": "maybe"}, "no value of doubt 'maybe'; there are yes, no"),
    ({"checked": "1"}, "no value of checked '1'; there are yes, no"),
    ({"scope": "survey"}, "no scope 'survey'; did you mean surveyed"),
    ({"year": "2025..2023"}, "ends before it begins"),
    ({"year": "soon"}, "'soon' is not a year"),
    ({"author": "Nobody Atall"}, "no author 'Nobody Atall'"),
    ({"venue": "NeurIPZ"}, "no venue 'NeurIPZ'; did you mean NeurIPS"),
    ({"work": "kirillov2023segmen"}, "no work 'kirillov2023segmen'; did you mean kirillov2023segment"),
]


@pytest.mark.parametrize(("facets", "message"), WRONG, ids=[str(case[0]) for case in WRONG])
def test_a_facet_that_names_nothing_is_told_in_one_line(facts_atlas: Atlas, facets: dict[str, str], message: str) -> None:
    for select in (select_works, select_claims):
        with pytest.raises(WrongUseError) as caught:
            select(facts_atlas, Facets.of(**facets))
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nodes": "data-filter"}, "no facet 'nodes'; did you mean node"),
        ({"node": ""}, "node: a value is needed"),
        ({"node": "x" * 10_000}, "node: at most 200 characters are possible (given 'xxx"),
        ({"node": [str(number) for number in range(51)]}, "node: given 51 times, at most 50 can be asked for"),
        ({"node": 3.5}, "node: input should be a valid tuple (given '3.5')"),
        ({"text": "a\nb"}, "text: control characters are not possible"),
    ],
)
def test_values_that_cannot_be_a_facet_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        Facets.of(**values)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 300


def test_the_order_in_which_values_are_given_means_nothing() -> None:
    one, other = Facets.of(node=["b", "a", "a"], year=2024), Facets.of(year="2024", node=("a", "b"))
    assert one == other
    assert one.node == ("a", "b")
    assert not one.is_empty
    assert Facets().is_empty
    assert Facets.of(node=[], stage=None).is_empty


@pytest.mark.parametrize(
    ("facet", "claims"),
    [("capability", ["a2024one.2", "a2024one.4"]), ("enhanced", ["a2024one.2"]), ("leveraged", ["a2024one.4"])],
)
def test_claims_that_state_no_capability_can_be_asked_for(taxonomy: Taxonomy, facet: str, claims: list[str]) -> None:
    stated, silent = trains("m", capabilities=["perception"]), trains("m", capabilities=[])
    made = [produces("m", capabilities=["captioning"]), produces("m", capabilities=[])]
    small = small_atlas(taxonomy, {"a2024one": {"claims": [stated, silent, *made]}})
    assert [row.id for row in select_claims(small, Facets.of(**{facet: "not-stated"}))] == claims
