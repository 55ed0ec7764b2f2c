"""Files of data on the site: exports, and what the interactive views load; kept from one build to the next."""

from __future__ import annotations

import shutil
from pathlib import Path

from codev.atlas import Atlas
from codev.site.engine.tree import content_digest, write_tree


def make_data_files(atlas: Atlas, folder: Path, digest: str, *, with_exports: bool) -> None:
    """Make the files, unless they are there as they were made: ``assets/data/``, ``downloads/`` and ``api/``.

    Args:
        atlas: The knowledge base.
        folder: Where they go; what it held before is removed. Places in the graph are kept beside it, under ``layout/``.
        digest: Of all that they depend on.
        with_exports: Whether the exports and the static interface are among them.
    """
    note = folder / "digest"
    if note.is_file() and note.read_bytes() == f"{digest} {content_digest(folder, note.name)}".encode():
        return
    # Imported here: only a process of its own needs them.
    from codev.site.data.comparison import comparison_files
    from codev.site.data.entry_form import entry_files
    from codev.site.data.graph import graph_files
    from codev.site.data.tables import table_files
    from codev.site.pages.answers import answer_files
    from codev.site.pages.findings import finding_files

    for written in ("downloads", "api"):  # by others, into the folders as they find them
        shutil.rmtree(folder / written, ignore_errors=True)
    graph = graph_files(atlas, folder.with_name("layout") / "places.json")
    tables = {**table_files(atlas), **comparison_files(atlas), **entry_files(atlas)}
    # What is as it was stays the same file, so that it need not be put into the site again.
    write_tree(folder, {**tables, **graph, **answer_files(atlas), **finding_files(atlas)})
    if with_exports:
        from codev.export import api
        from codev.export.run import ALL, export

        export(atlas, [ALL], folder / "downloads")
        api.write(atlas, folder)
    note.write_text(f"{digest} {content_digest(folder, note.name)}", encoding="ascii")
