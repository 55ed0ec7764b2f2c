"""Answers a query: one table says which function answers which question.

The same query gives the same rows in the same order everywhere, since everybody asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.memory import collector_paused
from codev.query.coverage import CoverageRow, coverage
from codev.query.dependence import DependenceRow, FallRow, dependence, falls
from codev.query.disagreements import DisagreementRow, disagreements
from codev.query.evidence import EvidenceRow, thin_evidence
from codev.query.gaps import GapCell, gaps
from codev.query.leakage import LeakageRow, leakage
from codev.query.lineage import LineageRow, lineage, works_behind
from codev.query.loops import LOOP_LENGTH_MAX, LOOPS_MAX, ChainRow, LoopRow, chains, find_loops
from codev.query.matrices import Rq1Cell, Rq2Cell, rq1, rq2
from codev.query.query import Query, Question
from codev.query.rows import Column, Row
from codev.query.select import ClaimRow, WorkRow, select_claims, select_works
from codev.query.similar import SimilarRow, similar
from codev.query.trends import TrendRow, trends
from codev.query.walks import NeighbourRow, PathRow, neighbours, path

ROWS: dict[Question, type[Row]] = {
    Question.WORKS: WorkRow,
    Question.CLAIMS: ClaimRow,
    Question.RQ1: Rq1Cell,
    Question.RQ2: Rq2Cell,
    Question.LINEAGE: LineageRow,
    Question.CHAINS: ChainRow,
    Question.LOOPS: LoopRow,
    Question.DEPENDENCE: DependenceRow,
    Question.FALLS: FallRow,
    Question.GAPS: GapCell,
    Question.LEAKAGE: LeakageRow,
    Question.DISAGREEMENTS: DisagreementRow,
    Question.EVIDENCE: EvidenceRow,
    Question.COVERAGE: CoverageRow,
    Question.PATH: PathRow,
    Question.NEIGHBOURS: NeighbourRow,
    Question.SIMILAR: SimilarRow,
    Question.TRENDS: TrendRow,
}
"""What the answer to each question is made of."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    Attributes:
        query: What was asked.
        columns: What a table shows, in order.
        rows: The rows; `Row.as_dict` holds more than the columns.
        note: What a reader should know, such as that a list is cut; empty where there is nothing.
    """

    query: Query
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as JSON holds them."""
        return [row.as_dict() for row in self.rows]

    def works(self) -> tuple[str, ...]:
        """Return the keys of the works behind the rows, each once, in the order in which they appear."""
        return tuple(dict.fromkeys(key for row in self.rows for key in _works_of(row)))

    def data(self) -> list[dict[str, Any]] | dict[str, Any]:
        """Return the answer in its JSON shape (DESIGN §5): a list, or one object where one thing is asked for."""
        asked = self.query
        single = (len(asked.facets.model), asked.parameters.family is not None, asked.parameters.access is not None)
        if asked.question is Question.DEPENDENCE and sum(single) == 1:
            return self.rows[0].as_dict()
        return self.as_dicts()


def _works_of(row: Row) -> Iterator[str]:
    """Yield the keys of the works that a row names, by itself or by its claims."""
    for name in ("key", "work", "works", "introduced_by"):
        value = getattr(row, name, None)
        yield from (value,) if isinstance(value, str) else value or ()
    for name in ("claim", "claims", "evaluated_by"):
        value = getattr(row, name, None)
        yield from works_behind((value,) if isinstance(value, str) else value or ())


def run(atlas: Atlas, query: Query) -> Result:
    """Answer a query.

    Args:
        atlas: The knowledge base.
        query: What is asked.

    Returns:
        Columns, rows and a note.

    Raises:
        WrongUseError: The query names something that there is not.
    """
    with collector_paused():
        rows, note = _ANSWERS[query.question](atlas, query)
    return Result(query, ROWS[query.question].columns, tuple(rows), note)


Answer = tuple[Sequence[Row], str]


