"""What a row of `codev.query.facets` is, and the parts that rows of one kind share.

Values that a text means are found against a knowledge base; a text that means none raises `UnknownNameError` with the nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from codev.atlas import Atlas
from codev.model import Access
from codev.model.taxonomy import SoughtTerm
from codev.model.vocabularies import VOCABULARIES, added_terms
from codev.query.terms import NOT_STATED, find_node, find_term, fold

Level = Literal["work", "claim"]
"""Where a facet holds: on the work whether or not it makes a claim, or on one and the same claim."""

Shape = Literal["terms", "tree", "years", "long", "text"]
"""How a facet is shown: a list of terms, a tree whose nodes include what is below, years with ranges, a long list with a
filter, or a line of words."""

GROUPS = ("What it does", "With which models and data", "Who, where, when", "Evidence")
"""Under which headings facets stand."""


ACCESS_NAMES = {
    Access.OPEN.value: "Open",
    Access.OPEN_WEIGHTS.value: "Open weights",
    Access.GATED.value: "Gated",
    Access.CLOSED.value: "Closed",
    Access.UNKNOWN.value: "Not established",
}
"""How each kind of access is called."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet.

    Attributes:
        name: What it is called in addresses, in Python and, after two hyphens, on the command line.
        label: What stands above it on a page.
        help: What it asks for, in a sentence or two.
        level: Where it holds.
        shape: How it is shown.
        group: The heading under which it stands: of `GROUPS`; empty for one that is understood and not offered.
        values: The values of a work or, at the level of claims, of a claim.
        names: The display names of the values that there are, by value, in the order in which people look for them.
        find: The values that a text means; raises `WrongUseError` where it means none.
        aliases: Other names that lead to a value.
        parents: In a tree, the value above each value.
        added: The values that are terms of the atlas and not of the survey.
        free: Whether other text than a value may be typed, such as an alias.
        placeholder: What an empty box says.
        terms: The vocabulary whose terms the values are, by its name; empty where they are no terms.
    """

    name: str
    label: str
    help: str
    level: Level
    shape: Shape
    group: str
    values: Callable[[Atlas, Any], Collection[str]]
    names: Callable[[Atlas], Mapping[str, str]]
    find: Callable[[Atlas, str], Collection[str]]
    aliases: Callable[[Atlas], Mapping[str, Sequence[str]]] = lambda _: {}
    parents: Callable[[Atlas], Mapping[str, str]] = lambda _: {}
    added: Callable[[Atlas], Collection[str]] = lambda _: ()
    free: bool = False
    placeholder: str = "Any"
    terms: str = ""

    def canonical(self, atlas: Atlas, text: str) -> str:
        """Return the one value that a text names, such as that of an alias; the text itself where it means several or a range.

        Raises:
            WrongUseError: The text means none.
        """
        found = self.find(atlas, text)
        if self.shape == "tree":
            return find_node(atlas, text)
        return next(iter(found)) if len(found) == 1 and self.shape in {"terms", "long"} else text


def closed(noun: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the parts of a facet whose values do not depend on the knowledge base.

    Args:
        noun: What a value is called in a message.
        names: The display name of each value.
    """
    return {"names": lambda _: names, "find": lambda _, text: {find_term(noun, text, names, names.items())}}


def vocabulary(noun: str, *, stated: bool = True) -> dict[str, Any]:
    """Return the parts of a facet whose values are terms, found by id, name and alias.

    Args:
        noun: The vocabulary's name in `codev.model.vocabularies.VOCABULARIES`: what a value is called in a message.
        stated: Whether a claim may leave it open, so that ``not-stated`` can be asked for.
    """

    def terms(atlas: Atlas) -> tuple[SoughtTerm, ...]:
        return VOCABULARIES[noun].terms(atlas.taxonomy)

    def names(atlas: Atlas) -> dict[str, str]:
        return VOCABULARIES[noun].names(atlas.taxonomy) | ({NOT_STATED: "Not stated"} if stated else {})

    def find(atlas: Atlas, text: str) -> set[str]:
        known = names(atlas)
        others = [(term.id, alias) for term in terms(atlas) for alias in term.aliases]
        return {find_term(noun, text, known, [*known.items(), *others])}

    return {
        "names": names,
        "find": find,
        "aliases": lambda atlas: {term.id: term.aliases for term in terms(atlas) if term.aliases},
        "added": lambda atlas: added_terms(terms(atlas)),
        "free": True,
        "terms": noun,
    }


def artifacts(kind: Literal["models", "datasets"], find: Callable[[Atlas, str], str]) -> dict[str, Any]:
    """Return the parts of a facet whose values are models or datasets.

    Args:
        kind: Which of the two.
        find: Looks up one by id, name or alias.
    """

    def names(atlas: Atlas) -> dict[str, str]:
        listed = sorted(getattr(atlas, kind).values(), key=lambda each: (each.name.casefold(), each.id))
        return {each.id: each.name for each in listed} | {NOT_STATED: "Not stated"}

    return {
        "names": names,
        "find": lambda atlas, text: {NOT_STATED if fold(text) == NOT_STATED else find(atlas, text)},
        "aliases": lambda atlas: {each.id: each.aliases for each in getattr(atlas, kind).values() if each.aliases},
        "free": True,
    }


def nodes(kind: str) -> dict[str, Any]:
    """Return the parts of a facet whose values are nodes of the taxonomy.

    Args:
        kind: ``node`` for those of both directions, ``role`` for those of model4data.
    """

    def names(atlas: Atlas) -> dict[str, str]:
        return {
            node: term.name for node, term in atlas.tree.items() if kind == "node" or atlas.tree.direction(node) == "model4data"
        }

    return {
        "names": names,
        "find": lambda atlas, text: set(atlas.tree.descendants(find_node(atlas, text, kind))),
        "aliases": lambda atlas: {node: term.aliases for node, term in atlas.tree.items() if term.aliases},
        "parents": lambda atlas: {node: term.parent or atlas.tree.direction(node) for node, term in atlas.tree.items()},
        "added": lambda atlas: added_terms(atlas.tree.values()),
        "free": True,
    }
