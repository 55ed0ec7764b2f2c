"""Tables of models and datasets, what they derive from, and the survey's Table 2."""

from __future__ import annotations

from dataclasses import replace

from codev.export.columns import Column, Table, integer, table_of, text
from codev.export.field_columns import columns_of, part_of, parts_table
from codev.ids import ArtifactKind
from codev.model import Artifact, Dataset, Model, Origin, Table2Row
from codev.model.artifact import RECALLED_FIELDS


def _artifact_columns(record: type[Artifact], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of an artifact's fields, those marked that rest on memory, and the work that introduces it."""
    marked = (
        replace(column, meaning=f"{column.meaning.removesuffix('.')}; recalled unless named under verified.")
        if column.name in RECALLED_FIELDS
        else column
        for column in columns
    )
    introducer = text(
        "introduced_by",
        "The work that introduces it; none for what no entry introduces.",
        lambda atlas, each: atlas.introducer(record.artifact_kind, each.id),
        references="works",
    )
    return (*marked, introducer)


MODELS = table_of(
    "models",
    "model",
    "A model, or an agent system that acts like one.",
    lambda atlas: atlas.models.values(),
    columns=_artifact_columns(Model, columns_of(Model, without=("derived_from",))),
    key=("id",),
    indices=("name", "family", "access", "year"),
)

DATASETS = table_of(
    "datasets",
    "dataset",
    "A dataset or benchmark.",
    lambda atlas: atlas.datasets.values(),
    columns=(
        *_artifact_columns(
            Dataset,
            columns_of(
                Dataset,
                without=("derived_from", "table2"),
                inner={
                    "size": {"prefix": "stated_", "named": {"as_stated": "stated_size"}, "said": "Stated size: {}"},
                    "size_corrected": {
                        "prefix": "corrected_",
                        "named": {"as_stated": "corrected_size", "why": "size_why"},
                        "said": "Corrected size: {}",
                    },
                    "modalities_corrected": {
                        "prefix": "corrected_",
                        "named": {"why": "modalities_why"},
                        "said": "Corrected modalities: {}",
                    },
                },
            ),
        ),
        integer(
            "size",
            "How much it holds: the corrected number of units, or the stated one.",
            lambda _, dataset: dataset.best_size.count if dataset.best_size else None,
        ),
        text("size_unit", "What is counted.", lambda _, dataset: dataset.best_size.unit if dataset.best_size else None),
    ),
    key=("id",),
    indices=("name", "family", "access", "year", "purpose"),
)


def _origins(kind: ArtifactKind, record: type[Artifact]) -> Table:
    """Return the table of what artifacts of one kind derive from."""
    return parts_table(
        f"{kind}_origins",
        f"{kind}_origin",
        f"A {kind} from which another one was made.",
        kind,
        lambda atlas: ((each.id, each.derived_from) for each in getattr(atlas, f"{kind}s").values()),
        columns=columns_of(
            Origin,
            part_of,
            named={"id": "parent", "source": "page_kind", "where": "place", "url": "page_url"},
            without=("model",) if kind == "model" else (),
            kind=record.artifact_kind,
        ),
    )


MODEL_ORIGINS = _origins("model", Model)
DATASET_ORIGINS = _origins("dataset", Dataset)

TABLE2 = table_of(
    "table2",
    "table2_row",
    "A row of the survey's Table 2, as printed and normalised.",
    lambda atlas: sorted(
        ((row.row, dataset.id, row) for dataset in atlas.datasets.values() for row in dataset.table2),
        key=lambda triple: triple[:2],
    ),
    columns=(
        text("dataset", "The dataset that it describes.", lambda _, triple: triple[1], required=True, references="datasets"),
        *columns_of(
            Table2Row, part_of, named={"row": "table_row"}, references={"source_models": None}, without=("quantity_range",)
        ),
        integer(
            "quantity_least",
            "The least quantity where a range is printed.",
            lambda _, triple: next(iter(triple[2].quantity_range), None),
        ),
        integer(
            "quantity_greatest",
            "The greatest quantity where a range is printed.",
            lambda _, triple: next(iter(triple[2].quantity_range[1:]), None),
        ),
    ),
    key=("dataset", "table_row"),
)
