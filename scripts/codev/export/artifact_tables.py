"""Tables of models and datasets, what they derive from, and the survey's Table 2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codev.atlas import Atlas
from codev.export.columns import Cell, Column, Row, Table, boolean, integer, key_text, meaning_of, text, texts
from codev.ids import ArtifactKind
from codev.model import Artifact, Dataset, Model, Origin, Size, Table2Row

_RECALLED = "recalled unless named under verified"


def _common_cells(atlas: Atlas, artifact: Artifact) -> tuple[Cell, ...]:
    """Return what models and datasets have in common, in the order of `_common_columns`."""
    return (
        artifact.id,
        artifact.name,
        artifact.aliases,
        artifact.family,
        artifact.developer,
        artifact.year,
        artifact.access.value,
        artifact.licence,
        artifact.input,
        artifact.output,
        artifact.source,
        artifact.variant_of,
        artifact.verified,
        artifact.note,
        atlas.introducer(artifact.artifact_kind, artifact.id),
    )


def _common_columns(kind: str) -> tuple[Column, ...]:
    """Return the columns that models and datasets have in common."""
    return (
        key_text("id", f"Unique among {kind}."),
        text("name", meaning_of(Artifact, "name"), required=True),
        texts("aliases", "alias", meaning_of(Artifact, "aliases")),
        text("family", meaning_of(Artifact, "family")),
        text("developer", f"{meaning_of(Artifact, 'developer')[:-1]}; {_RECALLED}."),
        integer("year", meaning_of(Artifact, "year")),
        text("access", f"{meaning_of(Artifact, 'access')[:-1]}; {_RECALLED}.", required=True),
        text("licence", f"{meaning_of(Artifact, 'licence')[:-1]}; {_RECALLED}."),
        texts("input", "modality", meaning_of(Artifact, "input"), references="modalities"),
        texts("output", "modality", meaning_of(Artifact, "output"), references="modalities"),
        text("source", f"{meaning_of(Artifact, 'source')[:-1]}; {_RECALLED}."),
        text("variant_of", meaning_of(Artifact, "variant_of"), references=kind),
        texts("verified", "field", meaning_of(Artifact, "verified")),
        text("note", meaning_of(Artifact, "note")),
        text("introduced_by", "The work that introduces it; none for what no entry introduces.", references="works"),
    )


def _model_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each model."""
    for model in atlas.models.values():
        yield (*_common_cells(atlas, model), model.kind)


MODELS = Table(
    "models",
    "model",
    "A model, or an agent system that acts like one.",
    (*_common_columns("models"), text("kind", meaning_of(Model, "kind"), required=True)),
    ("id",),
    _model_rows,
    indices=("name", "family", "access", "year"),
)


def _size_cells(size: Size | None) -> tuple[Cell, ...]:
    """Return the parts of a size."""
    return (size.count, size.unit, size.as_stated, size.why) if size else (None, None, None, None)


