"""Works like another one, by what they are classified as and which artifacts they share (DESIGN §3), each with its reasons.

A work is a set of features: nodes, subsections, capabilities, modalities, stages, models, datasets.  A feature weighs by its
kind and by its rarity (inverse document frequency, Spärck Jones 1972, https://doi.org/10.1108/eb026526); likeness is the cosine
of two works' weights, from 0 to 1.  What all works share weighs next to nothing.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.limits.questions import SIMILAR_WORKS_MAX
from codev.memory import made_once
from codev.model import Work
from codev.query.questions import Parameter, Question, numbered
from codev.query.rows import AnswerRow, columns
from codev.query.terms import find_work

WEIGHTS = {"node": 3.0, "subsection": 2.0, "model": 2.0, "dataset": 2.0, "capability": 1.0, "modality": 0.5, "stage": 0.5}
"""How much a shared feature counts by its kind: what a work does before what it does it with; chosen by this project."""


_CHUNK_WORKS = 256
"""Works compared with all others at a time: at 30,000 works a block takes 60 MB."""

_ROUNDING = 1e-4
"""Likeness is rounded to so much."""


@dataclass(frozen=True, slots=True)
class SimilarRow(AnswerRow):
    """A work that is like the one asked for."""

    columns = columns("key", "title", "year", "score", "because")

    key: str
    title: str
    year: int
    score: float
    """From 0 to 1."""
    because: tuple[str, ...]
    """The features that both have, as ``kind:id``, the one that weighs most first."""


class _Features:
    """The features of all works, and the works of every feature."""

    def __init__(self, atlas: Atlas) -> None:
        """Index the works."""
        self.of: dict[str, tuple[str, ...]] = {}
        self.having: dict[str, list[str]] = {}
        for work in atlas.works.values():
            features = tuple(dict.fromkeys(map(sys.intern, _features(atlas, work))))  # many works share each of them
            if features:
                self.of[work.key] = features
                for feature in features:
                    self.having.setdefault(feature, []).append(work.key)
        count = len(self.of)
        self.weight = {
            feature: WEIGHTS[feature.partition(":")[0]] * math.log((1 + count) / len(keys))
            for feature, keys in self.having.items()
        }
        self.norm = {key: math.sqrt(sum(self.weight[each] ** 2 for each in features)) for key, features in self.of.items()}


@Question(
    name="similar",
    label="Similar works",
    sentence="Which works are like this one?",
    row=SimilarRow,
    parameters=(
        Parameter(
            "of",
            "Work",
            "The work that is asked about.",
            subject="work",
            required=True,
            placeholder="A title, key or arXiv id",
            metavar="WORK",
        ),
        Parameter(
            "limit",
            "How many",
            "The most works.",
            choices=numbered((25, 50, 100), "{} works"),
            bounds=(1, SIMILAR_WORKS_MAX),
            placeholder="10 works",
        ),
    ),
    examples={
        "Visual Instruction Tuning": {"of": "liu2023visual"},
        "DataComp": {"of": "gadre2023datacomp", "limit": 5},
        "Segment Anything": {"of": "kirillov2023segment"},
    },
    start="Choose a work to see similar works, and why they are similar.",
    empty="The work has no claims and introduces nothing, so it cannot be compared.",
)
def similar(atlas: Atlas, of: str, *, limit: int = 10) -> list[SimilarRow]:
    """Return the works most like a given one, the most like first.

    Args:
        atlas: The knowledge base.
        of: The key, title or arXiv id of the work.
        limit: How many at the most, from 1 to 100.

    Returns:
        Works that share at least one feature; none for a work without claims and artifacts.

    Raises:
        WrongUseError: There is no such work, or the limit is out of range.
    """
    if not 1 <= limit <= SIMILAR_WORKS_MAX:
        raise WrongUseError(f"{limit} works are not possible", f"give a number from 1 to {SIMILAR_WORKS_MAX}")
    key = find_work(atlas, of)
    index = _index(atlas)
    scores: dict[str, float] = {}
    for feature in index.of.get(key, ()):
        square = index.weight[feature] ** 2
        for other in index.having[feature]:
            scores[other] = scores.get(other, 0.0) + square
    scores.pop(key, None)
    norm = index.norm.get(key, 0.0)
    rated = {other: score / (norm * index.norm[other]) for other, score in scores.items() if norm and index.norm[other]}
    best = sorted(rated, key=lambda other: (-round(rated[other], 4), other))[:limit]
    return [_row(atlas, index, key, other, round(rated[other], 4)) for other in best]


def similar_to_each(atlas: Atlas, *, limit: int = 10) -> Iterator[tuple[str, list[SimilarRow]]]:
    """Yield for every work with claims or artifacts what `similar` gives, in a small part of the time that each would take.

    A sparse matrix of the works' weights times its transpose finds who can be among the best; those few are rated as `similar`
    rates them, so that the numbers and their order are the same.

    Args:
        atlas: The knowledge base.
        limit: How many works at the most.
    """
    # Slow to import, and nobody who asks for one work needs them.
    import numpy as np
    from scipy.sparse import csr_matrix

    index = _index(atlas)
    keys, numbers = list(index.of), {feature: number for number, feature in enumerate(index.having)}
    # Works of features that all have weigh nothing: they have no direction and are like no other.
    weights = [[index.weight[each] / (index.norm[key] or math.inf) for each in index.of[key]] for key in keys]
    ends = list(accumulate((len(row) for row in weights), initial=0))
    columns_of = [numbers[each] for key in keys for each in index.of[key]]
    matrix = csr_matrix(([each for row in weights for each in row], columns_of, ends), shape=(len(keys), len(numbers)))
    transposed = matrix.T.tocsc()
    places = {key: place for place, key in enumerate(keys)}
    for start in range(0, len(keys), _CHUNK_WORKS):
        block = (matrix[start : start + _CHUNK_WORKS] @ transposed).toarray()
        for row, key in zip(block, keys[start : start + _CHUNK_WORKS], strict=True):
            row[places[key]] = 0.0
            least = np.partition(row, -limit)[-limit] if limit < len(row) else 0.0
            # What is rounded below may pass by what was a little better: those near the edge are rated too.
            near = [keys[place] for place in np.flatnonzero((row > 0.0) & (row >= least - 2 * _ROUNDING))]
            rated = {other: _rate(index, key, other) for other in near}
            best = sorted(rated, key=lambda other: (-rated[other], other))[:limit]
            yield key, [_row(atlas, index, key, other, rated[other]) for other in best]


def _rate(index: _Features, key: str, other: str) -> float:
    """Return how like two works are: the cosine of their weights, rounded."""
    shared = set(index.of[other])
    norm = index.norm[key] * index.norm[other]
    # Added up in the order of the first work's features, as `similar` does.
    return round(sum(index.weight[each] ** 2 for each in index.of[key] if each in shared) / norm, 4) if norm else 0.0


@made_once
def _index(atlas: Atlas) -> _Features:
    """Return the features of a knowledge base, indexed once."""
    return _Features(atlas)


def _row(atlas: Atlas, index: _Features, key: str, other: str, score: float) -> SimilarRow:
    """Return a work with the reasons why it is like another."""
    shared = set(index.of[key]).intersection(index.of[other])
    because = sorted(shared, key=lambda feature: (-index.weight[feature], feature))
    work = atlas.works[other]
    return SimilarRow(other, work.title, work.year, score, tuple(because))


def _features(atlas: Atlas, work: Work) -> Iterator[str]:
    """Yield the features of a work."""
    for claim in work.claims:
        yield f"node:{claim.node}"
        subsection = atlas.tree.subsection_of(claim.node) if claim.node in atlas.tree else None
        if subsection is not None and subsection != claim.node:
            yield f"subsection:{subsection}"
        yield from (f"capability:{each}" for each in claim.capabilities)
        yield from (f"modality:{each}" for each in claim.modalities)
        yield from (f"stage:{each}" for each in claim.stages)
        yield from (f"model:{each}" for each in claim.models)
        yield from (f"dataset:{each}" for each in (*claim.datasets, *claim.input_datasets))
    if work.introduces is not None:
        yield from (f"model:{each.id}" for each in work.introduces.models)
        yield from (f"dataset:{each.id}" for each in work.introduces.datasets)
