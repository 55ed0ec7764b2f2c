"""Comments survive a rewrite: in their places where the canonical form has them, near by otherwise, and never lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev.model import Work
from codev.store.comments import END, Comment, CommentLost, find_comments, insert_comments
from codev.store.examine import examine_bytes, formatted
from codev.store.layout import SourceFile
from codev.store.yaml_in import YamlProblem, read_document
from copied import FROZEN
from rule_cases import WORK

ENTRIES = [
    "papers/2023/liu2023visual.yaml",
    "papers/2023/liu2023evalcrafter.yaml",
    "papers/2022/bai2022constitutional.yaml",
    "papers/2026/clark2026molmo2.yaml",
]
FILE = SourceFile("papers/2023/liu2023visual.yaml", "work")


def rewritten(text: str) -> str:
    """Return an entry in its canonical form."""
    return formatted(FILE, text, Work.model_validate(read_document(text).data, strict=False))


def comment_texts(text: str) -> list[str]:
    """Return the comments of a text, sorted."""
    return sorted(comment.text for comment in find_comments(text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # In the places that the canonical form has: nothing moves.
        ("key:", "# above the first\nkey:", "# above the first\nkey:"),
        ("year: 2023", "year: 2023  # beside", "year: 2023  # beside"),
        ("added: '2026-11-25'\n", "added: '2026-11-25'\n# at the end\n", "added: '2026-11-25'\n# at the end\n"),
        ("year:", "# one\n# two\nyear:", "# one\n# two\nyear:"),
        # White space around a comment is put in order.
        ("year: 2023", "year: 2023 # beside   ", "year: 2023  # beside\n"),
        ("year:", "\n   # above\n\nyear:", "\n# above\nyear:"),
        # A list that the canonical form writes on one line.
        ("[Haotian Liu]", "[\n  # first author\n  Haotian Liu]", "# first author\nauthors: [Haotian Liu]"),
        ("[Haotian Liu]", "\n- Haotian Liu  # first author", "authors: [Haotian Liu]  # first author"),
        ("[Haotian Liu]", "\n- A  # one\n- B  # two", "# two\nauthors: [A, B]  # one"),
        # A value that is left out, since it is the default.
        ("scope:", "et_al: false  # all of them\nscope:", "added: '2026-11-25'\n# all of them\n"),
        # Another order of keys: a comment goes with its key.
        ("year: 2023\narxiv: '2304.08485'", "arxiv: '2304.08485'\n# first\nyear: 2023", "# first\nyear: 2023\narxiv"),
        # What looks like a comment and is none.
        ("Visual Instruction Tuning", "Visual#Instruction Tuning", "title: Visual#Instruction Tuning\n"),
        ("Visual Instruction Tuning", "'Visual # Tuning'  # quoted", "title: 'Visual # Tuning'  # quoted\n"),
        # A comment of another kind of line break ends there.
        ("year:", "# above\r\nyear:", "# above\nyear:"),
    ],
)
def test_where_comments_go(old: str, new: str, expected: str) -> None:
    text = WORK.replace(old, new, 1)
    assert text != WORK
    result = rewritten(text)
    assert expected in result
    assert comment_texts(result) == comment_texts(text)
    assert rewritten(result) == result
    assert examine_bytes(FILE, result.encode()).findings == ()


def test_a_schema_line_that_is_out_of_place_is_written_anew() -> None:
    line, rest = WORK.split("\n", 1)
    assert rewritten(f"# hello\n{line}\n{rest}") == f"{line}\n# hello\n{rest}"
    assert rewritten(rest) == WORK


def test_a_comment_beside_the_document_mark() -> None:
    text = "--- # hello\n" + WORK.split("\n", 1)[1]
    assert rewritten(text).splitlines()[1] == "# hello"


def test_comments_of_our_own_are_put_where_they_are_said_to() -> None:
    notes = [Comment("# check", "above", ("year",)), Comment("# sure?", "beside", ("title",)), Comment("# end", "above", END)]
    result = insert_comments(WORK, notes)
    assert "title: Visual Instruction Tuning  # sure?\n" in result
    assert "\n# check\nyear" in result
    assert result.endswith("\n# end\n")
    assert find_comments(result) == sorted(notes, key=lambda comment: ["title", "year", ""].index(str(comment.location[0])))


@pytest.mark.parametrize("text", ["no hash", "# two\nlines: 1", "# ends early\x85key: other"])
def test_what_is_no_comment_is_refused(text: str) -> None:
    with pytest.raises(CommentLost):
        insert_comments(WORK, [Comment(text, "above", ("year",), line=5, column=1)])


def test_a_comment_without_place_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(text: str, comments: list[Comment]) -> str:
        raise CommentLost(comments)

    monkeypatch.setattr("codev.store.examine.insert_comments", lose)
    found = examine_bytes(FILE, WORK.replace("year: 2023", "year: 2023  # why").encode()).findings
    assert [(finding.code, finding.line, finding.column) for finding in found] == [("comment-lost", 5, 13)]


@st.composite
def commented(draw: st.DrawFn) -> str:
    """Draw a real entry with comments put in at random, wherever the text still says the same."""
    text = (FROZEN / draw(st.sampled_from(ENTRIES))).read_text("utf-8")
    data = read_document(text).data
    lines = text.split("\n")[:-1]
    for number in range(draw(st.integers(1, 5))):
        place = draw(st.integers(1, len(lines) - 1))
        content = draw(st.sampled_from(["# note", "#", "# a: b", "## [x", "# 'quoted", "#!tag &a *b"])) + f" {number}"
        if draw(st.booleans()):
            trial = [*lines[:place], " " * draw(st.integers(0, 8)) + content, *lines[place:]]
        else:
            trial = [*lines[:place], f"{lines[place]} {content}", *lines[place + 1 :]]
        try:
            if read_document("\n".join(trial) + "\n").data == data:
                lines = trial
        except YamlProblem:
            continue
    return "\n".join(lines) + "\n"


@settings(max_examples=80, deadline=None)
@given(commented())
def test_comments_survive_and_a_second_rewrite_changes_nothing(text: str) -> None:
    result = rewritten(text)
    assert comment_texts(result) == comment_texts(text)
    assert read_document(result).data == read_document(text).data
    assert rewritten(result) == result
