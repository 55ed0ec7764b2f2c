"""What a change does to the knowledge: two knowledge bases compared by what they say, not by their lines.

Works, claims, artifacts and terms are compared field by field; edges, loops, gaps and dependence by what the graph derives from
them.  A side that does not pass the check is compared as far as it can be read, and its findings are part of the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.check.run import check
from codev.check.works import check_work
from codev.contribute.renamed import Id, Renames
from codev.graph import graph_of
from codev.model.fields import Record
from codev.model.vocabularies import VOCABULARIES
from codev.query import dependence, find_loops, gaps
from codev.query.rows import AnswerRow
from codev.query.stats import statistics
from codev.store.findings import Finding
from codev.store.load import load_records

FIGURES = ("works", "surveyed", "background", "extended", "claims", "models", "datasets", "nodes")
"""The figures that are compared: the fixed ones of `codev stats` (DESIGN §5)."""

Things = dict[Id, Record]
"""Everything that is compared, by kind and id."""


@dataclass(frozen=True)
class Side:
    """One of two knowledge bases to be compared.

    Attributes:
        name: How it is called, such as a revision.
        atlas: What could be read of it.
        findings: What the check finds.
    """

    name: str
    atlas: Atlas
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FieldChange(AnswerRow):
    """A field that says something else; absent values are None."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange(AnswerRow):
    """A work, claim, artifact or term that came, went or says something else."""

    kind: str
    """``work``, ``claim``, ``model``, ``dataset``, ``node`` or the name of another vocabulary."""
    id: str
    change: str
    """``added``, ``removed``, ``renamed`` or ``changed``."""
    title: str
    """Of a work or artifact its name, of a claim its statement, of a term its name."""
    node: str | None = None
    """Of a claim: its node."""
    fields: tuple[FieldChange, ...] = ()
    """Of a changed thing: what differs."""
    was: str | None = None
    """Of a renamed thing: its old id."""


@dataclass(frozen=True, slots=True)
class EdgeChange(AnswerRow):
    """An edge of the co-development graph that came or went."""

    change: str
    source: str
    relation: str
    target: str
    claim: str | None
    """The claim or the basis that it comes from."""


@dataclass(frozen=True, slots=True)
class LoopChange(AnswerRow):
    """A closed loop that came or went."""

    change: str
    artifacts: tuple[str, ...]
    paradigm: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapChange(AnswerRow):
    """A cell of the gaps map that is filled otherwise."""

    node: str
    stage: str
    modality: str
    before: str
    after: str
    works: tuple[str, ...]
    """The works in the cell afterwards."""


@dataclass(frozen=True, slots=True)
class DependenceChange(AnswerRow):
    """A model, or closed models as a whole, on which more or fewer datasets rest."""

    on: str
    direct_before: int
    direct_after: int
    transitive_before: int
    transitive_after: int
    share_before: float
    share_after: float


@dataclass(frozen=True, slots=True)
class KnowledgeDiff(AnswerRow):
    """Everything that differs between two knowledge bases."""

    base: str
    head: str
    figures: Mapping[str, tuple[int, int]]
    """Each figure before and after."""
    changes: tuple[RecordChange, ...]
    edges: tuple[EdgeChange, ...]
    loops: tuple[LoopChange, ...]
    gaps: tuple[GapChange, ...]
    dependence: tuple[DependenceChange, ...]
    new_findings: tuple[dict[str, Any], ...]
    """What the check finds now and did not find before."""
    mended_findings: tuple[dict[str, Any], ...]
    """What the check found before and does not find now."""

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.changes or self.edges or self.loops or self.gaps or self.new_findings or self.mended_findings)

    def of_kind(self, kind: str, change: str | None = None) -> tuple[RecordChange, ...]:
        """Return the changes of one kind of thing.

        Args:
            kind: ``work``, ``claim``, ``model`` …
            change: ``added``, ``removed``, ``renamed`` or ``changed`` only.
        """
        return tuple(each for each in self.changes if each.kind == kind and change in (None, each.change))


