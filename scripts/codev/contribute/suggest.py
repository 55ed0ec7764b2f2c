"""Ranked taxonomy nodes for a text, from the works that are classified already.

A Rocchio classifier: every claim is a document of its work's title and its statement, every subsection node the mean of its
documents' TF-IDF vectors, and a text is compared with each by cosine.  The terms are runs of three and four letters within
words, so that "benchmarking" speaks for benchmarks and "captioner" for captions: titles are short, and with words and pairs
of words a right node came first for 47 of a hundred works, with letters for 56.  It was chosen over nearest neighbours, ridge
regression and complement naive Bayes because it ranked as well or better on the real knowledge base, trains in less than half
a second, and shows its reasons: what each word of the text adds to the cosine, and the works nearest to it.  How well it does
is measured by tests/benchmarks/test_bench_suggest.py.
Manning, Raghavan, Schütze, "Introduction to Information Retrieval", §14.2 and §2.2.4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
from sklearn.preprocessing import MultiLabelBinarizer, normalize

from codev.atlas import Atlas
from codev.errors import WrongUseError

TEXT_LENGTH_MAX = 20_000
"""Characters of a text that are read."""

LETTERS = (3, 4)
"""Letters of the shortest and the longest term; two to five rank no better (measured as in the benchmark)."""

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
        terms: The words of the text that speak for the node, the weightiest first.
        works: The works under the node that the text is most like.
    """

    node: str
    leaf: str
    score: float
    terms: tuple[str, ...]
    works: tuple[SimilarWork, ...]

    @property
    def reason(self) -> str:
        """What speaks for the node most, in one phrase."""
        like = f"; like {', '.join(work.key for work in self.works[:2])}" if self.works else ""
        return f"shares {', '.join(self.terms[:4])}{like}"

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
        self._words = {word for text in texts for word in _words(text)}
        self._vectorizer = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", analyzer="char_wb", ngram_range=LETTERS)
        # Rows of sparse matrices: a document, a subsection, a node; columns: terms.
        self._documents: Any = self._vectorizer.fit_transform(texts)
        self._terms_of = self._vectorizer.build_analyzer()
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
        # Any text shares letters with others: without one word that is known they mean nothing.
        if self._words.isdisjoint(_words(text[:TEXT_LENGTH_MAX])):
            return ()
        vector, scores, order = self._compare(text)
        leaf_scores = (self._leaf_means @ vector.T).toarray()[:, 0]
        near = (self._documents @ vector.T).toarray()[:, 0]
        chosen = [index for index in order if scores[index] > 0][:limit]
        explain = partial(self._explained, text=text, vector=vector, leaf_scores=leaf_scores, near=near)
        return tuple(explain(index, float(scores[index])) for index in chosen)

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

    def _explained(self, index: int, score: float, *, text: str, vector: Any, leaf_scores: Any, near: Any) -> Suggestion:
        """Return a node with what speaks for it."""
        subsection = self._labels[index]
        return Suggestion(
            node=subsection,
            leaf=self._leaf(subsection, leaf_scores),
            score=score,
            terms=self._speaking(text, vector.multiply(self._means[index]).tocoo()),
            works=self._similar(np.flatnonzero(self._subsections == subsection).tolist(), near),
        )

    def _speaking(self, text: str, shared: Any) -> tuple[str, ...]:
        """Return the words of a text that add most to its cosine with a node; a term of several words is shared among them."""
        adds = dict(zip(shared.col.tolist(), shared.data.tolist(), strict=True))
        columns = self._vectorizer.vocabulary_
        words = dict.fromkeys(_words(text[:TEXT_LENGTH_MAX]))
        terms = {word: {columns[term] for term in self._terms_of(word) if term in columns} for word in words}
        holders = Counter(column for each in terms.values() for column in each)
        weights = {word: sum(adds.get(column, 0.0) / holders[column] for column in each) for word, each in terms.items()}
        return tuple(sorted((word for word in words if weights[word] > 0), key=lambda word: -weights[word])[:REASONS_MAX])

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


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case, without those that stand in any text."""
    return [word for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower()) if word not in ENGLISH_STOP_WORDS]
