"""Cases of the limits on bibliographic texts and on answers of other services."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from codev.bib.read.arxiv import named_venue
from codev.bib.read.bibtex import read_bibtex
from codev.bib.read.csl import read_csl
from codev.bib.read.latex import plain_text
from codev.bib.read.markup import without_html
from codev.bib.read.names import read_names
from codev.bib.read.records import read_dblp, read_openalex
from codev.contribute.fetch.client import Client
from codev.contribute.issue_form import QUESTIONS, read_answers
from codev.contribute.letters import words_of
from codev.limits.services import PATIENCE_SECONDS_MAX
from limit_case import Case, Place, accepted

FIXTURES = Path(__file__).parent / "fixtures/contribute"


def _crossref_taken(count: int) -> bool:
    """Return whether so many entries that refer to the next in a row give their year to the first."""
    text = "@inproceedings{e0, title={A title}, author={A B}, crossref={e1}}\n"
    text += "".join(f"@proceedings{{e{number}, title={{P}}, crossref={{e{number + 1}}}}}\n" for number in range(1, count))
    text += f"@proceedings{{e{count}, title={{P}}, year=2024}}\n"
    return any(each.year == 2024 for each in _citations(text) if each.title == "A title")


def _citations(text: str) -> list[Any]:
    """Return what a BibTeX text gives."""
    return [each.citation for each in read_bibtex(text.encode()).entries]


def _abstract(index: dict[str, list[int]]) -> str:
    """Return an abstract that OpenAlex tells word by word."""
    record = json.loads((FIXTURES / "openalex.json").read_bytes())
    return read_openalex(record | {"abstract_inverted_index": index}).abstract or ""


def _hits(count: int) -> int:
    """Return how many of so many hits of DBLP are read."""
    answer = json.loads((FIXTURES / "dblp.json").read_bytes())
    hits = answer["result"]["hits"]
    hits["hit"] = [next(each for each in hits["hit"] if each["info"]["venue"] != "CoRR")] * count
    return len(read_dblp(answer))


def _authors_taken(count: int) -> bool:
    """Return whether all of so many names are read."""
    return len(read_names(" and ".join(f"Ann B{'x' * (number % 7)}" for number in range(count))).names) == count


def _name_taken(count: int) -> bool:
    """Return whether a name of so many characters, most of which are braces, is read to its end."""
    braces = "{}" * ((count - 8) // 2)
    return read_names(f"Ann{braces}{' ' if count % 2 == 0 else ' x'}Bell").names in (("Ann Bell",), ("Ann xBell",))


def _abstract_taken(_: Place, count: int) -> bool:
    """Return whether an abstract is kept whole."""
    found = read_csl({"title": "A title", "author": [{"literal": "Ann Bell"}], "abstract": "a" * count}, "crossref")
    return len(found.abstract or "") == count


def _issue_taken(count: int) -> bool:
    """Return whether an issue of so many characters is read."""
    form = f"### {QUESTIONS['bibtex']}\n\n@article{{x, title={{A}}}}\n"
    return accepted(read_answers, form.ljust(count))


def _fetched(answers: Callable[[int], httpx.Response]) -> bool:
    """Return whether a client gets an answer from a service that answers so; the number of earlier requests is told to it."""
    asked = itertools.count()
    transport = httpx.MockTransport(lambda _: answers(next(asked)))
    client = Client(transport, lambda _: None, lambda: 0.0, None, PATIENCE_SECONDS_MAX)
    return accepted(client.get, "https://api.crossref.org/x", "*/*", len)


def _busy(times: int, *, body: bytes = b"{}", status: int = 503, **headers: str) -> Callable[[int], httpx.Response]:
    """Return a service that refuses or moves so many times before it answers."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(asked: int) -> httpx.Response:
        return (
            httpx.Response(status, headers=told, content=iter([b""]))
            if asked < times
            else httpx.Response(200, content=iter([body]))
        )

    return answer


def _commas_taken(count: int) -> bool:
    """Return whether so many missing commas of an entry are mended, and the year after them read."""
    fields = "".join(f"a{number}={{x}}\n" for number in range(count))
    return [each.year for each in _citations(f"@article{{x, title={{T}}, author={{A B}}, {fields} year={{2024}}}}\n")] == [2024]


def _venue_taken(count: int) -> bool:
    """Return whether a venue is read to its end, where DBLP says that it is of the findings."""
    answer = json.loads((FIXTURES / "dblp.json").read_bytes())
    hit = next(each for each in answer["result"]["hits"]["hit"] if each["info"]["venue"] != "CoRR")
    hit["info"]["venue"] = f"ACL{' ' * (count - 14)} (Findings)"
    answer["result"]["hits"]["hit"] = [hit]
    return [each.venue for each in read_dblp(answer)] == ["Findings of ACL"]


CASES = {
    "ANSWER_BYTES_MAX": Case(lambda _, count: _fetched(_busy(0, body=b" " * count)), 1000, "codev.contribute.fetch.client"),
    "ATTEMPTS_MAX": Case(lambda _, count: _fetched(_busy(count - 1))),
    "REDIRECTS_MAX": Case(lambda _, count: _fetched(_busy(count, status=302, location="https://api.crossref.org/y"))),
    "PATIENCE_SECONDS_MAX": Case(lambda _, count: _fetched(_busy(1, status=429, retry_after=str(count)))),
    "MISSING_COMMAS_MAX": Case(lambda _, count: _commas_taken(count)),
    "VENUE_CHARACTERS_MAX": Case(lambda _, count: _venue_taken(count)),
    "ISSUE_CHARACTERS_MAX": Case(lambda _, count: _issue_taken(count)),
    "LATEX_CHARACTERS_MAX": Case(lambda _, count: len(plain_text("a" * count)) == count),
    "LATEX_MARKS_MAX": Case(lambda _, count: plain_text("\\'e" + "\\&" * (count - 1)).startswith("é")),
    "LATEX_DEPTH_MAX": Case(lambda _, count: plain_text("{" * count + "\\'e" + "}" * count) == "é"),
    "ESCAPES_MAX": Case(lambda _, count: without_html("&" + "amp;" * (count - 1) + "eacute;") == "é"),
    "AUTHORS_MAX": Case(lambda _, count: _authors_taken(count)),
    "NAME_LIST_CHARACTERS_MAX": Case(lambda _, count: read_names(f"Ann Bell{' ' * (count - 17)} and C Dd").names[-1] == "C Dd"),
    "NAME_CHARACTERS_MAX": Case(lambda _, count: _name_taken(count)),
    "COMMENT_CHARACTERS_MAX": Case(lambda _, count: named_venue("Accepted by CVPR 2024".rjust(count)) == ("CVPR", 2024)),
    "COMPARED_CHARACTERS_MAX": Case(lambda _, count: words_of("abcdef".rjust(count))[-1:] == ["abcdef"]),
    "ABSTRACT_WORDS_MAX": Case(lambda _, count: _abstract({"last": [count - 1]}) == "last"),
    "ABSTRACT_WORD_CHARACTERS_MAX": Case(lambda _, count: _abstract({"a" * count: [0]}) == "a" * count),
    "ABSTRACT_CHARACTERS_MAX": Case(_abstract_taken),
    "SEARCH_HITS_MAX": Case(lambda _, count: _hits(count) == count),
    "CROSSREF_DEPTH_MAX": Case(lambda _, count: _crossref_taken(count)),
}
