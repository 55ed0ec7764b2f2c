"""A query as the command and as the Python that ask the same: pure functions.

Every value is quoted by the rules of the shell or of Python, so that no value can become anything else.
"""

from __future__ import annotations

import shlex

from codev.query.facet_values import as_values
from codev.query.query import Query


def as_command(query: Query) -> str:
    """Return the command that asks the same.

    Args:
        query: What is asked.
    """
    values = query.given()
    places = query.about.needs
    arguments = [str(each) for name in places for each in as_values(values[name])]
    # An argument that begins with a hyphen would be read as an option.
    last = ["--", *arguments] if any(each.startswith("-") for each in arguments) else []
    words = ["codev", "query", query.question, *([] if last else arguments)]
    for name, value in values.items():
        if name not in places:
            for each in value if isinstance(value, tuple) else (value,):
                words += [f"--{name}={each}"] if str(each).startswith("-") else [f"--{name}", str(each)]
    return shlex.join([*words, *last])


def as_python(query: Query) -> str:
    """Return the Python that asks the same.

    Args:
        query: What is asked.
    """
    arguments = [repr(query.question)]
    for name, value in query.given().items():
        arguments.append(f"{name}={list(value) if isinstance(value, tuple) else value!r}")
    return (
        "from codev import Atlas\n"
        "from codev.query import ask\n\n"
        'atlas = Atlas.load(".")\n'
        f"result = ask(atlas, {', '.join(arguments)})\n"
        "for row in result.rows:\n"
        "    print(row)\n"
    )
