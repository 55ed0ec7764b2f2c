"""Commands that write are killed, run out of disk, and lose their permissions: all stays whole, and the next run goes.

A command runs in a forked process in which an audit hook counts each time that it opens, renames, links or removes a file; at
one of these moments it kills itself with SIGKILL, so that each kill falls between two steps of writing.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import codev.store.write
from codev.cli.main import COMMANDS, main, run
from copied import new_findings

MOMENTS = frozenset(["open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect"])
"""https://docs.python.org/3/library/audit_events.html"""

BIBTEX = """@article{one, title={A Thing of Three Words}, author={Ada Author}, year={2024}, eprint={2401.00001}}
@article{two, title={Another Thing of Words}, author={Bo Author}, year={2023}, eprint={2301.00002}}
"""

WORK = "papers/2023/liu2023visual.yaml"


@dataclass(frozen=True)
class Writer:
    """A command that writes.

    Attributes:
        arguments: What is typed.
        prepare: What is done to the copy before.
        may_be_done: Words of a second run that finds everything done by the killed one.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[Path], object] = lambda base: None
    may_be_done: str = ""


def unwrap(base: Path) -> None:
    """Make two entries uncanonical, so that there is something to rewrite."""
    for name in (WORK, "papers/2023/gadre2023datacomp.yaml"):
        text = (base / name).read_text("utf-8")
        (base / name).write_text(text.replace("\nyear: 2023\n", "\nyear:   2023\n"), encoding="utf-8")


WRITERS = {
    "add": Writer(
        ("add", "--bibtex", "paper.bib", "--entry", "one", "--added", "2026-11-25"), may_be_done="is in the knowledge base"
    ),
    "import": Writer(("import", "paper.bib", "--added", "2026-11-25")),
    "rename": Writer(("rename", "node:data-filter", "data-sieve"), may_be_done="no node"),
    "merge": Writer(("merge", "model:gpt-4v", "model:clip"), may_be_done="no model"),
    "fmt": Writer(("fmt", WORK, "papers/2023/gadre2023datacomp.yaml"), unwrap),
    "migrate": Writer(("migrate",)),
    "evidence": Writer(
        ("evidence", "liu2023visual.1", "--checked-by", "A. Curator", "--against", "survey", "--date", "2026-11-25")
    ),
    "watch": Writer(
        ("watch", "reject", "2401.00009", "--why", "Text only, no second modality.", "--title", "A Text"), may_be_done="already"
    ),
    "export": Writer(("export", "jsonl", "bibtex", "--out", "exported")),
    "check": Writer(("check",), lambda base: shutil.rmtree(base / "build", ignore_errors=True)),
    "sql": Writer(("sql", "SELECT count(*) FROM works")),
}


def in_child(base: Path, arguments: Sequence[str], before: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """Run a command in a forked process in a folder, and return how it ended (negative for a signal) and what it printed."""
    printed = base.with_name("printed")
    child = os.fork()
    if child == 0:
        try:
            out = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.stdout, sys.stderr = (open(each, "w", encoding="utf-8", closefd=False) for each in (1, 2))  # noqa: SIM115 - ends with the process
            os.chdir(base)
            before()
            run(arguments)
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code if isinstance(end.code, int) else 1)
        except BaseException as error:  # noqa: BLE001 - the parent sees what it was
            os.write(1, f"Traceback: {error!r}".encode())
        os._exit(99)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), printed.read_text("utf-8", "replace")


def killed_at(moment: int, base: Path) -> Callable[[], None]:
    """Return what makes a process kill itself at a moment of its writing; of moment 0, count them into a file beside."""
    tally = os.open(base.with_name("tally"), os.O_RDWR | os.O_CREAT)
    places = (str(base), "papers", "taxonomy", "build", "exported", ".")
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in MOMENTS or not os.fsdecode(str(arguments[0])).startswith(places):
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        count += 1
        os.pwrite(tally, f"{count:9}".encode(), 0)
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def entries(base: Path) -> dict[str, bytes]:
    """Return every file of the knowledge base, and what a killed run left beside them."""
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(base.rglob("*"))
        if path.is_file() and path.relative_to(base).parts[0] not in {"build", "paper.bib", "printed"}
    }


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the commands, so that the forked processes need not."""
    for name in COMMANDS:
        main.get_command(None, name)  # type: ignore[arg-type]
    import codev.contribute.bulk
    import codev.contribute.merge
    import codev.contribute.rename
    import codev.export.sqlite  # noqa: F401


def prepared(facts_base: Path, folder: Path, writer: Writer) -> Path:
    """Return a copy of the knowledge base in which the command has something to do."""
    shutil.rmtree(folder, ignore_errors=True)
    base = shutil.copytree(facts_base, folder)
    (base / "paper.bib").write_text(BIBTEX, encoding="utf-8")
    writer.prepare(base)
    return base


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_a_killed_command_leaves_all_whole_and_runs_again(
    name: str, facts_base: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    writer = WRITERS[name]
    whole = prepared(facts_base, tmp_path / "whole", writer)
    code, printed = in_child(whole, writer.arguments, killed_at(0, whole))
    assert code in (0, 1), printed
    moments = int((tmp_path / "tally").read_text())
    assert moments > 0, "the command writes nothing"
    done = entries(whole)
    chance = random.Random(name)  # noqa: S311 - the same moments each time
    for _ in range(request.config.getoption("--kills")):
        base = prepared(facts_base, tmp_path / "base", writer)
        before = entries(base)
        moment = chance.randint(1, moments)
        ended, printed = in_child(base, writer.arguments, killed_at(moment, base))
        assert ended in (-signal.SIGKILL, code), printed
        for path, content in entries(base).items():
            if path.startswith(("papers/20", "taxonomy/")) and ".codev" not in path:
                assert content in (before.get(path), done.get(path)), f"{path} is half written after the kill at {moment}"
        again, printed = in_child(base, writer.arguments, forget_age)
        assert again == code or (writer.may_be_done and writer.may_be_done in printed), f"{moment}: {printed}"
        assert "Traceback" not in printed
        assert without_left(entries(base)) == without_left(done), f"after the kill at {moment}"
        assert not list(base.rglob(".codev-export-*"))
        assert not (base / codev.store.write.JOURNAL_FILE).exists()
    assert [each for each in new_findings(base) if each.code in {"yaml-syntax", "not-a-file", "wrong-type"}] == []


def forget_age() -> None:
    """Let files that are half written count as left at once, not after an hour."""
    codev.store.write.LEFT_SECONDS_MIN = -1


def without_left(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files but for those that are half written and will be cleaned with the next write beside them."""
    return {path: content for path, content in files.items() if not path.endswith(".codev-half")}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "bytes_max"), [("add", 0), ("import", 300), ("rename", 5000), ("fmt", 300), ("export", 300)])
def test_a_full_disk_is_one_line_and_nothing_lost(name: str, bytes_max: int, facts_base: Path, tmp_path: Path) -> None:
    writer = WRITERS[name]
    base = prepared(facts_base, tmp_path / "base", writer)
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
