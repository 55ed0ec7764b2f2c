"""What the classes and properties of the linked data mean, and the SHACL shapes that they keep (https://www.w3.org/TR/shacl/).

Both are made from the tables whose rows `codev.export.linked.rows` writes: a new column is described and checked at once.
The shapes hold for the vocabulary, the lineage and the claims together: a name that leads nowhere breaks one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.export.artifact_tables import DATASETS, MODELS
from codev.export.columns import Column, Table
from codev.export.graph_tables import GRAPH_EDGES
from codev.export.linked.prov import DERIVATION, PROPERTIES
from codev.export.linked.rows import CAPABILITY_TABLE, KINDS, class_of, property_of
from codev.export.linked.text import LANGUAGE, Statement, block, head, literal, name, nested
from codev.export.work_tables import CHECKS, CLAIMS, EVIDENCE
from codev.model.vocabularies import CAPABILITIES

FILE = "shapes.shacl.ttl"
"""The name of the file."""

TOLD: tuple[Table, ...] = (CLAIMS, EVIDENCE, CHECKS, MODELS, DATASETS)
"""The tables whose rows the linked data hold whole."""

_DATATYPES = {"integer": "xsd:integer", "integers": "xsd:integer", "boolean": "xsd:boolean"}


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write definitions and shapes; they are the same for every knowledge base.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head("prov", "rdf", "rdfs", "sh", "skos", "xsd"))
        stream.writelines(_blocks())
    return [FILE]


def _blocks() -> Iterator[str]:
    for table in TOLD:
        own = class_of(table)
        yield block(own, [("a", "rdfs:Class"), ("rdfs:comment", literal(table.meaning, LANGUAGE))])
        told = [column for column in table.columns if len(table.key) == 1 or column.name not in table.key]
        for column in told:
            yield _definition(table, column, own)
        yield block(
            name("shape", table.one.replace("_", "-")),
            [("a", "sh:NodeShape"), ("sh:targetClass", own), ("sh:property", [_shape(table, column) for column in told])],
        )
    for column in GRAPH_EDGES.columns:
        if column.name in {"relation", "basis", "unverified"}:
            yield _definition(GRAPH_EDGES, column, "prov:Influence")
    yield block(
        name("class", "variant"),
        [("a", "rdfs:Class"), ("rdfs:comment", literal("A model as a work retrained it, not as it was released.", LANGUAGE))],
    )
    yield from _lineage_shapes()
    yield block(
        name("shape", "concept"),
        [
            ("a", "sh:NodeShape"),
            ("sh:targetClass", "skos:Concept"),
            (
                "sh:property",
                [
                    _exactly_one("skos:prefLabel", ("sh:datatype", "rdf:langString")),
                    _exactly_one("skos:inScheme", ("sh:class", "skos:ConceptScheme")),
                    nested([("sh:path", "skos:broader"), ("sh:class", "skos:Concept"), ("sh:maxCount", "1")]),
                ],
            ),
        ],
    )


def _definition(table: Table, column: Column, domain: str) -> str:
    """Return what a property means."""
    return block(
        property_of(table, column),
        [
            ("a", "rdf:Property"),
            ("rdfs:label", literal(column.name.replace("_", " "), LANGUAGE)),
            ("rdfs:comment", literal(column.meaning, LANGUAGE)),
            ("rdfs:domain", domain),
            ("rdfs:range", _DATATYPES.get(column.kind, "rdfs:Resource")),
        ],
    )


def _shape(table: Table, column: Column) -> str:
    """Return what a property must hold; of a boolean only a yes is written."""
    kinds = [each.name.replace(" ", "-") for each in CAPABILITIES.values()]
    if column.references != CAPABILITY_TABLE:
        kinds = [KINDS[table] for table in (column.references,) if table is not None and table in KINDS]
    datatype = _DATATYPES.get(column.kind)
    said: list[Statement] = [
        ("sh:path", property_of(table, column)),
        ("sh:minCount", "1" if column.required and column.kind != "boolean" else ()),
        ("sh:maxCount", () if column.is_list else "1"),
        ("sh:datatype", datatype or ()),
        ("sh:nodeKind", "sh:IRI" if kinds else ()),
        ("sh:pattern", literal(f"^urn:codev-atlas:({'|'.join(kinds)}):") if kinds else ()),
    ]
    return nested(said)


def _lineage_shapes() -> Iterator[str]:
    """Yield the shapes of steps: ends that are there, and something that each rests on."""
    for each in (DERIVATION, *PROPERTIES.values()):
        end = "prov:Agent" if each.end == "prov:agent" else "prov:Entity"
        yield block(
            name("shape", each.kind.partition(":")[2].lower()),
            [
                ("a", "sh:NodeShape"),
                ("sh:targetClass", each.kind),
                (
                    "sh:property",
                    [
                        _exactly_one(each.end, ("sh:class", end)),
                        nested([("sh:path", "prov:hadActivity"), ("sh:class", "prov:Activity"), ("sh:maxCount", "1")]),
                        nested([("sh:path", nested([("sh:inversePath", each.qualified)])), ("sh:minCount", "1")]),
                    ],
                ),
                (
                    "sh:or",
                    "( "
                    + " ".join(
                        nested([("sh:path", path), ("sh:minCount", "1")])
                        for path in ("prov:hadActivity", name("field", "graph_edges.basis"))
                    )
                    + " )",
                ),
            ],
        )
    yield block(
        name("shape", "made"),
        [
            ("a", "sh:NodeShape"),
            ("sh:targetClass", [class_of(MODELS), class_of(DATASETS), name("class", "variant")]),
            ("sh:class", "prov:Entity"),
            (
                "sh:property",
                [
                    nested([("sh:path", each.short), ("sh:class", "prov:Agent" if each.end == "prov:agent" else "prov:Entity")])
                    for each in (DERIVATION, *PROPERTIES.values())
                ],
            ),
        ],
    )


def _exactly_one(path: str, *more: Statement) -> str:
    """Return that a property has one value."""
    return nested([("sh:path", path), ("sh:minCount", "1"), ("sh:maxCount", "1"), *more])
