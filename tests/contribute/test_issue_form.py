"""Filed forms: read as data, whatever a stranger writes into them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.contribute.issue_form import QUESTIONS, read_answers, read_issue
from codev.errors import WrongUseError
from codev.limits.texts import ISSUE_CHARACTERS_MAX


def test_a_filed_form(repository: Path) -> None:
    form = read_issue((repository / "tests/fixtures/contribute/issue.md").read_text("utf-8"))
    assert (form.citation.arxiv, form.citation.venue, form.citation.first_year) == ("2401.10935", "ACL", 2024)
    assert form.citation.authors == ("Kanzhi Cheng", "Qiushi Sun")
    assert (form.introduced.models, form.introduced.datasets) == (("SeeClick",), ("ScreenSpot",))
    assert form.claim.statement == "Measures whether a model finds the element of a screen that an instruction means."
    assert (form.claim.stages, form.claim.capabilities, form.claim.modalities) == (
        ("evaluation",),
        ("visual-grounding",),
        ("image", "text"),
    )
    assert (form.claim.where, form.claim.models, form.claim.doubt) == ("", (), "")
    assert dict(form.links) == {"code": "https://github.com/njucckevin/SeeClick"}


def test_an_id_alone_is_enough() -> None:
    form = read_issue("### arXiv id\n\n2304.08485\n\n### Stages\n\n- [x] finetune: Fine-tuning\n- [ ] pretrain: Pre-training\n")
    assert (form.citation.arxiv, form.citation.title, form.claim.stages) == ("2304.08485", "", ("finetune",))


def test_the_longest_issue_that_github_takes_is_read() -> None:
    assert read_issue("### arXiv id\n\n2304.08485\n".ljust(65_536)).citation.arxiv == "2304.08485"


def test_headings_within_an_answer_are_part_of_it() -> None:
    text = "### arXiv id\n\n2304.08485\n\n### Statement\n\nOne.\n\n### arXiv id\n\n2401.10935\n\n### Nonsense\n\nTwo."
    answers = read_answers(text)
    assert answers["arxiv"] == "2304.08485"
    assert "### Nonsense" in answers["statement"]


def test_fences_hide_headings() -> None:
    answers = read_answers("### BibTeX\n\n```bibtex\n@misc{a,\n### Statement\n}\n```\n\n### Statement\n\nTrue one.")
    assert answers["statement"] == "True one."
    assert "### Statement" in answers["bibtex"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("I found a paper!", "was not filed with the form"),
        ("### Statement\n\nOnly this.", "names no work"),
        ("### BibTeX\n\n@misc{a, title={A}}\n@misc{b, title={B}}", "2 entries"),
        ("### BibTeX\n\n@misc{a, title={A}", "not closed"),
        ("x" * (ISSUE_CHARACTERS_MAX + 1), "more than"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        read_issue(text)


@given(
    st.lists(
        st.sampled_from(
            [*(f"### {label}\n" for label in QUESTIONS.values()), "```\n", "2304.08485\n", "- [x] a\n", "$(id)\n", "\n"]
        )
    )
)
def test_no_text_raises_anything_else(pieces: list[str]) -> None:
    try:
        read_issue("".join(pieces))
    except WrongUseError:
        return
