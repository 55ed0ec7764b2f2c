"""How often suggestions are right, measured leaving one work out at a time; ``make bench`` prints the figures.

A contributor has a title and an abstract.  The knowledge base holds no abstracts, so two texts are measured that bracket them:
the title alone, which says less, and the title with the work's own statements, which say more, since whoever wrote them knew
the node.  Nothing of the held-out work is learned from: neither its statements nor its words' frequencies.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from codev import Atlas
from codev.contribute.suggest import Suggester
from codev.model import Work

PLACES = (1, 3, 5)

Nodes = frozenset[str]


@dataclass
class Scores:
    """Figures over works, each work counting once.

    Attributes:
        recall: Share of a work's right nodes among the first 1, 3, 5, summed.
        hit: Whether any right node is among the first 1, 3, 5, summed.
        reciprocal: One over the place of the first right node, summed.
        count: Works.
    """

    recall: dict[int, float] = field(default_factory=lambda: dict.fromkeys(PLACES, 0.0))
    hit: dict[int, int] = field(default_factory=lambda: dict.fromkeys(PLACES, 0))
    reciprocal: float = 0.0
    count: int = 0

    def add(self, ranked: tuple[str, ...], right: Nodes) -> None:
        """Count one work."""
        for place in PLACES:
            found = len(right & set(ranked[:place]))
            self.recall[place] += found / len(right)
            self.hit[place] += bool(found)
        self.reciprocal += 1 / (1 + min(ranked.index(node) for node in right))
        self.count += 1

    def line(self, name: str) -> str:
        """Return the figures in a line."""
        recall = "  ".join(f"{self.recall[place] / self.count:9.3f}" for place in PLACES)
        hit = "  ".join(f"{self.hit[place] / self.count:6.3f}" for place in PLACES)
        return f"{name:28}{recall}   {hit}   {self.reciprocal / self.count:6.3f}"


def nodes_of(atlas: Atlas, work: Work) -> Nodes:
    """Return the subsections of a work's claims."""
    found = (atlas.tree.subsection_of(claim.node) for claim in work.claims)
    return frozenset(node for node in found if node is not None)


def by_frequency(atlas: Atlas, without: str) -> tuple[str, ...]:
    """Return the subsections by how many other works have them: the baseline."""
    counts = Counter(node for work in atlas.works.values() if work.key != without for node in nodes_of(atlas, work))
    return tuple(sorted(atlas.tree.subsections, key=lambda node: -counts[node]))


TEXTS: dict[str, Callable[[Work], str]] = {
    "title": lambda work: work.title,
    "title and own statements": lambda work: f"{work.title}. {' '.join(claim.statement for claim in work.claims)}",
}


@pytest.mark.bench
def test_suggestions_beside_the_most_frequent_nodes(atlas: Atlas) -> None:
    scores = {name: Scores() for name in ["most frequent nodes", *TEXTS]}
    misses: dict[str, Counter[str]] = {name: Counter() for name in TEXTS}
    totals: Counter[str] = Counter()
    for work in atlas.works.values():
        right = nodes_of(atlas, work)
        if not right:
            continue
        totals.update(right)
        scores["most frequent nodes"].add(by_frequency(atlas, work.key), right)
        suggester = Suggester(atlas, without=[work.key])
        for name, text in TEXTS.items():
            ranked = suggester.rank_nodes(text(work))
            scores[name].add(ranked, right)
            misses[name].update(right - set(ranked[:5]))
    count = scores["title"].count
    lines = [
        f"{count} works left out one at a time, {sum(totals.values()) / count:.2f} right nodes of 26 each on average",
        f"{'text':28} recall@1   recall@3   recall@5    hit@1   hit@3   hit@5      MRR",
        *(figures.line(name) for name, figures in scores.items()),
    ]
    for name, missed in misses.items():
        worst = sorted(missed, key=lambda node: -missed[node] / totals[node])[:6]
        told = ", ".join(f"{node} ({missed[node]} of {totals[node]})" for node in worst)
        lines.append(f"most often missed at 5 by {name}: {told}")
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    for place in PLACES:
        assert scores["title"].recall[place] > 1.6 * scores["most frequent nodes"].recall[place]
    # CONTRIBUTING says: the first is right for more than half of all papers, one of the first five for seven in eight.
    assert scores["title"].hit[1] > 0.5 * count
    assert scores["title"].hit[5] > 0.85 * count
    assert scores["title and own statements"].reciprocal > scores["title"].reciprocal
