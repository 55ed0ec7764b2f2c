"""The data behind the interactive tables of works, datasets and models, as files beside the pages.

Works come in three kinds of file: what the table shows and most facets at once; authors and the text to search when they are
first asked for; citations in pieces, fetched for an export only.  The facets and their names are those of
`codev.query.facets.Facets`, and select the same works: facets of a claim hold on one and the same claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from codev.atlas import Atlas
from codev.bib import work_to_bibtex, work_to_csl, work_to_ris
from codev.graph import effects_of
from codev.ids import claim_number
from codev.model import EVIDENCE_NAMES, Claim, Work
from codev.query.terms import NOT_STATED, fold
from codev.site.addresses import Addresses
from codev.site.table_artifacts import artifact_table
from codev.site.table_parts import FOLDER, FacetValues, column, encode, page_stem

CITATIONS_A_FILE = 250
"""Works in one file of citations: about 60 kB compressed, so that an export of a few works stays small."""

SCOPE_NAMES = {"surveyed": "Surveyed", "background": "Background", "extended": "Extended"}
EFFECT_NAMES = {"improves": "Improves", "degrades": "Degrades (attacks)", "measures": "Measures (evaluation)"}
DIRECTION_NAMES = {"data4model": "Data → model", "model4data": "Model → data"}
FIELD_NAMES = {
    "any": "Any field",
    "none": "None",
    "statement": "Statement",
    "node": "Classification",
    "stages": "Stages",
    "capabilities": "Capabilities",
    "modalities": "Modalities",
    "models": "Models",
    "datasets": "Datasets",
    "input_datasets": "Input data",
    "acquired_from": "Source of data",
}


def table_files(atlas: Atlas) -> dict[str, bytes]:
    """Return the data of all tables.

    Args:
        atlas: The knowledge base.

    Returns:
        Contents by path relative to the site's root: the same bytes for the same knowledge base.
    """
    files = works_files(atlas)
    for kind in ("dataset", "model"):
        files[f"{FOLDER}/{kind}s.json"] = encode(artifact_table(atlas, kind))
    return files


def works_files(atlas: Atlas) -> dict[str, bytes]:
    """Return the data of the table of works, by path relative to the site's root.

    Args:
        atlas: The knowledge base.
    """
    works = list(atlas.works.values())
    row_facets, unit_facets = _row_facets(), _unit_facets(atlas)
    unit_rows: list[int] = []
    unit_ids: list[int] = []
    for row, work in enumerate(works):
        for name, facet in row_facets.items():
            facet.add(_row_values(name, work))
        # A work without claims has one unit that satisfies no facet of a claim: it is selected while none is given.
        for claim in work.claims or (None,):
            unit_rows.append(row)
            unit_ids.append(claim_number(claim.id) if claim else 0)
            values = _unit_values(atlas, claim) if claim else {}
            for name, facet in unit_facets.items():
                facet.add(values.get(name, ()))
    facets = [*unit_facets.values(), *row_facets.values()]
    node = unit_facets["node"].as_json()
    core = {
        "table": "works",
        "noun": ["work", "works"],
        "unitNoun": ["claim", "claims"],
        "folder": "works/",
        "facets": [facet.as_json() for facet in facets if not facet.later],
        "columns": [
            column("title", "Work", "title", narrow=True),
            column("year", "Year", "number", narrow=True),
            column("venue", "Venue", "text"),
            column("scope", "Scope", "facet"),
            column("node", "Classified under", "facet") | {"shown": _subsections(atlas, node["ids"])},
            column("claims", "Claims", "number"),
        ],
        "sort": "-year",
        "rows": _rows(atlas, works),
        "unitRows": unit_rows,
        "unitIds": unit_ids,
        "more": "works-more.json",
        "citations": {"prefix": "works-cite-", "size": CITATIONS_A_FILE},
    }
    more = {
        "facets": [facet.as_json() for facet in facets if facet.later],
        "rowText": [_header(work) for work in works],
        "unitText": [text for work in works for text in ([fold(claim.statement) for claim in work.claims] or [""])],
        "introduced": [_introduced(work) for work in works],
    }
    files = {f"{FOLDER}/works.json": encode(core), f"{FOLDER}/works-more.json": encode(more)}
    for number, start in enumerate(range(0, len(works), CITATIONS_A_FILE)):
        files[f"{FOLDER}/works-cite-{number}.json"] = encode(_citations(works[start : start + CITATIONS_A_FILE]))
    return files


def _subsections(atlas: Atlas, nodes: Sequence[str]) -> list[int]:
    """Return for each node the number of the subsection that it lies in, or its own: what a row has room for."""
    numbers = {node: number for number, node in enumerate(nodes)}
    found = [atlas.tree.subsection_of(node) if node in atlas.tree else None for node in nodes]
    return [number if subsection is None else numbers[subsection] for number, subsection in enumerate(found)]


def _rows(atlas: Atlas, works: list[Work]) -> dict[str, Any]:
    """Return what the table shows of each work."""
    addresses = Addresses(atlas)
    stems = [page_stem(addresses, f"work:{work.key}") for work in works]
    return {
        "id": [work.key for work in works],
        # Nearly always the key itself: only what differs is written.
        "page": {row: stem for row, (work, stem) in enumerate(zip(works, stems, strict=True)) if stem != work.key},
        "title": [work.title for work in works],
        "below": [_byline(work) for work in works],
        "year": [work.year for work in works],
        "venue": [work.venue or "" for work in works],
        "claims": [len(work.claims) for work in works],
    }


def _byline(work: Work) -> str:
    """Return who wrote a work, in a few words."""
    if work.et_al or len(work.authors) > 2:
        return f"{work.authors[0]} et al."
    return " and ".join(work.authors)


def _header(work: Work) -> str:
    """Return what is searched in besides statements, folded: as `codev.query.select` does."""
    introduced = work.introduces
    names = [each.name for each in (*introduced.models, *introduced.datasets)] if introduced else []
    return fold("\n".join([work.key, work.title, *work.authors, work.venue or "", work.arxiv or "", *names]))


def _introduced(work: Work) -> list[list[str]]:
    """Return the ids of the models and of the datasets that a work introduces."""
    if work.introduces is None:
        return []
    return [[each.id for each in work.introduces.models], [each.id for each in work.introduces.datasets]]


def _citations(works: Iterable[Work]) -> dict[str, list[Any]]:
    """Return works as citations in each format."""
    cited = list(works)
    return {
        "bibtex": [work_to_bibtex(work) for work in cited],
        "ris": [work_to_ris(work) for work in cited],
        "csl": [work_to_csl(work) for work in cited],
    }


def _row_facets() -> dict[str, FacetValues]:
    """Return the facets that a work has whether or not it makes a claim."""
    facets = [
        FacetValues("scope", "Scope", names=dict(SCOPE_NAMES)),
        FacetValues("year", "Year", shape="years"),
        FacetValues("author", "Author", shape="long", later=True),
        FacetValues("venue", "Venue", shape="long"),
    ]
    return {facet.name: facet for facet in facets}


def _row_values(name: str, work: Work) -> Iterable[str]:
    """Return a work's values of a facet."""
    if name == "author":
        return work.authors
    value = {"scope": work.scope.value, "year": str(work.year), "venue": work.venue}[name]
    return (value,) if value else ()


