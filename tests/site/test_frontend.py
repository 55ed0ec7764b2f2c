"""The front-end as a whole: it compiles, its unit tests pass, its bundles are small, and its lock file names no host."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from codev.errors import BuildError
from codev.site.engine.frontend import bundle_folder, prepare_workshop
from codev.site.engine.node_runtime import find_node, run

PAGE_LIMIT = 60_000
"""Bytes, compressed, that any page but the graph's may load of scripts (DESIGN §10)."""

GRAPH_LIMIT = 250_000
"""Bytes, compressed, that the graph's page may load of scripts (DESIGN §10)."""


@pytest.fixture(scope="module")
def workshop(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sources and packages side by side."""
    return prepare_workshop(repository, tmp_path_factory.mktemp("frontend") / "workshop")


@pytest.fixture(scope="module")
def bundles(repository: Path) -> dict[str, bytes]:
    """The bundles by name."""
    return {path.name: path.read_bytes() for path in bundle_folder(repository).iterdir()}


@pytest.mark.slow
def test_types_are_clean(workshop: Path) -> None:
    run([find_node().node, "node_modules/typescript/bin/tsc", "--noEmit"], workshop, "the types do not fit")


@pytest.mark.slow
def test_unit_tests_pass(workshop: Path) -> None:
    node = find_node().node
    run([node, "build.mjs", "tests", "out-tests"], workshop, "the tests could not be bundled")
    files = sorted((workshop / "out-tests").glob("*.test.mjs"))
    printed = run([node, "--test", "--test-reporter=tap", *files], workshop, "unit tests fail")
    assert int(printed.partition("\n# pass ")[2].split()[0]) >= len(files) > 0


@pytest.mark.slow
def test_scripts_are_small(bundles: dict[str, bytes]) -> None:
    sizes = {name: len(gzip.compress(content)) for name, content in bundles.items() if name.endswith(".js")}
    for name in ("table.js", "compare.js", "basket.js", "entry.js"):
        assert sizes["codev.js"] + sizes[name] <= PAGE_LIMIT, sizes
    # The bar at the foot of a page fetches what exports the basket.
    assert sizes["codev.js"] + sizes["table.js"] + sizes["basket.js"] <= PAGE_LIMIT, sizes
    assert sizes["codev.js"] + sizes["graph.js"] + sizes["graph-view.js"] <= GRAPH_LIMIT, sizes


@pytest.mark.slow
def test_bundles_load_nothing_from_elsewhere(bundles: dict[str, bytes]) -> None:
    for name, content in bundles.items():
        if name.endswith(".css"):
            assert b"url(http" not in content
            assert b'@import"http' not in content
    assert b"import(" in bundles["codev.js"], "the search engine is loaded when it is first used"


def test_lock_file_names_no_host(repository: Path) -> None:
    text = (repository / "site/frontend/package-lock.json").read_text()
    assert "http" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_versions_are_exact(repository: Path) -> None:
    package = json.loads((repository / "site/frontend/package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(version[0].isdigit() for version in versions.values()), versions


def test_missing_sources_are_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"site/frontend/package\.json is missing"):
        bundle_folder(tmp_path)


@pytest.mark.slow
def test_a_script_that_does_not_compile_says_where(repository: Path, tmp_path: Path) -> None:
    workshop = prepare_workshop(repository, tmp_path / "workshop")
    (workshop / "src" / "codev.ts").write_text("const broken = ;\n")
    with pytest.raises(BuildError, match=r"(?s)could not be bundled:.*src/codev\.ts:1:15"):
        run([find_node().node, "build.mjs", "out"], workshop, "the front-end could not be bundled")
