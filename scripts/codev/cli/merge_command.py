"""``codev merge``: two artifacts or works into one, or an artifact into the work that introduces it."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import carry_out, examples, load_atlas, root_option


@examples(
    "codev merge dataset:sharegpt4v dataset:share-gpt-4v --dry-run",
    "codev merge model:gpt-4v model:gpt-4-vision",
    "codev merge work:chen2023sharegpt4v chen2024sharegpt4v",
    "codev merge work:yue2023mmmu dataset:mmmu",
)
@click.command()
@click.argument("kept")
@click.argument("other")
@root_option
@click.option("--dry-run", is_flag=True, help="Name the files that would change and write nothing.")
def command(*, kept: str, other: str, root: Path, dry_run: bool) -> None:
    """Make OTHER one with KEPT, whose id stays.

    Of artifacts, the names of OTHER become aliases, and every claim that names it names KEPT. Of works, the claims of OTHER
    move to KEPT under its next numbers, and the notes say where each went. Where both say different things, both values stay
    visible. Of a work and an artifact that taxonomy/artifacts.yaml declares, the work introduces the artifact from then on.
    """
    from codev.contribute.merge import merge

    atlas = load_atlas(root)
    carry_out(merge(atlas, kept, other), atlas.root, dry_run=dry_run)
