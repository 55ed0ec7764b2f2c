"""Rules on the vocabulary itself: every file is there, every id stands once, the nodes are a tree, no rule is boundless.

Terms that the atlas added are told from the survey's, and each has works that need it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codev.check.base import Base, Entry
from codev.check.rule import whole_rule
from codev.did_you_mean import did_you_mean, nearest
from codev.ids import folded
from codev.limits.records import NODE_DEPTH_MAX
from codev.model.taxonomy import NEEDED_FILES, Node, SoughtTerm, Stage
from codev.model.vocabularies import VOCABULARIES, Vocabulary, added_terms
from codev.store.findings import Problem

WORKS_FOR_TERM_MIN = 3
"""The works that must need a term before the atlas adds it to the survey's (DESIGN §2, "Beyond the survey")."""

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


@whole_rule("node-too-deep")
def node_too_deep(base: Base) -> Iterator[Problem]:
    """A node has too many nodes above it.

    Why: Every question looks at the nodes above a node; a tree deeper than this is a mistake, and would take long.
    Wrong: a chain of hundreds of nodes, each the parent of the next
    Right: a tree of a few levels, as the survey has
    """
    deep = [place for place, node in enumerate(base.taxonomy.nodes) if len(base.lines[node.id]) > NODE_DEPTH_MAX + 1]
    if deep:
        node = base.taxonomy.nodes[deep[0]]
        message = f"{node.id} has more than {NODE_DEPTH_MAX} nodes above it; so have {len(deep) - 1:,} more"
        fix = "give it a parent nearer to the top, or remove the circle that its parents run in"
        yield Problem(("nodes", deep[0], "parent"), message, fix, _NODES_PATH)


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


@whole_rule("survey-or-added")
def survey_or_added(base: Base) -> Iterator[Problem]:
    """A term is neither the survey's nor added by the atlas, or claims to be both.

    Why: Readers must see which part of the tree is the survey's, with its sections, and which the atlas added.
    Wrong: a node with neither section nor since
    Right: since: atlas
    """
    for vocabulary in VOCABULARIES.values():
        for number, term in enumerate(vocabulary.terms(base.taxonomy)):
            location = (vocabulary.members, number)
            if getattr(term, "is_added", False) and term.section is not None:
                fix = "remove 'section' if the survey does not have the term, or 'since' if it has"
                message = f"{term.id} has both a section of the survey and 'since: atlas'"
                yield Problem((*location, "section"), message, fix, vocabulary.path, of_key=True)
            elif isinstance(term, Node | Stage) and not term.is_added and term.section is None:
                fix = "add the survey's section, or 'since: atlas' if the survey does not have the term"
                message = f"the {vocabulary.name} {term.id} has neither a section of the survey nor 'since: atlas'"
                yield Problem((*location, "id"), message, fix, vocabulary.path)
    for number, node in enumerate(base.taxonomy.nodes):
        parent = base.nodes.get(node.parent or "")
        if parent is not None and parent.is_added and not node.is_added:
            message = f"{node.id} is the survey's, but its parent {parent.id} was added by the atlas"
            fix = "name the survey's parent, or write 'since: atlas' in place of the section"
            yield Problem(("nodes", number, "parent"), message, fix, _NODES_PATH)


@whole_rule("added-for-few")
def added_for_few(base: Base) -> Iterator[Problem]:
    """A term that the atlas added has too few works.

    Why: The atlas adds a term where the field needs one: at least three works must name it.
    Wrong: '- id: touch' with since: atlas, which the claims of two works name
    Right: a third work that names it, or the term removed
    """
    if base.guessed:
        return  # what cannot be read may use it
    for vocabulary in VOCABULARIES.values():
        terms = vocabulary.terms(base.taxonomy)
        added = added_terms(terms)
        if not added:
            continue
        works = Counter(term for entry in base.entries for term in added & _terms_in(base, vocabulary, entry))
        for number, term in enumerate(terms):
            if term.id in added and works[term.id] < WORKS_FOR_TERM_MIN:
                message = (
                    f"the {vocabulary.name} {term.id}, which the atlas added, is named by fewer than {WORKS_FOR_TERM_MIN} works"
                )
                fix = f"name it in the claims of {WORKS_FOR_TERM_MIN - works[term.id]} more, or remove it"
                yield Problem((vocabulary.members, number, "since"), message, fix, vocabulary.path)


def _terms_in(base: Base, vocabulary: Vocabulary, entry: Entry) -> set[str]:
    """Return the terms of a vocabulary that the claims of a work name; of nodes, those above them as well."""
    if vocabulary.direction is not None:
        claimed = entry.work.capabilities.items()
        return {each for node, found in claimed if base.direction(node) == vocabulary.direction for each in found}
    named = entry.work.terms.get(vocabulary.name, ())
    return {above for node in named for above in base.lines.get(node, ())} if vocabulary.name == "node" else set(named)


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
