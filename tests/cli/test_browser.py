"""The Chromium of the browser tests: which one is taken, and what is installed where there is none."""

from __future__ import annotations

import subprocess

import pytest

from codev.cli import browser


@pytest.mark.parametrize(
    ("installed", "named", "found"),
    [
        ({"chromium", "chromium-headless-shell", "chrome"}, "", "/bin/chromium-headless-shell"),
        ({"chromium", "chrome"}, "", "/bin/chromium"),
        ({"chromium"}, "/opt/mine", "/opt/mine"),
        (set(), "", None),
    ],
)
def test_the_quickest_chromium_is_taken(
    installed: set[str], named: str, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEV_CHROMIUM", named)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name in installed else None)
    assert browser.find_browser() == found


def test_what_is_installed_is_what_is_taken_then(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = {"apt-get"}
    said: list[list[str]] = []

    def install(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        said.append(command[1:])
        installed.update(each for each in command if each in browser.NAMES and "install" in command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.delenv("CODEV_CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name in installed else None)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("subprocess.run", install)
    assert browser.ensure_browser() == 0
    assert browser.find_browser() == f"/bin/{browser.PACKAGE}"
    assert [command[0] for command in said] == ["update", "install"]
    assert browser.ensure_browser() == 0
    assert len(said) == 2
