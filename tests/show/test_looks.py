"""Colours, shapes and strokes: what they are, that they can be read, and that every copy is written from the one table."""

from __future__ import annotations

import colorsys
import re
from itertools import combinations
from pathlib import Path

import pytest

from codev.explorer.theme import theme_settings
from codev.graph import NodeKind, Relation
from codev.show.looks import (
    COLOURS,
    DARK,
    DIRECTIONS,
    HUES,
    LIGHT,
    SERIES,
    SHAPES,
    STROKES,
    Palette,
    script_module,
    style_sheet,
    variable,
)
from codev.show.words import PICTURE_LEGEND, TIMELINE_LEGEND

MEANINGS = {
    "d2m": ("#0072b2", "#56b4e9"),
    "m2d": ("#d55e00", "#ef7d3a"),
    "work": ("#45423c", "#c9c5bb"),
    "model": ("#7b3f8f", "#cc99dd"),
    "dataset": ("#00734f", "#4fc79b"),
    "node": ("#8a6d00", "#d9b84a"),
}
"""The colours that say what something is; readers have learnt them."""

SIGNS = {"work": "● circle", "model": "■ square", "dataset": "◆ diamond", "node": "▲ triangle"}
LINES = {
    "d2m": {"trains", "prompts", "evaluates"},
    "m2d": {"produces", "examines"},
    "rule-strong": {"derived_from", "variant_of", "introduces", "classified_as", "part_of"},
}
OWN_COLOURS = {
    "scripts/codev/site/preview/server.py",
    "site/frontend/src/graph/colours.ts",
    "site/theme/assets/codev-mark.svg",
}
"""Files with colours of their own: a banner that only who edits sees, the steps of the cividis map, the mark."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_what_readers_have_learnt_stays() -> None:
    assert {name: COLOURS[name] for name in MEANINGS} == MEANINGS
    assert {kind: f"{shape.sign} {shape.name}" for kind, shape in SHAPES.items()} == SIGNS
    assert {colour: {name.value for name, found in STROKES.items() if found == colour} for colour in LINES} == LINES


@pytest.mark.parametrize(("name", "degrees"), [("blue", range(190, 250)), ("vermilion", range(10, 40))])
def test_a_hue_is_called_what_it_is(name: str, degrees: range) -> None:
    (direction,) = (each for each, hue in HUES.items() if hue == name)
    for colour in COLOURS[DIRECTIONS[direction]]:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        assert round(colorsys.rgb_to_hsv(*parts)[0] * 360) in degrees


def test_legends_say_which_direction_a_hue_stands_for() -> None:
    assert "Blue: data → model; vermilion: model → data; grey: neither." in PICTURE_LEGEND
    assert TIMELINE_LEGEND.startswith("Vermilion: made; blue: trained;")


def test_everything_has_its_look() -> None:
    assert set(SHAPES) == {kind.value for kind in NodeKind}
    assert set(STROKES) == set(Relation)
    assert set(STROKES.values()) | set(SHAPES) < set(COLOURS)
    assert len({shape.path for shape in SHAPES.values()}) == len(SHAPES)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_and_kinds_told_apart(palette: Palette) -> None:
    for name in ("ink", "ink-2", "ink-3", "d2m-text", "m2d-text", "warn", "bad", *SHAPES):
        assert contrast(palette[name], palette["paper"]) >= 4.5, name
    for one, other in combinations(MEANINGS, 2):
        assert palette[one] != palette[other]
    assert len(set(palette.series)) == len(SERIES[0])


def test_the_style_sheet_holds_every_colour_for_light_dark_and_paper() -> None:
    light, _, dark = style_sheet().partition("@media screen")
    for part, palette in ((light, LIGHT), (dark, DARK)):
        assert dict(re.findall(r"--codev-([\w-]+): (#[0-9a-f]{6});", part)) == {name: palette[name] for name in COLOURS}
    assert variable("model") == "var(--codev-model,#7b3f8f)"


def test_the_explorer_has_the_colours_of_the_site() -> None:
    settings = theme_settings()
    assert settings["theme.light.backgroundColor"] == LIGHT["paper"]
    assert settings["theme.dark.backgroundColor"] == DARK["paper"]
    assert (settings["theme.light.linkColor"], settings["theme.dark.linkColor"]) == COLOURS["d2m-text"]
    found = {value for name, value in settings.items() if name.endswith("Color")}
    assert found <= {colour for pair in COLOURS.values() for colour in pair}


def test_scripts_have_the_colours_and_shapes() -> None:
    module = script_module()
    assert '"dataset": "#00734f"' in module
    assert '"dataset": "#4fc79b"' in module
    assert f'"dataset": "{SHAPES["dataset"].path}"' in module


def test_no_colour_is_written_elsewhere(repository: Path) -> None:
    found = set()
    for folder in ("scripts/codev", "site/templates", "site/theme", "site/frontend/src", "site/frontend/styles"):
        for path in (repository / folder).rglob("*.*"):
            if path.suffix in {".py", ".ts", ".css", ".svg", ".jinja", ".html"} and re.search(
                r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8")
            ):
                found.add(path.relative_to(repository).as_posix())
    assert found == {"scripts/codev/show/looks.py", *OWN_COLOURS}
