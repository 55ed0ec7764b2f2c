"""Rules on terms: every one that is used is defined, every one that is defined is used, and none contradicts another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codev.model.taxonomy import NotApplicableRule
from codev.near import nearest
from codev.store.check.base import Base, Entry
from codev.store.check.rule import whole_rule
from codev.store.findings import Location, Problem, Severity
from codev.store.summary import Cell

SECTIONS_WITHOUT_TERM = frozenset(
    ["1", "2", "2.1", "2.2", "2.3", "2.4", "3.3", "4.5", "5.5", "6.5", "7", "8", "8.1", "8.2", "8.3", "9", "Table 1", "Table 2"]
)
"""Sections of the survey that no term of the vocabulary names; the others are those of nodes, stages and roadmap."""

_CLAIM_FIELDS = {
    "stage": ("stages",),
    "modality": ("modalities",),
    "acquisition source": ("acquired_from",),
}
_ARTIFACT_FIELDS = {
    "modality": ("input", "output"),
    "stage": ("stages",),
    "acquisition source": ("other_sources",),
}
_DIRECTION_LISTS = {"data4model": "enhanced capability", "model4data": "leveraged capability"}


@whole_rule(
    "unknown-term",
    "a term is not in the vocabulary",
    why="Facets, matrices and the graph are made of terms: a term that no file under taxonomy/ defines cannot be found.",
    wrong="stages: [fine-tune]",
    right="stages: [finetune]",
)
def unknown_term(base: Base) -> Iterator[Problem]:
    """Find nodes, stages, modalities, sources, badges and sections that are not defined."""
    for vocabulary in ("node", "stage", "modality", "acquisition source", "badge", "section"):
        known = _known(base, vocabulary)
        if known is None:
            continue
        for entry in base.entries:
            if not known.issuperset(entry.work.terms[vocabulary]):
                unknown = frozenset(entry.work.terms[vocabulary]) - known
                yield from _in_work(base, entry, vocabulary, unknown, known)
    yield from _unknown_in_artifacts(base)
    yield from _unknown_in_taxonomy(base)


@whole_rule(
    "unknown-capability",
    "a capability is not in the list of the claim's direction",
    why="Data enhance one list of capabilities (RQ1), models draw on the other (RQ2); the node says which list is meant.",
    wrong="node: data-creator with capabilities: [robustness]",
    right="capabilities: [image-generation]",
)
def unknown_capability(base: Base) -> Iterator[Problem]:
    """Find capabilities that are not in the list of their claim's direction."""
    for entry in base.entries:
        for node, capabilities in entry.work.capabilities.items():
            direction = base.direction(node)
            known = base.terms(_DIRECTION_LISTS[direction]) if direction else None
            if known is None or direction is None:
                continue
            if not known.issuperset(capabilities):
                unknown = frozenset(capabilities) - known
                yield from _capabilities_in_work(base, entry, node, unknown, direction)


@whole_rule(
    "unknown-work",
    "the vocabulary names a work that has no entry",
    why="The roadmap, the paradigms and the comparison of surveys lead to works; a key without an entry leads nowhere.",
    wrong="works: [chen2024datajucer]",
    right="works: [chen2024datajuicer]",
)
def unknown_work(base: Base) -> Iterator[Problem]:
    """Find keys in the vocabulary that are no works."""
    for stem in ("paradigms", "roadmap", "surveys"):
        for number, item in enumerate(getattr(base.taxonomy, stem)):
            for place, key in enumerate(item.works):
                if key not in base.keys and key not in base.guessed:
                    fix = _did_you_mean(nearest(key, base.keys), "add the entry, or remove the key")
                    yield Problem((stem, number, "works", place), f"there is no work {key}", fix, f"taxonomy/{stem}.yaml")


@whole_rule(
    "unused-term",
    "a term is not used",
    why="A term that nothing uses is an empty facet: use it or remove it.  (Nodes count as used with "
    "any claim on or below them.  Terms with a section are the survey's own and may wait.)",
    wrong="a modality 'smell' that no claim and no artifact names",
    right="remove the modality, or add a claim that uses it",
    severity=Severity.WARNING,
)
def unused_term(base: Base) -> Iterator[Problem]:
    """Find terms of the vocabulary that nothing uses."""
    if base.guessed:
        return  # what cannot be read may use it
    direct = {node for entry in base.entries for node in entry.work.terms["node"]}
    used_nodes = {above for node in direct for above in base.lines.get(node, ())}
    for number, node in enumerate(base.taxonomy.nodes):
        if node.id not in used_nodes:
            fix = "classify a work there, or remove the node"
            yield Problem(("nodes", number, "id"), f"no claim lies on or below the node {node.id}", fix, "taxonomy/nodes.yaml")
    used = _used_terms(base)
    for stem, name, vocabulary in (
        ("capabilities", "enhanced", "enhanced capability"),
        ("capabilities", "leveraged", "leveraged capability"),
        ("modalities", "modalities", "modality"),
        ("acquisition-sources", "acquisition_sources", "acquisition source"),
    ):
        for number, term in enumerate(getattr(base.taxonomy, name)):
            if term.section is None and term.id not in used[vocabulary]:
                fix = "use it in an entry, or remove it"
                yield Problem((name, number, "id"), f"nothing uses the {vocabulary} {term.id}", fix, f"taxonomy/{stem}.yaml")


