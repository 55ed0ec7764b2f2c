"""Works like another one, by what they are classified as and which artifacts they share (DESIGN §3), each with its reasons.

A work is a set of features: nodes, subsections, capabilities, modalities, stages, models, datasets.  A feature weighs by its
kind and by its rarity (inverse document frequency, Spärck Jones 1972, https://doi.org/10.1108/eb026526); likeness is the cosine
of two works' weights, from 0 to 1.  What all works share weighs next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.model import Work
from codev.query.rows import Row, columns
from codev.query.terms import find_work

SIMILAR_MAX = 100
"""The most works that can be asked for."""

WEIGHTS = {
    "node": 3.0,
    "subsection": 2.0,
    "model": 2.0,
    "dataset": 2.0,
    "capability": 1.0,
    "modality": 0.5,
    "stage": 0.5,
}
"""How much a shared feature counts by its kind: what a work does before what it does it with; chosen by this project."""


@dataclass(frozen=True, slots=True)
class SimilarRow(Row):
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
            features = tuple(dict.fromkeys(_features(atlas, work)))
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


_indices: WeakKeyDictionary[Atlas, _Features] = WeakKeyDictionary()


def similar(atlas: Atlas, work: str, *, limit: int = 10) -> list[SimilarRow]:
    """Return the works most like a given one, the most like first.

    Args:
        atlas: The knowledge base.
        work: Its key, title or arXiv id.
        limit: How many at the most, from 1 to 100.

    Returns:
        Works that share at least one feature; none for a work without claims and artifacts.

    Raises:
        WrongUseError: There is no such work, or the limit is out of range.
    """
    if not 1 <= limit <= SIMILAR_MAX:
        raise WrongUseError(f"{limit} works cannot be asked for", f"give a number from 1 to {SIMILAR_MAX}")
    key = find_work(atlas, work)
    index = _indices.get(atlas)
    if index is None:
        index = _indices.setdefault(atlas, _Features(atlas))
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
