"""The SQL of a question gives the rows of its answer, and what is asked of it cannot break out of it."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.export.question_sql import WITH_SQL, question_sql
from codev.export.sql import run_sql
from codev.export.sqlite import Database, open_database
from codev.query import QUESTIONS, Query, run
from codev.query.questions import ALL_FACETS
from saved_queries import SAVED

MORE = [
    "question=rq1&level=node&node=data-filter&capability=reasoning",
    "question=rq1&effect=degrades&stage=finetune",
    "question=rq2&role=data-creator&leveraged=reasoning",
    "question=works&author=Haotian%20Liu&evidence=abstract",
    "question=pivot&rows=node&columns=venue&node=scaling",
    "question=pivot&rows=evidence&columns=nothing&scope=extended",
    "question=trends&by=enhanced",
    "question=most-used&kind=model&stage=pretrain",
    "question=lineage&of=clip&edge_direction=down&depth=2&relation=trains",
    "question=neighbours&of=clip&edge_direction=down",
]


@pytest.fixture(scope="module")
def database(facts_atlas: Atlas) -> Database:
    """The database of the frozen knowledge base."""
    return open_database(facts_atlas, use_cache=False)


WRITTEN = [url for url in [*SAVED, *MORE] if Query.from_url(url).question in WITH_SQL and "text=" not in url]
"""The queries that have a statement."""


@pytest.mark.parametrize("url", WRITTEN)
def test_the_statement_gives_the_same_rows(facts_atlas: Atlas, database: Database, url: str) -> None:
    query = Query.from_url(url)
    answer = run(facts_atlas, query)
    found = run_sql(database, question_sql(facts_atlas, query))
    expected = [attrgetter(*found.columns)(row) for row in answer.rows]
    # A year is text in the tables of facets.
    said = [tuple(str(each) if each is not None else None for each in row) for row in (*expected, *found.rows)]
    assert not found.is_cut or len(expected) > len(found.rows)
    if found.is_cut:
        assert not Counter(said[len(expected) :]) - Counter(said[: len(expected)])
    else:
        assert Counter(said[: len(expected)]) == Counter(said[len(expected) :])


def test_every_question_that_only_counts_has_a_statement(facts_atlas: Atlas) -> None:
    assert {name for name, question in QUESTIONS.items() if question.facets == ALL_FACETS} - WITH_SQL == {"evidence", "gaps"}
    with pytest.raises(WrongUseError, match="no single statement"):
        question_sql(facts_atlas, Query.build("loops"))


@pytest.mark.parametrize("text", ["'; DROP TABLE works; --", "x' OR '1'='1", 'x") OR ("1'])
def test_what_is_asked_is_a_value_and_no_statement(facts_atlas: Atlas, text: str) -> None:
    for name in ("node", "venue", "author", "model"):
        with pytest.raises(WrongUseError):
            question_sql(facts_atlas, Query.build("works", **{name: text}))


def test_words_are_refused_with_a_reason(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="accents"):
        question_sql(facts_atlas, Query.build("works", text="video"))
