"""What the check says of an entry that is on no disk, pasted or sent: pure functions.

Nothing is written, and the knowledge base stays as it is: an entry with a known key is looked at in place of the present one.
The text is hostile: it is read as `codev.store` reads files, and one that is too long is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.check.base import Base, Entry
from codev.check.catalogue import MODULES  # noqa: F401 - importing it registers every rule
from codev.check.rule import WHOLE_RULES
from codev.check.works import check_work
from codev.ids import is_work_key
from codev.limits.files import WORK_BYTES_MAX
from codev.memory import made_once
from codev.model import TAXONOMY_FILES, Work
from codev.model.references import Location
from codev.model.same_work import KnownWorks, Match, identity_of
from codev.store.documents import Documents
from codev.store.examine import examine_bytes, place
from codev.store.findings import Finding, Severity, in_order
from codev.store.layout import SourceFile
from codev.store.summary import summarise_work
from codev.store.yaml_in import Document, Position, YamlProblem, decode, read_document

_YEAR = re.compile(r"^(19|20)[0-9]{2}$")


@dataclass(frozen=True)
class Verdict:
    """What the check says of an entry.

    Attributes:
        path: Where the entry belongs, relative to the root.
        findings: What is wrong, by place.
        work: The work, where the entry can be read.
        replaces: Whether the knowledge base has an entry of this key already.
    """

    path: str
    findings: tuple[Finding, ...]
    work: Work | None
    replaces: bool


def check_entry(atlas: Atlas, raw: bytes) -> Verdict:
    """Return what the check says of an entry.

    Args:
        atlas: The knowledge base that it would join.
        raw: The YAML as bytes; anything at all.
    """
    if len(raw) > WORK_BYTES_MAX:
        message = f"{len(raw) / 1024:,.0f} KiB are more than {WORK_BYTES_MAX // 1024} KiB"
        path = _path({})
        return Verdict(
            path, (Finding(path, 1, 1, "too-large", Severity.ERROR, message, "paste one entry"),), None, replaces=False
        )
    document = _document(raw)
    path = _path(document.data if document is not None else {})
    examined = examine_bytes(SourceFile(path, "work"), raw, check_work)
    findings = list(examined.findings)
    work = Work.model_validate_json(examined.data) if examined.data else None
    if work is not None and document is not None:
        findings += _findings_on_whole(atlas, work, path, document)
    return Verdict(path, tuple(in_order(findings)), work, replaces=work is not None and work.key in atlas.works)


def duplicate_of(atlas: Atlas, work: Work) -> Match | None:
    """Return the work of the knowledge base that a work may be already; not the one that it would replace.

    Args:
        atlas: The knowledge base.
        work: The work.
    """
    match = _known_works(atlas).find(identity_of(work))
    if match is None or match.key != work.key:
        return match
    return KnownWorks(each for each in atlas.works.values() if each.key != work.key).find(identity_of(work))


class _Pasted(Documents):
    """The files of a knowledge base with one that is on no disk."""

    def __init__(self, root: Path, path: str, document: Document) -> None:
        """Put the document in the place of a file."""
        super().__init__(root)
        self._own_path = path
        self._own = document

    def data(self, path: str) -> dict[str, Any]:
        """Return a file's data."""
        return self._own.data if path == self._own_path else super().data(path)

    def position(self, path: str, location: Location, *, of_key: bool = False) -> Position:
        """Return where a value stands."""
        return place(self._own, location, of_key=of_key) if path == self._own_path else super().position(path, location)


def _findings_on_whole(atlas: Atlas, work: Work, path: str, document: Document) -> Iterator[Finding]:
    """Yield what the rules on the whole say of the entry."""
    entries = [entry for key, entry in _entries_of(atlas).items() if key != work.key]
    every = tuple(sorted([*entries, Entry(path, summarise_work(work))], key=lambda entry: entry.path))
    base = Base(atlas.root, every, atlas.taxonomy, frozenset(TAXONOMY_FILES), frozenset())
    base.documents = _Pasted(atlas.root, path, document)
    for rule, function in WHOLE_RULES:
        for problem in function(base):
            if problem.path == path:
                at = place(document, problem.location, of_key=problem.of_key)
                yield Finding(path, at.line, at.column, rule.code, rule.severity, problem.message, problem.fix)


@made_once
def _entries_of(atlas: Atlas) -> Mapping[str, Entry]:
    """Return what the check wants to know of each work of a knowledge base, by key, made once."""
    return {
        key: Entry(atlas.paths.get(key, f"papers/{work.year}/{key}.yaml"), summarise_work(work))
        for key, work in atlas.works.items()
    }


@made_once
def _known_works(atlas: Atlas) -> KnownWorks:
    """Return the works of a knowledge base by what identifies them, made once."""
    return KnownWorks(atlas.works.values())


def _document(raw: bytes) -> Document | None:
    """Return the entry's data with their places, or None where it is no YAML."""
    try:
        return read_document(decode(raw))
    except (YamlProblem, RecursionError):
        return None


def _path(data: dict[str, Any]) -> str:
    """Return where an entry belongs, by its own key and year as far as they can be used."""
    key, year = data.get("key"), data.get("year")
    stem = key if isinstance(key, str) and is_work_key(key) else "entry"
    folder = str(year) if isinstance(year, int) and _YEAR.match(str(year)) else "2000"
    return f"papers/{folder}/{stem}.yaml"
