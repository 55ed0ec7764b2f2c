"""Pages of what a reader chooses: the comparison and the basket; and that of the models and datasets most used.

Without scripts the comparison shows the examples of its question.  An example that names what the knowledge base has not is
left out; the other choices are made in the browser, from the files of `codev.site.data.comparison`.
"""

from __future__ import annotations

from codev.errors import WrongUseError
from codev.ids import split_artifact
from codev.query import QUESTIONS, Query, as_command, compare, most_used
from codev.show.addresses import base_of
from codev.show.comparison import VALUES_SHOWN, comparison
from codev.show.site_links import Links
from codev.show.words import KINDS
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.questions import Things

USED_ROWS_MAX = 60
"""Rows of a table of what is most used; the explorer and the command have all."""

YEARS_SHOWN = 5
"""The latest years, which have a column each."""


def basket_page(renderer: Renderer) -> Page:
    """Return the page of the basket.

    Args:
        renderer: Templates and knowledge base.
    """
    body = renderer.render("basket.md.jinja", "basket/")
    about = "Works, models and datasets that you have chosen: cite, export, compare or share them."
    return Page("basket/", "Basket", about, body, "Works", scripts=("basket",), layout="wide", contents=False)


def compare_page(renderer: Renderer) -> Page:
    """Return the page that compares, with the examples of the question.

    Args:
        renderer: Templates and knowledge base.
    """
    question, address = QUESTIONS["compare"], "compare/"
    links, examples = Links(renderer.addresses, base_of(address)), []
    for label, values in question.examples.items():
        try:
            rows = compare(renderer.atlas, values["things"])
        except WrongUseError:
            continue
        query = Query.build("compare", **values)
        parts = comparison(renderer.atlas, rows, thing_address=links.thing, claim_address=links.claim)
        examples.append((label, query.to_url().partition("&")[2], as_command(query), *parts))
    body = renderer.render("compare.md.jinja", address, question=question, examples=examples, shown=VALUES_SHOWN)
    return page_of_section("Questions", address, "Compare", question.sentence, body, layout="wide", scripts=("compare",))


def used_page(renderer: Renderer) -> Page:
    """Return the page of the models and datasets that most works name.

    Args:
        renderer: Templates and knowledge base.
    """
    address, question = "most-used/", QUESTIONS["most-used"]
    thing = Things(renderer, address)
    years = [int(year) for year in sorted(renderer.claimed.works_by_year)[-YEARS_SHOWN:]]
    parts = []
    for kind in ("dataset", "model"):
        rows = most_used(renderer.claimed, kind=kind)
        shown = [
            (row, thing(row.thing), split_artifact(row.thing)[1], {**dict.fromkeys(years, 0), **dict(row.by_year)})
            for row in rows[:USED_ROWS_MAX]
        ]
        command = as_command(Query.build("most-used", kind=kind))
        parts.append((kind, KINDS[kind][1], shown, len(rows), command))
    body = renderer.render("most-used.md.jinja", address, question=question, parts=parts, years=years)
    return page_of_section("Questions", address, question.title, question.sentence, body, layout="wide")
