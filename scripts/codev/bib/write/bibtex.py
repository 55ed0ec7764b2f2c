"""Works to BibTeX, written by bibtexparser 2.

A preprint is ``@misc`` with its eprint, a conference paper ``@inproceedings``, a journal paper ``@article``.  The year is that
of the venue; an incomplete list of authors ends in "and others"; the entry's key is the work's key.  Nothing can be wrong with
a work's fields here: the model has checked them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from codev.bib.name_parts import name_parts
from codev.bib.names import PersonName, split_authors
from codev.bib.write.latex import title_to_latex, to_latex, verbatim_address
from codev.bib.write.reference import PublicationKind, container, page_range, publication_kind, publication_year, work_address
from codev.model import Work

ENTRY_TYPES: dict[PublicationKind, str] = {
    PublicationKind.PREPRINT: "misc",
    PublicationKind.PROCEEDINGS: "inproceedings",
    PublicationKind.JOURNAL: "article",
    PublicationKind.WEB: "misc",
}
"""The BibTeX entry type of each kind.  https://info.arxiv.org/help/hypertex/bibstyles/index.html for ``eprint``"""


def to_bibtex(works: Iterable[Work]) -> str:
    """Return works as BibTeX.

    Args:
        works: The works, in the order in which they shall stand.

    Returns:
        One entry after another, ending in a line break; empty for no works.
    """
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    library = Library([bibtex_entry(work) for work in works])
    # No middleware: the values are LaTeX and enclosed already.
    text: str = write_string(library, unparse_stack=[], bibtex_format=layout)
    return text


def work_to_bibtex(work: Work) -> str:
    """Return one work as BibTeX."""
    return to_bibtex([work])


def bibtex_entry(work: Work) -> Entry:
    """Return a work as an entry of bibtexparser, its values as LaTeX in braces.

    Args:
        work: The work.
    """
    kind = publication_kind(work)
    pages = page_range(work)
    address = work_address(work)
    held_in = "journal" if kind is PublicationKind.JOURNAL else "booktitle"
    venue = container(work)
    values: list[tuple[str, str | None]] = [
        ("title", title_to_latex(work.title)),
        ("author", _authors(work)),
        (held_in, venue and to_latex(venue)),
        ("year", str(publication_year(work))),
        ("volume", work.volume and to_latex(work.volume)),
        ("number", work.number and _latex_range(work.number)),
        ("pages", pages and "--".join(to_latex(part) for part in pages if part)),
        ("doi", work.doi),
        ("eprint", work.arxiv),
        ("archiveprefix", "arXiv" if work.arxiv else None),
        ("url", address and verbatim_address(address)),
    ]
    return Entry(ENTRY_TYPES[kind], work.key, [Field(name, f"{{{value}}}") for name, value in values if value])


def _authors(work: Work) -> str:
    """Return the authors as BibTeX wants them: "Family, Given and Family, Given and others"."""
    names = [_latex_name(name) for name in split_authors(work)]
    return " and ".join([*names, "others"] if work.et_al else names)


@lru_cache(maxsize=65536)
def _latex_name(parts: PersonName) -> str:
    """Return a name as LaTeX, in braces where BibTeX would not split it as it is meant."""
    if parts.is_group:
        return f"{{{to_latex(parts.family)}}}" if " " in parts.family or not parts.family.isalnum() else to_latex(parts.family)
    latex = PersonName(to_latex(parts.family), to_latex(parts.given), to_latex(parts.particle), to_latex(parts.suffix))
    written = latex.family_first
    read = name_parts(written)
    if (" ".join(read.last), " ".join(read.first), " ".join(read.von)) == (latex.family, latex.given, latex.particle):
        return written
    return PersonName(f"{{{latex.family}}}", latex.given, latex.particle, latex.suffix).family_first


def _latex_range(text: str) -> str:
    """Return a number or range of numbers as LaTeX: "1-2" becomes "1--2"."""
    return "--".join(to_latex(part) for part in text.replace("–", "-").split("-"))
