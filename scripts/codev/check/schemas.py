"""Whether the JSON Schema files in ``taxonomy/schema/`` are what the models and the vocabulary say."""

from __future__ import annotations

import hashlib
from pathlib import Path

from codev.check.rule import declare
from codev.limits.files import SCHEMA_BYTES_MAX
from codev.model.schema import schema_texts
from codev.model.taxonomy import NEEDED_FILES, Taxonomy
from codev.store.examine import examine_bytes
from codev.store.findings import Finding
from codev.store.layout import SourceFile
from codev.store.load import taxonomy_of
from codev.store.read import read_bytes

SCHEMA_FOLDER = "taxonomy/schema"
"""Where the schema files are, relative to the root."""

_STALE = declare(
    "schema-stale",
    "a JSON Schema file does not match the models and the vocabulary",
    why="Editors complete entries by these files; they are generated, never written by hand.  "
    "'codev check --fix' writes them again.",
    wrong="taxonomy/schema/work.schema.json as it was before a field or a taxonomy node was added",
    right="the file after 'codev check --fix'",
    scope="whole",
)


def schemas_digest(root: Path, taxonomy: Taxonomy) -> str:
    """Return a digest of the schema files as they are, and of what they should say.

    Args:
        root: The knowledge base's folder.
        taxonomy: The vocabulary.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(taxonomy.model_dump_json(exclude={"artifacts", "double_entries"}).encode())
    folder = root / SCHEMA_FOLDER
    if folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()


def stale_schemas(root: Path, taxonomy: Taxonomy) -> list[Finding]:
    """Return a finding for each schema file that is missing or not what the models and the vocabulary say.

    Args:
        root: The knowledge base's folder.
        taxonomy: The vocabulary.
    """
    findings = []
    for name, text in schema_texts(taxonomy).items():
        path = root / SCHEMA_FOLDER / name
        if _content(path) != text.encode():
            what = "does not match the models and the vocabulary" if path.exists() else "is missing"
            fix = "run 'codev check --fix', which writes it again"
            where = f"{SCHEMA_FOLDER}/{name}"
            findings.append(Finding(where, 1, 1, _STALE.code, _STALE.severity, f"the schema {what}", fix))
    return findings


def fresh_schemas(root: Path) -> dict[str, str]:
    """Return what the schema files should say by the vocabulary as it stands now, by name; none where it cannot be read.

    Args:
        root: The knowledge base's folder.
    """
    data = {}
    for stem in sorted(NEEDED_FILES):
        file = SourceFile(f"taxonomy/{stem}.yaml", "taxonomy")
        raw = read_bytes(root, file)
        data[file] = examine_bytes(file, raw).data if isinstance(raw, bytes) else ""
    return schema_texts(taxonomy_of(data)) if all(data.values()) else {}


def _content(path: Path) -> bytes:
    """Return a file's bytes; none where it is no regular file or too large to be a schema."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > SCHEMA_BYTES_MAX:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
