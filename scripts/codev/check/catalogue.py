"""All rules together: importing this module registers every one."""

from __future__ import annotations

from dataclasses import asdict

from codev.check import artifacts, authors, claims, duplicates, entries, reading, schemas, terms, vocabulary, works
from codev.check.rule import Rule, rule_of, rules

MODULES = (reading, works, claims, entries, terms, artifacts, authors, duplicates, vocabulary, schemas)
"""Where the rules are."""

__all__ = ["MODULES", "Rule", "rule_of", "rule_rows", "rules"]


def rule_rows() -> list[dict[str, str]]:
    """Return every rule as a row of the documentation's table, by code.

    Returns:
        Rows of ``code, scope, severity, title, why, wrong, right``.
    """
    return [asdict(rule) | {"severity": rule.severity.value} for rule in rules()]
