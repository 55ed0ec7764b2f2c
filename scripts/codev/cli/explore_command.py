"""``codev explore``: the Streamlit explorer."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from codev.cli.common import examples, place_of, root_option
from codev.errors import CodevError
from codev.explorer.launch import HOST, PORT, check_port, environment, launch, streamlit_arguments
from codev.store.layout import find_root


@examples(
    "codev explore",
    "codev explore --data codev.sqlite",
    "codev explore --port 8600 --no-browser",
)
@click.command()
@root_option
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A published SQLite file to explore instead of the folder.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to listen on.")
@click.option("--host", default=HOST, show_default=True, help="The address to listen on; the default is this machine only.")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
def command(*, root: Path, data: Path | None, port: int, host: str, no_browser: bool) -> None:
    """Ask the co-development graph anything, share the answer as a link, take it away as a file.

    Every view is in the page's address.  Changed entries are read again on the next click.
    """
    from codev.export.sqlite_documents import require_published

    if data is None and (place := place_of(root)).is_file():
        data = place
    folder = find_root(root) if data is None else None
    if data is not None:
        require_published(data)
    check_port(host, port)
    shown = "localhost" if host == HOST else host
    click.echo(f"CoDev Atlas explorer: http://{shown}:{port}  (stop with Ctrl+C)", err=True)
    launch(streamlit_arguments(host, port, browser=not no_browser), environment(folder, data, graph_view(root)))


def graph_view(root: Path) -> Path | None:
    """Return where the site's graph view is, built meanwhile where it is missing; None where there is no checkout.

    Args:
        root: A folder in or above which the checkout may be; that of this code is taken otherwise, so that a published file has
            the view wherever it lies.
    """
    from codev.site.engine.frontend import bundle_place

    for place in (root, Path(__file__)):
        try:
            checkout = find_root(place)
            bundles = bundle_place(checkout)
        except (CodevError, OSError) as error:
            trouble = error
            continue
        # It takes longer than a visitor should wait for the rest.
        threading.Thread(target=_build, args=(checkout,), daemon=True).start()
        return bundles
    _say_without(trouble)
    return None


def _build(checkout: Path) -> None:
    """Build the graph view where it is missing."""
    from codev.site.engine.frontend import bundle_folder

    try:
        bundle_folder(checkout)
    except (CodevError, OSError) as error:
        _say_without(error)


def _say_without(error: Exception) -> None:
    """Say why there is no graph view."""
    click.echo(f"The explorer runs without the site's graph view: {error}", err=True)
