"""The first screen: what there is and how far it was checked, questions to begin with, both matrices, the timeline, the newest.

It is made once for a knowledge base; an example that names what this one has not is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.explorer.results.links import Links, asking
from codev.explorer.results.options import find_value
from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.drawn import draw, environment_of, matrix_macros
from codev.memory import made_once
from codev.query import QUESTIONS, Question, rq1, rq2
from codev.query.answers.growth import newest_works
from codev.query.facet_values import as_values
from codev.query.stats import statistics
from codev.show.cards import macros
from codev.show.matrices import question_matrix
from codev.show.timeline_picture import timeline_svg
from codev.show.words import TIMELINE_LEGEND

EXAMPLES = {"similar": 0, "lineage": 0, "loops": 0, "falls": 0, "gaps": 1, "path": 0, "compare": 0, "trends": 0}
"""The questions of which an example stands here, and which one; the first group of tabs and the figures lead to works."""

ACROSS = {"rq1": "stage", "rq2": "capability"}
"""What stands across in each matrix: the fewest columns."""

NEWEST_COUNT = 6
"""Works listed as new."""


@dataclass(frozen=True)
class Figure:
    """A figure of the knowledge base.

    Attributes:
        label: What it counts.
        text: The number.
        address: Where what it counts is listed.
        is_minor: Whether it says how far to trust the others.
    """

    label: str
    text: str
    address: str
    is_minor: bool = False


@View(
    id="start", label="Start", group="Start", place=10, extras=(), asks="How do multi-modal data and models develop each other?"
)
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw(page, _start_html(page.atlas), "start")


@made_once
def _start_html(atlas: Atlas) -> Markup:
    """Return the first screen."""
    made = macros(environment_of(atlas), "start.jinja", to=Links())
    found: Markup = made.start(
        figures=figures_of(atlas),
        examples=[_example(atlas, QUESTIONS[name], number) for name, number in EXAMPLES.items()],
        newest=newest_works(atlas)[:NEWEST_COUNT],
        matrices=[(direction, _small_matrix(atlas, direction.question.lower())) for direction in atlas.taxonomy.directions],
        timeline=Markup(timeline_svg(atlas, url=Links().thing, behind="") or ""),  # noqa: S704 - its texts are escaped there
        timeline_legend=TIMELINE_LEGEND,
    )
    return found


def figures_of(atlas: Atlas) -> list[Figure]:
    """Return what the knowledge base holds and how far it was checked.

    Args:
        atlas: The knowledge base.
    """
    numbers = statistics(atlas)
    figures = [
        Figure("works", f"{numbers['works']:,}", asking("works")),
        Figure("claims", f"{numbers['claims']:,}", asking("claims")),
        *(Figure(kind, f"{numbers[kind]:,}", _listing(kind)) for kind in ("models", "datasets")),
    ]
    for label, name, facets in (
        ("claims compared with a source", "claims_checked", {"checked": "yes"}),
        ("compared by two people", "claims_checked_twice", {"checked": "twice"}),
        ("claims in doubt", "claims_in_doubt", {"doubt": "yes"}),
        ("unverified claims", "claims_unverified", {"evidence": "unverified"}),
    ):
        if numbers[name]:
            figures.append(Figure(label, f"{numbers[name]:,}", asking("claims", **facets), is_minor=True))
    audit = next(reversed(atlas.taxonomy.audits), None)
    if audit is not None:
        right = f"{audit.sentences.right:,} of {audit.compared_count:,}"
        address = _sql("SELECT name, date, sample, sentences_right, sentences_imprecise, sentences_wrong FROM audits")
        figures.append(Figure("sentences right in the last audit", right, address, is_minor=True))
    return figures


def _listing(kind: str) -> str:
    """Return the address of models or datasets by kind and access; all together they are those that are counted."""
    columns = "kind, access"
    return _sql(f"SELECT {columns}, count(*) AS {kind} FROM {kind} GROUP BY {columns} ORDER BY {kind} DESC")  # noqa: S608 - our names


def _sql(statement: str) -> str:
    """Return the address of a statement in the console."""
    return f"?{urlencode({'view': 'console', 'sql': statement})}"


def _example(atlas: Atlas, question: Question, number: int) -> tuple[str, str, str]:
    """Return a question's sentence, what an example is about, and its address; no example where a name is unknown."""
    label, values = list(question.examples.items())[number]
    try:
        meant = {
            name: [find_value(atlas, question, name, str(each)) for each in as_values(value)] for name, value in values.items()
        }
    except WrongUseError:
        return question.sentence, "", asking(question.name)
    return question.sentence, label, f"?{urlencode({'question': question.name, **meant}, doseq=True)}"


def _small_matrix(atlas: Atlas, question: str) -> Any:
    """Return the matrix of a research question, whose cells lead to themselves on its tab."""
    matrix = question_matrix(
        atlas,
        rq1(atlas) if question == "rq1" else rq2(atlas),
        ACROSS[question],
        address_of=lambda cell: asking(question, across=ACROSS[question], cell=cell.name),
        is_whole=False,
    )
    return matrix_macros(atlas).question_table(matrix)
