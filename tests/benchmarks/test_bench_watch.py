"""How much screening the watch saves, on works that appeared later among other papers; ``make bench`` prints the figures.

Works to June 2025 are learned from.  Those after are mixed with papers that are no works of the knowledge base
(tests/fixtures/watch), and the titles are ranked: how many need not be read until 95 of a hundred works are found (work saved
over sampling: Cohen et al., "Reducing Workload in Systematic Review Preparation", 2006), and how many works are among the first
hundred.  In a week's papers few belong, so draws of `FEW` works are measured too.  Beside it stands a keyword query, as people
write for a search engine.  Ties count as chance would have them: the papers are shuffled.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from codev import Atlas
from codev.contribute.watch.screen import screen
from codev.model.same_work import Identity, KnownWorks, title_words
from time_split import KNOWN_UNTIL, later_keys, later_works

RECALL = 0.95
FIRST = 100

FEW = 40
"""Works in a draw."""

DRAWS = 8

KEYWORDS = re.compile(
    r"multi-?modal|vision-language|visual language|mllm|lvlm|vlm|audio language|video language|image-text|vision and language",
    re.IGNORECASE,
)
"""The baseline: how often such words stand in a title."""

Papers = list[tuple[str, bool]]
"""Titles, and whether each is a work of the knowledge base."""


def other_papers(atlas: Atlas, repository: Path) -> list[str]:
    """Return the titles of the papers in the fixture that are no works of today's knowledge base."""
    known = KnownWorks(atlas.works.values())
    lines = (repository / "tests/fixtures/watch/other_papers.tsv").read_text("utf-8").splitlines()
    pairs = [(arxiv, title) for arxiv, _, title in (line.partition("\t") for line in lines)]
    return [title for arxiv, title in pairs if known.find(Identity(title_words(title), (), title=title, arxiv=arxiv)) is None]


def by_screen(atlas: Atlas, papers: Papers) -> list[bool]:
    """Return whether each paper is a work, in the watch's order."""
    return [papers[each.index][1] for each in screen(atlas, [title for title, _ in papers], later_keys(atlas))]


def by_keywords(_: Atlas, papers: Papers) -> list[bool]:
    """Return whether each paper is a work, those with most keywords first."""
    return [is_work for _, is_work in sorted(papers, key=lambda paper: -len(KEYWORDS.findall(paper[0])))]


def work_saved(ranked: list[bool]) -> float:
    """Return the work saved over sampling at `RECALL`."""
    needed = -(-sum(ranked) * RECALL // 1)
    read = next(place for place in range(1, len(ranked) + 1) if sum(ranked[:place]) >= needed)
    return (len(ranked) - read) / len(ranked) - (1 - RECALL)


def recall_in_first(ranked: list[bool]) -> float:
    """Return the share of the works that are among the first hundred."""
    return sum(ranked[:FIRST]) / sum(ranked)


@pytest.mark.bench
def test_screening_beside_a_keyword_query(atlas: Atlas, repository: Path) -> None:
    random = Random(7)  # noqa: S311 - draws that are the same in every run
    works = [(work.title, True) for work in later_works(atlas)]
    others = [(title, False) for title in other_papers(atlas, repository)]
    draws = [random.sample(works, min(FEW, len(works))) for _ in range(DRAWS)]
    lists = [random.sample([*some, *others], len(some) + len(others)) for some in (works, *draws)]
    best = sorted(lists[0], key=lambda paper: not paper[1])
    lines = [
        f"{len(works)} works after {KNOWN_UNTIL} among {len(others)} other papers, all and {DRAWS} draws of {FEW}",
        f"{'ranked by':16} WSS@95  recall@100    draws: WSS@95  recall@100",
        f"{'best possible':16} {work_saved([each for _, each in best]):6.3f}  {min(1, FIRST / len(works)):10.3f}",
    ]
    figures: dict[str, tuple[float, float, float, float]] = {}
    for name, rank in (("keyword query", by_keywords), ("codev watch", by_screen)):
        whole, *few = [rank(atlas, papers) for papers in lists]
        figures[name] = (work_saved(whole), recall_in_first(whole), mean(map(work_saved, few)), mean(map(recall_in_first, few)))
        lines.append(
            f"{name:16} {figures[name][0]:6.3f}  {figures[name][1]:10.3f}  {figures[name][2]:13.3f}  {figures[name][3]:10.3f}"
        )
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert len(others) >= 600
    assert figures["codev watch"][0] > figures["keyword query"][0] + 0.1
    assert figures["codev watch"][1] > figures["keyword query"][1]
    assert figures["codev watch"][2] > 0.5
    assert figures["codev watch"][3] > figures["keyword query"][3]
