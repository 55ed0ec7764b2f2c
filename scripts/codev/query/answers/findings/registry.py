"""What a finding is: one row a finding, the figures of its chart, and how far what it counts was checked.

Each finding is a function of the knowledge base that is registered by `Finding`, as questions are by `Question`.  It computes
nothing by itself that a question answers: it reads the rows of questions.  A finding whose data are too few says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from codev.atlas import Atlas
from codev.model import Claim
from codev.query.answers.findings.wording import percent
from codev.query.answers.matrices import works_of
from codev.query.facet_values import Facets
from codev.query.questions import QUESTIONS, as_url
from codev.query.rows import AnswerRow, Counted, columns
from codev.query.selection import Selection

ENOUGH = 10
"""A share of fewer is not spoken of: one work more would move it by ten points and over."""

BARS_MAX = 12
"""Bars of a chart; what has more is cut, the largest first."""

ChartKind = Literal["lines", "bars"]
"""Lines over years, or bars by size."""


@dataclass(frozen=True, slots=True)
class Point(AnswerRow):
    """One figure of a chart."""

    columns = columns("name", "at", "count", "of")

    series: str
    """What the figure is of: a term, a model, a dataset."""
    name: str
    """The same as shown."""
    at: str
    """A year, or what else is said of the figure."""
    count: int
    of: int | None
    """What a share divides by; None for a plain number."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the function of a finding returns.

    Attributes:
        sentence: The finding, with its figure.
        count: The figure.
        of: What it divides by; None where it is no share.
        counted: What the figure counts, as it follows a number.
        divides_by: What the whole counts; empty where there is none.
        claims: The claims that the figure counts or rests on.
        points: The figures of the chart.
        selection: The facets that select exactly the works or claims of the figure; empty where no selection can.
        is_enough: Whether there is enough to speak of.
    """

    sentence: str
    count: int
    of: int | None
    counted: str
    divides_by: str
    claims: tuple[str, ...]
    points: tuple[Point, ...]
    selection: Mapping[str, Any] = field(default_factory=dict)
    is_enough: bool = True


@dataclass(frozen=True, slots=True)
class FindingRow(Counted, AnswerRow):
    """A finding, with its figures and how far to trust it."""

    columns = columns(
        *("id=finding", "sentence", "claim_count=claims", "checked", "checked_twice=twice", "rests_on_inferred=inferred")
    )

    id: str
    title: str
    """The question that it answers, in a few words."""
    direction: str
    """``data4model``, ``model4data``, or empty for what is about both."""
    sentence: str
    count: int
    of: int | None
    counted: str
    divides_by: str
    unit: str
    """What `count` counts: ``work``, ``claim``, ``loop`` …"""
    is_enough: bool
    """Whether there is enough to speak of; the sentence says so where there is not."""
    works: tuple[str, ...]
    claims: tuple[str, ...]
    """The claims that the figure counts or rests on; trust is counted over these."""
    checked: int
    """Of these claims, those that somebody compared with a source."""
    checked_twice: int
    """Those that two people compared."""
    reads: tuple[str, ...]
    """The fields of claims that the finding reads."""
    rests_on_inferred: int
    """Claims of which one of these fields, or a value of it, is inferred: no evidence states it."""
    query: str
    """The question behind the chart, as a canonical query."""
    selection: str
    """The selection of exactly what is counted, likewise; empty where no facets select it: the question's page shows it."""
    chart: ChartKind
    caption: str
    """What the chart shows."""
    complete_until: int | None
    """The last year that is complete: later ones may still grow.  None where there is no work."""
    points: tuple[Point, ...]
    limits: str
    """What the finding does not show."""

    @property
    def share(self) -> str:
        """The figure as a percentage; empty where it is no share."""
        return percent(self.count, self.of) if self.of else ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding; used as a decorator, it registers the function that finds it.

    Attributes:
        id: What it is called in addresses.
        title: The question that it answers, in a few words.
        direction: The direction that it is about; empty for both.
        question: The question behind the chart.
        asked: The facets and parameters of that question.
        reads: The fields of claims that it reads.
        chart: The kind of chart.
        caption: What the chart shows.
        unit: What the figure counts.
        limits: What it does not show; what the limits of the question say is added.
        function: Finds it.
    """

    id: str
    title: str
    direction: Literal["", "data4model", "model4data"]
    question: str
    reads: tuple[str, ...]
    chart: ChartKind
    caption: str
    asked: Mapping[str, str] = field(default_factory=dict)
    unit: str = "work"
    limits: str = ""
    function: Callable[[Atlas], Found] = field(init=False)

    def __call__(self, function: Callable[[Atlas], Found]) -> Callable[[Atlas], Found]:
        """Register the finding with its function.

        Raises:
            ValueError: There is a finding of this id, or no such question.
        """
        if self.id in _rows or self.question not in QUESTIONS:
            raise ValueError(f"the finding {self.id} is there already, or asks an unknown question")
        object.__setattr__(self, "function", function)
        _rows[self.id] = self
        return function

    def row(self, atlas: Atlas) -> FindingRow:
        """Return the finding in a knowledge base.

        Args:
            atlas: The knowledge base.
        """
        found = self.function(atlas)
        behind = [atlas.claims[each] for each in found.claims]
        unit = "claim" if self.unit == "claim" else "work"
        return FindingRow(
            id=self.id,
            title=self.title,
            direction=self.direction,
            sentence=found.sentence,
            count=found.count,
            of=found.of,
            counted=found.counted,
            divides_by=found.divides_by,
            unit=self.unit,
            is_enough=found.is_enough,
            works=works_of(list(found.claims)),
            claims=found.claims,
            checked=sum(bool(claim.checked) for claim in behind),
            checked_twice=sum(claim.is_checked_twice for claim in behind),
            reads=self.reads,
            rests_on_inferred=sum(self._is_inferred(claim) for claim in behind),
            query=as_url(self.question, self.asked),
            selection=as_url(f"{unit}s", found.selection) if found.selection else "",
            chart=self.chart,
            caption=self.caption,
            complete_until=complete_until(atlas),
            points=found.points,
            limits=" ".join(each for each in (self.limits, QUESTIONS[self.question].limits) if each),
        )

    def _is_inferred(self, claim: Claim) -> bool:
        """Return whether a field that the finding reads is inferred, whole or in part."""
        return not set(self.reads).isdisjoint(claim.inferred_fields)


_rows: dict[str, Finding] = {}

FINDINGS: Mapping[str, Finding] = MappingProxyType(_rows)
"""Every finding by its id, in the order of the guided reading."""


def too_few(number: int, what: str, points: Iterable[Point] = ()) -> Found:
    """Return a finding that says that its data are too few.

    Args:
        number: How many there are.
        what: What is counted, in the plural.
        points: What can be shown all the same.
    """
    sentence = f"Too few data to say: {number} {what}, and fewer than {ENOUGH} are not spoken of."
    return Found(sentence, number, None, what, "", (), tuple(points), is_enough=False)


def complete_until(atlas: Atlas) -> int | None:
    """Return the last year of which all works may be there: the one before the newest entry was added.

    Args:
        atlas: The knowledge base.
    """
    newest = max((work.added for work in atlas.works.values()), default=None)
    return int(newest[:4]) - 1 if newest is not None else None


def years_of(atlas: Atlas, years: Iterable[int]) -> list[int]:
    """Return all years from the first to the last of some, those without a work between them included.

    Args:
        atlas: The knowledge base.
        years: Years with works; those of works that are announced for later than the newest entry are left out.
    """
    last = complete_until(atlas)
    known = [year for year in years if last is not None and year <= last + 1]
    return list(range(min(known), max(known) + 1)) if known else []


def spoken_of(atlas: Atlas, wholes: Mapping[int, int]) -> list[int]:
    """Return the complete years of which there is enough to speak.

    Args:
        atlas: The knowledge base.
        wholes: How much there is of each year.
    """
    last = complete_until(atlas)
    return sorted(year for year, whole in wholes.items() if last is not None and year <= last and whole >= ENOUGH)


def selected(atlas: Atlas, selection: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the claims that facets select.

    Args:
        atlas: The knowledge base.
        selection: Facets by name.
    """
    return tuple(claim.id for claim in Selection(atlas, Facets.of(**selection)))
