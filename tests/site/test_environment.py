"""What templates can use."""

from __future__ import annotations

import pytest

from codev.show.cards import host_of, whole_words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words", "Plain words"),
        ("A data-centric way", 'A <span class="codev-word">data-centric</span> way'),
        ("<b> & x-<i>", '&lt;b&gt; &amp; <span class="codev-word">x-&lt;i&gt;</span>'),
    ],
)
def test_hyphenated_words_stay_whole(text: str, html: str) -> None:
    assert whole_words(text) == html


def test_hosts() -> None:
    assert host_of("https://www.example.org/x") == "example.org"
