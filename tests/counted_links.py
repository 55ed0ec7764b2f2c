"""Reads the numbers at the links of a built site, and what the pages behind the links show.  Helpers of tests, not tests.

A number says what it counts: in its own words ("25 works"), in its title, or in the head of its column.  The place behind the
link shows that number of that unit: in words at its head, and in what it lists.  What a table that is filtered in the browser
says has to be asked there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

from built_site import target_of

UNITS = ["work", "claim", "model", "dataset", "origin", "chain", "case", "artifact", "loop"]
"""What numbers at links may count; each also in the plural."""

_NUMBER = r"(\d{1,3}(?:[,\u202f]\d{3})+|\d+)"
_PLAIN = re.compile(rf"{_NUMBER}")
_COUNTED = re.compile(rf"{_NUMBER} ({'|'.join(UNITS)})s?\b")
_SIZE = re.compile(r"([\d.]+) (kB|MB)")
_NUMBER_LINK = re.compile(rf'<a\b[^>]*?href="?([^"#\s>][^"\s>]*)[^>]*>(?:\s|<[^>]*>)*{_NUMBER}(?:\s|<[^>]*>)*</a>')
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class CountedLink:
    """A number that is a link, stands in one or beside one.

    Attributes:
        page: The page that it is on, as a path in the site.
        link: The link's address as written.
        number: The number.
        unit: What it counts; empty where nothing says so.
        where: What surrounds it: the kind of link.
    """

    page: str
    link: str
    number: int
    unit: str
    where: str


@dataclass
class Shown:
    """What a page, or a part of it, shows.

    Attributes:
        stated: The numbers that stand at its head, by unit.
        listed: How many different works and claims its lists lead to, and how many claims it holds itself.
    """

    stated: dict[str, set[int]] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)

    def differs(self, number: int, unit: str) -> str | None:
        """Return how this differs from so many of a unit, or None."""
        stated, listed = self.stated.get(unit, set()), self.listed.get(unit)
        if stated and number not in stated:
            return f"says {sorted(stated)} {unit}s"
        if not stated and listed is None:
            return f"says nothing of {unit}s"
        if listed is not None and listed != number:
            return f"lists {listed} {unit}s"
        return None


class BuiltSite:
    """The pages of a built site."""

    def __init__(self, folder: Path) -> None:
        """Keep where the site is."""
        self.folder = folder
        self.shown = lru_cache(maxsize=None)(self._shown)
        self.read = lru_cache(maxsize=8)(self._read)

    def _read(self, page: str) -> HtmlElement:
        """Return a page's content, without the frame."""
        return html.fromstring(self._parts(page)[1])

    def _parts(self, page: str) -> tuple[str, str, str]:
        """Return what stands before a page's content, the content, and what stands after it."""
        text = (self.folder / page).read_text(encoding="utf-8")
        start, end = text.find('<article class="md-content__inner'), text.rfind("</article>") + len("</article>")
        return (text[:start], text[start:end], text[end:]) if start >= 0 else ("", text, "")

    def counted_links(self, page: str) -> list[CountedLink]:
        """Return the numbers at the links of a page; those of the frame may not be any."""
        before, _, after = self._parts(page)
        found = _NUMBER_LINK.findall(before + after)
        in_frame = [CountedLink(page, link, _value(number), "", "frame") for link, number in found]
        return [*in_frame, *_counted_links(page, self.read(page))]

    def differences(self, links: Iterable[CountedLink], tables: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
        """Yield how what is behind links differs from their numbers.

        Args:
            links: The links.
            tables: What the tables that a browser filters say, by page and query string.
        """
        # Links to one page stand together, so that it is read once.
        for each in sorted(links, key=lambda each: (target_of(each.page, each.link) or ("", ""), each.number)):
            found = self._difference(each, tables)
            if found:
                yield f"{each.page}: {each.link} is at {each.number} {each.unit}s ({each.where}), and {found}"

    def _difference(self, each: CountedLink, tables: Mapping[str, Mapping[str, str]]) -> str | None:
        """Return how what is behind a link differs from its number, or None where it is the same."""
        if not each.unit:
            return "does not say what it counts"
        target = target_of(each.page, each.link)
        if target is None:
            return "leads out of the site"
        path, fragment = target
        if not (self.folder / path).is_file():
            return "leads nowhere"
        if each.unit == "byte":
            return None if _size_is(self.folder / path, each.number) else "is not the size of the file"
        query = urlsplit(each.link).query
        shown = said(tables.get(path, {}).get(query, "")) if query else self.shown(path, fragment)
        return shown.differs(each.number, each.unit)

    def _shown(self, page: str, fragment: str) -> Shown:
        """Return what a page, or the part of it with an id, shows."""
        content = self.read(page)
        if not fragment:
            heads = content.xpath(
                ".//header[contains(@class, 'codev-head')] | .//caption | .//*[contains(@class, 'codev-sheet')]"
            )
            return Shown(_stated(heads), _listed(page, [content]))
        places = content.xpath(".//*[@id=$id]", id=fragment)
        if not places:
            return Shown()
        place = places[0]
        if place.tag in _HEADINGS:
            part = [place, *_until_next(place)]
            return Shown(_stated(part[:2]), _listed(page, part))
        heads = list(place.iter(*_HEADINGS, "dt"))[:1] or [place]
        return Shown(_stated(heads), _listed(page, [place]))


def asked_of(links: Iterable[CountedLink]) -> dict[str, list[str]]:
    """Return the query strings with which links lead to pages, by page: each once, in order."""
    found: dict[str, set[str]] = {}
    for each in links:
        target, query = target_of(each.page, each.link), urlsplit(each.link).query
        if target and query:
            found.setdefault(target[0], set()).add(query)
    return {page: sorted(queries) for page, queries in sorted(found.items())}


def said(text: str) -> Shown:
    """Return what a sentence says of numbers: "25 works of 768, 34 claims"."""
    found: dict[str, set[int]] = {}
    for number, unit in _COUNTED.findall(text.replace("\u202f", ",")):
        found.setdefault(unit, set()).add(_value(number))
    return Shown(found)


def _until_next(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what follows a heading, up to the next one of its level or above."""
    for each in heading.itersiblings():
        if each.tag in _HEADINGS and each.tag <= heading.tag:
            return
        yield each


def _stated(elements: Iterable[HtmlElement]) -> dict[str, set[int]]:
    """Return the numbers with units that elements state; figures have the unit in their term."""
    found: dict[str, set[int]] = {}
    for element in elements:
        for unit, numbers in said(text_of(element)).stated.items():
            found.setdefault(unit, set()).update(numbers)
        for term in element.iter("dt"):
            value = text_of(term.getnext()) if term.getnext() is not None else ""
            unit = text_of(term).lower().removesuffix("s")
            if unit in UNITS and _PLAIN.fullmatch(value):
                found.setdefault(unit, set()).add(_value(value))
    return found


def _listed(page: str, elements: Iterable[HtmlElement]) -> dict[str, int]:
    """Return how many works and claims the items of lists and tables lead to first, with claims that are shown whole."""
    works: set[str] = set()
    claims: set[str] = set()
    for element in elements:
        for item in element.iter("li", "tr"):
            link = next((each for each in item.iter("a") if each.get("href")), None)
            target = target_of(page, link.get("href")) if link is not None else None
            parts = target[0].split("/") if target else []
            if target and len(parts) == 3 and parts[0] == "works":
                works.add(parts[1])
                if target[1]:
                    claims.add(target[1])
        claims |= {each.get("id") for each in element.xpath(".//article[contains(@class, 'codev-claim')]")}
    return {unit: len(found) for unit, found in (("work", works), ("claim", claims)) if found}


def _counted_links(page: str, content: HtmlElement) -> Iterator[CountedLink]:
    """Yield the numbers at the links of a page's content."""
    for link in content.iter("a"):
        address = link.get("href")
        if not address:
            continue
        following = _behind(link)
        counts = [each for each in link.iterdescendants() if "count" in each.get("class", "").split()]
        counts += [following] if following is not None and "count" in following.get("class", "").split() else []
        text = text_of(link, without="sup")
        if address.endswith(f"years/{text}/"):  # a year, not a number of anything
            continue
        said = _COUNTED.findall(" ".join((link.get("title", ""), link.get("aria-label", ""))))
        if _PLAIN.fullmatch(text):
            unit = next((unit for number, unit in said if _value(number) == _value(text)), "") or _unit_around(link)
            yield CountedLink(page, address, _value(text), unit, f"number {_kind_of(link)}")
            # A title may say both: 25 works, 34 claims.
            more = [(_value(number), other) for number, other in said if other != unit]
            yield from (CountedLink(page, address, number, other, f"title {_kind_of(link)}") for number, other in more)
        elif (found := _COUNTED.fullmatch(text)) or (found := _COUNTED.search(link.get("aria-label", ""))):
            yield CountedLink(page, address, _value(found[1]), found[2], f"words {_kind_of(link)}")
        yield from (_from_count(page, address, count, link) for count in counts)
        yield from _in_row(page, address, link)


def _from_count(page: str, address: str, count: HtmlElement, link: HtmlElement) -> CountedLink:
    """Return a count in or behind a link."""
    text = text_of(count)
    where = f"count {_kind_of(link)}"
    if found := _COUNTED.fullmatch(text):
        return CountedLink(page, address, _value(found[1]), found[2], where)
    if found := _SIZE.fullmatch(text):
        return CountedLink(page, address, round(float(found[1]) * {"kB": 1e3, "MB": 1e6}[found[2]]), "byte", where)
    number = _PLAIN.search(text)
    return CountedLink(page, address, _value(number[1]) if number else -1, "", where)


def _in_row(page: str, address: str, link: HtmlElement) -> Iterator[CountedLink]:
    """Yield the numbers that stand in the row of a table which a link heads, under heads that name a unit."""
    cell = next(link.iterancestors("td", "th"), None)
    if cell is None or ("title" not in cell.get("class", "") and cell.get("scope") != "row"):
        return
    table = next(cell.iterancestors("table"))
    heads = [text_of(each) for each in table.xpath("./thead/tr/th")]
    for head, each in zip(heads, cell.getparent(), strict=False):
        unit = head.lower().removesuffix("s")
        if unit in UNITS and _PLAIN.fullmatch(text_of(each)) and not each.xpath(".//a"):
            yield CountedLink(page, address, _value(text_of(each)), unit, "row of a table")


def _unit_around(link: HtmlElement) -> str:
    """Return the unit that stands around a number: the term of a figure, or the head of its column."""
    parent = link.getparent()
    said = ""
    if parent.tag == "dd":
        said = text_of(parent.getprevious())
    elif parent.tag == "td":
        table = next(parent.iterancestors("table"))
        heads = table.xpath("./thead/tr/th")
        place = parent.getparent().index(parent)
        said = text_of(heads[place]) if place < len(heads) else ""
    words = re.findall(r"[a-z]+", said.lower())
    return next((unit for word in words if (unit := word.removesuffix("s")) in UNITS), "")


def _behind(link: HtmlElement) -> HtmlElement | None:
    """Return what stands behind a name and the marks on it, which may be in one span; nothing stands behind a mark."""
    if _is_mark(link):
        return None
    parent = link.getparent()
    rest = chain(link.itersiblings(), parent.itersiblings()) if parent.tag == "span" else link.itersiblings()
    return next((each for each in rest if not _is_mark(each)), None)


def _is_mark(element: HtmlElement) -> bool:
    """Return whether an element is a mark on what stands before it."""
    return "codev-mark" in element.get("class", "").split()


def _kind_of(link: HtmlElement) -> str:
    """Return where a link stands, by tag and class."""
    parent = link.getparent()
    return f"{parent.tag}.{parent.get('class', '')}".rstrip(".") if parent is not None else ""


def text_of(element: HtmlElement, without: str = "") -> str:
    """Return an element's text with single spaces, the text of one kind of element in it left out."""
    if not len(element):
        text = element.text or ""
    elif without and (inner := list(element.iter(without))):
        text = "".join(str(each) for each in element.xpath(".//text()") if not any(inner_of(each, other) for other in inner))
    else:
        text = element.text_content()
    return " ".join(text.replace("\u202f", ",").split())


def inner_of(text: object, element: HtmlElement) -> bool:
    """Return whether a text node lies in an element."""
    parent = text.getparent()  # type: ignore[attr-defined]
    return parent is element or element in parent.iterancestors()


def _value(number: str) -> int:
    """Return a number as it is written."""
    return int(re.sub(r"\D", "", number))


def _size_is(path: Path, size: int) -> bool:
    """Return whether a file is as large as is said, give or take the rounding."""
    return path.is_file() and abs(path.stat().st_size - size) <= max(1_000, 0.06e6 if size >= 1_000_000 else 0)


def by_template(links: Iterable[CountedLink]) -> Mapping[str, list[CountedLink]]:
    """Return links by their page; those of the pages of one kind (``taxonomy/*``) together."""
    found: dict[str, list[CountedLink]] = {}
    for each in links:
        folder, *rest = each.page.split("/")
        found.setdefault(f"{folder}/*" if len(rest) > 1 else each.page, []).append(each)
    return found
