"""Old ids as new ones: so that a rename is told once, and not again in every claim, edge and loop that names the thing.

A thing that came is taken for one that went where both are of one kind and are called the same: works by title, claims by
statement, artifacts and terms by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Id = tuple[str, str]
"""The kind of a thing, such as ``model``, and its id."""


class Renames:
    """What bears another id now."""

    def __init__(self, was: Mapping[Id, str]) -> None:
        """Keep the renames.

        Args:
            was: The old id of each thing, by its kind and new id.
        """
        self.was = was
        self._now = {(kind, old): new for (kind, new), old in was.items()}
        self._words = {old: new for (_, new), old in was.items()}

    @classmethod
    def between(cls, before: Mapping[Id, Any], after: Mapping[Id, Any], title: Callable[[str, Any], str]) -> Renames:
        """Return the renames from one state of all things to another.

        Args:
            before: All things of the one, by kind and id.
            after: All things of the other.
            title: Returns what a thing of a kind is called.
        """
        gone: dict[Id, list[str]] = {}
        for (kind, thing_id), old in before.items():
            if (kind, thing_id) not in after:
                gone.setdefault((kind, title(kind, old)), []).append(thing_id)
        found: dict[Id, str] = {}
        for (kind, thing_id), new in after.items():
            alike = gone.get((kind, title(kind, new)), [])
            if (kind, thing_id) not in before and len(alike) == 1:
                # Of two new things with one name, the first is the old one.
                found[kind, thing_id] = alike.pop()
        return cls(found)

    def is_renamed(self, kind: str, old: str) -> bool:
        """Return whether a thing that went bears another id now."""
        return (kind, old) in self._now

    def now(self, kind: str, old: str) -> str:
        """Return the id that a thing bears now."""
        return self._now.get((kind, old), old)

    def node(self, name: str) -> str:
        """Return a node of the graph, such as ``model:clip@gadre2023datacomp``, under the ids of now."""
        kind, _, rest = name.partition(":")
        artifact, at, work = rest.partition("@")
        return f"{kind}:{self.now(kind, artifact)}{at}{self.now('work', work)}"

    def value(self, value: Any) -> Any:
        """Return a field's value with every word that is an old id replaced; only good for comparing, since kinds mix."""
        if isinstance(value, str):
            return self._words.get(value, value)
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, dict):
            return {name: self.value(each) for name, each in value.items()}
        return value
