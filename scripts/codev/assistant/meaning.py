"""What the names in a query were taken for, and which of them other things bear too: said with every answer."""

from __future__ import annotations

from collections.abc import Iterator

from codev.atlas import Atlas
from codev.errors import CodevError
from codev.query import Query
from codev.query.facet_values import as_values
from codev.query.facets import FACETS
from codev.query.terms import find_artifact, find_thing, find_work, fold

_FINDERS = {"artifact": find_artifact, "thing": find_thing, "work": find_work}
"""What looks up a parameter, by what it names."""


def meanings(atlas: Atlas, query: Query) -> tuple[dict[str, str], list[str]]:
    """Return what the names in a query mean.

    Args:
        atlas: The knowledge base.
        query: What is asked; its names are known to mean something.

    Returns:
        The ids that other names were taken for, and a sentence for each name that several things bear.
    """
    read_as: dict[str, str] = {}
    ambiguous: list[str] = []
    for name, text in _given(query):
        facet = FACETS.get(name)
        if facet is not None:
            if facet.shape in {"text", "years"}:
                continue
            meant = _canonical(atlas, name, text)
            if facet.shape == "tree":
                same = nodes_called(atlas, text)
                if len(same) > 1 and text not in atlas.tree:
                    ambiguous.append(f"{text!r} is the name of {len(same)} nodes: {' and '.join(same)}; {meant} was taken.")
        else:
            parameter = query.about.parameter(name)
            finder = _FINDERS.get(parameter.subject) if parameter is not None else None
            meant = finder(atlas, text) if finder is not None else text
        if meant not in (text, f"work:{text}", f"node:{text}"):
            read_as[text] = meant
    return read_as, ambiguous


def nodes_called(atlas: Atlas, name: str) -> list[str]:
    """Return the ids of the taxonomy nodes that bear a name.

    Args:
        atlas: The knowledge base.
        name: The name in any case; or an alias.
    """
    wanted = fold(name)
    return [node for node, term in atlas.tree.items() if wanted in {fold(each) for each in (term.name, *term.aliases)}]


def _given(query: Query) -> Iterator[tuple[str, str]]:
    """Yield the texts of a query, each with its facet or parameter."""
    for name, value in query.given().items():
        for each in as_values(value):
            yield name, str(each)


def _canonical(atlas: Atlas, facet: str, text: str) -> str:
    """Return what a facet takes a text for; the text where it means several values."""
    try:
        return FACETS[facet].canonical(atlas, text)
    except CodevError:
        return text
