"""The kit of faults: commands that write, and what makes them fail.  A helper of tests, not tests.

A command runs in a forked process.  What goes wrong there is set up in that process just before the command begins:

- `killed_at`: an audit hook counts each time that it opens, renames, links or removes a file, and kills it with SIGKILL at one
  of these moments, so that each kill falls between two steps of writing;
- `obey_permissions`: root loses the capability to pass over permissions;
- `Clock`: the time of day is another one, or jumps.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import codev.contribute.fetch
import codev.store.write
from codev.cli.main import COMMANDS, main, run
from codev.contribute.watch import ask as asking
from played_services import PAPER, Line, stored

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
        inside: What is done in the process first: services are played there.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[Path], object] = lambda base: None
    may_be_done: str = ""
    inside: Callable[[], object] = lambda: None


def unwrap(base: Path) -> None:
    """Make two entries uncanonical, so that there is something to rewrite."""
    for name in (WORK, "papers/2023/gadre2023datacomp.yaml"):
        text = (base / name).read_text("utf-8")
        (base / name).write_text(text.replace("\nyear: 2023\n", "\nyear:   2023\n"), encoding="utf-8")


def unpublish(base: Path) -> None:
    """Take from an entry what its services know by now, so that there is something to bring up to date."""
    text = (base / WORK).read_text("utf-8")
    (base / WORK).write_text(text.replace("venue: NeurIPS\nvolume: '36'\n", "venue: arXiv\n"), encoding="utf-8")


def play_services() -> None:
    """Put stored answers in the place of the services, for good: for a process that ends soon."""
    line = Line({host: stored(host) for host in ("export.arxiv.org", "dblp.org")})
    codev.contribute.fetch.Fetcher = line.fetcher  # type: ignore[misc,assignment]
    asking.ask = lambda *_: ([PAPER], [])


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
    "watch --out": Writer(("watch", "--out", "exported"), inside=play_services),
    "refresh": Writer(("refresh", "liu2023visual", "--write"), unpublish, inside=play_services),
    "export": Writer(("export", "jsonl", "bibtex", "--out", "exported")),
    "check": Writer(("check",), lambda base: shutil.rmtree(base / "build", ignore_errors=True)),
    "sql": Writer(("sql", "SELECT count(*) FROM works")),
}


def in_child(base: Path, arguments: Sequence[str], *before: Callable[[], object]) -> tuple[int, str]:
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
            for each in before:
                each()
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


def load_commands() -> None:
    """Load the commands, so that the forked processes need not."""
    for name in COMMANDS:
        main.get_command(None, name)  # type: ignore[arg-type]
    import codev.contribute.bulk
    import codev.contribute.merge
    import codev.contribute.refresh
    import codev.contribute.rename
    import codev.contribute.watch.candidates
    import codev.export.sqlite  # noqa: F401


def prepared(facts_base: Path, folder: Path, writer: Writer) -> Path:
    """Return a copy of the knowledge base in which the command has something to do."""
    shutil.rmtree(folder, ignore_errors=True)
    base = shutil.copytree(facts_base, folder)
    (base / "paper.bib").write_text(BIBTEX, encoding="utf-8")
    writer.prepare(base)
    return base


def forget_age() -> None:
    """Let files that are half written count as left at once, not after an hour."""
    codev.store.write.LEFT_SECONDS_MIN = -1


def without_left(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files but for those that are half written and will be cleaned with the next write beside them."""
    return {path: content for path, content in files.items() if not path.endswith(".codev-half")}


def once_opened(part: str, act: Callable[[], object], count: int = 1) -> Callable[[], None]:
    """Return what has a process, and none that it starts, act when it opens the nth file with something in its path."""
    left, process = count, 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event == "open" and left and process == os.getpid() and part in os.fsdecode(str(arguments[0])):
            left -= 1
            if not left:
                act()

    def begin() -> None:
        nonlocal process
        process = os.getpid()
        sys.addaudithook(hook)

    return begin


def obey_permissions() -> None:
    """Have this process obey the permissions of files and folders, even where it is root's; it is so until it ends."""
    if os.getuid() == 0:
        # Root passes over permissions by a capability; without any, root is but the owner of its files (capabilities(7)).
        version_3 = 0x20080522
        header, none = (ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
            raise OSError(ctypes.get_errno(), "the capabilities of root cannot be dropped")


@contextmanager
def withdrawn(place: Path) -> Iterator[None]:
    """Make a folder and all below it, or a file, read-only while the block runs."""
    below = [place, *(each for each in place.rglob("*") if not each.is_symlink())]
    modes = [(each, each.stat().st_mode & 0o777) for each in below]
    for each, mode in reversed(modes):
        each.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for each, mode in modes:
            each.chmod(mode)


class Clock:
    """A clock that was moved: what a process is told of the time of day, file times aside."""

    def __init__(self, *days: float, now: dt.datetime) -> None:
        """Set the clock.

        Args:
            days: By how many days the clock is ahead (below 0: behind); of several, each look at the clock gets the next.
            now: The time that it is moved away from.
        """
        self._shifts = cycle(days)
        self._now = now
        self._moved: Callable[[], dt.datetime] = lambda: now + dt.timedelta(days=next(self._shifts))

    def set(self) -> None:
        """Let this process go by it until it ends."""
        moved = self._moved

        class Moved(dt.datetime):
            __slots__ = ()  # as large as its base: extensions that are loaded later look at that

            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
                return moved().astimezone(tz)

        dt.datetime = Moved  # type: ignore[misc]
        time.time = lambda: moved().timestamp()
