"""Words that are chosen from figures, so that a sentence stays true whatever the data become.

Pure functions; a share is always given as two whole numbers, and nothing is divided by zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NAMES_MAX = 3
"""Names in a list within a sentence; the others are counted."""


def thousands(number: int) -> str:
    """Return a number with thin spaces between its thousands, as scholarly typesetting has it."""
    return f"{number:,}".replace(",", "\u202f")


def percent(count: int, of: int) -> str:
    """Return a share as a whole percentage; what is not none and not all is never shown as 0 % or 100 %.

    Args:
        count: The part.
        of: The whole; of nothing there is no share.
    """
    if not of:
        return "no share"
    share = round(100 * count / of)
    if share == 0 and count:
        return "under 1\u202f%"
    if share == 100 and count < of:
        return "over 99\u202f%"
    return f"{share}\u202f%"


def part(count: int, of: int, what: str) -> str:
    """Return a part of a whole with its share: "66 of the 165 works (40 %)".

    Args:
        count: The part.
        of: The whole.
        what: What the whole counts, in the plural.
    """
    return f"{thousands(count)} of the {thousands(of)} {what} ({percent(count, of)})"


def change(now: tuple[int, int], then: tuple[int, int]) -> str:
    """Return how a share has changed, as it follows the share of now: "up from 36 %", "down from 36 %", "as in".

    Args:
        now: Part and whole.
        then: Part and whole before; both wholes are more than nothing.
    """
    before, after = percent(*then), percent(*now)
    if before == after:
        return "as in"
    return f"{'up' if now[0] * then[1] > then[0] * now[1] else 'down'} from {before} in"


def portion(count: int, of: int) -> str:
    """Return in words how large a part is: "all", "most", "half", "a minority" or "none".

    Args:
        count: The part.
        of: The whole.
    """
    if not count:
        return "none"
    if count == of:
        return "all"
    return "most" if 2 * count > of else "half" if 2 * count == of else "a minority"


def leaders(counts: Mapping[str, float]) -> list[str]:
    """Return the names with the greatest number, in their order; none where nothing is counted.

    Args:
        counts: Numbers by name.
    """
    most = max(counts.values(), default=0)
    return [name for name, number in counts.items() if number == most] if most else []


def listed(names: Sequence[str]) -> str:
    """Return names as a list within a sentence: "A, B and C", or "A, B, C and 4 more".

    Args:
        names: One name or more.
    """
    shown = list(names[:NAMES_MAX])
    if len(names) > NAMES_MAX:
        shown.append(f"{len(names) - NAMES_MAX} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def is_or_are(names: Sequence[str]) -> str:
    """Return the verb that fits a list of names."""
    return "is" if len(names) == 1 else "are"
