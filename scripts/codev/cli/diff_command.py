"""``codev diff``: what a change does to the knowledge."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from codev.cli.common import echo_json, examples, root_option, settled
from codev.contribute.difference import Side, difference, load_side
from codev.contribute.difference_text import as_markdown
from codev.contribute.revisions import laid_out


@examples(
    "codev diff HEAD",
    "codev diff origin/main",
    "codev diff v0.1.0 v0.2.0",
    "codev diff origin/main --format json | jq .loops",
)
@click.command()
@click.argument("base")
@click.argument("head", required=False)
@root_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="Markdown for a pull request, or everything as JSON.",
)
def command(*, base: str, head: str | None, root: Path, output_format: str) -> None:
    """Tell what differs in the knowledge between the git revision BASE and HEAD, or the files as they are now.

    Works, claims, artifacts, edges, loops, gaps, dependence and findings of the check. Nothing in the checkout is touched, and
    a side that does not pass the check is compared as far as it can be read.
    """
    folder = settled(root)
    with ExitStack() as stack:
        before = load_side(stack.enter_context(laid_out(folder, base)), base)
        if head is None:
            after: Side = load_side(folder, "the files as they are now", use_cache=True)
        else:
            after = load_side(stack.enter_context(laid_out(folder, head)), head)
        found = difference(before, after)
    if output_format == "json":
        echo_json(found.as_dict())
    else:
        click.echo(as_markdown(found), nl=False)
