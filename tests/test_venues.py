"""A venue is named with the year in which it published, on every face that shows both: site, explorer and exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from codev import Atlas
from codev.explorer.widgets.drawn import work_html
from codev.export.run import FORMATS, export
from codev.model import Taxonomy
from codev.site.pages.environment import Renderer
from codev.site.pages.feed import atom_feed
from codev.site.pages.jobs import generated_pages
from small import small_atlas, trains

LATER = {"venue": "CVPR", "venue_year": 2026, "year": 2025, "arxiv": "2501.00001", "datasets": ["one"], "models": ["net"]}
"""A paper of CVPR 2026 that was first published in 2025."""


@pytest.fixture(scope="module")
def later(taxonomy: Taxonomy, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A knowledge base with such a paper."""
    bare = taxonomy.model_copy(update={"roadmap": (), "surveys": ()})  # they name works that are not here
    made = small_atlas(bare, {"author2025later": LATER | {"claims": [trains("net", "one")]}})
    made.root = tmp_path_factory.mktemp("later")
    return made


def _pages(later: Atlas, repository: Path) -> dict[str, str]:
    """Return the text of every page of the site by its address."""
    renderer = Renderer(later, repository / "site" / "templates")
    return {page.address: f"{page.description} {page.head} {page.body}" for page in generated_pages(renderer)}


def _explorer(later: Atlas, repository: Path) -> dict[str, str]:
    """Return the work as the explorer shows it."""
    return {"explorer": str(work_html(later, later.work("author2025later")))}


def _exports(later: Atlas, repository: Path) -> dict[str, str]:
    """Return every export that is text, and the feed."""
    export(later, list(FORMATS), later.root / "exports")
    texts = {"feed": atom_feed(later, None).decode()}
    for path in (later.root / "exports").rglob("*"):
        if path.suffix == ".zip":
            with ZipFile(path) as packed:
                texts |= {name: packed.read(name).decode() for name in packed.namelist()}
        elif path.is_file() and path.suffix not in {".sqlite", ".parquet"}:
            texts[path.name] = path.read_text(encoding="utf-8")
    return texts


FACES: list[tuple[Callable[[Atlas, Path], dict[str, str]], list[str]]] = [
    (_pages, ["", "news/", "venues/cvpr/", "works/author2025later/"]),
    (_explorer, ["explorer"]),
    (_exports, ["awesome.md"]),
]
"""What makes the texts of a face, and those among them that join venue and year."""


@pytest.mark.parametrize(("texts_of", "joining"), FACES)
def test_a_venue_stands_with_its_own_year(
    later: Atlas, repository: Path, texts_of: Callable[[Atlas, Path], dict[str, str]], joining: list[str]
) -> None:
    plain = {name: text.replace("</a>", "") for name, text in texts_of(later, repository).items()}
    assert [name for name, text in plain.items() if "CVPR 2025" in text] == []
    assert [name for name in joining if "CVPR 2026" not in plain[name]] == []
