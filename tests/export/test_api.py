"""The static interface: described by a valid OpenAPI document, each file fits its schema, and counts are those of Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from openapi_spec_validator import validate

from codev import Atlas
from codev.export import api
from codev.query import QUESTIONS, ask


@pytest.fixture(scope="module")
def files(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The files of the frozen knowledge base, read."""
    folder = tmp_path_factory.mktemp("api")
    return {name: json.loads((folder / name).read_text("utf-8")) for name in api.write(facts_atlas, folder)}


@pytest.fixture(scope="module")
def described(files: Mapping[str, Any]) -> Mapping[str, Any]:
    """The description."""
    found: Mapping[str, Any] = files[f"{api.FOLDER}/openapi.json"]
    return found


def test_the_description_is_valid(described: Mapping[str, Any], files: Mapping[str, Any]) -> None:
    validate(described)
    assert {f"{api.FOLDER}{path}" for path in described["paths"]} == set(files) - {f"{api.FOLDER}/openapi.json"}


def test_each_file_is_as_described(described: Mapping[str, Any], files: Mapping[str, Any]) -> None:
    for path, about in described["paths"].items():
        schema = about["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": described["components"]}
        jsonschema.Draft202012Validator(whole).validate(files[f"{api.FOLDER}{path}"])


def test_a_wrong_file_is_not(described: Mapping[str, Any], files: Mapping[str, Any]) -> None:
    schema = described["paths"]["/works.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": described["components"]}
    works = files[f"{api.FOLDER}/works.json"]
    for wrong in ({"year": "2023"}, {"unknown": 1}):
        changed = {**works, "items": [works["items"][0] | wrong]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(whole).validate(changed)


def test_collections(facts_atlas: Atlas, files: Mapping[str, Any]) -> None:
    for name in ("works", "claims", "models", "datasets"):
        items = files[f"{api.FOLDER}/{name}.json"]["items"]
        assert [item["key" if name == "works" else "id"] for item in items] == list(getattr(facts_atlas, name))
        assert files[f"{api.FOLDER}/{name}.json"]["count"] == len(items)
    assert len(files[f"{api.FOLDER}/nodes.json"]["items"]) == len(facts_atlas.tree)
    claim = files[f"{api.FOLDER}/claims.json"]["items"][0]
    assert claim["statement"] == facts_atlas.claims[claim["id"]].statement
    assert claim["page"] == f"../../works/{claim['work']}/#{claim['id']}"


def test_every_question_without_choices(facts_atlas: Atlas, files: Mapping[str, Any]) -> None:
    for name, question in QUESTIONS.items():
        path = f"{api.FOLDER}/questions/{name}.json"
        if question.needs or question.start or name in {"works", "claims"}:
            assert path not in files
        else:
            assert files[path]["items"] == ask(facts_atlas, name).as_dicts()


def test_the_same_bytes(facts_atlas: Atlas, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    names = api.write(facts_atlas, one)
    assert api.write(facts_atlas, other) == names
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
