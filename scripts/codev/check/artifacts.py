"""Rules on models and datasets: every name leads to one artifact, every parent exists, none descends from itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise, permutations
from operator import itemgetter

from codev.check.base import ARTIFACTS_PATH, KINDS, Base, Declared, Entry
from codev.check.clashes import clashes
from codev.check.rule import whole_rule
from codev.did_you_mean import did_you_mean, nearest
from codev.ids import ArtifactKind, folded, split_artifact
from codev.limits.files import DESCENT_CIRCLES_MAX
from codev.memory import made_once
from codev.model.references import Location
from codev.store.findings import Problem, Severity


@whole_rule("unknown-artifact")
def unknown_artifact(base: Base) -> Iterator[Problem]:
    """A claim names a model or dataset that is not declared.

    Why: Names in claims are the edges of the graph. A name that belongs to no artifact gives no edge.
    Wrong: datasets: [share-gpt4v]
    Right: datasets: [sharegpt4v]
    """
    if "artifacts" not in base.stems:
        return  # what it declares is not known
    for kind in KINDS:
        names = names_of(base)[kind]
        for unknown in base.unknown_names("works", {kind: names.known}):
            if not names.leads(unknown.name):
                yield Problem(unknown.location, f"there is no {kind} {unknown.name}", names.advice(unknown.name), unknown.path)


@whole_rule("unknown-origin")
def unknown_origin(base: Base) -> Iterator[Problem]:
    """An artifact is derived from, a variant of, or covers something unknown.

    Why: Lineage follows these ids; an unknown id interrupts it.
    Wrong:
        derived_from:
        - {id: coco2017, basis: seen}
    Right:
        derived_from:
        - {id: coco, basis: seen}
    """
    if "artifacts" not in base.stems:
        return  # what it declares is not known
    for kind, other in permutations(KINDS):
        known = base.known_artifacts[kind]
        for unknown in base.unknown_names("artifacts", {kind: known | base.guessed}):
            advice = did_you_mean(nearest(unknown.name, known), f"declare the {kind}, or remove the id")
            if unknown.name in base.known_artifacts[other]:
                advice = f"{unknown.name} is a {other}: a {kind} can only come from a {kind}"
            yield Problem(unknown.location, f"there is no {kind} {unknown.name}", advice, unknown.path)


@whole_rule("origin-without-claim")
def origin_without_claim(base: Base) -> Iterator[Problem]:
    """An origin names a claim that does not exist.

    Why: 'basis: claim' says that a claim of the knowledge base states the origin; readers look for that claim.
    Wrong: - {id: coco, basis: claim}, where no claim names both
    Right: - {id: coco, basis: recalled}
    """
    if "artifacts" not in base.stems or base.guessed:
        return  # the claim may be in what cannot be read
    for kind in KINDS:
        children = [each for each in base.artifacts if each.artifact.claimed and each.artifact.kind == kind]
        wanted = {name for each in children for name in (each.artifact.id, *each.artifact.claimed)}
        owners = {name: each.artifact.id for each, _, name, _ in base.names[kind] if each.artifact.id in wanted}
        named = {pair for entry in base.entries for pair in _pairs(entry, kind, owners)}
        for each in children:
            for parent in each.artifact.claimed:
                if (each.artifact.id, parent) not in named:
                    step = ("derived_from", list(each.artifact.origins).index(parent), "basis")
                    message = f"no claim names both {each.artifact.id} and {parent}"
                    fix = "add the claim, or write 'basis: seen' or 'basis: recalled'"
                    yield Problem((*each.location, *step), message, fix, each.path)


@whole_rule("duplicate-artifact")
def duplicate_artifact(base: Base) -> Iterator[Problem]:
    """An artifact is declared twice.

    Why: An artifact is declared once: under 'introduces' of its work, or in taxonomy/artifacts.yaml where no entry does.
    Wrong: '- id: coco' under introduces of two works
    Right: '- id: coco' in one of them
    """
    for each, other in clashes(base.artifacts, lambda each: (each.artifact.kind, each.artifact.id), id):
        message = f"the {each.artifact.kind} {each.artifact.id} is declared in {other.path} as well"
        yield Problem((*each.location, "id"), message, "keep one of the two, or give one another id", each.path)


@whole_rule("name-claimed-twice")
def name_claimed_twice(base: Base) -> Iterator[Problem]:
    """Two artifacts claim one name.

    Why: A name in a claim must lead to one artifact.
    Wrong: aliases: [GPT-4 Vision] on gpt-4v and on gpt-4o
    Right: the alias on the one that it means
    """
    for kind in KINDS:
        for (each, step, name, _), (other, *_) in clashes(base.names[kind], itemgetter(2), _owner):
            message = f"the {kind} {other.artifact.id} is called {name} as well"
            yield Problem((*each.location, *step), message, "remove the name from one of the two", each.path)


@whole_rule("alias-collision")
def alias_collision(base: Base) -> Iterator[Problem]:
    """Two artifacts have names that differ in case, spaces or hyphens only.

    Why: People write 'LLaVA 1.5', 'llava-1.5' and 'LLaVA-1.5' and mean one thing; such names cannot be told apart.
    Wrong: aliases: [Share GPT4V] on one dataset, name: ShareGPT-4V on another
    Right: a longer form of one of the two names, such as ShareGPT4V-PT
    """
    for kind in KINDS:
        for (each, step, name, _), (other, _, spelled, _) in clashes(base.names[kind], itemgetter(3), _owner):
            are_distinct = other.artifact.id in each.artifact.distinct_from and each.artifact.id in other.artifact.distinct_from
            if spelled != name and not are_distinct:
                message = f"{name} differs from {spelled}, a name of the {kind} {other.artifact.id}, in spelling only"
                fix = "use a name that cannot be confused with it, or, where both are real names, 'distinct_from' in both"
                yield Problem((*each.location, *step), message, fix, each.path)


@whole_rule("unused-artifact", Severity.NOTICE)
def unused_artifact(base: Base) -> Iterator[Problem]:
    """Nothing uses an artifact of the vocabulary.

    Why: taxonomy/artifacts.yaml declares what entries name and no entry introduces; what nothing names is not part of the
        knowledge.
    Wrong: - id: some-model in taxonomy/artifacts.yaml, and no claim and no artifact that names it
    Right: the artifact removed, or named where it belongs
    """
    if base.guessed:
        return  # what cannot be read may use it
    for kind in KINDS:
        names = names_of(base)[kind]
        used = {names.find(name) for group in base.used.values() for name in group.get(kind, ())}
        for each in base.artifacts:
            artifact = each.artifact
            if each.path == ARTIFACTS_PATH and artifact.kind == kind and artifact.id not in used and not artifact.rows:
                fix = "remove it, or name it where it belongs"
                yield Problem((*each.location, "id"), f"nothing uses the {kind} {artifact.id}", fix, each.path)


@whole_rule("origin-cycle")
def origin_cycle(base: Base) -> Iterator[Problem]:
    """Artifacts descend from each other in a circle.

    Why: Nothing can be made from something that is made from it: one of the ids in the circle is wrong.  (Models that make
        the data that train them are loops of the graph, not of 'derived_from'.)
    Wrong: a derived_from b, b derived_from a
    Right: only the newer one derived_from the older
    """
    for kind in KINDS:
        declared = {each.artifact.id: each for each in reversed(base.artifacts) if each.artifact.kind == kind}
        parents: dict[str, set[str]] = {}
        for name, each in declared.items():
            if each.artifact.origins or each.artifact.variant_of:
                above = {*each.artifact.origins, *([each.artifact.variant_of] if each.artifact.variant_of else [])}
                parents[name] = {parent for parent in above if parent in declared}
        for _ in range(DESCENT_CIRCLES_MAX):
            circle = _find_circle(parents)
            if circle is None:
                break
            message = f"{circle[0]} descends from itself: {' ← '.join(circle[:8])}"
            for child, parent in pairwise(circle):
                parents[child].discard(parent)
                each = declared[child]
                step: Location = ("variant_of",)
                if parent in each.artifact.origins:
                    step = ("derived_from", list(each.artifact.origins).index(parent), "id")
                yield Problem((*each.location, *step), message, "remove the wrong one of these origins", each.path)


@whole_rule("duplicate-table-row")
def duplicate_table_row(base: Base) -> Iterator[Problem]:
    """Two datasets stand in one row of the survey's Table 2.

    Why: A row of the table is about one dataset.
    Wrong: row: 12 on two datasets
    Right: row: 12 on one, the row that the table gives it on the other
    """
    rows = [(each, number, row) for each in base.artifacts for number, row in enumerate(each.artifact.rows)]
    for (each, number, row), (other, *_) in clashes(rows, itemgetter(2), itemgetter(0, 1)):
        location = (*each.location, "table2", number, "row")
        yield Problem(
            location, f"row {row} of Table 2 already belongs to {other.artifact.id}", "correct the row's number", each.path
        )


class Names:
    """The names of the artifacts of one kind, as `codev.atlas.names` resolves them: ids, names, aliases, then spellings."""

    def __init__(self, base: Base, kind: ArtifactKind) -> None:
        """Index the names.

        Args:
            base: The knowledge base.
            kind: Models or datasets.
        """
        self.kind = kind
        self.guessed = base.guessed
        self.owners: dict[str, str] = {}
        self._by_folded: dict[str, set[str]] = {}
        self.other = base.known_artifacts["dataset" if kind == "model" else "model"]
        for each, _, name, spelling in base.names[kind]:
            self.owners.setdefault(name, each.artifact.id)
            self._by_folded.setdefault(spelling, set()).add(each.artifact.id)
        self.known = frozenset(self.owners)

    def leads(self, name: str) -> bool:
        """Return whether a name leads to one artifact, or may lead to one in a file that cannot be read."""
        return self.find(name) is not None or name in self.guessed

    def find(self, name: str) -> str | None:
        """Return the id that a name leads to, or None."""
        alike = self._by_folded.get(folded(name), ())
        return self.owners.get(name) or (next(iter(alike)) if len(alike) == 1 else None)

    def advice(self, name: str) -> str:
        """Return what to write instead of a name that does not lead to one artifact."""
        alike = sorted(self._by_folded.get(folded(name), ()))
        if alike:
            return f"write the id: {' or '.join(alike)}"
        prefix, bare = split_artifact(name)
        if prefix == self.kind and self.leads(bare):
            return f"write {self.owners.get(bare, bare)}: the field says that it is a {self.kind}"
        if bare in self.other:
            return f"{bare} is a {'dataset' if self.kind == 'model' else 'model'}: name it in that field"
        near = dict.fromkeys(self.owners[each] for each in nearest(bare, self.owners, limit=8))
        if near:
            return f"did you mean {' or '.join(list(near)[:3])}?"
        return f"declare it under 'introduces' of its work, or under {self.kind}s in taxonomy/artifacts.yaml"


@made_once
def names_of(base: Base) -> Mapping[ArtifactKind, Names]:
    """Return the names of models and of datasets, which several rules ask for; indexed once.

    Args:
        base: The knowledge base.
    """
    return {kind: Names(base, kind) for kind in KINDS}


def _pairs(entry: Entry, kind: ArtifactKind, owners: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the ids of those artifacts that a claim of a work names together, in either order, among some."""
    for names in entry.work.models if kind == "model" else entry.work.datasets:
        if len(names) > 1 and not owners.keys().isdisjoint(names):
            yield from permutations({owners[name] for name in names if name in owners}, 2)


def _owner(name: tuple[Declared, Location, str, str]) -> str:
    """Return the id of the artifact that bears a name."""
    return name[0].artifact.id


def _find_circle(parents: Mapping[str, set[str]]) -> list[str] | None:
    """Return a circle as child, parent, …, child, or None where there is none."""
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        # graphlib lists a circle from predecessor to successor; ours runs from child to parent.
        circle: list[str] = error.args[1][::-1]
        start = circle.index(min(circle))
        return [*circle[start:-1], *circle[:start], circle[start]] if start else circle
    return None
