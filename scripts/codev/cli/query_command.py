"""``codev query``: works, claims and the questions of the co-development graph, one sub-command each.

Every sub-command only builds a `codev.query.Query` from its options and shows the answer, so that whatever can be asked here
can be asked in Python, on the site and in the explorer by the same URL (``--show-query`` prints it; ``codev query ask`` answers
one).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from codev.cli.common import examples, is_terminal, load_atlas, root_option
from codev.errors import UnknownNameError, WrongUseError
from codev.near import nearest
from codev.query import TAKES, Facets, Parameters, Query, Question, Result, run, to_csv, to_json, to_markdown, to_tsv
from codev.query.query import NUMBERS, TEXT_LENGTH_MAX
from codev.query.text import cell_text
from codev.show.words import LIMITS

FORMATS = ("table", "json", "csv", "bibtex", "markdown")

_EXAMPLES: dict[Question, tuple[str, ...]] = {
    Question.WORKS: (
        "codev query works --node data-filter --stage pretrain --year 2023..2025",
        "codev query works --role data-creator --model gpt-4v --format bibtex",
    ),
    Question.CLAIMS: ("codev query claims --dataset ShareGPT4V", "codev query claims --doubt yes --format json"),
    Question.RQ1: ("codev query rq1 --stage finetune", "codev query rq1 --effect degrades --level node"),
    Question.RQ2: ("codev query rq2 --role data-filter", "codev query rq2 --model clip --format markdown"),
    Question.LINEAGE: (
        "codev query lineage ShareGPT4V",
        "codev query lineage model:clip --down --depth 2 --format json",
    ),
    Question.CHAINS: ("codev query chains --paradigm self-boosted", "codev query chains --model clip"),
    Question.LOOPS: ("codev query loops", "codev query loops --longest 2 --format json"),
    Question.DEPENDENCE: (
        "codev query dependence",
        "codev query dependence --model gpt-4 --format json",
        "codev query dependence --access closed",
    ),
    Question.FALLS: ("codev query falls --model gpt-4v", "codev query falls --access closed --format csv"),
    Question.GAPS: (
        "codev query gaps --status empty --role data-filter",
        "codev query gaps --modality audio --format json",
    ),
    Question.LEAKAGE: ("codev query leakage", "codev query leakage --kind exact --model sam-3"),
    Question.DISAGREEMENTS: (
        "codev query disagreements --kind classification",
        "codev query disagreements --work yu2023rlhfv",
    ),
    Question.EVIDENCE: (
        "codev query evidence --kind unverified",
        "codev query evidence --scope extended --kind statement",
    ),
    Question.COVERAGE: ("codev query coverage", "codev query coverage --format markdown"),
    Question.PATH: ("codev query path gpt-4 llava", "codev query path clip dataset:sharegpt4v --way down"),
    Question.NEIGHBOURS: ("codev query neighbours clip", "codev query neighbours ShareGPT4V --relation trains"),
    Question.SIMILAR: ("codev query similar chen2023sharegpt4v", "codev query similar wu2023nextgpt --limit 5"),
    Question.TRENDS: ("codev query trends", "codev query trends --by modality --direction model4data"),
}

_ABOUT: dict[Question, str] = {
    Question.WORKS: "The works that have these facets.\n\nA facet given twice is OR, different facets are AND; facets of "
    "claims must hold for the same claim. A node includes the nodes below it.",
    Question.CLAIMS: "The claims that have these facets, with evidence, inferred fields and doubts.",
    Question.RQ1: "Which approach enhances which capability at which stage; degrades and measures told apart.",
    Question.RQ2: "Which role draws on which capability of which acting model.",
    Question.LINEAGE: "What an artifact was made from and by (--up, the default), what was made with it (--down).",
    Question.CHAINS: "A produces D, D trains B: self-boosted where B is A, a variant of A or derived from A, else "
    "externally-boosted.",
    Question.LOOPS: "Closed loops of data and models, the shortest first.",
    Question.DEPENDENCE: "Which share of the datasets that entries introduce rests on a model, a family or an access.",
    Question.FALLS: "What was made with a model, a family or an access, directly or through other artifacts.",
    Question.GAPS: "Cells of approach or role, stage and modality: filled, thin, empty, or not applicable and why.",
    Question.LEAKAGE: "Benchmarks in the training ancestry of models that are evaluated on them.",
    Question.DISAGREEMENTS: "Where the survey, its table, its list and the paper differ; doubts and notes.",
    Question.EVIDENCE: "Claims with inferred fields, weak or recalled evidence.",
    Question.COVERAGE: "How good the evidence is for each part of the taxonomy: inferred, weak, in doubt, agreed.\n\nIt counts "
    "the claims with a field that no evidence states, with a statement that says more than its evidence, with weak evidence "
    "only, in doubt, and compared with a source; and the works that all sources classify here. 'codev query evidence' and "
    "'codev query claims --doubt yes' list these claims.",
    Question.PATH: "The shortest paths between two artifacts, works or nodes.",
    Question.NEIGHBOURS: "What is connected with an artifact, work or node.",
    Question.SIMILAR: "The works most similar to one, with the reasons.",
    Question.TRENDS: "Works and claims year by year.",
}

_PLACES: dict[Question, dict[str, str]] = {
    Question.LINEAGE: {"of": "ARTIFACT"},
    Question.PATH: {"of": "FROM", "to": "TO"},
    Question.NEIGHBOURS: {"of": "THING"},
    Question.SIMILAR: {"of": "WORK"},
}
"""The parameters that are given by their place, without an option."""


def _documentation(name: str) -> str:
    """Return what a facet or parameter is, as its record says."""
    field = Facets.model_fields.get(name) or Parameters.model_fields[name]
    return (field.description or "").replace("``", "")


def _options(question: Question) -> list[click.Parameter]:
    """Return the arguments and options of one question."""
    places = _PLACES.get(question, {})
    found: list[click.Parameter] = [
        # Not required by click, whose message takes three lines: the query says what it lacks in one.
        click.Argument([name], metavar=shown, required=False)
        for name, shown in places.items()
    ]
    facets, parameters = TAKES[question]
    for name in (*facets, *parameters):
        if name in places:
            continue
        many = name in Facets.model_fields or name == "relation"
        shown = "NUMBER" if name in NUMBERS else "YEARS" if name == "year" else "TEXT"
        found.append(click.Option([f"--{name}"], multiple=many, metavar=shown, help=_documentation(name)))
        if name == "way":
            ways = {"up": "The same as --way up.", "down": "The same as --way down.", "both": "The same as --way both."}
            found += [click.Option([f"--{way}", "way"], flag_value=way, help=text) for way, text in ways.items()]
    return found


def _shared(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every sub-command has."""
    function = click.option("--show-query", is_flag=True, help="Print the query as a URL query string and do not run it.")(
        function
    )
    function = click.option(
        "--format", "output_format", type=click.Choice(FORMATS), default="table", show_default=True, help="The output format."
    )(function)
    return root_option(function)


