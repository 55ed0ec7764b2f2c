"""One module a tab; each draws it with ``show(page)``."""

from __future__ import annotations

import importlib

from codev.explorer.page import Page
from codev.explorer.state import View


def show_view(view: View, page: Page) -> None:
    """Draw a tab.

    Args:
        view: Which one; its module has its name.
        page: What it is given.
    """
    importlib.import_module(f"codev.explorer.views.{view.id}").show(page)
