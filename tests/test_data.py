"""The stable face of the package and the published knowledge base: every example runs, and no checkout is needed."""

from __future__ import annotations

import ast
import doctest
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import codev
from codev import Atlas, data
from codev.cli.main import main
from codev.errors import KnowledgeBaseError, WrongUseError
from codev.export import sqlite
from codev.query import ask


@pytest.fixture(scope="module")
def published(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen knowledge base as a published file, where a site has it."""
    folder = tmp_path_factory.mktemp("site") / "downloads"
    folder.mkdir()
    return folder / sqlite.write(facts_atlas, folder)[0]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no checkout, on a machine with nothing fetched and nothing in the package."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for variable in (data.VARIABLE, "CODEV_SITE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(data, "FOLDER", tmp_path / "package")
    monkeypatch.setattr(data, "ADDRESS_FILE", tmp_path / "package" / "site_url")
    monkeypatch.setattr(data, "fetched", lambda: tmp_path / "fetched" / data.FILE)
    return folder


# -- the face -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", codev.__all__)
def test_every_example_of_a_public_name_runs(name: str, facts_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(facts_base)
    (examples,) = doctest.DocTestFinder(recurse=False).find(getattr(codev, name), name, module=False, globs={})
    assert examples.examples, f"{name} has no example"
    said: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=said.append)
    assert result.failed == 0, "".join(said)


def test_the_face_is_one_list() -> None:
    tree = ast.parse(Path(codev.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("codev.")
        for alias in node.names
    }
    assert typed == codev._HOMES
    assert sorted(codev.__all__) == sorted(codev._HOMES) == list(dict.fromkeys(codev.__all__))
    assert set(codev.__all__) <= set(dir(codev))
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        codev.lod  # noqa: B018 - it is the looking up that fails


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys, codev; print([name for name in ('pydantic', 'networkx', 'yaml') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


# -- where the knowledge base is ------------------------------------------------------------------------------------------


def test_the_first_file_that_there_is_is_read(nowhere: Path, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data.data_path() is None
    with pytest.raises(KnowledgeBaseError, match="codev data update"):
        codev.load()
    for place in (data.FOLDER / data.FILE, data.fetched()):
        place.parent.mkdir()
        shutil.copy(published, place)
        assert data.data_path() == place
    monkeypatch.setenv(data.VARIABLE, str(published))
    assert data.data_path() == published
    assert "liu2023visual" in codev.load().works
    monkeypatch.setenv(data.VARIABLE, str(nowhere / "none"))
    with pytest.raises(KnowledgeBaseError, match="there is no file"):
        data.data_path()


def test_a_checkout_comes_first_and_a_path_before_all(
    nowhere: Path, facts_base: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(data.VARIABLE, str(published))
    assert codev.load(facts_base).root == facts_base
    assert codev.load(str(published)).root == published.parent
    monkeypatch.chdir(facts_base / "papers")
    assert codev.load().root == facts_base


def run(*arguments: str) -> Any:
    """Return what a command does."""
    return CliRunner().invoke(main, arguments)


def test_commands_that_read_need_no_checkout(
    nowhere: Path, published: Path, facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = run("query", "loops")
    assert isinstance(missing.exception, KnowledgeBaseError)
    assert isinstance(run("data", "path").exception, KnowledgeBaseError)
    monkeypatch.setenv(data.VARIABLE, str(published))
    loops = run("query", "loops", "--format", "json")
    assert json.loads(loops.stdout) == ask(facts_atlas, "loops").as_dicts()
    assert run("sql", "SELECT count(*) AS n FROM works").stdout == f"n\n{len(facts_atlas.works)}\n"
    assert json.loads(run("stats", "--format", "json").stdout)["works"] == len(facts_atlas.works)
    assert run("data", "path").stdout.strip() == str(published)
    assert list(nowhere.iterdir()) == []


@pytest.mark.parametrize("command", [("rename", "model:clip", "clip-one"), ("merge", "model:llava", "model:clip"), ("build",)])
def test_commands_that_write_never_write_beside_a_published_file(
    nowhere: Path, published: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv(data.VARIABLE, str(published))
    assert isinstance(run(*command).exception, KnowledgeBaseError)
    assert [path.name for path in published.parent.iterdir()] == [published.name]


# -- fetching -------------------------------------------------------------------------------------------------------------


class _Site(SimpleHTTPRequestHandler):
    """A site that has the file, one that has moved, and silence in the log."""

    def do_GET(self) -> None:
        """Answer."""
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "https://elsewhere.example/codev.sqlite")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(published: Path) -> Iterator[str]:
    """The address of a site on this machine."""
    handler = partial(_Site, directory=str(published.parent.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_newer_file_is_fetched_and_read_from_then_on(
    nowhere: Path, site: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("data", "update", "--from", site)
    assert result.stdout.strip() == str(data.fetched())
    assert data.fetched().read_bytes() == published.read_bytes()
    assert data.data_path() == data.fetched()
    assert [path.name for path in data.fetched().parent.iterdir()] == [data.FILE]
    data.fetched().unlink()
    monkeypatch.setenv("CODEV_SITE_URL", site.rstrip("/"))
    assert data.update() == data.fetched()
    monkeypatch.delenv("CODEV_SITE_URL")
    data.FOLDER.mkdir()
    data.ADDRESS_FILE.write_text(f"{site}downloads/codev.sqlite\n")
    assert data.update() == data.fetched()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "nobody says where"),
        ("http://example.org/", "is not an https address"),
        ("file:///etc/passwd", "is not an https address"),
        ("https://[", "is not an https address"),
        ("ftp://127.0.0.1/codev.sqlite", "is not an https address"),
    ],
)
def test_only_https_addresses_are_asked(nowhere: Path, address: str, said: str) -> None:
    with pytest.raises(WrongUseError, match=said):
        data.update(address)


def test_what_cannot_be_fetched_or_read_changes_nothing(
    nowhere: Path, site: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.fetched().parent.mkdir()
    shutil.copy(published, data.fetched())
    other = published.parent.parent / "other.sqlite"
    other.write_text("no database")
    for address, kind, said in (
        (f"{site}nothing/", data.DataError, "answers 404"),
        (f"{site}moved/", data.DataError, "has moved to 'https://elsewhere.example/codev.sqlite'"),
        (f"{site}other.sqlite", KnowledgeBaseError, "not a CoDev Atlas database"),
        ("http://127.0.0.1:9/", data.DataError, "cannot be fetched"),
    ):
        with pytest.raises(kind, match=said):
            data.update(address)
    for limit, small in (("DATA_BYTES_MAX", 1000), ("DATA_SECONDS_MAX", -1.0)):
        with monkeypatch.context() as patch:
            patch.setattr(data, limit, small)
            with pytest.raises(data.DataError, match="too long or too slow"):
                data.update(site)
    assert data.fetched().read_bytes() == published.read_bytes()
    assert [path.name for path in data.fetched().parent.iterdir()] == [data.FILE]


# -- the wheel ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_installed_wheel_answers_without_a_checkout(
    repository: Path, published: Path, facts_atlas: Atlas, tmp_path: Path
) -> None:
    """Built as ``make wheel`` builds it; libraries come from this environment, the package from the wheel alone."""
    project = tmp_path / "project"
    (project / "build" / "published").mkdir(parents=True)
    shutil.copy(published, project / "build" / "published" / data.FILE)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(repository / name, project / name)
    shutil.copytree(repository / "scripts", project / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "CODEV_SITE_URL": "https://atlas.example/"}
    environment.pop("PYTHONPATH", None)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=project, env=environment, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"codev/published/codev.sqlite", "codev/published/site_url"} <= set(names)
    installed = tmp_path / "installed"
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)
    away = tmp_path / "away"
    away.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(installed), "XDG_DATA_HOME": str(tmp_path / "home")}

    def codev_command(*arguments: str) -> str:
        command = [sys.executable, "-m", "codev.cli.main", *arguments]
        return subprocess.run(command, cwd=away, env=environment, check=True, capture_output=True, text=True).stdout

    assert Path(codev_command("data", "path").strip()) == installed / "codev" / "published" / data.FILE
    assert json.loads(codev_command("query", "loops", "--format", "json")) == ask(facts_atlas, "loops").as_dicts()
    assert list(away.iterdir()) == []
