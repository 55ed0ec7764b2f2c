"""Rules on the vocabulary itself: every file is there, every id stands once, the nodes are a tree, no rule is boundless."""

from __future__ import annotations

from collections.abc import Iterator

from codev.check.base import Base
from codev.check.rule import whole_rule
from codev.did_you_mean import did_you_mean, nearest
from codev.ids import folded
from codev.model.taxonomy import NEEDED_FILES, SoughtTerm
from codev.model.vocabularies import VOCABULARIES
from codev.store.findings import Problem

_NODES_PATH = VOCABULARIES["node"].path


@whole_rule("missing-file")
def missing_file(base: Base) -> Iterator[Problem]:
    """A file of the vocabulary is missing.

    Why: Entries refer to every part of the vocabulary; the files are listed in the reference.
    Wrong: a folder without taxonomy/stages.yaml
    Right: taxonomy/stages.yaml restored from the repository's history
    """
    for stem in sorted(NEEDED_FILES):
        path = f"taxonomy/{stem}.yaml"
        if stem not in base.stems and not (base.root / path).exists():
            yield Problem((), f"there is no file {path}", "restore it from the repository's history", path)


@whole_rule("duplicate-term")
def duplicate_term(base: Base) -> Iterator[Problem]:
    """Two terms of one vocabulary have one id.

    Why: A term is referred to by its id alone.
    Wrong: '- id: finetune' twice in taxonomy/stages.yaml
    Right: one of the two
    """
    for vocabulary in VOCABULARIES.values():
        seen: set[str] = set()
        for number, term in enumerate(vocabulary.terms(base.taxonomy)):
            if term.id in seen:
                message = f"the id {term.id} is given twice in this list"
                fix = "join the two, or give this one another id"
                yield Problem((vocabulary.members, number, "id"), message, fix, vocabulary.path)
            seen.add(term.id)


@whole_rule("alias-of-two-terms")
def alias_of_two_terms(base: Base) -> Iterator[Problem]:
    """An alias of a term is another term's id, name or alias.

    Why: Another name of a term must lead to one term of the vocabulary, not to two.
    Wrong: aliases: [Retrieval] at a term of a list that holds the term retrieval
    Right: aliases: [Image-text retrieval]
    """
    for vocabulary in VOCABULARIES.values():
        terms = [term for term in vocabulary.terms(base.taxonomy) if isinstance(term, SoughtTerm)]
        owners: dict[str, set[str]] = {}
        for term in terms:
            for other in (term.id, term.name, *term.aliases):
                owners.setdefault(folded(other), set()).add(term.id)
        for number, term in enumerate(terms):
            for place, alias in enumerate(term.aliases):
                others = sorted(owners[folded(alias)] - {term.id})
                if others:
                    message = f"the alias {alias!r} of {term.id} leads to {others[0]} too"
                    fix = "remove it from one of the two, or make it more precise"
                    yield Problem((vocabulary.members, number, "aliases", place), message, fix, vocabulary.path)


@whole_rule("unknown-parent")
def unknown_parent(base: Base) -> Iterator[Problem]:
    """A node's parent is not a node above it in the file.

    Why: The tree is read from top to bottom, so a parent must come before its children.
    Wrong: parent: data-aquisition
    Right: parent: data-acquisition
    """
    seen: set[str] = set()
    for number, node in enumerate(base.taxonomy.nodes):
        seen.add(node.id)
        if node.parent is None or (node.parent in seen and node.parent != node.id):
            continue
        location = ("nodes", number, "parent")
        if node.parent not in base.nodes:
            advice = did_you_mean(nearest(node.parent, base.nodes), "name a node of this file")
            yield Problem(location, f"there is no node {node.parent}", advice, _NODES_PATH)
        elif node.id not in base.lines.get(node.parent, ()):
            message = f"the parent {node.parent} comes after its child {node.id}"
            yield Problem(location, message, "move the parent up", _NODES_PATH)


@whole_rule("parent-cycle")
def parent_cycle(base: Base) -> Iterator[Problem]:
    """Nodes are each other's parents in a circle.

    Why: A tree must have a top.
    Wrong: a with parent: b, and b with parent: a
    Right: one of the two with another parent
    """
    told: set[str] = set()
    for number, node in enumerate(base.taxonomy.nodes):
        line = base.lines[node.id]
        if base.nodes[line[-1]].parent == node.id and node.id not in told:
            told.update(line)
            message = f"the parents of {node.id} lead back to it: {' → '.join([*line[:8], node.id])}"
            yield Problem(("nodes", number, "parent"), message, "give one of them another parent", _NODES_PATH)


@whole_rule("node-direction")
def node_direction(base: Base) -> Iterator[Problem]:
    """A top node without direction, or a direction below the top.

    Why: A claim has the direction of its top node; only top nodes state one.
    Wrong: '- id: scaling' with neither parent nor direction
    Right: direction: data4model
    """
    for number, node in enumerate(base.taxonomy.nodes):
        if node.parent is None and node.direction is None:
            fix = "add 'direction: data4model' or 'direction: model4data', or a parent"
            yield Problem(("nodes", number), f"the top node {node.id} has no direction", fix, _NODES_PATH)
        if node.parent is not None and node.direction is not None:
            message = f"{node.id} has a parent and so takes the direction of its top node"
            yield Problem(("nodes", number, "direction"), message, "remove 'direction'", _NODES_PATH, of_key=True)


@whole_rule("rule-too-wide")
def rule_too_wide(base: Base) -> Iterator[Problem]:
    """A rule rules out every cell.

    Why: A rule with no nodes, stages and modalities would declare that nothing can exist.
    Wrong: - {id: nothing, reason: …}
    Right:
        nodes: [evaluation]
        stages: [pretrain]
    """
    for number, rule in enumerate(base.taxonomy.rules):
        if not (rule.nodes or rule.stages or rule.modalities):
            fix = "name the nodes, stages or modalities that it is about"
            yield Problem(("rules", number), f"the rule {rule.id} rules out every cell", fix, "taxonomy/not-applicable.yaml")
