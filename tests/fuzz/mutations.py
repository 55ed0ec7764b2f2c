"""Real inputs, changed: what a file becomes when lines, values, keys or bytes of it are not what they should be.

A change works on text, or on the value at one place of JSON.  Most of an input stays as it was, so that it gets past the first
check of a reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

CHANGES_MAX = 4
"""Changes of one input: of more, few readers get past the first."""

REPEATED_CHARACTERS_MAX = 60_000
"""Characters that a repeated piece may take: enough for a pattern or a walk that is not linear to take seconds."""

PIECES: list[str] = [
    *"\n\t\0\x7f\ufeff\u2028\u202e\u00ad\u0663²ﬁ𝒳 {}[]()'\"`\\$%#&*@~^|<>=,;:?+",
    *("", "\r\n", "\x1b[31m", "e\u0301", "\U000e0041"),
    *["null", "true", "0", "-1", "007", "1e999", "NaN", "99999999999999999999", "2023", "9999-99-99"],
    *("!!python/object:os.system x", "&a [*a]", "*a", "<<: {a: b}", "---", "- ", ": ", " #", "? [a]", "|\n  a", "{a: {a: {}}}"),
    *(
        "<script>alert(1)</script>",
        "&amp;amp;lt;",
        "&#x110000;",
        "&nbsp;",
        "<!ENTITY a 'b'>",
        "<![CDATA[",
        "javascript:alert(1)",
    ),
    *("http://[", "https://a:99999/", "//", "../../etc/passwd", "%00", "%ff", "%ud800", "a and b", ", and ", " et al.", "{\\"),
    *(
        "\\'{\\'{e}}",
        "\\frac{",
        "$\\sqrt[",
        "\\verb|",
        "@string{a = a}",
        "@comment{",
        " # ",
        "--",
        "/*",
        "SELECT",
        "UNION ALL",
        "?1",
    ),
]
"""What readers of text trip over: marks of YAML, BibTeX, LaTeX, HTML, addresses and SQL, numbers that are none, odd letters."""

VALUES: list[str] = [
    *[
        "null",
        "true",
        "false",
        "0",
        "-1",
        "100000000000000000000",
        "1e308",
        "NaN",
        '""',
        '"\\t"',
        '"\\u0000"',
        '"\\ud800"',
        '"<i>a</i>"',
        '"\\u202ea"',
        '"2023"',
    ],
    *["[]", "{}", "[[]]", "[null]", "[{}]", '{"":""}', '{"a":null}', '[1,"a",{}]', "[[[[[[[[]]]]]]]]"],
    *(json.dumps("x" * 50_000), json.dumps(["a"] * 300)),
]
"""Values of every kind, as JSON, few of which fit anywhere."""

_VALUE = re.compile(r"(?<=[:=]) *[^\n,&]+")
_WORD = re.compile(r"\w+")

Change = Callable[[DrawFn, str, Sequence[str]], str]
"""Returns a text changed in one way; told what other real inputs there are."""


def _span(draw: DrawFn, text: str) -> tuple[int, int]:
    """Return where a piece of a text begins and ends: some letters, a word, a value, or some lines."""
    kind = draw(st.sampled_from(["letters", "word", "value", "lines"]))
    if kind in ("word", "value"):
        found = [each.span() for each in (_WORD if kind == "word" else _VALUE).finditer(text)]
        if found:
            return draw(st.sampled_from(found))
    if kind == "lines":
        starts = [0, *(each.end() for each in re.finditer("\n", text)), len(text)]
        first = draw(st.integers(0, len(starts) - 2))
        return starts[first], starts[min(len(starts) - 1, first + draw(st.integers(1, 4)))]
    start = draw(st.integers(0, len(text)))
    return start, min(len(text), start + draw(st.integers(0, 6)))


def _replace(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Put something else in place of a piece."""
    start, end = _span(draw, text)
    piece: str = draw(st.sampled_from(PIECES) | st.text(max_size=8))
    return text[:start] + piece + text[end:]


