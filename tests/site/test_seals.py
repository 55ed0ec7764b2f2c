"""What is kept from one build to the next is sealed: a flipped bit, a changed path or a missing file is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader

from codev.show.rendering import QuickEnvironment
from codev.site.engine.publish import STATE_FILE, MadeFile, SiteState
from codev.site.engine.tree import FileStamp, content_digest
from codev.site.pages import compiled
from codev.site.pages.compiled import SealedCache


def state(build: Path) -> SiteState:
    """Leave a state and return it."""
    made = SiteState(
        "common",
        "out",
        "whole",
        "1 x",
        {"a": "b", "c": "d", "e": "f"},
        {
            "job": ([MadeFile(FileStamp("a/index.html", 3, 4), FileStamp("0/a", 5, 6))], ["c", "a"]),
            "another": ([MadeFile(FileStamp("é.json", 7, 8)), MadeFile(FileStamp("b", 0, 0))], ["a", "e", "c"]),
            "one that reads nothing": ([], []),
        },
    )
    made.write(build)
    return made


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    made = state(tmp_path)
    assert SiteState.read(tmp_path) == made


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"0/a", b"../"),
        lambda raw: raw.replace(b"whole", b"whale"),
        lambda raw: raw[:-1],
        lambda raw: raw.partition(b"\n")[2],
        lambda raw: b"",
        lambda raw: b"[" * 200_000,
        lambda raw: b"\xff\n{}",
    ],
)
def test_a_state_that_was_changed_is_as_good_as_none(change: object, tmp_path: Path) -> None:
    state(tmp_path)
    file = tmp_path / STATE_FILE
    file.write_bytes(change(file.read_bytes()))  # type: ignore[operator]
    assert SiteState.read(tmp_path) == SiteState()


def test_the_digest_of_a_folder_tells_every_change(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"bc")
    (tmp_path / "note").write_bytes(b"")
    digests = {content_digest(tmp_path), content_digest(tmp_path, "note"), content_digest(tmp_path / "missing")}
    (tmp_path / "a/b").write_bytes(b"bb")
    digests.add(content_digest(tmp_path, "note"))
    (tmp_path / "a/b").rename(tmp_path / "a/c")
    digests.add(content_digest(tmp_path, "note"))
    (tmp_path / "a/c").unlink()
    digests.add(content_digest(tmp_path, "note"))
    # A folder without files and a missing one hold the same.
    assert len(digests) == 5
    assert content_digest(tmp_path, "note") == content_digest(tmp_path / "missing")


def test_a_compiled_template_is_run_as_the_compiler_of_today_wrote_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_sources: list[str] = []

    class Watched(QuickEnvironment):
        """Notes what is compiled."""

        def compile(self, source: Any, *args: Any, **options: Any) -> Any:
            """Compile a template."""
            compiled_sources.append(source)
            return super().compile(source, *args, **options)

    def is_compiled() -> bool:
        """Show a page; return whether its template was compiled for it."""
        compiled_sources.clear()
        made = Watched(loader=DictLoader({"page": "{{ x.y }}"}), bytecode_cache=SealedCache(tmp_path))
        assert made.get_template("page").render(x={"y": 3}) == "3"
        return bool(compiled_sources)

    assert [is_compiled(), is_compiled()] == [True, False]
    [kept] = tmp_path.iterdir()
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert [is_compiled(), is_compiled()] == [True, False]
    assert kept.read_bytes() == content
    monkeypatch.setattr(compiled, "_COMPILER", b"another one")
    assert [is_compiled(), is_compiled()] == [True, False]
    assert kept.read_bytes() != content
