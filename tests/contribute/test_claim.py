"""What a person says of a claim: looked up at once, with the nearest terms for a slip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from codev import Atlas
from codev.contribute.claim import ClaimAnswers, Introduced, claim_data
from codev.errors import UnknownNameError, WrongUseError
from codev.model import Taxonomy
from small import small_atlas

PLAIN = ClaimAnswers(node="data-filter", statement="CLIP drops pairs.", evidence="abstract")


def test_ids_names_and_spellings_lead_to_terms(facts_atlas: Atlas) -> None:
    said = replace(PLAIN, node="Data filter", stages=("Fine-tuning",), modalities=("Image", "text"), models=("openai clip",))
    claim = claim_data(facts_atlas, said)
    assert claim["node"] == "data-filter"
    assert (claim["stages"], claim["modalities"], claim["models"]) == (["finetune"], ["image", "text"], ["clip"])


@pytest.mark.parametrize(
    ("node", "capability"), [("data-acquisition", "document-chart-understanding"), ("data-filter", "ocr-layout-understanding")]
)
def test_an_alias_leads_to_the_term_of_its_direction(taxonomy: Taxonomy, node: str, capability: str) -> None:
    called = {"document-chart-understanding": ("OCR",), "ocr-layout-understanding": ("OCR",)}
    lists = {
        name: tuple(term.model_copy(update={"aliases": called.get(term.id, ())}) for term in getattr(taxonomy, name))
        for name in ("enhanced", "leveraged")
    }
    small = small_atlas(taxonomy.model_copy(update=lists), {})
    assert claim_data(small, replace(PLAIN, node=node, capabilities=("ocr",)))["capabilities"] == [capability]


def test_what_the_work_introduces_need_not_be_known(facts_atlas: Atlas) -> None:
    new = Introduced(models=("NewModel 2",), datasets=("NewSet",))
    claim = claim_data(facts_atlas, replace(PLAIN, models=("newmodel-2",), datasets=("NewSet",)), new)
    assert (claim["models"], claim["datasets"]) == (["newmodel-2"], ["newset"])
    assert new.as_data() == {
        "models": [{"id": "newmodel-2", "name": "NewModel 2"}],
        "datasets": [{"id": "newset", "name": "NewSet"}],
    }


def test_what_is_new_is_parted_from_what_is_declared_already(facts_atlas: Atlas) -> None:
    given = Introduced(models=("NewModel", "ImageBind"), datasets=("mmmu",))
    assert given.parted(facts_atlas) == (Introduced(models=("NewModel",)), (("model", "imagebind"), ("dataset", "mmmu")))
    with pytest.raises(WrongUseError, match="which liu2023visual introduces"):
        Introduced(models=("LLaVA",)).parted(facts_atlas)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"node": "data-filtr"}, "did you mean data-filter"),
        ({"stages": ("finetunes",)}, "did you mean finetune"),
        ({"capabilities": ("perception-of-nothing",)}, "no capability"),
        ({"models": ("CLIPP",)}, "did you mean"),
        ({"evidence": "abstrct"}, "did you mean abstract"),
        ({"statement": " "}, "no statement"),
        ({"node": "", "evidence": ""}, "no node and no evidence"),
        ({"evidence": "paper"}, "does not say where"),
    ],
)
def test_a_slip_is_answered(facts_atlas: Atlas, change: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        claim_data(facts_atlas, replace(PLAIN, **change))


def test_capabilities_are_those_of_the_direction(facts_atlas: Atlas) -> None:
    enhanced, leveraged = facts_atlas.taxonomy.enhanced[0].id, facts_atlas.taxonomy.leveraged[0].id
    assert claim_data(facts_atlas, replace(PLAIN, capabilities=(leveraged,)))["capabilities"] == [leveraged]
    with pytest.raises(UnknownNameError):
        claim_data(facts_atlas, replace(PLAIN, capabilities=(enhanced,)))


def test_a_name_without_ascii_needs_an_id_by_hand() -> None:
    with pytest.raises(WrongUseError, match="no id can be made"):
        Introduced(models=("模型",)).as_data()
