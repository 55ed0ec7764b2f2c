"""The search finds what people type: names however they are spelt, identifiers, addresses and sections, in a real browser.

The pages of works, artifacts, authors, nodes, terms and sections of the frozen knowledge base are indexed as the build does it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from codev import Atlas
from codev.site.engine.search_index import SearchIndex
from codev.site.engine.site_folder import SiteFolder
from codev.site.pages.environment import Renderer
from codev.site.pages.jobs import page_jobs
from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("frontend")]

INDEXED = ("work_page", "artifact_page", "author_page", "node_page", "term_page", "section_page")
"""The jobs whose pages are indexed."""

SURVEYED = "works/liu2023visual/"

FOUND: list[tuple[str, str, int]] = [
    # what is typed, the page that is meant, and among how many it stands
    ("OCR", "capabilities/document-chart-understanding/", 1),
    ("SFT", "stages/finetune/", 1),
    ("fine tuning", "stages/finetune/", 1),
    ("video", "modalities/video/", 1),
    ("retrieval", "capabilities/retrieval/", 1),
    ("§3.2", "sections/3.2/", 1),
    ("§ 3.2", "sections/3.2/", 1),
    ("Section 4.1.1", "sections/4.1.1/", 1),
    ("liu2023visual", SURVEYED, 1),
    ("2304.08485", SURVEYED, 1),
    ("arXiv:2304.08485v2", SURVEYED, 1),
    ("https://arxiv.org/abs/2304.08485", SURVEYED, 1),
    ("https://arxiv.org/pdf/2304.08485v2.pdf", SURVEYED, 1),
    ("10.48550/arXiv.2304.08485", SURVEYED, 1),
    ("https://doi.org/10.48550/arXiv.2304.08485", SURVEYED, 1),
    ("visual instruction tuning", SURVEYED, 3),
    ("gpt 4v", "models/gpt-4v/", 1),
    ("GPT4V", "models/gpt-4v/", 1),
    ("gpt-4v", "models/gpt-4v/", 1),
    ("R1", "works/feng2025videor1/", 3),
    ("video r1", "works/feng2025videor1/", 3),
    ("Video R1", "works/feng2025videor1/", 3),
    ("Video-R1", "works/feng2025videor1/", 3),
    ("CLIP", "models/clip/", 3),
    ("LLaVA", "models/llava/", 3),
    ("haotian liu", "authors/haotian-liu/", 1),
    ("Lukasz", "works/staniszewski2023structured/", 3),
    ("Łukasz Kuciński", "works/staniszewski2023structured/", 3),
    ("lukasz kucinski", "works/staniszewski2023structured/", 3),
    ("tasirlar", "works/bavishi2023introducing/", 3),
    ("Taşırlar", "works/bavishi2023introducing/", 3),
    ("data filter", "taxonomy/data-filter/", 3),
]


ALIASES = {"stages": ("finetune", "SFT"), "enhanced": ("document-chart-understanding", "OCR")}
"""Terms of a list with the other name that they get: the frozen vocabulary has none."""


def with_aliases(atlas: Atlas) -> Atlas:
    """Return a knowledge base some of whose terms have other names."""
    lists = {
        members: tuple(
            each.model_copy(update={"aliases": (alias,)}) if each.id == term else each
            for each in getattr(atlas.taxonomy, members)
        )
        for members, (term, alias) in ALIASES.items()
    }
    return Atlas(atlas.root, atlas.taxonomy.model_copy(update=lists), atlas.works.values(), atlas.paths, atlas.digests)


@pytest.fixture(scope="module")
def indexed(repository: Path, facts_atlas: Atlas, plain_pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the search page over the real pages."""
    folder = tmp_path_factory.mktemp("search")
    site = folder / "site"
    shutil.copytree(plain_pages, site, ignore=shutil.ignore_patterns("pagefind*"))
    renderer = Renderer(with_aliases(facts_atlas), repository / "site" / "templates")
    renderer.prepare()
    jobs = [job for job in page_jobs(renderer) if job.name.startswith(INDEXED)]
    search = SearchIndex(folder / "cache", len(jobs))
    documents = [path for job in jobs for page in job.make() if (path := search.add(page))]
    search.finish(documents, SiteFolder(site))
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def search(browser: Browser, indexed: str) -> Iterator[Page]:
    """The search page, opened once."""
    with watched(browser, indexed) as page:
        page.goto("search/")
        yield page


def ask(page: Page, text: str) -> list[str]:
    """Type a text and return the addresses of the results, relative to the site's root."""
    page.locator(".cs-field").fill(text)
    expect(page.locator(".cs-status")).to_contain_text(f"for “{text}”", timeout=30_000)
    expect(page.locator(".cs-results a.cs-link").first).to_be_visible()
    links = page.locator(".cs-results a.cs-link").evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    return [link.lstrip("/") for link in links]


@pytest.mark.parametrize(("text", "address", "among"), FOUND, ids=str)
def test_what_is_typed_finds_the_page_that_is_meant(search: Page, text: str, address: str, among: int) -> None:
    assert address in ask(search, text)[:among]


def test_a_doi_is_found_as_itself_and_as_an_address(search: Page, facts_atlas: Atlas) -> None:
    work = next(work for work in facts_atlas.works.values() if work.doi)
    for text in (work.doi or "", f"https://doi.org/{work.doi}", f"doi:{work.doi}"):
        assert ask(search, text)[0] == f"works/{work.key}/"


def test_excerpts_keep_labels_and_values_apart(search: Page) -> None:
    for text in ("ShareGPT4Video", "SAM 2", "fine-tuning"):
        ask(search, text)
        excerpts = " ".join(search.locator(".cs-results p").all_inner_texts())
        assert re.search(r"\b(Stage|Modality|Size|Year|Data|Family)s?: ", excerpts)
        assert not re.findall(r"\b(?:Stage|Modality|Size|Year|Access|Family)[A-Z0-9]\w*", excerpts)


def test_identifiers_are_found_and_not_shown(search: Page) -> None:
    ask(search, "liu2023visual")
    first = search.locator(".cs-results li").first
    expect(first.locator("a.cs-link")).to_have_text("Visual Instruction Tuning")
    assert "xn" not in first.inner_text()
