"""A term, artifact or work under a new id, everywhere at once; and a part of a node's claims split off to a new node.

Everything is worked out before the first file is written.  An id that is taken is refused, and so is one to which the code
gives a meaning of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.check.schemas import SCHEMA_FOLDER, fresh_schemas
from codev.contribute.references import RENAMED, map_names
from codev.contribute.rewrite import Change, rewritten
from codev.contribute.write import one_change
from codev.did_you_mean import nearest
from codev.errors import AmbiguousNameError, UnknownNameError, WrongUseError
from codev.graph.relations import STAGE_RELATIONS
from codev.ids import folded, is_slug, is_work_key, work_of_claim
from codev.model import Scope
from codev.store.layout import list_files, work_path

KINDS = (*RENAMED, "model", "dataset", "work")
"""What can be renamed, as the prefix before the colon: ``node:data-filter``."""

_MEANT_BY_CODE: Mapping[str, frozenset[str]] = {
    "stage": frozenset(STAGE_RELATIONS),
    "node": frozenset(["evaluation"]),
}
"""Ids to which the code gives a meaning: stages that become edges, and the node under which data measure."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a curation does to files, not yet written.

    Attributes:
        texts: The new text of each file, by path.
        removed: Files that go.
        remarks: What a person should know.
        read: A digest of every file that this was worked out from, by path: it is written only while all are as they were.
    """

    texts: Mapping[str, str]
    removed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    read: Mapping[str, str] = field(default_factory=dict)

    def lines(self, root: Path) -> Iterator[str]:
        """Yield what would change, as the lines of a unified diff.

        Args:
            root: The folder of the knowledge base that the files belong to.
        """
        for path, text in self.texts.items():
            file = root / path
            before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
            yield from unified_diff(before, text.splitlines(), path, path, n=1, lineterm="")

    def write(self, root: Path) -> None:
        """Write the files.

        Args:
            root: The folder of the knowledge base that they belong to.

        Raises:
            KnowledgeBaseError: A file cannot be written, or changed since it was read; then all are as they were.
        """
        with one_change(root, self.read) as change:
            change.write(self.texts)
            if any(path.startswith("taxonomy/") for path in self.texts):
                # The schemas list the terms for editors.
                change.write({f"{SCHEMA_FOLDER}/{name}": text for name, text in fresh_schemas(root).items()})
            change.remove(self.removed)


def find_thing(atlas: Atlas, name: str) -> tuple[str, str]:
    """Return the kind and id of what a name means.

    Args:
        atlas: The knowledge base.
        name: An id, with its kind before a colon where several could be meant: ``node:data-filter``.

    Raises:
        UnknownNameError: Nothing bears the name.
        AmbiguousNameError: Several kinds do.
    """
    ids = _ids(atlas)
    prefix, colon, bare = name.partition(":")
    if colon and prefix in ids:
        if bare not in ids[prefix]:
            raise UnknownNameError(prefix, bare, nearest(bare, ids[prefix]))
        return prefix, bare
    kinds = [kind for kind in KINDS if name in ids[kind]]
    if len(kinds) > 1:
        raise AmbiguousNameError(f"{name!r} is a {' and a '.join(kinds)}", f"write {' or '.join(f'{k}:{name}' for k in kinds)}")
    if not kinds:
        raise UnknownNameError(
            "term, artifact or work", name, nearest(name, {each for found in ids.values() for each in found})
        )
    return kinds[0], name


def rename(atlas: Atlas, old: str, new: str) -> Rewrite:
    """Return what has to be written so that a thing bears a new id.

    Args:
        atlas: The knowledge base.
        old: What it is called, as for `find_thing`.
        new: Its new id.

    Raises:
        WrongUseError: The new id is malformed or taken, or the old one must stay.
    """
    kind, old_id = find_thing(atlas, old)
    _refuse(atlas, kind, old_id, new)
    if kind == "work":
        return _rename_work(atlas, old_id, new)
    remarks = ["the old id stays as an alias"] if kind in ("model", "dataset") else []

    def change(data: dict[str, Any], stem: str | None) -> bool:
        changed = map_names(data, stem, kind, lambda name: new if name == old_id else name, _direction_test(atlas, kind))
        if kind in ("model", "dataset"):
            for artifact in declared(data, stem, kind):
                if artifact["id"] == new:
                    add_aliases(artifact, [old_id])
        return changed > 0

    return Rewrite(rewrite_all(atlas, change, [old_id]), remarks=tuple(remarks), read=atlas.sources)


def split_off(atlas: Atlas, node: str, new: str, claims: Iterable[str], *, name: str, definition: str) -> Rewrite:
    """Return what has to be written so that some of a node's claims lie under a new node beside it.

    Args:
        atlas: The knowledge base.
        node: The node that is split.
        new: The new node's id.
        claims: Ids of the claims that move.
        name: The new node's name.
        definition: What belongs there.

    Raises:
        WrongUseError: A claim does not lie under the node, or the id is malformed or taken.
    """
    kind, old_id = find_thing(atlas, node if ":" in node else f"node:{node}")
    if kind != "node":
        raise WrongUseError(f"{node} is a {kind}", "only a node can be split")
    _refuse(atlas, "node", old_id, new, is_kept=True)
    moved = {atlas.claim(claim_id).id for claim_id in claims}
    stray = sorted(claim_id for claim_id in moved if atlas.claims[claim_id].node != old_id)
    if stray or not moved:
        raise WrongUseError(f"{', '.join(stray) or 'no claim'} lies under {old_id}", "name claims of that node")

    def change(data: dict[str, Any], stem: str | None) -> bool:
        if stem == "nodes":
            place = next(number for number, each in enumerate(data["nodes"]) if each["id"] == old_id)
            kept = {key: value for key, value in data["nodes"][place].items() if key in ("parent", "direction", "effect")}
            data["nodes"].insert(place + 1, {"id": new, "name": name, "since": "atlas", **kept, "definition": definition})
            return True
        found = [claim for claim in data.get("claims") or () if claim["id"] in moved] if stem is None else []
        for claim in found:
            claim["node"] = new
        return bool(found)

    return Rewrite(rewrite_all(atlas, change, [old_id]), read=atlas.sources)


def rewrite_all(
    atlas: Atlas, change: Callable[[dict[str, Any], str | None], bool], mentioning: Iterable[str]
) -> dict[str, str]:
    """Return the new texts of the files that a change touches, by path.

    Args:
        atlas: The knowledge base.
        change: Changes a file's data in place, given the file's stem or None for a work; returns whether it did.
        mentioning: Ids; a file in which none of them stands is not read further.

    Raises:
        KnowledgeBaseError: A file cannot be read, or would become invalid.
    """
    texts = {}
    names = tuple(mentioning)
    for file in list_files(atlas.root):
        text = (atlas.root / file.path).read_text(encoding="utf-8")
        if not any(each in text for each in names):
            continue
        touched: list[bool] = []
        result = rewritten(file.path, text, _noting(change, None if file.kind == "work" else file.stem, touched))
        if touched and touched[0]:
            texts[file.path] = result
    return texts


def _noting(change: Callable[[dict[str, Any], str | None], bool], stem: str | None, touched: list[bool]) -> Change:
    """Return a change that notes whether it did anything."""

    def apply(data: dict[str, Any]) -> dict[str, Any]:
        touched.append(change(data, stem))
        return data

    return apply


def _ids(atlas: Atlas) -> dict[str, set[str]]:
    """Return the ids of everything that can be renamed, by kind."""
    ids = {prefix: {term.id for term in each.terms(atlas.taxonomy)} for prefix, each in RENAMED.items()}
    return ids | {"model": set(atlas.models), "dataset": set(atlas.datasets), "work": set(atlas.works)}


def _refuse(atlas: Atlas, kind: str, old: str, new: str, *, is_kept: bool = False) -> None:
    """Refuse a new id that is malformed or taken, and an old one that must stay.

    Raises:
        WrongUseError: With the reason.
    """
    if kind == "work" and not is_work_key(new):
        raise WrongUseError(f"{new!r} is not a work key", "write it like wu2023nextgpt")
    if kind != "work" and not is_slug(new):
        raise WrongUseError(f"{new!r} is not an id", "use lower-case letters, digits and hyphens, such as data-filter")
    if new in _ids(atlas)[kind]:
        raise WrongUseError(f"there is a {kind} {new} already", "choose another id, or join the two with 'codev merge'")
    if kind in ("model", "dataset"):
        owner = (atlas.names.models if kind == "model" else atlas.names.datasets).find(new)
        if owner not in (None, old):
            raise WrongUseError(
                f"{new} is a name of the {kind} {owner}", "choose another id, or join the two with 'codev merge'"
            )
    if not is_kept and old in _MEANT_BY_CODE.get(kind, ()):
        raise WrongUseError(f"the code uses the id {old} of this {kind}", "change its name, and leave the id")
    if kind == "work" and atlas.works[old].scope is not Scope.EXTENDED:
        raise WrongUseError(f"{old} is a key of the survey's facts, which are kept for ever (DESIGN §2)", "leave it")


def _rename_work(atlas: Atlas, old: str, new: str) -> Rewrite:
    """Return what has to be written so that a work bears a new key; its claims' ids follow."""
    path = atlas.paths[old]
    target = work_path(new, atlas.works[old].year)

    def rekey(data: dict[str, Any]) -> dict[str, Any]:
        data["key"] = new
        for claim in data.get("claims") or ():
            if work_of_claim(claim["id"]) == old:
                claim["id"] = f"{new}.{claim['id'].rpartition('.')[2]}"
        return data

    def refer(data: dict[str, Any], stem: str | None) -> bool:
        return stem is not None and map_names(data, stem, "work", lambda key: new if key == old else key, lambda _: False) > 0

    moved = {path: target} | {
        double.path: double.path.replace(f"/{old}.", f"/{new}.")
        for double in atlas.taxonomy.double_entries
        if double.entry.key == old
    }
    texts = rewrite_all(atlas, refer, [old]) | {
        to: rewritten(each, (atlas.root / each).read_text(encoding="utf-8"), rekey, to) for each, to in moved.items()
    }
    remark = f"links to {old} and to its claims {old}.… no longer work: say so in the changelog"
    return Rewrite(texts, tuple(moved), (remark,), atlas.sources)


