"""Where everything is on the site: the path of the page of each work, node, artifact, author and venue.

Addresses are made of ids and slugs only, so that no text of an entry can lead a file or a link out of its place.  Two names
that make the same slug get a number behind it, in the order of the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from codev.atlas import Atlas
from codev.ids import ArtifactKind, slugify, split_artifact

KIND_FOLDERS: dict[ArtifactKind, str] = {"model": "models", "dataset": "datasets"}
"""The folder of each kind of artifact."""

_INITIALS = re.compile(r"^\W*\w[\w.]?[.](?:[\s-]?\w[.])*\s")
"""A name that begins with initials, such as "A. Radford" or "Y.-H. Chen": more than one person may bear it."""


def stem_of(identifier: str) -> str:
    """Return the file stem of an id; ``index`` would be taken for the folder's own page."""
    return "index-" if identifier == "index" else identifier


def is_full_name(name: str) -> bool:
    """Return whether a name is known in full, so that it may have a page of its own (DESIGN §6)."""
    return len(name.strip()) > 2 and _INITIALS.match(name) is None


def unique_slugs(names: Iterable[str]) -> dict[str, str]:
    """Return a slug for each name; names that share one are told apart by a number.

    Args:
        names: Any text.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        base = slugify(name) or "name"
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        found[name] = slug
    return found


class Addresses:
    """The addresses of all generated pages, relative to the site's root and ending in a slash.

    Attributes:
        atlas: The knowledge base.
    """

    def __init__(self, atlas: Atlas) -> None:
        """Keep the knowledge base.

        Args:
            atlas: The knowledge base.
        """
        self.atlas = atlas

    def work(self, key: str) -> str:
        """Return the address of a work's page."""
        return f"works/{stem_of(key)}/"

    def claim(self, claim_id: str) -> str:
        """Return the address of a claim on its work's page."""
        return f"works/{stem_of(claim_id.rpartition('.')[0])}/#{claim_id}"

    def node(self, node_id: str) -> str:
        """Return the address of a taxonomy node's page."""
        return f"taxonomy/{stem_of(node_id)}/"

    def artifact(self, kind: ArtifactKind, artifact_id: str) -> str:
        """Return the address of an artifact's page."""
        return f"{KIND_FOLDERS[kind]}/{stem_of(artifact_id)}/"

    def thing(self, name: str) -> str | None:
        """Return the address of what a node of the graph stands for; a variant leads to the model that it varies.

        Args:
            name: ``model:clip``, ``model:clip@gadre2023datacomp``, ``dataset:coco``, ``work:…`` or ``node:…``.
        """
        kind, bare = split_artifact(name)
        if kind is not None:
            artifact_id = bare.partition("@")[0]
            known = self.atlas.models if kind == "model" else self.atlas.datasets
            return self.artifact(kind, artifact_id) if artifact_id in known else None
        prefix, _, rest = name.partition(":")
        if prefix == "work" and rest in self.atlas.works:
            return self.work(rest)
        if prefix == "node" and rest in self.atlas.tree:
            return self.node(rest)
        return None

    def author(self, name: str) -> str | None:
        """Return the address of an author's page, or None for a name that is not known in full."""
        slug = self.author_slugs.get(name)
        return f"authors/{stem_of(slug)}/" if slug is not None else None

    def venue(self, name: str) -> str:
        """Return the address of a venue's page."""
        return f"venues/{stem_of(self.venue_slugs[name])}/"

    def year(self, year: int | str) -> str:
        """Return the address of a year's page."""
        return f"years/{year}/"

    @cached_property
    def author_slugs(self) -> dict[str, str]:
        """The slug of every author known in full."""
        return unique_slugs(name for name in self.atlas.works_by_author if is_full_name(name))

    @cached_property
    def venue_slugs(self) -> dict[str, str]:
        """The slug of every venue."""
        return unique_slugs(self.atlas.works_by_venue)


SECTION_FOLDERS = frozenset(["works", "years", "taxonomy", "models", "datasets", "authors", "venues", "rq1", "rq2"])
"""Addresses of one part that have pages below them."""


def page_path(address: str) -> str:
    """Return the Markdown file behind an address: ``gaps/`` is ``gaps.md``, ``works/`` is ``works/index.md``.

    Args:
        address: Relative to the site's root; empty for the home page.
    """
    parts = address.strip("/")
    if not parts or parts in SECTION_FOLDERS:
        return f"{parts}/index.md".lstrip("/")
    return f"{parts}.md"


def base_of(address: str) -> str:
    """Return the way from a page to the site's root, such as ``../../``."""
    return "../" * address.count("/") or "./"
