"""Files that a person names are read up to a bound: at it, above it, and what is no file."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from codev.cli.main import run
from codev.errors import WrongUseError
from codev.given_file import STANDARD_INPUT, read_given


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345678")
    assert read_given(path, 8) == b"12345678"
    with pytest.raises(WrongUseError, match="larger than"):
        read_given(path, 7)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(WrongUseError, match=r"not a regular file|cannot read"):
            read_given(path, 10)
    with pytest.raises(WrongUseError, match=r"cannot read .*missing: No such file"):
        read_given(tmp_path / "missing", 10)


@pytest.mark.parametrize(
    "arguments", [["import"], ["add", "--bibtex"], ["add", "--issue"], ["sql", "--file"], ["evidence", "--from"]], ids=" ".join
)
@pytest.mark.parametrize("what", ["pipe", "endless"])
def test_no_command_hangs_or_fills_the_memory(
    tmp_path: Path, facts_base: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], what: str
) -> None:
    path = Path("/dev/zero")
    if what == "pipe":
        path = tmp_path / "pipe"
        os.mkfifo(path)
    with pytest.raises(SystemExit) as ended:
        run([*arguments, str(path), "--root", str(facts_base)])
    assert ended.value.code == 2
    assert "is not a regular file" in capsys.readouterr().err


def test_standard_input_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 2048)))
    with pytest.raises(WrongUseError, match="- is larger than 1 KiB"):
        read_given(STANDARD_INPUT, 1024)
