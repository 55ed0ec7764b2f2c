"""What a page reads of the knowledge base, noted while it is made, so that an edit makes only the pages anew that read it.

A read is a name such as ``works/clip2021`` or ``claims_by_node/data-mixture``; its value is a digest.  Of a work, the value is
that of its file, and of a model or dataset that of its whole record, so that no field can be forgotten.  Who goes through an
index has read the index; who asks for the whole knowledge base has read `EVERYTHING`.  The taxonomy is no read: where it
changes, every page is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from codev.atlas import Atlas
from codev.graph import LINEAGE, graph_of, is_retrained
from codev.graph.relations import STAGE_RELATIONS
from codev.ids import ArtifactKind
from codev.model import Work

Key = TypeVar("Key")
Value = TypeVar("Value")

EVERYTHING = "everything"
"""The read of a page that looks at the whole knowledge base."""

LINEAGES = "lineages"
"""The read of a page that walks the lineage of models and datasets, or draws it."""


CLAIMS = "claims"
"""The read of a page that looks at all that works claim and introduce, and how they are cited, but not at `BIBLIOGRAPHIC`."""

BIBLIOGRAPHIC = frozenset(["title", "authors", "venue", "doi", "url", "links", "notes"])
"""Fields of a work that no claim, chain, cell or edge depends on, but for how it is cited: its first author, and its name where
a model is called by it."""

AUTHORS = "authors"
"""The read of a page that looks at the authors of all works, and at nothing else of them."""

_BIBLIOGRAPHIC_INDICES = ("works_by_author", "works_by_venue", "author_slugs", "venue_slugs")
"""What is made of `BIBLIOGRAPHIC` fields; every other index, and the graph, is the same as long as `CLAIMS` is."""


def digest_of(value: object) -> str:
    """Return a short digest of a value with a stable representation."""
    return hashlib.blake2b(repr(value).encode(), digest_size=9).hexdigest()


class Watched(Mapping[Key, Value]):
    """A mapping that tells what is looked up in it."""

    def __init__(
        self, name: Callable[[Key], str], content: Mapping[Key, Value], note: Callable[[str], None], whole: str = EVERYTHING
    ) -> None:
        """Watch a mapping.

        Args:
            name: Returns the name of the read for a key.
            content: The mapping.
            note: Told each read.
            whole: The read of who goes through all of it.
        """
        self._name, self._content, self._note, self._whole = name, content, note, whole

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key."""
        self._note(self._name(key))
        return self._content[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is a key."""
        self._note(self._name(cast("Key", key)))
        return key in self._content

    def __iter__(self) -> Iterator[Key]:
        """Go through all keys."""
        self._note(self._whole)
        return iter(self._content)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._note(self._whole)
        return len(self._content)


class Records:
    """A knowledge base as pages read it one by one: what `codev.atlas.Atlas` offers of single records and terms.

    It cannot be given to a query, which would keep its answer and hide the reads of whoever asks next: such a page asks its
    renderer for the whole knowledge base.

    Attributes:
        noted: What was read since somebody emptied it.
        works: Works by key.
        claims: Claims by id.
        models: Models by id.
        datasets: Datasets by id.
        paths: The file of each work.
        tree: The taxonomy's nodes.
        taxonomy: The vocabulary.
        root: The knowledge base's folder.
    """

    __slots__ = (
        "_atlas", "_indices", "_values", "claims", "datasets", "models", "noted", "paths", "root", "taxonomy", "tree", "works",
    )  # fmt: skip

    work, claim, work_of, direction_of = Atlas.work, Atlas.claim, Atlas.work_of, Atlas.direction_of

    def __init__(self, atlas: Atlas) -> None:
        """Watch a knowledge base.

        Args:
            atlas: The knowledge base.
        """
        self._atlas = atlas
        self.noted: set[str] = set()
        self.root, self.taxonomy, self.tree = atlas.root, atlas.taxonomy, atlas.tree
        self._indices: dict[str, Mapping[Any, Any]] = {}
        self._values: dict[str, str] = {}
        self.works = self.watch("works", atlas.works)
        self.models = self.watch("models", atlas.models)
        self.datasets = self.watch("datasets", atlas.datasets)
        self.paths = Watched(lambda key: f"works/{key}", atlas.paths, self.note)
        self.claims = Watched(lambda claim: f"works/{claim.rpartition('.')[0]}", atlas.claims, self.note)

    def __getattr__(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return an index such as ``claims_by_node``."""
        if "_by_" not in name:
            raise AttributeError(f"pages do not read {name} of single records")
        if name not in self._indices:
            self.watch(name, getattr(self._atlas, name))
        return self._indices[name]

    def note(self, read: str) -> None:
        """Note a read."""
        self.noted.add(read)

    def watch(self, name: str, content: Mapping[Key, Value]) -> Mapping[Key, Value]:
        """Return a mapping that notes what is looked up in it.

        Args:
            name: What its reads are called.
            content: The mapping.
        """
        whole = name if "_by_" in name else EVERYTHING
        self._indices[name] = Watched(lambda key: f"{name}/{key}", content, self.note, whole)
        return self._indices[name]

    def introducer(self, kind: ArtifactKind, artifact_id: str) -> str | None:
        """Return the key of the work that introduces an artifact, or None."""
        self.note(f"{kind}s/{artifact_id}")
        return self._atlas.introducer(kind, artifact_id)

    def value(self, read: str) -> str:
        """Return the value of a read as it is now: a digest, the same as long as nothing changed; empty for what is unknown.

        Args:
            read: The read's name.
        """
        if read not in self._values:
            self._values[read] = self._valued(read)
        return self._values[read]

    def changed_since(self, kept: Mapping[str, str]) -> set[str]:
        """Return the reads whose values differ from those of an earlier build.

        Where no claim changed, what is made of claims alone is not worked out to be compared.

        Args:
            kept: The values then, by the reads' names.
        """
        if kept.get(CLAIMS) == self.value(CLAIMS):
            self._values |= {read: value for read, value in kept.items() if self._is_of_claims(read)}
        return {read for read, value in kept.items() if self.value(read) != value}

    def _is_of_claims(self, read: str) -> bool:
        """Return whether the value of a read depends on nothing but `CLAIMS`."""
        name, slash, _ = read.partition("/")
        if name in ("works", *_BIBLIOGRAPHIC_INDICES):
            return False
        return name in (CLAIMS, LINEAGES) or bool(slash) or "_by_" in name

    def _valued(self, read: str) -> str:
        """Work out the value of a read."""
        name, slash, key = read.partition("/")
        if not slash:
            return digest_of(self._whole(name))
        if name == "works":
            return self._work_value(key)
        if name in ("models", "datasets"):
            artifact = (self._atlas.models if name == "models" else self._atlas.datasets).get(key)
            if artifact is None:
                return ""
            return digest_of((self._atlas.introducer(artifact.artifact_kind, key), artifact.model_dump_json()))
        index = getattr(self._atlas, name, {}) if "_by_" in name else self._indices.get(name, {})
        return digest_of(index[key]) if key in index else ""

    def _work_value(self, key: str) -> str:
        """Return the value of a work: its file, and what the names in its claims lead to, which depends on other files too."""
        work = self._atlas.works.get(key)
        if work is None:
            return ""
        names = [(claim.models, claim.datasets, claim.input_datasets) for claim in work.claims]
        return digest_of((self._atlas.digests.get(key) or work.model_dump_json(), names))

    def _retrains(self, work: Work) -> bool:
        """Return whether a model in the graph may be called by the name of a work that retrained it."""
        models = self._atlas.models
        return any(
            each in models and is_retrained(self._atlas, claim, each)
            for claim in work.claims
            if claim.datasets and any(STAGE_RELATIONS.get(stage) in LINEAGE for stage in claim.stages)
            for each in claim.models
        )

    def _whole(self, read: str) -> object:
        """Return what somebody has read who looked at all of the knowledge base, or at one side of all of it."""
        atlas = self._atlas
        if read == CLAIMS:
            left_out = set(BIBLIOGRAPHIC)
            return [
                # Digests, since the texts of all works together are many.
                (digest_of(work.model_dump_json(exclude=left_out)), work.cited_as, work.name if self._retrains(work) else None)
                for work in atlas.works.values()
            ]
        if read == AUTHORS:
            return [(work.key, work.authors, work.family_names) for work in atlas.works.values()]
        if read == LINEAGES:
            graph = graph_of(atlas)
            edges = [edge for edge in graph.edges(data=True) if edge[2]["relation"] in LINEAGE]
            return edges, [node for node in graph.nodes(data=True) if node[1]["kind"] in ("model", "dataset")]
        if "_by_" in read:
            return list(getattr(atlas, read, {}).items())
        return [self.value(f"works/{key}") for key in atlas.works]
