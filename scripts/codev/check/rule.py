"""What a rule is, and the registry of all rules: what `codev check --explain` and the documentation show.

A rule has a stable code in kebab-case and one function that yields problems.  Rules on one work see the work by itself, so
that their findings can be kept with the file; rules on the whole see summaries of all files.  Codes found while reading a file
have no function here: they are declared so that they can be explained.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Any, Literal

from codev.did_you_mean import nearest
from codev.errors import UnknownNameError
from codev.model.work import Work
from codev.store.findings import Problem, Severity

if TYPE_CHECKING:
    from codev.check.base import Base

RuleScope = Literal["reading", "work", "whole"]
"""What a rule looks at: the text of a file, one work, or the whole knowledge base."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check.

    Attributes:
        code: Its stable name.
        scope: What it looks at.
        severity: How bad its findings are.
        title: What is found, in a few words.
        why: What the rule is for.
        wrong: An example of what it finds.
        right: The example put right.
    """

    code: str
    scope: RuleScope
    severity: Severity
    title: str
    why: str
    wrong: str
    right: str


WorkFunction = Callable[[Work, str], Iterator[Problem]]
"""A rule on one work: called with the work and its file's path."""

WholeFunction = Callable[["Base"], Iterator[Problem]]
"""A rule on the whole knowledge base."""

WORK_RULES: list[tuple[Rule, WorkFunction]] = []
"""Rules on one work, in the order of declaration."""

WHOLE_RULES: list[tuple[Rule, WholeFunction]] = []
"""Rules on the whole, in the order of declaration."""

_RULES: dict[str, Rule] = {}
_PART = re.compile(r"(?<!\n)\n++(Why|Wrong|Right):")


def declare(
    code: str,
    title: str,
    *,
    why: str,
    wrong: str,
    right: str,
    scope: RuleScope = "reading",
    severity: Severity = Severity.ERROR,
) -> Rule:
    """Add a rule to the registry.

    Args:
        code: Its stable name.
        title: What is found, in a few words.
        why: What the rule is for.
        wrong: An example of what it finds.
        right: The example put right.
        scope: What it looks at.
        severity: How bad its findings are.

    Returns:
        The rule.

    Raises:
        ValueError: Another rule has the code.
    """
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    _RULES[code] = Rule(code, scope, severity, title, why, wrong, right)
    return _RULES[code]


def work_rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[WorkFunction], WorkFunction]:
    """Return a decorator that registers a function as a rule on one work; its docstring explains the rule (`explained`)."""

    def register(function: WorkFunction) -> WorkFunction:
        WORK_RULES.append((declare(code, **explained(function), scope="work", severity=severity), function))
        return function

    return register


def whole_rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[WholeFunction], WholeFunction]:
    """Return a decorator that registers a function as a rule on the whole; its docstring explains the rule (`explained`)."""

    def register(function: WholeFunction) -> WholeFunction:
        WHOLE_RULES.append((declare(code, **explained(function), scope="whole", severity=severity), function))
        return function

    return register


def explained(function: Callable[..., Any]) -> dict[str, str]:
    """Return what the docstring of a rule says: its first sentence is the title, then come ``Why:``, ``Wrong:`` and ``Right:``.

    Args:
        function: The rule.

    Returns:
        The title, which begins with a small letter, and the three parts by name; an example of several lines keeps them.

    Raises:
        ValueError: A part is missing.
    """
    title, *rest = _PART.split(inspect.getdoc(function) or "")
    parts = {name.lower(): text for name, text in zip(rest[::2], rest[1::2], strict=True)}
    if parts.keys() != {"why", "wrong", "right"}:
        raise ValueError(f"the docstring of {function.__name__} does not say why, what is wrong and what is right")
    # A text that begins behind the name goes on in the next line; one that begins below it has lines of its own.
    texts = {
        name: dedent(text).strip("\n") if text.startswith("\n") else " ".join(text.split()) for name, text in parts.items()
    }
    return {"title": title[0].lower() + title[1:].removesuffix("."), **texts}


def rules() -> tuple[Rule, ...]:
    """Return every rule by code; import `codev.check.catalogue` for all of them to be there."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def rule_of(code: str) -> Rule:
    """Return a rule.

    Args:
        code: Its stable name.

    Raises:
        UnknownNameError: There is none of the name.
    """
    try:
        return _RULES[code]
    except KeyError:
        raise UnknownNameError("rule", code, nearest(code, _RULES)) from None
