"""The records: works, claims, evidence, artifacts and the vocabulary, as pydantic models.

Nothing here reads a file or knows another record; references between records are ids.
"""

from codev.model.artifact import Access, Artifact, ArtifactsFile, Basis, Dataset, Model, Origin, Size, Table2Row
from codev.model.evidence import EVIDENCE_NAMES, Checked, Evidence, EvidenceSource
from codev.model.fields import Record
from codev.model.taxonomy import (
    TAXONOMY_FILES,
    AcquisitionSource,
    ComparedSurveys,
    DefinedTerm,
    Direction,
    DirectionId,
    Node,
    NotApplicableRule,
    Paradigm,
    RoadmapItem,
    Stage,
    Taxonomy,
    assemble_taxonomy,
)
from codev.model.work import Claim, ClaimField, Introduces, JudgedParadigm, Scope, SurveyUse, Work

__all__ = [
    "EVIDENCE_NAMES",
    "TAXONOMY_FILES",
    "Access",
    "AcquisitionSource",
    "Artifact",
    "ArtifactsFile",
    "Basis",
    "Checked",
    "Claim",
    "ClaimField",
    "ComparedSurveys",
    "Dataset",
    "DefinedTerm",
    "Direction",
    "DirectionId",
    "Evidence",
    "EvidenceSource",
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
    "Taxonomy",
    "Work",
    "assemble_taxonomy",
]
