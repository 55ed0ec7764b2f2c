"""A hand-written page as a notebook: the page is the one source, its Python becomes the cells.

Text and other blocks of code stay text.  Cells have no outputs: they depend on the knowledge base that is asked.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

_CELL = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANCHOR = re.compile(r"^(#+ .*?) \{ #[\w-]+ \}$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]++)\]\((?!https?://)[^\[()\s]++\)")
"""A link to another page, which is not beside a notebook."""


def notebooks_of(pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the notebook of each page that names one in its head: its path below the pages, and what it holds.

    Args:
        pages: The hand-written pages by path; those without a readable head, which the build refuses, have no notebook.
    """
    for path, content in pages.items():
        parts = content.decode().split("---\n", 2) if path.endswith(".md") else []
        if len(parts) == 3 and "\nnotebook:" in parts[1]:
            name = yaml.load(parts[1], Loader=yaml.CSafeLoader)["notebook"]
            yield posixpath.join(path.removesuffix(".md"), name), notebook_of(parts[2])


def notebook_of(text: str) -> bytes:
    """Return Markdown as a notebook (format 4.5: https://nbformat.readthedocs.io/en/latest/format_description.html).

    Args:
        text: The Markdown of a page.
    """
    cells = []
    for number, part in enumerate(_CELL.split(text)):
        source = part.strip() if number % 2 else _LINK.sub(r"\1", _ANCHOR.sub(r"\1", part)).strip()
        if source:
            cells.append(_cell(f"cell-{number}", source, is_code=bool(number % 2)))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _cell(cell_id: str, source: str, *, is_code: bool) -> dict[str, Any]:
    """Return a cell."""
    cell = {"id": cell_id, "metadata": {}, "source": source.splitlines(keepends=True)}
    if is_code:
        return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}
    return {"cell_type": "markdown", **cell}
