"""What machines read of the whole site: the Atom feeds of new entries, the sitemap, ``robots.txt``.

Nothing here holds today's date: the feed's dates are those on which entries came into the knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from codev.atlas import Atlas
from codev.memory import made_once
from codev.model import Work
from codev.query.answers.growth import newest_works
from codev.query.facets import FACETS
from codev.query.terms import NOT_STATED
from codev.show.addresses import Addresses
from codev.show.rendering import filled

FEED = "feed.xml"
"""Where the feed of all works stands on the site."""

FEED_ENTRIES_MAX = 60
"""Entries in the feed: what a reader that looks once a week can miss at the most."""

TERM_ENTRIES_MAX = 20
"""Entries in the feed of one term: fewer come in under one."""

FEED_AUTHORS_MAX = 10
"""Authors of an entry in a feed."""

FEED_FACETS = ("direction", "node", "stage", "enhanced", "leveraged", "modality")
"""The facets whose values have feeds."""

SITEMAP_ADDRESSES_MAX = 50_000
"""Addresses in one sitemap.  https://www.sitemaps.org/protocol.html"""

FEED_ID = "tag:codev-atlas,2026:atlas"
"""The feed's name for ever, whatever its address (RFC 4151)."""


@dataclass(frozen=True, slots=True)
class TermFeed:
    """A feed of the works under one term.

    Attributes:
        facet: The facet that finds them.
        value: Its value.
        name: What the term is called.
        number: How many works there are.
    """

    facet: str
    value: str
    name: str
    number: int

    @property
    def path(self) -> str:
        """Where the feed stands on the site."""
        return f"feeds/{self.facet}/{self.value}.xml"


def feeds_of(atlas: Atlas) -> dict[str, list[TermFeed]]:
    """Return the feeds of terms, by what the facet is called: those of subsections, not of every node below.

    Args:
        atlas: The knowledge base.
    """
    found: dict[str, list[TermFeed]] = {}
    for name, values in _works_by_term(atlas).items():
        facet = FACETS[name]
        names = facet.names(atlas)
        found[facet.label] = [TermFeed(name, value, names[value], len(works)) for value, works in values.items()]
    return found


def feed_files(atlas: Atlas, site_url: str | None) -> dict[str, bytes]:
    """Return the feed of all works and those of terms, by path.

    Args:
        atlas: The knowledge base.
        site_url: Where the site is published, or None.
    """
    return {FEED: atom_feed(atlas, site_url), **term_feeds(atlas, site_url)}


def term_feeds(atlas: Atlas, site_url: str | None) -> dict[str, bytes]:
    """Return the feeds of terms, by path.

    Args:
        atlas: The knowledge base.
        site_url: Where the site is published, or None.
    """
    grouped = _works_by_term(atlas)
    return {
        each.path: atom_feed(atlas, site_url, each.path, each.name, grouped[each.facet][each.value][:TERM_ENTRIES_MAX])
        for feeds in feeds_of(atlas).values()
        for each in feeds
    }


@made_once
def _works_by_term(atlas: Atlas) -> dict[str, dict[str, list[Work]]]:
    """Return the works of each value of each facet that has feeds, the newest first; a node counts under its subsection."""
    found: dict[str, dict[str, list[Work]]] = {}
    for name in FEED_FACETS:
        facet = FACETS[name]
        having: dict[str, list[Work]] = {value: [] for value in facet.names(atlas) if value != NOT_STATED}
        for work in newest_works(atlas):
            values = {value for claim in work.claims for value in facet.values(atlas, claim)}
            if facet.shape == "tree":
                values = {each for value in values if value in atlas.tree and (each := atlas.tree.subsection_of(value))}
            for value in values & having.keys():
                having[value].append(work)
        found[name] = {value: works for value, works in having.items() if works}
    return found


_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{id}</id>
<title>{title}</title>
<subtitle>Works added to the atlas of how multi-modal data and models develop each other</subtitle>
<author><name>The CoDev Atlas contributors</name></author>
<link href="{own}" rel="self" type="application/atom+xml"/>
<link href="{site}" rel="alternate"/>
<generator>CoDev Atlas</generator>
<updated>{day}T00:00:00+00:00</updated>
{entries}</feed>
"""
_ENTRY = """<entry>
<id>{id}</id>
<title>{title}</title>
<link href="{address}" rel="alternate"/>
{authors}<updated>{day}T00:00:00+00:00</updated>
<published>{day}T00:00:00+00:00</published>
<summary>{summary}</summary>
</entry>
"""
"""What an Atom feed and an entry of it hold (RFC 4287)."""


def atom_feed(
    atlas: Atlas, site_url: str | None, path: str = FEED, about: str = "", works: Sequence[Work] | None = None
) -> bytes:
    """Return an Atom feed.

    Args:
        atlas: The knowledge base.
        site_url: Where the site is published; addresses are relative to the feed where it is not known.
        path: Where the feed stands on the site.
        about: The term that the feed is about; empty for the feed of everything.
        works: The works that it holds, the newest first; by default the newest of all.
    """
    base = site_url or "../" * path.count("/")
    listed = newest_works(atlas)[:FEED_ENTRIES_MAX] if works is None else works
    text = filled(
        _FEED,
        id=f"{FEED_ID}/{path.removesuffix('.xml')}" if about else FEED_ID,
        title=f"New in CoDev Atlas: {about}" if about else "New in CoDev Atlas",
        own=f"{base}{path}" if site_url else path.rpartition("/")[2],
        site=base or "./",
        day=listed[0].added if listed else "1970-01-01",
        entries=Markup("").join(_entry(atlas, work, base) for work in listed),
    )
    return text.encode()


def _entry(atlas: Atlas, work: Work, base: str) -> Markup:
    """Return the entry of a work, the same in every feed of its depth."""
    made = _entries(atlas)
    if (work.key, base) not in made:
        authors = (filled("<author><name>{}</name></author>\n", name) for name in work.authors[:FEED_AUTHORS_MAX])
        made[work.key, base] = filled(
            _ENTRY,
            id=f"tag:codev-atlas,2026:works/{work.key}",
            title=work.title,
            address=f"{base}{Addresses(atlas).work(work.key)}",
            authors=Markup("").join(authors),
            day=work.added,
            summary=" ".join(claim.statement for claim in work.claims[:3]) or f"{work.title}, {work.year}.",
        )
    return made[work.key, base]


@made_once
def _entries(_: Atlas) -> dict[tuple[str, str], Markup]:
    """Return where the entries of a knowledge base's feeds are kept, by key and by what their addresses begin with."""
    return {}


def sitemap(addresses: Iterable[str], site_url: str | None) -> bytes:
    """Return the sitemap.

    Args:
        addresses: Addresses of pages, relative to the site's root.
        site_url: Where the site is published; the sitemap is empty where it is not known.
    """
    # Without an address there is nothing that a sitemap could say; the theme still asks for the file.
    listed = [] if site_url is None else sorted(addresses)[:SITEMAP_ADDRESSES_MAX]
    lines = "".join(f"<url><loc>{escape(str(site_url) + address)}</loc></url>\n" for address in listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    ).encode()


def robots(site_url: str | None) -> bytes:
    """Return ``robots.txt``: everything may be read.

    Args:
        site_url: Where the site is published, or None.
    """
    lines = ["User-agent: *", "Allow: /"]
    if site_url is not None:
        lines.append(f"Sitemap: {site_url}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()
