"""``codev evidence``: evidence and checks recorded on claims, one or many at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from codev.cli.common import carry_out, examples, load_atlas, root_option
from codev.errors import WrongUseError
from codev.model import Compared, EvidenceSource


@examples(
    "codev evidence liu2023visual.4 --source abstract --url https://arxiv.org/abs/2304.08485 --states models --dry-run",
    "codev evidence liu2023visual.1 liu2023visual.2 --checked-by 'A. Curator' --against abstract",
    "codev evidence --from readings.jsonl --pass-over --dry-run",
)
@click.command()
@click.argument("claims", nargs=-1)
@root_option
@click.option("--source", type=click.Choice([each.value for each in EvidenceSource]), help="What was read.")
@click.option("--url", help="Where it can be read.")
@click.option("--where", help="The place in it, such as 'Section 3.2'.")
@click.option("--version", help="The version that was read, such as v2.")
@click.option("--section", help="The survey's section, with --source survey.")
@click.option("--table", type=int, help="The survey's table, with --source survey-table.")
@click.option("--states", "--clears", "states", multiple=True, metavar="PART", help="A field, or field.value, that it states.")
@click.option("--infers", multiple=True, metavar="PART", help="A field, or field.value, that no evidence states; repeatable.")
@click.option("--checked-by", "by", help="Who compared the claims.")
@click.option(
    "--against",
    multiple=True,
    type=click.Choice([each.value for each in Compared]),
    help="What the claims were compared with; by default, what --source says. Repeatable.",
)
@click.option("--date", help="When, as 2026-11-29; by default, today.")
@click.option("--note", help="What was found.")
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="JSON lines, one for each claim, with the same fields and 'checked'.",
)
@click.option("--pass-over", is_flag=True, help="Tell of what names no claim, field or value, and go on.")
@click.option("--dry-run", is_flag=True, help="Show the lines that would change and write nothing.")
def command(*, root: Path, claims: tuple[str, ...], file: Path | None, pass_over: bool, dry_run: bool, **given: Any) -> None:
    """Record evidence and checks on CLAIMS, or on those of a file: all or none.

    What the evidence states is inferred no longer. Evidence that a claim has already is completed.
    """
    from codev.contribute.evidence import record, rows_of
    from codev.contribute.rows import read_rows

    options = {name: value for name, value in given.items() if value not in (None, ())}
    if (file is None) == (not claims) or (file is not None and options):
        raise WrongUseError("name claims with what to record, or a file", "give CLAIMS and options, or --from FILE")
    objects = read_rows(file) if file is not None else [{"claim": each, **_row(options)} for each in claims]
    told: list[str] | None = [] if pass_over else None
    rows = rows_of(objects, told)
    atlas = load_atlas(root)
    carry_out(record(atlas, rows, told), atlas.root, dry_run=dry_run, in_full=True)


def _row(options: dict[str, Any]) -> dict[str, Any]:
    """Return the row that the options make, without its claim."""
    row = dict(options)
    check = {name: row.pop(name) for name in ("by", "against", "date", "note") if name in row}
    if check and "by" not in check:
        raise WrongUseError("a check needs somebody who compared", "give --checked-by NAME")
    if not check and not row:
        raise WrongUseError("there is nothing to record", "give --source, --infers or --checked-by")
    if check:
        read = [each.value for each in Compared if each.value == row.get("source")]
        row["checked"] = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "against": read, **check}
    return row
