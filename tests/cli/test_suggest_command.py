"""``codev suggest``: for a work, a file, the standard input; helpful where nothing can be said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev.cli.main import main
from codev.cli.suggest_command import UNSURE
from codev.errors import CodevError


def suggested(facts_base: Path, *arguments: str, text: str | None = None) -> str:
    """Return what ``codev suggest`` prints."""
    result = CliRunner().invoke(main, ["suggest", *arguments, "--root", str(facts_base)], input=text)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_work_is_ranked_without_its_own_claims(facts_base: Path) -> None:
    ranked = json.loads(suggested(facts_base, "liu2023visual", "--format", "json", "--limit", "3"))
    assert len(ranked) == 3
    assert set(ranked[0]) == {"node", "leaf", "score", "sure", "terms", "works"}
    assert all(work["key"] != "liu2023visual" for each in ranked for work in each["works"])


def test_a_file_of_text_or_bibtex(facts_base: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Filtering image-text pairs by CLIP score")
    assert "data-filter" in suggested(facts_base, str(tmp_path / "a.txt"))
    (tmp_path / "a.bib").write_text("@misc{a, title={Filtering image-text pairs by CLIP score}}")
    assert "data-filter" in suggested(facts_base, str(tmp_path / "a.bib"))
    assert "data-filter" in suggested(facts_base, "-", text="Filtering image-text pairs by CLIP score")


def test_strange_words_get_a_helpful_answer(facts_base: Path) -> None:
    assert "choose a node" in suggested(facts_base, "-", text="qwertyuiop")


def test_it_says_when_it_is_unsure(facts_base: Path) -> None:
    for title in ("Jailbreaking vision-language models with adversarial images", "A study of hidden things in models"):
        sure = json.loads(suggested(facts_base, "-", "--format", "json", text=title))[0]["sure"]
        assert (UNSURE in suggested(facts_base, "-", text=title)) == (not sure)
        assert sure == title.startswith("Jailbreaking")


@pytest.mark.parametrize(
    ("what", "text", "message"),
    [
        ("liu2023visuall", None, "did you mean liu2023visual"),
        ("paper.bib", None, "there is no file 'paper.bib'"),
        ("-", " ", "empty"),
        ("-", "@misc{a, title={A}}\n@misc{b, title={B}}", "2 entries"),
    ],
)
def test_wrong_use(facts_base: Path, what: str, text: str | None, message: str) -> None:
    result = CliRunner().invoke(main, ["suggest", what, "--root", str(facts_base)], input=text)
    assert isinstance(result.exception, CodevError)
    assert message in str(result.exception)
