"""CoDev Atlas: how multi-modal data and multi-modal LLMs develop each other, as an evidence-backed knowledge base.

Start with `load`::

    import codev

    atlas = codev.load()
    atlas.work("liu2023visual").claims[0].statement
    codev.ask(atlas, "works", node="data-filter", year="2024..").as_dicts()

The names of `codev.__all__` are the stable face of the package; each is imported when it is first used, so that ``import
codev`` costs nothing.

The parts, in the order in which data flow through them (a test holds the imports to it): `codev.errors` and `codev.ids`,
`codev.model` (records), `codev.store` (files: YAML in and out), `codev.check` (the rules), `codev.atlas` (the loaded knowledge
base), `codev.graph`, `codev.query`, then `codev.bib`, `codev.export` and `codev.contribute`, `codev.data` (the published file),
`codev.show` (cards, matrices and pictures for all faces), `codev.site`, `codev.explorer` and `codev.assistant`, and last
`codev.cli`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codev.atlas import Atlas
    from codev.data import load
    from codev.errors import CodevError
    from codev.export import open_database, run_sql
    from codev.graph import graph_of
    from codev.query import Query, Result, ask
    from codev.query.run import run
    from codev.show.notebook import card, picture

__all__ = [
    "Atlas",
    "CodevError",
    "Query",
    "Result",
    "ask",
    "card",
    "graph_of",
    "load",
    "open_database",
    "picture",
    "run",
    "run_sql",
]

_HOMES = {
    "Atlas": "codev.atlas",
    "CodevError": "codev.errors",
    "Query": "codev.query",
    "Result": "codev.query",
    "ask": "codev.query",
    "card": "codev.show.notebook",
    "graph_of": "codev.graph",
    "load": "codev.data",
    "open_database": "codev.export",
    "picture": "codev.show.notebook",
    "run": "codev.query.run",
    "run_sql": "codev.export",
}


def __getattr__(name: str) -> Any:
    """Return a public name, imported now."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return [*globals(), *__all__]
