"""The loaded knowledge base: one facade over works, claims, artifacts and vocabulary, with their indices.

An `Atlas` does not change after it is loaded.  Names in claims are resolved to ids while loading, so that everything downstream
sees ids only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from codev.atlas.names import NameBook
from codev.atlas.terms import SECTION, and_above, section_name, section_order, section_terms, terms_of
from codev.atlas.tree import NodeTree
from codev.check.works import check_work
from codev.did_you_mean import nearest
from codev.errors import KnowledgeBaseError, UnknownNameError
from codev.ids import ArtifactKind, work_of_claim
from codev.memory import collector_paused
from codev.model import Artifact, Claim, Dataset, DirectionId, Model, Taxonomy, Work
from codev.model.references import own_references
from codev.model.taxonomy import FORMAT
from codev.store.findings import wrong_format
from codev.store.layout import FORMAT_PATH, find_root
from codev.store.load import Progress, Records, load_records

AnyArtifact = TypeVar("AnyArtifact", bound=Artifact)
Thing = TypeVar("Thing")

Index = Mapping[str, tuple[str, ...]]
"""Ids by a term or name; both in a stable order."""


class Atlas:
    """The knowledge base of how multi-modal data and models develop each other.

    Attributes:
        root: The folder that it was loaded from.
        taxonomy: The vocabulary as its files hold it.
        tree: The taxonomy's nodes.
        works: Works by key, in alphabetical order.
        claims: Claims by id, in the order of works and of the entries.
        models: Models by id, in alphabetical order.
        datasets: Datasets by id, in alphabetical order.
        names: What the names of artifacts lead to.
        paths: The file of each work, relative to the root.
        digests: A digest of the file of each work that was read from one.
        sources: A digest of every file that was read, by path; what is written later is compared with it.

    Examples:
        >>> import codev
        >>> atlas = codev.Atlas.load(".")
        >>> atlas.work("liu2023visual").year
        2023
        >>> atlas.claim("liu2023visual.1").node in atlas.tree
        True
    """

    def __init__(
        self,
        root: Path,
        taxonomy: Taxonomy,
        works: Iterable[Work],
        paths: Mapping[str, str] | None = None,
        digests: Mapping[str, str] | None = None,
        *,
        sources: Mapping[str, str] | None = None,
    ) -> None:
        """Index works and vocabulary.

        Args:
            root: The folder that they come from.
            taxonomy: The vocabulary.
            works: All works.
            paths: The file of each work, by key.
            digests: A digest of the file of each work, by key.
            sources: A digest of every file that was read, by path.

        Raises:
            KnowledgeBaseError: Two works bear the same key.
        """
        self.root = root
        self.taxonomy = taxonomy
        self.tree = NodeTree(taxonomy.nodes)
        self.paths: Mapping[str, str] = MappingProxyType(dict(paths or {}))
        self.digests: Mapping[str, str] = MappingProxyType(dict(digests or {}))
        self.sources: Mapping[str, str] = MappingProxyType(dict(sources or {}))
        listed = sorted(works, key=lambda work: work.key)
        introduced = [work.introduces for work in listed if work.introduces is not None]
        models = [*taxonomy.artifacts.models, *(model for each in introduced for model in each.models)]
        datasets = [*taxonomy.artifacts.datasets, *(dataset for each in introduced for dataset in each.datasets)]
        self.models: Mapping[str, Model] = _by_id(models)
        self.datasets: Mapping[str, Dataset] = _by_id(datasets)
        self.names = NameBook(self.models.values(), self.datasets.values())
        resolved = [self._with_ids(work) for work in listed]
        self.works: Mapping[str, Work] = MappingProxyType({work.key: work for work in resolved})
        if len(self.works) < len(resolved):
            raise KnowledgeBaseError("two entries bear the same key", "run 'codev check'")
        self.claims: Mapping[str, Claim] = MappingProxyType({claim.id: claim for work in resolved for claim in work.claims})

    @classmethod
    def load(cls, path: str | Path = ".", *, use_cache: bool = True, progress: Progress | None = None) -> Atlas:
        """Load a knowledge base.

        Args:
            path: Its folder, or one inside it.
            use_cache: Whether unchanged files may come from the cache in ``build/cache/``.
            progress: Told how many of how many files are read.

        Returns:
            The knowledge base.

        Raises:
            KnowledgeBaseError: There is none, or a file cannot be read; the message names the first one.
        """
        return cls.from_records(
            load_records(find_root(Path(path)), check_work=check_work, use_cache=use_cache, progress=progress)
        )

    @classmethod
    @collector_paused()
    def from_records(cls, records: Records) -> Atlas:
        """Index records that were loaded already.

        Args:
            records: What the files hold.

        Raises:
            KnowledgeBaseError: The files are of another format, one could not be read, two entries bear the same key,
                or a claim lies on a node that does not exist, so that no question has an answer.
        """
        if records.taxonomy.format != FORMAT and not any(each.path == FORMAT_PATH for each in records.unread):
            raise KnowledgeBaseError(*wrong_format(records.taxonomy.format))
        if records.unread:
            first = records.unread[0]
            raise KnowledgeBaseError(
                f"{first.path}:{first.line}:{first.column} {first.message}", "run 'codev check' for all findings"
            )
        paths = {work.key: file.path for work, file in zip(records.works, records.files, strict=True)}
        nodes = {node.id for node in records.taxonomy.nodes}
        claims = ((paths[work.key], claim) for work in records.works for claim in work.claims)
        lost = next(((path, claim) for path, claim in claims if claim.node not in nodes), None)
        if lost is not None:
            message = f"{lost[0]}: claim {lost[1].id} lies on the node {lost[1].node!r}, which does not exist"
            raise KnowledgeBaseError(message, "run 'codev check' for all findings")
        digests = {work.key: digest for work, digest in zip(records.works, records.digests, strict=True)}
        return cls(records.root, records.taxonomy, records.works, paths, digests, sources=records.sources)

    def __repr__(self) -> str:
        """Return the size in words."""
        sizes = f"{len(self.works)} works, {len(self.claims)} claims, {len(self.models)} models, {len(self.datasets)} datasets"
        return f"<Atlas of {sizes}>"

    # -- one thing by its name ----------------------------------------------------------------------------------------

    def work(self, key: str) -> Work:
        """Return a work.

        Raises:
            UnknownNameError: There is none of this key.
        """
        return _get("work", self.works, key)

    def claim(self, claim_id: str) -> Claim:
        """Return a claim.

        Raises:
            UnknownNameError: There is none of this id.
        """
        return _get("claim", self.claims, claim_id)

    def model(self, name: str) -> Model:
        """Return a model by id, name or alias.

        Raises:
            UnknownNameError: Nothing bears the name.
        """
        return self.models[self.names.resolve(name, "model")[1]]

    def dataset(self, name: str) -> Dataset:
        """Return a dataset by id, name or alias.

        Raises:
            UnknownNameError: Nothing bears the name.
        """
        return self.datasets[self.names.resolve(name, "dataset")[1]]

    def artifact(self, name: str) -> Artifact:
        """Return a model or dataset by id, name or alias, with ``model:`` or ``dataset:`` where both could be meant.

        Raises:
            UnknownNameError: Nothing bears the name.
            AmbiguousNameError: A model and a dataset bear it.
        """
        kind, artifact_id = self.names.resolve(name)
        return self.models[artifact_id] if kind == "model" else self.datasets[artifact_id]

    def work_of(self, claim: Claim | str) -> Work:
        """Return the work that makes a claim.

        Raises:
            UnknownNameError: There is no such claim.
        """
        claim_id = claim if isinstance(claim, str) else claim.id
        return self.work(work_of_claim(self.claim(claim_id).id))

    def direction_of(self, claim: Claim) -> DirectionId:
        """Return the direction of a claim: that of its node."""
        return self.tree.direction(claim.node)

    def introducer(self, kind: ArtifactKind, artifact_id: str) -> str | None:
        """Return the key of the work that introduces an artifact, or None."""
        return self._introducers.get((kind, artifact_id))

    # -- indices ------------------------------------------------------------------------------------------------------

    @cached_property
    def claims_by_node(self) -> Index:
        """Ids of the claims classified under each node or below it."""
        direct = self._claim_index(lambda claim: [claim.node])
        order = {claim_id: number for number, claim_id in enumerate(self.claims)}
        return MappingProxyType(
            {
                node_id: tuple(
                    sorted(
                        (each for below in self.tree.descendants(node_id) for each in direct.get(below, ())),
                        key=order.__getitem__,
                    )
                )
                for node_id in self.tree
            }
        )

    @cached_property
    def claims_by_stage(self) -> Index:
        """Ids of the claims at each stage."""
        return self._claim_index(lambda claim: claim.stages)

    @cached_property
    def claims_by_term(self) -> Index:
        """Ids of the claims that name each term, such as ``stage:finetune`` (`codev.atlas.terms`)."""
        return self._claim_index(lambda claim: terms_of(claim, self.direction_of(claim), self.models))

    @cached_property
    def claims_by_model(self) -> Index:
        """Ids of the claims that name each model."""
        return self._claim_index(lambda claim: claim.models)

    @cached_property
    def claims_by_dataset(self) -> Index:
        """Ids of the claims that name each dataset, as data, output or input."""
        return self._claim_index(lambda claim: dict.fromkeys((*claim.datasets, *claim.input_datasets)))

    @cached_property
    def works_by_author(self) -> Index:
        """Keys of the works of each author, by the name as printed."""
        return self._work_index(lambda work: dict.fromkeys(work.authors))

    @cached_property
    def works_by_year(self) -> Index:
        """Keys of the works first published in each year."""
        return self._work_index(lambda work: [str(work.year)])

    @cached_property
    def works_by_venue(self) -> Index:
        """Keys of the works of each venue."""
        return self._work_index(lambda work: [work.venue] if work.venue else [])

    @cached_property
    def works_by_section(self) -> Index:
        """Keys of the works that each section of the survey cites, in the parts of the section too."""
        return self._work_index(
            lambda work: (
                dict.fromkeys(each for cited in work.survey.sections for each in and_above(cited)) if work.survey else ()
            )
        )

    @cached_property
    def names_by_section(self) -> Mapping[str, str]:
        """What each section of the survey is about, in the survey's order: those that a term, a work or a claim names."""
        terms = section_terms(self.taxonomy)
        claimed = (term.partition(":")[2] for term in self.claims_by_term if term.startswith(f"{SECTION}:"))
        known = {each for named in (*terms, *self.works_by_section, *claimed) if " " not in named for each in and_above(named)}
        return MappingProxyType({each: section_name(each, terms) for each in sorted(known, key=section_order)})

    @cached_property
    def models_by_family(self) -> Index:
        """Ids of the models of each family."""
        found: dict[str, list[str]] = {}
        for model in self.models.values():
            if model.family is not None:
                found.setdefault(model.family, []).append(model.id)
        return {family: tuple(found[family]) for family in sorted(found)}

    @cached_property
    def works_by_node(self) -> Index:
        """Keys of the works with a claim under each node or below it."""
        return MappingProxyType(
            {
                node_id: tuple(dict.fromkeys(work_of_claim(claim_id) for claim_id in claim_ids))
                for node_id, claim_ids in self.claims_by_node.items()
            }
        )

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything in the knowledge base: equal fingerprints give equal output."""
        digest = hashlib.blake2b(digest_size=16)
        digest.update(self.taxonomy.model_dump_json().encode())
        for work in self.works.values():
            digest.update(work.model_dump_json().encode())
        return digest.hexdigest()

    @cached_property
    def _introducers(self) -> dict[tuple[ArtifactKind, str], str]:
        """The work that introduces each artifact."""
        found: dict[tuple[ArtifactKind, str], str] = {}
        for work in self.works.values():
            if work.introduces is not None:
                for artifact in (*work.introduces.models, *work.introduces.datasets):
                    found.setdefault((artifact.artifact_kind, artifact.id), work.key)
        return found

    def _claim_index(self, terms: Callable[[Claim], Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """Return the ids of claims by their terms."""
        found: dict[str, list[str]] = {}
        for claim in self.claims.values():
            for term in terms(claim):
                found.setdefault(term, []).append(claim.id)
        return {term: tuple(found[term]) for term in sorted(found)}

    def _work_index(self, terms: Callable[[Work], Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """Return the keys of works by their terms."""
        found: dict[str, list[str]] = {}
        for work in self.works.values():
            for term in terms(work):
                found.setdefault(term, []).append(work.key)
        return {term: tuple(found[term]) for term in sorted(found)}

    def _with_ids(self, work: Work) -> Work:
        """Return a work whose claims name artifacts by id; a name that leads nowhere is left as it is."""
        claims = tuple(self._claim_with_ids(claim) for claim in work.claims)
        return work if claims == work.claims else work.model_copy(update={"claims": claims})

    def _claim_with_ids(self, claim: Claim) -> Claim:
        """Return a claim that names artifacts by id."""
        changed: dict[str, Any] = {}
        ids: dict[str, str] = {}
        for path, to, _ in _NAMING:
            given = getattr(claim, path[0])
            names = self.names.models if to == "model" else self.names.datasets
            found = (
                tuple(names.find(name) or name for name in given) if len(path) > 1 else given and (names.find(given) or given)
            )
            if found != given:
                changed[path[0]] = found
                if len(path) > 1:
                    ids |= {f"{path[0]}.{old}": f"{path[0]}.{new}" for old, new in zip(given, found, strict=True)}
        if ids:
            changed["inferred"] = tuple(ids.get(part, part) for part in claim.inferred)
            changed["evidence"] = tuple(
                each.model_copy(update={"states": tuple(ids.get(part, part) for part in each.states)})
                for each in claim.evidence
            )
        return claim.model_copy(update=changed) if changed else claim


_NAMING = [each for each in own_references(Claim) if each.to in ("model", "dataset")]
"""The fields of a claim that name artifacts."""


def _by_id(artifacts: Iterable[AnyArtifact]) -> Mapping[str, AnyArtifact]:
    """Return artifacts by id, in alphabetical order; of two with the same id the first is kept (the check reports it)."""
    found: dict[str, AnyArtifact] = {}
    for artifact in artifacts:
        found.setdefault(artifact.id, artifact)
    return MappingProxyType(dict(sorted(found.items())))


def _get(kind: str, things: Mapping[str, Thing], name: str) -> Thing:
    try:
        return things[name]
    except KeyError:
        raise UnknownNameError(kind, name, nearest(name, things)) from None
