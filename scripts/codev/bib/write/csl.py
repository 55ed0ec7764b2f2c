"""Works to CSL-JSON, the input of citation processors (see https://docs.citationstyles.org/en/stable/specification.html).

Preprints are of type ``article`` with genre "preprint", as CSL 1.0.2 has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from codev.bib.names import PersonName, split_authors
from codev.bib.write.reference import PublicationKind, container, page_range, publication_kind, publication_year, work_address
from codev.bib.write.ris import ET_AL_NOTE
from codev.model import Work

CSL_TYPES: dict[PublicationKind, str] = {
    PublicationKind.PREPRINT: "article",
    PublicationKind.PROCEEDINGS: "paper-conference",
    PublicationKind.JOURNAL: "article-journal",
    PublicationKind.WEB: "webpage",
}
"""The CSL type of each kind."""


def to_csl(works: Iterable[Work]) -> list[dict[str, Any]]:
    """Return works as CSL-JSON items.

    Args:
        works: The works, in the order in which they shall stand.
    """
    return [work_to_csl(work) for work in works]


def to_csl_json(works: Iterable[Work]) -> str:
    """Return works as the text of a CSL-JSON file, one work a line, ending in a line break."""
    items = ",\n".join(json.dumps(work_to_csl(work), ensure_ascii=False) for work in works)
    return f"[\n{items}\n]\n" if items else "[]\n"


def work_to_csl(work: Work) -> dict[str, Any]:
    """Return one work as a CSL-JSON item.

    Args:
        work: The work.
    """
    kind = publication_kind(work)
    pages = page_range(work)
    is_preprint = kind is PublicationKind.PREPRINT and work.arxiv is not None
    item: dict[str, Any] = {
        "id": work.key,
        "type": CSL_TYPES[kind],
        "title": work.title,
        "author": [_csl_name(name) for name in split_authors(work)],
        "issued": {"date-parts": [[publication_year(work)]]},
        "container-title": container(work),
        "volume": work.volume,
        "issue": work.number,
        "page": "-".join(part for part in pages if part) if pages else None,
        "DOI": work.doi,
        "URL": work_address(work),
        "genre": "preprint" if is_preprint else None,
        "number": f"arXiv:{work.arxiv}" if is_preprint else None,
        "publisher": "arXiv" if is_preprint else None,
        "archive": "arXiv" if work.arxiv else None,
        "archive_location": work.arxiv,
        "note": ET_AL_NOTE if work.et_al else None,
    }
    return {name: value for name, value in item.items() if value is not None}


def _csl_name(parts: PersonName) -> dict[str, str]:
    """Return a name as CSL's variables; a group's name is literal."""
    if parts.is_group:
        return {"literal": parts.family}
    named = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {part: value for part, value in named.items() if value}
