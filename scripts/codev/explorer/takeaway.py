"""What can be taken away from the answer on show."""

from __future__ import annotations

from codev.explorer.page import Page


def draw_takeaway(page: Page) -> None:
    """Draw the downloads of the answer on show."""