def _command(question: Question) -> click.Command:
    """Return the sub-command of one question."""
    about = "\n\n".join(filter(None, (_ABOUT[question], LIMITS.get(question))))

    @click.command(question.value, help=about, short_help=_ABOUT[question].partition("\n")[0])
    @_shared
    def asked(root: Path, output_format: str, show_query: bool, **values: Any) -> None:
        given = {name: _number(name, value) if name in NUMBERS else value for name, value in values.items()}
        for name, shown in _PLACES.get(question, {}).items():
            if not given[name]:
                raise WrongUseError(f"{question.value} needs {shown}", f"for example: {_EXAMPLES[question][0]}")
        _answer(Query.build(question.value, **given), root, output_format, show_query=show_query)

    asked.params = [*_options(question), *asked.params]
    return examples(*_EXAMPLES[question])(asked)


def _number(name: str, value: str | None) -> int | None:
    """Return a whole number."""
    if value is None:
        return None
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    raise WrongUseError(f"--{name} is a whole number, not {value[:80]!r}", f"write --{name} 3")


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
@_shared
def ask(query: str | None, root: Path, output_format: str, show_query: bool) -> None:
    """Answer a query written as data: the URL form that the site shows, or JSON."""
    text = (query or "").strip()
    if not text:
        raise WrongUseError("nothing is asked", "write a query such as 'question=works&node=data-filter'")
    if len(text) > TEXT_LENGTH_MAX:
        raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {TEXT_LENGTH_MAX}")
    asked = Query.from_json(text) if text.startswith("{") else Query.from_url(text.rpartition("?")[2])
    _answer(asked, root, output_format, show_query=show_query)


for _question in Question:
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


def _answer(query: Query, root: Path, output_format: str, *, show_query: bool) -> None:
    """Answer a query and show it."""
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
        _draw(result, LIMITS.get(query.question, ""))
    else:
        click.echo(to_tsv(result), nl=False)
    if result.note or not result.rows:
        click.echo(result.note or "Nothing matches all of this: ask for less, or see 'codev query --help'.", err=True)


def _draw(result: Result, limits: str) -> None:
    """Draw the rows on the terminal: as a table where it is wide enough for every word, else one below the other.

    What the answer does not show stands below.
    """
    shown = [column for column in result.columns if any(cell_text(getattr(row, column.name)) for row in result.rows)]
    if not shown:
        return
    titles = [column.title for column in shown]
    rows = [[cell_text(getattr(row, column.name)) for column in shown] for row in result.rows]
    console = Console()
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
