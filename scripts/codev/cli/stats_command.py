"""``codev stats``: the figures of the knowledge base."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from codev.cli.common import echo_json, examples, load_atlas, place_of, root_option
from codev.cli.streams import drawing
from codev.query.stats import statistics


@examples("codev stats", "codev stats --format json")
@click.command()
@root_option
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Table or JSON."
)
def command(root: Path, output_format: str) -> None:
    """Show the figures of the knowledge base."""
    figures = statistics(load_atlas(place_of(root)))
    if output_format == "json":
        echo_json(figures)
        return
    table = Table("figure", "number", show_edge=False)
    table.columns[1].justify = "right"
    for name, value in figures.items():
        if isinstance(value, dict):
            table.add_section()
            for term, number in value.items():
                table.add_row(f"{name.replace('_', ' ')}: {term.replace('_', ' ')}", _shown(number))
        else:
            table.add_row(name.replace("_", " "), _shown(value))
    drawing().print(table)


def _shown(number: float) -> str:
    """Return a count with commas, a share or coefficient with three decimals."""
    return f"{number:,}" if isinstance(number, int) else f"{number:.3f}"
