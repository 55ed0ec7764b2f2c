"""What templates can use."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import TemplateError

from codev import Atlas
from codev.show.cards import host_of, whole_words
from codev.site.pages.compiled import SealedCache
from codev.site.pages.environment import Renderer


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words", "Plain words"),
        ("A data-centric way", 'A <span class="codev-word">data-centric</span> way'),
        ("<b> & x-<i>", '&lt;b&gt; &amp; <span class="codev-word">x-&lt;i&gt;</span>'),
    ],
)
def test_hyphenated_words_stay_whole(text: str, html: str) -> None:
    assert whole_words(text) == html


def test_similar_works_are_the_same_and_a_read_whether_they_are_prepared_or_not(part_atlas: Atlas, repository: Path) -> None:
    key = "gadre2023datacomp"
    prepared, single = (Renderer(part_atlas, repository / "site" / "templates") for _ in range(2))
    prepared.prepare()
    prepared.reads.noted.clear()
    assert single.similar_works(key) == [*prepared.similar_works(key)] != []
    assert single.reads.noted == prepared.reads.noted == {f"similar/{key}"}


def test_two_processes_share_what_is_to_be_compiled(part_atlas: Atlas, repository: Path, tmp_path: Path) -> None:
    renderer, other = (Renderer(part_atlas, repository / "site" / "templates") for _ in range(2))
    renderer.environment.bytecode_cache, other.environment.bytecode_cache = SealedCache(tmp_path), None

    def can_be_compiled(name: str) -> bool:
        try:
            other.environment.get_template(name)
        except TemplateError:  # its page adds a filter
            return False
        return True

    wanted = [can_be_compiled(name) for name in renderer.environment.list_templates(["jinja"])]
    renderer.compile_templates(0, 2)
    assert len([*tmp_path.iterdir()]) == sum(wanted[0::2])
    renderer.compile_templates(1, 2)
    assert len([*tmp_path.iterdir()]) == sum(wanted) > len(wanted) / 2


def test_hosts() -> None:
    assert host_of("https://www.example.org/x") == "example.org"
