"""A knowledge base in which every free text is hostile: every tab shows it as text, and nothing else comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest
from streamlit.testing.v1 import AppTest

from codev import Atlas
from codev.explorer import shell
from codev.explorer.widgets.answer_downloads import TAKEAWAY
from codev.show.source import Loaded
from explorer.conftest import OpenPage
from explorer.test_app import ADDRESSES
from poisoned import EVIL, poisoned

RUNNING = re.compile(r"(?<!\\)(!\[|\]\(|<img|<script|:material/home|:red\[|\$\\int|\*\*evil|`evil)")
"""What Markdown would make something of; escaped by a backslash it is text."""

ELEMENTS = {"div", "h3", "p", "span", "a", "dl", "dt", "dd", "style", "i", "ol", "li", "br", "code", "details", "summary"}
"""What the explorer itself writes as HTML."""


@dataclass
class Source:
    """Stands for `codev.show.source.AtlasSource`."""

    atlas: Atlas
    label: str = EVIL

    def current(self) -> Loaded:
        """Return the knowledge base."""
        return Loaded(self.atlas, "1", notice=EVIL)


@pytest.fixture(scope="module")
def evil(facts_atlas: Atlas) -> Atlas:
    """The real knowledge base with hostile text."""
    works = [poisoned(work) for work in facts_atlas.works.values()]
    return Atlas(Path("nowhere"), poisoned(facts_atlas.taxonomy), works)


@pytest.fixture
def open_evil(evil: Atlas, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the explorer on the hostile knowledge base."""
    monkeypatch.setattr(shell, "shared_source", lambda root, data: Source(evil))
    return open_page


def assert_only_text(page: AppTest) -> None:
    """Hold every place where Streamlit reads Markdown, or a browser HTML, to hostile text being text."""
    kinds = ("error", "warning", "info", "success", "caption", "markdown")
    said = [str(getattr(each, "value", "")) for kind in kinds for each in page.get(kind)]
    said += [str(each.label) for each in (*page.button, *page.download_button, *page.expander, *page.tabs, *page.metric)]
    said += [str(each.value) for each in page.metric]
    said += [str(each.label) for each in (*page.selectbox, *page.multiselect, *page.text_input, *page.text_area)]
    said += [option for each in page.segmented_control for option in each.options]
    for text in said:
        assert not RUNNING.search(text), text
    for each in page.html:
        fragment = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(each.proto.body)
        found = {element.tag for element in fragment.iter() if isinstance(element.tag, str)} - {"DOCUMENT_FRAGMENT"}
        assert found <= ELEMENTS
        for link in fragment.iter("a"):
            assert link.attrib["href"].startswith(("?", "https://", "http://"))
            assert "evil.example" not in link.attrib["href"]


# Of the addresses those that show something in detail, and those of tabs that have no detail.
@pytest.mark.parametrize("address", [each for each in ADDRESSES if "row=" in each or "show=" in each or each.count("=") == 1])
def test_every_tab_shows_hostile_text_as_text(open_evil: OpenPage, address: str) -> None:
    page = open_evil(address, panels=[TAKEAWAY])
    assert_only_text(page)


def test_the_poison_is_there(evil: Atlas, open_evil: OpenPage) -> None:
    work = next(iter(evil.works.values()))
    assert EVIL in work.title
    assert all(EVIL in artifact.name for artifact in (*evil.models.values(), *evil.datasets.values()))
    assert all(EVIL in term.name for term in evil.taxonomy.stages)
    page = open_evil("question=works")
    assert EVIL.replace("\n", " ") in str(page.dataframe[0].value["Title"][0])
