"""Where the files of a knowledge base name terms, artifacts and works, as renaming and merging change it.

Derived from the models: a field that names something else says so in its type (`codev.model.references`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from codev.model.references import Path, references
from codev.model.taxonomy import TAXONOMY_FILES
from codev.model.vocabularies import CAPABILITIES, VOCABULARIES
from codev.model.work import Claim, Work

RENAMED = {each.prefix: each for each in VOCABULARIES.values() if each.name != "direction"}
"""The vocabularies whose terms can be renamed, by the prefix before the colon."""


@cache
def places(stem: str | None, kind: str) -> tuple[Path, ...]:
    """Return where a file may name things of a kind.

    Args:
        stem: The name of a taxonomy file, or of one of the entries that several curators wrote; None for a work.
        kind: A prefix of `RENAMED`, ``work``, ``model``, ``dataset`` or ``family``.  Claims name capabilities of either
            list, which `map_names` tells apart.
    """
    to = RENAMED[kind].name if kind in RENAMED else kind
    found = [each.path for each in references(TAXONOMY_FILES.get(stem or "", Work)) if each.to == to]
    if kind in RENAMED and RENAMED[kind].stem == stem:
        found.append((RENAMED[kind].members, "*", "id"))
    if kind == "work" and stem is None:
        found.append(("key",))
    if kind in ("model", "dataset") and stem in (None, "artifacts"):
        found.append((*(() if stem else ("introduces",)), f"{kind}s", "*", "id"))
    return tuple(found)


def map_names(
    data: dict[str, Any], stem: str | None, kind: str, change: Callable[[str], str], is_in_list: Callable[[str], bool]
) -> int:
    """Change every name of a kind in a file's data, in place; of items that become equal, the first is kept.

    Args:
        data: The file's data.
        stem: As for `places`.
        kind: As for `places`.
        change: Returns what a name becomes.
        is_in_list: Whether a claim's node is of the direction whose capabilities are meant.

    Returns:
        How many names were changed.
    """
    count = sum(_map_at(data, path, change) for path in places(stem, kind))
    is_capability = kind in {each.prefix for each in CAPABILITIES.values()}
    to = "capability" if is_capability else RENAMED[kind].name if kind in RENAMED else kind
    fields = [each.path for each in references(Claim) if each.to == to] if stem not in TAXONOMY_FILES else []
    for claim in data.get("claims") or () if fields else ():
        if is_capability:
            if not is_in_list(claim.get("node", "")):
                continue
            count += sum(_map_at(claim, path, change) for path in fields)

        def part(text: str) -> str:
            field, dot, value = text.partition(".")
            return f"{field}.{change(value)}" if dot and (field, "*") in fields else text

        count += sum(_map_at(claim, path, part) for path in _PARTS)
    return count


_PARTS: tuple[Path, ...] = (("inferred", "*"), ("evidence", "*", "states", "*"))
"""Where a claim names its own fields and their values."""


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
