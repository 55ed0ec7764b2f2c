"""Characters that nobody sees, or that turn the direction of what follows: found by the Unicode properties, not by a list.

What the writing of a language needs is let through: joiners within words (RFC 5892, appendix A, as domain names have them) and
within emoji (UTS #51), and variation selectors behind a symbol or an ideograph.
"""

from __future__ import annotations

import unicodedata

import regex

_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]")
"""https://www.unicode.org/reports/tr44/: what is drawn as nothing, controls, private characters, halves of pairs, breaks."""

_VARIABLE = regex.compile(r"[\p{Emoji}\p{Unified_Ideograph}\p{S}]")
"""What a variation selector may follow: https://www.unicode.org/Public/UCD/latest/ucd/StandardizedVariants.txt."""

_PICTOGRAPH = regex.compile(r"\p{Extended_Pictographic}")
_AROUND = 32
"""Characters on either side that say whether one is needed: no word has as many marks in a row."""

_JOINERS = "\u200c\u200d"


def find_unseen(text: str) -> int | None:
    """Return the place, from 0, of the first character that a reader would not see and that no writing needs; None without one.

    Args:
        text: Any text.
    """
    if text.isascii() and text.isprintable():
        return None
    return next((each.start() for each in _UNSEEN.finditer(text) if not _is_needed(text, each.start())), None)


def escaped(text: str, kept: str = "") -> str:
    """Return a text in which what a reader would not see, and no writing needs, stands as its number: no terminal obeys it.

    Args:
        text: Any text, of any length.
        kept: Characters that are left, such as line breaks.
    """
    if text.isascii() and text.isprintable():
        return text

    def shown(found: regex.Match[str]) -> str:
        letter, place = found[0], found.start()
        begin = max(0, place - _AROUND)
        if letter in kept or _is_needed(text[begin : place + _AROUND], place - begin):
            return letter
        return letter.encode("unicode_escape").decode("ascii")

    return _UNSEEN.sub(shown, text)


def name_of(letter: str) -> str:
    """Return the name of a character with its number: "ARABIC LETTER MARK (U+061C)".

    Args:
        letter: One character.
    """
    return f"{unicodedata.name(letter, 'control character')} (U+{ord(letter):04X})"


def _is_needed(text: str, place: int) -> bool:
    """Return whether the writing of a language or an emoji needs the character at a place."""
    letter, before, after = text[place], text[:place], text[place + 1 :]
    if letter in _JOINERS:
        import idna  # only where a text has a joiner

        try:
            is_within_word = bool(idna.core.valid_contextj(text, place))
        except ValueError:
            is_within_word = False
        # "Woman, variation selector, joiner, laptop": the selector belongs to the symbol before it.
        joined = before.removesuffix("\ufe0f")[-1:]
        return is_within_word or bool(_PICTOGRAPH.fullmatch(joined) and _PICTOGRAPH.match(after))
    return unicodedata.name(letter, "").startswith("VARIATION SELECTOR") and _VARIABLE.fullmatch(before[-1:]) is not None
