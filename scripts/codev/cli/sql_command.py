"""``codev sql``: read-only SQL on the knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import examples, is_terminal, load_atlas, source_options
from codev.errors import WrongUseError
from codev.given_file import STANDARD_INPUT, read_given
from codev.limits.questions import SQL_ROWS_ASKED_MAX, SQL_ROWS_MAX, SQL_SECONDS_ASKED_MAX, SQL_SECONDS_MAX

FORMATS = ("table", "json", "csv", "markdown")


@examples(
    'codev sql "SELECT year, count(*) FROM works GROUP BY year"',
    "codev sql \"SELECT kind, id, title FROM search WHERE search MATCH 'caption*' ORDER BY rank LIMIT 10\"",
    "codev sql --file query.sql --format csv",
    'echo "SELECT * FROM stages" | codev sql -',
    "codev sql --schema claims",
    "codev sql --data codev.sqlite 'SELECT count(*) FROM works'",
)
@click.command()
@click.argument("query", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the statement from a file; '-' is standard input.")
@click.option(
    "--schema", is_flag=True, help="Show tables and columns with their meaning, and example queries; QUERY names a table."
)
@click.option(
    "--format", "output_format", type=click.Choice(FORMATS), default="table", show_default=True, help="The output format."
)
@click.option(
    "--limit",
    type=click.IntRange(1, SQL_ROWS_ASKED_MAX),
    default=SQL_ROWS_MAX,
    show_default=True,
    help="The most rows to return.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.01, SQL_SECONDS_ASKED_MAX),
    default=SQL_SECONDS_MAX,
    show_default=True,
    help="The most time to take.",
)
@source_options
def command(
    *, query: str | None, file: Path | None, schema: bool, output_format: str, limit: int, seconds: float, root: Path
) -> None:
    """Run one SELECT statement on the knowledge base, a SQLite database with full-text search.

    QUERY is the statement; '-' reads it from standard input. Only reading is possible, and a query that runs away is stopped.
    """
    if schema:
        _show_schema(query)
        return
    text = _statement(query, file)
    # Heavy imports only now, so that wrong use is said at once.
    from codev.export import DEFAULT_LIMITS, SqlLimits, open_database, run_sql
    from codev.export.sql_text import sql_to_csv, sql_to_json, sql_to_markdown, sql_to_tsv

    steps = int(DEFAULT_LIMITS.steps * max(1.0, seconds / DEFAULT_LIMITS.seconds))
    limits = SqlLimits(rows=limit, seconds=seconds, steps=steps)
    result = run_sql(open_database(load_atlas(root), use_cache=root.is_dir()), text, limits)
    if output_format == "json":
        click.echo(sql_to_json(result))
    elif output_format == "csv":
        click.echo(sql_to_csv(result), nl=False)
    elif output_format == "markdown":
        click.echo(sql_to_markdown(result), nl=False)
    elif is_terminal():
        _draw(result.columns, result.rows)
    else:
        click.echo(sql_to_tsv(result), nl=False)
    if result.is_cut:
        click.echo(f"Only the first {limit:,} rows are shown; --limit shows more.", err=True)
    elif not result.rows:
        click.echo("No row has all of this.", err=True)


def _statement(query: str | None, file: Path | None) -> str:
    """Return the statement that is asked for, from wherever it is.

    Raises:
        WrongUseError: None is given, two are given, or the file cannot be read.
    """
    from codev.export.sql_guard import DEFAULT_LIMITS

    if (query is None) == (file is None):
        raise WrongUseError("give one statement, as QUERY or with --file", "try: codev sql 'SELECT title FROM works LIMIT 5'")
    if file is None and query != "-":
        return query or ""
    # No more is read than can be run.
    bytes_max = DEFAULT_LIMITS.text * 4
    try:
        return read_given(file or STANDARD_INPUT, bytes_max).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUseError("the statement is not UTF-8", "save it as UTF-8") from None


def _show_schema(name: str | None) -> None:
    """Print tables and columns with their meaning, of one table or of all with the examples.

    Raises:
        UnknownNameError: There is no table of the name.
    """
    from codev.did_you_mean import nearest
    from codev.errors import UnknownNameError
    from codev.export.sql_examples import EXAMPLES
    from codev.export.sqlite_layout import SQL_TABLES, documentation

    rows = list(documentation())
    tables = [table for table, column, _ in rows if column is None]
    if name is not None and name not in tables:
        raise UnknownNameError("table", name, nearest(name, tables))
    width = max(len(column) for table, column, _ in rows if column and name in (None, table))
    for table, column, meaning in rows:
        if name not in (None, table):
            continue
        if column is None:
            click.echo(f"{click.style(table, bold=True)}: {meaning}")
        else:
            click.echo(f"  {column:<{width}}  {meaning}")
    if name is None:
        click.echo("\nExamples:")
        for example in EXAMPLES:
            click.echo(f"\n-- {example.title}\n{example.sql};")
        return
    lists = [table for table in SQL_TABLES if table.source.name == name and table.list_column is not None]
    if lists:
        click.echo("Its lists are tables of their own:")
        for each in lists:
            click.echo(f"  {each.name} ({', '.join(column.name for column in each.columns)})")


def _draw(columns: tuple[str, ...], rows: tuple[tuple[str | int | float | bytes | None, ...], ...]) -> None:
    """Draw a table on the terminal."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    from codev.cli.streams import drawing
    from codev.export.sql_text import cell_text

    if not rows:
        return
    table = Table(*map(escape, columns), show_edge=False, header_style="bold")
    for number, column in enumerate(table.columns):
        column.overflow = "fold"
        if all(isinstance(row[number], (int, float)) for row in rows):
            column.justify = "right"
    for row in rows:
        # As text, so that square brackets are not taken for markup.
        table.add_row(*(Text(cell_text(value)) for value in row))
    console = drawing()
    console.print(table)
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}", style="dim")
