"""Works and claims selected by facets.

A facet of a claim (node, stage, model …) holds on one and the same claim: ``node=data-filter&stage=pretrain`` selects works
with a claim that is both, so that a cell of the RQ1 matrix and the selection behind it are the same works.  Facets of the work
(year, scope, author, venue, work) hold on the work.  A work without claims is selected while no facet of a claim is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from codev.atlas import Atlas
from codev.errors import UnknownNameError, WrongUseError
from codev.graph import effects_of
from codev.ids import work_of_claim
from codev.model import Claim, EvidenceSource, Scope, Work
from codev.model.work import ClaimField
from codev.near import nearest
from codev.query.facets import WORK_FACETS, Facets
from codev.query.rows import Row, columns
from codev.query.terms import (
    NOT_STATED,
    find_dataset,
    find_model,
    find_node,
    find_term,
    find_work,
    fold,
    parse_years,
)

ClaimTest = Callable[[Claim], bool]
WorkTest = Callable[[Work], bool]

EFFECTS = ("improves", "degrades", "measures")
"""What data do to a model (`codev.graph.effect_of`)."""

CLAIM_FIELDS: tuple[str, ...] = tuple(ClaimField.__args__)  # type: ignore[attr-defined]
"""The fields of a claim that evidence can leave open."""


@dataclass(frozen=True, slots=True)
class WorkRow(Row):
    """A work and how it is classified."""

    columns = columns("key", "title", "year", "scope", "venue", "claims_selected=claims", "nodes")

    key: str
    title: str
    year: int
    scope: str
    venue: str | None
    authors: tuple[str, ...]
    nodes: tuple[str, ...]
    """The nodes of all its claims."""
    claims: tuple[str, ...]
    """The claims that satisfy the facets; all of them where no facet of a claim is given."""
    models: tuple[str, ...]
    """Models that it introduces."""
    datasets: tuple[str, ...]
    """Datasets that it introduces."""

    @property
    def claims_selected(self) -> int:
        """The number of claims that satisfy the facets."""
        return len(self.claims)


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """A claim with its provenance."""

    columns = columns(
        "id", "node", "stages", "capabilities", "models", "datasets", "statement", "evidence", "inferred", "doubt"
    )

    id: str
    work: str
    direction: str
    node: str
    stages: tuple[str, ...]
    capabilities: tuple[str, ...]
    modalities: tuple[str, ...]
    models: tuple[str, ...]
    datasets: tuple[str, ...]
    input_datasets: tuple[str, ...]
    acquired_from: tuple[str, ...]
    statement: str
    evidence: tuple[str, ...]
    """In words, such as "Survey, text §3.1.1"."""
    inferred: tuple[str, ...]
    doubt: str | None
    unverified: bool
    """Whether the statement is inferred, or nothing by the survey's or the work's authors was seen."""
    checked: tuple[str, ...]
    """Who compared it with the paper and when."""


def select_works(atlas: Atlas, facets: Facets = Facets()) -> list[WorkRow]:  # noqa: B008 - frozen
    """Return the works that satisfy facets, by key.

    Args:
        atlas: The knowledge base.
        facets: What they must have.

    Raises:
        WrongUseError: A facet names nothing; the message offers the nearest names.
    """
    selection = Selection(atlas, facets)
    rows = []
    for work in atlas.works.values():
        claims = selection.claims_of(work)
        if claims is not None:
            rows.append(_work_row(work, claims))
    return rows


def select_claims(atlas: Atlas, facets: Facets = Facets()) -> list[ClaimRow]:  # noqa: B008 - frozen
    """Return the claims that satisfy facets, in the order of works and entries.

    Args:
        atlas: The knowledge base.
        facets: What they must have.

    Raises:
        WrongUseError: A facet names nothing; the message offers the nearest names.
    """
    return [claim_row(atlas, claim) for claim in Selection(atlas, facets)]


def claim_row(atlas: Atlas, claim: Claim) -> ClaimRow:
    """Return a claim as a row."""
    return ClaimRow(
        id=claim.id,
        work=work_of_claim(claim.id),
        direction=atlas.direction_of(claim),
        node=claim.node,
        stages=claim.stages,
        capabilities=claim.capabilities,
        modalities=claim.modalities,
        models=claim.models,
        datasets=claim.datasets,
        input_datasets=claim.input_datasets,
        acquired_from=claim.acquired_from,
        statement=claim.statement,
        evidence=tuple(item.describe() for item in claim.evidence),
        inferred=claim.inferred,
        doubt=claim.doubt,
        unverified=claim.is_statement_inferred or claim.is_unverified,
        checked=tuple(f"{each.by}, {each.on}" for each in claim.checked),
    )


class Selection:
    """Facets understood against a knowledge base; iterating yields the claims that satisfy all of them."""

    def __init__(self, atlas: Atlas, facets: Facets) -> None:
        """Look up what the facets name.

        Args:
            atlas: The knowledge base.
            facets: What claims and works must have.

        Raises:
            WrongUseError: A facet names nothing.
        """
        self._atlas = atlas
        self._terms = _asked_terms(atlas, facets)
        self._claim_tests = tuple(_claim_tests(atlas, facets, self._terms))
        self._work_tests = tuple(_work_tests(atlas, facets))
        self._texts = tuple(tuple(fold(each).split()) for each in facets.text)
        self._asks_claims = bool(self._claim_tests)

    def __iter__(self) -> Iterator[Claim]:
        """Yield the claims in the order of works and entries."""
        for work in self._atlas.works.values():
            if work.claims and all(test(work) for test in self._work_tests):
                yield from self._matching(work)

    def keeps(self, facet: str, term: str) -> bool:
        """Return whether a cell or row for a term is asked for: the facet names the term, or is not given.

        A claim at two stages is selected by either; a table by stages shows it at those that are asked for only.

        Args:
            facet: ``stage``, ``capability``, ``modality``, ``model``, ``dataset`` or ``effect``.
            term: A term of a selected claim.
        """
        return facet not in self._terms or term in self._terms[facet]

    def claims_of(self, work: Work) -> tuple[str, ...] | None:
        """Return the ids of a work's claims that satisfy the facets, or None where the work is not selected."""
        if not all(test(work) for test in self._work_tests):
            return None
        claims = tuple(claim.id for claim in self._matching(work))
        if claims:
            return claims
        return () if not self._asks_claims and self._has_text(_header(work)) else None

    def _matching(self, work: Work) -> list[Claim]:
        """Return the claims of a selected work that satisfy the facets of claims and the text."""
        claims = [claim for claim in work.claims if all(test(claim) for test in self._claim_tests)]
        if not self._texts or not claims:
            return claims
        header = _header(work)
        return [claim for claim in claims if self._has_text(f"{header}\n{fold(claim.statement)}")]

    def _has_text(self, folded: str) -> bool:
        """Return whether all words of one of the texts stand in a folded text."""
        return not self._texts or any(all(word in folded for word in words) for words in self._texts)


