"""The whole site of the real knowledge base: every page is there, every link leads somewhere, nobody else is asked."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from bs4 import BeautifulSoup
from lxml import html

from built_site import broken_links, html_files, ids_of
from codev import Atlas
from codev.show.addresses import Addresses, is_full_name
from codev.site.pages.twin import FILE as TWIN
from site_kinds import KINDS

pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, str]:
    """The text of every page by its path."""
    return {path: (built / path).read_text(encoding="utf-8") for path in html_files(built)}


def test_everything_has_its_page(built: Path, atlas: Atlas) -> None:
    addresses = Addresses(atlas)
    expected = [addresses.work(key) for key in atlas.works]
    expected += [addresses.node(node) for node in atlas.tree]
    expected += [addresses.artifact("model", each) for each in atlas.models]
    expected += [addresses.artifact("dataset", each) for each in atlas.datasets]
    expected += [address for name in atlas.works_by_author if (address := addresses.author(name)) is not None]
    expected += [addresses.venue(name) for name in atlas.works_by_venue]
    missing = [address for address in expected if not (built / address / "index.html").is_file()]
    assert missing == []


def test_who_has_one_work_is_led_to_it(built: Path, atlas: Atlas) -> None:
    soup = BeautifulSoup((built / "authors/index.html").read_text(encoding="utf-8"), "html.parser")
    listed = {link.text: str(link["href"]) for link in soup.select(".codev-index a")}
    addresses = Addresses(atlas)
    full = {name: keys for name, keys in atlas.works_by_author.items() if is_full_name(name)}
    assert listed.keys() == full.keys()
    for name, keys in full.items():
        folder = "authors/" if len(keys) > 1 else addresses.work(keys[0])
        assert listed[name].startswith(f"../{folder}"), name
    counts = [count.text for count in soup.select(".codev-index .count")]
    assert len(counts) == sum(len(keys) > 1 for keys in full.values())


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_every_kind_is_there(built: Path, path: str) -> None:
    assert (built / path).is_file()


def test_no_link_or_anchor_is_broken(built: Path) -> None:
    assert broken_links(built) == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    twice = {
        path: doubled
        for path, text in pages.items()
        if (doubled := [each for each, n in Counter(ids_of(text)).items() if n > 1])
    }
    assert twice == {}


@pytest.mark.parametrize("path", KINDS)
def test_the_html_holds_to_the_standard(built: Path, path: str) -> None:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse((built / path).read_text(encoding="utf-8"))
    problems = [(place, code, data) for place, code, data in parser.errors]
    assert problems == []


@pytest.mark.parametrize("path", KINDS)
def test_a_page_has_one_first_heading_a_title_and_a_description(built: Path, path: str) -> None:
    root = html.document_fromstring((built / path).read_bytes())
    assert len(root.findall(".//h1")) == 1
    assert "CoDev Atlas" in root.findtext("head/title", "")
    (description,) = root.xpath("head/meta[@name='description']/@content")
    assert len(description) > 20
    assert root.get("lang") == "en"
    assert root.xpath("head/meta/@property") == ["og:type", "og:site_name", "og:title", "og:description", "og:url"]
    (data,) = root.xpath("head/script[@type='application/ld+json']")
    assert json.loads(data.text)["@context"] == "https://schema.org"


def test_nothing_is_left_to_fill_in(built: Path, pages: dict[str, str]) -> None:
    assert (built / "404.html").is_file()
    assert [path for path, text in pages.items() if re.search(r"@@\w+@@", text)] == []


def test_nothing_is_loaded_from_another_host(built: Path, pages: dict[str, str]) -> None:
    loaded = re.compile(r'<(?:script|img|iframe|source|audio|video|embed)\b[^>]*\ssrc="(?:https?:)?//[^"]*"')
    linked = re.compile(r'<link\b(?=[^>]*rel="(?:stylesheet|preload|icon|preconnect|modulepreload)")[^>]*href="(?:https?:)?//')
    foreign = [path for path, text in pages.items() if loaded.search(text) or linked.search(text)]
    assert foreign == []
    styles = [
        path for path in built.rglob("*.css") if re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8"))
    ]
    assert styles == []


def test_no_rule_makes_a_browser_style_a_whole_page_again(built: Path, pages: dict[str, str]) -> None:
    """A rule that looks into all of a page by `:has` is asked for each piece that arrives."""
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (built / "assets").rglob("*.css")}
    styles = {path: "".join(re.findall(r"<style>([^<]*)</style>", html)) for path, html in pages.items()}
    for name, text in (sheets | styles).items():
        assert re.findall(r"(?:\bhtml|\bbody|\.codev-map|\.codev-content):has\([^{]*", text) == [], name


def test_the_theme_s_script_is_neither_loaded_nor_there(built: Path, pages: dict[str, str]) -> None:
    """Its start takes a phone longer than a page does; `site/frontend/src/frame` does what pages need of it."""
    assert not (built / "assets/javascripts").exists()
    foreign = re.compile(r'<script[^>]*\ssrc="(?!(?:(?:\.\./)*|/codev/)assets/codev/[^/"]*")[^"]*"')
    assert {path: found for path, text in pages.items() if (found := foreign.findall(text))} == {}


def test_a_work_can_be_taken_over_by_zotero_and_search_engines(built: Path, atlas: Atlas) -> None:
    work = atlas.work("gadre2023datacomp")
    soup = BeautifulSoup((built / "works/gadre2023datacomp/index.html").read_text(encoding="utf-8"), "html.parser")
    head = soup.head
    assert head is not None
    found: dict[str, list[str]] = {}
    for tag in head.find_all("meta"):
        found.setdefault(str(tag.get("name") or tag.get("property")), []).append(str(tag.get("content")))
    assert found["citation_title"] == [work.title]
    given, _, family = work.authors[0].rpartition(" ")
    assert found["citation_author"][0] == f"{family}, {given}"
    assert len(found["citation_author"]) == len(work.authors)
    assert found["citation_publication_date"] == [str(work.venue_year or work.year)]
    assert found["citation_arxiv_id"] == [work.arxiv]
    assert found["og:title"] == [work.title]
    script = head.find("script", attrs={"type": "application/ld+json"})
    assert script is not None
    data = json.loads(script.text)
    assert data["headline"] == work.title
    assert [author["name"] for author in data["author"]] == list(work.authors)


def test_a_work_shows_where_every_claim_comes_from(built: Path, atlas: Atlas) -> None:
    soup = BeautifulSoup((built / "works/gadre2023datacomp/index.html").read_text(encoding="utf-8"), "html.parser")
    for claim in atlas.work("gadre2023datacomp").claims:
        card = soup.find(id=claim.id)
        assert card is not None
        text = " ".join(card.get_text(" ").split())
        assert claim.statement in text
        assert all(item.describe() in text for item in claim.evidence)
        shown = [field for field in claim.inferred_fields if field != "statement"]
        assert len(card.select(".codev-inferred")) == len(shown)
        assert bool(card.select(".claim-statement .mark-unverified")) is claim.is_statement_inferred
        assert claim.doubt is None or claim.doubt in text


def test_what_the_survey_misprints_stands_beside_what_is_right(built: Path, atlas: Atlas) -> None:
    corrected = next(each for each in atlas.datasets.values() if each.size_corrected is not None and each.table2)
    assert corrected.size_corrected is not None
    text = (built / "datasets/index.html").read_text(encoding="utf-8")
    assert f"<s>{corrected.table2[0].quantity_printed}</s>" in text
    assert f">{corrected.size_corrected.as_stated}</a></ins>" in text


def test_a_matrix_counts_what_its_cells_lead_to(built: Path) -> None:
    soup = BeautifulSoup((built / "rq1/index.html").read_text(encoding="utf-8"), "html.parser")
    table = soup.find("table", attrs={"data-matrix": "rq1"})
    assert table is not None
    link = table.select_one('a[data-row="data-packing"][data-column="pretrain"]')
    assert link is not None
    page = BeautifulSoup((built / "rq1/data-packing/index.html").read_text(encoding="utf-8"), "html.parser")
    part = page.find(id="pretrain")
    assert part is not None
    assert len({str(each["href"]).partition("#")[0] for each in part.select("a.line-work")}) == int(str(link["data-works"]))


def test_edit_links_lead_to_the_entry(built: Path) -> None:
    text = (built / "works/gadre2023datacomp/index.html").read_text(encoding="utf-8")
    assert 'href="https://code.example/codev/atlas/edit/main/papers/2023/gadre2023datacomp.yaml"' in text


def test_the_sitemap_lists_the_pages(built: Path, pages: dict[str, str]) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://atlas.example/codev/works/gadre2023datacomp/</loc>" in text
    assert text.count("<loc>") > 0.98 * len(pages)


def test_the_site_can_be_searched(built: Path, atlas: Atlas) -> None:
    entry = json.loads((built / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    described = (atlas.works, atlas.models, atlas.datasets, atlas.tree)
    assert entry["languages"]["en"]["page_count"] > sum(map(len, described))
    assert any((built / "pagefind" / "filter").iterdir())


def test_every_export_is_on_the_page_of_downloads(built: Path) -> None:
    text = unquote((built / "downloads/index.html").read_text(encoding="utf-8"))
    files = [path.relative_to(built / "downloads").as_posix() for path in (built / "downloads").rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [path for path in files if path not in ("index.html", TWIN) and f'href="{path}"' not in text] == []


def test_every_page_has_a_markdown_twin(built: Path, pages: dict[str, str]) -> None:
    without = [path for path in pages if path != "404.html" and not (built / path).with_suffix(".md").is_file()]
    assert without == []
    assert (built / "tools/index.md").read_text("utf-8").startswith("# In other tools")
    assert "](codev.sqlite)" in (built / "downloads/index.md").read_text("utf-8")
    assert "](../notebooks/two-questions.ipynb)" in (built / "notebooks/index.md").read_text("utf-8")


def test_a_page_that_is_a_notebook_leads_to_it(built: Path) -> None:
    assert 'href="two-questions.ipynb"' in (built / "notebooks/index.html").read_text("utf-8")
    assert json.loads((built / "notebooks/two-questions.ipynb").read_text("utf-8"))["nbformat"] == 4


def test_twins_say_what_pages_say(built: Path, atlas: Atlas) -> None:
    claim = next(iter(atlas.claims.values()))
    text = (built / Addresses(atlas).claim(claim.id).partition("#")[0] / "index.md").read_text("utf-8")
    assert text.startswith("# ")
    words = re.sub(r"[^a-z]+", " ", claim.statement.lower())
    assert words.strip() in re.sub(r"[^a-z]+", " ", text.lower())


def test_what_programs_begin_with_leads_somewhere(built: Path) -> None:
    text = (built / "llms.txt").read_text("utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert len(targets) > 20
    assert [target for target in targets if not (built / target).is_file()] == []
    listed = json.loads((built / "api/v1/openapi.json").read_text("utf-8"))["paths"]
    assert all((built / f"api/v1{path}").is_file() for path in listed)
    works = json.loads((built / "api/v1/works.json").read_text("utf-8"))["items"]
    assert all((built / "api/v1" / item["page"] / "index.html").resolve().is_file() for item in works[:20])