def _delete(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Leave a piece out."""
    start, end = _span(draw, text)
    return text[:start] + text[end:]


def _move(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Put a piece somewhere else as well."""
    (start, end), (place, _) = _span(draw, text), _span(draw, text)
    return text[:place] + text[start:end] + text[place:]


def _insert(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Put something between."""
    place, _ = _span(draw, text)
    piece: str = draw(st.sampled_from(PIECES))
    return text[:place] + piece + text[place:]


def _repeat(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Say a piece again and again."""
    start, end = _span(draw, text)
    piece = draw(st.sampled_from([text[start:end], *PIECES])) or " "
    count = min(draw(st.sampled_from([2, 20, 300, 5_000])), REPEATED_CHARACTERS_MAX // len(piece) + 1)
    return text[:start] + piece * count + text[end:]


def _splice(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """Put a piece of another input in place of one of this."""
    other = draw(st.sampled_from(others))
    (start, end), (first, last) = _span(draw, text), _span(draw, other)
    return text[:start] + other[first:last] + text[end:]


def _cut(draw: DrawFn, text: str, others: Sequence[str]) -> str:
    """End in the middle."""
    return text[: _span(draw, text)[1]]


CHANGES: Sequence[Change] = (_replace, _replace, _delete, _move, _insert, _repeat, _splice, _cut)
"""Every change of a text; what finds most stands twice."""


@st.composite
def changed_texts(draw: DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Real inputs with some changes, as bytes that are not always UTF-8.

    Args:
        draw: Draws.
        seeds: The real inputs.
    """
    texts = [seed.decode("utf-8", "surrogateescape") for seed in seeds]
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, CHANGES_MAX))):
        text = draw(st.sampled_from(CHANGES))(draw, text, texts)
    raw = text.encode("utf-8", "surrogateescape" if "\udc80" <= max(text, default="") <= "\udcff" else "surrogatepass")
    if draw(st.integers(0, 19)) > 0:
        return raw
    place = draw(st.integers(0, len(raw)))
    return raw[:place] + draw(st.binary(min_size=1, max_size=4)) + raw[place:]


@st.composite
def changed_json(draw: DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Real JSON with values of other kinds, without keys, or with keys that are too many; now and then no JSON at all.

    Args:
        draw: Draws.
        seeds: The real inputs; one that is no JSON is changed as a text.
    """
    raw = draw(st.sampled_from(seeds))
    if draw(st.integers(0, 9)) == 0:
        return draw(changed_texts([raw]))
    try:
        top = [json.loads(raw)]
    except ValueError:
        return draw(changed_texts([raw]))
    for _ in range(draw(st.integers(1, CHANGES_MAX))):
        places = _places(top)
        holder, name = draw(st.sampled_from(places))
        how = draw(st.integers(0, 9))
        if how == 0 and holder is not top:
            del holder[name]
        elif how == 1:
            holder[name] = [holder[name], _value(draw)]
        elif how == 2 and isinstance(holder, dict):
            holder[draw(st.sampled_from(PIECES))] = _value(draw)
        elif how <= 4 and isinstance(holder[name], str):
            holder[name] = draw(st.sampled_from(CHANGES))(draw, holder[name], [holder[name]])
        elif how == 5:
            other, key = draw(st.sampled_from(places))
            # A copy, since a value within itself has no end.
            holder[name] = json.loads(json.dumps(other[key])) if key in _names(other) else None
        else:
            holder[name] = _value(draw)
    return json.dumps(top[0]).encode()


def _value(draw: DrawFn) -> Any:
    """Return a value of its own, which later changes may change."""
    return json.loads(VALUES[draw(st.integers(0, len(VALUES) - 1))])


def _names(holder: Any) -> list[Any]:
    """Return the keys of a mapping, or the numbers of a list's items."""
    return list(holder) if isinstance(holder, Mapping) else list(range(len(holder)))


def _places(top: list[Any]) -> list[tuple[Any, Any]]:
    """Return every value of plain data as what holds it and its name there."""
    found: list[tuple[Any, Any]] = []
    left: list[Any] = [top]
    while left:
        holder = left.pop()
        for name in _names(holder):
            found.append((holder, name))
            if isinstance(holder[name], (dict, list)):
                left.append(holder[name])
    return found
