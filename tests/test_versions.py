"""The Pythons that the package names are those that the workflows try, and the oldest is the one that it requires."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: Python :: 3\.\d+$", each)]


def test_the_oldest_python_is_the_one_that_is_required() -> None:
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"
    assert f"(3, {PYTHONS[0].partition('.')[2]})" in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize(("workflow", "job"), [("check", "code"), ("versions", "exports")])
def test_workflows_try_every_python(workflow: str, job: str) -> None:
    jobs = yaml.safe_load((ROOT / f".github/workflows/{workflow}.yml").read_text("utf-8"))["jobs"]
    assert jobs[job]["strategy"]["matrix"]["python"] == PYTHONS


def test_the_oldest_versions_are_tried_with_the_oldest_python() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/versions.yml").read_text("utf-8"))["jobs"]
    (python,) = [step["with"]["python-version"] for step in jobs["lowest"]["steps"] if "python-version" in step.get("with", {})]
    assert python == PYTHONS[0]


@pytest.mark.parametrize("need", [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())])
def test_a_dependency_says_what_it_needs_at_least(need: str) -> None:
    """Without a lower bound, the oldest version that exists would be tried, or installed beside something old.

    Stubs follow what they describe, and are used for types only.
    """
    assert ">=" in need or need.startswith("types-")
