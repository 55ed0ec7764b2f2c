"""Texts as counts of the runs of three and four letters in their words: what suggestions and the watch learn from.

Titles are short, and letters let "benchmarking" speak for benchmarks and "captioner" for captions.  Runs do not cross the
space between two words, so the counts of two texts add up to those of the two together, and the runs of each word are cut out
once, however often it occurs.  Only the first `COMPARED_CHARACTERS_MAX` characters of a text are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer, strip_accents_unicode

from codev.limits.texts import COMPARED_CHARACTERS_MAX

LETTERS = (3, 4)
"""Letters of the shortest and the longest run; three to five rank no better (measured as in tests/benchmarks)."""

WORDS_MAX = 5
"""Words of a text that are shown as reasons at the most."""


class Letters:
    """Counts runs of letters; the runs that it knows are those of the texts that it learned."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._runs = CountVectorizer(analyzer="char_wb", ngram_range=LETTERS, lowercase=False)
        self._cut = self._runs.build_analyzer()
        self._words: frozenset[str] = frozenset()

    def learn(self, texts: Sequence[str]) -> Any:
        """Return the counts of some texts, whose runs are known from now on.

        Args:
            texts: At least one that is not empty.

        Returns:
            A sparse matrix: a row for a text, a column for a run.
        """
        self._words = frozenset(word for text in texts for word in words_of(text))
        words = CountVectorizer(analyzer=_parts)
        counts = words.fit_transform(texts)
        return (counts @ self._runs.fit_transform(words.get_feature_names_out())).tocsr().astype(float)

    def count(self, texts: Sequence[str]) -> Any:
        """Return the counts of further texts; runs that are not known are passed over.

        Args:
            texts: Any.

        Returns:
            A sparse matrix with the columns of `learn`.
        """
        return self._runs.transform(" ".join(_parts(text)) for text in texts).astype(float)

    def knows_word_of(self, text: str) -> bool:
        """Return whether a text has a word of what was learned: any two texts share letters, which alone mean nothing.

        Args:
            text: Any.
        """
        return not self._words.isdisjoint(words_of(text))

    def speaking(self, text: str, weights: Any) -> tuple[str, ...]:
        """Return the words of a text that speak most for something, the weightiest first.

        Args:
            text: Any.
            weights: What each run of the text adds, as a dense row; a run of several words is shared among them.
        """
        columns = self._runs.vocabulary_
        words = dict.fromkeys(words_of(text))
        runs = {word: {columns[run] for run in self._cut(_plain(word)) if run in columns} for word in words}
        holders = Counter(column for each in runs.values() for column in each)
        adds = {word: sum(float(weights[column]) / holders[column] for column in each) for word, each in runs.items()}
        return tuple(sorted((word for word in words if adds[word] > 0), key=lambda word: -adds[word])[:WORDS_MAX])


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without those that stand in any text.

    Args:
        text: Any.
    """
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text[:COMPARED_CHARACTERS_MAX].lower())
    return [word for word in found if word not in ENGLISH_STOP_WORDS]


def standardised(scores: Any) -> Any:
    """Return scores less their mean, in units of their standard deviation; zeros where all are equal.

    Args:
        scores: A dense row.
    """
    return (scores - scores.mean()) / (scores.std() or 1.0)


def dense(row: Any) -> Any:
    """Return a sparse row as a dense one.

    Args:
        row: A matrix of one row.
    """
    return np.asarray(row.todense()).ravel()


def _parts(text: str) -> list[str]:
    """Return what stands between the spaces of a text, in plain lower case, marks included."""
    return _plain(text[:COMPARED_CHARACTERS_MAX]).split()


def _plain(text: str) -> str:
    """Return a text in lower case and without accents."""
    plain: str = strip_accents_unicode(text.lower())
    return plain
