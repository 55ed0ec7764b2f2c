"""Which of many new papers belong here: ranked by their titles, each with the words and the works that speak for it.

A naive Bayes classifier on runs of letters weighted by TF-IDF tells the titles of the classified works from the titles that are
asked about; those that were rejected stand on the other side too.  What is asked about holds papers that belong, which costs
little where they are few.  So the whole list is ranked together: the same title can rank otherwise among others.  Titles alone
are compared, since the knowledge base keeps no abstracts.  tests/benchmarks/test_bench_watch.py measures it.
Elkan and Noto, "Learning Classifiers from Only Positive and Unlabeled Data", 2008.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer

from codev.atlas import Atlas
from codev.contribute.letters import Letters, dense
from codev.errors import WrongUseError

SMOOTHING = 0.3
"""What is added to the weight of every run of letters: between 0.03 and 0.3 the ranking is much the same."""

LIKE_MAX = 3
"""Works that are shown as like a paper at the most."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A title's place in the ranking.

    Attributes:
        index: Its place in what was asked about.
        score: The logarithm of how much likelier its letters are among classified works; 0 is even.
        terms: Its words that speak for it, the weightiest first.
        like: Keys of the classified works whose titles are most like it.
    """

    index: int
    score: float
    terms: tuple[str, ...]
    like: tuple[str, ...]


def screen(atlas: Atlas, titles: Sequence[str], without: Collection[str] = ()) -> list[Screened]:
    """Return titles ranked by how likely they are to belong here, the likeliest first.

    Args:
        atlas: The knowledge base.
        titles: What is asked about.
        without: Keys of works that must not be learned from.

    Raises:
        WrongUseError: No work is classified.
    """
    works = [work for work in atlas.works.values() if work.claims and work.key not in without]
    if not works:
        raise WrongUseError("no work is classified yet, so nothing can be learned from", "add claims to some entries")
    if not titles:
        return []
    letters = Letters()
    rejected = [paper.title for paper in atlas.taxonomy.rejected]
    counts = letters.learn([*(work.title for work in works), *rejected, *titles])
    documents: Any = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    odds = _log_likelihood(documents[: len(works)]) - _log_likelihood(documents[len(works) :])
    asked = documents[len(works) + len(rejected) :]
    scores = asked @ odds
    alike = (asked @ documents[: len(works)].T).toarray()
    return [
        Screened(
            index=index,
            score=float(scores[index]),
            terms=letters.speaking(titles[index], dense(asked[index]) * odds),
            like=tuple(
                works[each].key for each in np.argsort(-alike[index], kind="stable")[:LIKE_MAX] if alike[index][each] > 0
            ),
        )
        for index in np.argsort(-scores, kind="stable").tolist()
    ]


def _log_likelihood(documents: Any) -> Any:
    """Return the logarithm of each run's smoothed share of the weight of some documents."""
    weights = np.asarray(documents.sum(axis=0)).ravel() + SMOOTHING
    return np.log(weights / weights.sum())
