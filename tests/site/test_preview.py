"""The preview: an edit is shown, what cannot be shown leaves the last good pages, and open pages hear of both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from built_site import prepare_root
from codev.errors import WrongUseError
from codev.site.preview.server import EVENTS_PATH, SCRIPT_PATH, Preview

TITLE = "A preview: <one> title"

WORK_COUNT = 30
"""A small knowledge base is built sooner."""


@pytest.fixture(scope="module")
def built(
    repository: Path, facts_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Callable[[str], None], list[str]]:
    """A knowledge base whose preview was built once, and what was said."""
    root = prepare_root(repository, facts_base, tmp_path_factory.mktemp("preview") / "root", WORK_COUNT)
    said: list[str] = []
    preview = Preview(root, said.append)
    server = preview.start(0)
    server.shutdown()
    server.server_close()
    return root, said.append, said


@pytest.fixture
def preview(built: tuple[Path, Callable[[str], None], list[str]]) -> Iterator[tuple[Preview, Path, list[str]]]:
    """The preview, the file of an entry that is put back afterwards, and what was said."""
    root, say, said = built
    said.clear()
    entry = min((root / "papers").glob("*/*.yaml"))
    kept = entry.read_text("utf-8")
    yield Preview(root, say), entry, said
    entry.write_text(kept, "utf-8")


def retitle(entry: Path, title: str) -> None:
    """Give an entry another title."""
    lines = entry.read_text("utf-8").splitlines(keepends=True)
    entry.write_text("".join(f"title: '{title}'\n" if line.startswith("title:") else line for line in lines), "utf-8")


def test_an_edit_is_shown_before_the_rest_is_built(preview: tuple[Preview, Path, list[str]]) -> None:
    shown, entry, said = preview
    retitle(entry, TITLE)
    begin = shown.news.turn
    shown.rebuild([entry])
    assert re.fullmatch(r"\d+ pages shown after \d+\.\d\d s: A preview: <one> title", said[0])
    assert "pages built" in said[-1]
    page = (shown.out / f"works/{entry.stem}/index.html").read_text("utf-8")
    assert "A preview: &lt;one&gt; title" in page
    assert "A preview: &lt;one&gt; title" in (shown.out / "works/index.html").read_text("utf-8")
    assert shown.news.wait(begin, 0.0)["reload"]


def test_what_cannot_be_shown_leaves_the_last_good_pages(preview: tuple[Preview, Path, list[str]]) -> None:
    shown, entry, said = preview
    before = (shown.out / f"works/{entry.stem}/index.html").read_bytes()
    entry.write_text(entry.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    begin = shown.news.turn
    shown.rebuild([entry])
    assert (shown.out / f"works/{entry.stem}/index.html").read_bytes() == before
    news = shown.news.wait(begin, 0.0)
    assert not news["reload"]
    assert entry.relative_to(shown.root).as_posix() in news["findings"]
    assert "titel" in news["findings"]
    assert any(line.startswith("the last good pages stay") for line in said)


def test_a_finding_is_told_and_goes_when_it_is_mended(preview: tuple[Preview, Path, list[str]]) -> None:
    shown, entry, _ = preview
    kept = entry.read_text("utf-8")
    entry.write_text(kept + "\n\n", "utf-8")  # not in the canonical form
    shown.rebuild([entry])
    assert entry.name in shown.news.findings
    entry.write_text(kept, "utf-8")
    shown.rebuild([entry])
    assert entry.name not in shown.news.findings


def test_pages_are_served_with_the_script_that_waits_for_news(preview: tuple[Preview, Path, list[str]]) -> None:
    shown, entry, _ = preview
    server = shown.start(0)
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        page = urlopen(f"{address}/works/{entry.stem}/").read().decode()  # noqa: S310 - ours
        assert f'<script src="{SCRIPT_PATH}" data-turn="{shown.news.turn}"></script></body>' in page
        assert EVENTS_PATH in urlopen(f"{address}{SCRIPT_PATH}").read().decode()  # noqa: S310 - ours
        shown.news.tell(findings="a finding", has_new_pages=True)
        news = json.load(urlopen(f"{address}{EVENTS_PATH}?turn={shown.news.turn - 1}"))  # noqa: S310 - ours
        assert news == {"turn": shown.news.turn, "reload": True, "findings": "a finding"}
        with pytest.raises(WrongUseError, match="cannot be used"):
            shown.start(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
