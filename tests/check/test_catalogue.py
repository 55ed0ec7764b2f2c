"""Every rule can be explained, and every finding has a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codev import check, store
from codev.check.catalogue import MODULES, rule_of, rule_rows, rules
from codev.check.rule import WHOLE_RULES, WORK_RULES, Rule, declare, explained
from codev.errors import UnknownNameError


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_is_for(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
    assert rule.title[0].islower() or rule.title.startswith("'")
    assert not rule.title.endswith(".")
    assert rule.why.endswith((".", ")"))
    assert rule.wrong
    assert rule.right
    assert rule.wrong != rule.right


def test_every_rule_with_a_function_has_it_once() -> None:
    functions = [rule.code for rule, _ in (*WORK_RULES, *WHOLE_RULES)]
    assert len(functions) == len(set(functions))
    assert {rule.code for rule in rules() if rule.scope == "work"} == {rule.code for rule, _ in WORK_RULES}
    assert {rule.code for rule in rules() if rule.scope == "whole"} - {"schema-stale"} == {rule.code for rule, _ in WHOLE_RULES}


def test_every_code_that_stands_in_the_store_has_a_rule() -> None:
    known = {rule.code for rule in rules()}
    for path in Path(store.__file__).parent.glob("*.py"):
        used = re.findall(r'(?:YamlProblem|_Complaint)\(\s*"([a-z0-9-]+)"', path.read_text("utf-8"))
        used += re.findall(r'1, 1, "([a-z0-9-]+)", Severity', path.read_text("utf-8"))
        assert set(used) <= known, path.name


def test_every_module_of_rules_is_in_the_catalogue() -> None:
    holding = set()
    for path in Path(check.__file__).parent.glob("*.py"):
        if re.search(r"^(@work_rule|@whole_rule|declare|_STALE = declare)\(", path.read_text("utf-8"), re.MULTILINE):
            holding.add(path.stem)
    assert holding == {module.__name__.rpartition(".")[2] for module in MODULES}


def test_rows_for_the_documentation() -> None:
    rows = rule_rows()
    assert [row["code"] for row in rows] == sorted(rule.code for rule in rules())
    assert set(rows[0]) == {"code", "scope", "severity", "title", "why", "wrong", "right"}


def test_a_docstring_explains_its_rule() -> None:
    def function() -> None:
        """'stages' names one thing twice.

        Why: It would be counted
            twice.

        Wrong: stages: [finetune, finetune]

        Right:
            stages:
            - finetune
        """

    assert explained(function) == {
        "title": "'stages' names one thing twice",
        "why": "It would be counted twice.",
        "wrong": "stages: [finetune, finetune]",
        "right": "stages:\n- finetune",
    }
    function.__doc__ = "'stages' names one thing twice.\n\nWhy: It would be counted twice."
    with pytest.raises(ValueError, match="does not say why, what is wrong and what is right"):
        explained(function)


def test_names() -> None:
    assert rule_of("unknown-term").scope == "whole"
    with pytest.raises(UnknownNameError, match="did you mean unknown-term"):
        rule_of("unknown-trem")
    with pytest.raises(ValueError, match="two rules are called unknown-term"):
        declare("unknown-term", "again", why="no", wrong="x", right="y")
