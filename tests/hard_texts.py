"""Every regular expression of the package, and the texts on which one would take longest.

The texts are derived from the parsed pattern: each repeat that has no small bound is fed what it repeats, after what has to
come before it, with an end that lets the pattern fail.  Run as a program, this prints the patterns that take too long.
"""

from __future__ import annotations

import ast
import collections
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NamedTuple

import regex

import codev

TEXT_LENGTH = 100_000
"""Letters of a hard text."""

FIRST_LENGTH = TEXT_LENGTH // 10
"""Letters of the text that is tried first: a linear pattern is through it at once, and need not be tried on more."""

FIRST_SECONDS = 0.005
"""Of processor time for the first text: one that takes a hundred times as long for ten times the letters is found by it."""

SECONDS_MAX = 0.5
"""Of processor time for a hard text."""

ENDS = ("\x00", "\n\x00")
"""Ends of hard texts: most patterns fail at the first, and those that end at a line's end at the second."""

_FUNCTIONS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
"""Functions of `re` and `regex` that take a pattern first."""

_CLASSES = {
    "CATEGORY_DIGIT": "1", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_WORD": "a", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip
"""A letter of each class."""

_PROPERTY = re.compile(r"\\[pP]\{[^}]*\}|\[\[:[^]]*:\]\]|\\X")
"""What only `regex` knows: read as a letter for the making of texts."""

_FLAGS = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.UNICODE)
"""Flags that `re` and `regex` share, by number too."""

Pattern = re.Pattern[str] | regex.Pattern[str]


class Found(NamedTuple):
    """A pattern, where it stands, and the function it is used with where that looks at the start of a text only."""

    place: str
    pattern: Pattern
    function: str = ""


def modules() -> Iterator[ModuleType]:
    """Give the modules of the package that import `re` or `regex`, but not the explorer's page, which runs when imported."""
    for found in pkgutil.walk_packages(codev.__path__, "codev."):
        source = Path(str(found.module_finder.path), f"{found.name.rpartition('.')[2]}.py")  # type: ignore[union-attr]
        if found.name != "codev.explorer.script.app" and (found.ispkg or "import re" in source.read_text(encoding="utf-8")):
            yield importlib.import_module(found.name)


def patterns() -> list[Found]:
    """Return every pattern of the package once for each way in which it is used."""
    found: dict[tuple[str, int, str], Found] = {}
    for module in modules():
        for name, value in vars(module).items():
            for each in value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,):
                for one in each if isinstance(each, tuple) else (each,):
                    if isinstance(one, (re.Pattern, regex.Pattern)) and isinstance(one.pattern, str):
                        found.setdefault((one.pattern, one.flags, ""), Found(f"{module.__name__}.{name}", one))
        for line, one, function in _literals(Path(module.__file__ or "")):
            found.setdefault((one.pattern, one.flags, function), Found(f"{module.__name__}:{line}", one, function))
    return list(found.values())


