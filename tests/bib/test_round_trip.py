"""What the writers write, the readers of new entries read back: an exported work can be imported as it was."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.bib import publication_year, to_bibtex, work_to_csl
from codev.bib.read.bibtex import BibtexFile, read_bibtex
from codev.bib.read.csl import read_csl
from codev.model.venues import canonical_venue


@pytest.fixture(scope="module")
def read(atlas: Atlas) -> BibtexFile:
    """All works, written as BibTeX and read back."""
    return read_bibtex(to_bibtex(atlas.works.values()))


def test_every_work_is_read(atlas: Atlas, read: BibtexFile) -> None:
    assert [entry.key for entry in read.entries] == list(atlas.works)
    assert read.broken == ()


def test_bibtex(atlas: Atlas, read: BibtexFile) -> None:
    for entry in read.entries:
        work, citation = atlas.works[entry.key], entry.citation
        assert citation.title == work.title
        assert citation.authors == work.authors
        assert citation.et_al == work.et_al
        assert citation.arxiv == work.arxiv
        assert citation.year == publication_year(work)
        # A preprint without a venue is written as what it is; a name that a contributor spelt out comes back as the short one.
        assert citation.venue == (canonical_venue(work.venue) if work.venue else "arXiv" if work.arxiv else None)


def test_csl(atlas: Atlas) -> None:
    for work in atlas.works.values():
        citation = read_csl(work_to_csl(work))
        assert citation.title == work.title
        assert citation.authors == work.authors
        assert citation.year == publication_year(work)
