"""Finds a Chromium for the browser tests, and installs one where none is found: ``python -m codev.cli.browser --ensure``.

Debian's package is taken where `apt-get` may be used, else the one that Playwright brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGE = "chromium-headless-shell"
"""Debian's package of a Chromium without windows, and its command: the same engine, a fifth less of processor time."""

NAMES = (PACKAGE, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
"""Names that a Chromium goes by on the PATH, the quickest first."""


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine, or None; ``CODEV_CHROMIUM`` names another one."""
    named = os.environ.get("CODEV_CHROMIUM")
    if named:
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure_browser() -> int:
    """Install a Chromium where none is found.

    Returns:
        The exit code: 0 when there is one.
    """
    if find_browser() is not None:
        return 0
    apt_get = shutil.which("apt-get")
    if apt_get is not None and os.geteuid() == 0:
        sys.stderr.write("Installing Debian's Chromium for the browser tests (once)\n")
        subprocess.run([apt_get, "update", "-qq"], check=False)  # noqa: S603 - fixed arguments
        arguments = [apt_get, "install", "-y", "-qq", "--no-install-recommends", PACKAGE, "fonts-dejavu-core"]
        subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed arguments
        if find_browser() is not None:
            return 0
    sys.stderr.write("Installing Playwright's Chromium for the browser tests (once)\n")
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode


if __name__ == "__main__":
    sys.exit(ensure_browser() if "--ensure" in sys.argv[1:] else (0 if find_browser() else 1))
