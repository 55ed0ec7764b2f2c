"""axe-core finds nothing serious in any tab of the explorer, in light and dark, wide and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.errors import CodevError
from codev.explorer.state.view import views
from codev.site.engine.frontend import packages_folder
from explorer.conftest import GiveWindow
from page_checks import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("explorer-browser")]

TABS = [f"question={view.questions[0]}" if view.questions else f"view={view.id}" for view in views()]
"""Every tab as it opens."""

STATES = [
    "question=works&node=data-filter&doubt=yes&show=gadre2023datacomp",
    "question=works&node=dat-filter&colour=blue",
    "question=works&text=zzzzzz",
    "question=rq2&cell=data-filter~reasoning&row=1",
    "question=lineage&of=dataset%3Asharegpt4v&edge_direction=both&row=1",
    "question=falls&model=gpt-4&row=1",
    "question=disagreements&kind=classification&row=1",
    "view=console&sql=SELECT+scope%2C+count%28%2A%29+AS+works+FROM+works+GROUP+BY+scope&chart=bars",
]
"""States with chips, notices, details, pictures and code."""

LOOKS = [("light", False, TABS), ("dark", False, STATES), ("light", True, STATES[::3])]
"""The scheme, whether the window is narrow, and where to look: colours and shapes differ little from tab to tab."""

SIDEBAR = "[data-testid=stSidebar]"
SHUT_SIDEBAR = f"{SIDEBAR}[aria-expanded=false]"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("scheme", "narrow", "addresses"), LOOKS, ids=["wide", "dark", "narrow"])
def test_nothing_serious_is_found(
    give_window: GiveWindow,
    repository: Path,
    scheme: str,
    addresses: list[str],
    *,
    narrow: bool,
) -> None:
    try:
        engine = packages_folder(repository) / "axe-core" / "axe.min.js"
    except CodevError as error:
        pytest.skip(f"the front-end's packages cannot be fetched here: {error}")
    visitor = give_window(scheme=scheme, narrow=narrow)
    found = {}
    # The facets and the downloads are the same beside each answer, and are looked at once: last, as what is opened stays open.
    last = next(each for each in addresses if each.startswith("question="))
    for address in sorted(addresses, key=last.__eq__):
        page = visitor.open(address)
        if address == last:
            page.get_by_text("Download the answer").click()
            page.get_by_text("after the ? of this page").or_(page.get_by_test_id("stCode")).first.wait_for()
        complaints = violations(page, engine, without=SHUT_SIDEBAR if address == last else SIDEBAR)
        if complaints:
            found[address] = complaints
    assert found == {}
