"""Words that site and explorer share: a claim's card says the same on both of what its data do to a capability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.explorer.frames import Namer
from codev.explorer.markup import claim_markup
from codev.site.environment import Links, Renderer
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


@pytest.mark.parametrize(("claim", "label"), CLAIMS, ids=[f"{case[0]['node']}-{case[1]}" for case in CLAIMS])
def test_both_cards_say_what_the_data_do(atlas: Atlas, repository: Path, claim: dict[str, Any], label: str) -> None:
    small = small_atlas(atlas.taxonomy, {"one2024work": {"claims": [claim], "models": ["m"]}})
    (only,) = small.claims.values()
    renderer = Renderer(small, repository / "site" / "templates")
    macros: Any = renderer.environment.get_template("_macros.jinja").make_module({"to": Links(renderer.addresses, "../")})
    assert _labels(macros.claim_facts(only, small.direction_of(only))) == [label]
    assert _labels(claim_markup(small, only, Namer(small).terms)) == [label]


def _labels(card: object) -> list[str]:
    """Return the labels of a card before the names of capabilities."""
    terms = BeautifulSoup(str(card), "html.parser").find_all("dt")
    return [term.text for term in terms if (said := term.find_next_sibling("dd")) and said.text in {"Safety", "Captioning"}]
