"""Every question of the real knowledge base, whatever it holds: typed, stable, plain rows, and every format holds each of them.

What is asked about is taken from the knowledge base itself: the artifacts and works with the most connections.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.query import QUESTIONS, Query, Result, run, to_csv, to_json, to_markdown, to_tsv


def busiest(atlas: Atlas, kind: str) -> str:
    """Return the name of the thing of a kind with the most connections."""
    graph = graph_of(atlas)
    return max((name for name, data in graph.nodes(data=True) if data["kind"] == kind), key=graph.degree)


@pytest.fixture(scope="module")
def results(atlas: Atlas) -> dict[str, Result]:
    """The answer to each question."""
    model, dataset, work = (busiest(atlas, kind) for kind in ("model", "dataset", "work"))
    values: dict[str, dict[str, Any]] = {
        "path": {"of": model, "to": dataset},
        "compare": {"things": (model, dataset, work)},
        "similar": {"of": work.partition(":")[2]},
        "falls": {"model": model.partition(":")[2]},
    }
    return {
        question: run(atlas, Query.build(question, **values.get(question, {"of": model} if QUESTIONS[question].needs else {})))
        for question in QUESTIONS
    }


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_answers_are_typed_stable_and_plain(atlas: Atlas, results: dict[str, Result], question: str) -> None:
    result = results[question]
    assert run(atlas, result.query) == result
    assert result.rows or result.note
    assert all(type(row) is QUESTIONS[question].row for row in result.rows)
    assert json.loads(to_json(result)) == result.data()
    for row in result.rows:
        hash(row)
    works = result.works()
    assert set(works) <= set(atlas.works)
    assert len(set(works)) == len(works)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_format_holds_every_row(results: dict[str, Result], question: str) -> None:
    result = results[question]
    assert len(list(csv.reader(io.StringIO(to_csv(result))))) == len(result.rows) + 1
    assert {line.count("\t") for line in to_tsv(result).splitlines()} == {len(result.columns) - 1}
    assert len(to_markdown(result).splitlines()) == len(result.rows) + 2
