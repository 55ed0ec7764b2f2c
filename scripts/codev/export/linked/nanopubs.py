"""Each claim as a nanopublication (https://nanopub.net/guidelines/working_draft/): what it says, rests on, and who says it.

The assertion holds the claim, the provenance its evidence and who checked it, the publication info the entry that it stands in.
They are unsigned; `signed` signs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from codev.atlas import Atlas
from codev.export.about import IRI_BASE, LICENCE_URL, page_of
from codev.export.columns import Row, Table
from codev.export.linked.prov import ATLAS, CURATORS
from codev.export.linked.rows import class_of, statements_of
from codev.export.linked.text import LANGUAGE, Statement, block, head, iri, literal, name, typed
from codev.export.work_tables import CHECKS, CLAIMS, EVIDENCE
from codev.ids import work_of_claim

FILE = "claims.nanopub.trig"
"""The name of the file."""

SITE = "../"
"""The way from the file to the site, in which exports lie in a folder of their own."""

_PARTS = (
    ("np:hasAssertion", "this:assertion"),
    ("np:hasProvenance", "this:provenance"),
    ("np:hasPublicationInfo", "this:pubinfo"),
)


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write all claims.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(prefixes())
        for _, text in nanopublications(atlas):
            stream.write(text)
    return [FILE]


def prefixes() -> str:
    """Return the lines that begin a file of nanopublications."""
    return head("dcterms", "foaf", "np", "npx", "prov", "rdfs", "xsd")


def nanopublications(
    atlas: Atlas, namespace: str = f"{IRI_BASE}nanopub:", site: str | None = SITE
) -> Iterator[tuple[str, str]]:
    """Yield the id of each claim with its nanopublication in TriG, without prefixes.

    Args:
        atlas: The knowledge base.
        namespace: What the name of a nanopublication begins with, before the id of the claim.
        site: What leads to the site: its address, or a way from the file; None where that is not known.
    """
    evidence, checks = _by_claim(EVIDENCE, atlas), _by_claim(CHECKS, atlas)
    for row in CLAIMS.rows(atlas):
        claim = str(row[0])
        added = atlas.works[work_of_claim(claim)].added
        page = None if site is None else (page_of("claim", claim) or "").replace(SITE, site, 1)
        text = _nanopublication(added, row, evidence.get(claim, []), checks.get(claim, []), page)
        yield claim, f"@prefix this: <{namespace}{claim}/> .\n{text}"


def _by_claim(table: Table, atlas: Atlas) -> dict[str, list[Row]]:
    """Return the rows of a table by the claim in their first column."""
    return {str(claim): list(rows) for claim, rows in groupby(table.rows(atlas), lambda row: row[0])}


def _nanopublication(added: str, row: Row, evidence: list[Row], checks: list[Row], page: str | None) -> str:
    """Return one nanopublication, whose own name is ``this:``."""
    claim = str(row[0])
    own: list[Statement] = [("a", class_of(CLAIMS)), *statements_of(CLAIMS, row)]
    items = [(f"this:evidence-{each[1]}", each) for each in evidence]
    readings = [(f"this:check-{each[1]}", each) for each in checks]
    rests_on: list[Statement] = [
        ("prov:wasAttributedTo", CURATORS),
        ("prov:wasDerivedFrom", [thing for thing, _ in items]),
        ("prov:wasInfluencedBy", [thing for thing, _ in readings]),
    ]
    published: list[Statement] = [
        ("rdfs:label", literal(f"Claim {claim}", LANGUAGE)),
        ("dcterms:created", typed(added, "date")),
        ("dcterms:creator", CURATORS),
        ("dcterms:license", iri(LICENCE_URL)),
        ("dcterms:isPartOf", ATLAS),
        ("npx:introduces", name("claim", claim)),
        ("foaf:page", [] if page is None else iri(page)),
    ]
    blocks: dict[str, list[tuple[str, list[Statement]]]] = {
        "head": [("this:", [("a", "np:Nanopublication"), *_PARTS])],
        "assertion": [(name("claim", claim), own)],
        "provenance": [
            ("this:assertion", rests_on),
            *((thing, [("a", ["prov:Entity", class_of(EVIDENCE)]), *statements_of(EVIDENCE, each)]) for thing, each in items),
            *(
                (
                    thing,
                    [("a", ["prov:Activity", class_of(CHECKS)]), ("prov:used", "this:assertion"), *statements_of(CHECKS, each)],
                )
                for thing, each in readings
            ),
        ],
        "pubinfo": [("this:", published)],
    }
    graphs = [f"this:{which} {{\n{''.join(block(*each) for each in said)}}}\n" for which, said in blocks.items()]
    return "".join(graphs)
