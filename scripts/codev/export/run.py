"""Every export by its name, and how a folder gets them: each file whole or not at all.

The files are first written beside their place; only when all are written do they take it, one after the other, each at once.  A
format that nobody knows raises `UnknownNameError` with the nearest names; a folder that cannot be written to, `WrongUseError`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.store.beside import folder_beside

Progress = Callable[[int, int], None]
"""Called with the number of formats written and the number of all."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One export.

    Attributes:
        name: What it is called on the command line.
        label: What it is called on a button.
        module: The module of this package whose ``write`` makes it.
        files: The file or folder that it makes.
        meaning: What it holds and who reads it.
        needs: Formats that must be written with it.
        media_type: What a browser is told of a download; several files leave as a ZIP.
    """

    name: str
    label: str
    module: str
    files: str
    meaning: str
    needs: tuple[str, ...] = ()
    media_type: str = "application/zip"

    @property
    def is_one_file(self) -> bool:
        """Whether it is one file that needs no other."""
        return not self.files.endswith("/") and not self.needs

    @property
    def ending(self) -> str:
        """The ending of its file's name, or of the ZIP in which its files leave."""
        return self.files.partition(".")[2] if self.is_one_file else f"{self.name}.zip"


FORMATS: dict[str, ExportFormat] = {
    each.name: each
    for each in (
        ExportFormat("bibtex", "BibTeX", "bibtex", "codev.bib", "All works as BibTeX.", media_type="application/x-bibtex"),
        ExportFormat(
            "ris",
            "RIS",
            "ris",
            "codev.ris",
            "All works as RIS, for Zotero, EndNote and similar programs.",
            media_type="application/x-research-info-systems",
        ),
        ExportFormat(
            "csl",
            "CSL-JSON",
            "csl",
            "codev.csl.json",
            "All works as CSL-JSON, for pandoc and citation processors.",
            media_type="application/vnd.citationstyles.csl+json",
        ),
        ExportFormat(
            "jsonl",
            "JSON Lines",
            "json_lines",
            "jsonl/",
            "Works, claims, artifacts, taxonomy nodes and the graph as JSON Lines.",
        ),
        ExportFormat("csv", "CSV tables", "csv_files", "csv/", "Every table as CSV, safe to open in a spreadsheet."),
        ExportFormat(
            "parquet", "Parquet", "parquet", "parquet/", "Every table as Parquet, for pandas, DuckDB and Spark GraphFrames."
        ),
        ExportFormat(
            "views",
            "SQL views",
            "views",
            "sql/",
            "The questions as SQL views over the Parquet tables, for DuckDB and Spark.",
        ),
        ExportFormat(
            "sqlite",
            "SQLite",
            "sqlite",
            "codev.sqlite",
            "Everything as a SQLite database with full-text search; opens in Datasette.",
            media_type="application/vnd.sqlite3",
        ),
        ExportFormat(
            "graphml",
            "GraphML",
            "graphml",
            "codev.graphml",
            "The co-development graph as GraphML, for Gephi, yEd, igraph, Neo4j.",
            media_type="application/xml",
        ),
        ExportFormat(
            "gexf",
            "GEXF",
            "gexf",
            "codev.gexf",
            "The co-development graph as GEXF, for Gephi.",
            media_type="application/xml",
        ),
        ExportFormat(
            "cytoscape",
            "Cytoscape",
            "cytoscape",
            "codev.cytoscape.json",
            "The co-development graph as Cytoscape JSON.",
            media_type="application/json",
        ),
        ExportFormat(
            "skos",
            "SKOS",
            "skos",
            "taxonomy.ttl",
            "The vocabulary as SKOS in Turtle, mapped to the survey's sections.",
            media_type="text/turtle",
        ),
        ExportFormat(
            "jsonld",
            "JSON-LD",
            "jsonld",
            "works.jsonld",
            "All works as schema.org JSON-LD.",
            media_type="application/ld+json",
        ),
        ExportFormat(
            "prov",
            "PROV-O",
            "linked.prov",
            "lineage.prov.ttl",
            "Models, datasets and what each was made from, as W3C PROV-O in Turtle, for SPARQL.",
            media_type="text/turtle",
        ),
        ExportFormat(
            "nanopub",
            "Nanopublications",
            "linked.nanopubs",
            "claims.nanopub.trig",
            "Each claim with its evidence and checks as a nanopublication in TriG.",
            media_type="application/trig",
        ),
        ExportFormat(
            "croissant",
            "Croissant",
            "linked.croissant",
            "datasets.croissant.zip",
            "What each dataset is, as Croissant metadata: a ZIP of one JSON-LD document a dataset.",
        ),
        ExportFormat(
            "mlbom",
            "ML-BOM",
            "linked.mlbom",
            "models.cyclonedx.zip",
            "What each model was made from, as a CycloneDX bill of materials: a ZIP of one JSON document a model.",
        ),
        ExportFormat(
            "shacl",
            "SHACL shapes",
            "linked.shapes",
            "shapes.shacl.ttl",
            "What the classes and properties of the linked data mean, with shapes to check them by.",
            media_type="text/turtle",
        ),
        ExportFormat(
            "dcat",
            "DCAT and VoID",
            "linked.catalogue",
            "catalogue.dcat.ttl",
            "What the knowledge base is and which files it is published in, for catalogues of data.",
            media_type="text/turtle",
        ),
        ExportFormat(
            "awesome",
            "Awesome list",
            "awesome",
            "awesome.md",
            "An awesome list in Markdown, by taxonomy node.",
            media_type="text/markdown",
        ),
        ExportFormat("schema", "JSON Schema", "json_schema", "schema/", "JSON Schema of the YAML files, for editors."),
        ExportFormat(
            "datapackage",
            "Data package",
            "datapackage",
            "datapackage.json",
            "A Frictionless description of the other files.",
            needs=("csv",),
        ),
    )
}
"""Every export by its name, in the order in which they are written: the last one describes the others."""

