"""The list of candidates as an issue on GitHub: titles are strangers' text, so that nothing in them becomes markup.

The list is cut to what an issue can hold.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote

from codev.atlas import Atlas
from codev.contribute.watch.candidates import Candidate, Watched

LIST_MARK = "<!-- codev-watch -->"
"""How the text begins, so that the workflow's script knows it."""

CHARACTERS_MAX = 60_000
"""GitHub allows 65,536 characters in an issue."""

ACCEPTABLE = re.compile(r"[0-9]{4}\.[0-9]{4,5}|10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]{1,150}")
"""Ids that a box accepts: none of their signs is markup.  `.github/scripts/choose_watched.py` has it too, and a test."""

REASON = "It does not join data and multi-modal models."
"""Why a paper is rejected, unless somebody writes another reason behind its box."""

_HEAD_LENGTH_MAX = 600
"""Characters that the sentences above the list may take."""

FORM_ADDRESS = "contribute/new/"
"""The page with the form that writes an entry; a test holds it to the site's."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#&@~$!])")


def as_markdown(atlas: Atlas, watched: Watched, *, since: dt.date, until: dt.date, site_url: str | None = None) -> str:
    """Return the list, with boxes that accept and reject each paper.

    Args:
        atlas: The knowledge base.
        watched: What was found.
        since: The first day that was asked for.
        until: The last one.
        site_url: Where the site is published, ending in a slash, for links to its form; None where it is not.
    """
    items: list[str] = []
    room = CHARACTERS_MAX - _HEAD_LENGTH_MAX
    for place, candidate in enumerate(watched.candidates, 1):
        items.append(_item(atlas, place, candidate, site_url))
        room -= len(items[-1])
        if room < 0:
            items.pop()
            break
    head = (
        f"{LIST_MARK}\n{watched.found:,} papers of {since} to {until} were found; {watched.known:,} are known and "
        f"{watched.rejected:,} were rejected before. Below are those most like what is classified, "
        f"{len(items):,} in all, the likeliest first. "
        "Where you may write to the repository, a ticked box opens a pull request: with the entry, or with a line that turns "
        "the paper down; a reason of your own, on one line, may be written behind its box before. "
        "`codev watch accept ID` adds one, `codev watch reject ID --why …` turns one down.\n"
    )
    return head + "".join(items)


def _item(atlas: Atlas, place: int, candidate: Candidate, site_url: str | None) -> str:
    """Return one candidate's part of the list."""
    address = f"https://arxiv.org/abs/{candidate.id}" if candidate.citation.arxiv else f"https://doi.org/{candidate.id}"
    like = "; ".join(plain(atlas.works[key].title) for key in candidate.screened.like[:2])
    nodes = ", ".join(plain(node.leaf) for node in candidate.proposals.nodes[:3])
    lines = [
        f"{place}. {plain(candidate.citation.title)}: <{address}>",
        f"   - says {plain(', '.join(candidate.screened.terms))}; like {like}",
        f"   - may stand under {nodes}" if nodes else "   - no node can be proposed",
    ]
    if site_url is not None:
        lines.append(f"   - [open in the form]({site_url}{FORM_ADDRESS}?{_prefilled(candidate)})")
    if candidate.lacks:
        lines.append(f"   - {plain(candidate.lacks)}")
    elif ACCEPTABLE.fullmatch(candidate.id):
        lines.append(f"   - [ ] accept `{candidate.id}`")
    if ACCEPTABLE.fullmatch(candidate.id):
        lines.append(f"   - [ ] reject `{candidate.id}`: {REASON}")
    return "\n" + "\n".join(lines) + "\n"


def _prefilled(candidate: Candidate) -> str:
    """Return the query that fills in the form; quoted so that no sign of it is markup."""
    citation = candidate.citation
    known = {"arxiv": citation.arxiv, "doi": citation.doi, "title": citation.title}
    return "&".join(
        f"{name}={quote(value, safe='').replace('_', '%5F').replace('~', '%7E')}" for name, value in known.items() if value
    )


def plain(text: str) -> str:
    """Return a text in which nothing is markup, an address, or a person's name on GitHub.

    Args:
        text: A stranger's, on one line or several.
    """
    one_line = " ".join(text.split())
    return _MARKUP.sub(r"\\\1", one_line).replace("\\@", "@\u2060").replace("://", ":\u2060//")
