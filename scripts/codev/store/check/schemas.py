"""Whether the JSON Schema files in ``taxonomy/schema/`` are what the models say."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from codev.model.schema import schema_texts
from codev.store.check.rule import declare
from codev.store.findings import Finding

SCHEMA_FOLDER = "taxonomy/schema"
"""Where the schema files are, relative to the root."""

SCHEMA_BYTES_MAX = 1024 * 1024
"""No schema file is larger: the largest has 40 KB."""

_STALE = declare(
    "schema-stale",
    "a JSON Schema file is not what the models say",
    why="Editors complete entries by these files; they are generated, never written by hand.  "
    "'codev check --fix' writes them anew.",
    wrong="taxonomy/schema/work.schema.json as it was before a field was added",
    right="the file after 'codev check --fix'",
    scope="whole",
)


def schemas_digest(root: Path) -> str:
    """Return a digest of the schema files as they are.

    Args:
        root: The knowledge base's folder.
    """
    digest = hashlib.blake2b(digest_size=16)
    folder = root / SCHEMA_FOLDER
    if folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()


def stale_schemas(root: Path) -> list[Finding]:
    """Return a finding for each schema file that is missing or not what the models say.

    Args:
        root: The knowledge base's folder.
    """
    findings = []
    for name, text in _fresh_texts().items():
        path = root / SCHEMA_FOLDER / name
        if _content(path) != text.encode():
            what = "is not what the models say" if path.exists() else "is missing"
            fix = "run 'codev check --fix', which writes it anew"
            where = f"{SCHEMA_FOLDER}/{name}"
            findings.append(Finding(where, 1, 1, _STALE.code, _STALE.severity, f"the schema {what}", fix))
    return findings


@cache
def _fresh_texts() -> dict[str, str]:
    """Return the schema files' texts, which follow from the code alone."""
    return schema_texts()


def _content(path: Path) -> bytes:
    """Return a file's bytes; none where it is no regular file or too large to be a schema."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > SCHEMA_BYTES_MAX:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
