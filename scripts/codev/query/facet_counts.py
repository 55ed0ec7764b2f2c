"""How many works, or claims, each value of each facet would leave under the choice in the other facets.

The number beside a value is that of the answer in which the facet asks for this value alone; a node of the taxonomy counts what
is below it.  A facet that names nothing raises `WrongUseError`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from codev.atlas import Atlas
from codev.memory import made_once
from codev.query.facet_kinds import Facet
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.selection import Selection

Counts = Mapping[str, Mapping[str, int]]
"""Numbers by value, by facet; a value that nothing has is missing."""

COUNTED = tuple(name for name, facet in FACETS.items() if facet.group and facet.shape != "text")
"""The facets with values that can be offered."""


def facet_counts(atlas: Atlas, facets: Facets, *, of_claims: bool = False) -> Counts:
    """Return how many works or claims have each value of each facet that is offered.

    Args:
        atlas: The knowledge base.
        facets: What is chosen; the choice in a facet does not count for its own values.
        of_claims: Whether claims are counted rather than works.

    Raises:
        WrongUseError: A facet names nothing.
    """
    given = facets.given()
    chosen = [name for name in COUNTED if name in given]
    counts = _counted(atlas, facets, [name for name in COUNTED if name not in given], of_claims=of_claims)
    for name in chosen:
        others = Facets(**{other: values for other, values in given.items() if other != name})
        counts |= _counted(atlas, others, [name], of_claims=of_claims)
    return counts


def _counted(atlas: Atlas, facets: Facets, names: Collection[str], *, of_claims: bool) -> dict[str, Counter[str]]:
    """Return how often the selected works or claims have each value of some facets."""
    selection, had = Selection(atlas, facets), _values(atlas)
    chosen = [(work.key, claims) for work in atlas.works.values() if (claims := selection.claims_of(work)) is not None]

    def holders(name: str) -> Iterator[Iterable[str]]:
        """Yield the values of each work or claim that counts."""
        values = had[name]
        for work, claims in chosen:
            if FACETS[name].level == "work":
                yield from [values[work]] * (len(claims) if of_claims else 1)
            elif of_claims or len(claims) == 1:
                yield from map(values.__getitem__, claims)
            else:
                yield set(chain.from_iterable(map(values.__getitem__, claims)))

    return {name: Counter(chain.from_iterable(holders(name))) for name in names}


@made_once
def _values(atlas: Atlas) -> dict[str, dict[str, frozenset[str]]]:
    """Return the values of each claim or work, those above them in a tree among them, by facet."""
    found = {}
    for name in COUNTED:
        facet = FACETS[name]
        holders = ((each.id, each) for each in atlas.claims.values()) if facet.level == "claim" else atlas.works.items()
        parents = facet.parents(atlas)
        found[name] = {key: frozenset(_with_parents(facet, atlas, each, parents)) for key, each in holders}
    return found


def _with_parents(facet: Facet, atlas: Atlas, holder: object, parents: Mapping[str, str]) -> Iterator[str]:
    """Yield the values of a claim or work, and all above them."""
    for value in facet.values(atlas, holder):
        above: str | None = value
        while above is not None:
            yield above
            above = parents.get(above)
