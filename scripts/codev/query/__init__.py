"""The questions of the co-development graph: one function each, and a query as data that `run` answers.

Every function is called as ``f(atlas, …)`` and returns a list of frozen rows with typed fields::

    from codev import Atlas
    from codev.query import Query, lineage, run

    atlas = Atlas.load(".")
    lineage(atlas, "dataset:sharegpt4v")
    run(atlas, Query.from_url("question=works&node=data-filter&year=2024..")).as_dicts()
"""

from codev.query.asked import Facets
from codev.query.coverage import CoverageRow, coverage
from codev.query.dependence import DependenceRow, FallRow, dependence, falls
from codev.query.disagreements import DisagreementRow, classifications, disagreements
from codev.query.evidence import EvidenceRow, thin_evidence
from codev.query.gaps import GapCell, gaps
from codev.query.leakage import LeakageRow, leakage
from codev.query.lineage import LineageRow, lineage
from codev.query.loops import ChainRow, LoopRow, LoopSearch, chains, derived_paradigms, find_loops, loops
from codev.query.matrices import Rq1Cell, Rq2Cell, rq1, rq2
from codev.query.query import TAKES, Parameters, Query, Question
from codev.query.rows import Column, Row
from codev.query.run import ROWS, Result, run
from codev.query.select import ClaimRow, WorkRow, claim_row, select_claims, select_works
from codev.query.similar import SimilarRow, similar, similar_to_each
from codev.query.text import to_csv, to_json, to_markdown, to_tsv
from codev.query.trends import TrendRow, trends
from codev.query.walks import NeighbourRow, PathRow, neighbours, path

__all__ = [
    "ROWS",
    "TAKES",
    "ChainRow",
    "ClaimRow",
    "Column",
    "CoverageRow",
    "DependenceRow",
    "DisagreementRow",
    "EvidenceRow",
    "Facets",
    "FallRow",
    "GapCell",
    "LeakageRow",
    "LineageRow",
    "LoopRow",
    "LoopSearch",
    "NeighbourRow",
    "Parameters",
    "PathRow",
    "Query",
    "Question",
    "Result",
    "Row",
    "Rq1Cell",
    "Rq2Cell",
    "SimilarRow",
    "TrendRow",
    "WorkRow",
    "chains",
    "claim_row",
    "classifications",
    "coverage",
    "dependence",
    "derived_paradigms",
    "disagreements",
    "falls",
    "find_loops",
    "gaps",
    "leakage",
    "lineage",
    "loops",
    "neighbours",
    "path",
    "rq1",
    "rq2",
    "run",
    "select_claims",
    "select_works",
    "similar",
    "similar_to_each",
    "thin_evidence",
    "to_csv",
    "to_json",
    "to_markdown",
    "to_tsv",
    "trends",
]
