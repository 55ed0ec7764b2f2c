"""The nearest names to one that nothing bears: what stands behind every "did you mean".

Kept apart so that the check, the query parser and the command line give the same advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from codev.limits.questions import VALUE_CHARACTERS_MAX

SCORE_MIN = 72.0
"""Names less alike than this (0-100) are not offered: a wrong suggestion misleads more than none."""

SLIPS_MAX = 2
"""So many slips of the fingers at the most make one name of another; in a name of fewer than six letters one."""


def did_you_mean(names: Iterable[str], otherwise: str) -> str:
    """Return the advice to write one of the nearest names.

    Args:
        names: The nearest names, as `nearest` returns them.
        otherwise: The advice where there is none.
    """
    return f"did you mean {shown}?" if (shown := " or ".join(names)) else otherwise


def nearest(name: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the names most like a given one.

    Args:
        name: What was written.
        names: What exists.
        limit: How many to return at the most.

    Returns:
        The nearest names, best first, ties in alphabetical order.
    """
    cut = name[:VALUE_CHARACTERS_MAX]
    known = sorted(set(names))
    found = process.extract(cut, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=SCORE_MIN, limit=20)
    # A slip of the fingers (a letter wrong, missing or too many, two exchanged) weighs little in a long name and much in a
    # short one, which the ratios would pass over: "gtp" means gpt rather than gpt-2.
    slips = process.extract(
        cut, known, scorer=OSA.distance, processor=utils.default_process, score_cutoff=min(SLIPS_MAX, len(cut) // 3), limit=20
    )
    distance = {match[0]: match[1] for match in slips}
    candidates = dict.fromkeys(match[0] for match in (*slips, *found))
    # WRatio rates a name that is contained in the other highly; the plain ratio puts the one that is most alike first.
    ranked = sorted(
        candidates, key=lambda each: (distance.get(each, SLIPS_MAX + 1), -fuzz.ratio(cut.casefold(), each.casefold()), each)
    )
    return tuple(ranked[:limit])
