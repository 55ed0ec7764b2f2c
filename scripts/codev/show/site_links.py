"""Where things lead on the site, for the templates and pictures that all faces share: the addresses as seen from one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, quote_plus

from codev.ids import ArtifactKind
from codev.query.facets import FACETS
from codev.show.addresses import Addresses

_FACET_ORDER = {name: number for number, name in enumerate(FACETS)}


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """Return a value of an address; pages ask for the same few hundred ids again and again."""
    return quote(value, safe="")


class Links:
    """The addresses of things as seen from one page."""

    def __init__(self, addresses: Addresses, base: str) -> None:
        """Keep where the page stands.

        Args:
            addresses: The addresses of all pages.
            base: The way from the page to the site's root.
        """
        self._addresses = addresses
        self.base = base

    def page(self, address: str) -> str:
        """Return the way to an address relative to the site's root."""
        return self.base + address

    def work(self, key: str) -> str:
        """Return the way to a work."""
        return self.base + self._addresses.work(key)

    def claim(self, claim_id: str) -> str:
        """Return the way to a claim."""
        return self.base + self._addresses.claim(claim_id)

    def node(self, node_id: str) -> str:
        """Return the way to a taxonomy node."""
        return self.base + self._addresses.node(node_id)

    def term(self, members: str, term_id: str) -> str | None:
        """Return the way to a term of a list such as ``stages``, or None where it has no page."""
        found = self._addresses.term(members, term_id)
        return None if found is None else self.base + found

    def section(self, section: str) -> str | None:
        """Return the way to a section or table of the survey, or None where it has no page."""
        found = self._addresses.section(section)
        return None if found is None else self.base + found

    def artifact(self, kind: ArtifactKind, artifact_id: str) -> str:
        """Return the way to a model or dataset."""
        return self.base + self._addresses.artifact(kind, artifact_id)

    def works(self, **facets: str | Sequence[str]) -> str:
        """Return the way to the table of works with facets chosen, written as `codev.query.Query` writes them."""
        # Pages of terms have hundreds of such links: no query is made and checked for each.
        values = {name: {value} if isinstance(value, str) else set(value) for name, value in facets.items()}
        pairs = [(name, value) for name in sorted(values, key=_FACET_ORDER.__getitem__) for value in sorted(values[name])]
        return f"{self.base}works/?{'&'.join(f'{name}={_quoted(value)}' for name, value in pairs)}"

    def thing(self, name: str) -> str | None:
        """Return the way to what a node of the graph stands for, or None."""
        found = self._addresses.thing(name)
        return None if found is None else self.base + found

    def mark(self, mark_id: str) -> str:
        """Return the way to what a mark means."""
        return f"{self.base}evidence/#mark-{mark_id}"

    def author(self, name: str) -> str:
        """Return the way to an author: the page, or a search where only initials are known."""
        found = self._addresses.author(name)
        return self.base + (found if found is not None else f"search/?q={quote_plus(name)}")

    def venue(self, name: str) -> str:
        """Return the way to a venue."""
        return self.base + self._addresses.venue(name)

    def year(self, year: int) -> str:
        """Return the way to a year."""
        return self.base + self._addresses.year(year)
