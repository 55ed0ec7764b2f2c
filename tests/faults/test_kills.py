"""Commands that write are killed and run out of disk: all stays whole, and the next run goes."""

from __future__ import annotations

import os
import random
import resource
import signal
from pathlib import Path

import pytest

import codev.store.write
from copied import new_findings
from faults.kit import WRITERS, entries, forget_age, in_child, killed_at, load_commands, prepared, without_left


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the commands, so that the forked processes need not."""
    load_commands()


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_a_killed_command_leaves_all_whole_and_runs_again(
    name: str, facts_part: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    writer = WRITERS[name]
    whole = prepared(facts_part, tmp_path / "whole", writer)
    code, printed = in_child(whole, writer.arguments, writer.inside, killed_at(0, whole))
    assert code in (0, 1), printed
    moments = int((tmp_path / "tally").read_text())
    assert moments > 0, "the command writes nothing"
    done = entries(whole)
    chance = random.Random(name)  # noqa: S311 - the same moments each time
    for _ in range(request.config.getoption("--kills")):
        base = prepared(facts_part, tmp_path / "base", writer)
        before = entries(base)
        moment = chance.randint(1, moments)
        ended, printed = in_child(base, writer.arguments, writer.inside, killed_at(moment, base))
        assert ended in (-signal.SIGKILL, code), printed
        for path, content in entries(base).items():
            if path.startswith(("papers/20", "taxonomy/")) and ".codev" not in path:
                assert content in (before.get(path), done.get(path)), f"{path} is half written after the kill at {moment}"
        again, printed = in_child(base, writer.arguments, writer.inside, forget_age)
        assert again == code or (writer.may_be_done and writer.may_be_done in printed), f"{moment}: {printed}"
        assert "Traceback" not in printed
        assert without_left(entries(base)) == without_left(done), f"after the kill at {moment}"
        assert not list(base.rglob(".codev-export-*"))
        assert not (base / codev.store.write.JOURNAL_FILE).exists()
    assert [each for each in new_findings(base) if each.code in {"yaml-syntax", "not-a-file", "wrong-type"}] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "bytes_max"), [("add", 0), ("import", 300), ("rename", 5000), ("fmt", 300), ("export", 300)])
def test_a_full_disk_is_one_line_and_nothing_lost(name: str, bytes_max: int, facts_part: Path, tmp_path: Path) -> None:
    writer = WRITERS[name]
    base = prepared(facts_part, tmp_path / "base", writer)
    before = entries(base)

    def fill() -> None:
        # Standard output is a file too: it goes to a pipe's place, which the bound does not concern.
        _, sink = os.pipe()
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_max, bytes_max))

    code, _ = in_child(base, writer.arguments, fill)
    assert code in (1, 2)
    assert entries(base) == before
    code, printed = in_child(base, writer.arguments)
    assert code in (0, 1), printed
    assert "Traceback" not in printed
