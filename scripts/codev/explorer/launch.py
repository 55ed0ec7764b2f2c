"""Starts Streamlit on the explorer with settings that keep it quiet, local and safe.

Every setting is given on the command line, where it wins over whatever configuration file lies around.
"""

from __future__ import annotations

import importlib
import os
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

from codev.errors import WrongUseError
from codev.explorer.theme import theme_settings
from codev.limits.interfaces import UPLOAD_MEGABYTES_MAX

APP_FILE = Path(__file__).parent / "script" / "app.py"
"""What Streamlit runs."""

ROOT_VARIABLE = "CODEV_EXPLORE_ROOT"
"""Names the knowledge base's folder to the running app."""

DATA_VARIABLE = "CODEV_EXPLORE_DATA"
"""Names a published SQLite file to the running app; it wins over the folder."""

VIEW_VARIABLE = "CODEV_EXPLORE_VIEW"
"""Names the folder in which script and style of the site's graph view are, or will be."""

HOST = "127.0.0.1"
"""Only this machine, unless told otherwise."""

PORT = 8501
"""Streamlit's own default port."""

_SAFE = {
    # Nothing is sent to Streamlit's makers, nothing is asked for, nobody outside may drive the page.
    "browser.gatherUsageStats": "false",
    "server.showEmailPrompt": "false",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.enableStaticServing": "false",
    "server.enableAgentApi": "false",
    "server.maxUploadSize": str(UPLOAD_MEGABYTES_MAX),
    "server.maxWidgetStateSize": "4",
    # A visitor reads sentences, never a traceback; those go to the terminal.
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    # The code does not change under a running explorer; the entries are watched by `codev.show.source`.
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "runner.magicEnabled": "false",
    "global.developmentMode": "false",
    "logger.hideWelcomeMessage": "true",
}


def streamlit_arguments(host: str, port: int, *, browser: bool) -> list[str]:
    """Return the arguments that follow the word ``streamlit``.

    Args:
        host: The address to listen on.
        port: The port to listen on.
        browser: Whether a browser may be opened.
    """
    settings = _SAFE | theme_settings()
    settings |= {"server.address": host, "server.port": str(port), "browser.serverAddress": host}
    settings["server.headless"] = "false" if browser else "true"
    # Only the page itself may steer the page; the default names hosts of Streamlit's makers.
    settings["client.allowedOrigins"] = f"http://{host}:{port}"
    arguments = ["run", str(APP_FILE), *(f"--{name}={value}" for name, value in settings.items())]
    if host == HOST:
        # A page elsewhere that points its own name at this machine gets no connection (DNS rebinding).
        arguments += [f"--server.allowedHosts={name}" for name in ("localhost", HOST)]
    return arguments


def environment(root: Path | None, data: Path | None, view: Path | None = None) -> dict[str, str]:
    """Return the variables that tell the running app what to show.

    Args:
        root: The knowledge base's folder.
        data: A published SQLite file.
        view: The folder of the site's graph view.
    """
    named = {ROOT_VARIABLE: root, DATA_VARIABLE: data, VIEW_VARIABLE: view}
    return {name: str(path.resolve()) for name, path in named.items() if path is not None}


def check_port(host: str, port: int) -> None:
    """Refuse a port that something else listens on, before Streamlit starts.

    Args:
        host: The address to listen on.
        port: The port.

    Raises:
        WrongUseError: It cannot be listened on.
    """
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise WrongUseError(
            f"cannot listen on {host}:{port} ({error.strerror})", f"give another port, such as --port {port % 65535 + 1}"
        ) from None


def load_views() -> None:
    """Import what draws the page before anybody visits: the first visitors, all at once, shall wait for nothing."""
    for module in ("codev.explorer.shell", "codev.explorer.tabs"):
        importlib.import_module(module)


def load_rest() -> None:
    """Import what only some visitors need and what takes long, while the server is up already."""
    from codev.export.run import FORMATS

    for module in ("codev.contribute.suggest", *(f"codev.export.{each.module}" for each in FORMATS.values())):
        importlib.import_module(module)


def launch(arguments: Sequence[str], variables: dict[str, str]) -> None:
    """Run Streamlit in this process until it is stopped.

    Args:
        arguments: What `streamlit_arguments` returns.
        variables: What `environment` returns.
    """
    os.environ.update(variables)
    from streamlit import net_util
    from streamlit.web.cli import main as streamlit

    # When a page elsewhere tries to connect, Streamlit would ask a host of Amazon for this machine's address; there is no
    # setting against it, and the connection is refused either way.
    net_util.get_external_ip = lambda: None
    load_views()
    from codev.show.source import AtlasSource

    AtlasSource.sets_apart = True
    threading.Thread(target=load_rest, daemon=True).start()

    streamlit.main(args=list(arguments), prog_name="streamlit", standalone_mode=False)
