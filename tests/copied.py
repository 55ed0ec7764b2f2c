"""Copies of the real knowledge base that a test may write to, with a warm cache so that they load fast."""

from __future__ import annotations

import shutil
from pathlib import Path

from codev.store.check.run import check
from codev.store.load import load_records


def prepare(repository: Path, folder: Path) -> Path:
    """Copy the knowledge base and let its cache be made.

    Args:
        repository: The checkout.
        folder: Where to copy to.
    """
    for name in ("papers", "taxonomy"):
        shutil.copytree(repository / name, folder / name)
    check(folder)
    load_records(folder)
    return folder
