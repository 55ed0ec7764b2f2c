"""Every table of the knowledge base, those first that others refer to."""

from __future__ import annotations

from codev.did_you_mean import nearest
from codev.errors import UnknownNameError
from codev.export.artifact_tables import DATASET_ORIGINS, DATASETS, MODEL_ORIGINS, MODELS, TABLE2
from codev.export.columns import Table
from codev.export.graph_tables import GRAPH_EDGES, GRAPH_NODES
from codev.export.taxonomy_tables import (
    ACQUISITION_SOURCES,
    CAPABILITIES,
    COMPARED_SURVEYS,
    COMPONENTS,
    DIRECTIONS,
    FAMILIES,
    MODALITIES,
    NODE_CLOSURE,
    NODES,
    PARADIGMS,
    ROADMAP,
    RULES,
    STAGES,
)
from codev.export.trust_tables import AUDITS, DOUBLE_ENTRIES, REJECTED_PAPERS
from codev.export.work_tables import AUTHORS, BACKGROUND_USES, CHECKS, CLAIMS, EVIDENCE, WORKS

TABLES: tuple[Table, ...] = (
    DIRECTIONS,
    NODES,
    NODE_CLOSURE,
    STAGES,
    CAPABILITIES,
    MODALITIES,
    COMPONENTS,
    ACQUISITION_SOURCES,
    FAMILIES,
    WORKS,
    AUTHORS,
    BACKGROUND_USES,
    MODELS,
    DATASETS,
    MODEL_ORIGINS,
    DATASET_ORIGINS,
    TABLE2,
    CLAIMS,
    EVIDENCE,
    CHECKS,
    PARADIGMS,
    RULES,
    ROADMAP,
    COMPARED_SURVEYS,
    AUDITS,
    DOUBLE_ENTRIES,
    REJECTED_PAPERS,
    GRAPH_NODES,
    GRAPH_EDGES,
)
"""All tables."""

_BY_NAME = {table.name: table for table in TABLES}


def table_named(name: str) -> Table:
    """Return a table.

    Args:
        name: Its name.

    Raises:
        UnknownNameError: There is none of the name.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownNameError("table", name, nearest(name, _BY_NAME)) from None
