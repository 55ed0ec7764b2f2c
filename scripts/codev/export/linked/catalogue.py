"""What the knowledge base is and which files it is published in: DCAT (https://www.w3.org/TR/vocab-dcat-3/) and VoID."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.export.about import DESCRIPTION, IRI_BASE, LICENCE_URL, SURVEY_URL, TITLE
from codev.export.artifact_tables import DATASETS, MODELS
from codev.export.linked.prov import ATLAS, CURATORS
from codev.export.linked.rows import class_of
from codev.export.linked.text import LANGUAGE, PREFIXES, block, head, iri, literal, name, nested, typed
from codev.export.run import FORMATS
from codev.export.work_tables import CLAIMS

FILE = "catalogue.dcat.ttl"
"""The name of the file."""

MEDIA_TYPES_URL = "https://www.iana.org/assignments/media-types/"
"""Where the types of media are registered, each under its name."""

RDF_TYPES = frozenset(["text/turtle", "application/trig", "application/ld+json"])
"""The types of media that hold RDF."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the description; addresses are relative to the file.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head("dcat", "dcterms", "foaf", "prov", "void", "xsd"))
        stream.writelines(_blocks(atlas))
    return [FILE]


def _blocks(atlas: Atlas) -> Iterator[str]:
    dumps = [each.files for each in FORMATS.values() if each.media_type in RDF_TYPES]
    counts = ((CLAIMS, len(atlas.claims)), (MODELS, len(atlas.models)), (DATASETS, len(atlas.datasets)))
    newest = max((work.added for work in atlas.works.values()), default="")
    example = next(iter(atlas.works), "")
    yield block(CURATORS, [("a", "foaf:Agent"), ("foaf:name", literal(f"{TITLE} contributors"))])
    yield block(
        ATLAS,
        [
            ("a", ["dcat:Dataset", "void:Dataset"]),
            ("dcterms:title", literal(TITLE, LANGUAGE)),
            ("dcterms:description", literal(DESCRIPTION, LANGUAGE)),
            ("dcterms:creator", CURATORS),
            ("dcterms:license", iri(LICENCE_URL)),
            ("dcterms:source", iri(SURVEY_URL)),
            ("dcterms:modified", typed(newest, "date") if newest else ()),
            ("dcat:landingPage", iri("../")),
            ("dcat:distribution", [name("distribution", each) for each in FORMATS]),
            ("void:uriSpace", literal(IRI_BASE)),
            ("void:exampleResource", name("work", example) if example else ()),
            ("void:vocabulary", [f"<{PREFIXES[each]}>" for each in ("np", "prov", "skos")]),
            ("void:dataDump", [iri(each) for each in dumps]),
            (
                "void:classPartition",
                [nested([("void:class", class_of(table)), ("void:entities", str(count))]) for table, count in counts],
            ),
        ],
    )
    for each in FORMATS.values():
        yield block(
            name("distribution", each.name),
            [
                ("a", "dcat:Distribution"),
                ("dcterms:title", literal(each.label, LANGUAGE)),
                ("dcterms:description", literal(each.meaning, LANGUAGE)),
                ("dcterms:license", iri(LICENCE_URL)),
                ("dcat:accessURL", iri("./")),
                # A folder has no address of its own: its files are listed on the page of downloads.
                ("dcat:downloadURL", () if each.files.endswith("/") else iri(each.files)),
                ("dcat:mediaType", iri(MEDIA_TYPES_URL + each.media_type) if each.is_one_file else ()),
            ],
        )
