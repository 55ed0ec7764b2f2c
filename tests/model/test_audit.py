"""Audits: counts that add up, and the page and table that show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from codev import Atlas
from codev.export.tables import table_named
from codev.model import Taxonomy
from codev.model.audit import Audit, AuditsFile
from codev.site.pages.environment import Renderer
from codev.site.pages.trust import trust_pages
from small import small_atlas

FULL: dict[str, Any] = {
    "name": "first",
    "date": "2026-11-29",
    "by": "A. Curator",
    "sample": "Ten claims, drawn by chance.",
    "seed": 7,
    "sentences": {"right": 6, "imprecise": 2, "wrong": 1, "not_comparable": 1},
    "nodes": {"fits": 7, "arguable": 1, "wrong": 1, "not_judged": 1},
    "fields_stated": {"judged": 30, "not_stated": 2},
    "note": "Qualifiers were lost.",
}


def test_counts_are_summed() -> None:
    audit = Audit.model_validate(FULL)
    assert (audit.claim_count, audit.compared_count) == (10, 9)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nodes": {"fits": 7, "arguable": 1, "wrong": 1}}, "another number of claims than the 10 sentences"),
        ({"fields_stated": {"judged": 1, "not_stated": 2}}, "more fields are not stated than were judged"),
        ({"sentences": {"right": -1, "imprecise": 2, "wrong": 1}}, "greater than or equal to 0"),
        ({"sentences": {"right": 1, "imprecise": 2}}, "Field required"),
        ({"verdict": "good"}, "Extra inputs"),
    ],
)
def test_what_does_not_add_up_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Audit.model_validate({**FULL, **change})


def test_two_audits_of_one_name_are_refused() -> None:
    with pytest.raises(ValidationError, match="two audits have one name"):
        AuditsFile.model_validate({"audits": (FULL, FULL)})


def test_shares_are_of_what_was_compared_and_judged() -> None:
    shares = Audit.model_validate(FULL).shares
    expected = {"right": 6 / 9, "imprecise": 2 / 9, "wrong": 1 / 9, "fields_not_stated": 2 / 30}
    expected |= {"nodes_fits": 7 / 9, "nodes_arguable": 1 / 9, "nodes_wrong": 1 / 9}
    assert shares == pytest.approx(expected, abs=1e-4)
    nobody = {"sentences": {"right": 0, "imprecise": 0, "wrong": 0, "not_comparable": 3}, "nodes": None, "fields_stated": None}
    assert Audit.model_validate({**FULL, **nobody}).shares == {}


def test_what_was_not_looked_at_is_left_open() -> None:
    audit = Audit.model_validate(
        {name: value for name, value in FULL.items() if name not in ("nodes", "fields_stated", "seed")}
    )
    assert audit.nodes is None
    assert audit.fields_stated is None


def test_the_table_has_a_column_for_each_count(atlas: Atlas) -> None:
    audited = Atlas(atlas.root, atlas.taxonomy.model_copy(update={"audits": (Audit.model_validate(FULL),)}), [])
    table = table_named("audits")
    (row,) = list(table.rows(audited))
    cells = dict(zip((column.name for column in table.columns), row, strict=True))
    assert cells["sentences_imprecise"] == 2
    assert cells["nodes_not_judged"] == 1
    assert cells["fields_stated_judged"] == 30
    assert cells["seed"] == 7


def test_the_page_shows_every_count(taxonomy: Taxonomy, repository: Path) -> None:
    second = {**FULL, "name": "second", "by": "Another", "nodes": None, "fields_stated": None}
    audits = (Audit.model_validate(FULL), Audit.model_validate(second))
    audited = small_atlas(taxonomy.model_copy(update={"audits": audits, "roadmap": (), "surveys": ()}), {})
    (page,) = trust_pages(Renderer(audited, repository / "site" / "templates"))
    table = BeautifulSoup(page.body, "html.parser").select_one("table.codev-audits")
    assert table is not None
    told = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")][1:] for row in table.select("tr")]
    assert told == [
        ["Sentences compared", "Right", "Imprecise", "Wrong", "Nodes that fit", "Arguable", "Wrong", "Fields not stated"],
        ["9 of 10", "6 66.7\xa0%", "2 22.2\xa0%", "1 11.1\xa0%", "not looked at", "not counted"],
        [
            "9 of 10",
            *("6 66.7\xa0%", "2 22.2\xa0%", "1 11.1\xa0%"),
            *("7 77.8\xa0%", "1 11.1\xa0%", "1 11.1\xa0%"),
            "2 of 30 6.7\xa0%",
        ],
    ]
    rows = table.select("tbody tr")
    assert [row["id"] for row in rows] == ["audit-second", "audit-first"]
