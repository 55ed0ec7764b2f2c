"""Somebody who works with the explorer in a real browser, and how many actions they take.  A helper of tests, not tests.

An action is a click, or a text that is typed and sent with a key.  Each waits until the address says what it has led to,
so that nothing is looked at too early.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from codev.explorer.state.address import EXTRAS
from codev.query import Query
from explorer.visiting import Visit

_HOLDS = """([name, value, isThere]) =>
  new URLSearchParams(location.search).getAll(name).includes(value) === isThere"""
"""Whether the address holds a value, or does not."""

_CELLS = """grid => [...grid.querySelectorAll("tbody tr")].map(
  row => [...row.querySelectorAll("td")].map(cell => cell.textContent))"""
"""The cells of the rows of a table that can be seen: Streamlit paints the table, and writes them out for screen readers."""

_IS_IN_FOCUS = """selector => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return Boolean(focused?.closest(selector));
}"""
"""Whether what is in focus, in a component too, is in something."""


class Analyst:
    """Takes the steps of a task and counts them.

    Attributes:
        visit: The visitor's window.
        page: The page in it.
        actions: How many actions were taken since the first screen.
    """

    def __init__(self, visit: Visit) -> None:
        """Open the first screen where nothing is open yet.

        Args:
            visit: The visitor's window, at the first screen or not opened yet.
        """
        self.visit, self.page, self.actions = visit, visit.page, 0
        if not visit.is_open:
            visit.open()

    def take(self, verb: str, what: str, text: str, leads_to: str) -> None:
        """Take one step.

        Args:
            verb: What is done: ``example``, ``group``, ``tab``, ``chip``, ``press`` or ``type``.
            what: A question, the label of a group or tab, the facet of a chip, or the name of a box.
            text: What is typed, or the label of the button of a row of buttons.
            leads_to: What the address says then, as ``name=value``; with a minus before it, what it no longer says.
        """
        box = self.page.locator(f".st-key-w_{what}")
        if verb == "example":
            self.page.locator(f"li a[href='?question={what}'], li a[href^='?question={what}&']").first.click()
        elif verb in {"group", "tab"}:
            self.page.get_by_role("radio" if verb == "group" else "tab", name=what, exact=True).click()
        elif verb == "chip":
            self.page.locator(f"[class*=st-key-chosen_{what}_] button").first.click()
        elif verb == "press":
            box.get_by_text(text, exact=True).click()
        else:
            field = box.locator("input, textarea")
            field.fill(text)
            # Enter begins a new line of a statement.
            field.press("Control+Enter" if what == "sql" else "Enter")
        self.actions += 1
        self.wait_until(leads_to)

    def wait_until(self, leads_to: str) -> None:
        """Wait until the address says something, or no longer says it.

        Args:
            leads_to: As in `take`.
        """
        name, _, value = leads_to.removeprefix("-").partition("=")
        self.page.wait_for_function(_HOLDS, arg=[name, value, not leads_to.startswith("-")])
        self.visit.settle()

    @property
    def query(self) -> Query:
        """The query that the address asks."""
        parts = [part for part in urlsplit(self.page.url).query.split("&") if part.partition("=")[0] not in EXTRAS]
        return Query.from_url("&".join(parts))

    @property
    def table(self) -> Locator:
        """The first table, as screen readers find it."""
        return self.page.locator("[data-testid=stDataFrame] canvas table").first

    def rows(self, count: int) -> list[list[str]]:
        """Return the cells of the rows of the first table that can be seen.

        Args:
            count: How many rows the table has, seen or not.
        """
        expect(self.table).to_have_attribute("aria-rowcount", str(count + 1))
        found: list[list[str]] = self.table.evaluate(_CELLS)
        return found

    def marks(self, kind: str) -> list[str]:
        """Return what each mark of the first chart says.

        Args:
            kind: The kind of mark, such as ``bar``.
        """
        marks = self.page.locator(f"[data-testid=stVegaLiteChart] path[aria-roledescription={kind}]")
        marks.first.wait_for()
        return [str(each.get_attribute("aria-label")) for each in marks.all()]

    def points(self) -> dict[tuple[str, int], tuple[int, int]]:
        """Return the works, and all works of the year, of each point of a chart of trends that has any, by term and year."""
        points = (dict(part.split(": ", 1) for part in each.split("; ")) for each in self.marks("point"))
        return {
            (each["term"], int(each["year"])): (int(each["works"]), int(each["works of the year"]))
            for each in points
            if each["works"] != "0"
        }

    def reach(self, selector: str, *, presses_max: int) -> None:
        """Press Tab until something is in focus.

        Args:
            selector: What it is, or is in.
            presses_max: So often may the key be pressed.

        Raises:
            AssertionError: It cannot be reached.
        """
        for _ in range(presses_max):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_IS_IN_FOCUS, selector):
                return
        raise AssertionError(f"{selector} is not reached with {presses_max} presses of Tab")
