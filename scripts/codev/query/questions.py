"""The questions that the knowledge base answers (DESIGN §3): one row a question, from which everybody derives it.

A module of `codev.query.answers` registers each row above the function that answers.  The command line, the
Python API, the explorer, the site and the documentation take name, words, parameters and examples from `QUESTIONS`; a new
question is a new module there, and no other file knows of it.  Input is checked by `codev.query.query.Query`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote, urlencode

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph.relations import RELATIONS
from codev.query.facets import FACETS
from codev.query.rows import AnswerRow

Function = TypeVar("Function", bound=Callable[..., Any])

Value = TypeVar("Value")

AnyRow = TypeVar("AnyRow", bound=AnswerRow)

Subject = Literal["", "artifact", "thing", "work"]
"""What a parameter names: nothing, a model or dataset, anything in the graph (a work or a node too), or a work."""

Choices = Mapping[str, str]
"""What can be chosen: the name of each value, in the order in which it is offered."""

ALL_FACETS = tuple(FACETS)
"""The facets of a question that takes every one."""

_NOTHING: tuple[Any, ...] = (None, (), [])
"""The values of a facet or parameter that is not given."""

RELATION_NAMES: Choices = {name: f"{words.forward}: {words.meaning}" for name, words in RELATIONS.items()}
"""What can be followed in the graph."""


def numbered(numbers: Iterable[int], name: str, others: str = "") -> Choices:
    """Return numbers as choices.

    Args:
        numbers: The numbers that a box offers.
        name: What each is called, with a pair of braces for the number.
        others: What each but 1 is called, where that differs.
    """
    return {str(number): (others if others and number != 1 else name).format(number) for number in numbers}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question needs besides facets.

    Attributes:
        name: What it is called in addresses, in Python and, as `option_of` writes it, on the command line.
        label: What stands above its box.
        help: What it says, in a sentence.
        choices: The values that can be chosen; those of a number are the ones that a box offers.  Where they depend on the
            knowledge base, a function of it.
        subject: What it names.
        bounds: The least and the greatest number; None where it is no number.
        many: Whether it may be given several times.
        required: Whether the question cannot be asked without it; the command takes it by its place.
        default: What is meant where it is not given.
        placeholder: What its empty box says.
        metavar: What the help of the command calls its value.
        flags: Whether each choice is an option of the command by itself too.
        former_names: What it was called before.  Whatever was written with such a name goes on to work
            (`Question.with_present_names`); nothing shows it any more.
    """

    name: str
    label: str
    help: str
    choices: Choices | Callable[[Atlas], Choices] = field(default_factory=dict)
    subject: Subject = ""
    bounds: tuple[int, int] | None = None
    many: bool = False
    required: bool = False
    default: str = ""
    placeholder: str = "Any"
    metavar: str = "TEXT"
    flags: bool = False
    former_names: tuple[str, ...] = ()

    def choices_in(self, atlas: Atlas) -> Choices:
        """Return what can be chosen in a knowledge base."""
        return self.choices(atlas) if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Answer(Generic[AnyRow]):
    """What a function returns that has more to say than its rows.

    Attributes:
        rows: The rows.
        note: What a reader should know, such as that the list is cut.
    """

    rows: Sequence[AnyRow]
    note: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; used as a decorator, it registers the function that answers.

    Attributes:
        name: What it is called in addresses and commands.
        sentence: The question as a sentence.
        label: What it is called on pages, in a few words, where that is not its name.
        row: What the answer is made of.
        examples: What can be asked, each with its facets and parameters by name; the key says it in a few words.
        facets: The facets that it takes.  A function that takes all of them has one argument ``facets``.
        one_value: Whether it takes one value of each facet only.
        parameters: What else it takes, in the order of addresses.
        about: What the sentence leaves open, for the help of the command and the documentation.
        start: What to choose first where it cannot be asked without any choice; empty where it can.
        empty: What is said of an empty answer.
        limits: What the answer does not show, where it could be taken for more.
        is_single: Says of the facets and parameters that are given whether the answer is one object rather than a list.
        function: Answers it: takes the knowledge base, then facets and parameters by their names.
    """

    name: str
    sentence: str
    row: type[AnswerRow]
    examples: Mapping[str, Mapping[str, Any]]
    label: str = ""
    facets: tuple[str, ...] = ()
    one_value: bool = False
    parameters: tuple[Parameter, ...] = ()
    about: str = ""
    start: str = ""
    empty: str = "Nothing has all of this."
    limits: str = ""
    is_single: Callable[[Mapping[str, Any]], bool] = lambda _: False
    function: Callable[..., Sequence[AnswerRow] | Answer[Any]] = field(init=False)

    def __call__(self, function: Function) -> Function:
        """Register the question with the function that answers it.

        Raises:
            ValueError: There is a question of this name, it takes a facet that there is not, or a former name is in use.
        """
        if self.name in _rows or not set(self.facets) <= set(FACETS):
            raise ValueError(f"the question {self.name} is there already, or takes an unknown facet")
        if not self.former_names.keys().isdisjoint(self.takes):
            raise ValueError(f"the question {self.name} takes something under a name that is also a former one")
        object.__setattr__(self, "function", function)
        _rows[self.name] = self
        for name in sorted(_rows):
            _rows[name] = _rows.pop(name)
        return function

    @property
    def title(self) -> str:
        """What it is called on pages."""
        return self.label or self.name.capitalize()

    @property
    def takes(self) -> tuple[str, ...]:
        """The names of all facets and parameters, facets first."""
        return (*self.facets, *(each.name for each in self.parameters))

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the parameters without which it cannot be asked; the command takes them by their place."""
        return tuple(each.name for each in self.parameters if each.required)

    @property
    def former_names(self) -> dict[str, str]:
        """The name of today of each parameter that had another one, by the former name."""
        return {former: each.name for each in self.parameters for former in each.former_names}

    def with_present_names(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return what is given to the question with every parameter under its name of today.

        Everybody who reads parameters by their names calls this first: queries, the explorer's addresses and the tools of
        an assistant.

        Args:
            given: Facets and parameters by name, present or former, perhaps with None or nothing; other names are kept.

        Raises:
            WrongUseError: A parameter is given under two names, with different values.
        """
        former_names = self.former_names
        found: dict[str, Value] = {}
        for written, value in given.items():
            name = former_names.get(written, written)
            if value not in _NOTHING and found.get(name) not in (*_NOTHING, value):
                former = next(each for each in given if former_names.get(each) == name)
                raise WrongUseError(
                    f"{former} is the former name of {name}, and the two are given with different values", f"give {name} only"
                )
            if value not in _NOTHING or name not in found:
                found[name] = value
        return found

    def parameter(self, name: str) -> Parameter | None:
        """Return a parameter by its name, or None."""
        return next((each for each in self.parameters if each.name == name), None)


_rows: dict[str, Question] = {}


def option_of(name: str) -> str:
    """Return the option of the command for a facet or parameter: ``--edge-direction`` for ``edge_direction``.

    Args:
        name: The facet or parameter.
    """
    return f"--{name.replace('_', '-')}"


def as_url(question: str, given: Mapping[str, Any]) -> str:
    """Return a question with what is given to it as the canonical URL query string, without question mark.

    Args:
        question: What is asked.
        given: Facets and parameters by name, each with a value or a sorted tuple of values.
    """
    values = {"question": question} | {name: given[name] for name in _rows[question].takes if name in given}
    return urlencode(values, doseq=True, quote_via=quote, safe="")


QUESTIONS: Mapping[str, Question] = MappingProxyType(_rows)
"""Every question by its name, in alphabetical order."""
