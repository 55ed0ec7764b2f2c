"""The parts of a graph in which loops lie: the same loops as a plain search finds, whatever the graph."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev.query.answers import strong_components
from codev.query.answers.strong_components import strong_components_of

LONGEST = 6

EDGES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30)


def graph_of(edges: list[tuple[int, int]]) -> nx.DiGraph[str]:
    """Return a graph of named nodes."""
    return nx.DiGraph([(f"n{source}", f"n{target}") for source, target in edges])


def turned(cycle: tuple[str, ...]) -> tuple[str, ...]:
    """Return a cycle from its first name on."""
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


def shortest_by_search(graph: nx.DiGraph[str]) -> dict[tuple[str, str], int]:
    """Return the length of the shortest loop through each edge, found by one search an edge."""
    found = {}
    for source, target in graph.edges:
        away = nx.single_source_shortest_path_length(graph, target, cutoff=LONGEST - 1)
        if source in away:
            found[source, target] = away[source] + 1
    return found


@pytest.mark.parametrize("block", [1, 3, 1024])
@given(edges=EDGES)
@settings(max_examples=40, deadline=None)
def test_loops_are_those_of_a_plain_search(block: int, edges: list[tuple[int, int]]) -> None:
    graph = graph_of(edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strong_components, "_BLOCK", block)
        found = strong_components_of(graph, LONGEST)
    shortest = {(each.names[s], each.names[t]): length for each in found for (s, t), length in each.shortest.items()}
    inside = {name for each in found for name in each.names}
    assert shortest == {edge: length for edge, length in shortest_by_search(graph).items() if edge[0] in inside}
    plain = [tuple(cycle) for cycle in nx.simple_cycles(graph, length_bound=LONGEST)]
    for length in range(2, LONGEST + 1):
        loops = sorted(turned(cycle) for component in found for cycle in component.cycles(length))
        assert loops == sorted(turned(cycle) for cycle in plain if len(cycle) == length)


def test_the_order_does_not_depend_on_who_was_added_first() -> None:
    edges = [(f"{part}{source}", f"{part}{target}") for part in "ba" for source, target in permutations(range(4, 0, -1), 2)]
    listed = []
    for given_edges in (edges, edges[::-1]):
        found = strong_components_of(nx.DiGraph(given_edges), LONGEST)
        assert [each.names for each in found] == [["a1", "a2", "a3", "a4"], ["b1", "b2", "b3", "b4"]]
        listed.append([list(each.cycles(length)) for each in found for length in (2, 3, 4)])
    assert listed[0] == listed[1]
