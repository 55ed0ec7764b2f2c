"""What every command needs: the knowledge base, the output formats, errors in one line.

A `CodevError` anywhere below a command becomes one line on the error stream and the error's exit code; nobody sees a traceback
for bad input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import TaskID

    from codev.atlas import Atlas
    from codev.contribute.rename import Rewrite

root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    show_default="this folder or one above it",
    help="The knowledge base's folder.",
)
"""The option of every command that reads a knowledge base."""


def source_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which knowledge base is asked: a folder, or a published file in its place.

    Args:
        function: What runs the command; it is given whichever is meant as ``root``.
    """

    @root_option
    @click.option(
        "--data",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="A published SQLite file to read instead of the folder.",
    )
    @wraps(function)
    def run(*, root: Path, data: Path | None, **values: Any) -> None:
        function(root=data or place_of(root), **values)

    return run


def place_of(root: Path) -> Path:
    """Return what a command that only reads reads: a published file where nobody named a folder and none is here.

    Args:
        root: The folder as the options give it.
    """
    if root != Path():
        return root
    from codev.data import data_path
    from codev.errors import KnowledgeBaseError
    from codev.store.layout import find_root

    try:
        return find_root(root)
    except KnowledgeBaseError:
        return data_path() or root


def examples(*lines: str) -> Callable[[click.Command], click.Command]:
    """Return a decorator that puts runnable examples at the end of a command's help.

    Args:
        lines: Commands as a user would type them.
    """
    text = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)

    def decorate(command: click.Command) -> click.Command:
        command.epilog = text
        return command

    return decorate


def settled(root: Path) -> Path:
    """Return the knowledge base's folder; a change of several files that was cut off is taken back first, and it is said.

    Args:
        root: The folder, or one inside it.

    Raises:
        KnowledgeBaseError: There is none, or a person has to decide about the change.
    """
    from codev.store.layout import find_root
    from codev.store.write import JOURNAL_FILE

    folder = find_root(root)
    if (folder / JOURNAL_FILE).exists():
        from codev.contribute.write import take_back

        back = take_back(folder)
        click.echo(f"A change that was cut off was taken back: {len(back):,} files are as they were before it.", err=True)
    return folder


def load_atlas(root: Path) -> Atlas:
    """Load the knowledge base, with progress on a terminal.

    Args:
        root: The folder, or one inside it; or a published SQLite file.

    Returns:
        The knowledge base.

    Raises:
        KnowledgeBaseError: There is none, or a file cannot be read.
    """
    if root.is_file():
        from codev.export import read_published

        return read_published(root)
    from codev.atlas import Atlas

    folder = settled(root)
    with progress_bar("Reading") as advance:
        return Atlas.load(folder, progress=advance)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on the error stream, on a terminal only; the value is called with done and all.

    Args:
        title: What is being done.
    """
    with progress_steps() as tell:
        yield partial(tell, title)


@contextmanager
def progress_steps() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each step of long work, on a terminal only; the value is called with step, done and all."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from codev.cli.streams import drawing

    console = drawing(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, count: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=None)
            bar.update(tasks[step], completed=done, total=count)

        yield tell


def carry_out(plan: Rewrite, root: Path, *, dry_run: bool, in_full: bool = False, how: str = "--dry-run") -> None:
    """Write what a command changes in many files, and say which files and what it could not decide.

    Args:
        plan: What is to be written.
        root: The knowledge base's folder.
        dry_run: Whether to say it only.
        in_full: Whether to show the lines that a dry run would change, not the files alone.
        how: What to say beside the words that nothing was written.
    """
    from codev.check.report import printable

    if not dry_run:
        plan.write(root)
    for line in plan.lines(root) if dry_run and in_full else plan.texts:
        click.echo(printable(line))
    for path in plan.removed:
        click.echo(f"{path} (removed)")
    for remark in plan.remarks:
        click.echo(f"  note: {printable(remark)}", err=True)
    count = f"{len(plan.texts):,} file{'s' if len(plan.texts) != 1 else ''}"
    click.echo(count + (f", nothing written ({how})" if dry_run else "; next: codev check"), err=True)


def echo_json(data: Any) -> None:
    """Print data as indented JSON, Unicode as it is."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def is_terminal() -> bool:
    """Return whether standard output is a terminal: tables are drawn there and plain elsewhere."""
    return sys.stdout.isatty()


def site_url_of(root: Path) -> str | None:
    """Return where the site is published, ending in a slash, or None where nobody says.

    Args:
        root: The folder of the knowledge base, or one inside it; or a published SQLite file.
    """
    from codev.data import data_path, site_address
    from codev.errors import CodevError
    from codev.site.engine.settings import published_at, read_settings
    from codev.store.layout import find_root

    try:
        if root.is_file() and (root != data_path() or not site_address()):
            return None
        if root.is_file() or os.environ.get("CODEV_SITE_URL"):
            return published_at(site_address())
        return read_settings(find_root(root)).site_url
    except CodevError:
        return None
