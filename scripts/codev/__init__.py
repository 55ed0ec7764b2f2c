"""CoDev Atlas: how multi-modal data and multi-modal LLMs develop each other, as an evidence-backed knowledge base.

Start with `Atlas`::

    from codev import Atlas

    atlas = Atlas.load(".")
    atlas.work("liu2023visual").claims[0].statement

The parts, in the order in which data flow through them (a test holds the imports to it): `codev.errors` and `codev.ids`,
`codev.model` (records), `codev.store` (files: YAML in and out), `codev.check` (the rules), `codev.atlas` (the loaded knowledge
base), `codev.graph`, `codev.query`, then `codev.bib`, `codev.export` and `codev.contribute`, `codev.show` (cards, matrices and
pictures for both faces), `codev.site` and `codev.explorer`, and last `codev.cli`.
"""

from codev.atlas import Atlas
from codev.errors import CodevError

__all__ = ["Atlas", "CodevError"]