def _literals(file: Path) -> Iterator[tuple[int, Pattern, str]]:
    """Give the patterns that calls of a file write out, with their lines and the function where it looks at the start only."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=library), attr=function), args=[ast.Constant(value=str(text)), *_]
            ):
                if library in {"re", "regex"} and function in _FUNCTIONS:
                    flags = next((ast.unparse(each.value) for each in node.keywords if each.arg == "flags"), "")
                    flags = flags or next(
                        (unparsed for each in node.args[1:] if (unparsed := ast.unparse(each)).startswith("re.")), ""
                    )
                    kinds = [getattr(re, name) for name in re.findall(r"re\.([A-Z]+)", flags)]
                    chosen = sum(int(each) for each in kinds)
                    yield (
                        node.lineno,
                        (re if library == "re" else regex).compile(text, chosen),
                        function if "match" in function else "",
                    )
            case _:
                pass


def _letters(members: list[Any]) -> list[str]:
    """Return letters of a class of letters, one of each of its members."""
    if members and str(members[0][0]) == "NEGATE":
        kept = re.compile("[^" + "".join(_class_text(each) for each in members[1:]) + "]")
        return [each for each in "a A1-.,: <[{&\\é\n" if kept.match(each)][:4]
    found = [
        chr(value) if str(kind) == "LITERAL" else chr(value[0]) if str(kind) == "RANGE" else _CLASSES[str(value)]
        for kind, value in members
    ]
    return list(dict.fromkeys(found))[:6]


def _class_text(member: tuple[Any, Any]) -> str:
    kind, value = member
    if str(kind) == "LITERAL":
        return re.escape(chr(value))
    if str(kind) == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "NOT_DIGIT": r"\D", "NOT_SPACE": r"\S", "NOT_WORD": r"\W"}[
        str(value).removeprefix("CATEGORY_")
    ]


def _samples(parsed: Any) -> list[str]:
    """Return some texts that a part of a pattern matches, the shortest ones, but with one round of each repeat."""
    found = [""]
    for kind, value in parsed:
        match str(kind):
            case "LITERAL":
                here = [chr(value)]
            case "NOT_LITERAL" | "ANY":
                here = ["a", " "]
            case "IN":
                here = _letters(value)
            case "CATEGORY":
                here = [_CLASSES[str(value)]]
            case "BRANCH":
                here = [text for each in value[1] for text in _samples(each)[:2]]
            case "SUBPATTERN":
                here = _samples(value[3])
            case "ATOMIC_GROUP":
                here = _samples(value)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                here = [text * max(value[0], 1) for text in _samples(value[2])]
            case _:
                here = [""]
        found = [before + after for before in found[:2] for after in here[:8]]
    return list(dict.fromkeys(found))


def _repeats(parsed: Any, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Give what stands before each repeat of a pattern, and what it repeats."""
    for number, (kind, value) in enumerate(parsed):
        ahead = before + _samples(parsed[:number])[0]
        match str(kind):
            case "BRANCH":
                for each in value[1]:
                    yield from _repeats(each, ahead)
            case "SUBPATTERN":
                yield from _repeats(value[3], ahead)
            case "ATOMIC_GROUP":
                yield from _repeats(value, ahead)
            case "ASSERT" | "ASSERT_NOT":
                yield from _repeats(value[1], ahead)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                if int(value[1]) > 3:
                    yield ahead, _samples(value[2])
                yield from _repeats(value[2], ahead)
            case _:
                pass


def units(pattern: Pattern) -> list[tuple[str, str]]:
    """Return pairs of a beginning and what is said again and again after it, for the hard texts of a pattern."""
    import re._parser as parser  # type: ignore[import-not-found]  # no stub

    plain = _PROPERTY.sub("a", pattern.pattern)
    parsed = parser.parse(plain, pattern.flags & _FLAGS)
    found: dict[tuple[str, str], None] = {}
    for before, repeated in _repeats(parsed):
        for text in repeated:
            found |= dict.fromkeys([("", text), (before, text), ("", before + text)])
        for one, other in pairwise(repeated):
            found[before, one + other] = None
    for text in _samples(parsed)[:3]:
        found |= dict.fromkeys([("", text), ("", text[:-1]), ("", text[:1])])
    return [each for each in found if each[1]] or [("", "a")]


class TooSlow(Exception):  # noqa: N818
    """A pattern did not come to its end in time."""


def seconds(found: Found, text: str, most: float) -> float:
    """Return the processor time of a pattern on a text, or `most` where it is stopped."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    earlier = signal.signal(signal.SIGVTALRM, stop)
    start = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, most)
        if found.function:
            getattr(found.pattern, found.function)(text)
        else:
            collections.deque(found.pattern.finditer(text), maxlen=0)
            found.pattern.fullmatch(text)
    except TooSlow:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)
    return time.process_time() - start


def hard_text(before: str, unit: str, end: str, length: int) -> str:
    """Return a text of about so many letters."""
    return before + unit * (length // len(unit)) + end


def slowest(found: Found) -> str:
    """Return in short the first hard text that a pattern takes too long on; nothing where there is none."""
    for before, unit in units(found.pattern):
        for end in ENDS[: 1 + ("$" in found.pattern.pattern)]:
            if seconds(found, hard_text(before, unit, end, FIRST_LENGTH), SECONDS_MAX) < FIRST_SECONDS:
                continue
            if seconds(found, hard_text(before, unit, end, TEXT_LENGTH), SECONDS_MAX) >= SECONDS_MAX:
                return f"{before!r}, then {unit!r} again and again, then {end!r}"
    return ""


def main() -> None:
    """Print the patterns that are too slow, one a line, and how many there are in all."""
    all_found = patterns()
    for found in all_found:
        if text := slowest(found):
            sys.stdout.write(f"{found.place} {found.pattern.pattern!r} on {text}\n")
    sys.stdout.write(f"{len(all_found)}\n")


if __name__ == "__main__":
    main()
