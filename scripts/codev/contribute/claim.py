"""What a person says of a work's classification, to the plain data of a claim.

Terms and names are looked up at once, so that a slip gets its "did you mean" before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.ids import ArtifactKind, folded, slugify
from codev.model import EvidenceSource
from codev.model.taxonomy import SoughtTerm

LISTS = ("stages", "capabilities", "modalities", "models", "datasets", "input_datasets")
"""A claim's lists, in the order of an entry."""

SOURCES = tuple(source.value for source in EvidenceSource if not source.value.startswith("survey"))
"""What a contributor can have read; the survey has been read already, by section and table."""


@dataclass(frozen=True, slots=True)
class ClaimAnswers:
    """A claim in a person's words.

    Attributes:
        node: The taxonomy node, by id or name.
        statement: The claim itself, one sentence.
        evidence: What was read, by the name of its `EvidenceSource`.
        where: The place in it.
        stages: Stages, by id or name; so are the fields below.
        capabilities: Capabilities of the node's direction.
        modalities: Modalities of the data.
        models: Models.
        datasets: Datasets.
        input_datasets: What the acting model works on.
        inferred: The fields that what was read does not say.
        doubt: Why it may be wrong.
    """

    node: str = ""
    statement: str = ""
    evidence: str = ""
    where: str = ""
    stages: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    input_datasets: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a claim cannot do without and that was not said."""
        return tuple(name for name in ("node", "statement", "evidence") if not getattr(self, name).strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class Introduced:
    """What a person says that a work introduces.

    Attributes:
        models: Names of models.
        datasets: Names of datasets.
    """

    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any] | None:
        """Return the ``introduces`` of an entry, or None where nothing is introduced."""
        listed = {"models": self.models, "datasets": self.datasets}
        data = {kind: [{"id": _slug(name), "name": name} for name in names] for kind, names in listed.items() if names}
        return data or None

    def parted(self, atlas: Atlas) -> tuple[Introduced, tuple[tuple[ArtifactKind, str], ...]]:
        """Return what is not known yet, and the kind and id of what is declared already though no work introduces it.

        Args:
            atlas: The knowledge base.

        Raises:
            WrongUseError: Another work introduces it.
        """
        new: dict[str, list[str]] = {"model": [], "dataset": []}
        declared: list[tuple[ArtifactKind, str]] = []
        for names, given in ((atlas.names.models, self.models), (atlas.names.datasets, self.datasets)):
            for name in given:
                known = names.find(name)
                if known is None:
                    new[names.kind].append(name)
                elif (introducer := atlas.introducer(names.kind, known)) is None:
                    declared.append((names.kind, known))
                else:
                    raise WrongUseError(
                        f"the {names.kind} {name!r} is known as {known}, which {introducer} introduces",
                        "leave it out, or give the new one a name of its own, such as one with a version",
                    )
        return Introduced(tuple(new["model"]), tuple(new["dataset"])), tuple(declared)


def usable(atlas: Atlas, answers: ClaimAnswers, introduced: Introduced) -> tuple[ClaimAnswers, Introduced, tuple[str, ...]]:
    """Return what of a claim and of what a work introduces can be used, and what was left out: nobody can be asked again.

    Args:
        atlas: The knowledge base.
        answers: What a person said; an unknown node, or one that says too little, leaves out the whole claim.
        introduced: What the person says that the work introduces.
    """
    notes: list[str] = []
    own: dict[str, list[str]] = {"models": [], "datasets": []}
    for field, kept in own.items():
        for name in getattr(introduced, field):
            try:
                Introduced(**{field: (name,)}).parted(atlas)
            except WrongUseError as error:
                notes.append(f"{error}; it was left out of what the work introduces")
            else:
                kept.append(name)
    new = Introduced(tuple(own["models"]), tuple(own["datasets"]))
    if answers.is_empty:
        return answers, new, tuple(notes)
    try:
        node = find_node(atlas, answers.node)
        listed: dict[str, tuple[str, ...]] = {}
        for field in LISTS:
            found: list[str] = []
            for name in getattr(answers, field):
                try:
                    found += find_all(atlas, field, [name], node, introduced)
                except UnknownNameError as error:
                    notes.append(f"{error}; it was left out of the claim's {field.replace('_', ' ')}")
            listed[field] = tuple(found)
        emptied = [name for name, values in listed.items() if getattr(answers, name) and not values]
        kept_answers = replace(answers, **listed, inferred=tuple(name for name in answers.inferred if name not in emptied))  # type: ignore[arg-type]
        claim_data(atlas, kept_answers, introduced)
    except (UnknownNameError, WrongUseError) as error:
        return ClaimAnswers(), new, (*notes, f"{error}; the claim was left out")
    return kept_answers, new, tuple(notes)


def claim_data(atlas: Atlas, answers: ClaimAnswers, introduced: Introduced | None = None) -> dict[str, Any]:
    """Return a claim as plain data, without its id.

    Args:
        atlas: The knowledge base.
        answers: What a person said.
        introduced: What the work itself introduces: names that the knowledge base need not know.

    Raises:
        WrongUseError: Node, statement or evidence are missing.
        UnknownNameError: A term or name is not known.
    """
    if answers.lacking:
        raise WrongUseError(
            f"the claim has no {' and no '.join(answers.lacking)}", "a claim needs node, statement and evidence"
        )
    if answers.evidence in ("paper", "dataset-card") and not answers.where.strip():
        raise WrongUseError(f"the evidence {answers.evidence!r} does not say where", "name the place, such as 'Section 3.2'")
    node = find_node(atlas, answers.node)
    new = introduced or Introduced()
    listed = {name: find_all(atlas, name, getattr(answers, name), node, new) for name in LISTS}
    claim: dict[str, Any] = {
        "node": node,
        **listed,
        "statement": " ".join(answers.statement.split()),
        "evidence": [{"source": _evidence(answers.evidence), **({"where": answers.where} if answers.where else {})}],
        "inferred": [name for name in answers.inferred if name],
        "doubt": answers.doubt,
    }
    return {name: value for name, value in claim.items() if value}


def find_node(atlas: Atlas, given: str) -> str:
    """Return the id of a taxonomy node that is given by id or name.

    Args:
        atlas: The knowledge base.
        given: The id or name.

    Raises:
        UnknownNameError: No node bears it.
    """
    return _term("node", given, atlas.tree.values())


def find_all(atlas: Atlas, field: str, given: Iterable[str], node: str, introduced: Introduced) -> list[str]:
    """Return the ids that one of a claim's lists holds, given by id or name.

    Args:
        atlas: The knowledge base.
        field: The list, one of `LISTS`.
        given: The ids or names.
        node: The claim's node, whose direction says which capabilities are meant.
        introduced: What the work itself introduces: names that the knowledge base need not know.

    Raises:
        UnknownNameError: A term or name is not known.
    """
    if field in ("models", "datasets", "input_datasets"):
        kind, own = ("model", introduced.models) if field == "models" else ("dataset", introduced.datasets)
        return list(dict.fromkeys(_artifact(atlas, kind, name, own) for name in given if name.strip()))
    taxonomy = atlas.taxonomy
    capabilities = taxonomy.leveraged if atlas.tree.direction(node) == "model4data" else taxonomy.enhanced
    terms = {"stages": taxonomy.stages, "capabilities": capabilities, "modalities": taxonomy.modalities}
    return _terms({"capabilities": "capability", "modalities": "modality"}.get(field, "stage"), given, terms[field])


def _term(kind: str, given: str, terms: Iterable[SoughtTerm]) -> str:
    """Return the id of a term that is given by id, name or alias."""
    bare = given.strip()
    names = {term.id: (term.id, term.name, *term.aliases) for term in terms}
    if bare in names:
        return bare
    alike = [term_id for term_id, called in names.items() if folded(bare) in map(folded, called)]
    if len(alike) == 1:
        return alike[0]
    owners = {name: term_id for term_id, called in names.items() for name in called} | {each: each for each in names}
    raise UnknownNameError(kind, bare, alike or dict.fromkeys(owners[name] for name in nearest(bare, owners)))


def _terms(kind: str, given: Iterable[str], terms: Iterable[SoughtTerm]) -> list[str]:
    """Return the ids of terms that are given by id, name or alias."""
    known = tuple(terms)
    return list(dict.fromkeys(_term(kind, each, known) for each in given if each.strip()))


def _artifact(atlas: Atlas, kind: Any, given: str, new: tuple[str, ...]) -> str:
    """Return the id of a known artifact, or of one that the work introduces."""
    bare = given.strip()
    own = next((name for name in new if folded(bare) in (folded(name), folded(_slug(name)))), None)
    if own is None:
        return atlas.names.resolve(bare, kind)[1]
    # The vocabulary may declare it already, under an id that does not follow from its name.
    known = (atlas.names.models if kind == "model" else atlas.names.datasets).find(own)
    return known or _slug(own)


def _evidence(given: str) -> str:
    """Return the kind of evidence that is given by its name."""
    bare = given.strip().casefold().replace(" ", "-")
    names = [source.value for source in EvidenceSource]
    if bare not in names:
        raise UnknownNameError("kind of evidence", given.strip(), nearest(bare, names))
    return bare


def _slug(name: str) -> str:
    """Return the id of a new artifact.

    Raises:
        WrongUseError: The name holds no ASCII letter or digit.
    """
    slug = slugify(name)
    if not slug:
        raise WrongUseError(f"no id can be made of the name {name[:80]!r}", "write the entry by hand and choose an id")
    return slug
