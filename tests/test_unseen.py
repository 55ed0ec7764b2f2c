"""Characters that nobody sees: which are found, which a writing needs, and what the check says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.cli.main import run
from codev.unseen import escaped, find_unseen, name_of

UNSEEN = {
    "a soft hyphen": ("multi\u00admodal", 5),
    "an Arabic letter mark": ("A \u061c title", 2),
    "a right-to-left override": ("x\u202ey", 1),
    "a tag": ("A title \U000e0069", 8),
    "a zero-width space": ("a\u200bb", 1),
    "a joiner between Latin letters": ("a\u200db", 1),
    "a non-joiner between Latin letters": ("a\u200cb", 1),
    "a variation selector after a letter": ("a\ufe0f", 1),
    "a Hangul filler": ("a\u3164", 1),
    "a grapheme joiner": ("a\u034fb", 1),
    "a private character": ("a\ue000", 1),
    "a control character": ("a\x07", 1),
    "a line separator": ("a\u2028b", 1),
}
SEEN = {
    "plain": "A title: 3.5 % of “it”, naïve",
    "Persian with a non-joiner": "می\u200cخواهم",
    "Devanagari with a joiner": "क्\u200dष",
    "an emoji with a selector": "❤\ufe0f",
    "an emoji of several": "👩\u200d💻 and 🏳\ufe0f\u200d🌈",
    "an ideograph with a selector": "葛\U000e0100",
    "nothing": "",
}

ENTRY = """key: a2024title
title: "{title}"
authors: [Ada Title]
year: 2024
arxiv: '2401.00001'
scope: extended
claims:
- id: a2024title.1
  node: data-filter
  statement: "{statement}"
  evidence:
  - {{source: abstract}}
added: '2026-11-29'
"""


@pytest.mark.parametrize(("text", "place"), UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_found(text: str, place: int) -> None:
    assert find_unseen(text) == place


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_what_a_writing_needs_is_let_through(text: str) -> None:
    assert find_unseen(text) is None


def test_a_character_is_named_with_its_number() -> None:
    assert [name_of(each) for each in "\u061c\x07"] == ["ARABIC LETTER MARK (U+061C)", "control character (U+0007)"]


@pytest.mark.parametrize(
    ("letter", "name"),
    [("\u061c", "ARABIC LETTER MARK (U+061C)"), ("\u00ad", "SOFT HYPHEN (U+00AD)"), ("\U000e0069", "TAG LATIN SMALL LETTER I")],
)
@pytest.mark.parametrize("field", ["title", "statement"])
def test_the_check_says_which_stands_where(
    base: Path, capsys: pytest.CaptureFixture[str], field: str, letter: str, name: str
) -> None:
    path = base / "papers/2024/a2024title.yaml"
    path.parent.mkdir(exist_ok=True)
    text = f"A data {letter} filter that is not so."
    title, statement = (text, "A filter makes data.") if field == "title" else ("A Title", text)
    path.write_text(ENTRY.format(title=title, statement=statement), "utf-8")
    with pytest.raises(SystemExit) as ended:
        run(["check", "--root", str(base), str(path)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    line = next(number for number, line in enumerate(ENTRY.splitlines(), 1) if f"{field}: " in line)
    where = f"papers/2024/a2024title.yaml:{line}:"
    assert any(each.startswith(where) and "wrong-text" in each and name in each for each in said.splitlines())
    assert "at place 8" in said


def test_a_key_of_bibtex_does_not_turn_the_terminal(base: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "x.bib"
    file.write_text("@article{x\u202ey, title={A Title}, author={A Be}, year=2024, eprint={2401.00001}}", "utf-8")
    with pytest.raises(SystemExit):
        run(["import", "--dry-run", "--root", str(base), str(file)])
    said = capsys.readouterr().out
    assert "\u202e" not in said
    assert "x\\u202ey" in said


@pytest.mark.parametrize(("text", "place"), UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_written_as_its_number(text: str, place: int) -> None:
    shown = escaped(text)
    assert shown == text[:place] + text[place].encode("unicode_escape").decode() + text[place + 1 :]
    assert find_unseen(shown) is None


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_what_a_writing_needs_is_left(text: str) -> None:
    assert escaped(text) == text
    assert escaped(f"{text}\n") == f"{text}\\n"
    assert escaped(f"{text}\n", "\n") == f"{text}\n"
