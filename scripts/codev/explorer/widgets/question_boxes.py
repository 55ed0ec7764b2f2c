"""What a view draws of its question, from the question's row: the choice between questions, a box for each parameter, examples.

A parameter that names something takes an id, a name or an alias; text that means nothing is told beside the answer.
"""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

from codev.errors import WrongUseError
from codev.explorer.results.options import find_value, told_apart
from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.session import go, on_question
from codev.query import QUESTIONS, AnswerRow, Parameter, Question
from codev.query.facet_values import as_values

AnyRow = TypeVar("AnyRow", bound=AnswerRow)


def draw_question(page: PageRun) -> bool:
    """Draw the choice between the questions of the tab and the boxes of the one that is chosen.

    Args:
        page: The page.

    Returns:
        Whether enough is chosen to ask; where it is not, the page says what to choose, with examples to press.
    """
    view, question = page.state.view, page.question
    if len(view.questions) > 1:
        key = f"question_{view.id}"
        st.session_state[key] = question.name
        st.segmented_control(
            "Question",
            view.questions,
            format_func=lambda name: QUESTIONS[name].title,
            key=key,
            required=True,
            on_change=on_question,
            args=(view.id, key),
            label_visibility="collapsed",
        )
    # What is asked about stands first, and two boxes on a line have room for long names.
    for start in range(0, len(question.parameters), 2):
        boxes = st.columns(2)
        for box, parameter in zip(boxes, question.parameters[start : start + 2], strict=False):
            with box:
                _draw_box(page, parameter)
    chosen = any(page.controls.chosen.get(name) for name in question.takes)
    if not question.start or (chosen and not page.now().missing()):
        return True
    st.info(f"{question.start} For example:", icon=":material/arrow_upward:")
    _draw_examples(page, question)
    return False


def _draw_box(page: PageRun, parameter: Parameter) -> None:
    """Draw the box of a parameter."""
    subjects = page.lookups.subjects
    options = subjects[parameter.subject] if parameter.subject else told_apart(parameter.choices_in(page.atlas))
    if parameter.many:
        page.controls.many(
            parameter.name,
            parameter.label,
            options,
            free=bool(parameter.subject),
            help=parameter.help,
            placeholder=parameter.placeholder,
        )
        return
    page.controls.one(
        parameter.name,
        parameter.label,
        options,
        default=parameter.default,
        free=bool(parameter.subject or parameter.bounds),
        help=parameter.help,
        placeholder=parameter.placeholder,
    )


def _draw_examples(page: PageRun, question: Question) -> None:
    """Draw a button for each example; one that names what this knowledge base has not is left out."""
    with st.container(horizontal=True):
        for number, (label, values) in enumerate(question.examples.items()):
            try:
                meant = {
                    name: tuple(find_value(page.atlas, question, name, str(each)) for each in as_values(value))
                    for name, value in values.items()
                }
            except WrongUseError:
                continue
            st.button(label, on_click=go, args=(question.name, meant), key=f"example_{question.name}_{number}")


def answer_rows(page: PageRun, kind: type[AnyRow]) -> list[AnyRow]:
    """Return the rows of the answer on show; none, with the reason said on the page, where there is no answer or it is empty.

    Args:
        page: The page.
        kind: What the rows are.
    """
    answer = page.answer()
    if answer is None:
        return []
    if not answer.rows:
        active = sorted(name for name in page.question.facets if page.controls.chosen.get(name))
        hint = f"Remove a facet ({', '.join(active)}), or start over." if active else ""
        st.info(plain_markdown(f"{answer.note} {hint}".strip()), icon=":material/search_off:")
    elif answer.note:
        st.caption(plain_markdown(answer.note))
    return [row for row in answer.rows if isinstance(row, kind)]
