"""A new field is a change of one file: added to a copy of the model, it is found everywhere (DESIGN §4)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from added_fields import FIELDS

PACKAGE = Path(__file__).parent.parent / "scripts" / "codev"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What becomes of three fields that a copy of the package has more, in one file."""
    folder = tmp_path_factory.mktemp("added")
    copy = shutil.copytree(PACKAGE, folder / "scripts" / "codev", ignore=shutil.ignore_patterns("__pycache__"))
    model = copy / "model" / "work.py"
    text = model.read_text("utf-8")
    before = "    statement: Sentence\n"
    assert text.count(before) == 1
    model.write_text(text.replace(before, FIELDS + before), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    script = Path(__file__).parent / "added_fields.py"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_knowledge_base_knows_it_and_resolves_names(told: dict[str, Any]) -> None:
    assert told["claim"] == ["a kitchen in winter", ["clip", "sam"], ["image"]]


def test_the_schema_describes_it_and_lists_its_terms(told: dict[str, Any]) -> None:
    assert told["schema"]["setting"]["description"] == "Where it was tried, in a few words."
    assert told["schema"]["shown_in"]["items"]["enum"] == told["schema"]["modalities"]["items"]["enum"]
    assert "image" in told["schema"]["shown_in"]["items"]["enum"]


def test_the_check_finds_what_it_names_wrongly(told: dict[str, Any]) -> None:
    assert told["found"] == [
        ["unknown-artifact", "did you mean clip or eva-clip or openclip?"],
        ["unknown-term", "did you mean image?"],
    ]
    assert told["found when right"] == []


def test_renaming_and_merging_change_it(told: dict[str, Any]) -> None:
    assert "  compared_with: [clip-one, SAM]\n" in told["renamed"]
    assert "  compared_with: [llava, SAM]\n" in told["merged"]
    assert "  shown_in: [picture]\n" in told["renamed term"]


def test_comparing_tells_of_it(told: dict[str, Any]) -> None:
    assert ["liu2023visual.1", ["setting", "compared_with", "shown_in"]] in told["changes"]


def test_every_whole_export_holds_it(told: dict[str, Any]) -> None:
    values = ["a kitchen in winter", ["clip", "sam"], ["image"]]
    assert told["jsonl works"] == told["jsonl claims"] == told["parquet"] == values
    assert told["csv"] == ["a kitchen in winter", "clip|sam", "image"]
    assert told["datapackage"] == ["setting", "compared_with", "shown_in"]
    assert told["published"] is True


def test_the_database_holds_it_and_can_be_asked(told: dict[str, Any]) -> None:
    assert told["sqlite"] == {
        "setting": ["a kitchen in winter"],
        "compared_with": ["CLIP", "SAM"],
        "shown_in": ["image"],
        "documentation": ["Where it was tried, in a few words."],
        "broken": [0],
    }