def _loops(atlas: Atlas, query: Query) -> Answer:
    """Answer the question for loops, and say when the list is cut."""
    longest, limit = query.parameters.longest or LOOP_LENGTH_MAX, query.parameters.limit or LOOPS_MAX
    found = find_loops(atlas, longest=longest, limit=limit)
    note = f"Only the {len(found.rows)} shortest loops are listed; there are more." if found.cut else ""
    return found.rows, note


def _path(atlas: Atlas, query: Query) -> Answer:
    """Answer the question for paths, and say when there is none."""
    asked = query.parameters
    options = _options(way=asked.way, limit=asked.limit)
    rows = path(atlas, asked.of or "", asked.to or "", relations=asked.relation, **options)
    return rows, "" if rows else "The two are not connected in this direction."


def _dependence(atlas: Atlas, query: Query) -> Answer:
    """Answer the question for dependence."""
    asked = query.parameters
    rows = dependence(atlas, models=query.facets.model, family=asked.family, access=asked.access)
    return rows, "Access is from memory unless an entry verifies it." if asked.access else ""


def _options(**values: Any) -> dict[str, Any]:
    """Return the options that are given, so that the others keep their defaults."""
    return {name: value for name, value in values.items() if value is not None}


def _only(values: tuple[str, ...], facet: str) -> str | None:
    """Return the one value of a facet that a question takes once."""
    if len(values) > 1:
        raise WrongUseError(f"{facet} is given {len(values)} times, but this question takes only one", "ask one at a time")
    return values[0] if values else None


_ANSWERS: dict[Question, Callable[[Atlas, Query], Answer]] = {
    Question.WORKS: lambda atlas, query: (select_works(atlas, query.facets), ""),
    Question.CLAIMS: lambda atlas, query: (select_claims(atlas, query.facets), ""),
    Question.RQ1: lambda atlas, query: (rq1(atlas, query.facets, **_options(level=query.parameters.level)), ""),
    Question.RQ2: lambda atlas, query: (rq2(atlas, query.facets, **_options(level=query.parameters.level)), ""),
    Question.LINEAGE: lambda atlas, query: (
        lineage(
            atlas,
            query.parameters.of or "",
            depth=query.parameters.depth,
            relations=query.parameters.relation,
            **_options(way=query.parameters.way),
        ),
        "",
    ),
    Question.CHAINS: lambda atlas, query: (
        chains(
            atlas,
            model=_only(query.facets.model, "model"),
            dataset=_only(query.facets.dataset, "dataset"),
            paradigm=query.parameters.paradigm,
        ),
        "",
    ),
    Question.LOOPS: _loops,
    Question.DEPENDENCE: _dependence,
    Question.FALLS: lambda atlas, query: (
        falls(atlas, models=query.facets.model, family=query.parameters.family, access=query.parameters.access),
        "",
    ),
    Question.GAPS: lambda atlas, query: (gaps(atlas, query.facets, query.parameters.status), ""),
    Question.LEAKAGE: lambda atlas, query: (
        leakage(
            atlas,
            kind=query.parameters.kind,
            model=_only(query.facets.model, "model"),
            dataset=_only(query.facets.dataset, "dataset"),
        ),
        "",
    ),
    Question.DISAGREEMENTS: lambda atlas, query: (
        disagreements(atlas, kind=query.parameters.kind, work=_only(query.facets.work, "work")),
        "",
    ),
    Question.EVIDENCE: lambda atlas, query: (thin_evidence(atlas, query.facets, query.parameters.kind), ""),
    Question.COVERAGE: lambda atlas, query: (coverage(atlas), ""),
    Question.PATH: _path,
    Question.NEIGHBOURS: lambda atlas, query: (
        neighbours(atlas, query.parameters.of or "", relations=query.parameters.relation, **_options(way=query.parameters.way)),
        "",
    ),
    Question.SIMILAR: lambda atlas, query: (
        similar(atlas, query.parameters.of or "", **_options(limit=query.parameters.limit)),
        "",
    ),
    Question.TRENDS: lambda atlas, query: (trends(atlas, query.facets, **_options(by=query.parameters.by)), ""),
}
