"""What can be chosen in the facets and boxes: display names by id, in the order in which people look for them.

Pure functions of the knowledge base; `codev.explorer.widgets.facets` and the views draw them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import NodeKind, graph_of
from codev.model.vocabularies import term_names as term_names_of
from codev.query import Question
from codev.query.facets import FACETS
from codev.query.terms import NOT_STATED, find_artifact, find_thing, find_work
from codev.show.words import facet_labels, section_of

Options = Mapping[str, str]
"""Display names by value, in the order of the list."""


def facet_options(atlas: Atlas) -> Mapping[str, Options]:
    """Return what can be chosen in each facet.

    Args:
        atlas: The knowledge base.

    Returns:
        Options by the facet's name; facets that take free text only have none.
    """
    labels = {name: facet_labels(atlas, facet) for name, facet in FACETS.items()}
    return {
        name: told_apart(node_options(atlas, found) if FACETS[name].shape == "tree" else found)
        for name, found in labels.items()
    }


def told_apart(options: Options) -> Options:
    """Return options in which those of one name have their ids behind it: a list of options knows only names.

    Args:
        options: Display names by value.
    """
    times = Counter(options.values())
    return {value: name if times[name] == 1 else f"{name} ({value})" for value, name in options.items()}


def node_options(atlas: Atlas, names: Options) -> Options:
    """Return nodes in the order of the tree, each with the survey's section before its name; an added one has none.

    Args:
        atlas: The knowledge base.
        names: Display names of the nodes.
    """
    sections = {node_id: atlas.tree[node_id].section for node_id in names}
    return {node_id: f"§{sections[node_id]} {name}" if sections[node_id] else name for node_id, name in names.items()}


def artifact_options(atlas: Atlas, *, variants: bool = False) -> Options:
    """Return all models and datasets by their names in the graph, in alphabetical order.

    Args:
        atlas: The knowledge base.
        variants: Whether models as a work retrained them are among them.
    """
    kinds = (NodeKind.MODEL.value, NodeKind.DATASET.value)
    listed = [
        (name, data)
        for name, data in graph_of(atlas).nodes(data=True)
        if data["kind"] in kinds and (variants or not data["variant"])
    ]
    listed.sort(key=lambda pair: (pair[1]["label"].casefold(), pair[0]))
    return told_apart({name: f"{data['label']} · {data['kind']}" for name, data in listed})


def thing_options(atlas: Atlas) -> Options:
    """Return everything in the graph by its name there: artifacts, then works, then taxonomy nodes."""
    works = {f"work:{key}": f"{work.title} · {work.year}" for key, work in atlas.works.items()}
    nodes = {f"node:{node_id}": f"{node.name} · node, {section_of(node)}" for node_id, node in atlas.tree.items()}
    return told_apart({**artifact_options(atlas, variants=True), **works, **nodes})


def work_options(atlas: Atlas) -> Options:
    """Return all works by key, the newest first."""
    newest = sorted(atlas.works.values(), key=lambda work: (-work.year, work.title.casefold()))
    return told_apart({work.key: f"{work.title} · {work.year}" for work in newest})


_FINDERS: Mapping[str, Callable[[Atlas, str], str]] = {"artifact": find_artifact, "thing": find_thing, "work": find_work}
"""What looks up the thing that a parameter names, by its subject."""


def find_value(atlas: Atlas, question: Question, name: str, text: str) -> str:
    """Return what a text means as the value of a facet or parameter: an alias leads to its artifact, a name to its term.

    Args:
        atlas: The knowledge base.
        question: The question that takes it.
        name: The facet or parameter.
        text: Its value, as written.

    Raises:
        WrongUseError: It means nothing.
    """
    if name in FACETS:
        return FACETS[name].canonical(atlas, text)
    parameter = question.parameter(name)
    return _FINDERS[parameter.subject](atlas, text) if parameter is not None and parameter.subject else text


def resolver(atlas: Atlas, question: Question | None) -> Callable[[str, str], str]:
    """Return the function that says what a typed text means.

    Args:
        atlas: The knowledge base.
        question: The question on show, since what can be asked about differs; None for a tool.
    """

    def resolve(name: str, text: str) -> str:
        """Return the id that a text means, or the text itself: the query then says what is wrong with it."""
        try:
            return find_value(atlas, question, name, text) if question is not None else text
        except WrongUseError:
            return text

    return resolve


def term_names(atlas: Atlas) -> Mapping[str, str]:
    """Return the display names of stages, capabilities, modalities, nodes and sources, for tables."""
    names = term_names_of(atlas.taxonomy)
    found = {NOT_STATED: "not stated"}
    for part in ("acquisition_sources", "modalities", "capabilities", "stages", "nodes"):
        found |= names[part]
    return found
