"""The page of a model as it is read, and the colours of its lineage picture: a golden text, so that no word changes unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.model import Taxonomy
from codev.site.pages.artifacts import artifact_page
from codev.site.pages.environment import Renderer
from small import derived, evaluates, produces, small_atlas, trains

WORKS = {
    "a2024one": {"models": ["m"], "datasets": ["d", "bench"], "claims": [trains("m", "d"), evaluates("m", "bench")]},
    "b2025two": {
        "models": [derived("child", "m"), {"id": "v", "variant_of": "m"}],
        "datasets": ["made"],
        "claims": [produces("m", "made", inputs=["d"])],
    },
}

PAGE = """
Models | Model | M
M is a model, introduced by Ada Author 2024.
Introduced by | The work a2024one | Versions | V | Claims | 3 claims of 2 works
## Lineage { #lineage }
In the picture: | model | dataset | trains | produces | is the basis of or has the variant | unverified | ‹ › more behind it
Everything around M in the graph
What M was made from and by | Relation | Model or dataset | Source
trained on | D | a2024one.1
What was made with M | Relation | Model or dataset | Source
produces | MADE | b2025two.1
is the basis of | CHILD | a page that was seen
has the variant | V | the entry
## Claims: trained or measured by data { #data4model }
The work a2024one | 2024 | Claim 1 of a2024one.
The work a2024one | 2024 | Claim 2 of a2024one.
## Claims: working on data { #model4data }
The work b2025two | 2025 | Claim 1 of b2025two.
Id | model:m
"""

LINES = {
    "D trains M (a2024one.1)": "--codev-d2m",
    "M produces MADE (b2025two.1)": "--codev-m2d",
    "M is the basis of CHILD (a page that was seen)": "--codev-rule-strong",
    "M has the variant V (the entry)": "--codev-rule-strong",
}
SYMBOLS = {
    **dict.fromkeys(("M (model)", "CHILD (model)", "V (model)"), "--codev-model"),
    **dict.fromkeys(("D (dataset)", "MADE (dataset)"), "--codev-dataset"),
}


@pytest.fixture(scope="module")
def page(taxonomy: Taxonomy, repository: Path) -> BeautifulSoup:
    """The page of a model that is trained, measured, produces data, and has a child and a version."""
    small: Atlas = small_atlas(taxonomy, WORKS)
    renderer = Renderer(small, repository / "site" / "templates")
    renderer.prepare()
    return BeautifulSoup(artifact_page(renderer, "model", "m").body, "html.parser")


def test_the_page_reads(page: BeautifulSoup) -> None:
    shown = BeautifulSoup(str(page), "html.parser")
    for picture in shown.find_all("svg"):
        picture.decompose()
    read = [" ".join(line.split()) for line in shown.get_text("\n").split("\n") if line.strip()]
    assert read == [part for line in PAGE.strip().split("\n") for part in line.split(" | ")]


def test_lines_and_symbols_of_the_picture_have_their_colours(page: BeautifulSoup) -> None:
    found = {}
    for title in page.select("svg title"):
        drawn = title.parent
        assert drawn is not None
        assert drawn.parent is not None
        # A line takes its colour from its group; a symbol stands beside its title.
        styles = [str(drawn.parent.get("style", "")), str(drawn)]
        colours = [colour for style in styles for colour in re.findall(r"(?:stroke|fill):var\((--codev-[\w-]+),", style)]
        if title.get_text() in LINES | SYMBOLS:
            found[title.get_text()] = colours[0]
    assert found == LINES | SYMBOLS


def test_a_model_that_works_do_not_name_has_no_lineage_of_its_own(taxonomy: Taxonomy, repository: Path) -> None:
    works = {"a2024one": {"models": [{"id": "m", "kind": "unnamed"}], "datasets": ["made"], "claims": [produces("m", "made")]}}
    page = artifact_page(Renderer(small_atlas(taxonomy, works), repository / "site" / "templates"), "model", "m")
    assert "Each work means another model" in page.body
    assert "does not record" not in page.body
