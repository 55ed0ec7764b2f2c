"""The tools: one for each question, made from its row, and the others; called by name with arguments of any kind.

Arguments are hostile until they are checked.  Whatever is wrong with them raises a `CodevError` whose sentence says what to do;
a tool never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from codev.assistant import lookups, statements
from codev.assistant.desk import Desk
from codev.assistant.lookups import Lookup
from codev.assistant.meaning import meanings
from codev.assistant.reply import Found, reply
from codev.assistant.schemas import PAGING, JsonSchema, arguments, input_schema, output_schema, row_schema
from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.query import QUESTIONS, Query, Question, as_command, run
from codev.query.query import NUMBERS, as_number
from codev.show.addresses import question_page

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Tool:
    """What an assistant can call.

    Attributes:
        name: Its name.
        title: What people see.
        description: What it answers, for the assistant that chooses a tool.
        takes: Returns the schema of its arguments.
        gives: The schema of its answer.
        find: Answers; raises `CodevError` where the arguments cannot be understood.
    """

    name: str
    title: str
    description: str
    takes: Callable[[Atlas], JsonSchema]
    gives: JsonSchema
    find: Callable[[Desk, Atlas, Arguments], Found]


@cache
def all_tools() -> Mapping[str, Tool]:
    """Return every tool by its name: those of questions, then the others."""
    tools = [*map(_of_question, QUESTIONS.values()), *map(_of_lookup, (*lookups.LOOKUPS, *statements.STATEMENTS))]
    return MappingProxyType({tool.name: tool for tool in tools})


def call(desk: Desk, name: str, given: Arguments) -> dict[str, Any]:
    """Return what a tool answers.

    Args:
        desk: The knowledge base.
        name: The tool.
        given: Its arguments, of any kind.

    Raises:
        CodevError: There is no such tool, or the arguments cannot be understood.
    """
    tools = all_tools()
    if name not in tools:
        raise UnknownNameError("tool", name, nearest(name, tools), tools)
    tool, atlas = tools[name], desk.atlas
    if name in QUESTIONS:
        given = QUESTIONS[name].with_present_names(given)
    schema = tool.takes(atlas)
    known = schema["properties"]
    for each in given:
        if each not in known:
            raise UnknownNameError(f"argument of {name}", each, nearest(each, known), known)
    for each in schema.get("required", ()):
        if given.get(each) in (None, "", []):
            raise WrongUseError(f"the tool {name} needs '{each}'", _example(name))
    return reply(desk, tool.find(desk, atlas, given), name, given)


def _of_lookup(about: Lookup) -> Tool:
    """Return a tool that is no question."""
    return Tool(
        about.name,
        about.title,
        about.description,
        lambda atlas: arguments({**about.takes(atlas), **PAGING}, about.required),
        output_schema(about.row, about.more),
        about.find,
    )


def _of_question(question: Question) -> Tool:
    """Return the tool of a question."""
    said = [question.sentence, question.about, question.limits, question.start]
    examples = [f"{label}: {_shown(values)}" for label, values in question.examples.items()]
    said.append(f"Examples: {'; '.join(examples)}." if examples else "")
    more: dict[str, JsonSchema] = {
        "command": {"type": "string", "description": "The command that gives the same rows."},
        "read_as": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "What names that are no ids were taken for.",
        },
    }
    return Tool(
        question.name,
        question.title,
        " ".join(filter(None, said)),
        lambda atlas: input_schema(question, atlas),
        output_schema(row_schema(question.row), more),
        lambda desk, atlas, given: _answer(question, desk, atlas, given),
    )


def _answer(question: Question, desk: Desk, atlas: Atlas, given: Arguments) -> Found:
    """Answer a question."""
    values = {name: value for name, value in given.items() if name not in PAGING}
    for name in NUMBERS & values.keys():
        if isinstance(values[name], str):
            values[name] = as_number(name, values[name])
    query = Query.build(question.name, **values)
    result = run(atlas, query)
    read_as, ambiguous = meanings(atlas, query)
    page = question_page(question.name)
    if question.name == "works" and query.facets.given():
        page += f"?{query.to_url().partition('&')[2]}"
    taken = ", ".join(f"{name!r} as {meant}" for name, meant in read_as.items())
    return Found(
        rows=result.as_dicts(),
        says=[*ambiguous, *([f"Read {taken}."] if taken else []), result.note, question.limits if result.rows else ""],
        page=page,
        more={"command": as_command(query, desk.file), "read_as": read_as},
    )


def _example(name: str) -> str:
    """Return how a tool is called, in words; empty where there is no example."""
    question = QUESTIONS.get(name)
    examples = [_shown(values) for values in question.examples.values()] if question else []
    return f"for example: {examples[0]}" if examples else ""


def _shown(values: Mapping[str, Any]) -> str:
    """Return arguments as they are written."""
    shown = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return ", ".join(f"{name} = {value!r}" for name, value in shown.items()) or "no argument"
