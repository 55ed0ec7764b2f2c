"""What machines read of the whole site: the Atom feed of new entries, the sitemap, ``robots.txt``.

Nothing here holds today's date: the feed's dates are those on which entries came into the knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from feedgen.feed import FeedGenerator

from codev.atlas import Atlas
from codev.model import Work
from codev.site.addresses import Addresses

FEED_ENTRIES_MAX = 60
"""Entries in the feed: what a reader that looks once a week can miss at the most."""

SITEMAP_ADDRESSES_MAX = 50_000
"""Addresses in one sitemap.  https://www.sitemaps.org/protocol.html"""

FEED_ID = "tag:codev-atlas,2026:atlas"
"""The feed's name for ever, whatever its address (RFC 4151)."""


def newest_works(atlas: Atlas) -> list[Work]:
    """Return works in the order in which they came into the knowledge base, the newest first; those of one day by their age.

    Args:
        atlas: The knowledge base.
    """
    return sorted(atlas.works.values(), key=lambda work: (work.added, work.year, work.arxiv or "", work.key), reverse=True)


def atom_feed(atlas: Atlas, site_url: str | None) -> bytes:
    """Return the Atom feed of the newest entries.

    Args:
        atlas: The knowledge base.
        site_url: Where the site is published; addresses are relative to the feed where it is not known.
    """
    base = site_url or ""
    addresses = Addresses(atlas)
    works = newest_works(atlas)[:FEED_ENTRIES_MAX]
    feed = FeedGenerator()
    feed.id(FEED_ID)
    feed.title("New in CoDev Atlas")
    feed.subtitle("Works added to the atlas of how multi-modal data and models develop each other")
    feed.author(name="The CoDev Atlas contributors")
    feed.link(href=f"{base}feed.xml", rel="self", type="application/atom+xml")
    feed.link(href=base or "./", rel="alternate")
    feed.generator("CoDev Atlas")
    feed.updated(_moment(works[0].added if works else "1970-01-01"))
    for work in works:
        entry = feed.add_entry(order="append")
        entry.id(f"tag:codev-atlas,2026:works/{work.key}")
        entry.title(work.title)
        entry.link(href=f"{base}{addresses.work(work.key)}")
        for name in work.authors[:10]:
            entry.author(name=name)
        entry.updated(_moment(work.added))
        entry.published(_moment(work.added))
        entry.summary(" ".join(claim.statement for claim in work.claims[:3]) or f"{work.title}, {work.year}.")
    text: bytes = feed.atom_str(pretty=True)
    return text


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


def _moment(day: str) -> datetime:
    """Return a day's beginning in universal time."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
