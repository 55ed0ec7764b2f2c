"""Where the work of an entry that is pasted or uploaded would sit: pure functions; `codev.contribute.entry_check` checks it.

Nothing is written, and the knowledge base stays as it is: an entry with a known key is looked at in place of the present one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev.atlas import Atlas
from codev.contribute.entry_check import duplicate_of
from codev.explorer.results.downloads import selection_of
from codev.graph import graph_of, work_node
from codev.ids import work_of_claim
from codev.model import Work
from codev.model.same_work import Match
from codev.query import SimilarRow, similar

if TYPE_CHECKING:
    # It brings scikit-learn along, which takes half a second to import.
    from codev.contribute.suggest import Suggester, Suggestion

SUGGESTIONS_MAX = 5
"""So many nodes are suggested for a work without claims."""


@dataclass(frozen=True)
class Arrow:
    """An edge that the entry would bring into the graph.

    Attributes:
        source: Where it begins.
        relation: What it says.
        target: Where it leads.
        claim: The claim behind it; None for what the entry declares.
        unverified: Whether it leans on inferred fields or weak evidence.
    """

    source: str
    relation: str
    target: str
    claim: str | None
    unverified: bool


@dataclass(frozen=True)
class Place:
    """Where a work would sit.

    Attributes:
        atlas: The part of the knowledge base that the work makes up: it, and whatever it names.
        nodes: The taxonomy nodes of its claims.
        arrows: The edges that it would bring.
        duplicate: A work that it may be already.
        alike: Similar works.
    """

    atlas: Atlas
    nodes: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    duplicate: Match | None
    alike: tuple[SimilarRow, ...]


def place_of(atlas: Atlas, work: Work) -> Place:
    """Return where a work would sit in the knowledge base.

    Args:
        atlas: The knowledge base.
        work: The work.

    Raises:
        CodevError: The work cannot join, such as by a claim under a node that there is not.
    """
    others = [each for each in atlas.works.values() if each.key != work.key]
    # Claims under unknown nodes, which the check has found, have no place; those that bear the id of another work's claim, or
    # one twice, are looked at as if they were its own.
    claims = [claim for claim in work.claims if claim.node in atlas.tree]
    if {work_of_claim(claim.id) for claim in claims} - {work.key} or len({claim.id for claim in claims}) < len(claims):
        claims = [claim.model_copy(update={"id": f"{work.key}.{number}"}) for number, claim in enumerate(claims, 1)]
    known = work.model_copy(update={"claims": tuple(claims)})
    joined = Atlas(atlas.root, atlas.taxonomy, [*others, known], atlas.paths)
    # Its edges are among what it names: the graph of everything would be the same there, and long to build.
    part = selection_of(joined, [known.key])
    return Place(
        atlas=part,
        nodes=tuple(dict.fromkeys(claim.node for claim in known.claims)),
        arrows=tuple(_arrows(part, known)),
        duplicate=duplicate_of(atlas, work),
        alike=tuple(similar(joined, known.key, limit=10)),
    )


def suggest_nodes(suggester: Suggester, work: Work) -> tuple[Suggestion, ...]:
    """Return the nodes that a work may belong to, best first.

    Args:
        suggester: Trained on the knowledge base.
        work: The work.
    """
    text = f"{work.title}. {' '.join(claim.statement for claim in work.claims)}"
    return suggester.rank(text, SUGGESTIONS_MAX)


def _arrows(atlas: Atlas, work: Work) -> Iterator[Arrow]:
    """Yield the edges between artifacts that rest on the work's claims, and what it introduces and builds on."""
    graph = graph_of(atlas)
    own = {claim.id for claim in work.claims}
    introduced = set(graph.successors(work_node(work.key))) if work_node(work.key) in graph else set()
    for source, target, data in graph.edges(data=True):
        if data["relation"] == "classified_as":
            continue
        declared = data["claim"] is None and (source == work_node(work.key) or target in introduced)
        if data["claim"] in own or (declared and data["relation"] != "part_of" and not target.startswith("node:")):
            yield Arrow(source, data["relation"], target, data["claim"], bool(data["unverified"]))
