"""An answer as text that other programs read: JSON, CSV, tab-separated values, a Markdown table.

Returned, never printed.  A cell that a spreadsheet would run as a formula is written with an apostrophe before it (CSV;
`harmless` serves every CSV file of the project), and what Markdown or HTML would read as markup is escaped (Markdown).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

from codev.query.rows import AnswerRow, cell_text
from codev.query.run import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a cell as a formula.  https://owasp.org/www-community/attacks/CSV_Injection"""

_SUSPECT_STARTS = (*FORMULA_STARTS, "'")

CSV_FILE_ENCODING = "utf-8-sig"
"""The encoding of CSV files for people: with its mark, without which Excel reads UTF-8 as the encoding of the language.
https://support.microsoft.com/office/opening-csv-utf-8-files-correctly-in-excel-8a935af5-3416-4edd-ba7e-3dfd2bc4a032"""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#&])")


def to_json(result: Result) -> str:
    """Return the answer in its JSON shape (DESIGN §5), indented."""
    return json.dumps(result.data(), ensure_ascii=False, indent=2)


def to_csv(result: Result) -> str:
    """Return all fields of all rows as CSV (RFC 4180) with a header; the values of a list are joined by semicolons."""
    rows = result.as_dicts()
    names = result.query.about.row.names()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([harmless(cell_text(row[name])) for name in names] for row in rows)
    return out.getvalue()


def to_tsv(result: Result) -> str:
    """Return the columns as tab-separated values with a header, one row a line."""
    return tab_separated([column.title for column in result.columns], (cells(result, row) for row in result.rows))


def to_markdown(result: Result) -> str:
    """Return the columns as a Markdown table."""
    titles = [column.title for column in result.columns]
    return markdown_table(titles, (cells(result, row) for row in result.rows), lambda text: _MARKUP.sub(r"\\\1", text))


def tab_separated(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return texts as tab-separated values, one row a line; control characters, which a terminal would obey, are left out."""
    return "".join("\t".join(map(_one_line, line)) + "\n" for line in (titles, *rows))


def markdown_table(titles: Sequence[str], rows: Iterable[Iterable[str]], escape: Callable[[str], str]) -> str:
    """Return texts as a Markdown table.

    Args:
        titles: What stands above each column.
        rows: The cells of each row.
        escape: Makes a text one that Markdown shows as it is.
    """
    lines = [[escape(_one_line(cell)) for cell in line] for line in (titles, *rows)]
    lines.insert(1, ["---"] * len(titles))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cells(result: Result, row: AnswerRow) -> list[str]:
    """Return the texts of a row's columns."""
    return [cell_text(getattr(row, column.name)) for column in result.columns]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula.

    Args:
        text: Any text.

    Returns:
        The text, with an apostrophe in front where it needs one.
    """
    # Nearly no text begins so: only of those that do is it looked at what stands behind the apostrophes.
    is_formula = text.startswith(_SUSPECT_STARTS) and text.lstrip("'").startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def _one_line(cell: str) -> str:
    """Return a cell without tabs, line breaks and control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())
