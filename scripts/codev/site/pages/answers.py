"""Pages made from the rows of questions alone: the index of all questions, and a page for each that has none of its own.

Such a page shows the answer as a table, or the answers to the question's examples where it cannot be asked without a choice.
The whole answer stands beside it as JSON and CSV.  An example that names what the knowledge base has not is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import graph_of
from codev.query import QUESTIONS, AnswerRow, Query, Question, Result, as_command, as_python, run, to_csv, to_json
from codev.query.facets import FACETS
from codev.query.rows import cell_text
from codev.query.text import CSV_FILE_ENCODING
from codev.show.addresses import OWN_PAGES, QUESTIONS_PAGE, base_of, question_page
from codev.show.site_links import Links
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

ROWS_MAX = 500
"""Rows of an answer on its page; the files beside it hold all."""


def answer_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the index of the questions, and a page for each that has no page of its own.

    Args:
        renderer: Templates and knowledge base.
    """
    questions = [
        (
            question,
            question_page(question.name),
            [FACETS[name] for name in question.facets],
            [Query.build(question.name, **values) for values in question.examples.values()],
        )
        for question in [*(QUESTIONS[name] for name in OWN_PAGES), *_without_page()]
    ]
    body = renderer.render(
        "questions.md.jinja",
        QUESTIONS_PAGE,
        questions=questions,
        as_command=as_command,
        as_python=as_python,
        facets=list(FACETS.values()),
    )
    about = f"The {len(questions)} questions that the atlas answers: on pages, as commands and in Python."
    yield page_of_section("Questions", QUESTIONS_PAGE, "All questions", about, body)
    for question in _without_page():
        address = question_page(question.name)
        cells = _Cells(renderer.atlas, Links(renderer.addresses, base_of(address)))
        answers = [
            (label, as_command(result.query), result, [cells.of(row) for row in result.rows[:ROWS_MAX]])
            for label, result in _answers(renderer.atlas, question)
        ]
        body = renderer.render("answer.md.jinja", address, question=question, answers=answers, rows_max=ROWS_MAX)
        yield page_of_section("Questions", address, question.title, question.sentence, body, layout="wide")


def answer_files(atlas: Atlas) -> dict[str, bytes]:
    """Return the whole answers to the questions that have no page of their own, as JSON and CSV.

    Args:
        atlas: The knowledge base.

    Returns:
        Contents by path relative to the site's root.
    """
    files: dict[str, bytes] = {}
    for question in _without_page():
        for number, (_, result) in enumerate(_answers(atlas, question), start=1):
            stem = f"{question_page(question.name)}answer-{number}"
            files |= {f"{stem}.json": to_json(result).encode(), f"{stem}.csv": to_csv(result).encode(CSV_FILE_ENCODING)}
    return files


def _without_page() -> list[Question]:
    """Return the questions that have no page of their own."""
    return [question for question in QUESTIONS.values() if question.name not in OWN_PAGES]


def _answers(atlas: Atlas, question: Question) -> list[tuple[str, Result]]:
    """Return the answer to a question, or the answers to its examples, each with what it is called."""
    asked = dict(question.examples) if question.start else {question.title: {}}
    found = []
    for label, values in asked.items():
        try:
            found.append((label, run(atlas, Query.build(question.name, **values))))
        except WrongUseError:
            continue
    return found


class _Cells:
    """The cells of rows as a page shows them: what names a work, a claim or a thing of the graph leads to it."""

    def __init__(self, atlas: Atlas, links: Links) -> None:
        self._atlas, self._links, self._graph = atlas, links, graph_of(atlas)

    def of(self, row: AnswerRow) -> list[Markup]:
        """Return the cells of a row."""
        return [self._cell(getattr(row, column.name), row.value_names.get(column.name, {})) for column in row.columns]

    def _cell(self, value: Any, words: Mapping[str, str]) -> Markup:
        """Return a value, or each of several."""
        if isinstance(value, tuple):
            return Markup(", ").join(self._cell(each, words) for each in value)
        text = cell_text(value)
        if text in self._atlas.works:
            return _link(self._links.work(text), self._atlas.works[text].title)
        if text in self._atlas.claims:
            return _link(self._links.claim(text), text)
        name = f"node:{text}" if text in self._atlas.tree else text
        if name in self._graph:
            return _link(self._links.thing(name), self._graph.nodes[name]["label"])
        return escape(words.get(text, text))


def _link(address: str | None, text: str) -> Markup:
    """Return a link; the text alone where it leads nowhere."""
    return Markup('<a href="{}">{}</a>').format(address, text) if address else escape(text)
