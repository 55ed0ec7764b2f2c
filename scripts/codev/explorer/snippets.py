"""The query on show as a command and as Python: pure functions.

Every value is quoted by the rules of the shell or of Python, so that no value can become anything else.
"""

from __future__ import annotations

import shlex
from typing import Any

from codev.query import Facets, Parameters, Query, Question

PLACES = {
    Question.LINEAGE: ("of",),
    Question.PATH: ("of", "to"),
    Question.NEIGHBOURS: ("of",),
    Question.SIMILAR: ("of",),
}
"""The parameters that `codev query` takes by their place."""


def as_command(query: Query) -> str:
    """Return the command that asks the same.

    Args:
        query: What is on show.
    """
    values = _given(query)
    places = PLACES.get(query.question, ())
    # An argument that begins with a hyphen would be read as an option.
    arguments = [str(values[name]) for name in places if name in values]
    separator = ["--"] if any(each.startswith("-") for each in arguments) else []
    words = ["codev", "query", query.question.value]
    for name, value in values.items():
        if name not in places:
            for each in value if isinstance(value, tuple) else (value,):
                words += [f"--{name}={each}"] if str(each).startswith("-") else [f"--{name}", str(each)]
    return shlex.join([*words, *separator, *arguments])


def as_python(query: Query) -> str:
    """Return the Python that asks the same.

    Args:
        query: What is on show.
    """
    arguments = [repr(query.question.value)]
    for name, value in _given(query).items():
        arguments.append(f"{name}={list(value) if isinstance(value, tuple) else value!r}")
    return (
        "from codev import Atlas\n"
        "from codev.query import Query, run\n\n"
        'atlas = Atlas.load(".")\n'
        f"result = run(atlas, Query.build({', '.join(arguments)}))\n"
        "for row in result.rows:\n"
        "    print(row)\n"
    )


def _given(query: Query) -> dict[str, Any]:
    """Return the facets and parameters that are given, in their order."""
    values = {name: getattr(query.facets, name) for name in Facets.model_fields}
    values |= {name: getattr(query.parameters, name) for name in Parameters.model_fields}
    return {name: value for name, value in values.items() if value is not None and value != ()}
