"""The awesome list: read back as HTML, every classified work under each of its nodes, no text taken for markup."""

from __future__ import annotations

from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.bib import work_address
from codev.export.awesome import markdown_text


@pytest.fixture(scope="module")
def page(exported: Path) -> BeautifulSoup:
    """The page as a browser sees it."""
    text = (exported / "awesome.md").read_text("utf-8").replace("\n  - ", "\n    - ")
    return BeautifulSoup(markdown.markdown(text), "html.parser")


def test_every_work_under_each_of_its_nodes(atlas: Atlas, page: BeautifulSoup) -> None:
    expected = [(claim.node, key) for key, work in atlas.works.items() for claim in work.claims]
    by_address = {work_address(work): key for key, work in atlas.works.items()}
    found = set()
    node = ""
    for element in page.find_all(["a", "strong"]):
        if element.name == "a" and element.get("id"):
            node = str(element["id"])
        if element.name == "strong":
            link = element.find("a")
            assert link is not None
            found.add((node, by_address[str(link["href"])]))
    background = {("background", key) for key, work in atlas.works.items() if work.scope == "background" and not work.claims}
    assert found == set(expected) | background


def test_titles_are_shown_as_they_are(atlas: Atlas, page: BeautifulSoup) -> None:
    titles = {work_address(work): work.title for work in atlas.works.values()}
    for strong in page.find_all("strong"):
        link = strong.find("a")
        assert link is not None
        assert link.get_text() == titles[str(link["href"])]


def test_contents_lead_somewhere(page: BeautifulSoup) -> None:
    anchors = {str(each["id"]) for each in page.find_all("a", id=True)}
    links = {str(each["href"])[1:] for each in page.find_all("a", href=True) if str(each["href"]).startswith("#")}
    assert links
    assert links <= anchors


def test_unverified_statements_are_marked(atlas: Atlas, page: BeautifulSoup) -> None:
    marked = sum(each.get_text() == "(unverified)" for each in page.find_all("em"))
    expected = sum(claim.is_statement_inferred or claim.is_unverified for claim in atlas.claims.values())
    assert marked == expected + 1  # the one that explains the mark


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[a](javascript:x)", "*a* _b_ `c`", "a & b", "![x](y)", "\\[", "$x$ ~y~ @me #1", "VILA^2"],
)
def test_hostile_text_stays_text(text: str) -> None:
    html = BeautifulSoup(markdown.markdown("x " + markdown_text(text)), "html.parser")
    assert html.get_text() == "x " + text
    assert [each.name for each in html.find_all()] == ["p"]