ALL = "all"
"""Stands for every format."""


def choose_formats(names: Iterable[str]) -> tuple[ExportFormat, ...]:
    """Return the formats of the given names, with those that they need, in the order in which they are written.

    Args:
        names: Names of formats; ``all`` stands for every one.

    Raises:
        UnknownNameError: A name is no format's, but nearly so.
        WrongUseError: A name is nothing like a format's, or none is given.
    """
    wanted: set[str] = set()
    for name in names:
        if name == ALL:
            wanted.update(FORMATS)
        elif name in FORMATS:
            wanted.update((name, *FORMATS[name].needs))
        else:
            near = nearest(name, [*FORMATS, ALL])
            if near:
                raise UnknownNameError("export format", name, near)
            raise WrongUseError(f"no export format {name[:80]!r}", f"name one of {', '.join(FORMATS)}, or {ALL}")
    if not wanted:
        raise WrongUseError("no export format is named", f"name one of {', '.join(FORMATS)}, or {ALL}")
    return tuple(each for name, each in FORMATS.items() if name in wanted)


def export(atlas: Atlas, names: Iterable[str], out: Path, progress: Progress | None = None) -> list[Path]:
    """Write exports into a folder.

    Args:
        atlas: The knowledge base.
        names: Names of formats; ``all`` stands for every one.
        out: The folder; it is made where it does not exist.  Other files in it are left alone.
        progress: Told how many formats are written.

    Returns:
        The files, in the order in which they were written.

    Raises:
        WrongUseError: A name is no format's, none is given, or the folder cannot be written to.
    """
    formats = choose_formats(names)
    try:
        out.mkdir(parents=True, exist_ok=True)
        # Beside the place of the files, so that they are on the same disk and take their place at once.
        with folder_beside(out, ".codev-export-") as beside:
            written: list[str] = []
            for number, each in enumerate(formats):
                if progress is not None:
                    progress(number, len(formats))
                written += importlib.import_module(f"codev.export.{each.module}").write(atlas, beside)
            if progress is not None:
                progress(len(formats), len(formats))
            return [_take_place(beside / name, out / name) for name in written]
    except OSError as error:
        # The first name may be of the folder beside, which is gone by now.
        raise WrongUseError(
            f"cannot write to {error.filename2 or out}: {error.strerror}", "make room, or name another folder with --out"
        ) from None


def _take_place(file: Path, target: Path) -> Path:
    """Move a finished file to where it belongs and return that place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return file.replace(target)
