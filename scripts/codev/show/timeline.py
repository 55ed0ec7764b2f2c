"""The co-development timeline: families as lanes, models and datasets by year, arrows *made*, *trained*, *judged*, *derived*.

`lanes_of` says in which lane everything stands, which lanes come first, and what is shown of them at first: what takes part in
most making, training and judging.  `codev.show.graph_data` hands this to the script; `codev.show.timeline_picture` draws it.
Of the time, the year is recorded and no more.  What has no year is counted in a lane of its own; an empty knowledge base has no
lanes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from codev.atlas import Atlas
from codev.graph import NodeKind, graph_of, lineage_graph
from codev.query.answers.loops import find_loops
from codev.show.words import ARROWS

LANES_FIRST = 10
"""Families whose lanes are open at first: the picture stays within two screens."""

THINGS_A_YEAR = 3
"""Things of a lane that are shown at first for each year."""

LOOPS_TOLD = 5
"""Loops that the page offers as a way in."""

_ARTIFACTS = frozenset([NodeKind.MODEL.value, NodeKind.DATASET.value])


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of the timeline.

    Attributes:
        families: The families that have a lane, by their ids, those with the most arrows between data and models first.
        lane: The family in whose lane a model or dataset stands, by its name in the graph; None for what has no family.
        first: What is shown at first, lane by lane and year by year.
    """

    families: tuple[str, ...]
    lane: Mapping[str, str | None]
    first: tuple[str, ...]


def lanes_of(atlas: Atlas) -> Lanes:
    """Return the lanes: a thing stands in that of its family, else in that of the models which its work introduces.

    Args:
        atlas: The knowledge base.
    """
    graph = graph_of(atlas)
    things = {name: data for name, data in graph.nodes(data=True) if data["kind"] in _ARTIFACTS}
    families_of_works: dict[str, Counter[str]] = defaultdict(Counter)
    for data in things.values():
        if data["family"] and data["work"]:
            families_of_works[data["work"]][data["family"]] += 1
    # The family of most of a work's models; of two alike the first in the alphabet.
    of_work = {
        work: min(families, key=lambda family: (-families[family], family)) for work, families in families_of_works.items()
    }
    lane = {name: data["family"] or of_work.get(data["work"] or "") for name, data in things.items()}
    arrows = arrows_of(graph)
    degrees: Counter[str] = Counter()
    weights: Counter[str] = Counter({family: 0 for family in lane.values() if family})
    for source, target, word in arrows:
        if word != "derived":
            degrees.update((source, target))
            weights.update({family for family in (lane[source], lane[target]) if family})
    families = sorted(weights, key=lambda family: (-weights[family], family))
    by_cell: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, family in lane.items():
        if family and degrees[name] and things[name]["year"]:
            by_cell[family, things[name]["year"]].append(name)
    first = [
        name
        for family in families[:LANES_FIRST]
        for cell in sorted(each for each in by_cell if each[0] == family)
        for name in sorted(by_cell[cell], key=lambda name: (-degrees[name], name))[:THINGS_A_YEAR]
    ]
    return Lanes(tuple(families), lane, tuple(first))


def arrows_of(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    """Return the arrows of the timeline, each once: source, target, and its word.

    Args:
        graph: The co-development graph.
    """
    words = {relation.value: word for word, relations in ARROWS.items() for relation in relations}
    found = (
        (source, target, words[data["relation"]])
        for source, target, data in graph.edges(data=True)
        if data["relation"] in words and source != target
    )
    return list(dict.fromkeys(found))


def leading_loops(atlas: Atlas) -> list[tuple[str, ...]]:
    """Return the loops that led to most, each by its models and datasets in order: ways into the timeline.

    Args:
        atlas: The knowledge base.
    """
    paths = lineage_graph(atlas)
    loops = [row.artifacts for row in find_loops(atlas).rows]
    return sorted(loops, key=lambda loop: (-len(nx.descendants(paths, loop[0])), loop))[:LOOPS_TOLD]
