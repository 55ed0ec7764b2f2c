"""Rules on terms: every one that is used is defined, every one that is defined is used, and none contradicts another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from codev.check.base import Base, Entry
from codev.check.rule import whole_rule
from codev.did_you_mean import did_you_mean, nearest
from codev.model.references import Location, by_called, references, values_at
from codev.model.taxonomy import NotApplicableRule, Taxonomy
from codev.model.vocabularies import CAPABILITIES, VOCABULARIES, vocabularies_of
from codev.model.work import Claim, Work
from codev.store.findings import Problem, Severity
from codev.store.summary import Cell

SECTIONS_WITHOUT_TERM = frozenset(
    ["1", "2", "2.1", "2.2", "2.3", "2.4", "3.3", "4.5", "5.5", "6.5", "7", "8", "8.1", "8.2", "8.3", "9", "Table 1", "Table 2"]
)
"""Sections of the survey that no term of the vocabulary names; the others are those of nodes, stages and roadmap."""

_CALLED = {**by_called(Taxonomy), **by_called(Work)}
"""What each kind of name leads to, by what a finding calls it."""

_WITH_OTHER_RULES = frozenset(["capability", "parent"])


@whole_rule("unknown-term")
def unknown_term(base: Base) -> Iterator[Problem]:
    """A term is not in the vocabulary.

    Why: Facets, matrices and the graph are made of terms: a term that no file under taxonomy/ defines cannot be found.
    Wrong: stages: [fine-tune]
    Right: stages: [finetune]
    """
    known = {called: ids for called in _CALLED if (ids := _known(base, called)) is not None}
    # `unknown-capability` looks at the entries that count, and at nothing else.
    lists = [ids for each in CAPABILITIES.values() if (ids := base.terms(each.name)) is not None]
    in_double = known | ({"capability": frozenset[str]().union(*lists)} if len(lists) == len(CAPABILITIES) else {})
    for unknown in (*base.unknown_anywhere(known), *base.unknown_in_double(in_double)):
        called = unknown.reference.called
        yield _unknown(unknown.path, unknown.location, called, unknown.name, in_double[called])


@whole_rule("unknown-capability")
def unknown_capability(base: Base) -> Iterator[Problem]:
    """A capability is not in the list of the claim's direction.

    Why: Data enhance one list of capabilities (RQ1), models draw on the other (RQ2); the node says which list is meant.
    Wrong: node: data-creator with capabilities: [robustness]
    Right: capabilities: [image-generation]
    """
    for entry in base.entries:
        for node, capabilities in entry.work.capabilities.items():
            direction = base.direction(node)
            known = base.terms(CAPABILITIES[direction].name) if direction else None
            if known is not None and direction is not None and not known.issuperset(capabilities):
                yield from _capabilities_in_work(base, entry, node, known, direction)


@whole_rule("unknown-work")
def unknown_work(base: Base) -> Iterator[Problem]:
    """The vocabulary names a work that has no entry.

    Why: The roadmap, the paradigms and the comparison of surveys lead to works; a key without an entry leads nowhere.
    Wrong: works: [chen2024datajucer]
    Right: works: [chen2024datajuicer]
    """
    known = {"work": base.keys | base.guessed}
    for unknown in base.unknown_anywhere(known):
        fix = did_you_mean(nearest(unknown.name, base.keys), "add the entry, or remove the key")
        yield Problem(unknown.location, f"there is no work {unknown.name}", fix, unknown.path)


@whole_rule("unused-term", severity=Severity.WARNING)
def unused_term(base: Base) -> Iterator[Problem]:
    """A term is not used.

    Why: A term that nothing uses is an empty facet: use it or remove it.  (Nodes count as used with any claim on or below
        them.  Terms with a section are the survey's own and may wait.)
    Wrong: a modality 'smell' that no claim and no artifact names
    Right: remove the modality, or add a claim that uses it
    """
    if base.guessed:
        return  # what cannot be read may use it
    direct = base.used["works"].get("node", frozenset())
    used_nodes = {above for node in direct for above in base.lines.get(node, ())}
    for number, node in enumerate(base.taxonomy.nodes):
        if node.id not in used_nodes:
            fix = "classify a work there, or remove the node"
            yield Problem(("nodes", number, "id"), f"no claim lies on or below the node {node.id}", fix, "taxonomy/nodes.yaml")
    used = _used_terms(base)
    for vocabulary in (each for to in sorted({*_CALLED.values()} - {"node"}) for each in vocabularies_of(to)):
        for number, term in enumerate(vocabulary.terms(base.taxonomy)):
            if getattr(term, "section", None) is None and term.id not in used[vocabulary.name]:
                fix = "use it in an entry, or remove it"
                message = f"nothing uses the {vocabulary.name} {term.id}"
                yield Problem((vocabulary.members, number, "id"), message, fix, vocabulary.path)


@whole_rule("impossible-cell")
def impossible_cell(base: Base) -> Iterator[Problem]:
    """A claim is in a cell that a rule calls impossible.

    Why: taxonomy/not-applicable.yaml says which cells of the gaps map cannot exist; a real claim there refutes the rule or is
        wrong itself.
    Wrong: node: instruction-responsiveness-benchmarks with stages: [pretrain]
    Right: stages: [evaluation], or a narrower rule
    """
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


def _known(base: Base, called: str) -> frozenset[str] | None:
    """Return what there is of a kind of term; None where that is not known, or where another rule looks at it."""
    if called in _WITH_OTHER_RULES:
        return None
    if called == "section":
        if not base.stems >= {"nodes", "stages", "roadmap"}:
            return None
        named = {term.section for name in ("nodes", "stages", "roadmap") for term in getattr(base.taxonomy, name)}
        return frozenset(named) | SECTIONS_WITHOUT_TERM
    return base.terms(_CALLED[called]) if _CALLED[called] in VOCABULARIES else None


def _capabilities_in_work(base: Base, entry: Entry, node: str, known: frozenset[str], direction: str) -> Iterator[Problem]:
    """Yield where a work names capabilities that are not in the list of a direction."""
    wanted = CAPABILITIES[direction].name
    other = next(each.name for each in CAPABILITIES.values() if each.name != wanted)
    fields = [each.path for each in references(Claim) if each.to == "capability"]
    for number, claim in enumerate(base.data(entry.path).get("claims", ())):
        if claim["node"] != node:
            continue
        for location, term in (found for path in fields for found in values_at(claim, path, ("claims", number))):
            if term in known:
                continue
            if term in (base.terms(other) or ()):
                message = f"{term} is {'an' if other.startswith('e') else 'a'} {other}, but the node {node} is of {direction}"
                fix = did_you_mean(nearest(term, known), f"use a {wanted}, or correct the node")
                yield Problem(location, message, fix, entry.path)
            else:
                yield _unknown(entry.path, location, wanted, term, known)


def _used_terms(base: Base) -> Mapping[str, set[str]]:
    """Return the terms that anything uses, by vocabulary."""
    used = {name: set[str]().union(*(each.get(name, ()) for each in base.used.values())) for name in VOCABULARIES}
    for entry in base.entries:
        for node, capabilities in entry.work.capabilities.items():
            direction = base.direction(node) or ""
            # Of a node without direction, whose finding stands elsewhere, the capabilities may be of either list.
            for vocabulary in [CAPABILITIES[direction]] if direction in CAPABILITIES else CAPABILITIES.values():
                used[vocabulary.name].update(capabilities)
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


def _unknown(path: str, location: Location, vocabulary: str, term: str, known: frozenset[str]) -> Problem:
    """Return the problem of a term that is not in its vocabulary."""
    if vocabulary == "section":
        return Problem(location, f"the survey has no section {term}", "give one that it has, such as 3.1.1, or 'Table 2'", path)
    listed = f"write one of {', '.join(sorted(known))}" if len(known) <= 25 else "see the files under taxonomy/"
    return Problem(location, f"there is no {vocabulary} {term}", did_you_mean(nearest(term, known), listed), path)
