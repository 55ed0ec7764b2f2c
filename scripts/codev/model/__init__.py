"""The records: works, claims, evidence, artifacts and the vocabulary, as pydantic models.

Nothing here reads a file or knows another record; references between records are ids.
"""

from codev.model.artifact import Access, Artifact, ArtifactsFile, Basis, Dataset, Model, Origin, Size, Table2Row, TakenAs
from codev.model.double import DoubleEntry
from codev.model.evidence import COMPARED_NAMES, EVIDENCE_NAMES, Checked, Compared, Evidence, EvidenceSource
from codev.model.fields import Record
from codev.model.taxonomy import (
    TAXONOMY_FILES,
    AcquisitionSource,
    ComparedSurveys,
    DefinedTerm,
    Direction,
    DirectionId,
    Family,
    Node,
    NotApplicableRule,
    Paradigm,
    RoadmapItem,
    Stage,
    Taxonomy,
    assemble_taxonomy,
)
from codev.model.work import Claim, Introduces, JudgedParadigm, Scope, SurveyUse, Work

__all__ = [
    "COMPARED_NAMES",
    "EVIDENCE_NAMES",
    "TAXONOMY_FILES",
    "Access",
    "AcquisitionSource",
    "Artifact",
    "ArtifactsFile",
    "Basis",
    "Checked",
    "Claim",
    "Compared",
    "ComparedSurveys",
    "Dataset",
    "DefinedTerm",
    "Direction",
    "DirectionId",
    "DoubleEntry",
    "Evidence",
    "EvidenceSource",
    "Family",
    "Introduces",
    "JudgedParadigm",
    "Model",
    "Node",
    "NotApplicableRule",
    "Origin",
    "Paradigm",
    "Record",
    "RoadmapItem",
    "Scope",
    "Size",
    "Stage",
    "SurveyUse",
    "Table2Row",
    "TakenAs",
    "Taxonomy",
    "Work",
    "assemble_taxonomy",
]
