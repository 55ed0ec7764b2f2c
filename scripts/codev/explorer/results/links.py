"""Where things lead in the explorer: addresses of its states, for the templates, pictures and graph that both faces share."""

from __future__ import annotations

from urllib.parse import urlencode

from codev.model.vocabularies import VOCABULARIES
from codev.query.facets import FACETS_BY_VOCABULARY

_FACETS = {VOCABULARIES[name].members: facet.name for name, facet in FACETS_BY_VOCABULARY.items()} | {
    "capabilities": "capability"
}
"""The facet that asks for a term, by the name of the term's list."""


def asking(question: str, **values: str) -> str:
    """Return the address of a question, relative to the page.

    Args:
        question: The question.
        values: Its facets, parameters and extras.
    """
    return f"?{urlencode({'question': question, **values})}"


class Links:
    """What the shared templates call ``to``."""

    def work(self, key: str) -> str:
        """Return where a work is written out."""
        return asking("works", show=key)

    def claim(self, claim_id: str) -> str:
        """Return where a claim is written out."""
        return asking("claims", show=claim_id)

    def node(self, node_id: str) -> str:
        """Return the works under a taxonomy node."""
        return asking("works", node=node_id)

    def term(self, members: str, term_id: str) -> str | None:
        """Return the works with a term of a list such as ``stages``."""
        return asking("works", **{_FACETS[members]: term_id}) if members in _FACETS else None

    def section(self, section: str) -> str | None:
        """Return the works whose claims rest on a section of the survey; nothing for a table."""
        return None if " " in section else asking("works", section=section)

    def artifact(self, kind: str, artifact_id: str) -> str:
        """Return the lineage of a model or dataset."""
        return asking("lineage", of=f"{kind}:{artifact_id}")

    def author(self, name: str) -> str:
        """Return the works of an author."""
        return asking("works", author=name)

    def venue(self, name: str) -> str:
        """Return the works of a venue."""
        return asking("works", venue=name)

    def mark(self, mark_id: str) -> None:
        """Return nothing: what a mark means stands below what it is in."""

    def thing(self, name: str) -> str:
        """Return where a node of the graph leads, by its name there."""
        kind, _, thing_id = name.partition(":")
        if kind in {"model", "dataset"}:
            return self.artifact(kind, thing_id)
        return self.work(thing_id) if kind == "work" else self.node(thing_id)
