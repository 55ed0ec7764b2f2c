"""The whole knowledge base as the rules on the whole see it: summaries of works, the vocabulary, the names of artifacts.

Data and positions of a file are read again only when a rule has something to say about it.  Where a file of the vocabulary
is missing or cannot be read, its terms are unknown and nothing is said about references to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from codev.ids import ArtifactKind, folded
from codev.limits.records import NODE_DEPTH_MAX
from codev.model.artifact import ArtifactsFile, Dataset, Model
from codev.model.fields import Record
from codev.model.references import Location, Reference, references, values_at
from codev.model.taxonomy import TAXONOMY_FILES, Node, Taxonomy, vocabulary_path
from codev.model.vocabularies import VOCABULARIES
from codev.model.work import Work
from codev.store.documents import Documents
from codev.store.summary import ArtifactSummary, WorkSummary, summarise_artifacts

ARTIFACTS_PATH = "taxonomy/artifacts.yaml"
"""The artifacts that no entry introduces."""


KINDS: tuple[ArtifactKind, ...] = ("model", "dataset")
"""Ids are unique within a kind (DESIGN §2)."""


Group = Literal["works", "artifacts"]
"""Who names something."""


class Entry(NamedTuple):
    """A work and its file.

    Attributes:
        path: The file, relative to the root.
        work: The work's summary.
    """

    path: str
    work: WorkSummary

    @property
    def location(self) -> Location:
        """The path into the file's data."""
        return ()

    @property
    def record(self) -> type[Record]:
        """The model of the data."""
        return Work

    @property
    def terms(self) -> Mapping[str, Sequence[str]]:
        """What the work names, by what the check calls it; what it introduces is told apart."""
        return self.work.terms


class Declared(NamedTuple):
    """An artifact and where it is declared.

    Attributes:
        path: The file, relative to the root.
        location: The path into the file's data.
        artifact: The artifact's summary.
    """

    path: str
    location: Location
    artifact: ArtifactSummary

    @property
    def record(self) -> type[Record]:
        """The model of the data."""
        return Model if self.artifact.kind == "model" else Dataset

    @property
    def terms(self) -> Mapping[str, Sequence[str]]:
        """What the artifact names, by what the check calls it."""
        return self.artifact.terms


class UnknownName(NamedTuple):
    """A name that leads nowhere.

    Attributes:
        path: The file, relative to the root.
        location: The place in the file's data.
        reference: The field.
        name: The name as written.
    """

    path: str
    location: Location
    reference: Reference
    name: str


