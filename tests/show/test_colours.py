"""Every copy of a colour is that of the style sheet: what a page falls back to, and what the front end and pictures draw."""

from __future__ import annotations

import re
from pathlib import Path

TOKENS = "site/theme/styles/10-tokens.css"
FOLDERS = ("scripts/codev/site", "site/frontend/src/graph")
MEANING = ("work", "model", "dataset", "node", "d2m", "m2d")
"""The colours that say what something is; others are shades of paper and ink, which a page without its styles may vary."""


def test_what_stands_in_for_a_colour_is_that_colour(repository: Path) -> None:
    light, _, dark = (repository / TOKENS).read_text("utf-8").partition('"slate"')
    schemes = [dict(re.findall(r"--codev-([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    found = []
    for folder in FOLDERS:
        for path in sorted((repository / folder).glob("*.[pt][ys]")):
            text = path.read_text("utf-8")
            for name, stated in re.findall(r"--codev-([\w-]+)(?:\"\)?)?, ?([^),]+)", text):
                if name not in MEANING:
                    continue
                colours = re.findall(r"#[0-9a-f]{6}", stated)
                # Two colours: the dark one, then the light one.
                expected = [scheme[name] for scheme in (reversed(schemes) if len(colours) == 2 else schemes[:1])]
                assert colours == expected, f"{path.name}: {name}"
                found.append(name)
    assert set(found) == set(MEANING)
