"""How what the shared templates make looks apart from the site: in the explorer and in notebooks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT_FONT_SHARE = 1.25
"""The site's theme sets the root's font to 20 pixels, Streamlit and notebooks to 16: lengths in ``rem`` are stretched."""

_REM = re.compile(r"(?<![\w.#-])(\d++(?:\.\d++)?+|\.\d++)rem\b")
_MEDIA = re.compile(r"(@media[^{@]*+\{)")


def fitted(style: str) -> str:
    """Return a style sheet of the site with its lengths fitted to a smaller root, but not those that ask for the window."""
    parts = _MEDIA.split(style)
    parts[::2] = [_REM.sub(lambda found: f"{float(found[1]) * ROOT_FONT_SHARE:g}rem", part) for part in parts[::2]]
    return "".join(parts)


def drawn_style() -> str:
    """Return the style sheet that stands for the site's frame, of an element with the class ``codev-drawn``."""
    return Path(__file__).with_name("drawn.css").read_text("utf-8")
