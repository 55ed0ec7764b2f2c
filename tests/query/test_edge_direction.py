"""Which edges ``up`` and ``down`` mean for each question that takes a direction, and how each is called."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.query import QUESTIONS, Query, run
from codev.query.answers.lineage import LineageRow
from codev.query.answers.paths import NeighbourRow, PathRow

THING = "dataset:sharegpt4v"
MADE_WITH_IT = "model:sharegpt4v-7b"

LABELS = {
    ("lineage", "up"): "What it was made from and by",
    ("lineage", "down"): "What was made with it",
    ("neighbours", "up"): "What leads into it",
    ("neighbours", "down"): "What comes out of it",
    ("path", "up"): "Against the arrows",
    ("path", "down"): "Along the arrows",
}
"""How a direction is offered."""


@pytest.mark.parametrize(("question", "edge_direction"), LABELS)
def test_a_direction_is_offered_in_the_words_of_its_question(facts_atlas: Atlas, question: str, edge_direction: str) -> None:
    parameter = QUESTIONS[question].parameter("edge_direction")
    assert parameter is not None
    assert parameter.choices_in(facts_atlas)[edge_direction] == LABELS[question, edge_direction]


@pytest.mark.parametrize(("edge_direction", "side"), [("up", "before it"), ("down", "after it")])
def test_a_lineage_lies_on_its_side(facts_atlas: Atlas, edge_direction: str, side: str) -> None:
    rows = run(facts_atlas, Query.build("lineage", of=THING, depth=1, edge_direction=edge_direction)).rows
    assert rows
    for row in rows:
        assert isinstance(row, LineageRow)
        assert (row.target if edge_direction == "up" else row.source) == THING
        assert LineageRow.value_names["edge_direction"][row.edge_direction] == side


@pytest.mark.parametrize(("edge_direction", "side"), [("up", "into it"), ("down", "out of it")])
def test_a_neighbour_lies_on_its_side(facts_atlas: Atlas, edge_direction: str, side: str) -> None:
    rows = run(facts_atlas, Query.build("neighbours", of=THING, edge_direction=edge_direction)).rows
    lineage = run(facts_atlas, Query.build("lineage", of=THING, depth=1, edge_direction=edge_direction)).rows
    found = {row.neighbour for row in rows if isinstance(row, NeighbourRow)}
    assert found >= {row.source if edge_direction == "up" else row.target for row in lineage if isinstance(row, LineageRow)}
    for row in rows:
        assert isinstance(row, NeighbourRow)
        assert NeighbourRow.value_names["edge_direction"][row.edge_direction] == side


@pytest.mark.parametrize(("of", "to", "edge_direction"), [(THING, MADE_WITH_IT, "down"), (MADE_WITH_IT, THING, "up")])
def test_a_path_goes_along_or_against_the_arrows(facts_atlas: Atlas, of: str, to: str, edge_direction: str) -> None:
    rows = run(facts_atlas, Query.build("path", of=of, to=to, edge_direction=edge_direction, limit=1)).rows
    assert [(row.source, row.target) for row in rows if isinstance(row, PathRow)] == [(THING, MADE_WITH_IT)]