def _header(work: Work) -> str:
    """Return what text is sought in besides statements, folded."""
    introduced = work.introduces
    names = [each.name for each in (*introduced.models, *introduced.datasets)] if introduced else []
    return fold("\n".join([work.key, work.title, *work.authors, work.venue or "", work.arxiv or "", *names]))


def _work_row(work: Work, claims: tuple[str, ...]) -> WorkRow:
    """Return a work as a row."""
    introduced = work.introduces
    return WorkRow(
        key=work.key,
        title=work.title,
        year=work.year,
        scope=work.scope.value,
        venue=work.venue,
        authors=work.authors,
        nodes=tuple(dict.fromkeys(claim.node for claim in work.claims)),
        claims=claims,
        models=tuple(each.id for each in introduced.models) if introduced else (),
        datasets=tuple(each.id for each in introduced.datasets) if introduced else (),
    )


# -- facets of a claim ----------------------------------------------------------------------------------------------------


def _asked_terms(atlas: Atlas, facets: Facets) -> dict[str, frozenset[str]]:
    """Return the terms that facets name, by facet, where a claim may have several; a facet that is not given is absent."""
    taxonomy = atlas.taxonomy
    found: dict[str, frozenset[str]] = {}
    if facets.stage:
        stages = [(each.id, each.name) for each in taxonomy.stages]
        known = [*(term for term, _ in stages), NOT_STATED]
        found["stage"] = frozenset(find_term("stage", each, known, stages) for each in facets.stage)
    if facets.capability:
        found["capability"] = frozenset(_find_capability(atlas, each) for each in facets.capability)
    if facets.modality:
        modalities = [(each.id, each.name) for each in taxonomy.modalities]
        known = [term for term, _ in modalities]
        found["modality"] = frozenset(find_term("modality", each, known, modalities) for each in facets.modality)
    if facets.model:
        found["model"] = frozenset(find_model(atlas, each) for each in facets.model)
    if facets.dataset:
        found["dataset"] = frozenset(find_dataset(atlas, each) for each in facets.dataset)
    if facets.effect:
        found["effect"] = frozenset(find_term("effect", each, EFFECTS) for each in facets.effect)
    return found


