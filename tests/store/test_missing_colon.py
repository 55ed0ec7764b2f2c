"""The line that lacks a colon is named, not the one that libyaml stumbles over."""

from __future__ import annotations

import time

import pytest
import yaml

from codev.store.missing_colon import missing_colon

CASES = {
    "a: b\nvenue arXiv\nc: d\n": (2, 1, "'venue arXiv' has no colon", "write 'venue: arXiv'"),
    "a: b\nvenue:arXiv\nc: d\n": (2, 1, "'venue:arXiv' has no space after the colon", "write 'venue: arXiv'"),
    "venue arXiv\nc: d\n": (1, 1, "'venue arXiv' has no colon", "write 'venue: arXiv'"),
    "a:\n- id b\n  node: c\n": (2, 3, "'id b' has no colon", "write 'id: b'"),
    "a: b\rvenue arXiv\r\nc: d\x85": (2, 1, "'venue arXiv' has no colon", "write 'venue: arXiv'"),
    "a: b\u2028venue arXiv\u2029c: d": (2, 1, "'venue arXiv' has no colon", "write 'venue: arXiv'"),
    "-\r0": None,
    "a: b: c\nd: e\n": None,
    "a: [b\nc: d\n": None,
    "a: 'b\nc: d\n": None,
    "a: b\n\tc: d\n": None,
    f"a: b\nvenue {'x' * 90}\nc: d\n": (2, 1, f"'venue {'x' * 51}…' has no colon", "write 'venue: …'"),
}


@pytest.mark.parametrize(("text", "found"), CASES.items())
def test_cases(text: str, found: tuple[int, int, str, str] | None) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as error:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    assert missing_colon(error.value, text) == found


@pytest.mark.parametrize("worst", ["a b\n", "a:b\n", "- a\n", ": ", "a ", "-"])
def test_long_texts_take_no_noticeable_time(worst: str) -> None:
    text = "key: a\n" + worst * (100_000 // len(worst)) + "\nb: [\n"
    with pytest.raises(yaml.MarkedYAMLError) as error:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    start = time.process_time()
    missing_colon(error.value, text)
    assert time.process_time() - start < 10
