"""Places in the graph are kept: the same as made anew, for the very edges only, whatever the file holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev.show import graph_layout
from codev.show.kept_layout import places_of

PAIRS = {(0, 1): 1.0, (1, 2): 2.0, (0, 3): 1.0}

STEPS = 6
"""So often are nodes moved here: what is kept is asked for, not how well it is placed (`test_graph_layout`)."""


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Place nodes with few steps: the whole of them take seconds each time."""
    assert graph_layout.place_nodes.__defaults__ == (graph_layout.ITERATIONS,)
    monkeypatch.setattr(graph_layout.place_nodes, "__defaults__", (STEPS,))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file, written."""
    path = tmp_path / "layout" / "places.json"
    assert places_of(4, PAIRS, path) == places_of(4, PAIRS)
    return path


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody place nodes."""

    def place(*_: object) -> None:
        raise AssertionError("places were made")

    monkeypatch.setattr(graph_layout, "place_nodes", place)


def test_places_are_found_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = places_of(4, PAIRS)
    forbid(monkeypatch)
    assert places_of(4, PAIRS, kept) == expected


@pytest.mark.parametrize(("count", "pairs"), [(5, PAIRS), (4, {**PAIRS, (2, 3): 1.0}), (4, {**PAIRS, (0, 1): 2.0})])
def test_other_edges_are_placed_anew(
    kept: Path, monkeypatch: pytest.MonkeyPatch, count: int, pairs: dict[tuple[int, int], float]
) -> None:
    assert places_of(count, pairs, kept) == places_of(count, pairs)
    assert places_of(4, PAIRS, kept) == places_of(4, PAIRS)
    forbid(monkeypatch)
    with pytest.raises(AssertionError):
        places_of(count, pairs, kept)


DAMAGE = ["", "[]", "{", '{"digest": 1}', "null", '{"digest": "DIGEST", "places": [[1, 2], [3], [4, 5], [6, 7]]}']


@pytest.mark.parametrize("text", [*DAMAGE, '{"digest": "DIGEST", "places": 7}', '{"digest": "DIGEST", "places": [["x", 2]]}'])
def test_what_is_no_whole_file_is_made_anew(kept: Path, text: str) -> None:
    digest = json.loads(kept.read_text("utf-8"))["digest"]
    kept.write_text(text.replace("DIGEST", digest), "utf-8")
    assert places_of(4, PAIRS, kept) == places_of(4, PAIRS)
    assert json.loads(kept.read_text("utf-8"))["digest"] == digest
