"""The exports and the static interface on the site, kept from one build to the next: each of them reads everything."""

from __future__ import annotations

import shutil
from pathlib import Path

from codev.atlas import Atlas
from codev.site.engine.tree import content_digest


def make_exports(atlas: Atlas, folder: Path, digest: str) -> None:
    """Make the files, unless they are there as they were made: ``downloads/`` and ``api/``.

    Args:
        atlas: The knowledge base.
        folder: Where they go; what it held before is removed.
        digest: Of all that they depend on.
    """
    note = folder / "digest"
    if note.is_file() and note.read_bytes() == f"{digest} {content_digest(folder, note.name)}".encode():
        return
    # Imported here: only a process of its own needs them.
    from codev.export import api
    from codev.export.run import ALL, export

    shutil.rmtree(folder, ignore_errors=True)
    export(atlas, [ALL], folder / "downloads")
    api.write(atlas, folder)
    note.write_text(f"{digest} {content_digest(folder, note.name)}", encoding="ascii")
