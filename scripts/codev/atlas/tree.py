"""The tree of taxonomy nodes: who is above and below whom, and which direction a node belongs to.

A node whose parents run in a circle or lead nowhere is treated as a top node, and nobody looks further up than
`codev.limits.records.NODE_DEPTH_MAX` levels; the check reports each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from codev.did_you_mean import nearest
from codev.errors import UnknownNameError
from codev.limits.records import NODE_DEPTH_MAX
from codev.model import DirectionId, Node


class NodeTree(Mapping[str, Node]):
    """The taxonomy's nodes by id, in the order of the file."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Index the nodes.

        Args:
            nodes: A parent before its children.
        """
        self._nodes = {node.id: node for node in nodes}
        self._children: dict[str, list[str]] = {node.id: [] for node in nodes}
        for node in nodes:
            if node.parent in self._children:
                self._children[node.parent].append(node.id)

    def __getitem__(self, node_id: str) -> Node:
        """Return a node.

        Raises:
            UnknownNameError: There is none of this id.
        """
        try:
            return self._nodes[node_id]
        except KeyError:
            raise UnknownNameError("node", node_id, nearest(node_id, self._nodes)) from None

    def __contains__(self, node_id: object) -> bool:
        """Return whether there is a node of this id."""
        return node_id in self._nodes

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the order of the file."""
        return iter(self._nodes)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self._nodes)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The ids of the top nodes: the objectives."""
        return tuple(node_id for node_id, node in self._nodes.items() if node.parent not in self._nodes)

    def children(self, node_id: str) -> tuple[str, ...]:
        """Return the ids of the nodes right below one.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return tuple(self._children[self[node_id].id])

    def ancestors(self, node_id: str) -> tuple[str, ...]:
        """Return the ids of the nodes above one, the nearest first.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return self._above[self[node_id].id]

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """The nodes above each node."""
        above: dict[str, tuple[str, ...]] = {}
        for node_id, node in self._nodes.items():
            found: list[str] = []
            parent = node.parent
            while parent is not None and parent in self._nodes and parent not in found and len(found) < NODE_DEPTH_MAX:
                found.append(parent)
                parent = self._nodes[parent].parent
            above[node_id] = tuple(found)
        return above

    def descendants(self, node_id: str) -> tuple[str, ...]:
        """Return a node's id and those of the nodes below it, in the order of the tree.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        found = [self[node_id].id]
        seen, level = set(found), found
        for _ in range(NODE_DEPTH_MAX):
            level = [child for node in level for child in self._children[node] if child not in seen]
            seen.update(level)
            found = found + level
        return tuple(sorted(found, key=self._order.__getitem__))

    @cached_property
    def _order(self) -> dict[str, int]:
        """The place of each node in the file."""
        return {each: number for number, each in enumerate(self._nodes)}

    def depth(self, node_id: str) -> int:
        """Return how many nodes are above one.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return len(self.ancestors(node_id))

    def direction(self, node_id: str) -> DirectionId:
        """Return the direction of a node: that of its top node.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return self._directions[self[node_id].id]

    @cached_property
    def _directions(self) -> dict[str, DirectionId]:
        found: dict[str, DirectionId] = {}
        for node_id in self._nodes:
            top = (node_id, *self.ancestors(node_id))[-1]
            found[node_id] = self._nodes[top].direction or "data4model"
        return found

    @cached_property
    def subsections(self) -> tuple[str, ...]:
        """The ids of the nodes at subsection level: 18 approaches (survey §3.1.1-§4.4.4), 8 roles (§5.1-§6.4), and added ones.

        The survey's maintained list tags works at this level.  An approach stands two levels below its objective, a role one.
        """
        level = {"data4model": 2, "model4data": 1}
        return tuple(node_id for node_id in self._nodes if self.depth(node_id) == level[self.direction(node_id)])

    def subsection_of(self, node_id: str) -> str | None:
        """Return the subsection that a node lies in, itself included; None for a node above that level.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return self._subsection_of[self[node_id].id]

    @cached_property
    def _subsection_of(self) -> dict[str, str | None]:
        wanted = set(self.subsections)
        return {
            node_id: next((each for each in (node_id, *self.ancestors(node_id)) if each in wanted), None)
            for node_id in self._nodes
        }

    def survey_subsection_of(self, node_id: str) -> str | None:
        """Return the survey's subsection that a node lies in: what the survey and its list can have said of it.

        A node that the atlas added counts as the survey's node above it.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return self._survey_subsection_of[self[node_id].id]

    @cached_property
    def _survey_subsection_of(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for node_id in self._nodes:
            own = next((each for each in (node_id, *self.ancestors(node_id)) if not self[each].is_added), None)
            found[node_id] = None if own is None else self.subsection_of(own)
        return found

    def degrades(self, node_id: str) -> bool:
        """Return whether a node, or one above it, is about what data can break.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return self[node_id].id in self._degrading

    @cached_property
    def _degrading(self) -> frozenset[str]:
        """The nodes that are about what data can break."""
        marked = {node_id for node_id, node in self._nodes.items() if node.effect == "degrades"}
        return frozenset(node_id for node_id, above in self._above.items() if not marked.isdisjoint((node_id, *above)))

    def measures(self, node_id: str) -> bool:
        """Return whether a node lies under evaluation: its data measure and do not improve.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return "evaluation" in (self[node_id].id, *self.ancestors(node_id))

    def path(self, node_id: str) -> tuple[str, ...]:
        """Return the ids from the top node down to a node.

        Raises:
            UnknownNameError: There is no node of this id.
        """
        return (*reversed(self.ancestors(node_id)), node_id)
