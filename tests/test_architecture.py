"""What holds the rooms of the project in order: imports run one way, modules stay small, nothing prints where it should not."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "codev"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

LAYERS = [
    {"errors", "limits"},
    {"ids", "unseen", "processes"},
    {"did_you_mean", "given_file"},
    {"memory"},
    {"model"},
    {"store"},
    {"check"},
    {"atlas"},
    {"graph"},
    {"query"},
    {"bib"},
    {"export", "contribute"},
    {"data"},
    {"show"},
    {"site", "explorer", "assistant"},
    {"cli"},
]
"""The order of DESIGN §4; bib comes before what uses it, and the faces last."""

LINES_MAX = 400

HOSTS = ["pypi" + ".org", "python" + "hosted", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org", "yarnpkg" + ".com"]
"""Hosts of package registries; written in two parts so that this file does not name them."""


@cache
def parsed(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def layer(name: str) -> int | None:
    """Return the place of a part of the package in the order."""
    return next((number for number, parts in enumerate(LAYERS) if name in parts), None)


def imported_modules(module: str) -> set[str]:
    """Return the modules of the package that a module imports, at whatever depth of its code, as files of `MODULES`."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {file_of(name) for name in names if name.startswith("codev.")}
    return found - {module}


def file_of(name: str) -> str:
    """Return the file that an imported name stands for or stands in."""
    place = name.split(".")[1:]
    while place:
        for file in ("/".join(place) + ".py", "/".join([*place, "__init__.py"])):
            if file in MODULES:
                return file
        place.pop()
    return "__init__.py"


@pytest.mark.parametrize("module", [name for name in MODULES if name != "__init__.py"])
def test_imports_run_one_way(module: str) -> None:
    own_part = module.partition("/")[0].removesuffix(".py")
    own = layer(own_part)
    assert own is not None, f"{own_part} has no place in the order"
    for part in {each.partition("/")[0].removesuffix(".py") for each in imported_modules(module)} - {own_part, "__init__"}:
        place = layer(part)
        assert place is not None, f"{part} has no place in the order"
        assert place < own, f"{module} imports codev.{part}, which comes after it or stands beside it"


FOLDERS = sorted({PurePosixPath(module).parent.as_posix() for module in MODULES})


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_in_a_folder_runs_in_a_circle(folder: str) -> None:
    """What stands in one folder, each module and each folder in it taken as one thing, imports without a circle."""
    imports: dict[str, set[str]] = {}
    for module in MODULES:
        if (own := within(folder, module)) is not None:
            others = {within(folder, each) for each in imported_modules(module)}
            imports.setdefault(own, set()).update(each for each in others if each is not None and each != own)
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"a circle in {folder}: {' ← '.join(error.args[1])}")


def within(folder: str, module: str) -> str | None:
    """Return the module or folder directly in a folder in which a module stands; None for a module elsewhere."""
    path = PurePosixPath(module)
    return path.relative_to(folder).parts[0] if path.is_relative_to(folder) else None


def test_circles_are_found() -> None:
    """The face of the package may import everything; what it imports may not lead back to it."""
    assert file_of("codev.atlas.Atlas") == "atlas/__init__.py"
    assert file_of("codev.graph.build.build_graph") == "graph/build.py"
    assert file_of("codev.Atlas") == "__init__.py"
    assert within(".", "explorer/tabs/rq1.py") == "explorer"
    assert within("explorer", "explorer/tabs/rq1.py") == "tabs"
    assert within("explorer/tabs", "explorer/state/page.py") is None


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_holds_and_stays_small(module: str) -> None:
    assert ast.get_docstring(parsed(module)), "a module opens by saying what it holds"
    assert len((PACKAGE / module).read_text("utf-8").splitlines()) <= LINES_MAX


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith(("cli/", "explorer/"))])
def test_only_command_line_and_explorer_print(module: str) -> None:
    calls = [
        node.func.id for node in ast.walk(parsed(module)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_evaluated_or_given_to_a_shell(module: str) -> None:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            assert name not in {"eval", "exec"}
            assert not any(keyword.arg == "shell" for keyword in node.keywords)


def tracked_texts(repository: Path) -> dict[str, str]:
    """Return the text of every tracked file that is text; entries, which the check looks at, are left out."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=repository, capture_output=True, check=True
    )
    found = {}
    for name in names.stdout.decode().split("\0"):
        path = repository / name
        if name.startswith(("papers/", "taxonomy/")):
            continue
        if name and path.is_file() and path.suffix not in {".png", ".woff2", ".ico", ".gz"}:
            found[name] = path.read_bytes().decode("utf-8", "replace")
    return found


def test_no_file_names_a_registry_or_a_place_of_one_machine(repository: Path) -> None:
    homes = re.compile(r"(?<![\w./])/(?:root|home/[a-z]+|work)/[\w.]")
    for name, text in tracked_texts(repository).items():
        assert not [host for host in HOSTS if host in text], name
        assert not homes.search(text), name


def test_nothing_is_left_to_do(repository: Path) -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    own = Path(__file__).relative_to(repository).as_posix()
    places = [name for name in tracked_texts(repository) if name.startswith(("scripts/", "site/", "tests/")) and name != own]
    texts = tracked_texts(repository)
    assert [name for name in places if marks.search(texts[name])] == []
