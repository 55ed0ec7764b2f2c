"""Files rewritten in their canonical form: what `codev check --fix` and `codev fmt` do.

A file is rewritten only if it can be read, and only if the new text holds the same data and every comment; it is replaced as a
whole, so that no reader ever sees half of it.  JSON Schema files that are stale are written anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from codev.check.schemas import SCHEMA_FOLDER, fresh_schemas
from codev.store.comments import CommentLost
from codev.store.examine import formatted
from codev.store.findings import Finding
from codev.store.layout import SourceFile
from codev.store.read import read_bytes
from codev.store.write import write_atomically
from codev.store.yaml_in import YamlProblem, composed, decode, read_document
from codev.store.yaml_out import record_type

FIXED_CODES = frozenset(["not-canonical", "schema-line", "schema-stale"])
"""What rewriting mends."""


def fix(root: Path, findings: Iterable[Finding]) -> list[str]:
    """Rewrite the files that findings say are not in their canonical form.

    Args:
        root: The knowledge base's folder.
        findings: What the check found.

    Returns:
        The files that were rewritten, relative to the root, sorted.

    Raises:
        OSError: A file cannot be written.
    """
    paths = sorted({finding.path for finding in findings if finding.code in FIXED_CODES})
    return [path for path in paths if _rewrite(root, path)]


def canonical(root: Path, path: str) -> tuple[str, str] | None:
    """Return the present and the canonical text of a file.

    Args:
        root: The knowledge base's folder.
        path: The file, relative to the root.

    Returns:
        Both texts; None where the file cannot be read or rewritten without loss.
    """
    file = SourceFile.at(path)
    raw = read_bytes(root, file)
    kind = record_type(file.kind, file.stem)
    if not isinstance(raw, bytes) or kind is None:
        return None
    try:
        text = decode(raw)
        plain = composed(text)
        record = kind.model_validate(read_document(plain).data, strict=False)
        return text, formatted(file, plain, record)
    except (YamlProblem, CommentLost, ValueError):
        return None


def _rewrite(root: Path, path: str) -> bool:
    """Rewrite one file; returns whether it was changed."""
    if path.startswith(f"{SCHEMA_FOLDER}/"):
        text = fresh_schemas(root).get(path.removeprefix(f"{SCHEMA_FOLDER}/"))
        if text is None:
            return False
        write_atomically(root / path, text)
        return True
    texts = canonical(root, path)
    if texts is None or texts[0] == texts[1]:
        return False
    write_atomically(root / path, texts[1])
    return True
