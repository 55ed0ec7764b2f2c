"""Two to four works, models or datasets side by side (DESIGN §3, 11): what they share, and what only one of them has.

One row an aspect and thing.  The aspects of a record are its fields, those of the graph are the relations of
`codev.graph.relations.RELATIONS` seen from the thing, and those of its claims are the facets of `codev.query.facets`: a new
relation or facet is an aspect by itself.  A name that means nothing is refused with the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import NodeKind, Relation, graph_of, lineage_graph
from codev.graph.relations import RELATIONS
from codev.memory import made_once
from codev.model import Artifact, Claim, Dataset, Work
from codev.model.vocabularies import VOCABULARIES
from codev.query.facets import FACETS
from codev.query.questions import Parameter, Question
from codev.query.rows import AnswerRow, columns
from codev.query.terms import find_thing

THINGS_MAX = 4
"""The most things side by side (DESIGN §3, 11): more do not fit beside each other on a page."""

_WORK_FACETS = ("year", "venue", "scope")
"""The facets of works that are worth comparing."""

_UNSAID = frozenset(["text", "direction", "role", "capability", "doubt"])
"""The facets of claims that say what another one says, or nothing that could be compared."""

_ARTIFACTS = frozenset(["model", "dataset"])
"""The facets of claims that only a work is compared by: of a model or dataset, the relations say more."""

_PLAIN_FIELDS = {"developer": "Developer", "access": "Access", "licence": "Licence", "kind": "Kind", "purpose": "Purpose"}
"""The fields of a model or dataset whose value is shown as it is."""

Value = tuple[str, str | None]
"""A value of an aspect, and the claim behind it where there is one."""


@dataclass(frozen=True, slots=True)
class CompareRow(AnswerRow):
    """What one of the things that are compared has in one aspect."""

    columns = columns("aspect", "thing", "values", "shared=in all of them", "own=only here", "claims=rests on")

    aspect: str
    """What is compared, in a few words."""
    thing: str
    """The thing by its name in the graph."""
    values: tuple[str, ...]
    """What it has: names of the graph, or words; none where nothing is recorded."""
    shared: tuple[str, ...]
    """The values that all of the things have."""
    own: tuple[str, ...]
    """The values that no other of the things has."""
    claims: tuple[str, ...]
    """The claims behind the values."""


@Question(
    name="compare",
    label="Compare",
    sentence="What do two to four works, models or datasets share, and what has only one of them?",
    row=CompareRow,
    parameters=(
        Parameter(
            "things",
            "Things to compare",
            f"Two to {THINGS_MAX} works, models or datasets by id, name, title or alias.",
            subject="thing",
            many=True,
            required=True,
            placeholder="LLaVA-1.5, BLIP-2 …",
            metavar="THING...",
        ),
    ),
    examples={
        "LLaVA-1.5 and BLIP-2": {"things": ("model:blip-2", "model:llava-1-5")},
        "DataComp-1B and DFN-5B": {"things": ("dataset:datacomp-1b", "dataset:dfn-5b")},
        "SAM, SAM 2 and SAM 3": {"things": ("model:sam", "model:sam-2", "model:sam-3")},
        "DataComp and Data Filtering Networks": {"things": ("work:fang2023data", "work:gadre2023datacomp")},
    },
    about="An aspect of which nothing is recorded for any of the things is left out.",
    start=f"Choose two to {THINGS_MAX} works, models or datasets to see them side by side.",
    empty="Nothing is recorded of these things.",
)
def compare(atlas: Atlas, things: Sequence[str]) -> list[CompareRow]:
    """Return what each thing has in each aspect, the aspects in the order in which a reader asks for them.

    Args:
        atlas: The knowledge base.
        things: Names of works, models or datasets, with ``model:`` and the like where several could be meant.

    Returns:
        A row for each aspect and thing; the things in the order of their names in the graph.

    Raises:
        WrongUseError: A name means nothing or a node of the taxonomy, or there are too few or too many things.
    """
    found = sorted({find_thing(atlas, each) for each in things})
    if not 2 <= len(found) <= THINGS_MAX:
        named = "one thing" if len(found) == 1 else f"{len(found)} things"
        raise WrongUseError(f"{named} cannot be compared", f"name two to {THINGS_MAX} different works, models or datasets")
    for each in found:
        if each.startswith("node:"):
            raise WrongUseError(f"{each.removeprefix('node:')} is a node of the taxonomy", "compare works, models or datasets")
    known = {each: aspects_of(atlas, each) for each in found}
    rows = []
    for aspect in dict.fromkeys(name for aspects in known.values() for name in _in_order(aspects, known)):
        having = {each: dict.fromkeys(value for value, _ in known[each].get(aspect, ())) for each in found}
        for each in found:
            others = [having[other] for other in found if other != each]
            rows.append(
                CompareRow(
                    aspect=aspect,
                    thing=each,
                    values=tuple(having[each]),
                    shared=tuple(value for value in having[each] if all(value in other for other in others)),
                    own=tuple(value for value in having[each] if not any(value in other for other in others)),
                    claims=tuple(dict.fromkeys(claim for _, claim in known[each].get(aspect, ()) if claim)),
                )
            )
    return rows


def _in_order(aspects: dict[str, list[Value]], known: dict[str, dict[str, list[Value]]]) -> list[str]:
    """Return the aspects of one thing among those of the others: the longest list gives the order."""
    longest = max(known.values(), key=len)
    return [*longest, *(name for name in aspects if name not in longest)]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of the things that are compared: a line of the table that has a column for each.

    Attributes:
        name: What is compared.
        cells: What each thing has, in the order of the things.
        claims: The claims behind each cell.
        shared: The values that all of them have.
        own: The values that only one of them has.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    claims: tuple[tuple[str, ...], ...]
    shared: frozenset[str]
    own: frozenset[str]

    @property
    def is_same(self) -> bool:
        """Whether the things do not differ in it."""
        return all(set(cell) == self.shared for cell in self.cells)


def side_by_side(rows: Iterable[CompareRow]) -> tuple[tuple[str, ...], list[Aspect]]:
    """Return the things that are compared, and an aspect a line.

    Args:
        rows: What `compare` returns.
    """
    lines: dict[str, dict[str, CompareRow]] = {}
    for row in rows:
        lines.setdefault(row.aspect, {})[row.thing] = row
    things = tuple(next(iter(lines.values()), {}))
    aspects = []
    for name, line in lines.items():
        cells = [line[thing] for thing in things]
        shared, own = frozenset(cells[0].shared), frozenset(value for cell in cells for value in cell.own)
        aspects.append(Aspect(name, tuple(cell.values for cell in cells), tuple(cell.claims for cell in cells), shared, own))
    return things, aspects


def aspects_of(atlas: Atlas, thing: str) -> dict[str, list[Value]]:
    """Return what is recorded of a thing, by aspect.

    Args:
        atlas: The knowledge base.
        thing: A work, model or dataset by its name in the graph; a model as a work retrained it has relations only.

    Returns:
        The values of each aspect, each with the claim behind it; an aspect without a value is left out.
    """
    kind, _, name = thing.partition(":")
    if kind == NodeKind.WORK:
        work = atlas.works[name]
        claims: Sequence[Claim] = work.claims
        record = _from_facets(atlas, _WORK_FACETS, work)
    else:
        artifacts = atlas.models if kind == NodeKind.MODEL else atlas.datasets
        index = atlas.claims_by_model if kind == NodeKind.MODEL else atlas.claims_by_dataset
        claims = [atlas.claims[each] for each in index.get(name, ())]
        record = _from_record(atlas, artifacts[name]) if name in artifacts else iter(())
    unsaid = _UNSAID if kind == NodeKind.WORK else _UNSAID | _ARTIFACTS
    compared = [name for name, facet in FACETS.items() if facet.level == "claim" and name not in unsaid]
    from_claims = (each for claim in claims for each in _from_facets(atlas, compared, claim))
    found: dict[str, list[Value]] = {}
    for aspect, value in (*record, *_from_graph(atlas, thing), *from_claims):
        found.setdefault(aspect, []).append(value)
    if claims:
        found["Claims"] = [(str(len(claims)), None)]
        found["Claims checked by two people"] = [(str(sum(claim.is_checked_twice for claim in claims)), None)]
    return found


def _from_record(atlas: Atlas, artifact: Artifact) -> Iterator[tuple[str, Value]]:
    """Yield what the record of a model or dataset says, with a word where nobody saw it."""
    if artifact.year:
        yield "Year", (str(artifact.year), None)
    for name, label in _PLAIN_FIELDS.items():
        value = getattr(artifact, name, None)
        if value not in (None, "unknown"):
            yield label, (f"{value} (unverified)" if artifact.is_recalled(name) else str(value), None)
    if artifact.family:
        names = VOCABULARIES["family"].names(atlas.taxonomy)
        yield "Family", (names.get(artifact.family, artifact.family), None)
    modalities = VOCABULARIES["modality"].names(atlas.taxonomy)
    inputs, outputs = (
        (artifact.best_input, artifact.best_output) if isinstance(artifact, Dataset) else (artifact.input, artifact.output)
    )
    for label, values in (("Modalities in", inputs), ("Modalities out", outputs)):
        for each in values:
            yield label, (modalities.get(each, each), None)
    if isinstance(artifact, Dataset) and artifact.best_size:
        yield "Size", (f"{artifact.best_size.as_stated} {artifact.best_size.unit}", None)


def _from_graph(atlas: Atlas, thing: str) -> Iterator[tuple[str, Value]]:
    """Yield what a thing is connected with, by relation and side, then the models that it rests on."""
    graph = graph_of(atlas)
    sides: dict[tuple[str, bool], list[Value]] = {}
    for source, _, data in graph.in_edges(thing, data=True):
        sides.setdefault((data["relation"], True), []).append((source, data["claim"]))
    for _, target, data in graph.out_edges(thing, data=True):
        sides.setdefault((data["relation"], False), []).append((target, data["claim"]))
    for relation, words in RELATIONS.items():
        if words.joins_artifacts or relation == Relation.INTRODUCES:
            for is_up in (True, False):
                label = words.back if is_up else words.forward
                for value in sorted(sides.get((relation, is_up), []), key=lambda each: (each[0], each[1] or "")):
                    yield label.capitalize(), value
    lineage = lineage_graph(atlas)
    for each in sorted(nx.ancestors(lineage, thing)) if thing in lineage else ():
        if each.startswith(f"{NodeKind.MODEL}:"):
            yield "Rests on the models, directly or through others", (each, None)


def _from_facets(atlas: Atlas, names: Iterable[str], about: Work | Claim) -> Iterator[tuple[str, Value]]:
    """Yield the values of facets: those that stand in the graph by their name there, others by their display name."""
    graph, shown = graph_of(atlas), _facet_names(atlas)
    claim = about.id if isinstance(about, Claim) else None
    for name in names:
        facet, may_stand_there = FACETS[name], name in _KINDS
        for value in facet.values(atlas, about):
            if may_stand_there and (in_graph := f"{name}:{value}") in graph:
                yield facet.label, (in_graph, claim)
            else:
                yield facet.label, (shown[name].get(value, value), claim)


_KINDS = frozenset(kind.value for kind in NodeKind)
"""What stands before the names of the graph, and is the name of a facet where its values stand there."""


@made_once
def _facet_names(atlas: Atlas) -> dict[str, Mapping[str, str]]:
    """Return what the values of the facets that are compared are called: sorted once, not once a claim."""
    return {name: facet.names(atlas) for name, facet in FACETS.items() if facet.level == "claim" or name in _WORK_FACETS}
