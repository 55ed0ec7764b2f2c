"""Streams as the system hands them over: closed, full, or of an encoding that lacks letters; and a folder that is gone."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from codev.cli import streams

COMMAND = f"{sys.executable} -m codev.cli.main"


def run(line: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in a folder."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (f"{COMMAND} query works --text Visual > /dev/full", 2, "codev: the output: No space left on device\n"),
        (f"{COMMAND} sql 'SELECT 1' >&-", 0, ""),
        (f"{COMMAND} import - <&-", 0, ""),
        (f"mkdir gone && cd gone && rmdir ../gone && {COMMAND} stats", 2, "codev: the current folder does not exist any more"),
    ],
)
def test_no_stream_leads_to_a_traceback(line: str, code: int, told: str, facts_base: Path) -> None:
    done = run(line, facts_base)
    assert (done.returncode, done.stderr[: len(told)]) == (code, told), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_letter_that_the_encoding_lacks_is_written_as_its_number(encoding: str, facts_base: Path) -> None:
    done = run(f'{COMMAND} sql "SELECT char(8315) AS x" --format json', facts_base, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\\u207b" in done.stdout


HOSTILE = {
    "a colour": ("\x1b[31mred", "\\x1b[31mred"),
    "a link": ("\x1b]8;;ftp://e.com\x07x", "\\x1b]8;;ftp://e.comx"),
    "a control of one byte": ("a\x9b31mb", "a\\x9b31mb"),
    "a turned direction": ("a\u202eb", "a\\u202eb"),
    "a tag": ("a\U000e0041b", "a\\U000e0041b"),
    "Persian": ("می\u200cخواهم", "می\u200cخواهم"),
    "an emoji": ("❤\ufe0f", "❤\ufe0f"),
}
"""Texts, with what a terminal is given of each."""


def on_a_terminal(arguments: list[str], folder: Path) -> str:
    """Return what a command writes to a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        arguments, cwd=folder, stdout=slave, stderr=slave, env=os.environ | {"COLUMNS": "200", "TERM": "dumb"}
    ):
        os.close(slave)
        written = b""
        with suppress(OSError):  # the end of a terminal is an error
            while piece := os.read(master, 65_536):
                written += piece
    os.close(master)
    return written.decode()


def test_no_terminal_obeys_what_a_text_says(facts_base: Path) -> None:
    values = " UNION ALL ".join("SELECT " + " || ".join(f"char({ord(each)})" for each in text) for text, _ in HOSTILE.values())
    shown = on_a_terminal([sys.executable, "-m", "codev.cli.main", "sql", values], facts_base)
    for name, (_, wanted) in HOSTILE.items():
        assert wanted in shown, name
    assert "\x1b" not in shown


def test_no_terminal_obeys_the_name_of_a_file(facts_base: Path, tmp_path: Path) -> None:
    base = shutil.copytree(facts_base, tmp_path / "base")
    (base / "papers/2024/a\x1b]0;title\x07\u202e.yaml").write_text("key: a\n")
    shown = on_a_terminal([sys.executable, "-m", "codev.cli.main", "check", "papers/2024"], base)
    assert "a\\x1b]0;title\\x07\\u202e.yaml" in shown
    assert "\x1b]" not in shown


def test_a_pipe_gets_every_letter(facts_base: Path) -> None:
    done = run(f'{COMMAND} sql "SELECT char(27, 8238) AS x" --format csv', facts_base)
    assert "\x1b\u202e" in done.stdout


def test_all_that_is_printed_on_a_terminal_is_escaped_in_one_place() -> None:
    commands = Path(streams.__file__).parent
    makers = [path.name for path in commands.glob("*.py") if "Console(" in path.read_text("utf-8").replace("Seen(Console)", "")]
    assert makers == ["streams.py"]
