"""The nearest names to one that nothing bears: what stands behind every "did you mean".

Kept apart so that the check, the query parser and the command line give the same advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

SCORE_MIN = 72.0
"""Names less alike than this (0-100) are not offered: a wrong suggestion misleads more than none."""


def nearest(name: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the names most like a given one.

    Args:
        name: What was written.
        names: What exists.
        limit: How many to return at the most.

    Returns:
        The nearest names, best first, ties in alphabetical order.
    """
    cut = name[:200]
    found = process.extract(
        cut, sorted(set(names)), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=SCORE_MIN, limit=20
    )
    # WRatio rates a name that is contained in the other highly; the plain ratio puts the one that is most alike first.
    ranked = sorted(found, key=lambda match: (-fuzz.ratio(cut.casefold(), match[0].casefold()), match[0]))
    return tuple(match[0] for match in ranked[:limit])
