"""Addresses that people could open: names and values that pages know, and those that break what reads them carelessly.

A generator, not tests.  What pages and the explorer call the parts of an address comes from the models of queries; a part that
is added there is tried on its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import quote

from codev.query import Facets, Parameters

OWN = ("q", "sort", "view", "colour", "camera", "lane", "whole", "loop", "least", "most", "relation", "direction")
"""Parts that single pages of the site read for themselves: search, table and graph."""

KNOWN = tuple(dict.fromkeys([*Facets.model_fields, *Parameters.model_fields, *OWN]))
"""All that some page reads."""

INHERITED = ("constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype", "length", "then")
"""What every object of JavaScript has, or is asked for."""

MARKUP = (
    "<script>ran=1</script>",
    '"><img src=x onerror=ran=1>',
    "' autofocus onfocus='ran=1",
    "javascript:ran=1",
    "{{7*7}} ${7*7} %s",
    "</title><svg onload=ran=1>",
)
"""What would run, were it not shown as text."""

LETTERS = ("\u202egnp.exe", "a\u0000b", "\ud7ff\ue000\uffff", "\u0627\u200c\u0628", "❤️", "😀" * 60, "İıſK", "\t\r\n")
"""Letters that are rare, turn the direction, or change their number with their case."""

NUMBERS = ("-1", "0", "1e309", "NaN", "Infinity", "99999999999999999999", "2025..2023", "..", "٣", "0,0,0", "1e999,NaN,-0")
"""What is no number, or none that fits."""

LEADING = ("../../../etc/passwd", "//evil.example/", "https://evil.example/x", "model:clip@", "model:", ":", "a~b~c~", "~~~/")
"""What leads out of the site, and names that end too early."""

REAL = ("model:clip", "dataset:coco", "data-filter", "finetune", "image", "2023..2025", "yes", "timeline", "clip", "retrieval")
"""What some page knows."""

TEXTS = (*MARKUP, *LETTERS, *NUMBERS, *LEADING, *REAL, *INHERITED, "", " ", "x" * 9_000)
"""All values."""

RAW = (
    "%",
    "%zz=%zz",
    "%FF%FE",
    "q=%C3%28&q=%",
    "&&&",
    "=",
    "=1&=2",
    "?",
    "a=b=c",
    "q",
    "+",
    ";",
    "q[]=1&q[x]=2",
    "%00=%00",
    "&amp;q=1",
)
"""Query strings as they stand, most of which no program writes."""

MANY = "&".join(f"node=n{number}&text={number}&things=model:m{number}&kind={number}" for number in range(300))
"""More parts than anything reads, of names that may stand several times."""

FRAGMENTS = (
    "",
    "#__proto__",
    "#constructor",
    "#%FF",
    "#<img src=x onerror=ran=1>",
    "#codev-content",
    "#:~:text=x",
    "#" + "y" * 900,
)
"""What may stand at the end."""


def query_strings(seed: int) -> Iterator[str]:
    """Yield query strings without end: each odd one, each name and each value at least once, then any of them together.

    Args:
        seed: The same seed gives the same strings.
    """
    chance = random.Random(seed)  # noqa: S311 - the same each time
    yield from (*RAW, MANY)
    for name in (*INHERITED, *KNOWN):
        yield _part(name, chance.choice(TEXTS))
    for text in TEXTS:
        yield _part(chance.choice(KNOWN), text)
    while True:
        names = chance.choices((*KNOWN, *KNOWN, *INHERITED, *MARKUP), k=chance.randint(1, 6))
        yield "&".join(_part(name, chance.choice(TEXTS)) for name in [*names, names[0]])


def addresses(pages: tuple[str, ...], count: int, seed: int = 0) -> list[str]:
    """Return addresses of pages, all different.

    Args:
        pages: The pages; each gets as many addresses as the others.
        count: How many.
        seed: The same seed gives the same addresses.
    """
    chance = random.Random(seed)  # noqa: S311 - the same each time
    found: dict[str, None] = {}
    strings = query_strings(seed)
    while len(found) < count:
        found[f"{pages[len(found) % len(pages)]}?{next(strings)}{chance.choice(FRAGMENTS)}"] = None
    return list(found)


def _part(name: str, value: str) -> str:
    """Return a part of a query string."""
    return f"{quote(name, safe='')}={quote(value, safe='')}"
