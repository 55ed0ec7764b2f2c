"""Entries that several curators wrote: no entries of the base, checked for what agreement needs, renamed with terms."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from codev import Atlas
from codev.check.run import check
from codev.contribute.migrate import migrate
from codev.contribute.rename import rename, split_off
from codev.model.double import DOUBLE_FOLDER
from codev.store.layout import SourceFile, is_expected, list_files
from copied import new_findings

KEY = "clark2026molmo2"
ENTRY = f"papers/2026/{KEY}.yaml"
FIRST, SECOND = f"{DOUBLE_FOLDER}{KEY}.a.yaml", f"{DOUBLE_FOLDER}{KEY}.b.yaml"

Edit = Callable[[str], str]


@pytest.fixture
def doubled(base: Path) -> Path:
    """A copy of the frozen knowledge base of which two curators wrote one entry."""
    (base / DOUBLE_FOLDER).mkdir()
    for path in (FIRST, SECOND):
        shutil.copyfile(base / ENTRY, base / path)
    return base


def edit(root: Path, path: str, change: Edit) -> None:
    """Change the text of a file."""
    text = (root / path).read_text("utf-8")
    changed = change(text)
    assert changed != text
    (root / path).write_text(changed, "utf-8")


@pytest.mark.parametrize(
    ("path", "kind", "has_place"),
    [
        (FIRST, "double", True),
        (f"{DOUBLE_FOLDER}{KEY}.yaml", "double", False),
        (f"{DOUBLE_FOLDER}{KEY}.ab.yaml", "double", False),
        (f"{DOUBLE_FOLDER}{KEY}.1.yaml", "double", False),
        (f"{DOUBLE_FOLDER}{KEY}.a.yml", "double", False),
        (f"{DOUBLE_FOLDER}Molmo.a.yaml", "double", False),
        (f"{DOUBLE_FOLDER}more/{KEY}.a.yaml", "work", False),
        (ENTRY, "work", True),
        ("papers/doubles/x.a.yaml", "work", False),
        ("taxonomy/nodes.yaml", "taxonomy", True),
    ],
)
def test_the_folder_says_what_a_file_is(path: str, kind: str, has_place: bool) -> None:
    file = SourceFile.at(path)
    assert (file.kind, is_expected(file)) == (kind, has_place)


def test_they_are_no_entries(doubled: Path, part_atlas: Atlas) -> None:
    atlas = Atlas.load(doubled)
    assert (atlas.works, atlas.claims) == (part_atlas.works, part_atlas.claims)
    assert [(each.path, each.curator, each.entry.key) for each in atlas.taxonomy.double_entries] == [
        (FIRST, "a", KEY),
        (SECOND, "b", KEY),
    ]
    assert {file.kind for file in list_files(doubled)} == {"work", "double", "taxonomy"}
    # Read from the cache the second time.
    assert Atlas.load(doubled).taxonomy == atlas.taxonomy
    assert new_findings(doubled) == new_findings(doubled) == []
    assert atlas.fingerprint != part_atlas.fingerprint


@pytest.mark.parametrize(
    ("change", "code", "line", "fix"),
    [
        (lambda text: text.replace(f"key: {KEY}", "key: doe2026molmo"), "lone-double-entry", "key: doe", "make both the key"),
        (lambda text: text.replace("node: ", "node: x", 1), "unknown-term", "node: x", "did you mean"),
        (lambda text: text.replace("stages: [", "stages: [tuning, ", 1), "unknown-term", "tuning", "write one of"),
        (lambda text: text.replace("capabilities: [", "capabilities: [flying, ", 1), "unknown-term", "flying", "see the files"),
        (lambda text: text.replace("modalities: [", "modalities: [odour, ", 1), "unknown-term", "odour", "write one of"),
        (lambda text: text.replace("title: ", "titel: ", 1), "missing-key", "", "title"),
    ],
)
def test_what_agreement_cannot_use_is_found_where_it_stands(
    doubled: Path, change: Edit, code: str, line: str, fix: str
) -> None:
    edit(doubled, SECOND, change)
    found = next(each for each in new_findings(doubled) if (each.path, each.code) == (SECOND, code))
    assert fix in found.fix
    assert line in (doubled / SECOND).read_text("utf-8").splitlines()[found.line - 1]


def test_names_of_models_that_nobody_else_knows_are_no_finding(doubled: Path) -> None:
    edit(doubled, SECOND, lambda text: text.replace("models: [", "models: [Some Model Nobody Knows, ", 1))
    assert new_findings(doubled) == []


def test_one_curator_alone_and_a_work_without_entry_are_found(doubled: Path) -> None:
    (doubled / SECOND).unlink()
    (found,) = new_findings(doubled)
    assert (found.path, found.line, found.code, found.message) == (
        FIRST, 2, "lone-double-entry", f"only one curator's entry of {KEY} is here, and agreement needs two",
    )  # fmt: skip
    (doubled / FIRST).rename(doubled / DOUBLE_FOLDER / "doe2026molmo.a.yaml")
    edit(doubled, f"{DOUBLE_FOLDER}doe2026molmo.a.yaml", lambda text: text.replace(KEY, "doe2026molmo"))
    (found,) = new_findings(doubled)
    assert (found.code, found.message) == ("lone-double-entry", "there is no work doe2026molmo")


def test_a_file_of_no_curator_has_no_place(doubled: Path) -> None:
    (doubled / SECOND).rename(doubled / DOUBLE_FOLDER / f"{KEY}.second.yaml")
    found = {each.code: each for each in new_findings(doubled)}
    assert found["misplaced-file"].path == f"{DOUBLE_FOLDER}{KEY}.second.yaml"
    assert ".a.yaml" in found["misplaced-file"].fix


def test_a_renamed_term_is_renamed_there_and_a_split_leaves_them(doubled: Path) -> None:
    node = Atlas.load(doubled).works[KEY].claims[0].node
    rename(Atlas.load(doubled), f"node:{node}", "another-node").write(doubled)
    atlas = Atlas.load(doubled)
    assert {double.entry.claims[0].node for double in atlas.taxonomy.double_entries} == {"another-node"}
    claim = atlas.works[KEY].claims[0].id
    split_off(atlas, "another-node", "split-node", [claim], name="Split", definition="What is split off.").write(doubled)
    atlas = Atlas.load(doubled)
    assert atlas.claims[claim].node == "split-node"
    assert {double.entry.claims[0].node for double in atlas.taxonomy.double_entries} == {"another-node"}
    assert not [each for each in check(doubled).findings if each.path.startswith(DOUBLE_FOLDER)]


def test_the_entries_of_a_renamed_work_go_with_it(doubled: Path) -> None:
    new = "clark2026renamed"
    rename(Atlas.load(doubled), f"work:{KEY}", new).write(doubled)
    assert sorted(path.name for path in (doubled / DOUBLE_FOLDER).iterdir()) == [f"{new}.a.yaml", f"{new}.b.yaml"]
    entries = [double.entry for double in Atlas.load(doubled).taxonomy.double_entries]
    assert {entry.key for entry in entries} == {new}
    assert {claim.id.rpartition(".")[0] for entry in entries for claim in entry.claims} == {new}
    assert not [each for each in check(doubled).findings if each.path.startswith(DOUBLE_FOLDER)]


def test_they_are_migrated_and_name_no_families(doubled: Path) -> None:
    families = (doubled / "taxonomy/families.yaml").read_text("utf-8")
    old = "  checked:\n  - {by: A. Curator, 'on': '2026-11-29', note: Against the abstract.}\n"
    edit(doubled, FIRST, lambda text: text.replace("- id: clark2026molmo2.2", f"{old}- id: clark2026molmo2.2", 1))
    edit(doubled, FIRST, lambda text: text.replace("family: molmo", "family: a-family-of-one", 1))
    migrate(doubled).write(doubled)
    (checked,) = Atlas.load(doubled).taxonomy.double_entries[0].entry.claims[0].checked
    assert (checked.date, [each.value for each in checked.against]) == ("2026-11-29", ["abstract"])
    assert (doubled / "taxonomy/families.yaml").read_text("utf-8") == families
