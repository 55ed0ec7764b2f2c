"""BibTeX, RIS and CSL-JSON files: every work, read back by the libraries that their users use."""

from __future__ import annotations

import json
from pathlib import Path

import rispy
from bibtexparser.entrypoint import parse_file

from codev import Atlas


def test_bibtex(atlas: Atlas, exported: Path) -> None:
    library = parse_file(str(exported / "codev.bib"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(atlas.works)
    assert {entry.key: entry.get("eprint") and entry["eprint"] for entry in library.entries} == {
        key: work.arxiv for key, work in atlas.works.items()
    }


def test_ris(atlas: Atlas, exported: Path) -> None:
    references = rispy.load(exported / "codev.ris", encoding="utf-8")
    assert [(each["id"], each["title"]) for each in references] == [(key, work.title) for key, work in atlas.works.items()]


def test_csl(atlas: Atlas, exported: Path) -> None:
    items = json.loads((exported / "codev.csl.json").read_text("utf-8"))
    assert [(each["id"], each["title"]) for each in items] == [(key, work.title) for key, work in atlas.works.items()]
    assert [len(each["author"]) for each in items] == [len(work.authors) for work in atlas.works.values()]
