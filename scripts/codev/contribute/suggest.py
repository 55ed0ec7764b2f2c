"""Ranked taxonomy nodes for a text, from the works that are classified already.

A Rocchio classifier: every claim is a document of its work's title and its statement, every subsection node the mean of its
documents' TF-IDF vectors, and a text is compared with each by cosine.  It was chosen over nearest neighbours, ridge regression
and complement naive Bayes because it ranked as well or better on the real knowledge base, trains in a tenth of a second, and
shows its reasons: the terms that a text shares with a node, and the works nearest to it.  How well it does is measured by
tests/benchmarks/test_bench_suggest.py.
Manning, Raghavan, Schütze, "Introduction to Information Retrieval", §14.2.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import MultiLabelBinarizer, normalize

from codev.atlas import Atlas
from codev.errors import WrongUseError

TEXT_LENGTH_MAX = 20_000
"""Characters of a text that are read."""

REASONS_MAX = 5
"""Terms, and works, that are shown for a node at the most."""


@dataclass(frozen=True, slots=True)
class SimilarWork:
    """A work that speaks for a node.

    Attributes:
        key: Its key.
        similarity: Cosine of its claims under the node with the text, 0 to 1.
    """

    key: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A subsection node that a text may belong to, with what speaks for it.

    Attributes:
        node: The subsection node.
        leaf: The node within it that fits best; the subsection itself where nothing below is used.
        score: Cosine with the node's mean, 0 to 1; comparable within one ranking only.
        terms: Words and pairs of words that text and node share, the weightiest first.
        works: The works under the node that the text is most like.
    """

    node: str
    leaf: str
    score: float
    terms: tuple[str, ...]
    works: tuple[SimilarWork, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the suggestion as plain data."""
        works = [{"key": work.key, "similarity": round(work.similarity, 4)} for work in self.works]
        return {
            "node": self.node,
            "leaf": self.leaf,
            "score": round(self.score, 4),
            "terms": list(self.terms),
            "works": works,
        }


class Suggester:
    """Ranks subsection nodes for texts; trained once on a knowledge base."""

    def __init__(self, atlas: Atlas, without: Collection[str] = ()) -> None:
        """Train on all classified works.

        Args:
            atlas: The knowledge base.
            without: Keys of works that must not be seen, because they are to be classified.

        Raises:
            WrongUseError: No work is classified.
        """
        self._tree = atlas.tree
        texts: list[str] = []
        self._works: list[str] = []
        nodes: list[str] = []
        for work in atlas.works.values():
            if work.key in without:
                continue
            for claim in work.claims:
                if claim.node in atlas.tree and atlas.tree.subsection_of(claim.node) is not None:
                    texts.append(f"{work.title}. {claim.statement}")
                    self._works.append(work.key)
                    nodes.append(claim.node)
        if not texts:
            raise WrongUseError("no work is classified yet, so nothing can be learned from", "add claims to some entries")
        # A node's own name and definition speak for it too: the only voice of a node that has no claims.
        for subsection in atlas.tree.subsections:
            below = (atlas.tree[each] for each in atlas.tree.descendants(subsection))
            texts.append(" ".join(f"{node.name}. {node.definition}" for node in below))
            self._works.append("")
            nodes.append(subsection)
        subsections = [atlas.tree.subsection_of(node) or node for node in nodes]
        self._subsections = np.array(subsections)
        self._vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", strip_accents="unicode", ngram_range=(1, 2))
        # Rows of sparse matrices: a document, a subsection, a node; columns: terms.
        self._documents: Any = self._vectorizer.fit_transform(texts)
        self._terms = self._vectorizer.get_feature_names_out()
        self._labels, self._means = self._means_by(subsections, atlas.tree.subsections)
        self._leaves, self._leaf_means = self._means_by(nodes, tuple(atlas.tree))

    def rank(self, text: str, limit: int | None = None) -> tuple[Suggestion, ...]:
        """Return the subsection nodes that a text may belong to.

        Args:
            text: A title, with abstract or statements where there are any.
            limit: How many to return at the most; all nodes by default.

        Returns:
            The nodes, best first; empty when the text shares no word with any classified work.
        """
        vector, scores, order = self._compare(text)
        leaf_scores = (self._leaf_means @ vector.T).toarray()[:, 0]
        near = (self._documents @ vector.T).toarray()[:, 0]
        chosen = [index for index in order if scores[index] > 0][:limit]
        return tuple(self._explained(index, float(scores[index]), vector, leaf_scores, near) for index in chosen)

    def rank_nodes(self, text: str) -> tuple[str, ...]:
        """Return all subsection nodes, best first, without reasons; those that share no word with the text come last."""
        return tuple(self._labels[index] for index in self._compare(text)[2])

    def _compare(self, text: str) -> tuple[Any, Any, list[int]]:
        """Return a text's vector, its cosine with each subsection, and the subsections' indices, best first."""
        vector = self._vectorizer.transform([text[:TEXT_LENGTH_MAX]])
        scores = (self._means @ vector.T).toarray()[:, 0]
        return vector, scores, sorted(range(len(self._labels)), key=lambda index: (-scores[index], index))

    def _means_by(self, labels: Sequence[str], order: Sequence[str]) -> tuple[list[str], Any]:
        """Return the labels that occur, in a given order, and for each the mean of its documents, scaled to length 1."""
        occurring = set(labels)
        classes = [label for label in order if label in occurring]
        members = MultiLabelBinarizer(classes=classes, sparse_output=True).fit_transform([[label] for label in labels])
        return classes, normalize(members.T @ self._documents)

    def _explained(self, index: int, score: float, vector: Any, leaf_scores: Any, near: Any) -> Suggestion:
        """Return a node with what speaks for it."""
        subsection = self._labels[index]
        shared = vector.multiply(self._means[index]).tocoo()
        weights = sorted(zip(shared.data, shared.col, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return Suggestion(
            node=subsection,
            leaf=self._leaf(subsection, leaf_scores),
            score=score,
            terms=_without_parts([str(self._terms[column]) for _, column in weights]),
            works=self._similar(np.flatnonzero(self._subsections == subsection).tolist(), near),
        )

    def _leaf(self, subsection: str, leaf_scores: Any) -> str:
        """Return the node within a subsection whose documents' mean is nearest to the text."""
        inside = [self._leaves.index(node) for node in self._tree.descendants(subsection) if node in self._leaves]
        best = max(inside, key=lambda index: (leaf_scores[index], -index))
        return self._leaves[best] if leaf_scores[best] > 0 else subsection

    def _similar(self, inside: Sequence[int], near: Any) -> tuple[SimilarWork, ...]:
        """Return the works among some documents that are nearest to the text."""
        found: dict[str, float] = {}
        for index in sorted(inside, key=lambda each: (-near[each], each)):
            key = self._works[index]
            if key and near[index] > 0:
                found.setdefault(key, float(near[index]))
            if len(found) == REASONS_MAX:
                break
        return tuple(SimilarWork(key, similarity) for key, similarity in found.items())


def _without_parts(terms: list[str]) -> tuple[str, ...]:
    """Return the first terms of a list, but for words that stand in a pair of words that is listed too."""
    pairs = [term.split() for term in terms[: 2 * REASONS_MAX] if " " in term]
    return tuple(term for term in terms if not any(term in pair for pair in pairs))[:REASONS_MAX]
