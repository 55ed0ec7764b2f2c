"""``codev import``: many works at once from a BibTeX file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from codev.check.report import printable
from codev.cli.common import echo_json, examples, load_atlas, progress_bar, root_option
from codev.contribute.bulk import NO_ADDRESS, ImportPlan, ImportStatus
from codev.given_file import read_given
from codev.limits.files import BIBTEX_BYTES_MAX

_SAID = {
    ImportStatus.NEW: "new entries",
    ImportStatus.MERGED: "known works that gain something",
    ImportStatus.KNOWN: "known works, nothing to add",
    ImportStatus.REPEATED: "repeated within the file",
    ImportStatus.REPORTED: "to look at, not imported",
}


@examples(
    "codev import references.bib --dry-run",
    "codev import references.bib",
    "codev import references.bib --format json > outcome.json",
)
@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@root_option
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--added", metavar="DAY", help="The day of the new entries, such as 2026-11-25, instead of today.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or one object for programs.",
)
def command(*, file: Path, root: Path, dry_run: bool, added: str | None, output_format: str) -> int:
    """Take in every work of a BibTeX file, and say of each entry what became of it.

    A known work gains only what it lacks; what cannot be used is reported with its line and the reason, and the exit code is 1.
    """
    from codev.bib.read.bibtex import read_bibtex
    from codev.contribute.bulk import plan_import
    from codev.contribute.write import write_all

    atlas = load_atlas(root)
    with progress_bar("Comparing") as advance:
        day = added or dt.datetime.now(dt.UTC).date().isoformat()
        plan = plan_import(atlas, read_bibtex(read_given(file, BIBTEX_BYTES_MAX)), added=day, progress=advance)
    if not dry_run:
        write_all(atlas.root, plan.new_texts | plan.changed_texts, new=plan.new_texts, read=atlas.sources)
    if output_format == "json":
        echo_json({"outcomes": [outcome.as_dict() for outcome in plan.outcomes], "remarks": list(plan.remarks)})
    else:
        _show(file, plan, dry_run=dry_run)
    return 1 if any(outcome.status is ImportStatus.REPORTED for outcome in plan.outcomes) else 0


def _show(file: Path, plan: ImportPlan, *, dry_run: bool) -> None:
    """Print a line for each entry, and what became of all."""
    for remark in plan.remarks:
        click.echo(printable(f"{file.name}: {remark}"))
    for outcome in plan.outcomes:
        target = f" → {outcome.work}" if outcome.work else ""
        reason = f"  ({outcome.reason})" if outcome.reason else ""
        line = f"{file.name}:{outcome.line} {outcome.status.value:9} {outcome.entry or '(no key)'}{target}{reason}"
        click.echo(printable(line))
    counts = Counter(outcome.status for outcome in plan.outcomes)
    click.echo(f"\n{len(plan.outcomes):,} entries" + (", nothing written (--dry-run)" if dry_run else ""))
    for status, said in _SAID.items():
        if counts[status]:
            click.echo(f"{counts[status]:8,} {said}")
    lost = sum(outcome.reason.startswith(NO_ADDRESS) for outcome in plan.outcomes)
    if lost:
        said = "1 entry names" if lost == 1 else f"{lost:,} entries name"
        told = "'codev add --bibtex FILE --entry KEY --arxiv ID' adds a work with its id"
        click.echo(f"{said} neither arXiv id nor DOI nor address, as BibTeX of Google Scholar does not: {told}.")
    if not plan.outcomes:
        click.echo("No entry begins with '@': is it a BibTeX file?")
    elif counts[ImportStatus.NEW]:
        click.echo("The new entries are not classified yet: 'codev suggest KEY' ranks nodes for one.")
