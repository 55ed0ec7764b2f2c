"""What a tab of the explorer is, and the registry of all: each is a module of `codev.explorer.tabs` that registers itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from codev.query.questions import QUESTIONS

GROUPS = ("Start", "Works", "Questions", "Graph", "Trust", "Tools")
"""The groups of tabs, in their order."""

USUAL_EXTRAS = ("row", "sort", "picture", "graph")
"""The extras of the tabs with one table, and perhaps a picture of a part of the graph."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One tab of the explorer; used as a decorator, it registers the function that draws it.

    Attributes:
        id: Its name in addresses.
        label: What stands on the tab.
        group: The group in which it stands: of `GROUPS`.
        place: Where it stands in its group: the smallest first.
        asks: What a tool is for, as a sentence; a question has its own.
        questions: The questions among which it lets choose; none for tools.
        takes_others: Whether it lets choose among the questions of no other tab; it is not there where there is none.
        extras: What the address says of it besides the query, by the names of `codev.explorer.state.address.EXTRAS`.
        show: Draws it; called with a `codev.explorer.state.page.Page`.
    """

    id: str
    label: str
    group: str
    place: int
    asks: str = ""
    questions: tuple[str, ...] = ()
    takes_others: bool = False
    extras: tuple[str, ...] = USUAL_EXTRAS
    show: Callable[[Any], None] = field(default=lambda _: None, compare=False)

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands among all tabs."""
        return GROUPS.index(self.group), self.place

    def __call__(self, show: Callable[[Any], None]) -> Callable[[Any], None]:
        """Register the tab with the function that draws it.

        Raises:
            ValueError: There is a tab of this name or at this place, or no such group.
        """
        if any(self.id == other.id or self.order == other.order for other in _registered):
            raise ValueError(f"the tab {self.id}, or another one at place {self.place} of {self.group}, is there already")
        _registered.append(replace(self, show=show))
        return show


_registered: list[View] = []


def views() -> tuple[View, ...]:
    """Return the tabs, in their order."""
    importlib.import_module("codev.explorer.tabs")  # registers every one
    found = sorted(_registered, key=lambda view: view.order)
    others = tuple(name for name in QUESTIONS if not any(name in view.questions for view in found))
    settled = (replace(view, questions=others) if view.takes_others else view for view in found)
    return tuple(view for view in settled if view.questions or not view.takes_others)
