"""``codev mcp``: the knowledge base for AI assistants."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from codev.cli.common import examples, site_url_of, source_options
from codev.errors import ToolMissingError

HOST = "127.0.0.1"
PORT = 8765
"""Another port than the site's preview and the explorer have."""


@examples(
    "codev mcp",
    "codev mcp --data codev.sqlite",
    "codev mcp --http --port 8765",
    "claude mcp add codev-atlas -- codev mcp --root path/to/atlas",
)
@click.command()
@source_options
@click.option("--http", is_flag=True, help="Answer over streamable HTTP instead of standard input and output.")
@click.option(
    "--host", default=HOST, show_default=True, help="With --http: the address to listen on; the default is this machine."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="With --http: the port; 0 for any."
)
@click.option("--site-url", help="Where the site is published, for the addresses in answers; of site/mkdocs.yml by default.")
def command(*, root: Path, http: bool, host: str, port: int, site_url: str | None) -> None:
    """Serve the knowledge base to AI assistants by the Model Context Protocol, read-only.

    A client starts the command and talks with it over standard input and output; the page "Assistants" of the site has the
    lines to set up the common ones. Changed entries are read again at the next call.
    """
    if importlib.util.find_spec("mcp") is None:
        raise ToolMissingError("the package mcp is not installed", "pip install 'codev-atlas[mcp]'")
    from codev.memory import collector_paused

    with collector_paused():
        from codev.assistant.desk import Desk
        from codev.assistant.server import PATH, listen, serve_http, serve_stdio

    is_file = root.is_file()
    find_site_url = _given(site_url) if site_url else partial(site_url_of, root)
    desk = Desk(None if is_file else root, root if is_file else None, find_site_url)
    if not http:
        serve_stdio(desk)
        return
    with listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        at = f"http://{shown}:{listening.getsockname()[1]}{PATH}"
        click.echo(f"CoDev Atlas for assistants: {at}  (stop with Ctrl+C)", err=True)
        serve_http(desk, host, listening)


def _given(site_url: str) -> Callable[[], str]:
    """Return what says where the site is published, once somebody has said it."""
    from codev.site.engine.settings import published_at

    address = published_at(site_url)
    return lambda: address