def _unit_facets(atlas: Atlas) -> dict[str, FacetValues]:
    """Return the facets that hold on one and the same claim."""
    taxonomy = atlas.taxonomy
    models = {model.id: model.name for model in atlas.models.values()}
    model_aliases = {model.id: model.aliases for model in atlas.models.values()}
    datasets = {dataset.id: dataset.name for dataset in atlas.datasets.values()}
    evidence = {source.value: name for source, name in EVIDENCE_NAMES.items()}
    yes_no = {"yes": "Yes", "no": "No"}
    facets = [
        FacetValues(
            "node",
            "Approach or role",
            "unit",
            "tree",
            names={node.id: node.name for node in taxonomy.nodes} | DIRECTION_NAMES,
            parents={node.id: node.parent or atlas.tree.direction(node.id) for node in taxonomy.nodes},
        ),
        FacetValues("direction", "Direction", "unit", names=dict(DIRECTION_NAMES)),
        FacetValues("stage", "Stage", "unit", names=_names(taxonomy.stages) | {NOT_STATED: "Not stated"}),
        FacetValues("capability", "Capability", "unit", "long", _names(taxonomy.enhanced) | _names(taxonomy.leveraged)),
        FacetValues("modality", "Modality", "unit", names=_names(taxonomy.modalities)),
        FacetValues("model", "Model", "unit", "long", models, aliases=model_aliases),
        FacetValues(
            "dataset", "Dataset", "unit", "long", datasets, aliases={each.id: each.aliases for each in atlas.datasets.values()}
        ),
        FacetValues("acquired", "Data acquired from", "unit", names=_names(taxonomy.acquisition_sources)),
        FacetValues("effect", "What the data do", "unit", names=dict(EFFECT_NAMES)),
        FacetValues("evidence", "Evidence", "unit", names=evidence | {"weak": "Weak only", "unverified": "Unverified"}),
        FacetValues("inferred", "Inferred fields", "unit", names=dict(FIELD_NAMES)),
        FacetValues("doubt", "In doubt", "unit", names=dict(yes_no)),
        FacetValues("checked", "Checked against the paper", "unit", names=dict(yes_no)),
    ]
    return {facet.name: facet for facet in facets}


def _names(terms: Iterable[Any]) -> dict[str, str]:
    """Return the names of terms by id."""
    return {term.id: term.name for term in terms}


def _unit_values(atlas: Atlas, claim: Claim) -> dict[str, Iterable[str]]:
    """Return a claim's values of each facet; the same rules as `codev.query.select` (a test compares the two)."""
    evidence = [item.source.value for item in claim.evidence]
    if all(item.source.is_weak for item in claim.evidence):
        evidence.append("weak")
    if claim.is_unverified:
        evidence.append("unverified")
    return {
        "node": (claim.node,),
        "direction": (atlas.direction_of(claim),),
        "stage": claim.stages or (NOT_STATED,),
        "capability": claim.capabilities,
        "modality": claim.modalities,
        "model": claim.models,
        "dataset": (*claim.datasets, *claim.input_datasets),
        "acquired": claim.acquired_from,
        "effect": sorted(effects_of(atlas, claim)),
        "evidence": evidence,
        "inferred": (*claim.inferred, "any") if claim.inferred else ("none",),
        "doubt": ("yes" if claim.doubt is not None else "no",),
        "checked": ("yes" if claim.checked else "no",),
    }
