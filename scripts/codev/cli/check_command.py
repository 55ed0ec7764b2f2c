"""``codev check``: every rule on every file, all findings at once.

Exit codes: 0 nothing found but notices, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from codev.check.catalogue import rule_of, rule_rows
from codev.check.fix import fix
from codev.check.report import as_data, as_github, as_text
from codev.check.run import Report, check
from codev.cli.common import echo_json, examples, progress_bar, root_option, settled
from codev.errors import CodevError, WrongUseError


@examples(
    "codev check",
    "codev check papers/2024 --format json",
    "codev check --fix papers/2023/liu2023visual.yaml",
    "codev check --explain unknown-term",
)
@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines for people, one object for programs, or annotations for GitHub.",
)
@click.option(
    "--fix", "wants_fix", is_flag=True, help="First rewrite files that are not in the canonical form; comments are kept."
)
@click.option("--explain", metavar="CODE", help="Say what a rule is for, with an example; 'all' for every rule.")
@click.option("--no-cache", is_flag=True, help="Read every file again, and keep nothing for the next run.")
@root_option
def command(  # noqa: PLR0917 - click passes them by name
    paths: tuple[Path, ...], output_format: str, wants_fix: bool, explain: str | None, no_cache: bool, root: Path
) -> int:
    """Check every file of the knowledge base by every rule.

    PATH limits the findings that are shown to some files or folders; everything is read all the same, since files refer to each
    other.  Each finding says where it is, what is wrong and what to write instead.
    """
    if explain is not None:
        _explain(explain, output_format)
        return 0
    report = checked(settled(root), paths, use_cache=not no_cache, wants_fix=wants_fix)
    show(report, output_format)
    return 1 if report.fails else 0


def checked(root: Path, paths: Iterable[Path], *, use_cache: bool = True, wants_fix: bool = False) -> Report:
    """Check, with progress on a terminal, and keep what is about some files.

    Args:
        root: The knowledge base's folder.
        paths: Files or folders; none for all.
        use_cache: Whether results of unchanged files may be used and kept.
        wants_fix: Whether files that are not in the canonical form are rewritten first.

    Raises:
        CodevError: A path is not in the knowledge base, or a file cannot be written.
    """
    wanted = [_inside(root, path) for path in paths] or ["."]
    report = _checked(root, use_cache=use_cache).within(wanted)
    if not wants_fix:
        return report
    try:
        fixed = fix(root, report.findings)
    except OSError as error:
        raise CodevError(f"cannot write {error.filename or 'a file'}: {error.strerror}", "correct the permissions") from error
    for path in fixed:
        click.echo(f"rewrote {path}", err=True)
    return _checked(root, use_cache=use_cache).within(wanted) if fixed else report


def show(report: Report, output_format: str) -> None:
    """Print a report.

    Args:
        report: What the check found.
        output_format: ``text``, ``json`` or ``github``.
    """
    if output_format == "json":
        echo_json(as_data(report))
        return
    lines: Iterable[str] = as_github(report) if output_format == "github" else as_text(report)
    click.echo("\n".join(lines))


def _checked(root: Path, *, use_cache: bool) -> Report:
    """Run every rule, with progress on a terminal."""
    with progress_bar("Checking") as advance:
        return check(root, use_cache=use_cache, progress=advance)


def _inside(root: Path, path: Path) -> str:
    """Return a path relative to the root; one that is given relative to the present folder or to the root is understood.

    Raises:
        WrongUseError: The path is not there, or not in the knowledge base.
    """
    for candidate in (Path.cwd() / path, root / path):
        # Links stay links: they are findings, and what they lead to is not part of the knowledge base.
        absolute = Path(os.path.normpath(candidate))
        parent = absolute.parent.resolve() / absolute.name
        if os.path.lexists(parent) and parent.is_relative_to(root):
            return parent.relative_to(root).as_posix()
    raise WrongUseError(f"there is no {path} in the knowledge base {root}", "give files or folders in it")


def _explain(code: str, output_format: str) -> None:
    """Print what one rule, or every rule, is for."""
    rows = rule_rows()
    if code != "all":
        known = rule_of(code)
        rows = [row for row in rows if row["code"] == known.code]
    if output_format == "json":
        echo_json({"rules": rows})
        return
    for number, row in enumerate(rows):
        if number:
            click.echo()
        click.echo(f"{row['code']} ({row['severity']}): {row['title']}\n\n{row['why']}\n")
        click.echo("  wrong:\n" + _indented(row["wrong"]) + "\n  right:\n" + _indented(row["right"]))


def _indented(text: str) -> str:
    """Return a text with every line moved to the right."""
    return "\n".join(f"    {line}" for line in text.splitlines())