def _direction_test(atlas: Atlas, kind: str) -> Callable[[str], bool]:
    """Return whether a node is of the direction whose capabilities a kind is."""
    direction = RENAMED[kind].direction if kind in RENAMED else None
    return lambda node: direction is not None and node in atlas.tree and atlas.tree.direction(node) == direction


def declared(data: dict[str, Any], stem: str | None, kind: str) -> list[dict[str, Any]]:
    """Return the artifacts of a kind that a file declares.

    Args:
        data: The file's data.
        stem: The name of a taxonomy file; None for a work.
        kind: ``model`` or ``dataset``.
    """
    holder = data.get("introduces") if stem is None else data if stem == "artifacts" else None
    return list((holder or {}).get(f"{kind}s") or ())


def add_aliases(artifact: dict[str, Any], names: Iterable[str]) -> None:
    """Add names to an artifact's aliases, in place, but for those that lead to it already.

    Args:
        artifact: The artifact as plain data.
        names: Ids, names or aliases.
    """
    aliases = list(artifact.get("aliases") or ())
    known = {folded(each) for each in (artifact["id"], artifact["name"], *aliases)}
    for name in names:
        if folded(name) not in known:
            aliases.append(name)
            known.add(folded(name))
    if aliases:
        artifact["aliases"] = aliases
