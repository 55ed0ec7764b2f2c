"""What examining a file gave, kept by the hash of its content, so that a second run need not parse.

One JSON file under ``build/cache/``.  A cache that is missing, broken, or written by other code is ignored and written anew; it
holds nothing that is not derived, and deleting it is always safe.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from codev.store.examine import Examined
from codev.store.findings import Finding, Severity
from codev.store.layout import SourceFile

CACHE_FILE = "build/cache/records.json"
"""Where the cache is, relative to the root."""


@cache
def code_digest() -> str:
    """Return a digest of the code that examines files: another version's results are not used."""
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted([*package.glob("*.py"), *package.glob("model/*.py"), *package.glob("store/*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def read_cache(root: Path) -> dict[str, Examined]:
    """Return what is known of files, by digest.

    Args:
        root: The knowledge base's folder.
    """
    try:
        stored = json.loads((root / CACHE_FILE).read_bytes())
        if stored["code"] != code_digest():
            return {}
        return {
            digest: Examined(SourceFile(path, kind), digest, data, tuple(_finding(item) for item in findings))
            for digest, path, kind, data, findings in stored["files"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_cache(root: Path, results: Iterable[Examined]) -> None:
    """Keep what is known of files; a folder that cannot be written to is left alone.

    Args:
        root: The knowledge base's folder.
        results: What examining each file gave.
    """
    rows = [
        (item.digest, item.file.path, item.file.kind, item.data, [finding.as_dict() for finding in item.findings])
        for item in results
        if item.digest
    ]
    target = root / CACHE_FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as stream:
            json.dump({"code": code_digest(), "files": rows}, stream)
        Path(stream.name).replace(target)
    except OSError:
        return


def _finding(item: dict[str, str | int]) -> Finding:
    """Return a stored finding."""
    return Finding(**(item | {"severity": Severity(str(item["severity"]))}))  # type: ignore[arg-type]
