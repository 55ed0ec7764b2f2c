"""Summaries: what is kept of a work for the rules on the whole, and what is guessed of a file that cannot be read."""

from __future__ import annotations

import json

import pytest

from codev import Atlas
from codev.limits.files import GUESSED_NAMES_MAX
from codev.store.summary import guess_names, read_summaries, summarise_work, summary_text


def test_a_summary_is_read_as_it_was_written(atlas: Atlas) -> None:
    summaries = [summarise_work(work) for work in atlas.works.values()]
    texts = [summary_text(summary) for summary in summaries]
    read = read_summaries(texts)
    assert json.dumps(read) == json.dumps(summaries)
    assert [summary_text(summary) for summary in read] == texts
    assert read_summaries([]) == []


def test_what_a_summary_says(facts_atlas: Atlas) -> None:
    summary = summarise_work(facts_atlas.work("liu2023visual"))
    assert summary.title_words == ("visual", "instruction", "tuning")
    assert summary.authors[0] == "Haotian Liu"
    assert summary.terms["node"] == (
        "acquisition-for-projectors",
        "acquisition-for-fine-tuning",
        "direct-generation",
        "quality-enhancement",
    )
    assert summary.terms["badge"] == ("data-acquisition", "data-creator", "data-mapper")
    assert summary.capabilities["quality-enhancement"] == ("captioning", "rewriting")
    assert [artifact.id for artifact in summary.artifacts] == ["llava", "cc3m-595k", "llava-instruct-158k", "llava-wild"]
    assert summary.references == (49,)
    assert len(summary.statements) == len(set(summary.statements)) == 4
    assert len(summary_text(summary)) < 3000


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("key: liu2023visual\n", {"liu2023visual"}),
        (
            "introduces:\n  models:\n  - id: llava\n    name: 'LLaVA'\r\n    aliases: [LLaVA 1, \"L\"]\n",
            {"llava", "LLaVA", "LLaVA 1", "L"},
        ),
        ("title: id: none\n", set()),
        ("\x00\ufffd", set()),
    ],
)
def test_guesses(text: str, names: set[str]) -> None:
    assert set(guess_names(text)) == names


def test_guesses_are_bounded() -> None:
    assert len(guess_names("".join(f"- id: x{number}\n" for number in range(GUESSED_NAMES_MAX * 3)))) == GUESSED_NAMES_MAX
