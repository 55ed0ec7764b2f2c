"""The sentences that say what a thing is: a table of models, datasets and works, and nothing that nobody saw."""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.model import Dataset, Model, Taxonomy
from codev.show.openings import artifact_opening, kind_words, work_opening
from small import produces, small_atlas, trains

MODELS: list[tuple[dict[str, Any], str]] = [
    ({"id": "m"}, "M is a model, introduced by Ada Author 2024."),
    (
        {"id": "m", "input": ["image", "text"], "output": ["text"]},
        "M is a model that takes image and text and gives text, introduced by Ada Author 2024.",
    ),
    ({"id": "m", "output": ["audio"]}, "M is a model that gives audio, introduced by Ada Author 2024."),
    ({"id": "m", "kind": "method"}, "M is a method, introduced by Ada Author 2024."),
    (
        {"id": "m", "access": "closed", "verified": ["access"]},
        "M is a model behind an interface, introduced by Ada Author 2024.",
    ),
    # What rests on memory is marked on the page and does not stand in the sentence.
    ({"id": "m", "access": "closed"}, "M is a model, introduced by Ada Author 2024."),
    ({"id": "m", "note": "A bookkeeping note."}, "M is a model, introduced by Ada Author 2024."),
    ({"id": "m", "kind": "unnamed"}, "Stands for models that works use and do not name: each work means another one."),
]

DATASETS: list[tuple[dict[str, Any], str]] = [
    ({"id": "d"}, "D is a dataset, introduced by Ada Author 2024."),
    ({"id": "d", "purpose": "benchmark"}, "D is a benchmark, introduced by Ada Author 2024."),
    (
        {"id": "d", "purpose": "both", "input": ["text"]},
        "D is a dataset and benchmark with text, introduced by Ada Author 2024.",
    ),
    (
        {"id": "d", "size": {"count": 1200, "unit": "questions", "as_stated": "1.2K"}},
        "D is a dataset of 1.2K questions, introduced by Ada Author 2024.",
    ),
    ({"id": "d", "kind": "unnamed"}, "D: data without a name of their own, introduced by Ada Author 2024."),
]


def base(taxonomy: Taxonomy, **introduced: Any) -> Atlas:
    """Return a knowledge base of one work."""
    return small_atlas(taxonomy, {"a2024one": introduced})


@pytest.mark.parametrize(("record", "sentence"), MODELS)
def test_a_model_is_said(taxonomy: Taxonomy, record: dict[str, Any], sentence: str) -> None:
    atlas = base(taxonomy, models=[record])
    assert artifact_opening(atlas, atlas.models["m"]) == sentence


@pytest.mark.parametrize(("record", "sentence"), DATASETS)
def test_a_dataset_is_said(taxonomy: Taxonomy, record: dict[str, Any], sentence: str) -> None:
    atlas = base(taxonomy, datasets=[record])
    assert artifact_opening(atlas, atlas.datasets["d"]) == sentence


def test_a_work_says_what_it_brings_and_where_it_is_filed(taxonomy: Taxonomy) -> None:
    claims = [produces("m", "d"), trains("m", "d")]
    atlas = base(taxonomy, models=["m"], datasets=["d", "e"], claims=claims)
    assert work_opening(atlas, atlas.works["a2024one"]) == (
        "Introduces the model M and the datasets D and E, and is filed under model as a data mapper and data acquisition."
    )
    many = base(taxonomy, datasets=["d", "e", "f", "g"])
    assert work_opening(many, many.works["a2024one"]) == "Introduces 4 datasets."
    nothing = base(taxonomy)
    assert work_opening(nothing, nothing.works["a2024one"]) == ""


def test_every_thing_has_a_sentence_of_its_own(atlas: Atlas) -> None:
    artifacts: list[Model | Dataset] = [*atlas.models.values(), *atlas.datasets.values()]
    for artifact in artifacts:
        sentence = artifact_opening(atlas, artifact)
        assert sentence.endswith(".")
        assert not sentence.endswith("..")
        assert "  " not in sentence
        assert artifact.name in sentence or artifact.kind == "unnamed"
        assert artifact.note is None or artifact.note not in sentence
        assert kind_words(artifact)
