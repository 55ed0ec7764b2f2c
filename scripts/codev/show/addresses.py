"""Where everything is on the site: the path of the page of each work, node, artifact, author and venue.

Addresses are made of ids and slugs only, so that no text of an entry can lead a file or a link out of its place.  Two names
that make the same slug get a number behind it, in the order of the names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from codev.atlas import Atlas
from codev.export.about import ARTIFACT_FOLDERS, stem_of
from codev.ids import ArtifactKind, slugify, split_artifact
from codev.model.vocabularies import CAPABILITIES, VOCABULARIES

TERM_FOLDERS = {
    **{each.members: each.folder for each in VOCABULARIES.values() if each.folder},
    "capabilities": CAPABILITIES["data4model"].folder,
}
"""The folder of the pages of terms, by the name of their list; ``capabilities`` are those of either direction."""

TABLES = {"Table 1": "surveys/", "Table 2": "datasets/#table-2"}
"""Where the survey's tables stand on the site."""

PAGE_FILE = "index.html"
"""The name of the file of every page, in a folder of its own."""

QUESTIONS_PAGE = "questions/"
"""The address of the index, and of the pages below it."""

OWN_PAGES: Mapping[str, str] = {
    "rq1": "rq1/",
    "rq2": "rq2/",
    "works": "works/",
    "claims": "works/",
    "lineage": "datasets/",
    "path": "graph/",
    "neighbours": "graph/",
    "similar": "works/",
    "chains": "chains/",
    "loops": "loops/",
    "dependence": "dependence/",
    "compare": "compare/",
    "most-used": "most-used/",
    "findings": "findings/",
    "falls": "dependence/",
    "gaps": "gaps/",
    "leakage": "leakage/",
    "trends": "trends/",
    "growth": "news/",
    "disagreements": "disagreements/",
    "evidence": "evidence/",
    "coverage": "evidence/",
}
"""The questions that a page of their own answers, or a part of one: their addresses, in the order of the index."""

WORKS_MIN = 2
"""Works that an author must have for a page (DESIGN §6); of others, the name leads to their work."""

_CAPABILITY_LISTS = frozenset(each.members for each in CAPABILITIES.values())

Watch = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]

_INITIALS = re.compile(r"^\W*\w[\w.]?[.](?:[\s-]?\w[.])*\s")
"""A name that begins with initials, such as "A. Radford" or "Y.-H. Chen": more than one person may bear it."""


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
    """The addresses of all generated pages, relative to the site's root and ending in a slash."""

    def __init__(self, atlas: Atlas, watch: Watch | None = None) -> None:
        """Keep the knowledge base.

        Args:
            atlas: The knowledge base.
            watch: Makes of a mapping one that notes what is looked up in it (`codev.site.pages.reads`).
        """
        self._atlas = atlas
        self._watch = watch or (lambda _, content: content)
        self._works = self._watch("works", atlas.works)
        self._artifacts = {"model": self._watch("models", atlas.models), "dataset": self._watch("datasets", atlas.datasets)}

    def work(self, key: str) -> str:
        """Return the address of a work's page."""
        return f"works/{stem_of(key)}/"

    def claim(self, claim_id: str) -> str:
        """Return the address of a claim on its work's page."""
        return f"works/{stem_of(claim_id.rpartition('.')[0])}/#{claim_id}"

    def node(self, node_id: str) -> str:
        """Return the address of a taxonomy node's page."""
        return f"taxonomy/{stem_of(node_id)}/"

    def term(self, members: str, term_id: str) -> str | None:
        """Return the address of a term's page, or of the part of a capability's page that is about one direction.

        Args:
            members: The name of the term's list, as in `codev.model.Taxonomy`; ``capabilities`` for either list of them.
            term_id: The term.

        Returns:
            None where such terms have no page, or there is no such term.
        """
        if term_id not in self._terms.get(members, ()):
            return None
        place = f"#{members}" if members in _CAPABILITY_LISTS else ""
        return f"{TERM_FOLDERS[members]}/{stem_of(term_id)}/{place}"

    def section(self, section: str) -> str | None:
        """Return the address of a section or table of the survey, or None where the site has no place for it."""
        if section in TABLES:
            return TABLES[section]
        return f"sections/{section}/" if section in self.sections else None

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """What each section of the survey is about, by its number."""
        return self._watch("names_by_section", self._atlas.names_by_section)

    @cached_property
    def _terms(self) -> Mapping[str, frozenset[str]]:
        """The ids of the terms that have pages, by the name of their list."""
        found = {each.members: frozenset(each.names(self._atlas.taxonomy)) for each in VOCABULARIES.values() if each.folder}
        return found | {"capabilities": frozenset().union(*(found[each.members] for each in CAPABILITIES.values()))}

    def artifact(self, kind: ArtifactKind, artifact_id: str) -> str:
        """Return the address of an artifact's page."""
        return f"{ARTIFACT_FOLDERS[kind]}/{stem_of(artifact_id)}/"

    def thing(self, name: str) -> str | None:
        """Return the address of what a node of the graph stands for; a variant leads to the model that it varies.

        Args:
            name: ``model:clip``, ``model:clip@gadre2023datacomp``, ``dataset:coco``, ``work:…`` or ``node:…``.
        """
        kind, bare = split_artifact(name)
        if kind is not None:
            artifact_id = bare.partition("@")[0]
            return self.artifact(kind, artifact_id) if artifact_id in self._artifacts[kind] else None
        prefix, _, rest = name.partition(":")
        if prefix == "work" and rest in self._works:
            return self.work(rest)
        if prefix == "node" and rest in self._atlas.tree:
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
    def author_slugs(self) -> Mapping[str, str]:
        """The slug of every author known in full who has a page."""
        names = (name for name, keys in self._atlas.works_by_author.items() if len(keys) >= WORKS_MIN and is_full_name(name))
        return self._watch("author_slugs", unique_slugs(names))

    @cached_property
    def venue_slugs(self) -> Mapping[str, str]:
        """The slug of every venue."""
        return self._watch("venue_slugs", unique_slugs(self._atlas.works_by_venue))


def question_page(name: str) -> str:
    """Return the address of the page that answers a question.

    Args:
        name: The question's name.
    """
    return OWN_PAGES.get(name, f"{QUESTIONS_PAGE}{name}/")


def html_path(address: str) -> str:
    """Return the file of the page at an address.

    Args:
        address: Relative to the site's root, ending in a slash; empty for the home page.
    """
    return f"{address}{PAGE_FILE}"


def base_of(address: str) -> str:
    """Return the way from a page to the site's root, such as ``../../``."""
    return "../" * address.count("/") or "./"


def script_module() -> str:
    """Return the folders of pages that are about one thing or one term, as a TypeScript module."""
    things = {"work": "works"} | {str(kind): folder for kind, folder in ARTIFACT_FOLDERS.items()}
    terms = sorted({"taxonomy", "sections", *TERM_FOLDERS.values()})
    lines = (
        "// Written by the build from codev.show.addresses.",
        f"export const THING_FOLDERS: Readonly<Record<string, string>> = {json.dumps(things)};",
        f"export const TERM_FOLDERS: readonly string[] = {json.dumps(terms)};",
        "",
    )
    return "\n".join(lines)
