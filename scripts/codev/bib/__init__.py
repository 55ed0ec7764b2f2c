"""Bibliographic formats in and out."""

from codev.bib.bibtex_out import to_bibtex, work_to_bibtex
from codev.bib.csl import to_csl, to_csl_json, work_to_csl
from codev.bib.names import PersonName, split_name
from codev.bib.reference import PublicationKind, publication_kind, publication_year, venue_and_year, work_address
from codev.bib.ris import to_ris, work_to_ris

__all__ = [
    "PersonName",
    "PublicationKind",
    "publication_kind",
    "publication_year",
    "split_name",
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
