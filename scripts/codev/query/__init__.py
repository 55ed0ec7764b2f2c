"""The questions of the co-development graph: `ask` answers each of `QUESTIONS`, and a query as data is answered by `run`.

Every question is also a function, called as ``f(atlas, …)``, that returns a list of frozen rows with typed fields::

    from codev import Atlas
    from codev.query import Query, ask, lineage, run

    atlas = Atlas.load(".")
    lineage(atlas, "dataset:sharegpt4v")
    ask(atlas, "works", node="data-filter", year="2024..").as_dicts()
    run(atlas, Query.from_url("question=works&node=data-filter&year=2024..")).as_dicts()
"""

from codev.query.answers.agreement import AgreementRow, agreement
from codev.query.answers.compare import CompareRow, compare, side_by_side
from codev.query.answers.coverage import CoverageRow, coverage
from codev.query.answers.dependence import DependenceRow, FallRow, dependence, falls
from codev.query.answers.disagreements import DisagreementRow, classifications, disagreements
from codev.query.answers.evidence import EvidenceRow, thin_evidence
from codev.query.answers.findings import FindingRow, findings
from codev.query.answers.gaps import GapCell, gaps
from codev.query.answers.growth import GrowthRow, growth
from codev.query.answers.leakage import LeakageRow, leakage
from codev.query.answers.lineage import LineageRow, lineage
from codev.query.answers.loops import ChainRow, LoopRow, chains, derived_paradigms, find_chains, find_loops, loops
from codev.query.answers.matrices import Rq1Cell, Rq2Cell, rq1, rq2
from codev.query.answers.most_used import UsedRow, most_used
from codev.query.answers.paths import NeighbourRow, PathRow, neighbours, path
from codev.query.answers.pivot import PivotRow, pivot
from codev.query.answers.similar import SimilarRow, similar, similar_to_each
from codev.query.answers.trends import TrendRow, trends
from codev.query.answers.works import ClaimRow, WorkRow, claim_row, select_claims, select_works
from codev.query.commands import as_command, as_python
from codev.query.facet_values import Facets
from codev.query.query import Parameters, Query
from codev.query.questions import QUESTIONS, Answer, Parameter, Question
from codev.query.rows import AnswerRow, Column
from codev.query.run import Result, ask, run
from codev.query.text import to_csv, to_json, to_markdown, to_tsv

__all__ = [
    "QUESTIONS",
    "AgreementRow",
    "Answer",
    "AnswerRow",
    "ChainRow",
    "ClaimRow",
    "Column",
    "CompareRow",
    "CoverageRow",
    "DependenceRow",
    "DisagreementRow",
    "EvidenceRow",
    "Facets",
    "FallRow",
    "FindingRow",
    "GapCell",
    "GrowthRow",
    "LeakageRow",
    "LineageRow",
    "LoopRow",
    "NeighbourRow",
    "Parameter",
    "Parameters",
    "PathRow",
    "PivotRow",
    "Query",
    "Question",
    "Result",
    "Rq1Cell",
    "Rq2Cell",
    "SimilarRow",
    "TrendRow",
    "UsedRow",
    "WorkRow",
    "agreement",
    "as_command",
    "as_python",
    "ask",
    "chains",
    "claim_row",
    "classifications",
    "compare",
    "coverage",
    "dependence",
    "derived_paradigms",
    "disagreements",
    "falls",
    "find_chains",
    "find_loops",
    "findings",
    "gaps",
    "growth",
    "leakage",
    "lineage",
    "loops",
    "most_used",
    "neighbours",
    "path",
    "pivot",
    "rq1",
    "rq2",
    "run",
    "select_claims",
    "select_works",
    "side_by_side",
    "similar",
    "similar_to_each",
    "thin_evidence",
    "to_csv",
    "to_json",
    "to_markdown",
    "to_tsv",
    "trends",
]
