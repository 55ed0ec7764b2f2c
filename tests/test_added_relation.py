"""A new relation and a new tab are one file each: added to a copy of the package, they are found everywhere (DESIGN §4)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from added_relation import DATASET, MEMBER, MODEL, ROW, VIEW

PACKAGE = Path(__file__).parent.parent / "scripts" / "codev"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What becomes of a relation and a tab that a copy of the package has more, in one file each."""
    folder = tmp_path_factory.mktemp("added")
    copy = shutil.copytree(PACKAGE, folder / "scripts" / "codev", ignore=shutil.ignore_patterns("__pycache__"))
    relations = copy / "graph" / "relations.py"
    text = relations.read_text("utf-8")
    for before, added in (('    PART_OF = "part_of"\n', MEMBER), ("    Relation.PART_OF: RelationRow(\n", ROW)):
        assert text.count(before) == 1
        text = text.replace(before, added + before)
    relations.write_text(text, "utf-8")
    (copy / "explorer" / "tabs" / "relations.py").write_text(VIEW, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    script = Path(__file__).parent / "added_relation.py"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_graph_and_answers_follow_it(told: dict[str, Any]) -> None:
    assert told["graph"] == ["derived_from", "introduces", "trains", "tunes"]
    assert [DATASET, "tunes"] in told["lineage"]
    assert [DATASET, "tunes", MODEL] in told["command"]
    assert {relation for _, relation, _ in told["command"]} == {"tunes"}
    assert "did you mean tunes" in told["mended"]


def test_every_whole_export_holds_it(told: dict[str, Any]) -> None:
    (count,) = set(told["edges"].values())
    assert count > 0
    assert told["graph data"] == count


def test_the_database_holds_and_describes_it(told: dict[str, Any]) -> None:
    count, meaning = told["database"]
    assert 0 < count <= told["edges"]["csv"]
    assert "tunes" in meaning
    assert "tunes" in told["datapackage"]
    assert "'tunes'" in told["sql"]


def test_the_site_shows_it_in_words_and_colour(told: dict[str, Any]) -> None:
    assert "tuned on" in told["page"]
    assert "data tune a model that is trained" in told["graph page"]
    assert "tunes" in told["picture"]
    assert '"tunes": ["tunes", "tuned on"]' in told["script"]
    assert told["stroke"] == "d2m"


def test_the_explorer_offers_and_shows_it(told: dict[str, Any]) -> None:
    assert [each for each in told["choices"] if each.startswith("tunes")]
    assert {row["Relation"] for row in told["rows"]} == {"tunes"}
    assert told["errors"] == []


def test_the_explorer_has_the_tab_at_its_place(told: dict[str, Any]) -> None:
    assert told["tabs"] == ["Lineage", "Paths", "Graph", "Relations"]
    assert {row["Relation"]: row["Edges"] for row in told["tab"]}["tunes"] == 1
