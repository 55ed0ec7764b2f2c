"""What claims say of a term or of a section of the survey: counts by year and by other facets, the claims, and what is thin.

Each number stands with the facets that ask the table of works for the same.  What claims leave open is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codev.ids import work_of_claim
from codev.model import Claim
from codev.model.vocabularies import VOCABULARIES
from codev.query.answers.evidence import KINDS
from codev.query.facets import EFFECT_NAMES, FACETS
from codev.query.terms import NOT_STATED
from codev.site.pages.environment import Renderer
from codev.site.pages.records import THIN_FACETS
from codev.site.pages.works import newest_claims_first

BREAKDOWNS = ("node", "effect", "stage", "enhanced", "leveraged", "modality", "series", "model", "dataset")
"""The facets by which the works of a term are counted, in this order."""

IN_ORDER = ("effect", "stage")
"""Those whose values keep the order of their list; of the others the most frequent come first."""

ROWS_SHOWN = 7
"""Values of a facet that are listed; the table of works has all."""

YEARS_SHOWN = 8
"""Years that have a column of their own; those before stand in one."""

CLAIMS_SHOWN = 10
"""Claims that are listed under an approach or role: the newest; the table of works has all."""

Asked = Mapping[str, str | Sequence[str]]
"""Facets with values, as the address of the table of works has them."""


@dataclass(frozen=True)
class ValueUse:
    """A value of a facet with the works that have it.

    Attributes:
        name: The value, as shown.
        members: The name of the list of terms that it belongs to, ``models`` or ``datasets``; empty for other values.
        value: The value.
        works: The number of works.
        asked: What asks for them.
        share: The number as a share of the largest beside it, from 0 to 1.
    """

    name: str
    members: str
    value: str
    works: int
    asked: Asked
    share: float


@dataclass(frozen=True)
class Breakdown:
    """The works of a term by one facet.

    Attributes:
        title: What is counted.
        rows: The values with the most works.
        left_out: How many values are not listed.
    """

    title: str
    rows: Sequence[ValueUse]
    left_out: int


@dataclass(frozen=True)
class Group:
    """The claims under one approach or role, the newest first.

    Attributes:
        node: The node.
        claims: Those that are listed.
        claim_count: All of them.
        work_count: The works that make them.
        asked: What asks for all of them, where not all are listed.
    """

    node: str
    claims: Sequence[Claim]
    claim_count: int
    work_count: int
    asked: Asked | None


@dataclass(frozen=True)
class Use:
    """What claims say of a term of one list.

    Attributes:
        anchor: The HTML id of the part of the page.
        heading: Its heading.
        definition: The term's definition; empty where the page's head has it.
        asked: The facet that asks for the term.
        work_count: The works that make the claims.
        claim_count: The claims.
        years: Works by year of first publication.
        breakdowns: Works by the other facets.
        groups: The claims.
        thin: What is weak: heading, number of claims, what asks for them.
        lone: Nodes under which one work stands alone.
    """

    anchor: str
    heading: str
    definition: str
    asked: Asked
    work_count: int
    claim_count: int
    years: Sequence[ValueUse]
    breakdowns: Sequence[Breakdown]
    groups: Sequence[Group]
    thin: Sequence[tuple[str, int, Asked]]
    lone: Sequence[str]


def use_of(
    renderer: Renderer, claim_ids: Iterable[str], asked: Asked, *, anchor: str, heading: str, definition: str = ""
) -> Use:
    """Return what claims say of what one facet asks for.

    Args:
        renderer: The knowledge base.
        claim_ids: The claims that the facet asks for.
        asked: The facet with its value.
        anchor: The HTML id of the part of the page.
        heading: Its heading.
        definition: What stands below the heading.
    """
    atlas = renderer.records
    claims = [atlas.claims[each] for each in claim_ids]
    works = {work_of_claim(claim.id) for claim in claims}
    by_node = _works_by(claims, lambda claim: atlas.tree.path(claim.node))
    breakdowns = [_breakdown(renderer, claims, by_node, name, asked) for name in BREAKDOWNS if name not in asked]
    shown = [node for node in atlas.tree.subsections if len(by_node.get(node, ())) == 1]
    return Use(
        anchor,
        heading,
        definition,
        asked,
        len(works),
        len(claims),
        _years(renderer, works, asked),
        [each for each in breakdowns if each.rows],
        _groups(renderer, claims, asked),
        list(_thin(renderer, claims, asked)),
        shown,
    )


def _works_by(claims: Iterable[Claim], values_of: Callable[[Claim], Iterable[str]]) -> dict[str, set[str]]:
    """Return the works of claims by a value of each claim."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        work = work_of_claim(claim.id)
        for value in values_of(claim):
            found[value].add(work)
    return dict(found)


