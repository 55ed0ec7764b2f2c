"""Bibliographic formats in: BibTeX, arXiv, Crossref and forms become `Citation`s."""
