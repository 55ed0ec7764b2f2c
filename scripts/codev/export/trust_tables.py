"""Tables of what is known of the trust in the base: audits, curators who classified one work independently, rejected papers."""

from __future__ import annotations

from functools import partial

from codev.atlas import Atlas
from codev.export.columns import Cell, Column, position, table_of, text
from codev.export.field_columns import columns_of
from codev.model import DoubleEntry
from codev.model.audit import Audit
from codev.model.rejected import RejectedPaper
from codev.query.answers.agreement import LEVELS, values_of

AUDITS = table_of(
    "audits",
    "audit",
    "A sample of claims that was compared again with their papers, and what was found before it was mended.",
    lambda atlas: enumerate(atlas.taxonomy.audits, start=1),
    columns=(position("audits"), *columns_of(Audit, lambda pair: pair[1])),
    key=("name",),
)

REJECTED_PAPERS = table_of(
    "rejected_papers",
    "rejected_paper",
    "A paper that was looked at and does not belong in the knowledge base, with the reason.",
    lambda atlas: enumerate(atlas.taxonomy.rejected, start=1),
    columns=(position("rejected_papers"), *columns_of(RejectedPaper, lambda pair: pair[1])),
    key=("id",),
)


def _said(atlas: Atlas, double: DoubleEntry, *, level: str) -> Cell:
    """Return what a curator's entry says on a level, in alphabetical order."""
    return tuple(sorted(values_of(atlas, level, double.entry)))


DOUBLE_ENTRIES = table_of(
    "double_entries",
    "double_entry",
    "What one curator says of a work that several curators classified without seeing each other's entry.",
    lambda atlas: atlas.taxonomy.double_entries,
    columns=(
        text("work", "The work.", lambda _, double: double.entry.key, required=True, references="works"),
        text(
            "curator",
            "The curator, as a letter; in another work it is of somebody else.",
            lambda _, double: double.curator,
        ),
        text("path", "The curator's entry.", lambda _, double: double.path, required=True),
        *(
            Column(
                f"{level}_said",
                "texts",
                f"{name}, over all claims of the entry.",
                item="value",
                value=partial(_said, level=level),
            )
            for level, name in LEVELS.items()
        ),
    ),
    key=("work", "curator"),
)