def load_side(root: Path, name: str, *, use_cache: bool = False) -> Side:
    """Load a knowledge base to be compared, as far as it can be read.

    Args:
        root: Its folder.
        name: How it is called.
        use_cache: Whether unchanged files may come from the cache.

    Raises:
        KnowledgeBaseError: There is no knowledge base.
    """
    records = load_records(root, check_work=check_work, use_cache=use_cache)
    # A key that stands twice is a finding; of the two entries the first is compared.
    works = {work.key: (work, file.path) for work, file in reversed(list(zip(records.works, records.files, strict=True)))}
    paths = {key: path for key, (_, path) in works.items()}
    atlas = Atlas(root, records.taxonomy, [work for work, _ in works.values()], paths)
    return Side(name, atlas, check(root, use_cache=use_cache).findings)


def difference(base: Side, head: Side) -> KnowledgeDiff:
    """Return what differs between two knowledge bases.

    Args:
        base: The one before.
        head: The one after.
    """
    before, after = statistics(base.atlas), statistics(head.atlas)
    old_things, new_things = _things(base.atlas), _things(head.atlas)
    renames = Renames.between(old_things, new_things, _title)
    old_findings = {_finding_id(each): each for each in base.findings}
    new_findings = {_finding_id(each): each for each in head.findings}
    return KnowledgeDiff(
        base=base.name,
        head=head.name,
        figures={name: (before[name], after[name]) for name in FIGURES},
        changes=tuple(_changes(old_things, new_things, renames)),
        edges=tuple(_edge_changes(base.atlas, head.atlas, renames)),
        loops=tuple(_loop_changes(base.atlas, head.atlas, renames)),
        gaps=tuple(_gap_changes(base.atlas, head.atlas, renames)),
        dependence=tuple(_dependence_changes(base.atlas, head.atlas, renames)),
        new_findings=tuple(each.as_dict() for name, each in new_findings.items() if name not in old_findings),
        mended_findings=tuple(each.as_dict() for name, each in old_findings.items() if name not in new_findings),
    )


def _finding_id(finding: Finding) -> tuple[str, str, str]:
    """Return what makes a finding the same although its line moved."""
    return finding.path, finding.code, finding.message


def _things(atlas: Atlas) -> Things:
    """Return everything that is compared, by kind and id."""
    things: Things = {("work", key): work for key, work in atlas.works.items()}
    things |= {("claim", claim_id): claim for claim_id, claim in atlas.claims.items()}
    things |= {("model", each.id): each for each in atlas.models.values()}
    things |= {("dataset", each.id): each for each in atlas.datasets.values()}
    for name, vocabulary in VOCABULARIES.items():
        things |= {(name, term.id): term for term in vocabulary.terms(atlas.taxonomy)}
    return things


def _changes(before: Things, after: Things, renames: Renames) -> Iterable[RecordChange]:
    """Yield every thing that came, went or says something else, in a stable order."""
    for kind, thing_id in dict.fromkeys((*after, *before)):
        old, new = before.get((kind, thing_id)), after.get((kind, thing_id))
        if old is None and new is not None:
            was = renames.was.get((kind, thing_id))
            fields = tuple(_field_changes(kind, before[kind, was], new, renames)) if was is not None else ()
            change = "added" if was is None else "renamed"
            yield RecordChange(kind, thing_id, change, _title(kind, new), _node(new), fields, was=was)
        elif new is None and old is not None:
            if not renames.is_renamed(kind, thing_id):
                yield RecordChange(kind, thing_id, "removed", _title(kind, old), _node(old))
        elif old is not None and new is not None and old != new:
            fields = tuple(_field_changes(kind, old, new, renames))
            # A work whose claims or artifacts alone differ is not changed itself: they are listed on their own.
            if fields:
                yield RecordChange(kind, thing_id, "changed", _title(kind, new), _node(new), fields)


