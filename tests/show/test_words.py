"""Words that site and explorer share: a claim's card says the same on both of what its data do to a capability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.explorer.widgets.drawn import claims_html
from codev.show.cards import macros
from codev.show.site_links import Links
from codev.site.pages.environment import Renderer
from small import evaluates, produces, small_atlas, trains

CLAIMS: list[tuple[dict[str, Any], str]] = [
    (trains("m", capabilities=["safety"]), "Capability enhanced"),
    (trains("m", capabilities=["safety"], stages=[]), "Capability enhanced"),
    (trains("m", capabilities=["safety"], node="data-centric-attacks"), "Capability at risk"),
    (evaluates("m", capabilities=["safety"]), "Capability measured"),
    (evaluates("m", capabilities=["safety"], node="data-acquisition"), "Capability measured"),
    (trains("m", capabilities=["safety"], stages=["finetune", "evaluation"]), "Capability enhanced"),
    (produces("m", capabilities=["captioning"]), "Capability leveraged"),
    (produces("m", capabilities=["captioning"], stages=["evaluation"]), "Capability leveraged"),
]


CARDS: list[tuple[dict[str, Any], list[str]]] = [
    (
        trains("m", "d", capabilities=["safety"], input_datasets=["e"], acquired_from=["web"], inferred=["models"]),
        [
            *("Stage: Fine-tuning", "Capability enhanced: Safety", "Modality: Image", "Models: M ° (inferred)", "Data: D"),
            *("Made from: E", "Acquired from: Web"),
        ],
    ),
    (
        trains("m", "d", capabilities=["safety"], node="data-centric-attacks"),
        ["Stage: Fine-tuning", "Capability at risk: Safety", "Modality: Image", "Models: M", "Data: D"],
    ),
    (
        evaluates("m", "d", capabilities=["safety"]),
        ["Stage: Evaluation", "Capability measured: Safety", "Modality: Image", "Models: M", "Data: D"],
    ),
    (
        produces("m", "d", inputs=["e"], capabilities=["captioning"]),
        [
            *("Stage: Fine-tuning", "Capability leveraged: Captioning", "Modality: Image", "Acting models: M"),
            *("Produced data: D", "Input data: E"),
        ],
    ),
]
"""Claims that improve, degrade, measure, and of a model for data, with what a card says of them."""


@pytest.mark.parametrize(("claim", "label"), CLAIMS, ids=[f"{case[0]['node']}-{case[1]}" for case in CLAIMS])
def test_both_cards_say_what_the_data_do(atlas: Atlas, repository: Path, claim: dict[str, Any], label: str) -> None:
    for card in _cards(atlas, repository, claim):
        assert [line.partition(":")[0] for line in card if line.endswith((": Safety", ": Captioning"))] == [label]


@pytest.mark.parametrize(("claim", "lines"), CARDS, ids=["improves", "degrades", "measures", "model for data"])
def test_both_cards_read_alike(atlas: Atlas, repository: Path, claim: dict[str, Any], lines: list[str]) -> None:
    site, explorer = _cards(atlas, repository, {**claim, "modalities": ["image"]})
    assert site == explorer == lines


def _cards(atlas: Atlas, repository: Path, claim: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the lines of a claim's card on the site and in the explorer."""
    small = small_atlas(atlas.taxonomy, {"one2024work": {"claims": [claim], "models": ["m"], "datasets": ["d", "e"]}})
    (only,) = small.claims.values()
    renderer = Renderer(small, repository / "site" / "templates")
    shared = macros(renderer.environment, "_macros.jinja", to=Links(renderer.addresses, "../"))
    card = shared.claim_card(only, small.work_of(only), small.direction_of(only))
    return _lines(card), _lines(claims_html(small, [only]))


def _lines(card: object) -> list[str]:
    """Return what stands in a card: label and value of each field."""
    found = []
    for term in BeautifulSoup(str(card), "html.parser").select(".codev-facts dt"):
        value = term.find_next_sibling("dd")
        assert value is not None
        found.append(f"{term.get_text()}: {' '.join(value.get_text(' ').split())}")
    return found
