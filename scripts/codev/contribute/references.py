"""Where the files of a knowledge base name terms, artifacts and works: the one table that renaming and merging go by.

A path is a tuple of keys, ``*`` standing for every item of a list; what it leads to is an id, a list of ids, or nothing.  That
no place is forgotten is held by tests/contribute/test_references.py, which compares the table with the models' fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Path = tuple[str, ...]
"""Keys into a file's data, ``*`` for every item of a list."""

VOCABULARY_FILES: Mapping[str, tuple[str, str]] = {
    "node": ("nodes", "nodes"),
    "stage": ("stages", "stages"),
    "component": ("components", "components"),
    "enhanced": ("capabilities", "enhanced"),
    "leveraged": ("capabilities", "leveraged"),
    "modality": ("modalities", "modalities"),
    "source": ("acquisition-sources", "acquisition_sources"),
    "paradigm": ("paradigms", "paradigms"),
    "rule": ("not-applicable", "rules"),
    "roadmap": ("roadmap", "roadmap"),
}
"""The vocabularies whose terms can be renamed: file stem and list."""

_OF_ARTIFACT: Mapping[str, tuple[Path, ...]] = {
    "modality": (("input", "*"), ("output", "*")),
    "family": (("family",),),
}
_OF_DATASET: Mapping[str, tuple[Path, ...]] = {
    "modality": (
        ("modalities_corrected", "input", "*"),
        ("modalities_corrected", "output", "*"),
        ("table2", "*", "input", "*"),
        ("table2", "*", "output", "*"),
    ),
    "stage": (("table2", "*", "stages", "*"),),
    "source": (("table2", "*", "other_sources", "*"),),
    "model": (("table2", "*", "source_models", "*"),),
    "dataset": (("covers", "*"),),
}
_OWN_KIND: tuple[Path, ...] = (("id",), ("derived_from", "*", "id"), ("variant_of",))
"""References of an artifact to its own kind, its id first."""

_OF_WORK: Mapping[str, tuple[Path, ...]] = {
    "work": (("key",),),
    "node": (("claims", "*", "node"), ("survey", "maintained_list", "badges", "*")),
    "stage": (("claims", "*", "stages", "*"),),
    "modality": (("claims", "*", "modalities", "*"),),
    "source": (("claims", "*", "acquired_from", "*"),),
    "model": (("claims", "*", "models", "*"),),
    "dataset": (("claims", "*", "datasets", "*"), ("claims", "*", "input_datasets", "*")),
}
_OF_TAXONOMY: Mapping[str, Mapping[str, tuple[Path, ...]]] = {
    "nodes": {"node": (("nodes", "*", "parent"),)},
    "not-applicable": {
        "node": (("rules", "*", "nodes", "*"),),
        "stage": (("rules", "*", "stages", "*"),),
        "modality": (("rules", "*", "modalities", "*"),),
    },
    "roadmap": {"node": (("roadmap", "*", "nodes", "*"),), "work": (("roadmap", "*", "works", "*"),)},
    "paradigms": {"work": (("paradigms", "*", "works", "*"),)},
    "surveys": {"work": (("surveys", "*", "works", "*"),)},
}


def places(stem: str | None, kind: str) -> tuple[Path, ...]:
    """Return where a file may name things of a kind.

    Args:
        stem: The name of a taxonomy file; None for a work.
        kind: A vocabulary of `VOCABULARY_FILES`, ``work``, ``model``, ``dataset`` or ``family``.  Claims name
            capabilities of either list, which `map_names` tells apart.
    """
    found = list((_OF_WORK if stem is None else _OF_TAXONOMY.get(stem, {})).get(kind, ()))
    if stem is not None and VOCABULARY_FILES.get(kind, ("",))[0] == stem:
        found.append((VOCABULARY_FILES[kind][1], "*", "id"))
    holders = {None: ("introduces",), "artifacts": ()}
    if stem in holders:
        for name in ("model", "dataset"):
            holder = (*holders[stem], f"{name}s", "*")
            own = _OWN_KIND if name == kind else ()
            special = _OF_DATASET.get(kind, ()) if name == "dataset" else ()
            found += [(*holder, *path) for path in (*own, *_OF_ARTIFACT.get(kind, ()), *special)]
    return tuple(found)


def map_names(
    data: dict[str, Any], stem: str | None, kind: str, change: Callable[[str], str], is_in_list: Callable[[str], bool]
) -> int:
    """Change every name of a kind in a file's data, in place; of items that become equal, the first is kept.

    Args:
        data: The file's data.
        stem: The name of a taxonomy file; None for a work.
        kind: As for `places`.
        change: Returns what a name becomes.
        is_in_list: Whether a claim's node is of the direction whose capabilities are meant.

    Returns:
        How many names were changed.
    """
    count = sum(_map_at(data, path, change) for path in places(stem, kind))
    if stem is None and kind in ("enhanced", "leveraged"):
        for claim in data.get("claims") or ():
            if is_in_list(claim.get("node", "")):
                count += _map_at(claim, ("capabilities", "*"), change)
    return count


def names_at(data: Any, path: Path) -> Iterator[str]:
    """Yield the names to which a path leads.

    Args:
        data: A file's data, or a part of it.
        path: Keys, ``*`` for every item.
    """
    if not path:
        if isinstance(data, str):
            yield data
    elif path[0] == "*":
        for item in data if isinstance(data, list) else ():
            yield from names_at(item, path[1:])
    elif isinstance(data, dict) and path[0] in data:
        yield from names_at(data[path[0]], path[1:])


def _map_at(data: Any, path: Path, change: Callable[[str], str]) -> int:
    """Change the names to which a path leads; returns how many changed."""
    step, rest = path[0], path[1:]
    if step == "*":
        if not isinstance(data, list):
            return 0
        if rest:
            return sum(_map_at(item, rest, change) for item in data)
        changed = [change(item) if isinstance(item, str) else item for item in data]
        count = len([item for item, new in zip(data, changed, strict=True) if item != new])
        # Two names that become one would count twice in every figure.
        data[:] = list(dict.fromkeys(changed)) if count else changed
        return count
    if not isinstance(data, dict) or data.get(step) is None:
        return 0
    if rest:
        return _map_at(data[step], rest, change)
    old: str = data[step]
    data[step] = change(old)
    return 0 if data[step] == old else 1