def _field_changes(kind: str, old: Record, new: Record, renames: Renames) -> Iterable[FieldChange]:
    """Yield the fields in which two records differ; claims and artifacts of a work are things of their own."""
    before, after = old.model_dump(mode="json", exclude_defaults=True), new.model_dump(mode="json", exclude_defaults=True)
    old_id = before.get("id")
    for name in type(new).model_fields:
        if name in ("id", "key") or (kind == "work" and name in ("claims", "introduces")):
            continue
        was, now = before.get(name), after.get(name)
        told = now
        if name == "aliases" and now is not None:
            # The old id of an artifact becomes an alias of it: that is said by the rename.
            told = [each for each in now if each != old_id] or None
        if was not in (now, told) and renames.value(was) != now:
            yield FieldChange(name, was, now)


def _title(kind: str, thing: Record) -> str:
    names = {"work": "title", "claim": "statement", "rule": "reason"}
    return str(getattr(thing, names.get(kind, "name")))


def _node(thing: Record) -> str | None:
    return getattr(thing, "node", None)


def _edges(atlas: Atlas) -> set[tuple[str, str, str, str | None]]:
    """Return the graph's edges by what they say."""
    return {
        (source, data["relation"], target, data["claim"] or data["basis"])
        for source, target, data in graph_of(atlas).edges(data=True)
        if data["relation"] not in ("part_of", "classified_as")
    }


def _edge_changes(base: Atlas, head: Atlas, renames: Renames) -> Iterable[EdgeChange]:
    """Yield the edges that came or went; those of the taxonomy and of classification are told by terms and claims."""
    before = {
        (renames.node(source), relation, renames.node(target), renames.now("claim", said) if said else said)
        for source, relation, target, said in _edges(base)
    }
    after = _edges(head)
    yield from (EdgeChange("added", *edge) for edge in sorted(after - before, key=str))
    yield from (EdgeChange("removed", *edge) for edge in sorted(before - after, key=str))


def _loop_changes(base: Atlas, head: Atlas, renames: Renames) -> Iterable[LoopChange]:
    """Yield the closed loops that came or went, the shortest first."""
    before = {_turned(tuple(map(renames.node, loop.artifacts))): loop for loop in find_loops(base).rows}
    after = {_turned(loop.artifacts): loop for loop in find_loops(head).rows}
    for change, here, there in (("added", after, before), ("removed", before, after)):
        for artifacts, loop in here.items():
            if artifacts not in there:
                yield LoopChange(change, loop.artifacts, loop.paradigm, loop.claims)


def _turned(artifacts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a loop's artifacts beginning with the first in alphabetical order: another name must not make another loop."""
    start = artifacts.index(min(artifacts))
    return artifacts[start:] + artifacts[:start]


def _gap_changes(base: Atlas, head: Atlas, renames: Renames) -> Iterable[GapChange]:
    """Yield the cells of the gaps map whose status differs, in the order of the map."""
    before = {
        (renames.now("node", cell.node), renames.now("stage", cell.stage), renames.now("modality", cell.modality)): cell.status
        for cell in gaps(base)
    }
    cells = {(cell.node, cell.stage, cell.modality): cell for cell in gaps(head)}
    for place, cell in cells.items():
        was = before.get(place, "empty")
        if was != cell.status:
            yield GapChange(*place, was, cell.status, cell.works)


def _dependence_changes(base: Atlas, head: Atlas, renames: Renames) -> Iterable[DependenceChange]:
    """Yield the models on which more or fewer datasets rest, and closed models as a whole."""
    before = {renames.node(on): counts for on, counts in _dependence(base).items()}
    after = _dependence(head)
    for on in dict.fromkeys((*after, *before)):
        old, new = before.get(on, (0, 0, 0.0)), after.get(on, (0, 0, 0.0))
        if old[:2] != new[:2]:
            yield DependenceChange(on, old[0], new[0], old[1], new[1], old[2], new[2])


def _dependence(atlas: Atlas) -> dict[str, tuple[int, int, float]]:
    """Return how many introduced datasets rest on each model, and on closed ones: directly, in all, and the share."""
    rows = list(dependence(atlas))
    if any(model.access.value == "closed" for model in atlas.models.values()):
        rows += dependence(atlas, access="closed")
    return {row.on: (row.direct, row.transitive, row.share) for row in rows}
