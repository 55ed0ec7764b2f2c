"""Things that share what must be one thing's own: found in one pass, told of from every side.

Each of two clashing entries gets a finding, since whoever looks at one file only, as a pull request does, must see it there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


def clashes(
    things: Iterable[Thing], value: Callable[[Thing], Hashable | None], owner: Callable[[Thing], Hashable]
) -> Iterator[tuple[Thing, Thing]]:
    """Yield each thing whose value another owner's thing has too, with the first such one.

    Args:
        things: What to compare.
        value: What must not be shared; None is no value.
        owner: Whose it is; one owner may have a value several times.
    """
    first: dict[Hashable, Thing] = {}
    shared: dict[Hashable, list[Thing]] = {}
    for thing in things:
        found = value(thing)
        if found is None:
            continue
        other = first.setdefault(found, thing)
        if other is not thing:
            shared.setdefault(found, [other]).append(thing)
    for group in shared.values():
        for thing in group:
            clashing = next((other for other in group if owner(other) != owner(thing)), None)
            if clashing is not None:
                yield thing, clashing
