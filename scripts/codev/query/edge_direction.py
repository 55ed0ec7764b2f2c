"""The parameter ``edge_direction`` of the questions that follow edges of the graph: its row, and the check of its value.

Each question says in its own words what ``up``, ``down`` and ``both`` mean.  Any other value raises `WrongUseError`.
"""

from __future__ import annotations

from codev.errors import WrongUseError
from codev.query.questions import Choices, Parameter


def edge_direction_parameter(about: str, choices: Choices, default: str) -> Parameter:
    """Return the parameter of a question.

    Args:
        about: What it says there, in a sentence.
        choices: What ``up``, ``down`` and ``both`` mean there, in the order in which they are offered.
        default: What is meant where it is not given.
    """
    return Parameter(
        "edge_direction", "Edge direction", about, choices=choices, default=default, flags=True, former_names=("way",)
    )


def check_edge_direction(value: str, choices: Choices) -> None:
    """Refuse a value that is none.

    Args:
        value: What is given.
        choices: What can be chosen.

    Raises:
        WrongUseError: The value is not among the choices.
    """
    if value not in choices:
        raise WrongUseError(f"no edge direction {value[:80]!r}", f"choose {', '.join(choices)}")
