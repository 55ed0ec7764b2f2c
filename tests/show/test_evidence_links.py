"""Evidence leads to the place that its record knows."""

from __future__ import annotations

from typing import Any

import pytest

from codev.model import Evidence, Work
from codev.show.evidence_links import SURVEY_PDF, evidence_address


class Sections:
    """A face with one section and one table."""

    def section(self, section: str) -> str | None:
        """Return the way to a section."""
        return {"3.2": "sections/3.2/", "Table 2": "datasets/#table-2"}.get(section)


CASES: list[tuple[dict[str, Any], str | None]] = [
    ({"source": "survey", "section": "3.2"}, "sections/3.2/"),
    ({"source": "survey", "section": "9"}, SURVEY_PDF),
    ({"source": "survey"}, SURVEY_PDF),
    ({"source": "survey-table", "table": 2}, "datasets/#table-2"),
    ({"source": "survey-table", "table": 9}, SURVEY_PDF),
    ({"source": "survey-list"}, None),
    ({"source": "abstract"}, "https://arxiv.org/abs/2401.00001"),
    ({"source": "abstract", "version": "v2"}, "https://arxiv.org/abs/2401.00001v2"),
    ({"source": "abstract", "url": "https://arxiv.org/abs/2402.00002", "version": "v3"}, "https://arxiv.org/abs/2402.00002v3"),
    ({"source": "abstract", "url": "https://arxiv.org/abs/2402.00002v1"}, "https://arxiv.org/abs/2402.00002v1"),
    ({"source": "abstract", "url": "https://journal.example/1"}, "https://journal.example/1"),
    ({"source": "paper", "where": "Page 4, as quoted"}, "https://arxiv.org/pdf/2401.00001#page=4"),
    ({"source": "paper", "where": "Figure 2, caption", "version": "v1"}, "https://arxiv.org/pdf/2401.00001v1"),
    (
        {"source": "paper", "url": "https://arxiv.org/abs/2402.00002", "where": "p. 12"},
        "https://arxiv.org/pdf/2402.00002#page=12",
    ),
    (
        {"source": "paper", "url": "https://arxiv.org/abs/2402.00002?context=cs", "where": "p. 12"},
        "https://arxiv.org/abs/2402.00002?context=cs",
    ),
    ({"source": "model-card", "where": "huggingface.co/some/model"}, "https://huggingface.co/some/model"),
    ({"source": "code", "where": "github.com/some/code, README"}, "https://github.com/some/code"),
    ({"source": "dataset-card", "where": "The card's table"}, None),
    ({"source": "model-card", "where": "javascript:alert(1)//a.bc"}, None),
    ({"source": "report", "url": "https://maker.example/report", "where": "maker.example"}, "https://maker.example/report"),
    ({"source": "recalled"}, None),
]


def work_on(arxiv: str | None) -> Work:
    """Return a work that may be on arXiv."""
    fields = {"key": "a2024work", "title": "Title", "authors": ["A"], "year": 2024, "scope": "extended", "added": "2026-01-01"}
    return Work.model_validate(fields | {"arxiv": arxiv}, strict=False)


@pytest.mark.parametrize(("fields", "address"), CASES, ids=str)
def test_where_an_item_can_be_read(fields: dict[str, Any], address: str | None) -> None:
    work = work_on("2401.00001")
    item = Evidence.model_validate(fields, strict=False)
    assert evidence_address(item, work, Sections()) == address


def test_a_work_that_is_not_on_arxiv_has_no_address_of_its_abstract() -> None:
    work = work_on(None)
    assert evidence_address(Evidence.model_validate({"source": "abstract"}, strict=False), work, Sections()) is None
