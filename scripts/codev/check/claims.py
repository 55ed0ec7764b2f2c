"""Rules on what claims rest on: evidence, what is inferred, who compared it with what, who acts, and claims that repeat."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from codev.check.base import Base
from codev.check.rule import whole_rule, work_rule
from codev.did_you_mean import nearest
from codev.model.evidence import PLACED, Evidence, EvidenceSource
from codev.model.work import Claim, Work
from codev.store.findings import Problem, Severity

STATEMENT_SIMILARITY_MIN = 80.0
"""Two statements of one work this alike (0-100, the words in any order) say nearly the same: in the 768 works of 2026-11-29,
one pair was more alike (82) and did so; the next had 73."""


@work_rule("evidence-missing")
def evidence_missing(work: Work, path: str) -> Iterator[Problem]:
    """A claim has no evidence.

    Why: This knowledge base exists to show the evidence for each classification.
    Wrong: a claim without evidence
    Right:
        evidence:
        - {source: abstract}
    """
    for number, claim in enumerate(work.claims):
        if not claim.evidence:
            fix = "add 'evidence: - {source: abstract}' or the like; 'recalled' where nothing was seen"
            yield Problem(("claims", number), f"{claim.id} has no evidence", fix)


@work_rule("evidence-place")
def evidence_place(work: Work, path: str) -> Iterator[Problem]:
    """An item of evidence does not say where to look.

    Why: A reader must be able to look at the same place.
    Wrong: - {source: survey}
    Right: - {source: survey, section: 3.1.1}
    """
    for number, claim in enumerate(work.claims):
        for place, item in enumerate(claim.evidence):
            missing = _missing_place(item)
            if missing:
                message = f"the evidence {item.source.value!r} does not say where"
                yield Problem(("claims", number, "evidence", place), message, f"add '{missing}'")


@work_rule("inferred-empty")
def inferred_empty(work: Work, path: str) -> Iterator[Problem]:
    """Inferred names a field or a value that the claim does not have.

    Why: 'inferred' lists what no evidence states, a field or one value of it; what is not there needs no evidence, and the
        name may be a slip.
    Wrong: inferred: [stages] on a claim without stages
    Right: inferred: []
    """
    for number, claim in enumerate(work.claims):
        for place, part in enumerate(claim.inferred):
            location = ("claims", number, "inferred", place)
            field, dot, _ = part.partition(".")
            if not claim.holds(part):
                yield Problem(
                    location,
                    f"{part!r} is listed under inferred, but the claim has no such {_kind(part)}",
                    _advice(claim, part),
                )
            elif dot and field in claim.inferred:
                yield Problem(
                    location, f"{part!r} is listed under inferred, and so is the whole field {field}", "take one of the two out"
                )


@work_rule("states-absent")
def states_absent(work: Work, path: str) -> Iterator[Problem]:
    """Evidence states a field or a value that the claim does not have.

    Why: 'states' says which parts of the claim an item of evidence holds, so that a reader knows where to look for what.
    Wrong: - {source: abstract, states: [models.gpt-4v]} on a claim with models: [gpt-4]
    Right: - {source: abstract, states: [models.gpt-4]}
    """
    for number, claim in enumerate(work.claims):
        for item_place, item in enumerate(claim.evidence):
            for place, part in enumerate(item.states):
                if not claim.holds(part):
                    location = ("claims", number, "evidence", item_place, "states", place)
                    message = f"the evidence states {part!r}, but the claim has no such {_kind(part)}"
                    yield Problem(location, message, _advice(claim, part))


@work_rule("stated-and-inferred")
def stated_and_inferred(work: Work, path: str) -> Iterator[Problem]:
    """A part of a claim is stated by evidence and inferred as well.

    Why: 'inferred' lists what no evidence states. Where evidence states some values of a field, the others are named one by
        one.
    Wrong: inferred: [models] with evidence that states models.gpt-4
    Right: inferred: [models.clip], the value that no evidence states
    """
    for number, claim in enumerate(work.claims):
        stated = {part for item in claim.evidence if not item.source.is_weak for part in item.states}
        for place, part in enumerate(claim.inferred):
            field, dot, _ = part.partition(".")
            held = part in stated or field in stated or (not dot and any(each.startswith(f"{field}.") for each in stated))
            if held:
                fix = "take it out"
                if part not in stated and not dot and field not in stated:
                    rest = [f"{field}.{each}" for each in getattr(claim, field) if f"{field}.{each}" not in stated]
                    fix = f"write {', '.join(rest)}" if rest else fix
                yield Problem(("claims", number, "inferred", place), f"{part!r} is inferred, but evidence states it", fix)


@work_rule("check-without-evidence")
def check_without_evidence(work: Work, path: str) -> Iterator[Problem]:
    """A check was made against something that is no evidence of the claim.

    Why: Whoever compared a claim with a page saw what the page says: the page is evidence, and readers look for it there.
    Wrong: against: [project-page] with evidence: - {source: abstract}
    Right: - {source: project-page, url: https://…} among the evidence
    """
    for number, claim in enumerate(work.claims):
        for check_place, check in enumerate(claim.checked):
            for place, compared in enumerate(check.against):
                if not any(compared.fits(item.source) for item in claim.evidence):
                    location = ("claims", number, "checked", check_place, "against", place)
                    source = "abstract" if compared.value == "excerpt" else compared.value
                    message = f"the claim was compared with {compared.value!r}, which is not among its evidence"
                    yield Problem(location, message, f"add '- {{source: {source}}}' to the evidence, or name what was read")


@work_rule("similar-claims", Severity.NOTICE)
def similar_claims(work: Work, path: str) -> Iterator[Problem]:
    """Two claims of a work say nearly the same.

    Why: Two claims that say one thing count twice in every figure.
    Wrong: 'Trains on 4M pairs of images and texts.' and 'Trains on 4M pairs of image and text.' in one entry
    Right: one claim, or two that say what is different
    """
    for (first, claim), (second, other) in combinations(enumerate(work.claims), 2):
        # Equal ones are found among all works: 'repeated-statement'.
        if claim.statement != other.statement and _alike(claim.statement, other.statement):
            message = f"the statement is nearly that of {claim.id}"
            fix = f"join the claims {first + 1} and {second + 1}, or say what is different"
            yield Problem(("claims", second, "statement"), message, fix)


@whole_rule("role-without-actor", Severity.NOTICE)
def role_without_actor(base: Base) -> Iterator[Problem]:
    """A claim about a model's role names no model.

    Why: Lineage and dependence follow the models that act. Where the paper does not name the model, the claim says so, with
        a model of 'kind: unnamed'.
    Wrong: node: data-mapper without models
    Right: models: [gpt-4], or models: [unnamed-llm] where the paper names none
    """
    for entry in base.entries:
        for number, node in entry.work.actorless:
            if base.direction(node) == "model4data":
                fix = "add 'models: […]'; where the paper names none, a model of 'kind: unnamed', such as unnamed-llm"
                yield Problem(("claims", number, "node"), "the claim does not say which model acts", fix, entry.path)


def _kind(part: str) -> str:
    """Return what a part of a claim is called."""
    return "value" if "." in part else "field"


def _advice(claim: Claim, part: str) -> str:
    """Return what to write instead of a part that the claim does not have."""
    field, dot, value = part.partition(".")
    held = getattr(claim, field)
    if dot and (near := nearest(value, held, limit=1)):
        return f"did you mean {field}.{near[0]}?"
    if field == "datasets" and claim.input_datasets:
        return f"did you mean input_{part}?"
    if dot and held:
        return f"write one of {', '.join(f'{field}.{each}' for each in held)}, or remove it"
    return "remove it, or fill in the field"


def _alike(statement: str, other: str) -> bool:
    """Return whether two statements hardly differ, but for numbers, which make two statements of one form two."""
    if [each for each in statement if each.isdigit()] != [each for each in other if each.isdigit()]:
        return False
    return fuzz.token_sort_ratio(statement, other, score_cutoff=STATEMENT_SIMILARITY_MIN) > 0


def _missing_place(item: Evidence) -> str | None:
    """Return what an item of evidence lacks, or None."""
    if item.source is EvidenceSource.SURVEY and item.section is None:
        return "section: 3.1.1"
    if item.source is EvidenceSource.SURVEY_TABLE and item.table is None:
        return "table: 2"
    return "where: …" if item.source in PLACED and not (item.where or item.url) else None
