"""``codev serve``: the site, rebuilt while you edit."""

from __future__ import annotations

from pathlib import Path

import click

from codev.cli.common import examples, root_option
from codev.store.layout import find_root


@examples("codev serve", "codev serve --port 8080")
@click.command()
@root_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any that is free."
)
def command(root: Path, port: int) -> None:
    """Serve the site on this machine and show every edit of an entry at once.

    Findings of the check appear here and on the open page; the last good page stays.
    """
    from codev.site.preview.server import HOST, Preview

    preview = Preview(find_root(root), lambda line: click.echo(line, err=True))
    click.echo("Building …", err=True)
    server = preview.start(port)
    click.echo(f"http://{HOST}:{server.server_port}/  (Ctrl+C ends it)", err=True)
    try:
        preview.follow()
    finally:
        server.shutdown()
        server.server_close()