class Base:
    """The whole knowledge base.

    Attributes:
        root: Its folder.
        entries: Every work that could be read, in the order of the files; keys may repeat.
        taxonomy: The vocabulary, as far as it could be read.
        stems: The names of the taxonomy files that could be read.
        guessed: What files that could not be read seem to declare.
        documents: The files, read again where a rule has something to say.
    """

    def __init__(
        self, root: Path, entries: tuple[Entry, ...], taxonomy: Taxonomy, stems: frozenset[str], guessed: frozenset[str]
    ) -> None:
        """Keep what the files gave; see the attributes for the arguments."""
        self.root = root
        self.entries = entries
        self.taxonomy = taxonomy
        self.stems = stems
        self.guessed = guessed
        self.documents = Documents(root)

    @cached_property
    def artifacts(self) -> tuple[Declared, ...]:
        """Every artifact that is declared, those of the vocabulary first."""
        shared = self.taxonomy.artifacts
        found = list(_declared(ARTIFACTS_PATH, (), summarise_artifacts(shared.models, shared.datasets)))
        for entry in self.entries:
            found += _declared(entry.path, ("introduces",), entry.work.artifacts)
        return tuple(found)

    @cached_property
    def used(self) -> Mapping[Group, Mapping[str, frozenset[str]]]:
        """Every name that works use, and that artifacts use, by what the check calls it."""
        found: dict[Group, dict[str, set[str]]] = {"works": {}, "artifacts": {}}
        for entry in self.entries:
            for called, names in entry.work.terms.items():
                found["works"].setdefault(called, set()).update(names)
        for each in self.artifacts:
            for called, names in each.artifact.terms.items():
                found["artifacts"].setdefault(called, set()).update(names)
        return {group: {called: frozenset(names) for called, names in by_called.items()} for group, by_called in found.items()}

    @cached_property
    def names(self) -> Mapping[ArtifactKind, tuple[tuple[Declared, Location, str, str], ...]]:
        """Every id, name and alias by kind: the artifact, the place within it, the name as written, and folded.

        Of an id that is declared twice, the first artifact only.
        """
        found: dict[ArtifactKind, list[tuple[Declared, Location, str, str]]] = {kind: [] for kind in KINDS}
        seen: set[tuple[ArtifactKind, str]] = set()
        for each in self.artifacts:
            artifact = each.artifact
            if (artifact.kind, artifact.id) in seen:
                continue
            seen.add((artifact.kind, artifact.id))
            names = found[artifact.kind]
            names.append((each, ("id",), artifact.id, folded(artifact.id)))
            names.append((each, ("name",), artifact.name, folded(artifact.name)))
            names += [(each, ("aliases", number), alias, folded(alias)) for number, alias in enumerate(artifact.aliases)]
        return {kind: tuple(names) for kind, names in found.items()}

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes of the tree by id."""
        return {node.id: node for node in self.taxonomy.nodes}

    @cached_property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """For each node, its id and those of the nodes above it, up to the top, to a circle of parents or to the bound."""
        found: dict[str, tuple[str, ...]] = {}
        for node_id in self.nodes:
            line = [node_id]
            parent = self.nodes[node_id].parent
            while parent is not None and parent in self.nodes and parent not in line and len(line) <= NODE_DEPTH_MAX + 1:
                line.append(parent)
                parent = self.nodes[parent].parent
            found[node_id] = tuple(line)
        return found

    def direction(self, node_id: str) -> str | None:
        """Return the direction of a node: that of its top one; None for an unknown node."""
        line = self.lines.get(node_id)
        return self.nodes[line[-1]].direction if line else None

    def terms(self, vocabulary: str) -> frozenset[str] | None:
        """Return the ids of a vocabulary, or None where its file could not be read.

        Args:
            vocabulary: Its name, as in `codev.model.vocabularies.VOCABULARIES`.
        """
        return self._terms[vocabulary]

    @cached_property
    def _terms(self) -> Mapping[str, frozenset[str] | None]:
        """The ids of every vocabulary."""
        return {
            name: frozenset(term.id for term in each.terms(self.taxonomy)) if each.stem in self.stems else None
            for name, each in VOCABULARIES.items()
        }

    def unknown_names(self, group: Group, known: Mapping[str, frozenset[str]]) -> Iterator[UnknownName]:
        """Yield the names that lead nowhere, with their places; only the files that hold one are read again.

        Args:
            group: Whose names: those in works but for what they introduce, or those in artifacts.
            known: What there is, by what the check calls it; other names are passed over.
        """
        if all(known[called].issuperset(names) for called, names in self.used[group].items() if called in known):
            return
        for each in self.entries if group == "works" else self.artifacts:
            if all(known[called].issuperset(names) for called, names in each.terms.items() if called in known):
                continue
            data: Any = self.data(each.path)
            for step in each.location:
                data = data[step]
            yield from _unknown_in(each.path, each.record, data, known, each.location)

    def unknown_anywhere(self, known: Mapping[str, frozenset[str]]) -> Iterator[UnknownName]:
        """Yield the names in works, artifacts and the vocabulary that lead nowhere; the argument is that of `unknown_names`."""
        yield from self.unknown_names("works", known)
        yield from self.unknown_names("artifacts", known)
        yield from self.unknown_in_taxonomy(known)

    def unknown_in_taxonomy(self, known: Mapping[str, frozenset[str]]) -> Iterator[UnknownName]:
        """Yield the names in the vocabulary itself that lead nowhere; those in its artifacts are told apart.

        Args:
            known: What there is, by what the check calls it; other names are passed over.
        """
        for stem, file in TAXONOMY_FILES.items():
            if file is not ArtifactsFile:
                yield from _unknown_in(vocabulary_path(stem), file, self.taxonomy, known)

    def unknown_in_double(self, known: Mapping[str, frozenset[str]]) -> Iterator[UnknownName]:
        """Yield the names in the entries that several curators wrote which lead nowhere, but for what these introduce.

        Args:
            known: What there is, by what the check calls it; other names are passed over.
        """
        for double in self.taxonomy.double_entries:
            yield from _unknown_in(double.path, Work, double.entry, known)

    @cached_property
    def known_artifacts(self) -> Mapping[ArtifactKind, frozenset[str]]:
        """The ids of models and of datasets."""
        return {kind: frozenset(each.artifact.id for each in self.artifacts if each.artifact.kind == kind) for kind in KINDS}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all works, those that could not be read included as far as they can be guessed."""
        return frozenset(entry.work.key for entry in self.entries)

    def data(self, path: str) -> dict[str, Any]:
        """Return a file's data, read again; empty where that is not possible any more."""
        return self.documents.data(path)


def _unknown_in(
    path: str, record: type[Record], data: object, known: Mapping[str, frozenset[str]], above: Location = ()
) -> Iterator[UnknownName]:
    """Yield the names in a record that lead nowhere, but for those in what it introduces."""
    for reference in references(record):
        if reference.called in known and reference.path[0] != "introduces":
            for place, name in values_at(data, reference.path, above):
                if name not in known[reference.called]:
                    yield UnknownName(path, place, reference, name)


def _declared(path: str, above: Location, artifacts: tuple[ArtifactSummary, ...]) -> Iterator[Declared]:
    """Yield artifacts with their places: models and datasets are counted apart."""
    counts = {"model": 0, "dataset": 0}
    for artifact in artifacts:
        yield Declared(path, (*above, f"{artifact.kind}s", counts[artifact.kind]), artifact)
        counts[artifact.kind] += 1
