"""The files behind the page that compares: every thing is in them, and they say of each what the query says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.query.answers.compare import Value, aspects_of
from codev.show.addresses import Addresses
from codev.site.data.comparison import KINDS, THINGS_A_FILE
from data_files import data_files


@pytest.fixture(scope="module")
def files(facts_atlas: Atlas) -> dict[str, bytes]:
    """The files of the frozen knowledge base."""
    return data_files(facts_atlas, "compare")


def read_thing(files: dict[str, bytes], kind: str, number: int) -> dict[str, list[Value]]:
    """Return what the files hold of the thing with a number among those of its kind."""
    piece = json.loads(files[f"assets/data/compare-{kind}-{number // THINGS_A_FILE}.json"])
    found = {}
    for aspect, *numbers in piece["things"][number % THINGS_A_FILE]:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        found[piece["aspects"][aspect]] = [
            (piece["values"][value], piece["claims"][claim] if claim >= 0 else None) for value, claim in pairs
        ]
    return found


def test_every_thing_is_there_with_all_that_is_recorded(facts_atlas: Atlas, files: dict[str, bytes]) -> None:
    kinds = json.loads(files["assets/data/things.json"])["kinds"]
    names = {name for name, data in graph_of(facts_atlas).nodes(data=True) if data["kind"] in KINDS}
    assert {f"{kind}:{each}" for kind, listed in kinds.items() for each in listed["ids"]} == names
    for kind, listed in kinds.items():
        assert len(listed["ids"]) == len(listed["names"]) == len(listed["notes"])
        for number, each in enumerate(listed["ids"]):
            assert read_thing(files, kind, number) == aspects_of(facts_atlas, f"{kind}:{each}")


def test_every_name_is_one_that_the_browser_takes(repository: Path, files: dict[str, bytes]) -> None:
    source = (repository / "site/frontend/src/shared/kept.ts").read_text("utf-8")
    pattern = re.search(r"^const THING = /(.+)/;$", source, re.MULTILINE)
    assert pattern is not None
    for kind, listed in json.loads(files["assets/data/things.json"])["kinds"].items():
        for each in listed["ids"]:
            assert re.fullmatch(pattern[1], f"{kind}:{each}"), each
    assert 'KeptList("codev-comparison", "comparison", COMPARED_MAX)' in source


def test_pages_are_where_the_site_has_them(facts_atlas: Atlas, files: dict[str, bytes]) -> None:
    addresses = Addresses(facts_atlas)
    things = json.loads(files["assets/data/things.json"])
    for kind, listed in things["kinds"].items():
        for number, each in enumerate(listed["ids"]):
            page = listed["pages"].get(str(number), f"{each}/")
            assert f"{kind}s/{page}" == addresses.thing(f"{kind}:{each}")
    assert {name: page for name, (_, page) in things["terms"].items()} == {
        name: addresses.thing(name) for name in things["terms"]
    }


def test_the_same_base_gives_the_same_bytes(facts_base: Path, files: dict[str, bytes]) -> None:
    assert data_files(Atlas.load(facts_base), "compare") == files
