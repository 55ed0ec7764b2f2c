"""A ZIP of documents, one a thing: a folder of as many files as there are things would slow every copy of the exports."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_archive(path: Path, documents: Iterable[tuple[str, Any]]) -> None:
    """Write documents as JSON into a ZIP that holds no date: the same documents give the same bytes.

    Args:
        path: The ZIP.
        documents: The name of each with what it holds.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, document in documents:
            about = zipfile.ZipInfo(name)
            about.create_system, about.external_attr = 3, 0o644 << 16  # the same on every system, and readable when unpacked
            archive.writestr(about, json.dumps(document, ensure_ascii=False), zipfile.ZIP_DEFLATED)
