"""YAML text to plain data: what is taken for a number, where values stand, and that a text says the same to PyYAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from yaml.resolver import Resolver

from codev.check.catalogue import rules
from codev.store.layout import list_files
from codev.store.yaml_in import Position, YamlProblem, decode, read_document, tag_of

PYYAML: Any = Resolver()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2407.08583", "2407.08583"),
        ("0", 0),
        ("-12", -12),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("9" * 15, 999_999_999_999_999),
        ("9" * 16, "9" * 16),
        ("9" * 100_000, "9" * 100_000),
        ("no", "no"),
        ("Yes", "Yes"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-25", "2026-11-25"),
        ("'2023'", "2023"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("'{{ 7*7 }}'", "{{ 7*7 }}"),
        ("=", None),
    ],
)
def test_scalars(text: str, value: object) -> None:
    if text == "=":
        with pytest.raises(YamlProblem, match="tag"):
            read_document(f"key: {text}\n")
        return
    assert read_document(f"key: {text}\n").data == {"key": value}


def test_positions() -> None:
    document = read_document("a:\n- {b: one, c: [x, ünï, z]}\n- d\ne: f\n")
    assert document.position(("a", 0, "c", 2)) == Position(2, 24)
    assert document.position(("a", 1)) == Position(3, 3)
    assert document.key_position(("a", 0, "c")) == Position(2, 12)
    assert document.key_position(("e",)) == Position(4, 1)
    assert document.position(("a", 0, "missing")) == Position(2, 3), "the nearest enclosing value"
    assert document.position(("a", 7, "b")) == Position(2, 1)
    assert document.key_position(("a", "b", "c")) == Position(2, 1)
    assert document.position(()) == Position(1, 1)


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [(b"a: b\n\xff", 2, 1), ("a: é".encode() + b"\xc3", 1, 5), (b"\xed\xa0\x80", 1, 1)],
)
def test_bytes_that_are_not_utf8(raw: bytes, line: int, column: int) -> None:
    with pytest.raises(YamlProblem, match="UTF-8") as caught:
        decode(raw)
    assert caught.value.position == Position(line, column)


def test_half_a_surrogate_pair_in_a_text() -> None:
    with pytest.raises(YamlProblem, match="surrogate") as caught:
        read_document("a: b\nc: \ud800")
    assert caught.value.position == Position(2, 4)


def test_too_many_values() -> None:
    read_document(f"a: [{'x,' * 50}]", nodes_max=100)
    with pytest.raises(YamlProblem, match="more than 40 values"):
        read_document(f"a: [{'x,' * 50}]", nodes_max=40)


def test_every_file_says_the_same_to_pyyaml(live_base: Path) -> None:
    for file in list_files(live_base):
        text = (live_base / file.path).read_text("utf-8")
        assert same(read_document(text).data, yaml.load(text, Loader=yaml.CBaseLoader)), file.path  # noqa: S506 - all is text


def same(ours: Any, theirs: Any) -> bool:
    """Return whether data are equal when theirs holds every scalar as text."""
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return bool(theirs == (str(ours).lower() if isinstance(ours, bool) else str(ours)))


@given(
    st.text(max_size=12)
    | st.from_regex(r"[-+0-9._:eExXbBoO]{0,9}", fullmatch=True)
    | st.sampled_from(["yes", "Off", "<<", "NULL", "!"])
)
def test_tags_are_those_of_pyyaml(value: str) -> None:
    for implicit in ((True, False), (False, True)):
        assert tag_of(yaml.ScalarNode, value, implicit) == PYYAML.resolve(yaml.ScalarNode, value, implicit)


@example("-\r0")
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    given_back = outcome(lambda: read_document(text).data)
    if isinstance(given_back, YamlProblem):
        assert given_back.code in {rule.code for rule in rules()}
        assert given_back.fix
        assert given_back.position.line >= 1
    else:
        assert isinstance(given_back, dict)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    given_back = outcome(lambda: decode(raw).encode())
    if isinstance(given_back, YamlProblem):
        assert given_back.code in {"not-utf8", "control-character"}
    else:
        assert given_back == raw


def outcome(read: Callable[[], object]) -> object:
    """Return what reading gives, or the problem that it raises."""
    try:
        return read()
    except YamlProblem as problem:
        return problem
