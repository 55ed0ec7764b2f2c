"""Pages of what the graph answers: chains, dependence, leakage; and how their pages show nodes of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codev.graph import NodeKind, graph_of
from codev.query import QUESTIONS, chains, dependence, falls, leakage
from codev.query.facet_kinds import ACCESS_NAMES
from codev.show.cards import counted
from codev.show.words import CHAIN_REASONS, LEAKAGE_GROUPS, PARADIGM_MEANINGS, leakage_group
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

FALLS_SHOWN = 8
"""Models for which the page says what falls with them: those that most rests on."""

DEPENDENCE_ROWS_MAX = 200
"""Rows of the table of dependence."""

CHAIN_ROWS_MAX = 500
"""Chains on the page; the exports hold all."""

ACCESS_KINDS = (
    ("closed", "All closed models"),
    ("gated", "All gated models"),
    ("open-weights", "All models with open weights"),
)
"""Kinds of access that dependence is shown for."""


@dataclass(frozen=True)
class Thing:
    """A node of the graph as a page shows it.

    Attributes:
        name: The graph's name.
        kind: Its kind.
        label: As shown.
        address: Where it leads, or None.
    """

    name: str
    kind: str
    label: str
    address: str | None


class Things:
    """Nodes of the graph as seen from a page."""

    def __init__(self, renderer: Renderer, address: str) -> None:
        """Keep where the page stands.

        Args:
            renderer: Knows the knowledge base and the addresses.
            address: The page's address.
        """
        self._graph, self._records = graph_of(renderer.claimed), renderer.records
        self._links = renderer.links(address)

    def __call__(self, name: str) -> Thing:
        """Return a node of the graph."""
        about = self._graph.nodes[name]
        if about["kind"] == NodeKind.WORK.value:
            return Thing(name, about["kind"], self._records.works[name.partition(":")[2]].title, self._links.thing(name))
        return Thing(name, about["kind"], about["label"], self._links.thing(name))

    def all(self, names: Iterable[str]) -> list[Thing]:
        """Return nodes of the graph."""
        return [self(name) for name in names]


def chains_page(renderer: Renderer) -> Page:
    """Return the page of chains.

    Args:
        renderer: Templates and knowledge base.
    """
    thing = Things(renderer, "chains/")
    rows = chains(renderer.claimed)
    parts = []
    for paradigm in renderer.claimed.taxonomy.paradigms:
        listed = [row for row in rows if row.paradigm == paradigm.id]
        shown = [(row, thing(row.producer), thing(row.dataset), thing(row.trained)) for row in listed[:CHAIN_ROWS_MAX]]
        parts.append((paradigm, PARADIGM_MEANINGS[paradigm.id], shown, len(listed)))
    body = renderer.render("chains.md.jinja", "chains/", parts=parts, reasons=CHAIN_REASONS, limits=QUESTIONS["chains"].limits)
    return page_of_section(
        "Questions",
        "chains/",
        "Chains",
        f"{counted(len(rows), 'chain')}: a model produces data, the data train a model.",
        body,
        layout="wide",
    )


def dependence_page(renderer: Renderer) -> Page:
    """Return the page of dependence.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.claimed
    thing = Things(renderer, "dependence/")
    rows = dependence(atlas)
    access = {each.value for model in atlas.models.values() for each in [model.access]}
    families: dict[str, int] = {}
    for row in rows:
        family = atlas.models[row.on.partition(":")[2]].family
        if family is not None:
            families[family] = families.get(family, 0) + 1
    groups = [(name, dependence(atlas, access=kind)[0]) for kind, name in ACCESS_KINDS if kind in access]
    named = renderer.vocabulary["families"]
    shared = sorted(family for family, number in families.items() if number > 1)
    family_rows = [(f"Family {named.get(family, family)}", dependence(atlas, family=family)[0]) for family in shared]
    groups += sorted((each for each in family_rows if each[1].transitive), key=lambda each: (-each[1].transitive, each[0]))
    shown = rows[:DEPENDENCE_ROWS_MAX]
    fallen = []
    for row in shown[:FALLS_SHOWN]:
        steps = falls(atlas, model=[row.on.partition(":")[2]])
        fallen.append((thing(row.on), [(thing(step.artifact), step, thing.all(step.through)) for step in steps]))
    body = renderer.render(
        "dependence.md.jinja",
        "dependence/",
        rows=[(row, thing(row.on)) for row in shown],
        groups=groups,
        fallen=fallen,
        access_names=ACCESS_NAMES,
        limits=QUESTIONS["falls"].limits,
        cut=len(rows) - len(shown),
        counted=rows[0].of if rows else 0,
        recorded=rows[0].recorded if rows else 0,
    )
    return page_of_section(
        "Questions",
        "dependence/",
        "Dependence",
        "Which share of the introduced datasets rests on a given model, on a family, on closed models; what was made with it.",
        body,
    )


def leakage_page(renderer: Renderer) -> Page:
    """Return the page of leakage.

    Args:
        renderer: Templates and knowledge base.
    """
    thing = Things(renderer, "leakage/")
    rows = [
        (row, thing(row.benchmark), thing(row.model), thing.all(row.source_path), thing.all(row.path))
        for row in leakage(renderer.claimed)
    ]
    parts = [
        (group, heading, meaning, [each for each in rows if leakage_group(each[0]) == group])
        for group, (heading, meaning) in LEAKAGE_GROUPS.items()
    ]
    body = renderer.render("leakage.md.jinja", "leakage/", parts=parts, limits=QUESTIONS["leakage"].limits)
    return page_of_section(
        "Questions",
        "leakage/",
        "Leakage",
        f"{counted(len(rows), 'case')} in which a benchmark, or a source of it, lies in the training ancestry of a model "
        "measured by it.",
        body,
    )
