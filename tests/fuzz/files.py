"""Readers of files that strangers write: entries, the taxonomy, BibTeX, filed forms, rows of evidence."""

from __future__ import annotations

import json
from typing import Any

from codev import Atlas
from codev.bib.read.bibtex import read_bibtex
from codev.check.run import check
from codev.contribute.bulk import plan_import
from codev.contribute.claim import claim_data, usable
from codev.contribute.draft import make_draft
from codev.contribute.entry_check import check_entry
from codev.contribute.evidence import record, rows_of
from codev.contribute.issue_form import read_issue
from codev.contribute.rows import read_rows
from codev.errors import KnowledgeBaseError
from codev.model.rejected import REJECTED_PATH
from codev.store.examine import examine_bytes
from codev.store.layout import SourceFile
from copied import FROZEN
from fuzz.mutations import changed_json
from fuzz.place import Place
from fuzz.target import DAY, FIXTURES, Seeds, Target, shape


def _files(*patterns: str) -> list[bytes]:
    """Return the fixtures that a pattern names."""
    return [path.read_bytes() for pattern in patterns for path in sorted(FIXTURES.glob(pattern))]


def _entries(_: Place) -> Seeds:
    """Return entries of the frozen knowledge base, and those that broke promises."""
    listed = [path.read_bytes() for path in sorted(FROZEN.glob("papers/*/*.yaml"))[::12]]
    return {"work": [*listed, *_files("hostile_cases/*U+*.yaml", "bib_cases/missing_colon.yaml")]}


def _read_entry(place: Place, _: str, raw: bytes) -> list[str]:
    """Read an entry as the explorer, the MCP server and the check do."""
    verdict = check_entry(place.atlas, raw)
    return [each.code for each in verdict.findings]


_REJECTED = (
    "# yaml-language-server: $schema=../taxonomy/schema/rejected.schema.json\nrejected:\n"
    "- id: '2508.06585'\n  title: A paper\n  why: Text only.\n  date: '2026-11-29'\n"
)


def _vocabularies(place: Place) -> Seeds:
    """Return the files of the taxonomy by name, and the list of rejected papers."""
    files = {path.stem: [path.read_bytes()] for path in sorted((place.root / "taxonomy").glob("*.yaml"))}
    return files | {"rejected": [_REJECTED.encode()]}


def _read_vocabulary(place: Place, stem: str, raw: bytes) -> list[str]:
    """Read a file of the taxonomy; where it can be read, check and load the whole knowledge base with it."""
    path = REJECTED_PATH if stem == "rejected" else f"taxonomy/{stem}.yaml"
    examined = examine_bytes(SourceFile.at(path), raw)
    if not examined.data:
        return [each.code for each in examined.findings]
    file = place.root / path
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(raw)
    try:
        found = [each.code for each in check(place.root, use_cache=False, process_count=1).findings]
        try:
            Atlas.load(place.root, use_cache=False)
        except KnowledgeBaseError as error:
            found.append(shape(error.message))
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
    return found


def _read_bibtex(place: Place, _: str, raw: bytes) -> list[str]:
    """Read BibTeX, and plan its import; a new entry can be read."""
    plan = plan_import(place.atlas, read_bibtex(raw), added=DAY)
    json.dumps([each.as_dict() for each in plan.outcomes], ensure_ascii=False).encode("utf-8", "surrogateescape")
    for text in plan.new_texts.values():
        assert check_entry(place.atlas, text.encode()).work is not None, f"an import writes what cannot be read: {text[:2000]}"
    return [*(f"{each.status.value} {shape(each.reason)}" for each in plan.outcomes), *map(shape, plan.remarks)]


def _read_form(place: Place, _: str, raw: bytes) -> list[str]:
    """Read a filed form, and draft the entry that it asks for."""
    form = read_issue(raw.decode("utf-8", "replace"))
    said, introduced, notes = usable(place.atlas, form.claim, form.introduced)
    new, declared = introduced.parted(place.atlas)
    claims = [] if said.is_empty or said.lacking else [claim_data(place.atlas, said, introduced)]
    draft = make_draft(
        place.atlas,
        form.citation,
        added=DAY,
        claims=claims,
        introduces=new.as_data(),
        declared=declared,
        links=dict(form.links) or None,
    )
    assert check_entry(place.atlas, draft.text.encode()).work is not None, f"a draft cannot be read: {draft.text[:2000]}"
    return [*map(shape, notes), *map(shape, draft.left)]


def _rows(place: Place) -> Seeds:
    """Return rows of evidence for a claim of the knowledge base."""
    claim = next(iter(place.atlas.claims))
    full = {"claim": claim, "source": "paper", "where": "Section 3", "url": "https://arxiv.org/abs/2304.08485", "version": "v2"}
    checked = {"by": "J. Doe", "date": DAY, "against": ["paper"], "note": "Read."}
    rows: list[dict[str, Any]] = [
        full | {"states": ["statement", "node"], "infers": ["modalities"], "checked": checked},
        {"claim": claim, "source": "abstract", "stated": ["stages"], "verdict": "right", "node": "fits"},
    ]
    return {"row": [json.dumps(row).encode() for row in rows]}


def _read_row(place: Place, _: str, raw: bytes) -> list[str]:
    """Record rows of evidence on claims, without writing."""
    place.given.write_bytes(raw)
    rewrite = record(place.atlas, rows_of(read_rows(place.given)))
    return ["changed" if rewrite.texts else "nothing", *map(shape, rewrite.remarks)]


_BIBTEX = ("bib_cases/*.bib", "contribute/walk/*.bib", "hostile_cases/*.bib")

FILES = (
    Target("entry", _entries, _read_entry, quick=30),
    Target("taxonomy", _vocabularies, _read_vocabulary, quick=12),
    Target("bibtex", lambda _: {"bibtex": _files(*_BIBTEX)}, _read_bibtex, quick=15),
    Target("form", lambda _: {"form": _files("contribute/issue.md", "bib_cases/form_*.md")}, _read_form),
    Target("rows", _rows, _read_row, changed_json),
)
"""The targets that read files."""
