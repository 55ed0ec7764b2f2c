"""``codev rename``: a term, artifact or work under a new id, everywhere; or a part of a node's claims split off."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import carry_out, examples, load_atlas, root_option
from codev.errors import WrongUseError


@examples(
    "codev rename node:data-filter data-sieve --dry-run",
    "codev rename model:molmo2 molmo-2",
    "codev rename family:gpt openai-gpt",
    "codev rename heuristic-filtering size-filtering --split-off gadre2023datacomp.4 --name 'Size filtering' --definition '…'",
)
@click.command()
@click.argument("old")
@click.argument("new")
@root_option
@click.option("--split-off", "claims", multiple=True, metavar="CLAIM", help="Move only this claim to a new node; repeatable.")
@click.option("--name", default="", help="With --split-off: the new node's name.")
@click.option("--definition", default="", help="With --split-off: what belongs under the new node.")
@click.option("--dry-run", is_flag=True, help="Name the files that would change and write nothing.")
def command(*, old: str, new: str, root: Path, claims: tuple[str, ...], name: str, definition: str, dry_run: bool) -> None:
    """Give OLD the id NEW in every file that names it; comments stay.

    OLD is the id of a term, model, dataset, family or work, with its kind before a colon where several could be meant: node:,
    stage:, enhanced:, leveraged:, modality:, source:, model:, dataset:, family:, work:. An id that is taken is refused.
    """
    from codev.contribute.rename import rename, split_off

    atlas = load_atlas(root)
    if claims:
        if not name or not definition:
            raise WrongUseError("a new node needs a name and a definition", "give --name and --definition")
        plan = split_off(atlas, old, new, claims, name=name, definition=definition)
    else:
        plan = rename(atlas, old, new)
    carry_out(plan, atlas.root, dry_run=dry_run)
