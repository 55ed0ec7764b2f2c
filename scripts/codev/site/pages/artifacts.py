"""A page for every model and dataset, and their indices; the datasets' one holds the survey's Table 2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from codev.atlas import Atlas
from codev.export.about import ARTIFACT_FOLDERS
from codev.graph import LINEAGE, graph_of
from codev.graph.relations import RELATIONS
from codev.ids import ArtifactKind, artifact_node, work_of_claim
from codev.model import Artifact, Claim, Dataset, Model, Table2Row
from codev.query.facet_kinds import ACCESS_NAMES
from codev.show.artifact_facts import artifact_facts
from codev.show.cards import counted
from codev.show.lineage_picture import lineage_legend
from codev.show.openings import artifact_opening, kind_words
from codev.show.words import BASES, KINDS, PURPOSES
from codev.site.pages.environment import Renderer
from codev.site.pages.metadata import artifact_data, json_ld
from codev.site.pages.page import Page
from codev.site.pages.works import edit_url, grouped_claims


@dataclass(frozen=True)
class LineageRow:
    """One step of lineage."""

    relation: str
    kind: str
    label: str
    address: str | None
    claim: str | None
    basis: str
    is_unverified: bool


def artifact_indices(renderer: Renderer) -> Iterator[Page]:
    """Yield the index of models and that of datasets.

    Args:
        renderer: Templates and knowledge base.
    """
    rows = table2_rows(renderer.claimed)
    printed = f"Table 2 of the survey, {len(rows)} rows in its order; corrections are beside the printed values"
    yield _index(
        renderer,
        "dataset",
        "Datasets and benchmarks",
        about=", and the survey's Table 2 with its corrections",
        lede="Datasets on which models are trained, with which they are prompted, and by which they are measured. "
        "Some have no name of their own.",
        table2=table2(renderer, "datasets/", rows, printed, anchor="table-2"),
    )
    yield _index(
        renderer,
        "model",
        "Models",
        about=" that are trained on data, measured by data, or produce data",
        lede="Models that are trained on data, measured by data, or work on data, including agents that act like a model.",
    )


def _index(renderer: Renderer, kind: ArtifactKind, title: str, *, about: str, lede: str, table2: Markup | None = None) -> Page:
    """Return the index of one kind, below the survey's table where it has one."""
    atlas, address = renderer.claimed, f"{ARTIFACT_FOLDERS[kind]}/"
    known: Mapping[str, Artifact] = atlas.models if kind == "model" else atlas.datasets
    number = f"{len(known)} {title.lower()}"
    return Page(
        address=address,
        title=title,
        description=f"{number}{about}.",
        section="Data and models",
        layout="wide",
        contents=False,
        scripts=("table",),
        body=renderer.render(
            "artifacts.md.jinja",
            address,
            kind=kind,
            title=title,
            lede=lede,
            purposes=PURPOSES,
            access_names=ACCESS_NAMES,
            table2=table2,
            artifacts=sorted(known.values(), key=lambda each: each.name.casefold()),
            caption=f"{number}, by name",
            claim_counts=atlas.claims_by_model if kind == "model" else atlas.claims_by_dataset,
        ),
    )


def table2_rows(atlas: Atlas) -> list[tuple[Dataset, Table2Row, str]]:
    """Return the rows of the survey's Table 2 in its order, each with its dataset and the key of the work that it cites.

    Args:
        atlas: The knowledge base.
    """
    by_reference = {
        number: work.key for work in atlas.works.values() if work.survey is not None for number in work.survey.references
    }
    found = [
        (dataset, row, by_reference.get(row.reference, "")) for dataset in atlas.datasets.values() for row in dataset.table2
    ]
    return sorted((each for each in found if each[2]), key=lambda each: (each[1].row, each[0].id))


def table2(
    renderer: Renderer, address: str, rows: list[tuple[Dataset, Table2Row, str]], caption: str, *, anchor: str = ""
) -> Markup:
    """Return rows of the survey's Table 2 as an HTML table, corrected values beside the printed ones.

    Args:
        renderer: Templates and knowledge base.
        address: The page that it stands on.
        rows: What `table2_rows` gives, or some of it.
        caption: The table's caption.
        anchor: The table's HTML id, where links lead to it.
    """
    if not rows:
        return Markup()
    stages = [stage.id for stage in renderer.records.taxonomy.stages if stage.printed]
    # The template escapes every value of an entry.
    return Markup(renderer.render("table2.jinja", address, rows=rows, table2_stages=stages, caption=caption, anchor=anchor))  # noqa: S704


