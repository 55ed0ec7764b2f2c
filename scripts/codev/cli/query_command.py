"""``codev query``: works, claims and the questions of the co-development graph, one sub-command each.

Every sub-command only builds a `codev.query.Query` from its options and shows the answer, so that whatever can be asked here
can be asked in Python, on the site and in the explorer by the same URL (``--show-query`` prints it; ``codev query ask`` answers
one).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codev.cli.common import examples, is_terminal, load_atlas, source_options
from codev.cli.streams import drawing
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.limits.questions import QUERY_CHARACTERS_MAX
from codev.query import QUESTIONS, Query, Question, Result, as_command, run, to_csv, to_json, to_markdown, to_tsv
from codev.query.facets import FACETS
from codev.query.query import NUMBERS, as_number
from codev.query.questions import option_of
from codev.query.rows import cell_text

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "json", "csv", "bibtex", "markdown")


def _options(question: Question) -> list[click.Parameter]:
    """Return the arguments and options of one question."""
    found: list[click.Parameter] = [
        # Not required by click, whose message takes three lines: the query says what it lacks in one.
        click.Argument([each.name], metavar=each.metavar, required=False, nargs=-1 if each.many else 1)
        for each in question.parameters
        if each.required
    ]
    for facet in (FACETS[name] for name in question.facets):
        shown = "YEARS" if facet.shape == "years" else "TEXT"
        found.append(click.Option([option_of(facet.name)], multiple=True, metavar=shown, help=facet.help))
    for each in (each for each in question.parameters if not each.required):
        choices = "" if callable(each.choices) or each.bounds else ", ".join(each.choices)
        about = f"{each.help[:-1]}: {choices}." if choices else each.help
        shown = "NUMBER" if each.bounds else each.metavar
        found.append(click.Option([option_of(each.name)], multiple=each.many, metavar=shown, help=about))
        # By a name of its own, so that the query can tell whether it contradicts the present one.
        former_help = f"The former name of {option_of(each.name)}."
        found += [
            click.Option([option_of(former), former], multiple=each.many, hidden=True, help=former_help)
            for former in each.former_names
        ]
        if each.flags and not callable(each.choices):
            found += [
                click.Option(
                    [f"--{value}", each.name], flag_value=value, help=f"{name}: the same as {option_of(each.name)} {value}."
                )
                for value, name in each.choices.items()
            ]
    return found


def shared_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every sub-command has."""
    function = click.option("--show-query", is_flag=True, help="Print the query as a URL query string and do not run it.")(
        function
    )
    function = click.option(
        "--format", "output_format", type=click.Choice(FORMATS), default="table", show_default=True, help="The output format."
    )(function)
    return source_options(function)


def _command(question: Question) -> click.Command:
    """Return the sub-command of one question."""
    about = "\n\n".join(filter(None, (question.sentence, question.about, question.limits)))
    lines = [as_command(Query.build(question.name, **values)) for values in question.examples.values()]

    @click.command(question.name, help=about, short_help=question.sentence)
    @shared_options
    def asked(root: Path, output_format: str, show_query: bool, **values: Any) -> None:
        written = question.with_present_names({name: value for name, value in values.items() if value not in (None, ())})
        given = {
            name: as_number(name, value, f"{option_of(name)} ") if name in NUMBERS else value for name, value in written.items()
        }
        for name in question.needs:
            if not given.get(name):
                shown = next(each.metavar for each in question.parameters if each.name == name)
                raise WrongUseError(f"{question.name} needs {shown}", f"for example: {lines[0]}")
        answer_query(Query.build(question.name, **given), root, output_format, show_query=show_query)

    asked.params = [*_options(question), *asked.params]
    return examples(*lines)(asked)


