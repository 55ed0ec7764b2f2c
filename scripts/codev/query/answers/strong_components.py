"""The parts of a graph in which loops lie, and the loops of a given length in each.

The time grows with the edges of the graph and the loops that are taken, not with the paths that lead to no loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

_BLOCK = 1024
"""Nodes whose reach is followed at once, one bit each: more would take more memory and no less time."""


@dataclass(frozen=True, slots=True)
class StrongComponent:
    """A strongly connected part of the graph, its nodes numbered.

    networkx begins each search for cycles at whatever a set yields first: of numbers that is the same in every process, of
    names it is not, and a list that is cut would hold other loops every time.

    Attributes:
        names: The nodes by number, in alphabetical order.
        shortest: Each edge with the length of the shortest loop that it lies on, where that is not beyond the bound.
    """

    names: list[str]
    shortest: dict[tuple[int, int], int]

    def cycles(self, length: int) -> Iterator[tuple[str, ...]]:
        """Yield the cycles of exactly a given length.

        Args:
            length: The number of nodes, at most the bound that the component was made with.
        """
        # Without the edges that lie on longer loops only, no search wanders through a dense part and comes back with nothing.
        edges = [edge for edge, shortest in self.shortest.items() if shortest <= length]
        if not edges:
            return
        kept: nx.DiGraph[int] = nx.DiGraph()
        kept.add_nodes_from(range(len(self.names)))
        kept.add_edges_from(edges)
        for cycle in nx.simple_cycles(kept, length_bound=length):
            if len(cycle) == length:
                yield tuple(self.names[number] for number in cycle)


def strong_components_of(paths: nx.DiGraph[str], longest: int) -> list[StrongComponent]:
    """Return the strongly connected parts that can hold a loop, in alphabetical order: most nodes lie in none.

    Args:
        paths: A graph.
        longest: The most nodes of a loop.
    """
    found = []
    for names in sorted(sorted(part) for part in nx.strongly_connected_components(paths) if len(part) > 1):
        number = {name: each for each, name in enumerate(names)}
        targets = [[number[target] for target in sorted(paths[source]) if target in number] for source in names]
        found.append(StrongComponent(names, _shortest(targets, longest)))
    return found


def _shortest(targets: list[list[int]], longest: int) -> dict[tuple[int, int], int]:
    """Return each edge with the length of the shortest loop through it; edges that lie on longer loops only are left out.

    Args:
        targets: By node, where its edges lead.
        longest: The most edges of a loop.
    """
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(targets), _BLOCK):
        block = range(start, min(start + _BLOCK, len(targets)))
        # The nodes of the block to which a walk of so many steps leads from each node, as bits: first those without a step.
        reached = [1 << node - start if node in block else 0 for node in range(len(targets))]
        for length in range(1, longest + 1):
            for source in block:
                for target in targets[source]:
                    if reached[target] >> source - start & 1:
                        found.setdefault((source, target), length)
            if length < longest:
                reached = [_union(reached, each) for each in targets]
    return {edge: found[edge] for source, each in enumerate(targets) for target in each if (edge := (source, target)) in found}


def _union(reached: list[int], nodes: list[int]) -> int:
    """Return all bits that any of the nodes has."""
    bits = 0
    for node in nodes:
        bits |= reached[node]
    return bits
