"""How many lines of code there are: those that hold more than a comment, a docstring or nothing.

Try ``python tests/code_lines.py [FOLDER]``: the lines under a folder, by default ``scripts/codev``, folder by folder.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter
from pathlib import Path

_EMPTY = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def code_lines(source: str) -> int:
    """Return how many lines of a module are code; a text that stands alone, such as a docstring, is none.

    Args:
        source: The module's text.
    """
    texts = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    alone = {line for node in texts for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    held = {line for each in tokens if each.type not in _EMPTY for line in range(each.start[0], each.end[0] + 1)}
    return len(held - alone)


def by_folder(folder: Path) -> Counter[str]:
    """Return the lines of code in each folder directly under a folder; modules beside them count under a full stop.

    Args:
        folder: Where modules are looked for, at any depth.
    """
    counts: Counter[str] = Counter()
    for path in folder.rglob("*.py"):
        parts = path.relative_to(folder).parts
        counts[parts[0] if len(parts) > 1 else "."] += code_lines(path.read_text("utf-8"))
    return counts


if __name__ == "__main__":
    counted = by_folder(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "scripts" / "codev")
    for name, count in (*counted.most_common(), ("all", counted.total())):
        print(f"{count:7,} {name}")  # noqa: T201 - what the script is for
