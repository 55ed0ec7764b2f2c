"""Ranked taxonomy nodes for a text, from the works that are classified already.

Two linear ways of comparing a text with each subsection are added up, both on runs of letters (`codev.contribute.letters`)
weighted by TF-IDF.  The one is a Rocchio classifier: every claim is a document of its work's title and its statement, every
subsection the mean of its documents, and the text is compared by cosine.  The other is a ridge regression on whole works, which
knows that most works stand under several nodes.  The first treats rare nodes fairly, the second is better among the first
three; together they put a right node first more often than either.  Where they do not agree on the first node, the suggestion
says that it is unsure.  Nearest neighbours, and words instead of letters, rank worse.  What was chosen was chosen on works of
September 2024 to June 2025; tests/benchmarks/test_bench_suggest.py measures it on later ones.
Manning, Raghavan, Schütze, "Introduction to Information Retrieval", §14.2 and §2.2.4; Hoerl and Kennard, "Ridge Regression:
Biased Estimation for Nonorthogonal Problems", 1970.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.linalg import solve
from scipy.sparse import vstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import MultiLabelBinarizer, normalize

from codev.atlas import Atlas
from codev.contribute.letters import Letters, dense, standardised
from codev.errors import WrongUseError

RIDGE = 1.0
"""The penalty of the regression; 0.5 and 2 put a right node first less often."""

REGRESSION_SHARE = 0.5
"""How much the regression counts beside the cosine; 0.3 and 1 do nearly as well."""

WORKS_MAX = 5
"""Works that are shown for a node at the most."""


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
        score: The node's share among all nodes, 0 to 1; comparable within one ranking only, and no probability.
        terms: The words of the text that speak for the node, the weightiest first.
        works: The works under the node that the text is most like.
        sure: Whether both ways of comparing put the node first.
    """

    node: str
    leaf: str
    score: float
    terms: tuple[str, ...]
    works: tuple[SimilarWork, ...]
    sure: bool = False

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
            "sure": self.sure,
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
        works = [work for work in atlas.works.values() if work.key not in without]
        subsection_of = {node: atlas.tree.subsection_of(node) for node in atlas.tree}
        placed = [(work, claim) for work in works for claim in work.claims if subsection_of.get(claim.node)]
        if not placed:
            raise WrongUseError("no work is classified yet, so nothing can be learned from", "add claims to some entries")
        works = list({work.key: work for work, _ in placed}.values())
        # A node's own name and definition speak for it too: the only voice of a node that has no claims.
        defined = [
            " ".join(f"{atlas.tree[each].name}. {atlas.tree[each].definition}" for each in atlas.tree.descendants(subsection))
            for subsection in atlas.tree.subsections
        ]
        self._letters = Letters()
        statements = [claim.statement for _, claim in placed]
        counts = self._letters.learn([*(work.title for work in works), *statements, *defined])
        titles, stated, definitions = np.split(np.arange(counts.shape[0]), [len(works), len(works) + len(placed)])
        owners = _members([[work.key] for work, _ in placed], [work.key for work in works])
        nodes = [claim.node for _, claim in placed] + list(atlas.tree.subsections)
        self._subsections = np.array([subsection_of[node] or node for node in nodes])
        self._works = [work.key for work, _ in placed] + [""] * len(defined)
        self._weighting = TfidfTransformer(sublinear_tf=True)
        # Rows of matrices: a document, a subsection, a node; columns: runs of letters.
        self._documents: Any = self._weighting.fit_transform(
            vstack([owners @ counts[titles] + counts[stated], counts[definitions]])
        )
        self._labels, self._means = self._means_by(self._subsections.tolist(), atlas.tree.subsections)
        self._leaves, self._leaf_means = self._means_by(nodes, tuple(atlas.tree))
        whole = self._weighting.transform(vstack([counts[titles] + owners.T @ counts[stated], counts[definitions]]))
        of_work: dict[str, list[str]] = {}
        for key, subsection in zip(self._works, self._subsections, strict=True):
            of_work.setdefault(key, []).append(subsection)
        sought = [of_work[work.key] for work in works] + [[subsection] for subsection in atlas.tree.subsections]
        self._regression, self._regression_mean = _ridge(whole, _members(sought, self._labels).toarray())

    def rank(self, text: str, limit: int | None = None) -> tuple[Suggestion, ...]:
        """Return the subsection nodes that a text may belong to.

        Args:
            text: A title, with abstract or statements where there are any.
            limit: How many to return at the most; all nodes by default.

        Returns:
            The nodes, best first; empty when the text shares no word with any classified work.
        """
        if not self._letters.knows_word_of(text):
            return ()
        compared = self._compare(text)
        near = dense(compared.vector @ self._documents.T)
        leaf_scores = dense(compared.vector @ self._leaf_means.T)
        chosen = [index for index in compared.order if compared.cosines[index] > 0][:limit]
        explain = partial(self._explained, text=text, compared=compared, leaf_scores=leaf_scores, near=near)
        return tuple(map(explain, chosen))

    def rank_nodes(self, text: str) -> tuple[str, ...]:
        """Return all subsection nodes, best first, without reasons; those that share no word with the text come last."""
        return tuple(self._labels[index] for index in self._compare(text).order)

    def _compare(self, text: str) -> _Compared:
        """Compare a text with each subsection in both ways."""
        vector = self._weighting.transform(self._letters.count([text]))
        cosines = dense(vector @ self._means.T)
        regressed = (vector @ self._regression).ravel() + self._regression_mean
        return _Compared(vector, cosines, regressed)

    def _means_by(self, labels: Sequence[str], order: Sequence[str]) -> tuple[list[str], Any]:
        """Return the labels that occur, in a given order, and for each the mean of its documents, scaled to length 1."""
        occurring = set(labels)
        classes = [label for label in order if label in occurring]
        return classes, normalize(_members([[label] for label in labels], classes).T @ self._documents)

    def _explained(self, index: int, *, text: str, compared: _Compared, leaf_scores: Any, near: Any) -> Suggestion:
        """Return a node with what speaks for it."""
        subsection = self._labels[index]
        cosine = dense(self._means[index]) / (compared.cosines.std() or 1.0)
        regressed = self._regression[:, index] / (compared.regressed.std() or 1.0)
        return Suggestion(
            node=subsection,
            leaf=self._leaf(subsection, leaf_scores),
            score=float(compared.shares[index]),
            terms=self._letters.speaking(text, dense(compared.vector) * (cosine + REGRESSION_SHARE * regressed)),
            works=self._similar(np.flatnonzero(self._subsections == subsection).tolist(), near),
            sure=index == int(compared.cosines.argmax()) == int(compared.regressed.argmax()),
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
            if len(found) == WORKS_MAX:
                break
        return tuple(SimilarWork(key, similarity) for key, similarity in found.items())


class _Compared:
    """A text beside every subsection.

    Attributes:
        vector: The text's runs of letters, weighted.
        cosines: Its cosine with each subsection.
        regressed: What the regression says of each.
        order: The subsections' indices, best first.
        shares: Positive shares of each that add up to 1, in the order of the labels.
    """

    def __init__(self, vector: Any, cosines: Any, regressed: Any) -> None:
        """Add up the two ways, each in units of its own spread."""
        self.vector, self.cosines, self.regressed = vector, cosines, regressed
        scores = standardised(cosines) + REGRESSION_SHARE * standardised(regressed)
        self.order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
        self.shares = softmax(scores)


def _members(labels: Sequence[Sequence[str]], classes: Sequence[str]) -> Any:
    """Return a sparse matrix with a 1 where a row has a class."""
    return MultiLabelBinarizer(classes=list(classes), sparse_output=True).fit_transform(labels).astype(float)


def _ridge(documents: Any, sought: Any) -> tuple[Any, Any]:
    """Return the weights of a ridge regression, and the mean of what is sought.

    Solved in the space of the documents, of which there are far fewer than runs of letters.
    """
    mean = sought.mean(axis=0)
    kernel = (documents @ documents.T).toarray()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    return documents.T @ solve(kernel, sought - mean, assume_a="pos"), mean
