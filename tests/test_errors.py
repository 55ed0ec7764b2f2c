"""How errors read: one sentence, then what to do."""

from __future__ import annotations

import pytest

from codev.errors import CodevError, UnknownNameError

CASES = [
    (CodevError("it is broken"), "it is broken"),
    (CodevError("it is broken", "mend it"), "it is broken; mend it"),
    (UnknownNameError("node", "data-filtr", ["data-filter"]), "no node 'data-filtr'; did you mean data-filter?"),
    (UnknownNameError("node", "x", ["a", "b"]), "no node 'x'; did you mean a or b?"),
    (UnknownNameError("stage", "x", [], ["pretrain", "finetune"]), "no stage 'x'; there are pretrain, finetune"),
    (UnknownNameError("work", "x", [], map(str, range(1000))), "no work 'x'"),
    (UnknownNameError("node", "y" * 100), "no node '" + "y" * 77 + "…'"),
]


@pytest.mark.parametrize(("error", "words"), CASES)
def test_words(error: CodevError, words: str) -> None:
    assert str(error) == words
