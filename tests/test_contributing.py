"""CONTRIBUTING says what is so: its entry passes the check, its commands, files and figures exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from codev.check.run import check
from codev.cli.main import COMMANDS, main

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")


def test_the_finished_entry_passes_the_check(live_base: Path, tmp_path: Path) -> None:
    for name in ("papers", "taxonomy"):
        shutil.copytree(live_base / name, tmp_path / name)
    entry = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert entry is not None
    key = re.search(r"^key: (\w+)$", entry.group(1), re.MULTILINE)
    assert key is not None
    path = f"papers/2023/{key.group(1)}.yaml"
    (tmp_path / path).write_text(entry.group(1))
    report = check(tmp_path)
    assert not report.fails
    assert [finding for finding in report.findings if finding.path == path] == []


def test_the_finished_entry_is_the_one_that_its_bibtex_becomes(base: Path, repository: Path) -> None:
    entry = re.search(r"```yaml\n(.*?)introduces:", TEXT, re.DOTALL)
    assert entry is not None
    bibtex = str(repository / "tests/fixtures/contribute/walk/neurips-proceedings.bib")
    given = ["--bibtex", bibtex, "--arxiv", "2308.09126", "--added", "2026-11-25"]
    made = CliRunner().invoke(main, ["add", "--root", str(base), "--dry-run", *given])
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith(entry.group(1))


def test_the_line_of_a_reading_is_recorded(live_base: Path, tmp_path: Path) -> None:
    line = re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert line is not None
    file = tmp_path / "readings.jsonl"
    file.write_text(line.group(1).strip() + "\n")
    told = CliRunner().invoke(main, ["evidence", "--from", str(file), "--dry-run", "--root", str(live_base)])
    assert told.exit_code == 0, told.output
    assert "J. Doe" in told.output


def test_the_audit_is_one(live_base: Path, tmp_path: Path) -> None:
    found = re.search(r"```yaml\n( *- name: .*?)```", TEXT, re.DOTALL)
    assert found is not None
    for name in ("papers", "taxonomy"):
        shutil.copytree(live_base / name, tmp_path / name)
    file = tmp_path / "taxonomy" / "audits.yaml"
    written = file.read_text("utf-8")
    file.write_text(written + dedent(found.group(1)))
    assert not check(tmp_path).fails
    file.write_text(written + dedent(found.group(1)).replace("right: 52", "right: 53"))
    assert check(tmp_path).fails, "figures that do not add up are refused"


@pytest.mark.parametrize("line", sorted(set(re.findall(r"(?:^ *|`)codev ([a-z]+(?: [^`#\n]*)?)", TEXT, re.MULTILINE))))
def test_every_command_and_option_exists(line: str) -> None:
    name, *rest = line.split()
    assert name in COMMANDS
    question = rest[:1] if name == "query" else []
    help_text = CliRunner().invoke(main, [name, *question, "--help"]).output
    assert help_text.startswith("Usage:")
    for option in (word for word in rest if re.fullmatch(r"--[a-z-]+", word)):
        assert option in help_text


def test_every_file_that_is_named_exists(repository: Path) -> None:
    named = set(re.findall(r"`((?:scripts|site|tests|taxonomy)/[\w./-]+)`", TEXT))
    assert len(named) > 8
    assert {name for name in named if not (repository / name).exists()} == set()


def test_every_target_of_make_exists(repository: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.MULTILINE)) <= targets