@whole_rule(
    "impossible-cell",
    "a claim is in a cell that a rule calls impossible",
    why="taxonomy/not-applicable.yaml says which cells of the gaps map cannot exist; a real claim there refutes the rule or is "
    "wrong itself.",
    wrong="node: instruction-responsiveness-benchmarks with stages: [pretrain]",
    right="stages: [evaluation], or a narrower rule",
)
def impossible_cell(base: Base) -> Iterator[Problem]:
    """Find claims in cells that cannot exist."""
    rules = base.taxonomy.rules
    if not rules:
        return
    verdicts: dict[Cell, NotApplicableRule | None] = {}
    for entry in base.entries:
        for node, stages, modalities in entry.work.cells:
            cell = (node, tuple(stages), tuple(modalities))
            if cell not in verdicts:
                verdicts[cell] = next((rule for rule in rules if _forbids(base, rule, cell)), None)
            rule = verdicts[cell]
            if rule is not None:
                yield from _impossible_in_work(base, entry, cell, rule)


def _known(base: Base, vocabulary: str) -> frozenset[str] | None:
    """Return the terms that may stand for a vocabulary of works; None where they are not known."""
    if vocabulary == "badge":
        return base.terms("node")
    if vocabulary != "section":
        return base.terms(vocabulary)
    if not base.stems >= {"nodes", "stages", "roadmap"}:
        return None
    named = {term.section for name in ("nodes", "stages", "roadmap") for term in getattr(base.taxonomy, name)}
    return frozenset(named) | SECTIONS_WITHOUT_TERM


def _in_work(base: Base, entry: Entry, vocabulary: str, unknown: frozenset[str], known: frozenset[str]) -> Iterator[Problem]:
    """Yield where unknown terms stand in a work."""
    data = base.data(entry.path)
    for number, claim in enumerate(data.get("claims", ())):
        here = ("claims", number)
        if vocabulary == "node":
            places: list[tuple[Location, str]] = [((*here, "node"), claim["node"])]
        elif vocabulary == "section":
            places = list(_walk(claim.get("evidence", ()), (*here, "evidence"), ("section",)))
        else:
            places = list(_walk(claim, here, _CLAIM_FIELDS.get(vocabulary, ())))
        for location, term in places:
            if term in unknown:
                yield _unknown(entry.path, location, vocabulary, term, known)
    fields = {"badge": ("badges",), "section": ("section", "sections")}.get(vocabulary, ())
    for location, term in _walk(data.get("survey", {}), ("survey",), fields):
        if term in unknown:
            yield _unknown(entry.path, location, vocabulary, term, known)


def _capabilities_in_work(base: Base, entry: Entry, node: str, unknown: frozenset[str], direction: str) -> Iterator[Problem]:
    """Yield where a work names capabilities that are not in the list of a direction."""
    wanted = _DIRECTION_LISTS[direction]
    other = next(name for name in _DIRECTION_LISTS.values() if name != wanted)
    known = base.terms(wanted) or frozenset()
    for number, claim in enumerate(base.data(entry.path).get("claims", ())):
        if claim["node"] != node:
            continue
        for place, term in enumerate(claim.get("capabilities", ())):
            if term not in unknown:
                continue
            location = ("claims", number, "capabilities", place)
            if term in (base.terms(other) or ()):
                message = f"{term} is {'an' if other.startswith('e') else 'a'} {other}, but the node {node} is of {direction}"
                fix = _did_you_mean(nearest(term, known), f"use a {wanted}, or correct the node")
                yield Problem(location, message, fix, entry.path)
            else:
                yield _unknown(entry.path, location, wanted, term, known)


