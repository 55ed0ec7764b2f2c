"""What every tool reads: the knowledge base as its files stand now, the addresses of its pages, and its database.

Each is made when a tool first needs it.  A `Desk` may be used from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from codev.memory import made_once

if TYPE_CHECKING:
    # Imported when they are needed: the client is greeted before the knowledge base is there.
    from codev.atlas import Atlas
    from codev.contribute.suggest import Suggester
    from codev.export import Database
    from codev.show.addresses import Addresses
    from codev.show.source import AtlasSource, Loaded


class Desk:
    """A knowledge base that an assistant asks."""

    def __init__(
        self, root: Path | None = None, data: Path | None = None, find_site_url: Callable[[], str | None] = lambda: None
    ) -> None:
        """Remember where the knowledge base is; nothing is read yet.

        Args:
            root: A folder in or above which to find it; this folder by default.
            data: A published SQLite file; it wins over the folder.
            find_site_url: Says where the site is published, ending in a slash; without it, addresses are relative to the site.
        """
        self._root = root
        self.data = data
        self._find_site_url = find_site_url
        self._lock = threading.Lock()
        self._source: AtlasSource | None = None
        self._is_warm = False

    @cached_property
    def site_url(self) -> str:
        """Where the site is published, ending in a slash; empty where nobody says."""
        return self._find_site_url() or ""

    def current(self) -> Loaded:
        """Return the knowledge base as its files stand now.

        Raises:
            CodevError: It was never readable.
        """
        with self._lock:
            if self._source is None:
                from codev.show.source import AtlasSource

                self._source = AtlasSource(self._root, self.data)
        return self._source.current()

    @cached_property
    def file(self) -> str:
        """The name of the published file, for a command that asks the same; empty where a command finds it by itself."""
        from codev.data import data_path

        return "" if self.data is None or self.data == data_path() else self.data.name

    @property
    def atlas(self) -> Atlas:
        """The knowledge base as its files stand now."""
        return self.current().atlas

    def page(self, address: str | None) -> str | None:
        """Return the address of a page of the site; relative to the site where nobody said where that is.

        Args:
            address: Relative to the site's root; None for what has no page.
        """
        return None if address is None else f"{self.site_url}{address}"

    def database(self, atlas: Atlas) -> Database:
        """Return the knowledge base as a database, made once."""
        return _published(atlas) if self.data is not None else _kept(atlas)

    def warm_up(self) -> None:
        """Make what most answers need, once: the graph, and the database that is searched.

        Raises:
            CodevError: The knowledge base cannot be read.
        """
        from codev.graph import lineage_graph

        with self._lock:
            was_warm, self._is_warm = self._is_warm, True
        if not was_warm:
            atlas = self.atlas
            lineage_graph(atlas)
            self.database(atlas)


@made_once
def addresses_of(atlas: Atlas) -> Addresses:
    """Return the addresses of a knowledge base's pages, made once."""
    from codev.show.addresses import Addresses

    return Addresses(atlas)


@made_once
def suggester_of(atlas: Atlas) -> Suggester:
    """Return what ranks nodes for a text, trained once."""
    from codev.contribute.suggest import Suggester

    return Suggester(atlas)


@made_once
def _kept(atlas: Atlas) -> Database:
    """Return the database of a folder, which is kept beside it."""
    from codev.export import open_database

    return open_database(atlas)


@made_once
def _published(atlas: Atlas) -> Database:
    """Return the database of a published file, in memory: the file itself may hold anything."""
    from codev.export import open_database

    return open_database(atlas, use_cache=False)
