"""``codev refresh``: what has been published since, names and pages brought up to date, as a change to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from codev.check.report import printable
from codev.cli.common import carry_out, echo_json, examples, load_atlas, progress_bar, root_option
from codev.limits.services import UNATTENDED_PATIENCE_SECONDS_MAX


@examples(
    "codev refresh liu2023visual wu2023nextgpt",
    "codev refresh",
    "codev refresh --write liu2023visual",
    "codev refresh --format json > updates.json",
)
@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]…")
@root_option
@click.option("--write", is_flag=True, help="Write the entries; without it, the lines that would change are shown.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to show it: as a diff, or every change of a field with its source.",
)
def command(*, keys: tuple[str, ...], root: Path, write: bool, form: Literal["text", "json"]) -> None:
    """Ask which preprints have been published since, and bring entries up to date: those of the works KEY, or all.

    arXiv, DataCite, OpenAlex, Crossref and DBLP are asked, at the pace that they ask for: DBLP wants two seconds between two
    works. Venue, its year, volume, number, pages and DOI are added where they are missing; initials become full names where the
    family names agree. What a curator wrote is not replaced, except a venue or DOI of arXiv's. Where a source says something
    else, or a work was withdrawn, you are told. Comments stay. Every change names its source.

    Looking first and writing then asks nobody twice: answers are kept for a day in build/cache/. CODEV_MAILTO may hold an
    address at which the services reach you, CODEV_OPENALEX_KEY your free key for OpenAlex.
    """
    from codev.contribute.fetch import Fetcher
    from codev.contribute.refresh import plan_refresh

    atlas = load_atlas(root)
    with (
        Fetcher(root=atlas.root, patience_seconds=UNATTENDED_PATIENCE_SECONDS_MAX) as fetcher,
        progress_bar("Asking") as advance,
    ):
        found = plan_refresh(atlas, keys, fetcher, advance)
    if form == "text":
        carry_out(found.rewrite, atlas.root, dry_run=not write, in_full=True, how="add --write")
        return
    if write:
        found.rewrite.write(atlas.root)
    echo_json(found.as_list())
    for remark in found.rewrite.remarks:
        click.echo(f"  note: {printable(remark)}", err=True)
