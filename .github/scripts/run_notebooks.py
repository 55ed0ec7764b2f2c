"""Run the notebooks of a built site and keep what their cells show: ``python3 .github/scripts/run_notebooks.py build/site``.

The build writes notebooks without outputs, so that it gives the same bytes everywhere; what is published shows them.  A cell
that fails ends the run with its error, and no notebook is changed.  Jupyter's client does the work; ``make setup`` installs it.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import nbclient
import nbformat

CELL_SECONDS_MAX = 300
"""A cell that takes longer fails: each takes seconds."""


def executed(notebook: Any, folder: Path) -> Any:
    """Return a notebook with the outputs of its cells.

    Args:
        notebook: The notebook, which is changed.
        folder: Where it runs: in a checkout of the knowledge base, or below one.  Files that it writes stay there.

    Raises:
        CellExecutionError: A cell failed.
    """
    client = nbclient.NotebookClient(
        notebook, timeout=CELL_SECONDS_MAX, record_timing=False, resources={"metadata": {"path": str(folder)}}
    )
    return client.execute()


def run_all(site: Path, root: Path) -> list[Path]:
    """Run every notebook of a site and write the outputs into it.

    Args:
        site: The folder of the built site.
        root: The checkout.

    Returns:
        The notebooks.

    Raises:
        SystemExit: There is none.
    """
    files = sorted(site.rglob("*.ipynb"))
    if not files:
        raise SystemExit(f"no notebook in {site}; build the site there first: codev build --out {site}")
    done = {}
    with tempfile.TemporaryDirectory(dir=root, prefix=".notebooks-") as folder:
        for file in files:
            done[file] = executed(nbformat.read(file, as_version=4), Path(folder))
    for file, notebook in done.items():
        nbformat.write(notebook, file)
    return files


def main() -> None:
    """Read the command line, run, and say which notebooks have outputs now."""
    parser = argparse.ArgumentParser(description="Run the notebooks of a built site and keep what their cells show.")
    parser.add_argument("site", type=Path, help="the folder of the built site, such as build/site")
    parser.add_argument("--root", type=Path, default=Path(), help="the checkout; this folder by default")
    given = parser.parse_args()
    for file in run_all(given.site, given.root):
        print(f"{file} has the outputs of its cells")


if __name__ == "__main__":
    main()