class _Questions(click.Group):
    """The sub-commands; an unknown one is answered with the nearest."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the sub-command."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise UnknownNameError("question", args[0], nearest(args[0], self.commands))
        return super().resolve_command(ctx, args)


@click.group(cls=_Questions)
def command() -> None:
    """Ask for works and claims, and ask the co-development graph.

    Tables are drawn on a terminal and written with tabs elsewhere; the other formats are the same everywhere.
    """


@command.command("ask", short_help="Answer a query written as data: a URL query string or JSON.")
@click.argument("query", required=False)
@shared_options
def ask(query: str | None, root: Path, output_format: str, show_query: bool) -> None:
    """Answer a query written as data: the URL form that the site shows, or JSON."""
    text = (query or "").strip()
    if not text:
        raise WrongUseError("nothing is asked", "write a query such as 'question=works&node=data-filter'")
    if len(text) > QUERY_CHARACTERS_MAX:
        raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {QUERY_CHARACTERS_MAX}")
    asked = Query.from_json(text) if text.startswith("{") else Query.from_url(text.rpartition("?")[2])
    answer_query(asked, root, output_format, show_query=show_query)


for _question in QUESTIONS.values():
    command.add_command(_command(_question))
examples(
    "codev query ask 'question=works&node=data-filter&year=2023..2025'",
    """codev query ask '{"question": "lineage", "parameters": {"of": "sharegpt4v"}}'""",
)(ask)
examples(
    "codev query works --node data-filter --year 2023..2025",
    "codev query lineage ShareGPT4V",
    "codev query dependence --model gpt-4 --format json",
    "codev query ask 'question=rq2&role=data-filter'",
)(command)


# -- showing the answer ---------------------------------------------------------------------------------------------------


def answer_query(query: Query, root: Path, output_format: str, *, show_query: bool) -> None:
    """Answer a query and show it.

    Args:
        query: What is asked.
        root: Where the knowledge base is: a folder, or a published file.
        output_format: One of `FORMATS`.
        show_query: Whether only the query is shown, as a URL query string.
    """
    if show_query:
        click.echo(query.to_url())
        return
    atlas = load_atlas(root)
    result = run(atlas, query)
    if output_format == "json":
        click.echo(to_json(result))
    elif output_format == "csv":
        click.echo(to_csv(result), nl=False)
    elif output_format == "markdown":
        click.echo(to_markdown(result), nl=False)
    elif output_format == "bibtex":
        from codev.bib import to_bibtex

        click.echo(to_bibtex([atlas.works[key] for key in result.works()]), nl=False)
    elif is_terminal():
        _draw(result, query.about.limits)
    else:
        click.echo(to_tsv(result), nl=False)
    if result.note:
        click.echo(result.note, err=True)


def _draw(result: Result, limits: str) -> None:
    """Draw the rows on the terminal: as a table where it is wide enough for every word, else one below the other.

    What the answer does not show stands below.
    """
    shown = [column for column in result.columns if any(cell_text(getattr(row, column.name)) for row in result.rows)]
    if not shown:
        return
    titles = [column.title for column in shown]
    rows = [[cell_text(getattr(row, column.name)) for column in shown] for row in result.rows]
    console = drawing()
    words = [
        max(len(word) for line in (titles, *rows) for word in line[number].split() or [""]) for number in range(len(shown))
    ]
    if sum(words) + 3 * len(shown) <= console.width:
        _draw_table(console, titles, rows, words)
    else:
        _draw_cards(console, titles, rows)
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    console.print(f"{count}. {limits}" if limits else count, style="dim", highlight=False)


def _draw_table(console: Console, titles: list[str], rows: list[list[str]], words: list[int]) -> None:
    """Draw a table; numbers stand to the right, and no column is narrower than its longest word."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*titles, show_edge=False, header_style="bold")
    for number, column in enumerate(table.columns):
        column.min_width = words[number]
        if all(row[number].replace(".", "", 1).isdigit() for row in rows):
            column.justify = "right"
    for row in rows:
        # As text, so that square brackets in a title are not taken for markup.
        table.add_row(*map(Text, row))
    console.print(table)


def _draw_cards(console: Console, titles: list[str], rows: list[list[str]]) -> None:
    """Draw each row as lines of title and value; the first value stands out."""
    from rich.table import Table
    from rich.text import Text

    for row in rows:
        card = Table.grid(padding=(0, 2))
        card.add_column(style="dim", no_wrap=True)
        card.add_column(overflow="fold")
        for number, (title, value) in enumerate(zip(titles, row, strict=True)):
            if value:
                card.add_row(title, Text(value, style="bold" if number == 0 else ""))
        console.print(card)
        console.print()
