"""Files changed through their data: comments stay, what would be invalid is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.contribute.rewrite import rewritten
from codev.errors import KnowledgeBaseError

PATH = "papers/2023/liu2023visual.yaml"


def test_no_change_gives_the_same_bytes(facts_base: Path) -> None:
    for path in [PATH, "taxonomy/artifacts.yaml", "taxonomy/nodes.yaml"]:
        text = (facts_base / path).read_text("utf-8")
        assert rewritten(path, text, lambda data: data) == text


def test_comments_stay(facts_base: Path) -> None:
    text = (facts_base / PATH).read_text("utf-8").replace("\nyear:", "\n# a word on the year\nyear:")
    changed = rewritten(PATH, text, lambda data: {**data, "venue": "ICML"})
    assert "# a word on the year\nyear: 2023\nvenue: ICML\n" in changed


@pytest.mark.parametrize(
    ("text", "change", "message"),
    [
        ("key: [", {}, "not YAML"),
        (None, {"year": "soon"}, "would become invalid"),
        (None, {"unknown": 1}, "would become invalid"),
    ],
)
def test_what_would_be_invalid_is_refused(facts_base: Path, text: str | None, change: dict[str, object], message: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=message):
        rewritten(PATH, text or (facts_base / PATH).read_text("utf-8"), lambda data: {**data, **change})


def test_a_file_without_a_place_is_refused() -> None:
    with pytest.raises(KnowledgeBaseError, match="no place"):
        rewritten("taxonomy/nonsense.yaml", "a: b\n", lambda data: data)
