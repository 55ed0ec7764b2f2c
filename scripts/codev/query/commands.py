"""A query as the command and as the Python that ask the same: pure functions.

Every value is quoted by the rules of the shell or of Python, so that no value can become anything else.
"""

from __future__ import annotations

import shlex

from codev.query.facet_values import as_values
from codev.query.query import Query
from codev.query.questions import option_of


def as_command(query: Query, file: str = "") -> str:
    """Return the command that asks the same.

    Args:
        query: What is asked.
        file: The published file that is asked; the folder of entries where it is empty.
    """
    values = query.given()
    places = query.about.needs
    arguments = [str(each) for name in places for each in as_values(values[name])]
    # An argument that begins with a hyphen would be read as an option.
    last = ["--", *arguments] if any(each.startswith("-") for each in arguments) else []
    words = ["codev", "query", query.question, *([] if last else arguments), *(["--data", file] if file else [])]
    for name, value in values.items():
        if name not in places:
            for each in value if isinstance(value, tuple) else (value,):
                words += [f"{option_of(name)}={each}"] if str(each).startswith("-") else [option_of(name), str(each)]
    return shlex.join([*words, *last])


def as_python(query: Query, file: str = "") -> str:
    """Return the Python that asks the same.

    Args:
        query: What is asked.
        file: The published file that is asked; the folder of entries where it is empty.
    """
    arguments = [repr(query.question)]
    for name, value in query.given().items():
        arguments.append(f"{name}={list(value) if isinstance(value, tuple) else value!r}")
    load = ("from codev import Atlas", 'Atlas.load(".")')
    if file:
        load = ("from pathlib import Path\n\nfrom codev.export import read_published", f"read_published(Path({file!r}))")
    return (
        f"{load[0]}\n"
        "from codev.query import ask\n\n"
        f"atlas = {load[1]}\n"
        f"result = ask(atlas, {', '.join(arguments)})\n"
        "for row in result.rows:\n"
        "    print(row)\n"
    )
