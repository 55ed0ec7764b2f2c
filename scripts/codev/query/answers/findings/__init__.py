"""What the atlas finds: a guided reading of at most twelve findings, each one sentence with its figure, chart and trust.

A module holds the findings of one part of the reading, in its order; importing this package registers all of them.
"""

from __future__ import annotations

import codev.query.answers.findings.data_for_models
import codev.query.answers.findings.models_for_data
import codev.query.answers.findings.the_record  # noqa: F401 - registers the findings
from codev.atlas import Atlas
from codev.memory import made_once
from codev.query.answers.findings.registry import FINDINGS, Finding, FindingRow, Point
from codev.query.questions import Parameter, Question
from codev.query.terms import find_term

__all__ = ["FINDINGS", "Finding", "FindingRow", "Point", "findings"]


@Question(
    name="findings",
    label="What the atlas finds",
    sentence="What does the atlas find, and how far can each finding be trusted?",
    about="Each finding is a sentence with its figure, what the figure counts and divides by, and how many of the claims "
    "behind it were checked, checked by two people, and have an inferred field that the finding reads. JSON holds the figures "
    "of the chart, and the query behind it, too.",
    row=FindingRow,
    parameters=(
        Parameter("finding", "Finding", "One of the findings.", choices={each.id: each.title for each in FINDINGS.values()}),
    ),
    examples={"All findings": {}, "How the roles of models grew": {"finding": "roles"}},
    empty="There is no finding.",
)
def findings(atlas: Atlas, *, finding: str | None = None) -> list[FindingRow]:
    """Return the findings, in the order of the guided reading.

    Args:
        atlas: The knowledge base.
        finding: One of them, by its id.

    Raises:
        WrongUseError: There is no such finding.
    """
    if finding is None:
        return list(_all(atlas))
    return [FINDINGS[find_term("finding", finding, FINDINGS)].row(atlas)]


@made_once
def _all(atlas: Atlas) -> tuple[FindingRow, ...]:
    """Return all findings; the page and the files beside it ask for them one after the other."""
    return tuple(each.row(atlas) for each in FINDINGS.values())
