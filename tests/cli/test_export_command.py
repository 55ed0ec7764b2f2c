"""``codev export``: one line a format, files where they belong, one line for wrong use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from codev.cli.main import main, run
from codev.export import FORMATS


def test_several_formats(facts_base: Path, tmp_path: Path) -> None:
    arguments = ["export", "bibtex", "csv", "--out", str(tmp_path / "out"), "--root", str(facts_base)]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [line[0] for line in lines] == ["bibtex", "csv"]
    assert [line[1] for line in lines] == [str(tmp_path / "out" / "codev.bib"), str(tmp_path / "out" / "csv")]
    count = len(list((tmp_path / "out" / "csv").iterdir()))
    assert count > 20
    assert lines[1][2].startswith(f"{count} files, ")
    assert (tmp_path / "out" / "csv" / "works.csv").exists()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["codev.bib", "csv"]


def test_all(facts_base: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "all", "--out", str(tmp_path), "--root", str(facts_base)])
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == list(FORMATS)
    assert (tmp_path / "datapackage.json").exists()


def test_help_lists_every_format() -> None:
    output = CliRunner().invoke(main, ["export", "--help"]).output
    for each in FORMATS.values():
        assert each.meaning in " ".join(output.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "bibtx"], "codev: no export format 'bibtx'; did you mean bibtex?\n"),
        (["export", "zzzz"], "codev: no export format 'zzzz'; name one of bibtex"),
        (["export"], "codev: no export format is named; name one of bibtex"),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_folder_that_cannot_be(capsys: pytest.CaptureFixture[str], facts_base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as ended:
        run(["export", "bibtex", "--out", str(tmp_path / "file" / "x"), "--root", str(facts_base)])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"codev: cannot write to {tmp_path / 'file' / 'x'}: Not a directory")