def _unknown_in_artifacts(base: Base) -> Iterator[Problem]:
    """Yield unknown terms in what artifacts are said to be."""
    for vocabulary, fields in _ARTIFACT_FIELDS.items():
        known = base.terms(vocabulary)
        if known is None:
            continue
        for each in base.artifacts:
            if known.issuperset(each.artifact.terms.get(vocabulary, ())):
                continue
            unknown = frozenset(each.artifact.terms[vocabulary]) - known
            for location, term in _walk(_at(base.data(each.path), each.location), each.location, fields):
                if term in unknown:
                    yield _unknown(each.path, location, vocabulary, term, known)


def _unknown_in_taxonomy(base: Base) -> Iterator[Problem]:
    """Yield unknown terms in the files of the vocabulary themselves."""
    lists: tuple[tuple[str, str, str, str], ...] = (
        ("roadmap", "roadmap", "nodes", "node"),
        ("not-applicable", "rules", "nodes", "node"),
        ("not-applicable", "rules", "stages", "stage"),
        ("not-applicable", "rules", "modalities", "modality"),
    )
    for stem, name, attribute, vocabulary in lists:
        known = base.terms(vocabulary)
        for number, item in enumerate(getattr(base.taxonomy, name)):
            for place, term in enumerate(getattr(item, attribute)):
                if known is not None and term not in known:
                    yield _unknown(f"taxonomy/{stem}.yaml", (name, number, attribute, place), vocabulary, term, known)


def _used_terms(base: Base) -> Mapping[str, set[str]]:
    """Return the terms that anything uses, by vocabulary."""
    used: dict[str, set[str]] = {
        name: set() for name in ("enhanced capability", "leveraged capability", "modality", "acquisition source", "stage")
    }
    for entry in base.entries:
        for vocabulary in ("modality", "acquisition source"):
            used[vocabulary].update(entry.work.terms[vocabulary])
        for node, capabilities in entry.work.capabilities.items():
            direction = base.direction(node)
            # Of a node without direction, whose finding stands elsewhere, the capabilities may be of either list.
            for name in [_DIRECTION_LISTS[direction]] if direction in _DIRECTION_LISTS else _DIRECTION_LISTS.values():
                used[name].update(capabilities)
    for each in base.artifacts:
        for vocabulary, terms in each.artifact.terms.items():
            used[vocabulary].update(terms)
    return used


def _forbids(base: Base, rule: NotApplicableRule, cell: Cell) -> bool:
    """Return whether a rule says that a claim's cell cannot exist; an empty list of a rule stands for every term."""
    node, stages, modalities = cell
    return (
        (not rule.nodes or not set(rule.nodes).isdisjoint(base.lines.get(node, ())))
        and (not rule.stages or not set(rule.stages).isdisjoint(stages))
        and (not rule.modalities or not set(rule.modalities).isdisjoint(modalities))
    )


def _impossible_in_work(base: Base, entry: Entry, cell: Cell, rule: NotApplicableRule) -> Iterator[Problem]:
    """Yield where the claims of a cell stand in a work."""
    for number, claim in enumerate(base.data(entry.path).get("claims", ())):
        if (claim["node"], tuple(claim.get("stages", ())), tuple(claim.get("modalities", ()))) == cell:
            field = "stages" if rule.stages else "modalities" if rule.modalities else "node"
            message = f"the rule {rule.id} says that nothing is possible there: {rule.reason}"
            fix = "correct the claim, or narrow the rule in taxonomy/not-applicable.yaml"
            yield Problem(("claims", number, field), message, fix, entry.path)


def _walk(data: Any, above: Location, fields: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    """Yield place and value of the given fields anywhere in the data: a value itself, or each item of a list."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _walk(item, (*above, number), fields)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in fields:
                yield from _walk(value, (*above, name), fields)
            elif isinstance(value, list):
                yield from (((*above, name, number), str(item).strip()) for number, item in enumerate(value))
            else:
                yield (*above, name), str(value).strip()


def _at(data: Any, location: Location) -> Any:
    """Return the data at a location."""
    for step in location:
        data = data[step]
    return data


def _unknown(path: str, location: Location, vocabulary: str, term: str, known: frozenset[str]) -> Problem:
    """Return the problem of a term that is not in its vocabulary."""
    if vocabulary == "section":
        return Problem(location, f"the survey has no section {term}", "give one that it has, such as 3.1.1, or 'Table 2'", path)
    listed = f"write one of {', '.join(sorted(known))}" if len(known) <= 25 else "see the files under taxonomy/"
    return Problem(location, f"there is no {vocabulary} {term}", _did_you_mean(nearest(term, known), listed), path)


def _did_you_mean(near: tuple[str, ...], otherwise: str) -> str:
    """Return the advice to write one of the nearest names, or another advice where there is none."""
    return f"did you mean {' or '.join(near)}?" if near else otherwise
