"""``codev data``: which published knowledge base is read where there is no checkout, and a newer one."""

from __future__ import annotations

import click

from codev.cli.common import examples
from codev.data import data_path, update
from codev.errors import KnowledgeBaseError


@click.group()
def command() -> None:
    """Say which published knowledge base is read where there is no checkout, or fetch a newer one."""


@examples("codev data path", 'sqlite3 "$(codev data path)" .tables')
@command.command("path")
def path_command() -> None:
    """Print the file that is read where there is no checkout."""
    found = data_path()
    if found is None:
        raise KnowledgeBaseError("no published knowledge base came with the package", "'codev data update --from https://…'")
    click.echo(found)


@examples("codev data update", "codev data update --from https://example.org/atlas/")
@command.command("update")
@click.option("--from", "address", metavar="URL", help="The site, or its file; where the package says by default.")
def update_command(address: str | None) -> None:
    """Fetch the newest published file; it is read from now on.

    A file that cannot be read as a knowledge base of this version changes nothing.
    """
    click.echo(update(address))


examples("codev data path", "codev data update --from https://example.org/atlas/")(command)
