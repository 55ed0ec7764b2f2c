"""Files of JSON lines, one object a line, as commands take them for many things at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codev.errors import WrongUseError
from codev.given_file import read_given
from codev.limits.files import ROWS_BYTES_MAX


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file; empty lines are passed over.

    Args:
        path: The file.

    Raises:
        WrongUseError: It cannot be read, is too large, or a line is no JSON object; the message names the line.
    """
    try:
        lines = read_given(path, ROWS_BYTES_MAX).decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise WrongUseError(f"{path.name} cannot be read: {error}", "give a file of JSON lines in UTF-8") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise WrongUseError(f"{path.name}:{number} is not JSON", "write one object a line") from error
        if not isinstance(row, dict):
            raise WrongUseError(f"{path.name}:{number} is not an object", "write {…} on each line")
        rows.append(row)
    return rows
