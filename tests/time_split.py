"""The works of a knowledge base, split by time: what was known, and what came later.

Learning from what came later would flatter: a work's successors cite it and speak its words.
"""

from __future__ import annotations

from codev import Atlas
from codev.model import Work

KNOWN_UNTIL = "2506"
"""The last month, as arXiv ids begin (year and month), whose works are learned from."""


def month_of(work: Work) -> str:
    """Return the month in which a work appeared, by its arXiv id; the first of its year where it has none of today's form."""
    return work.arxiv[:4] if work.arxiv and "." in work.arxiv else f"{work.year % 100:02d}01"


def nodes_of(atlas: Atlas, work: Work) -> frozenset[str]:
    """Return the subsections of a work's claims."""
    found = (atlas.tree.subsection_of(claim.node) for claim in work.claims)
    return frozenset(node for node in found if node is not None)


def later_works(atlas: Atlas) -> list[Work]:
    """Return the classified works that appeared after `KNOWN_UNTIL`."""
    return [work for work in atlas.works.values() if month_of(work) > KNOWN_UNTIL and nodes_of(atlas, work)]


def later_keys(atlas: Atlas) -> frozenset[str]:
    """Return the keys of all works that appeared after `KNOWN_UNTIL`."""
    return frozenset(work.key for work in atlas.works.values() if month_of(work) > KNOWN_UNTIL)
