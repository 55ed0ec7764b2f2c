"""The data behind the interactive tables of datasets and of models.

What an artifact is used for comes from the claims that name it; access, licence and developer rest on memory unless the entry
says otherwise, and are marked so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from codev.atlas import Atlas
from codev.export.about import ARTIFACT_FOLDERS
from codev.ids import ArtifactKind, artifact_node
from codev.model import Artifact, Claim, Dataset, Model
from codev.model.artifact import Access
from codev.model.vocabularies import term_names
from codev.query.facet_kinds import ACCESS_NAMES
from codev.query.facets import FACETS
from codev.query.terms import fold
from codev.show.addresses import Addresses
from codev.show.words import ARTIFACT_KINDS, PURPOSES, facet_labels
from codev.site.data.table_parts import FacetValues, column, page_stem


def artifact_table(atlas: Atlas, kind: ArtifactKind) -> dict[str, Any]:
    """Return the data of the table of models or of datasets.

    Args:
        atlas: The knowledge base.
        kind: Which of the two.
    """
    artifacts: Sequence[Model | Dataset] = [*atlas.models.values()] if kind == "model" else [*atlas.datasets.values()]
    named = atlas.claims_by_model if kind == "model" else atlas.claims_by_dataset
    facets = _facets(atlas, kind)
    claims = [[atlas.claims[each] for each in named.get(artifact.id, ())] for artifact in artifacts]
    for artifact, about in zip(artifacts, claims, strict=True):
        values = _values(atlas, artifact, about)
        for name, facet in facets.items():
            facet.add(values[name])
    size = [("size", "Size", "text")] if kind == "dataset" else [("developer", "Developer", "facet")]
    # What is not established is not recalled either.
    known = {
        "access": [each.access is not Access.UNKNOWN for each in artifacts],
        "developer": [bool(each.developer) for each in artifacts],
    }
    unverified = {
        name: [row for row, each in enumerate(artifacts) if is_known[row] and each.is_recalled(name)]
        for name, is_known in known.items()
    }
    return {
        "table": f"{kind}s",
        "noun": [kind, f"{kind}s"],
        "folder": f"{ARTIFACT_FOLDERS[kind]}/",
        "facets": [facet.as_json() for facet in facets.values()],
        "columns": [
            column("title", kind.capitalize(), "title", narrow=True),
            column("year", "Year", "number", narrow=True),
            *([column("purpose", "Purpose", "facet")] if kind == "dataset" else []),
            *(column(*each, unverified=unverified.get(each[0], ())) for each in size),
            column("input", "In", "facet"),
            column("output", "Out", "facet"),
            column("access", "Access", "facet", unverified=unverified["access"]),
            column("claims", "Claims", "number", narrow=True),
        ],
        "sort": "title",
        "rows": _rows(atlas, kind, artifacts, claims),
        "rowText": [_searched(artifact) for artifact in artifacts],
    }


def _rows(atlas: Atlas, kind: ArtifactKind, artifacts: Sequence[Model | Dataset], claims: list[list[Claim]]) -> dict[str, Any]:
    """Return what the table shows of each artifact."""
    addresses = Addresses(atlas)
    stems = [page_stem(addresses, artifact_node(kind, each.id)) for each in artifacts]
    rows: dict[str, Any] = {
        "id": [each.id for each in artifacts],
        "page": {row: stem for row, (each, stem) in enumerate(zip(artifacts, stems, strict=True)) if stem != each.id},
        "title": [each.name for each in artifacts],
        "below": [_introduced_by(atlas, each) for each in artifacts],
        "year": [each.year or 0 for each in artifacts],
        "claims": [len(about) for about in claims],
    }
    if kind == "dataset":
        sizes = [each.best_size if isinstance(each, Dataset) else None for each in artifacts]
        rows["size"] = [f"{size.as_stated} {size.unit}" if size else "" for size in sizes]
        # Sizes are sorted by number, where there is one.
        rows["sizeOrder"] = [size.count or 0 if size else 0 for size in sizes]
    return rows


def _introduced_by(atlas: Atlas, artifact: Artifact) -> str:
    """Return the work that introduces an artifact in a few words; empty where none does."""
    key = atlas.introducer(artifact.artifact_kind, artifact.id)
    return "" if key is None else atlas.works[key].byline


def _searched(artifact: Artifact) -> str:
    """Return what is searched in, folded."""
    parts = [artifact.id, artifact.name, *artifact.aliases, artifact.developer, artifact.family, artifact.note]
    return fold("\n".join(part for part in parts if part))


def _facets(atlas: Atlas, kind: ArtifactKind) -> dict[str, FacetValues]:
    """Return the facets of the artifacts of a kind."""
    terms = term_names(atlas.taxonomy)
    models = {model.id: model.name for model in atlas.models.values()}
    facets = [
        FacetValues("input", "Modality in", names=dict(terms["modalities"])),
        FacetValues("output", "Modality out", names=dict(terms["modalities"])),
        FacetValues("year", "Year", shape="years"),
        FacetValues("stage", "Used at stage", names=terms["stages"]),
        FacetValues(
            "node",
            "Named under approach or role",
            shape="tree",
            names=terms["nodes"],
            parents={node.id: node.parent or "" for node in atlas.taxonomy.nodes},
        ),
        FacetValues("access", "Access", names=dict(ACCESS_NAMES)),
        FacetValues("kind", "Kind", names=dict(ARTIFACT_KINDS[kind])),
        FacetValues("family", "Family", shape="long", names=terms["families"]),
        FacetValues("licence", "Licence", shape="long"),
    ]
    if kind == "dataset":
        facets.insert(0, FacetValues("purpose", "Purpose", names=dict(PURPOSES)))
        facets.insert(1, FacetValues("made-with", "Made with model", shape="long", names=models))
        facets.append(FacetValues("table2", "In the survey's Table 2", names={"yes": "Yes", "no": "No"}))
    else:
        facets.insert(0, FacetValues("acts", "Acts on data", names={"yes": "Yes", "no": "No"}))
        for facet in (FACETS["enhanced"], FACETS["leveraged"]):
            facets.insert(
                1, FacetValues(facet.name, facet.label, "row", "long", facet_labels(atlas, facet), aliases=facet.aliases(atlas))
            )
        facets.append(FacetValues("developer", "Developer", shape="long"))
    return {facet.name: facet for facet in facets}


def _values(atlas: Atlas, artifact: Model | Dataset, claims: Iterable[Claim]) -> dict[str, Collection[str]]:
    """Return an artifact's values of each facet."""
    about = list(claims)
    # Told apart by direction, not by comparing records: a hub is named by thousands of claims.
    made: list[Claim] = []
    used: list[Claim] = []
    for claim in about:
        (made if atlas.direction_of(claim) == "model4data" else used).append(claim)
    values: dict[str, Collection[str]] = {
        "year": [str(artifact.year)] if artifact.year else [],
        "stage": [stage for claim in used for stage in claim.stages],
        "node": [claim.node for claim in about],
        "enhanced": [each for claim in used for each in FACETS["enhanced"].values(atlas, claim)],
        "leveraged": [each for claim in made for each in FACETS["leveraged"].values(atlas, claim)],
        "access": [artifact.access.value],
        "kind": [artifact.kind],
        "family": [artifact.family] if artifact.family else [],
        "licence": [artifact.licence] if artifact.licence else [],
        "developer": [artifact.developer] if artifact.developer else [],
        "acts": ["yes" if made else "no"],
    }
    if isinstance(artifact, Dataset):
        values["purpose"] = [artifact.purpose] if artifact.purpose else []
        values["input"], values["output"] = artifact.best_input, artifact.best_output
        values["made-with"] = [model for claim in made if artifact.id in claim.datasets for model in claim.models]
        values["table2"] = ["yes" if artifact.table2 else "no"]
    else:
        values["input"], values["output"] = artifact.input, artifact.output
    return values
