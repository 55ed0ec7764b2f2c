"""The reference of the Python API: every part of a docstring in its place, nothing lost."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import codev
from codev import Atlas
from codev.site.pages.environment import Renderer
from codev.site.pages.limits import Limit, limit_groups
from codev.site.pages.reference import explanation_of, module_folders, reference_pages


def documented(text: str) -> Any:
    """Return something with a docstring."""

    def thing() -> None:
        return None

    thing.__doc__ = text
    return thing


def test_sections_and_paragraphs() -> None:
    parsed = explanation_of(
        documented("""Return a name.

        It may be long.

        Args:
            key: The key,
                on two lines.
            **rest: More.

        Returns:
            The name: as text.

        Raises:
            KeyError: There is none.
        """)
    )
    assert parsed.paragraphs == ["Return a name.", "It may be long."]
    assert parsed.sections == {
        "Args": [("key", "The key, on two lines."), ("**rest", "More.")],
        "Returns": [("", "The name: as text.")],
        "Raises": [("KeyError", "There is none.")],
    }


def test_code_with_an_empty_line_is_one_block() -> None:
    parsed = explanation_of(documented("Start::\n\n    import codev\n\n    codev.load()\n\nThen go on."))
    assert parsed.paragraphs == ["Start::", "    import codev\n\n    codev.load()", "Then go on."]


@pytest.mark.parametrize("text", ["", "One line."])
def test_short_ones(text: str) -> None:
    assert explanation_of(documented(text)).paragraphs == ([text] if text else [])


def test_no_word_of_ours_is_lost() -> None:
    for name in codev.__all__:
        thing = getattr(codev, name)
        parsed = explanation_of(thing)
        kept = " ".join(
            [
                "Examples",
                *parsed.paragraphs,
                *parsed.examples,
                *(f"{name} {text}" for items in parsed.sections.values() for name, text in items),
            ]
        )
        words = [word.strip("():*,.") for word in (inspect.getdoc(thing) or "").split()]
        assert [word for word in words if word not in kept and word.rstrip(":") not in parsed.sections] == []


def test_every_module_says_in_a_sentence_what_it_holds() -> None:
    package = Path(codev.__file__).parent
    folders = module_folders()
    listed = [f"{folder}/{name}.py" for folder, _, modules in folders for name, _ in modules]
    listed += [f"{folder}/__init__.py" for folder, _, _ in folders]
    assert sorted(listed) == sorted(path.relative_to(package.parent).as_posix() for path in package.rglob("*.py"))
    said = {folder: about for folder, about, _ in folders}
    said |= {f"{folder}/{name}": sentence for folder, _, modules in folders for name, sentence in modules}
    assert said["codev/graph/build"].startswith("Derives the co-development graph")
    assert {name: sentence for name, sentence in said.items() if not re.fullmatch(r"[A-Z`].{10,}\.", sentence)} == {}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATA_BYTES_MAX", 2**30, "1 GiB"),
        ("ROWS_BYTES_MAX", 16 * 2**20, "16 MiB"),
        ("KEY_BYTES_MAX", 2**16, "64 KiB"),
        ("ISSUE_BYTES_MAX", 280_000, "280,000 bytes"),
        ("SQL_MEMORY_BYTES_MAX", 2**20 + 2**10, "1,025 KiB"),
        ("UPLOAD_MEGABYTES_MAX", 1, "1 MB"),
        ("SQL_SECONDS_ASKED_MAX", 1800.0, "1,800 s"),
        ("READ_SECONDS_MAX", 0.5, "0.5 s"),
        ("NAME_CHARACTERS_MAX", 1000, "1,000 characters"),
        ("AUTHORS_MAX", 3000, "3,000"),
        ("SQL_PARTS_MAX", {"COLUMN": 2000, "LIKE_LENGTH": 3}, "column 2,000, like length 3"),
    ],
)
def test_a_limit_is_said_with_its_unit(name: str, value: float | Mapping[str, int], words: str) -> None:
    assert Limit(name, value, "").words == words


def test_the_page_of_limits_lists_each_with_its_value_and_reason(facts_atlas: Atlas, repository: Path) -> None:
    pages = {page.address: page for page in reference_pages(Renderer(facts_atlas, repository / "site" / "templates"))}
    body = pages["limits/"].body
    groups = limit_groups()
    assert re.findall(r'<tr id="(\w+)">', body) == [limit.name for group in groups for limit in group.limits]
    assert "<td>256 KiB</td><td>Bytes of an entry" in body
    assert "<td>20 s</td><td>Seconds that connecting, and each read, may take." in body
    assert "`" not in body.partition("</header>")[2].replace("## ", "")
