"""Parts of which pictures are made: numbers, and about how wide a text will be.

Nobody measures letters when a site is built: widths are those of a usual sans-serif of `TEXT_SIZE`, rather too much than too
little.
"""

from __future__ import annotations

from functools import lru_cache

from codev.show.looks import variable

TEXT_SIZE = 13
"""The size of the letters for which `text_width` is right."""

LETTER_WIDTH, CAPITAL_WIDTH = 6.6, 8.9
"""About the width of a small letter, and of a capital, a digit or a sign."""

_NARROW = " .,:"


def short(value: float) -> str:
    """Return a number with one decimal at the most, as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Return about how wide a text is in letters of `TEXT_SIZE`."""
    narrow = sum(letter.islower() or letter in _NARROW for letter in text)
    return narrow * LETTER_WIDTH + (len(text) - narrow) * CAPITAL_WIDTH


def halo() -> str:
    """Return the style of words that lines may pass behind: a rim in the colour of the ground."""
    return f"paint-order:stroke;stroke:{variable('paper')};stroke-width:3px;stroke-linejoin:round"
