"""Each dataset as Croissant (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html), one document a dataset.

The atlas holds no data: a document says what the dataset is, where it is, who made it and what it was made from, and lists no
files.  What rests on memory alone is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.bib import split_authors, work_address
from codev.export.about import IRI_BASE, LICENCE_URL, TITLE
from codev.export.jsonld import author
from codev.export.linked.archive import write_archive
from codev.graph import lineage_graph
from codev.ids import artifact_node
from codev.model import Dataset, Work

FILE = "datasets.croissant.zip"
"""The name of the file."""

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that version 1.0 prescribes, in its appendix 1."""

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
"""The version."""

_PURPOSES = {"training": "Training data", "benchmark": "Benchmark", "both": "Training data and benchmark"}


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write a ZIP with a document for each dataset.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    write_archive(folder / FILE, documents(atlas))
    return [FILE]


def documents(atlas: Atlas) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the file name and the document of each dataset.

    Args:
        atlas: The knowledge base.
    """
    for dataset in atlas.datasets.values():
        yield f"{dataset.id}.json", document(atlas, dataset)


def document(atlas: Atlas, dataset: Dataset) -> dict[str, Any]:
    """Return the Croissant metadata of a dataset.

    Args:
        atlas: The knowledge base.
        dataset: The dataset.
    """
    introducer = atlas.introducer("dataset", dataset.id)
    work = atlas.works[introducer] if introducer is not None else None
    seen = {name: getattr(dataset, name) for name in ("licence", "source", "developer") if not dataset.is_recalled(name)}
    creators = [author(each) for each in split_authors(work)] if work is not None else []
    if not creators and seen.get("developer"):
        creators = [{"@type": "Organization", "name": str(seen["developer"])}]
    parents = sorted(lineage_graph(atlas).predecessors(artifact_node("dataset", dataset.id)))
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "@id": f"{IRI_BASE}dataset:{dataset.id}",
        "name": dataset.name,
        "alternateName": list(dataset.aliases),
        "description": _description(atlas, dataset),
        "identifier": f"dataset:{dataset.id}",
        "creator": [{"@type": f"sc:{each['@type']}", "name": each["name"]} for each in creators],
        "datePublished": str(dataset.year) if dataset.year else None,
        "license": seen.get("licence"),
        "url": seen.get("source") or (work_address(work) if work is not None else None),
        "citeAs": _citation(work) if work is not None else None,
        "keywords": list(dict.fromkeys((*dataset.best_input, *dataset.best_output))),
        "isBasedOn": [{"@id": f"{IRI_BASE}{parent}"} for parent in parents],
        "sdLicense": LICENCE_URL,
        "sdPublisher": {"@type": "sc:Organization", "name": f"{TITLE} contributors"},
    }
    return {name: value for name, value in made.items() if value}


def _citation(work: Work) -> str:
    """Return how a work is cited, in words."""
    names = ", ".join((*work.authors, *(("et al.",) if work.et_al else ())))
    parts = [f"{names} ({work.year})", work.title, work.venue, work_address(work)]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _description(atlas: Atlas, dataset: Dataset) -> str:
    """Return what a dataset is, as far as the atlas knows."""
    names = {modality.id: modality.name for modality in atlas.taxonomy.modalities}
    size, introducer = dataset.best_size, atlas.introducer("dataset", dataset.id)
    parts = [
        _PURPOSES[dataset.purpose] if dataset.purpose else "Data",
        f"Size: {size.as_stated} {size.unit}" if size is not None else "",
        *(
            f"{side}: {', '.join(names.get(each, each) for each in modalities)}"
            for side, modalities in (("Input", dataset.best_input), ("Output", dataset.best_output))
            if modalities
        ),
        f"Introduced by {atlas.works[introducer].cited_as}" if introducer is not None else "",
    ]
    return " ".join(f"{part.removesuffix('.')}." for part in parts if part)
