"""Agreement of curators who each give a set of values to the same things: Krippendorff's alpha, and shares beside it.

Alpha is 1 where all agree, 0 where they agree as often as chance would, and below where they agree less (K. Krippendorff,
"Computing Krippendorff's Alpha-Reliability", 2011).  A thing to which fewer than two curators gave a set says nothing and is
passed over.  The maintained libraries that compute it are under the GPL or load far more than these few lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

Values = frozenset[str]
"""What one curator gave to one thing; empty for none."""

Distance = Callable[[Values, Values], float]
"""How far two sets are apart: 0 for equal ones, at most 1."""


def jaccard(one: Values, other: Values) -> float:
    """Return the overlap of two sets: what they share by what they hold; 1 for two empty ones.

    Args:
        one: The values of one curator.
        other: Those of another.
    """
    return len(one & other) / len(one | other) if one or other else 1.0


def masi_distance(one: Values, other: Values) -> float:
    """Return the distance of two sets that counts a part for less than an overlap, and that less than the same set.

    MASI multiplies the overlap by 1 for equal sets, 2/3 where one holds the other, 1/3 where each has values of its own, and
    0 where they share none (R. Passonneau, "Measuring Agreement on Set-valued Items (MASI)", LREC 2006).

    Args:
        one: The values of one curator.
        other: Those of another.
    """
    if one == other:
        return 0.0
    return 1 - jaccard(one, other) * (2 / 3 if one <= other or other <= one else 1 / 3)


def pairs_of(units: Sequence[Sequence[Values]]) -> Iterator[tuple[Values, Values]]:
    """Yield what every two curators gave to the same thing.

    Args:
        units: For each thing, what each of its curators gave.
    """
    for unit in units:
        yield from combinations(unit, 2)


def krippendorff_alpha(units: Sequence[Sequence[Values]], distance: Distance = masi_distance) -> float | None:
    """Return Krippendorff's alpha, or None where all values are equal or there is nothing to compare: then it is not defined.

    Args:
        units: For each thing, what each of its curators gave.
        distance: How far two sets are apart.
    """
    compared = [unit for unit in units if len(unit) > 1]
    counts = Counter(values for unit in compared for values in unit)
    total = sum(counts.values())
    observed = sum(2 * sum(distance(*pair) for pair in combinations(unit, 2)) / (len(unit) - 1) for unit in compared)
    expected = sum(
        2 * counts[one] * counts[other] * distance(one, other) for one, other in combinations(sorted(counts, key=sorted), 2)
    )
    return 1 - (total - 1) * observed / expected if expected else None
