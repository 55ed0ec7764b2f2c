"""The data of the tables: all rows, facets as queries understand them, compact and the same each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.bib import work_to_bibtex, work_to_csl, work_to_ris
from codev.model import Taxonomy
from codev.query import Facets, select_claims, select_works
from codev.query.facets import FACETS
from codev.site.data.table_parts import FacetValues
from codev.site.data.tables import CITATIONS_A_FILE
from data_files import data_files

FILES = ["works", "datasets", "models"]


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> dict[str, Any]:
    """The files, read, by name."""
    return {
        path.removeprefix("assets/data/").removesuffix(".json"): json.loads(raw)
        for path, raw in data_files(atlas, "table").items()
    }


def members(facet: dict[str, Any]) -> list[list[str]]:
    """Return the ids of the values of each row or unit."""
    ends = list(accumulate(facet["counts"]))
    starts = [0, *ends[:-1]]
    return [[facet["ids"][value] for value in facet["members"][start:end]] for start, end in zip(starts, ends, strict=True)]


def facet_of(file: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a facet by its name."""
    return next(facet for facet in file["facets"] if facet["name"] == name)


@pytest.mark.parametrize("name", FILES)
def test_lists_fit_together(files: dict[str, Any], name: str) -> None:
    file = files[name]
    rows = len(file["rows"]["id"])
    units = len(file.get("unitRows", file["rows"]["id"]))
    for key, values in file["rows"].items():
        if isinstance(values, list):
            assert len(values) == rows, key
    for facet in file["facets"]:
        assert len(facet["ids"]) == len(facet["names"]) == len(set(facet["ids"])), facet["name"]
        assert len(facet["counts"]) == (units if facet["level"] == "unit" else rows), facet["name"]
        assert sum(facet["counts"]) == len(facet["members"]), facet["name"]
        assert all(0 <= value < len(facet["ids"]) for value in facet["members"]), facet["name"]
        if facet["shape"] == "tree":
            assert all(-1 <= parent < len(facet["ids"]) for parent in facet["parents"])
    shown = {column["name"] for column in file["columns"]}
    assert shown <= set(file["rows"]) | {facet["name"] for facet in file["facets"]}


def test_works_and_claims_are_all_there(atlas: Atlas, files: dict[str, Any]) -> None:
    file = files["works"]
    assert file["rows"]["id"] == list(atlas.works)
    claims = [
        f"{file['rows']['id'][row]}.{number}" for row, number in zip(file["unitRows"], file["unitIds"], strict=True) if number
    ]
    assert claims == list(atlas.claims)
    assert len(files["works-more"]["unitText"]) == len(file["unitRows"])
    assert len(files["works-more"]["rowText"]) == len(file["rows"]["id"])


@pytest.mark.parametrize(
    "name",
    [name for name, facet in FACETS.items() if facet.level == "claim" and facet.shape in {"terms", "long"}],
)
def test_facets_of_claims_are_those_of_queries(atlas: Atlas, files: dict[str, Any], name: str) -> None:
    file = files["works"]
    facet = facet_of(file, name)
    values = members(facet)
    ids = [f"{file['rows']['id'][row]}.{number}" for row, number in zip(file["unitRows"], file["unitIds"], strict=True)]
    asked: Sequence[str] = facet["ids"] if len(facet["ids"]) < 40 else facet["ids"][::20]
    for value in asked:
        expected = [row.id for row in select_claims(atlas, Facets(**{name: (value,)}))]
        assert [each for each, held in zip(ids, values, strict=True) if value in held] == expected, value


def test_facets_are_known_to_queries(atlas: Atlas, files: dict[str, Any]) -> None:
    names = {facet["name"] for facet in (*files["works"]["facets"], *files["works-more"]["facets"])}
    assert names <= set(Facets.model_fields)
    assert set(Facets.model_fields) - names == {"role", "work", "text"}, "made by the script, or no facet with values"
    for facet in files["works"]["facets"]:
        for value in facet["ids"][:50] if facet["name"] != "node" else [each for each in facet["ids"] if each in atlas.tree]:
            select_works(atlas, Facets(**{facet["name"]: (value,)}))


def test_columns_show_subsections(atlas: Atlas, files: dict[str, Any]) -> None:
    file = files["works"]
    ids = facet_of(file, "node")["ids"]
    column = next(column for column in file["columns"] if column["name"] == "node")
    shown = {ids[value]: ids[place] for value, place in enumerate(column["shown"])}
    assert shown["heuristic-filtering"] == "data-condensation"
    assert shown["scaling"] == "scaling", "what lies above the level stands for itself"
    assert all(atlas.tree.subsection_of(node) in {shown[node], None} for node in atlas.tree)


def test_citations_are_where_a_row_number_says(atlas: Atlas, files: dict[str, Any]) -> None:
    size = files["works"]["citations"]["size"]
    assert size == CITATIONS_A_FILE
    for row, work in enumerate(atlas.works.values()):
        if row % 37 and row % size:
            continue
        piece = files[f"works-cite-{row // size}"]
        assert piece["bibtex"][row % size] == work_to_bibtex(work)
        assert piece["ris"][row % size] == work_to_ris(work)
        assert piece["csl"][row % size] == work_to_csl(work)


def test_recalled_access_is_marked_and_verified_is_not(atlas: Atlas, files: dict[str, Any]) -> None:
    for kind, known in (("models", atlas.models), ("datasets", atlas.datasets)):
        column = next(column for column in files[kind]["columns"] if column["name"] == "access")
        marked = {files[kind]["rows"]["id"][row] for row in column.get("unverified", [])}
        expected = {each.id for each in known.values() if each.access.value != "unknown" and "access" not in each.verified}
        assert marked == expected


def test_datasets_know_what_they_were_made_with(atlas: Atlas, files: dict[str, Any]) -> None:
    made_with = dict(zip(files["datasets"]["rows"]["id"], members(facet_of(files["datasets"], "made-with")), strict=True))
    claims = [claim for claim in atlas.claims.values() if atlas.direction_of(claim) == "model4data"]
    for dataset, models in made_with.items():
        assert set(models) == {model for claim in claims if dataset in claim.datasets for model in claim.models}


def test_the_same_bytes_each_time(live_base: Path, atlas: Atlas) -> None:
    assert data_files(Atlas.load(live_base), "table") == data_files(atlas, "table")


def test_nothing_gives_empty_tables(tmp_path: Path) -> None:
    files = data_files(Atlas(tmp_path, Taxonomy(), []), "table")
    assert json.loads(files["assets/data/works.json"])["rows"]["id"] == []


def test_a_value_that_comes_by_itself_is_numbered() -> None:
    facet = FacetValues("venue", "Venue", names={"known": "Known"})
    for values in (["b", "b", "a"], [], ["known"]):
        facet.add(values)
    data = facet.as_json()
    assert data["ids"] == ["known", "b", "a"]
    assert data["names"] == ["Known", "b", "a"]
    assert (data["counts"], data["members"]) == ([2, 0, 1], [1, 2, 0])
