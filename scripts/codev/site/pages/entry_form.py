"""The page of the form that writes an entry, and the way to it from a node or a cell of the gaps map."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from codev.site.data.entry_form import FORM_FILE
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page

ADDRESS = "contribute/new/"
"""The address of the page."""

ISSUE_FORM = "add-paper.yml"
"""The issue form for a paper, under ``.github/ISSUE_TEMPLATE``."""


def entry_form_page(renderer: Renderer) -> Iterator[Page]:
    """Yield the page of the form; without scripts it leads to the issue form and to the command.

    Args:
        renderer: Templates and settings.
    """
    repository = (renderer.repo_url or "").rstrip("/")
    body = renderer.render(
        "entry.md.jinja",
        ADDRESS,
        source=f"../../{FORM_FILE}",
        repository=repository,
        issue_form=f"{repository}/issues/new?template={ISSUE_FORM}" if repository else "",
    )
    yield Page(
        address=ADDRESS,
        title="Write an entry",
        description="A form that writes the entry of a paper: with the vocabulary, what the check says, and the file itself.",
        body=body,
        section="About",
        scripts=("entry",),
        layout="wide",
        contents=False,
        facets={"kind": ["Page"]},
    )


def contribute_url(base: str, *, node: str, stage: str = "", modality: str = "") -> str:
    """Return where a work is added under a node, at a stage and in a modality: the form, with a claim begun there.

    Args:
        base: The way from the page to the site's root.
        node: The node.
        stage: The stage; empty where it does not matter.
        modality: The modality; likewise.
    """
    given = {"node": node, "stage": stage, "modality": modality}
    return f"{base}{ADDRESS}?{urlencode({name: value for name, value in given.items() if value})}"
