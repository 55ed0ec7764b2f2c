"""Bibliographic formats out: BibTeX, RIS and CSL-JSON of works."""
