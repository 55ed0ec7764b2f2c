"""Exports by name: the same bytes everywhere, nothing half-written, nobody else's files touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from codev import Atlas
from codev.errors import UnknownNameError, WrongUseError
from codev.export import ALL, FORMATS, choose_formats, export
from codev.export import awesome as awesome_module

_EXPORT = "import sys; from pathlib import Path; from codev import Atlas; from codev.export import export\n"
_EXPORT += "export(Atlas.load(sys.argv[1], use_cache=False), ['all'], Path(sys.argv[2]))"


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file in a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_format_makes_what_it_says(facts_exported: Path) -> None:
    made = digests(facts_exported)
    for each in FORMATS.values():
        assert any(path == each.files or path.startswith(each.files) for path in made), each.name
    assert all(any(path.startswith(each.files) for each in FORMATS.values()) for path in made)


@pytest.mark.slow
def test_the_same_bytes_in_other_processes(facts_base: Path, facts_exported: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", _EXPORT, facts_base, tmp_path / seed], check=True, env=environment)
        assert digests(tmp_path / seed) == digests(facts_exported)


def test_no_export_holds_the_date_of_today(facts_exported: Path) -> None:
    today = dt.datetime.now(tz=dt.UTC).date()
    dates = [(today + dt.timedelta(days=shift)).isoformat() for shift in (-1, 0, 1)]
    for path in facts_exported.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [date for date in dates if date.encode() in content], path.name
    assert b"lastmodified" not in (facts_exported / "codev.gexf").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_each_alone_is_the_same_as_together(facts_atlas: Atlas, facts_exported: Path, tmp_path: Path, name: str) -> None:
    written = export(facts_atlas, [name], tmp_path)
    alone = digests(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == list(alone)
    if name != "datapackage":
        together = digests(facts_exported)
        assert alone == {path: together[path] for path in alone}


def test_names() -> None:
    assert [each.name for each in choose_formats(["sqlite", "bibtex"])] == ["bibtex", "sqlite"]
    assert [each.name for each in choose_formats(["datapackage"])] == ["csv", "datapackage"]
    assert len(choose_formats([ALL])) == len(FORMATS)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["bibtx"], "no export format 'bibtx'; did you mean bibtex?"),
        (["jsonlines"], "no export format 'jsonlines'; did you mean jsonl"),
        (["zzz"], "no export format 'zzz'; name one of bibtex, ris,"),
        ([], "no export format is named; name one of bibtex, ris,"),
    ],
)
def test_unknown_names(names: list[str], message: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        choose_formats(names)
    assert str(caught.value).startswith(message)


def test_unknown_name_writes_nothing(facts_atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        export(facts_atlas, ["bibtex", "bibtx"], tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_other_files_stay(facts_atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "mine.txt").write_text("mine")
    export(facts_atlas, ["csv"], tmp_path)
    assert (tmp_path / "csv" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "csv" / "works.csv").exists()


def test_a_failure_leaves_the_last_export_whole(facts_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(facts_atlas, ["bibtex", "awesome"], tmp_path)
    before = digests(tmp_path)
    monkeypatch.setattr(awesome_module, "_lines", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    monkeypatch.setattr("codev.export.bibtex.to_bibtex", lambda _: "half")
    with pytest.raises(WrongUseError, match="No space left on device"):
        export(facts_atlas, ["bibtex", "awesome"], tmp_path)
    assert digests(tmp_path) == before


def test_progress(facts_atlas: Atlas, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    export(facts_atlas, ["bibtex", "ris"], tmp_path, lambda done, count: seen.append((done, count)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_a_folder_that_is_a_file(facts_atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongUseError, match="cannot write to"):
        export(facts_atlas, ["bibtex"], tmp_path / "file")


def test_a_file_where_a_folder_belongs(facts_atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "csv").write_text("")
    with pytest.raises(WrongUseError, match="cannot write"):
        export(facts_atlas, ["csv"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["csv"]


def test_an_empty_knowledge_base(tmp_path: Path) -> None:
    from codev.model import Taxonomy

    assert len(export(Atlas(tmp_path, Taxonomy(), []), ["all"], tmp_path / "out")) > 80