def _dataset_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each dataset."""
    for dataset in atlas.datasets.values():
        corrected = dataset.modalities_corrected
        best = dataset.best_size
        yield (
            *_common_cells(atlas, dataset),
            dataset.kind,
            dataset.purpose,
            best.count if best else None,
            best.unit if best else None,
            *_size_cells(dataset.size)[:3],
            *_size_cells(dataset.size_corrected),
            corrected.input if corrected else (),
            corrected.output if corrected else (),
            corrected.why if corrected else None,
            dataset.covers,
            dataset.lineage_only,
        )


DATASETS = Table(
    "datasets",
    "dataset",
    "A dataset or benchmark.",
    (
        *_common_columns("datasets"),
        text("kind", meaning_of(Dataset, "kind"), required=True),
        text("purpose", meaning_of(Dataset, "purpose")),
        integer("size", "How much it holds: the corrected number of units, or the stated one."),
        text("size_unit", "What is counted."),
        integer("stated_count", f"Stated size: {meaning_of(Size, 'count')}"),
        text("stated_unit", f"Stated size: {meaning_of(Size, 'unit')}"),
        text("stated_size", f"Stated size: {meaning_of(Size, 'as_stated')}"),
        integer("corrected_count", f"Corrected size: {meaning_of(Size, 'count')}"),
        text("corrected_unit", f"Corrected size: {meaning_of(Size, 'unit')}"),
        text("corrected_size", f"Corrected size: {meaning_of(Size, 'as_stated')}"),
        text("size_why", meaning_of(Size, "why")),
        texts(
            "corrected_input", "modality", "Modalities that go in, where the printed ones are wrong.", references="modalities"
        ),
        texts(
            "corrected_output", "modality", "Modalities that come out, where the printed are wrong.", references="modalities"
        ),
        text("modalities_why", "What was wrong with the printed modalities."),
        texts("covers", "member", meaning_of(Dataset, "covers"), references="datasets"),
        boolean("lineage_only", meaning_of(Dataset, "lineage_only")),
    ),
    ("id",),
    _dataset_rows,
    indices=("name", "family", "access", "year", "purpose"),
)


def _origin_rows(atlas: Atlas, kind: ArtifactKind) -> Iterator[Row]:
    """Yield a row for each thing that an artifact of one kind was built on or from."""
    artifacts: Iterable[Artifact] = atlas.models.values() if kind == "model" else atlas.datasets.values()
    for artifact in artifacts:
        for place, origin in enumerate(artifact.derived_from, start=1):
            yield (artifact.id, place, origin.id, origin.basis.value)


def _origins(kind: ArtifactKind) -> Table:
    """Return the table of what artifacts of one kind derive from."""
    return Table(
        f"{kind}_origins",
        f"{kind}_origin",
        f"A {kind} from which another one was made.",
        (
            key_text(kind, f"The {kind} that was made.", f"{kind}s"),
            Column("position", "integer", "The place among its origins, from 1.", required=True),
            text("parent", f"The {kind} from which it was made.", required=True, references=f"{kind}s"),
            text("basis", f"{meaning_of(Origin, 'basis')[:-1]}: claim, seen or recalled (unverified).", required=True),
        ),
        (kind, "position"),
        lambda atlas: _origin_rows(atlas, kind),
    )


MODEL_ORIGINS = _origins("model")
DATASET_ORIGINS = _origins("dataset")


def _table2_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield the rows of Table 2, in its order."""
    pairs = {(row.row, dataset.id): row for dataset in atlas.datasets.values() for row in dataset.table2}
    for (number, dataset), row in sorted(pairs.items(), key=lambda pair: pair[0]):
        low, high = row.quantity_range if len(row.quantity_range) == 2 else (None, None)
        yield (
            dataset,
            number,
            row.name,
            row.reference,
            row.modality_printed,
            row.input,
            row.output,
            row.sources_printed,
            row.source_models,
            row.other_sources,
            row.stages,
            row.quantity_printed,
            row.quantity,
            low,
            high,
            row.objective,
            row.model_in_the_loop,
        )


TABLE2 = Table(
    "table2",
    "table2_row",
    "A row of the survey's Table 2, as printed and normalised.",
    (
        key_text("dataset", "The dataset that it describes.", "datasets"),
        integer("table_row", meaning_of(Table2Row, "row"), required=True),
        text("name", meaning_of(Table2Row, "name"), required=True),
        integer("reference", meaning_of(Table2Row, "reference"), required=True),
        text("modality_printed", meaning_of(Table2Row, "modality_printed"), required=True),
        texts("input", "modality", meaning_of(Table2Row, "input"), references="modalities"),
        texts("output", "modality", meaning_of(Table2Row, "output"), references="modalities"),
        text("sources_printed", meaning_of(Table2Row, "sources_printed"), required=True),
        texts("source_models", "model_name", meaning_of(Table2Row, "source_models")),
        texts("other_sources", "source", meaning_of(Table2Row, "other_sources"), references="acquisition_sources"),
        texts("stages", "stage", meaning_of(Table2Row, "stages"), references="stages"),
        text("quantity_printed", meaning_of(Table2Row, "quantity_printed"), required=True),
        integer("quantity", meaning_of(Table2Row, "quantity")),
        integer("quantity_least", "The least quantity where a range is printed."),
        integer("quantity_greatest", "The greatest quantity where a range is printed."),
        text("objective", meaning_of(Table2Row, "objective"), required=True),
        boolean("model_in_the_loop", meaning_of(Table2Row, "model_in_the_loop")),
    ),
    ("dataset", "table_row"),
    _table2_rows,
)
