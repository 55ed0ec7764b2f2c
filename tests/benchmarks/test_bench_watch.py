"""How much screening the watch saves, on works that appeared later among other papers; ``make bench`` prints the figures.

Works to June 2025 are learned from.  Those after are mixed with papers that are no works of the knowledge base
(tests/fixtures/watch), and the titles are ranked: how many need not be read until 95 of a hundred works are found (work saved
over sampling: Cohen et al., "Reducing Workload in Systematic Review Preparation", 2006), and how many works are among the first
hundred.  In a week's papers few belong, so draws of `FEW` works are measured too.  Beside it stand a keyword query, as people
write for a search engine, and the default model of ASReview, which is told after every few papers what they were; the watch is
told nothing.  Ties count as chance would have them: the papers are shuffled.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random
from statistics import mean

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from codev import Atlas
from codev.contribute.watch.screen import screen
from codev.model.same_work import Identity, KnownWorks, title_words
from time_split import KNOWN_UNTIL, later_keys, later_works

RECALL = 0.95
FIRST = 100

FEW = 40
"""Works in a draw."""

DRAWS = 8

ASREVIEW_RATIO = 9.8
"""The weight of all relevant papers together over that of all others."""

AT_ONCE = 5
"""Papers that are read before ASReview's model learns anew; it does so after each, which takes five times as long."""

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


def by_asreview(atlas: Atlas, papers: Papers) -> list[bool]:
    """Return whether each paper is a work, in the order in which ASReview's default model has them read.

    The model is ELAS u4 of ASReview 3.0 (https://github.com/asreview/asreview, asreview/models/models.py), built from its
    parameters: TF-IDF of words and pairs, a linear support vector machine, and weights that balance the two classes.  As there,
    papers are read from the top until one of each class is known; the works to the split are known as relevant from the start.
    """
    later = later_keys(atlas)
    known = [work.title for key, work in atlas.works.items() if key not in later]
    features = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95).fit_transform(
        [*known, *(title for title, _ in papers)]
    )
    read = list(range(next(place for place, (_, is_work) in enumerate(papers) if not is_work) + 1))
    while len(read) < len(papers):
        rows = [*range(len(known)), *(len(known) + each for each in read)]
        labels = np.array([True] * len(known) + [papers[each][1] for each in read])
        weights = np.where(labels, 1.0, labels.sum() / (ASREVIEW_RATIO * (~labels).sum()))
        weights *= len(labels) / weights.sum()
        model = LinearSVC(C=0.11, random_state=0).fit(features[rows], labels, sample_weight=weights)
        unread = [each for each in range(len(papers)) if each not in set(read)]
        ranks = model.decision_function(features[[len(known) + each for each in unread]])
        read += [unread[each] for each in np.argsort(-ranks, kind="stable")[:AT_ONCE]]
    return [papers[each][1] for each in read]


def work_saved(ranked: list[bool]) -> float:
    """Return the work saved over sampling at `RECALL`."""
    needed = -(-sum(ranked) * RECALL // 1)
    read = next(place for place in range(1, len(ranked) + 1) if sum(ranked[:place]) >= needed)
    return (len(ranked) - read) / len(ranked) - (1 - RECALL)


def recall_in_first(ranked: list[bool]) -> float:
    """Return the share of the works that are among the first hundred."""
    return sum(ranked[:FIRST]) / sum(ranked)


@pytest.mark.bench
def test_screening_beside_a_keyword_query_and_asreview(atlas: Atlas, repository: Path) -> None:
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
    for name, rank in (("keyword query", by_keywords), ("ASReview", by_asreview), ("codev watch", by_screen)):
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
