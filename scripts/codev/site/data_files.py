"""Files of data on the site, made by a process of their own while the pages are rendered: exports, tables, the graph.

Where the system cannot fork they are made when they are asked for, with the same result.
"""

from __future__ import annotations

import pickle
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO

from codev.atlas import Atlas
from codev.errors import BuildError, CodevError
from codev.graph import graph_of
from codev.site.forks import memory_shared


@dataclass(frozen=True)
class DataFiles:
    """What was made.

    Attributes:
        assets: Files for the interactive views, by path below the site's root.
        sizes: The size in bytes of every export, by path below its folder, in the order of the paths.
    """

    assets: dict[str, bytes]
    sizes: dict[str, int]


class DataWork:
    """The making of data files, begun at once and waited for at the end."""

    def __init__(self, atlas: Atlas, folder: Path | None) -> None:
        """Begin, in another process where that is possible.

        Args:
            atlas: The knowledge base.
            folder: Where the exports go, which must not exist; None to leave them out, as a preview does.
        """
        graph_of(atlas)  # built once, for the other process and for the pages
        self._atlas, self._folder = atlas, folder
        self._process: BaseProcess | None = None
        try:
            context = get_context("fork")
        except ValueError:
            return
        # A file and not a pipe: the process need not wait, with all its memory, until somebody reads.
        self._answer: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop
        # The knowledge base is not sent: a forked process has it already.
        self._process = context.Process(target=_work, args=(atlas, folder, self._answer), name="codev-data", daemon=True)
        with memory_shared():
            self._process.start()

    def finish(self) -> DataFiles:
        """Wait for the files.

        Raises:
            BuildError: One could not be made.
        """
        if self._process is None:
            return make_data_files(self._atlas, self._folder)
        self._process.join()
        self._answer.seek(0)
        try:
            made = pickle.load(self._answer)  # noqa: S301 - written by the process that this one started
        except (EOFError, pickle.UnpicklingError):
            made = "the process that writes them ended early"
        if isinstance(made, DataFiles):
            return made
        raise BuildError(f"the data files could not be written: {made}", "run 'codev export all' to see it by itself")

    def stop(self) -> None:
        """End the other process where it still runs."""
        if self._process is not None:
            self._process.kill()  # nothing where it has ended
            self._process.join()
            self._answer.close()
            self._process = None


def make_data_files(atlas: Atlas, folder: Path | None) -> DataFiles:
    """Make the files.

    Args:
        atlas: The knowledge base.
        folder: Where the exports go, or None to leave them out.
    """
    # Imported here: only the other process needs them.
    from codev.export.run import ALL, export
    from codev.site.graph_data import graph_files
    from codev.site.table_data import table_files

    assets = {**table_files(atlas), **graph_files(atlas)}
    if folder is None:
        return DataFiles(assets, {})
    export(atlas, [ALL], folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return DataFiles(assets, {path.relative_to(folder).as_posix(): path.stat().st_size for path in files})


def _work(atlas: Atlas, folder: Path | None, answer: IO[bytes]) -> None:
    """Make the files in the other process and write what came of it: the files, or what went wrong."""
    made: DataFiles | str
    try:
        made = make_data_files(atlas, folder)
    except CodevError as error:
        made = str(error)
    except Exception:  # noqa: BLE001 - whatever it is, the build must end with it and not hang
        made = traceback.format_exc()
    pickle.dump(made, answer)
    answer.flush()
