"""The diff as Markdown: readable, bounded, and dead to what a stranger's entry says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.contribute.difference import EdgeChange, FieldChange, KnowledgeDiff, RecordChange
from codev.contribute.difference_text import CHARACTERS_MAX, COMMENT_MARK, as_markdown, escaped

EMPTY: dict[str, Any] = {
    "base": "main",
    "head": "x",
    "figures": {},
    "changes": (),
    "edges": (),
    "loops": (),
    "gaps": (),
    "dependence": (),
    "new_findings": (),
    "mended_findings": (),
}


def test_nothing_is_said_to_be_nothing() -> None:
    text = as_markdown(KnowledgeDiff(**EMPTY))
    assert text.startswith(COMMENT_MARK)
    assert "Nothing: both versions say the same." in text


def test_changes_are_listed_under_their_kind() -> None:
    changes = (
        RecordChange("work", "a2020b", "added", "A title"),
        RecordChange("claim", "a2020b.1", "changed", "Says.", "data-filter", (FieldChange("stages", ["finetune"], None),)),
        RecordChange(
            "dataset", "d", "changed", "D", fields=(FieldChange("derived_from", None, [{"id": "e", "basis": "seen"}]),)
        ),
        RecordChange("node", "new-node", "renamed", "Node", was="old-node"),
    )
    text = as_markdown(KnowledgeDiff(**EMPTY | {"changes": changes, "figures": {"works": (1, 2), "claims": (3, 3)}}))
    assert "2 works (+1)." in text
    assert "### Works added (1)\n\n- `a2020b` A title" in text
    assert "`stages`: finetune → nothing" in text
    assert "`derived_from`: nothing → e, seen" in text
    assert "(was `old-node`)" in text
    assert "claims (" not in text


def test_edges_are_told_in_the_direction_of_their_words() -> None:
    edges = (
        EdgeChange("added", "dataset:ego4d", "derived_from", "dataset:egoschema", "seen"),
        EdgeChange("added", "model:clip", "variant_of", "model:clip@x", "declared"),
        EdgeChange("removed", "dataset:a", "trains", "model:b", "x2020y.1"),
    )
    text = as_markdown(KnowledgeDiff(**EMPTY | {"edges": edges}))
    assert "- `dataset:ego4d` is the basis of `dataset:egoschema` (`seen`)" in text
    assert "- `model:clip` has the variant `model:clip@x` (`declared`)" in text
    assert "### Edges removed (1)\n\n- `dataset:a` trains `model:b` (`x2020y.1`)" in text


@pytest.mark.parametrize(
    "text",
    [
        "@everyone look",
        "<img src=x onerror=alert(1)>",
        "<!-- codev-diff -->",
        "[click](https://evil.example)",
        "https://evil.example www.evil.example",
        "fixes #12 and owner/name#3 @someone",
        "`code` **bold** ~~x~~ | cell | $x$",
        "```\nfence\n```",
    ],
)
def test_a_stranger_s_text_takes_no_effect(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert not re.search(r"@|<|(?<!\\)[`*\[\]|~$]|://|(?<!&)#|www\.", shown)


@given(st.text(max_size=300))
def test_no_text_breaks_a_line(text: str) -> None:
    changes = (RecordChange("work", "a2020b", "added", text),)
    lines = as_markdown(KnowledgeDiff(**EMPTY | {"changes": changes})).splitlines()
    assert sum(line.startswith("- ") for line in lines) == 1


def test_a_long_diff_is_cut_and_says_so() -> None:
    changes = tuple(
        RecordChange(kind, f"x{number}", "added", "word " * 50)
        for number in range(200)
        for kind in ("work", "claim", "model", "dataset", *"abcdefgh")
    )
    text = as_markdown(KnowledgeDiff(**EMPTY | {"changes": changes}))
    assert len(text) <= CHARACTERS_MAX + 200
    assert "and 160 more" in text
    assert "cut here" in text