def _claim_tests(atlas: Atlas, facets: Facets, terms: dict[str, frozenset[str]]) -> Iterator[ClaimTest]:
    """Yield one test for each facet of a claim that is given."""
    for values, kind in ((facets.node, "node"), (facets.role, "role")):
        if values:
            below = {node for value in values for node in atlas.tree.descendants(find_node(atlas, value, kind))}
            yield lambda claim, below=below: claim.node in below  # type: ignore[misc]
    if facets.direction:
        wanted = {find_term("direction", each, ("data4model", "model4data")) for each in facets.direction}
        yield lambda claim: atlas.direction_of(claim) in wanted
    if "stage" in terms:
        yield lambda claim: any(each in terms["stage"] for each in claim.stages or (NOT_STATED,))
    for facet, field in (("capability", "capabilities"), ("modality", "modalities"), ("model", "models")):
        if facet in terms:
            yield _among(field, terms[facet])
    if "dataset" in terms:
        yield lambda claim: any(each in terms["dataset"] for each in (*claim.datasets, *claim.input_datasets))
    if facets.acquired:
        sources = [(each.id, each.name) for each in atlas.taxonomy.acquisition_sources]
        known = [term for term, _ in sources]
        yield _among(
            "acquired_from", frozenset(find_term("acquisition source", each, known, sources) for each in facets.acquired)
        )
    if "effect" in terms:
        yield lambda claim: not terms["effect"].isdisjoint(effects_of(atlas, claim))
    yield from _provenance_tests(facets)


def _provenance_tests(facets: Facets) -> Iterator[ClaimTest]:
    """Yield the tests for evidence, inferred fields, doubt and comparison."""
    if facets.evidence:
        known = [*(each.value for each in EvidenceSource), "weak", "unverified"]
        kinds = {find_term("kind of evidence", each, known) for each in facets.evidence}
        yield partial(_has_evidence, kinds)
    if facets.inferred:
        fields = {find_term("inferred field", each, (*CLAIM_FIELDS, "any", "none")) for each in facets.inferred}
        yield lambda claim: ("any" if claim.inferred else "none") in fields or not fields.isdisjoint(claim.inferred)
    if facets.doubt:
        doubts = {_yes_or_no("doubt", each) for each in facets.doubt}
        yield lambda claim: (claim.doubt is not None) in doubts
    if facets.checked:
        answers = {_yes_or_no("checked", each) for each in facets.checked}
        yield lambda claim: bool(claim.checked) in answers


def _among(field: str, wanted: frozenset[str]) -> ClaimTest:
    """Return a test for a field that holds one of several terms."""
    return lambda claim: not wanted.isdisjoint(getattr(claim, field))


def _has_evidence(kinds: set[str], claim: Claim) -> bool:
    """Return whether a claim rests on one of the kinds of evidence."""
    return (
        any(item.source.value in kinds for item in claim.evidence)
        or ("weak" in kinds and all(item.source.is_weak for item in claim.evidence))
        or ("unverified" in kinds and claim.is_unverified)
    )


def _find_capability(atlas: Atlas, text: str) -> str:
    """Return the capability, of either direction, that a text means."""
    terms = [(each.id, each.name) for each in (*atlas.taxonomy.enhanced, *atlas.taxonomy.leveraged)]
    return find_term("capability", text, dict.fromkeys(term for term, _ in terms), terms)


def _yes_or_no(facet: str, text: str) -> bool:
    """Return whether a text says yes."""
    if text in {"yes", "no"}:
        return text == "yes"
    raise WrongUseError(f"{facet} is asked for with yes or no, not {text[:80]!r}", f"write {facet}=yes or {facet}=no")


# -- facets of a work -----------------------------------------------------------------------------------------------------


def _work_tests(atlas: Atlas, facets: Facets) -> Iterator[WorkTest]:
    """Yield one test for each facet of a work that is given."""
    if facets.scope:
        scopes = {find_term("scope", each, [scope.value for scope in Scope]) for each in facets.scope}
        yield lambda work: work.scope.value in scopes
    if facets.year:
        ranges = [parse_years(each) for each in facets.year]
        yield lambda work: any(first <= work.year <= last for first, last in ranges)
    if facets.author:
        authors = {name for each in facets.author for name in _find_authors(atlas, each)}
        yield lambda work: not authors.isdisjoint(work.authors)
    if facets.venue:
        venues = {find_term("venue", each, atlas.works_by_venue) for each in facets.venue}
        yield lambda work: work.venue in venues
    if facets.work:
        keys = {find_work(atlas, each) for each in facets.work}
        yield lambda work: work.key in keys


def _find_authors(atlas: Atlas, text: str) -> set[str]:
    """Return the authors whose name, case and accents aside, holds all words of a text."""
    words = fold(text).split()
    found = {name for name in atlas.works_by_author if all(word in fold(name) for word in words)}
    if not found:
        raise UnknownNameError("author", text, nearest(text, atlas.works_by_author))
    return found


def has_claim_facets(facets: Facets) -> bool:
    """Return whether a facet that holds on claims is given."""
    return any(getattr(facets, name) for name in Facets.model_fields if name not in WORK_FACETS and name != "text")
