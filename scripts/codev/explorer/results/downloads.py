"""The answer on show as files: its rows, and the works behind them as bibliographies and in the formats of other tools.

Pure functions but for a temporary folder; a file is made when it is asked for, not when its button is drawn.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.bib import to_bibtex, to_csl_json, to_ris
from codev.export.run import FORMATS, ExportFormat, export
from codev.model import Artifact, ArtifactsFile, Work
from codev.model.references import collect_names
from codev.query import Result
from codev.query.text import CSV_FILE_ENCODING, to_csv, to_json, to_markdown, to_tsv


@dataclass(frozen=True)
class DownloadFormat:
    """A format of downloads.

    Attributes:
        id: Its name in file names and keys.
        label: What stands on the button.
        ending: The ending of the file's name.
        media_type: What a browser is told.
        make: Makes the file from the knowledge base and the answer.
        of_works: Whether it holds the works behind the rows rather than the rows.
    """

    id: str
    label: str
    ending: str
    media_type: str
    make: Callable[[Atlas, Result], bytes]
    of_works: bool = False


def _rows(write: Callable[[Result], str], encoding: str = "utf-8") -> Callable[[Atlas, Result], bytes]:
    """Return a maker of files with the rows."""
    return lambda atlas, result: write(result).encode(encoding)


def _works(write: Callable[[Sequence[Work]], str]) -> Callable[[Atlas, Result], bytes]:
    """Return a maker of files with the works behind the rows."""
    return lambda atlas, result: write(works_behind(atlas, result)).encode()


ROW_FORMATS = (
    DownloadFormat("csv", "CSV", "csv", "text/csv", _rows(to_csv, CSV_FILE_ENCODING)),
    DownloadFormat("json", "JSON", "json", "application/json", _rows(to_json)),
    DownloadFormat("markdown", "Markdown", "md", "text/markdown", _rows(to_markdown)),
    DownloadFormat("tsv", "TSV", "tsv", "text/tab-separated-values", _rows(to_tsv)),
)
"""The formats of the rows."""

_BIBLIOGRAPHY_WRITERS = {"bibtex": to_bibtex, "ris": to_ris, "csl": to_csl_json}


def _exported_format(each: ExportFormat, make: Callable[[Atlas, Result], bytes]) -> DownloadFormat:
    """Return an export of `codev.export` as a format of downloads; several files leave as one ZIP."""
    return DownloadFormat(each.name, each.label, each.ending, each.media_type, make, of_works=True)


BIBLIOGRAPHIES = tuple(_exported_format(FORMATS[name], _works(write)) for name, write in _BIBLIOGRAPHY_WRITERS.items())
"""The formats of the works behind the rows."""


def _exported(name: str, atlas: Atlas, result: Result) -> bytes:
    """Return the works behind the rows, with all that belongs to them, as `codev export` writes them."""
    with tempfile.TemporaryDirectory(prefix="codev-explorer-") as folder:
        out = Path(folder)
        files = export(selection_of(atlas, result.works()), [name], out)
        if FORMATS[name].is_one_file:
            return files[0].read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                # Without a date, so that the same selection gives the same bytes.
                archive.writestr(zipfile.ZipInfo(file.relative_to(out).as_posix()), file.read_bytes(), zipfile.ZIP_DEFLATED)
        return packed.getvalue()


TOOL_FORMATS = tuple(
    _exported_format(each, partial(_exported, name)) for name, each in FORMATS.items() if name not in _BIBLIOGRAPHY_WRITERS
)
"""The works behind the rows in the formats of other tools."""


def selection_of(atlas: Atlas, keys: Collection[str]) -> Atlas:
    """Return the part of a knowledge base that some works make up: they, the vocabulary, and every artifact that they name.

    Artifacts that other works introduce come along as artifacts that no entry introduces, with all that they derive from.

    Args:
        atlas: The knowledge base.
        keys: The works.
    """
    kept = [work for key, work in atlas.works.items() if key in set(keys)]
    if len(kept) == len(atlas.works):
        return atlas
    own = {(each.artifact_kind, each.id) for work in kept if work.introduces for each in _artifacts_of(work)}
    needed = _needed(atlas, kept)
    shared = ArtifactsFile(
        models=tuple(model for model in atlas.models.values() if ("model", model.id) in needed - own),
        datasets=tuple(dataset for dataset in atlas.datasets.values() if ("dataset", dataset.id) in needed - own),
    )
    lists = _vocabulary_with(atlas, {work.key for work in kept})
    taxonomy = atlas.taxonomy.model_copy(update={"artifacts": shared, **lists})
    return Atlas(atlas.root, taxonomy, kept, {work.key: atlas.paths[work.key] for work in kept if work.key in atlas.paths})


def _artifacts_of(work: Work) -> tuple[Artifact, ...]:
    """Return what a work introduces."""
    return (*work.introduces.models, *work.introduces.datasets) if work.introduces is not None else ()


def _needed(atlas: Atlas, works: Sequence[Work]) -> set[tuple[str, str]]:
    """Return kind and id of all artifacts that works introduce or name, and of what these refer to, at any remove."""
    waiting = [(each.artifact_kind, each.id) for work in works for each in _artifacts_of(work)]
    for work in works:
        for claim in work.claims:
            waiting += [("model", name) for name in claim.models]
            waiting += [("dataset", name) for name in (*claim.datasets, *claim.input_datasets)]
    found: set[tuple[str, str]] = set()
    while waiting:
        kind, name = waiting.pop()
        artifact = (atlas.models if kind == "model" else atlas.datasets).get(name)
        if artifact is None or (kind, name) in found:
            continue
        found.add((kind, name))
        named = collect_names(artifact, {})
        waiting += [(each, name) for each in ("model", "dataset") for name in named.get(each, ())]
    return found


def _vocabulary_with(atlas: Atlas, keys: set[str]) -> dict[str, Any]:
    """Return the parts of the vocabulary that list works, with only the given ones."""
    parts: dict[str, Any] = {}
    for name in ("paradigms", "roadmap", "surveys"):
        records = getattr(atlas.taxonomy, name)
        parts[name] = tuple(
            each.model_copy(update={"works": tuple(key for key in each.works if key in keys)}) for each in records
        )
    return parts


def works_behind(atlas: Atlas, result: Result) -> list[Work]:
    """Return the works behind the rows, in their order."""
    return [atlas.works[key] for key in result.works() if key in atlas.works]


def file_name(result: Result, each: DownloadFormat) -> str:
    """Return the name of a download: what was asked and the format, never anything that a visitor wrote."""
    return f"codev-{'selection' if each.of_works else result.query.question}.{each.ending}"