def _years(renderer: Renderer, works: Iterable[str], asked: Asked) -> list[ValueUse]:
    """Return the number of works by year, to the last; those before the last `YEARS_SHOWN` together."""
    years = [renderer.records.works[key].year for key in works]
    if not years:
        return []
    first = max(min(years), max(years) - YEARS_SHOWN + 1)
    counts = {str(year): years.count(year) for year in range(first, max(years) + 1)}
    earlier = sum(year < first for year in years)
    columns = [(f"to {first - 1}", f"..{first - 1}", earlier)] if earlier else []
    columns += [(year, year, number) for year, number in counts.items()]
    most = max(number for _, _, number in columns)
    return [ValueUse(name, "", year, number, {**asked, "year": year}, number / most) for name, year, number in columns]


def _breakdown(
    renderer: Renderer, claims: Sequence[Claim], by_node: Mapping[str, set[str]], facet_name: str, asked: Asked
) -> Breakdown:
    """Return the works of claims by the values of a facet; those that claims leave open are left out."""
    atlas, facet = renderer.records, FACETS[facet_name]
    if facet_name == "node":
        # What stands above the approaches and roles would count them once more.
        works = {node: by_node[node] for node in atlas.tree.subsections if node in by_node}
    else:
        works = _works_by(claims, lambda claim: facet.values(atlas, claim))
    works.pop(NOT_STATED, None)
    names = {value: _value_name(renderer, facet_name, value) for value in works}
    if facet_name in IN_ORDER:
        order = {value: number for number, value in enumerate(facet.names(atlas))}
        listed = sorted(works, key=lambda value: order.get(value, len(order)))
    else:
        listed = sorted(works, key=lambda value: (-len(works[value]), names[value].casefold(), value))
    most = max(map(len, works.values()), default=1)
    if facet_name not in IN_ORDER:
        # Where some stand out, the many that stand in one work only say nothing.
        listed = [value for value in listed if len(works[value]) > 1 or most == 1]
    members = {"node": "nodes", "model": "models", "dataset": "datasets", "effect": ""}.get(facet_name)
    rows = [
        ValueUse(
            names[value],
            VOCABULARIES[facet.terms].members if members is None else members,
            value,
            len(works[value]),
            {**asked, facet_name: value},
            len(works[value]) / most,
        )
        for value in listed[:ROWS_SHOWN]
    ]
    return Breakdown(facet.label, rows, len(works) - len(rows))


def _value_name(renderer: Renderer, facet: str, value: str) -> str:
    """Return how a value of a facet is shown; the value itself where nothing bears it, which the check reports."""
    if facet in ("model", "dataset"):
        known: Mapping[str, Any] = renderer.records.models if facet == "model" else renderer.records.datasets
        return str(known[value].name) if value in known else value
    if facet == "effect":
        return EFFECT_NAMES[value]
    members = "nodes" if facet == "node" else VOCABULARIES[FACETS[facet].terms].members
    return renderer.vocabulary[members].get(value, value)


def _groups(renderer: Renderer, claims: Sequence[Claim], asked: Asked) -> list[Group]:
    """Return claims by approach and role, in the order of the tree."""
    atlas = renderer.records
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(atlas.tree.subsection_of(claim.node) or claim.node, []).append(claim)
    groups = []
    for node in atlas.tree:
        if node in found:
            newest = newest_claims_first(atlas, found[node])
            # Under a node above the approaches the table would hold those of its parts too.
            is_cut = len(newest) > CLAIMS_SHOWN and node in atlas.tree.subsections
            groups.append(
                Group(
                    node,
                    newest[:CLAIMS_SHOWN] if is_cut else newest,
                    len(newest),
                    len({work_of_claim(claim.id) for claim in newest}),
                    {**asked, "node": node} if is_cut else None,
                )
            )
    return groups


def _thin(renderer: Renderer, claims: Sequence[Claim], asked: Asked) -> Iterator[tuple[str, int, Asked]]:
    """Yield the ways in which claims are thin, with their number and what asks for them."""
    ways: dict[str, Asked] = {**THIN_FACETS, "unchecked": {"checked": "no"}}
    names = dict.fromkeys(name for facets in ways.values() for name in facets)
    held = {name: [FACETS[name].values(renderer.records, claim) for claim in claims] for name in names}
    for kind, facets in ways.items():
        words = KINDS[kind][0] if kind in KINDS else "Not yet compared with their sources"
        places: Sequence[int] = range(len(claims))
        for name, value in facets.items():
            wanted = {value} if isinstance(value, str) else set(value)
            places = [place for place in places if not wanted.isdisjoint(held[name][place])]
        if number := len(places):
            yield words, number, {**asked, **facets}
