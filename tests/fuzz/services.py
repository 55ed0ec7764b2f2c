"""The reader of what arXiv, Crossref, DataCite, OpenAlex, DBLP and the agencies of DOIs answer."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import httpx

from codev.bib.read.citation import Citation
from codev.contribute.draft import make_draft
from codev.contribute.entry_check import check_entry
from codev.contribute.watch.ask import Watcher
from fuzz.mutations import changed_json
from fuzz.place import Place
from fuzz.target import DAY, Seeds, Target, shape
from played_services import FIXTURES as ANSWERS
from played_services import STORED, Answer, Line, stored


def _answers(_: Place) -> Seeds:
    """Return stored answers of the services, and the headers by which they lead on or ask to wait."""
    seeds = {host: [(ANSWERS / name).read_bytes()] for host, name in STORED.items()}
    seeds["doi.org"] = [(ANSWERS / "datacite.json").read_bytes()]
    work = (ANSWERS / STORED["api.openalex.org"]).read_bytes()
    return seeds | {
        "list": [b'{"results": [%s]}' % work],
        "location": [b"https://doi.org/10.1000/x", b"/works/10.1000%2Fx", b"//dblp.org:443/"],
        "retry-after": [b"20", b"Wed, 21 Oct 2026 07:28:00 GMT"],
    }


def _read_answer(place: Place, variant: str, raw: bytes) -> list[str]:
    """Ask the services, one of which answers so, and draft the entry of what they say."""
    if variant in ("location", "retry-after"):
        headers = [(variant.encode(), raw.replace(b"\r", b"").replace(b"\n", b""))]
        play: list[Answer] = [
            httpx.Response(302 if variant == "location" else 503, headers=headers),
            stored("api.crossref.org"),
        ]
        with Line({"api.crossref.org": play}).fetcher() as fetcher:
            return _drafted(place, fetcher.doi(_doi_asked(stored("api.crossref.org").content)))
    host = "api.openalex.org" if variant == "list" else variant
    # arXiv is asked first, and what it does not know nobody else is asked for.
    line = Line({"export.arxiv.org": httpx.Response(400), host: httpx.Response(200, content=raw)})
    if variant == "list":
        return _listed(line)
    with line.fetcher() as fetcher:
        if host == "dblp.org":
            title, author = _dblp_asked()
            found = fetcher.published(title, [author])
            return ["nothing"] if found is None else _drafted(place, replace(found, title=title))
        if host == "export.arxiv.org":
            return _drafted(place, fetcher.arxiv(_arxiv_asked()))
        # Nobody else knows the work, so that this answer counts.
        return _drafted(place, fetcher.doi(_doi_asked(raw)))


def _listed(line: Line) -> list[str]:
    """Return what a list of OpenAlex gives to those who watch for new papers."""
    with Watcher(httpx.MockTransport(line.handle), sleep=line.slept.append, clock=lambda: sum(line.slept)) as watcher:
        return [shape(each) for citation in watcher.citing(["10.1000/x"], dt.date(2026, 1, 1)) for each in citation.remarks]


def _dblp_asked() -> tuple[str, str]:
    """Return title and first author of the stored answer of DBLP."""
    info = json.loads((ANSWERS / STORED["dblp.org"]).read_bytes())["result"]["hits"]["hit"][0]["info"]
    authors = info["authors"]["author"]
    first = authors[0] if isinstance(authors, list) else authors
    return str(info["title"]), re.sub(r" \d{4}$", "", str(first["text"]))


def _arxiv_asked() -> str:
    """Return the id in the stored answer of arXiv."""
    found = re.search(r"arxiv\.org/abs/([0-9.]+)", (ANSWERS / STORED["export.arxiv.org"]).read_text("utf-8"))
    assert found is not None
    return found.group(1)


def _doi_asked(raw: bytes) -> str:
    """Return a DOI that an answer speaks of, so that it is taken; any where it speaks of none."""
    found = re.search(rb"10\.[0-9]{4,9}\\?/[\w.()-]{1,60}", raw)
    return found.group(0).decode().replace("\\", "") if found else "10.1000/x"


def _drafted(place: Place, citation: Citation) -> list[str]:
    """Return what the draft of a citation says, which can be read as an entry."""
    draft = make_draft(place.atlas, citation, added=DAY)
    assert check_entry(place.atlas, draft.text.encode()).work is not None, f"a draft cannot be read: {draft.text[:2000]}"
    return [citation.source, *map(shape, citation.remarks), *map(shape, draft.left)]


SERVICES = (Target("answers", _answers, _read_answer, changed_json),)
"""The target that reads answers."""
