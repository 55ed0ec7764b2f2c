"""The page of what the atlas finds, and the files beside it: each chart as SVG, its figures and the claims behind it as CSV.

The pictures of the page and the files are drawn by `codev.show.charts`.  A PNG is made by the reader's browser from the
file: who draws text needs typefaces, and a build has none that it can rely on.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from markupsafe import Markup

from codev.atlas import Atlas
from codev.query import QUESTIONS, ClaimRow, Query, Result, as_command, ask, claim_row, to_csv, to_json
from codev.query.answers.findings import FindingRow, Point
from codev.query.answers.findings.wording import percent
from codev.query.rows import cell_text
from codev.query.text import CSV_FILE_ENCODING, harmless
from codev.show.addresses import OWN_PAGES
from codev.show.cards import counted
from codev.show.charts import WIDTH, chart_svg
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

ADDRESS = OWN_PAGES["findings"]
"""The address of the page."""


def findings_page(renderer: Renderer) -> Page:
    """Return the page of findings.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.claimed
    question = QUESTIONS["findings"]
    rows = finding_rows(atlas)
    newest = max((work.added for work in atlas.works.values()), default="")
    body = renderer.render(
        "findings.md.jinja",
        ADDRESS,
        parts=[_part(row) for row in rows],
        newest=newest,
        question=question,
        command=as_command(Query.build("findings")),
        percent=percent,
        width=WIDTH,
    )
    return page_of_section(
        "Questions",
        ADDRESS,
        question.title,
        f"{counted(len(rows), 'finding')}, each with its figure, its chart, the query behind it, and how far to trust it.",
        body,
        scripts=("findings",),
    )


def finding_rows(atlas: Atlas) -> list[FindingRow]:
    """Return the findings in a knowledge base.

    Args:
        atlas: The knowledge base.
    """
    return [row for row in ask(atlas, "findings").rows if isinstance(row, FindingRow)]


def finding_files(atlas: Atlas) -> dict[str, bytes]:
    """Return what stands beside the page: all findings, and the chart, the figures and the claims of each.

    Args:
        atlas: The knowledge base.

    Returns:
        Contents by path relative to the site's root.
    """
    files = {f"{ADDRESS}findings.json": to_json(ask(atlas, "findings")).encode()}
    for row in finding_rows(atlas):
        files[f"{ADDRESS}{row.id}.csv"] = _points_csv(row)
        if row.claims:
            files[f"{ADDRESS}{row.id}-claims.csv"] = _claims_csv(atlas, row)
        picture = chart_svg(row, alone=True)
        if picture is not None:
            files[f"{ADDRESS}{row.id}.svg"] = picture.encode()
    return files


def _part(row: FindingRow) -> dict[str, Any]:
    """Return a finding as the template shows it."""
    asked = Query.from_url(row.query)
    selection = Query.from_url(row.selection) if row.selection else None
    picture = chart_svg(row)
    return {
        "row": row,
        "chart": Markup(picture) if picture else None,  # noqa: S704 - every text in it is escaped where it is drawn
        "question": asked.about,
        "address": OWN_PAGES[asked.question],
        "command": as_command(asked),
        "selection": selection.given() if selection else None,
        "selection_command": as_command(selection) if selection else "",
    }


def _claims_csv(atlas: Atlas, row: FindingRow) -> bytes:
    """Return the claims behind a finding as CSV, with the columns of the question for claims."""
    rows = tuple(claim_row(atlas, atlas.claims[each]) for each in row.claims)
    return to_csv(Result(Query.build("claims"), ClaimRow.columns, rows)).encode(CSV_FILE_ENCODING)


def _points_csv(row: FindingRow) -> bytes:
    """Return the figures of a chart as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in Point.columns)
    writer.writerows([harmless(cell_text(getattr(point, column.name))) for column in Point.columns] for point in row.points)
    return text.getvalue().encode(CSV_FILE_ENCODING)
