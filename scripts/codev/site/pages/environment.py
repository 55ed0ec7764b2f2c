"""The jinja2 environment that pages are rendered in: escaping on, unknown names refused, and the vocabulary's names at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from jinja2 import TemplateError
from markupsafe import Markup

from codev.atlas import Atlas
from codev.errors import BuildError
from codev.graph import graph_of
from codev.ids import artifact_node
from codev.model import Artifact
from codev.model.vocabularies import term_names
from codev.query import similar, similar_to_each
from codev.show.addresses import Addresses, base_of
from codev.show.cards import environment
from codev.show.lineage_picture import lineage_svg
from codev.show.site_links import Links
from codev.site.pages.compiled import SealedCache
from codev.site.pages.reads import AUTHORS, CLAIMS, EVERYTHING, LINEAGES, Records

SIMILAR_COUNT = 6
"""Similar works that a page names."""

SIMILAR = "similar"
"""What the reads of similar works are called."""


class Renderer:
    """Renders templates to the text of pages.

    Attributes:
        records: The knowledge base as pages read it one record at a time; what they read is noted.
        reads: What notes it.
        addresses: The addresses of all pages.
        vocabulary: How terms are shown, as `codev.model.vocabularies.term_names` says.
        repo_url: The repository's address for edit links, or None.
        site_url: Where the site is published, or None.
    """

    def __init__(self, atlas: Atlas, templates: Path, repo_url: str | None = None, site_url: str | None = None) -> None:
        """Prepare the environment.

        Args:
            atlas: The knowledge base.
            templates: The folder of templates.
            repo_url: The repository's address, or None.
            site_url: Where the site is published, or None.
        """
        self._atlas, self._is_prepared = atlas, False
        self._links: dict[str, Links] = {}
        self.reads = Records(atlas)
        self.records = cast("Atlas", self.reads)  # it offers a part of one, and refuses the rest
        self.addresses = Addresses(atlas, self.reads.watch)
        self.vocabulary = term_names(atlas.taxonomy)
        self.repo_url, self.site_url = repo_url, site_url
        self.environment = environment(self.records, templates, cache=_bytecode_cache(atlas.root))
        self.environment.globals |= {"repo_url": repo_url, "site_address": site_url, "is_benchmark": is_benchmark}

    @property
    def atlas(self) -> Atlas:
        """The whole knowledge base: who asks for it has read everything."""
        self.reads.note(EVERYTHING)
        return self._atlas

    @property
    def claimed(self) -> Atlas:
        """The knowledge base for who reads all claims and artifacts; titles, authors and venues are read in `records`."""
        self.reads.note(CLAIMS)
        return self._atlas

    @property
    def authored(self) -> Atlas:
        """The knowledge base for who reads the names of all authors, and nothing else of their works."""
        self.reads.note(AUTHORS)
        return self._atlas

    @property
    def lineages(self) -> Atlas:
        """The knowledge base for who walks lineages in its graph, and reads nothing else of it there."""
        self.reads.note(LINEAGES)
        return self._atlas

    @cached_property
    def versions(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the versions of each artifact that has any, by its name in the graph."""
        found: dict[str, tuple[str, ...]] = {}
        for artifact in (*self._atlas.models.values(), *self._atlas.datasets.values()):
            if artifact.variant_of is not None:
                node = artifact_node(artifact.artifact_kind, artifact.variant_of)
                found[node] = (*found.get(node, ()), artifact.id)
        return self.reads.watch("versions", found)

    def similar_works(self, key: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Return the works most like one, with what they share.

        Args:
            key: The work's key.
        """
        if self._is_prepared:
            return self.similar.get(key, ())
        self.reads.note(f"{SIMILAR}/{key}")
        return [(row.key, row.because) for row in similar(self._atlas, key, limit=SIMILAR_COUNT)]

    @cached_property
    def similar(self) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """The works most like each one, with what they share."""
        rows = similar_to_each(self._atlas, limit=SIMILAR_COUNT)
        return self.reads.watch(SIMILAR, {key: tuple((row.key, row.because) for row in found) for key, found in rows})

    def pieces(self, name: str, keys: Sequence[str], size: int) -> Mapping[str, tuple[str, ...]]:
        """Return names in pieces of some size, by the number of the piece: who reads one reads no other.

        Args:
            name: What these reads are called.
            keys: All names.
            size: Names in a piece.
        """
        starts = range(0, len(keys), size)
        return self.reads.watch(name, {str(number): tuple(keys[start : start + size]) for number, start in enumerate(starts)})

    def prepare(self) -> None:
        """Make what many pages need, before they are made in several processes and what claims lead to is compared."""
        self._is_prepared = True
        graph_of(self._atlas)
        _ = self.similar, self.versions, self.addresses.author_slugs, self.addresses.venue_slugs, self.addresses.sections

    def compile_templates(self, first: int, step: int) -> None:
        """Compile every so many templates and keep them, so that not every process of a build compiles all of them.

        Args:
            first: The number of the first one, from 0.
            step: From one to the next.
        """
        for name in self.environment.list_templates(["jinja"])[first::step]:
            with suppress(TemplateError):  # whose page shows it says what is wrong, or adds the filter that it lacks
                self.environment.get_template(name)

    def lineage(self, node: str, address: str) -> Markup | None:
        """Return the lineage picture of a node of the graph, or None where there is nothing to draw.

        Args:
            node: The graph's name of a model or dataset.
            address: The page that the picture stands on.
        """
        drawn = lineage_svg(self.lineages, node, url=self.links(address).thing)
        return Markup(drawn) if drawn else None  # noqa: S704 - every text in it is escaped where it is drawn

    def links(self, address: str) -> Links:
        """Return where things lead from a page: the same object for all pages at one depth, for which macros are made once.

        Args:
            address: The page's address.
        """
        base = base_of(address)
        if base not in self._links:
            self._links[base] = Links(self.addresses, base)
        return self._links[base]

    def render(self, template: str, address: str, **context: Any) -> str:
        """Return a template's text for the page at an address.

        Args:
            template: The file under ``site/templates/``.
            address: The page's address.
            context: What the template shows.

        Raises:
            BuildError: The template is broken, or the knowledge base names something that it does not hold.
        """
        links = self.links(address)
        try:
            return self.environment.get_template(template).render(to=links, base=links.base, address=address, **context)
        except (TemplateError, KeyError) as error:
            raise BuildError(f"{address or 'the home page'} cannot be rendered: {error}", "run 'codev check'") from error


def _bytecode_cache(root: Path) -> SealedCache | None:
    """Return where compiled templates are kept, which saves a fifth of a second a build; None where nothing can be written."""
    folder = root / "build" / "cache" / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return SealedCache(folder)


def is_benchmark(artifact: Artifact) -> bool:
    """Return whether an artifact measures models."""
    return getattr(artifact, "purpose", None) in ("benchmark", "both")
