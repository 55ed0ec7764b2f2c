"""Benchmarks that lie in the training ancestry of a model that is evaluated on them (DESIGN §3).

Exact: a path of relations that carry lineage leads from the benchmark to the model.  Shared source: only something that the
benchmark is derived from or a version of lies there, which says far less: much derives from COCO.  Either is a reason to look,
not a proof: where one work trains and tests on a dataset, the two are commonly parts of it that share no sample.  Where the
work that evaluates a model also retrained it, what it evaluates may be its variant, so that both are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import networkx as nx

from codev.atlas import Atlas
from codev.graph import LINEAGE, Relation, edges_between, edges_of, graph_of, lineage_graph
from codev.ids import work_of_claim
from codev.query.answers.lineage import step_claims, works_behind
from codev.query.questions import Parameter, Question
from codev.query.rows import AnswerRow, Words, columns
from codev.query.terms import find_dataset, find_model, find_term

KINDS = {"exact": "Exact: the benchmark itself", "shared-source": "Only a shared source"}
"""The benchmark itself, or only a source of it."""


@dataclass(frozen=True, slots=True)
class LeakageRow(AnswerRow):
    """A model, a benchmark that it is evaluated on, and the way from one to the other."""

    value_names: ClassVar[Words] = {"kind": KINDS}
    columns = columns(
        "benchmark",
        "model",
        "kind=leak",
        "shared=what both go back to",
        "path=path to the model",
        "evaluated_by",
        "one_work=in one work",
        "unverified",
    )

    kind: str
    """``exact`` or ``shared-source``."""
    benchmark: str
    model: str
    """The model that the claim names, or the variant that the claim's work made of it."""
    shared: str
    """What lies in the ancestry: the benchmark itself, or its nearest source that does."""
    evaluated_by: tuple[str, ...]
    """The claims of the evaluation."""
    source_path: tuple[str, ...]
    """From the shared source to the benchmark; of an exact leak the benchmark alone."""
    path: tuple[str, ...]
    """From what is shared to the model: the shortest way."""
    claims: tuple[str, ...]
    """What stands behind the steps of both paths."""
    unverified: bool
    """Whether a step rests on memory or an inferred field."""
    one_work: bool
    """Whether one work alone stands behind the training and the evaluation: commonly these use two parts of the dataset."""


@Question(
    name="leakage",
    sentence="Which models are evaluated on data in their training ancestry?",
    row=LeakageRow,
    facets=("model", "dataset"),
    one_value=True,
    parameters=(Parameter("kind", "Kind", "A kind of leakage.", choices=KINDS),),
    examples={"All cases": {}, "SAM 3": {"kind": "exact", "model": "sam-3"}},
    empty="No such case is recorded.",
    limits="A path from a benchmark to a model is a reason to look, not a proof: it does not show that test samples were used "
    "in training.",
)
def leakage(atlas: Atlas, *, kind: str | None = None, model: str | None = None, dataset: str | None = None) -> list[LeakageRow]:
    """Return the benchmarks in the training ancestry of models that are evaluated on them.

    Args:
        atlas: The knowledge base.
        kind: ``exact`` or ``shared-source`` only.
        model: Only this model.
        dataset: Only this benchmark.

    Returns:
        Exact cases that several works show, then shared sources, then exact cases within one work; each by benchmark and
        model.  A pair has one row for each of the benchmark's nearest sources that it shares with the model.

    Raises:
        WrongUseError: The kind, model or dataset is none.
    """
    wanted = find_term("kind of leakage", kind, KINDS) if kind is not None else None
    model_id = find_model(atlas, model) if model is not None else None
    dataset_id = find_dataset(atlas, dataset) if dataset is not None else None
    graph = graph_of(atlas)
    tested: dict[str, dict[str, list[str]]] = {}
    for benchmark, tested_model, data in edges_of(atlas, Relation.EVALUATES):
        claim = str(data["claim"])
        for each in (tested_model, f"{tested_model}@{work_of_claim(claim)}"):
            if each in graph:
                tested.setdefault(each, {}).setdefault(benchmark, []).append(claim)
    sources: dict[str, list[str]] = {}
    for relation in (Relation.DERIVED_FROM, Relation.VARIANT_OF):
        for parent, child, _ in edges_of(atlas, relation):
            sources.setdefault(child, []).append(parent)
    rows: list[LeakageRow] = []
    for name, benchmarks in tested.items():
        if model_id in {None, graph.nodes[name]["id"]}:
            ancestry = _Ancestry(atlas, name, sources)
            for benchmark, claims in benchmarks.items():
                if dataset_id in {None, graph.nodes[benchmark]["id"]}:
                    rows += ancestry.rows(benchmark, tuple(claims))
    rows = [row for row in rows if wanted in {None, row.kind}]
    return sorted(rows, key=lambda row: (row.kind == "exact" and row.one_work, row.kind, row.benchmark, row.model, row.shared))


class _Ancestry:
    """Everything that a model was made from and by."""

    def __init__(self, atlas: Atlas, model: str, sources: dict[str, list[str]]) -> None:
        """Find the ancestors of a model.

        Args:
            atlas: The knowledge base.
            model: The graph's name of the model or variant.
            sources: What each artifact is derived from or a version of.
        """
        self._sources = sources
        self._graph = graph_of(atlas)
        self._paths = lineage_graph(atlas)
        self._model = model
        self._ancestors = nx.ancestors(self._paths, model)

    def rows(self, benchmark: str, claims: tuple[str, ...]) -> list[LeakageRow]:
        """Return the rows of one benchmark."""
        if benchmark in self._ancestors:
            return [self._row("exact", benchmark, claims, (benchmark,))]
        return [
            self._row("shared-source", benchmark, claims, way)
            for way in _nearest_sources(self._sources, benchmark, self._ancestors)
        ]

    def _row(self, kind: str, benchmark: str, evaluated_by: tuple[str, ...], source_path: tuple[str, ...]) -> LeakageRow:
        """Return one row, with the shortest path to the model."""
        path: list[str] = nx.shortest_path(self._paths, source_path[0], self._model)
        steps = [*pairwise(source_path), *pairwise(path)]
        claims = tuple(dict.fromkeys(claim for step in steps for claim in step_claims(self._graph, *step, LINEAGE)))
        return LeakageRow(
            kind=kind,
            benchmark=benchmark,
            model=self._model,
            shared=source_path[0],
            evaluated_by=evaluated_by,
            source_path=source_path,
            path=tuple(path),
            claims=claims,
            unverified=any(is_unverified_step(self._graph, *step) for step in steps),
            one_work=len({*works_behind(claims), *works_behind(evaluated_by)}) == 1,
        )


def _nearest_sources(sources: dict[str, list[str]], benchmark: str, ancestors: set[str]) -> list[tuple[str, ...]]:
    """Return the ways from a benchmark's nearest sources within a set of ancestors: none lies behind another one."""
    found: list[tuple[str, ...]] = []
    seen = {benchmark}
    ways: list[tuple[str, ...]] = [(benchmark,)]
    for way in ways:
        for source in sources.get(way[0], ()):
            if source not in seen:
                seen.add(source)
                (found if source in ancestors else ways).append((source, *way))
    return found


def is_unverified_step(graph: nx.MultiDiGraph[str], source: str, target: str) -> bool:
    """Return whether everything that carries lineage between two artifacts is unverified."""
    return all(data["unverified"] for data in edges_between(graph, source, target) if data["relation"] in LINEAGE)
