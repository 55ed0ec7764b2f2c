"""``codev migrate``: an older knowledge base brought to the format of this version."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import carry_out, examples, root_option, settled


@examples("codev migrate --dry-run", "codev migrate", "codev migrate --pages lineage_seen.jsonl")
@click.command()
@root_option
@click.option(
    "--pages",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The pages behind parents that were seen, as JSON lines of child, parent, url and where. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Show the lines that would change and write nothing.")
def command(*, root: Path, pages: tuple[Path, ...], dry_run: bool) -> None:
    """Bring the files to the format of this version, all or none; nothing is lost, comments stay.

    What is up to date is left as it is, so that a second run changes nothing. The version of the format is in
    taxonomy/format.yaml.
    """
    from codev.contribute.migrate import migrate, pages_of
    from codev.contribute.rows import read_rows

    base = settled(root)
    plan = migrate(base, pages_of(row for file in pages for row in read_rows(file)))
    carry_out(plan, base, dry_run=dry_run, in_full=True)
