"""``codev suggest``: ranked taxonomy nodes for a work that is not classified yet."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from codev.atlas import Atlas
from codev.cli.common import echo_json, examples, load_atlas, place_of, root_option
from codev.cli.streams import drawing
from codev.contribute.suggest import Suggester, Suggestion
from codev.errors import WrongUseError
from codev.given_file import read_given
from codev.limits.files import TEXT_FILE_BYTES_MAX
from codev.limits.questions import SUGGESTED_NODES_MAX

UNSURE = "Unsure: two ways of comparing differ on the first node, so look at all of these."
"""What is said below a ranking whose first node only one of the two ways puts first."""


@examples(
    "codev suggest wu2023nextgpt",
    "codev suggest paper.bib",
    "codev suggest abstract.txt --limit 3",
    "echo 'A benchmark of video hallucination' | codev suggest -",
)
@click.command()
@click.argument("what", metavar="KEY|FILE")
@root_option
@click.option(
    "--limit", type=click.IntRange(1, SUGGESTED_NODES_MAX), default=5, show_default=True, help="How many nodes to show."
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table for people, or a list for programs.",
)
def command(*, what: str, root: Path, limit: int, output_format: str) -> None:
    """Rank the taxonomy nodes for a work, with the terms and the works that speak for each.

    KEY is a work of the knowledge base, whose own claims are then left out of what is learned from. FILE holds a title and an
    abstract, as plain text or BibTeX; - reads it from the standard input.
    """
    atlas = load_atlas(place_of(root))
    text, without = _text(atlas, what)
    ranked = Suggester(atlas, without).rank(text, limit)
    if output_format == "json":
        echo_json([suggestion.as_dict() for suggestion in ranked])
    elif not ranked:
        click.echo("No classified work shares a word with the text; choose a node from the taxonomy.")
    else:
        _show(atlas, ranked)


def _text(atlas: Atlas, what: str) -> tuple[str, list[str]]:
    """Return the text to be classified, and the keys of works that must not be learned from."""
    if what in atlas.works:
        return atlas.works[what].title, [what]
    path = Path(what)
    if what == "-" or path.is_file():
        raw = read_given(path, TEXT_FILE_BYTES_MAX)
    elif path.suffix or len(path.parts) > 1:
        raise WrongUseError(f"there is no file {what!r}", "give the path of a file with a title, or the key of a work")
    else:
        atlas.work(what)  # raises with the nearest keys
        raise WrongUseError(f"{what!r} is neither a work nor a file", "give a key or a file")
    text = raw.decode("utf-8", "replace")
    if text.lstrip().startswith("@"):
        from codev.bib.read.bibtex import read_bibtex

        cited = [entry.citation for entry in read_bibtex(text).entries if entry.is_work]
        if len(cited) != 1:
            raise WrongUseError(f"the file has {len(cited):,} entries", "give one of them in a file of its own")
        text = f"{cited[0].title}. {cited[0].abstract or ''}"
    if not text.strip():
        raise WrongUseError("the text is empty", "give a title, and an abstract if there is one")
    return text, []


def _show(atlas: Atlas, ranked: tuple[Suggestion, ...]) -> None:
    """Draw the ranking as a table."""
    table = Table("", "node", "what speaks for it", show_edge=False, pad_edge=False)
    for place, suggestion in enumerate(ranked, 1):
        leaf = suggestion.leaf if suggestion.leaf == suggestion.node else f"{suggestion.leaf}\n  in {suggestion.node}"
        like = "\n".join(f"  like {work.key}: {atlas.works[work.key].title}" for work in suggestion.works[:2])
        table.add_row(str(place), leaf, f"{', '.join(suggestion.terms)}\n{like}".rstrip())
    drawing().print(table)
    if not ranked[0].sure:
        click.echo(UNSURE)
