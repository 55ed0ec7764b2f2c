"""Bibliographic formats in and out."""

from codev.bib.names import PersonName, split_authors, split_name, split_of_works
from codev.bib.write.bibtex import to_bibtex, work_to_bibtex
from codev.bib.write.csl import to_csl, to_csl_json, work_to_csl
from codev.bib.write.reference import PublicationKind, publication_kind, publication_year, venue_and_year, work_address
from codev.bib.write.ris import to_ris, work_to_ris

__all__ = [
    "PersonName",
    "PublicationKind",
    "publication_kind",
    "publication_year",
    "split_authors",
    "split_name",
    "split_of_works",
    "to_bibtex",
    "to_csl",
    "to_csl_json",
    "to_ris",
    "venue_and_year",
    "work_address",
    "work_to_bibtex",
    "work_to_csl",
    "work_to_ris",
]
