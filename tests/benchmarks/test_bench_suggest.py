"""How often suggestions are right, and how fast, measured on works that appeared later; ``make bench`` prints the figures.

Works to June 2025 are learned from, those after are asked about, so that nothing is known of what a work led to.  A contributor
has a title and an abstract.  The knowledge base holds no abstracts, so two texts are measured that bracket them: the title
alone, which says less, and the title with the work's own statements, which say more, since whoever wrote them knew the node.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from codev import Atlas
from codev.contribute.suggest import Suggester
from codev.model import Work
from time_split import KNOWN_UNTIL, later_keys, later_works, nodes_of

PLACES = (1, 3, 5)

ANSWER_SECONDS_MAX = 0.5
"""Processor time of one answer."""

RARE_MAX = 4
"""Nodes with fewer later works than this are not told apart: the share would say nothing."""

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


def by_frequency(atlas: Atlas) -> tuple[str, ...]:
    """Return the subsections by how many known works have them: the baseline."""
    later = later_keys(atlas)
    counts = Counter(node for work in atlas.works.values() if work.key not in later for node in nodes_of(atlas, work))
    return tuple(sorted(atlas.tree.subsections, key=lambda node: -counts[node]))


TEXTS: dict[str, Callable[[Work], str]] = {
    "title": lambda work: work.title,
    "title and own statements": lambda work: f"{work.title}. {' '.join(claim.statement for claim in work.claims)}",
}


@pytest.mark.bench
def test_suggestions_for_later_works_beside_the_most_frequent_nodes(atlas: Atlas) -> None:
    begun = time.process_time()
    suggester = Suggester(atlas, without=later_keys(atlas))
    learned = time.process_time() - begun
    frequent = by_frequency(atlas)
    scores = {name: Scores() for name in ["most frequent nodes", *TEXTS]}
    found: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    first_right: dict[bool, list[bool]] = {True: [], False: []}
    seconds = []
    for work in later_works(atlas):
        right = nodes_of(atlas, work)
        totals.update(right)
        scores["most frequent nodes"].add(frequent, right)
        for name, text in TEXTS.items():
            scores[name].add(suggester.rank_nodes(text(work)), right)
        begun = time.process_time()
        ranked = suggester.rank(work.title, 5)
        seconds.append(time.process_time() - begun)
        found.update(right & {each.node for each in ranked})
        if ranked:
            first_right[ranked[0].sure].append(ranked[0].node in right)
    count = scores["title"].count
    sure, unsure = (sum(each) / max(len(each), 1) for each in (first_right[True], first_right[False]))
    lines = [
        f"{count} works after {KNOWN_UNTIL}, {sum(totals.values()) / count:.2f} right nodes of {len(frequent)} each on average",
        f"{'text':28} recall@1   recall@3   recall@5    hit@1   hit@3   hit@5      MRR",
        *(figures.line(name) for name, figures in scores.items()),
        (
            f"by title, sure: {len(first_right[True])} works, first node right for {sure:.3f}; "
            f"unsure: {len(first_right[False])}, {unsure:.3f}"
        ),
        (
            f"processor seconds: learning {learned:.2f}, an answer {sorted(seconds)[len(seconds) // 2]:.3f}, "
            f"the slowest {max(seconds):.3f}"
        ),
        "right nodes found among five by title, the weakest first: "
        + ", ".join(
            f"{node} {found[node]} of {total}"
            for node, total in sorted(totals.items(), key=lambda item: found[item[0]] / item[1])
            if total >= RARE_MAX
        ),
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    for place in PLACES:
        assert scores["title"].recall[place] > 1.6 * scores["most frequent nodes"].recall[place]
    # CONTRIBUTING says: the first is right for more than half of all papers, one of the first five for seven in eight.
    assert scores["title"].hit[1] > 0.5 * count
    assert scores["title"].hit[5] > 0.85 * count
    assert scores["title and own statements"].reciprocal > scores["title"].reciprocal
    assert sure > unsure + 0.1
    assert sorted(seconds)[len(seconds) // 2] < ANSWER_SECONDS_MAX