def artifact_page(renderer: Renderer, kind: ArtifactKind, artifact_id: str) -> Page:
    """Return the page of a model or dataset.

    Args:
        renderer: Templates and knowledge base.
        kind: Whether it is a model or a dataset.
        artifact_id: Its id.
    """
    atlas = renderer.records
    artifact: Model | Dataset = atlas.models[artifact_id] if kind == "model" else atlas.datasets[artifact_id]
    address = renderer.addresses.artifact(kind, artifact.id)
    claims = _claims_of(atlas, kind, artifact.id)
    has_rows = isinstance(artifact, Dataset) and bool(artifact.table2)
    rows = [row for row in table2_rows(renderer.claimed) if row[0].id == artifact.id] if has_rows else []
    introducer = atlas.introducer(kind, artifact.id)
    opening = artifact_opening(atlas, artifact)
    body = renderer.render(
        "artifact.md.jinja",
        address,
        kind=kind,
        kind_words=kind_words(artifact),
        opening=opening,
        artifact=artifact,
        facts=artifact_facts(atlas, artifact, renderer.links(address)),
        introducer=introducer,
        variants=renderer.versions.get(artifact_node(kind, artifact.id), ()),
        claim_count=len(claims),
        work_count=len({work_of_claim(claim.id) for claim in claims}),
        covers=artifact.covers if isinstance(artifact, Dataset) else (),
        rows=rows,
        table2=table2(renderer, address, rows, "As printed, with corrections"),
        picture=renderer.lineage(artifact_node(kind, artifact.id), address),
        legend=lineage_legend(),
        lineages=_lineages(renderer, artifact, address),
        groups=[(direction, heading, found) for direction, _, _, heading, found in _groups(atlas, artifact, claims)],
        edit_url=edit_url(renderer, introducer) if introducer else artifacts_file_url(renderer.repo_url),
    )
    return Page(
        address=address,
        title=f"{artifact.name} ({KINDS[kind][0].lower()})",
        description=f"{opening} {counted(len(claims), 'claim')} of the atlas {'names' if len(claims) == 1 else 'name'} it.",
        section="Data and models",
        body=body,
        head=json_ld(artifact_data(atlas, artifact)),
        near=introducer or artifact.id,
        names=artifact.aliases,
        weight=len(claims),
        searched=frozenset(),
        facets={
            "kind": [KINDS[kind][0]],
            **({"year": [str(artifact.year)]} if artifact.year else {}),
        },
    )


def artifacts_file_url(repo_url: str | None) -> str | None:
    """Return where the artifacts that no entry introduces are edited, or None when no repository is set."""
    return None if repo_url is None else f"{repo_url.rstrip('/')}/edit/main/taxonomy/artifacts.yaml"


def _groups(atlas: Atlas, artifact: Artifact, claims: list[Claim]) -> list[tuple[str, str, str, str, list[Claim]]]:
    """Return claims by direction, with headings that name the artifact's part in them."""
    headings = {
        ("dataset", "data4model"): "Claims: as data for models",
        ("dataset", "model4data"): "Claims: as input or output of models",
        ("model", "data4model"): "Claims: trained or measured by data",
        ("model", "model4data"): "Claims: working on data",
    }
    return [
        (direction, question, arrow, headings[artifact.artifact_kind, direction], found)
        for direction, question, arrow, _, found in grouped_claims(atlas, iter(claims))
    ]


def _claims_of(atlas: Atlas, kind: ArtifactKind, artifact_id: str) -> list[Claim]:
    """Return the claims that name an artifact, those of the work that introduces it first."""
    index = atlas.claims_by_model if kind == "model" else atlas.claims_by_dataset
    introducer = atlas.introducer(kind, artifact_id)
    claims = [atlas.claims[claim_id] for claim_id in index.get(artifact_id, ())]
    return sorted(claims, key=lambda claim: work_of_claim(claim.id) != introducer)


def _words(relation: str, *, is_up: bool) -> str:
    """Return what a relation is called, seen from its target or from its source."""
    return RELATIONS[relation].back if is_up else RELATIONS[relation].forward


def _lineages(renderer: Renderer, artifact: Artifact, address: str) -> list[tuple[str, list[LineageRow]]]:
    """Return what an artifact was made from and by, and what was made with it."""
    graph = graph_of(renderer.lineages)
    node = artifact_node(artifact.artifact_kind, artifact.id)
    links = renderer.links(address)

    def rows(is_up: bool) -> list[LineageRow]:
        edges = graph.in_edges(node, data=True) if is_up else graph.out_edges(node, data=True)
        found = []
        for source, target, data in edges:
            if data["relation"] not in LINEAGE:
                continue
            other = source if is_up else target
            about = graph.nodes[other]
            found.append(
                LineageRow(
                    relation=_words(data["relation"], is_up=is_up),
                    kind=about["kind"],
                    label=about["label"],
                    address=links.thing(other),
                    claim=data["claim"],
                    basis=BASES[data["basis"]],
                    is_unverified=data["unverified"],
                )
            )
        order = [_words(each, is_up=is_up) for each in RELATIONS]
        return sorted(found, key=lambda row: (order.index(row.relation), row.label.casefold(), row.claim or "", row.basis))

    return [
        (f"What {artifact.name} was made from and by", rows(is_up=True)),
        (f"What was made with {artifact.name}", rows(is_up=False)),
    ]
