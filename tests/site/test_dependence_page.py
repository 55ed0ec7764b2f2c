"""The page of dependence: both shares stand with what each divides by."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from codev import Atlas
from codev.query import dependence
from codev.site.pages.environment import Renderer
from codev.site.pages.questions import dependence_page


def test_both_shares_say_what_they_divide_by(facts_atlas: Atlas, repository: Path) -> None:
    page = BeautifulSoup(dependence_page(Renderer(facts_atlas, repository / "site" / "templates")).body, "html.parser")
    first = dependence(facts_atlas)[0]
    groups, models = page.select("table.codev-dependence")
    for table in (groups, models):
        heads = [each.get_text() for each in table.select("thead th")]
        assert heads[-2:] == [f"Of all {first.of}", f"Of {first.recorded} with an origin"]
    (closed,) = dependence(facts_atlas, access="closed")
    row = next(each for each in groups.select("tbody tr") if "All closed models" in each.get_text())
    said = [each.get_text() for each in row.select("td.share")]
    assert said == [f"{100 * closed.transitive / number:.1f} %" for number in (closed.of, closed.recorded)]
    assert closed.recorded < closed.of
