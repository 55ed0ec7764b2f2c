"""Which artifact a name means: ids, names and aliases of models and datasets.

An exact id wins over a name, a name over a spelling that differs in case, hyphens or spaces only.  A name that nothing bears
raises `UnknownNameError` with the nearest ones, one that several bear `AmbiguousNameError`.
"""

from __future__ import annotations

from collections.abc import Iterable

from codev.did_you_mean import nearest
from codev.errors import AmbiguousNameError, UnknownNameError
from codev.ids import ArtifactKind, folded, split_artifact
from codev.model import Artifact, Dataset, Model


class ArtifactNames:
    """The names of all artifacts of one kind."""

    def __init__(self, kind: ArtifactKind, artifacts: Iterable[Artifact]) -> None:
        """Index the names.

        Args:
            kind: Model or dataset.
            artifacts: All artifacts of the kind.
        """
        self.kind = kind
        self._by_name: dict[str, str] = {}
        self._by_folded: dict[str, set[str]] = {}
        listed = list(artifacts)
        for artifact in reversed(listed):
            for name in (*artifact.aliases, artifact.name, artifact.id):
                self._by_folded.setdefault(folded(name), set()).add(artifact.id)
        for artifact in reversed(listed):
            for name in (*artifact.aliases, artifact.name):
                self._by_name[name] = artifact.id
        for artifact in listed:
            self._by_name[artifact.id] = artifact.id

    def find(self, name: str) -> str | None:
        """Return the id that a name leads to, or None when it leads to none or to several."""
        exact = self._by_name.get(name)
        if exact is not None:
            return exact
        alike = self._by_folded.get(folded(name), set())
        return next(iter(alike)) if len(alike) == 1 else None

    def resolve(self, name: str) -> str:
        """Return the id that a name leads to.

        Raises:
            UnknownNameError: Nothing bears the name.
            AmbiguousNameError: Several bear it, spelled in ways that differ in case or hyphens only.
        """
        found = self.find(name)
        if found is not None:
            return found
        alike = sorted(self._by_folded.get(folded(name), ()))
        if alike:
            raise AmbiguousNameError(f"{name!r} could mean {' or '.join(alike)}", "write the id")
        raise UnknownNameError(self.kind, name, self.nearest_names(name))

    def nearest_names(self, name: str) -> tuple[str, ...]:
        """Return the ids whose id, name or alias is most like a given name, best first."""
        candidates = nearest(name, self._by_name, limit=8)
        return tuple(dict.fromkeys(self._by_name[each] for each in candidates))[:3]


class NameBook:
    """The names of all models and datasets."""

    def __init__(self, models: Iterable[Model], datasets: Iterable[Dataset]) -> None:
        """Index the names of both kinds.

        Args:
            models: All models.
            datasets: All datasets.
        """
        self.models = ArtifactNames("model", models)
        self.datasets = ArtifactNames("dataset", datasets)

    def resolve(self, name: str, kind: ArtifactKind | None = None) -> tuple[ArtifactKind, str]:
        """Return the kind and id that a name leads to.

        Args:
            name: An id, name or alias, with ``model:`` or ``dataset:`` where both could be meant.
            kind: The kind, where it is known.

        Raises:
            UnknownNameError: Nothing of the kind bears the name.
            AmbiguousNameError: A model and a dataset bear it.
        """
        prefix, bare = split_artifact(name)
        if prefix is not None and kind is not None and prefix != kind:
            raise UnknownNameError(kind, name, (self.models if kind == "model" else self.datasets).nearest_names(bare))
        wanted = prefix or kind
        if wanted is not None:
            return wanted, (self.models if wanted == "model" else self.datasets).resolve(bare)
        model, dataset = self.models.find(bare), self.datasets.find(bare)
        if model and dataset:
            raise AmbiguousNameError(f"{bare!r} is a model and a dataset", f"write model:{model} or dataset:{dataset}")
        if model:
            return "model", model
        if dataset:
            return "dataset", dataset
        near = [
            *(f"model:{each}" for each in self.models.nearest_names(bare)),
            *(f"dataset:{each}" for each in self.datasets.nearest_names(bare)),
        ]
        ranked = nearest(bare, [each.partition(":")[2] for each in near], limit=4)
        chosen = [each for best in ranked for each in near if each.partition(":")[2] == best]
        raise UnknownNameError("model or dataset", bare, list(dict.fromkeys(chosen))[:3])
