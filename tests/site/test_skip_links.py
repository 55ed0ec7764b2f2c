"""Every page has one link that skips to its own content; `test_every_kind` uses it as a keyboard does."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_site import html_files
from site_kinds import KINDS

SKIP = '<a class="codev-skip" href="#codev-content">'
CONTENT = 'id="codev-content"'

pytestmark = [pytest.mark.slow]


def test_every_page_has_one_skip_link_and_its_target(built: Path) -> None:
    pages = {path: (built / path).read_text("utf-8") for path in html_files(built)}
    assert len(pages) > len(KINDS)
    assert [path for path, text in pages.items() if (text.count(SKIP), text.count(CONTENT)) != (1, 1)] == []
