"""``codev compare``: the question `compare`, on a terminal with a column for each thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from codev.cli.common import examples, is_terminal, load_atlas
from codev.cli.query_command import FORMATS, answer_query, shared_options
from codev.cli.streams import drawing
from codev.graph import graph_of
from codev.query import CompareRow, Query, run, side_by_side

VALUES_SHOWN = 8
"""Values of one thing in one aspect that a terminal shows; the other formats hold all."""


@examples(
    "codev compare LLaVA-1.5 InternVL3",
    "codev compare dataset:sharegpt4v dataset:allava --format json",
    "codev compare gadre2023datacomp fang2023data",
)
@click.command(short_help="Works, models or datasets side by side.")
@click.argument("things", nargs=-1, metavar="THING...")
@shared_options
def command(things: tuple[str, ...], root: Path, output_format: str, show_query: bool) -> None:
    """Show two to four works, models or datasets side by side: what all of them have is green, and marked with =."""
    query = Query.build("compare", things=things)
    if output_format != FORMATS[0] or show_query or not is_terminal():
        answer_query(query, root, output_format, show_query=show_query)
        return
    atlas = load_atlas(root)
    graph = graph_of(atlas)

    def label_of(value: str) -> str:
        return str(graph.nodes[value]["label"]) if value in graph else value

    names, aspects = side_by_side(row for row in run(atlas, query).rows if isinstance(row, CompareRow))
    table = Table("", show_lines=True)
    for name in names:
        table.add_column(Text(label_of(name), style="bold"))
    for aspect in aspects:
        table.add_row(aspect.name, *(_cell(label_of, cell, aspect.shared) for cell in aspect.cells))
    drawing().print(table)


def _cell(label_of: Callable[[str], str], values: Sequence[str], shared: frozenset[str]) -> Text:
    """Return the values of one thing, a line each, those that all have first."""
    ordered = sorted(values, key=lambda value: value not in shared)
    lines = [
        Text(f"= {label_of(value)}", style="green") if value in shared else Text(label_of(value))
        for value in ordered[:VALUES_SHOWN]
    ]
    if len(ordered) > VALUES_SHOWN:
        lines.append(Text(f"and {len(ordered) - VALUES_SHOWN} more", style="dim"))
    return Text("\n").join(lines)
