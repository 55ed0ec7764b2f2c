"""What the tests of linked data share: the exported files, read into one store that answers SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from codev.export.about import IRI_BASE
from codev.export.linked.prov import LINEAGE_PATH
from codev.export.run import FORMATS

BASE = "https://atlas.example.org/downloads/"
"""Where the tests take the files to be published."""

Ask = Callable[..., set[tuple[str, ...]]]

_ENDINGS = {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG}
_PREFIXES = """PREFIX codev: <urn:codev-atlas:> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX field: <urn:codev-atlas:field:> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX np: <http://www.nanopub.org/nschema#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="package")
def store(exported: Path) -> ox.Store:
    """Vocabulary, lineage, claims, shapes and catalogue of the real knowledge base, read strictly."""
    found = ox.Store()
    for file in (FORMATS[name].files for name in ("skos", "prov", "nanopub", "shacl", "dcat")):
        kind = _ENDINGS[file.rpartition(".")[2]]
        found.extend(ox.parse(path=str(exported / file), format=kind, base_iri=BASE + file))
    return found


@pytest.fixture(scope="package")
def ask(store: ox.Store) -> Ask:
    """What returns the rows of a SELECT, over all graphs; things of the atlas by their names in its own graph."""

    def answer(query: str, **values: str) -> set[tuple[str, ...]]:
        for name, value in values.items():
            query = query.replace(f"${name}", f"<{IRI_BASE}{value}>")
        found = store.query(_PREFIXES + query.replace("$step", LINEAGE_PATH), use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return {tuple("" if cell is None else str(cell.value).removeprefix(IRI_BASE) for cell in row) for row in found}

    return answer
