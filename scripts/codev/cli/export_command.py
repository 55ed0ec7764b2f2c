"""``codev export``: the knowledge base in the formats of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import examples, load_atlas, place_of, progress_bar, root_option
from codev.export import ALL, FORMATS, choose_formats, export

_LIST = "\b\n" + "\n".join(f"{each.name:<12} {each.files:<21} {each.meaning}" for each in FORMATS.values())


@examples(
    "codev export all --out build/export",
    "codev export csv --out tables",
    "codev export bibtex sqlite --out .",
)
@click.command(
    help=f"""Write the knowledge base in the formats of other tools.

FORMAT is one or more of these, or '{ALL}'. The same entries always give the same files.

{_LIST}"""
)
@click.argument("formats", nargs=-1, metavar="FORMAT…")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/export"),
    show_default=True,
    help="The folder; it is created if it does not exist. Other files in it are not changed.",
)
@root_option
def command(formats: tuple[str, ...], out: Path, root: Path) -> None:
    """Write the knowledge base in the formats of other tools."""
    chosen = choose_formats(formats)
    atlas = load_atlas(place_of(root))
    with progress_bar("Exporting") as advance:
        written = export(atlas, formats, out, advance)
    for each in chosen:
        place = out / each.files.rstrip("/")
        files = [path for path in written if path == place or place in path.parents]
        size = sum(path.stat().st_size for path in files) / 1024
        count = f"{len(files)} files, " if each.files.endswith("/") else ""
        click.echo(f"{each.name}\t{place}\t{count}{size:,.0f} KiB")
