"""Chains and loops of co-development, and their paradigm (DESIGN §3, survey §2.1).

A chain is *A produces D trains B*.  It is self-boosted where B is A, a variant of A, or starts from A's weights; else
externally-boosted.  "Starts from A's weights" is read as one step of ``derived_from`` from A, of B itself or of the model of
which B is a variant: a model that holds CLIP as its encoder starts from CLIP, but not from what CLIP was made from.
A loop is a closed directed cycle of artifacts along the relations that carry lineage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

import networkx as nx

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import LINEAGE, Relation, edges_between, edges_of, graph_of, lineage_graph
from codev.ids import work_of_claim
from codev.limits.questions import CHAINS_MAX, LOOP_ARTIFACTS_MAX, LOOPS_MAX
from codev.query.answers.lineage import step_claims, works_behind
from codev.query.answers.strong_components import strong_components_of
from codev.query.questions import Answer, Parameter, Question, numbered
from codev.query.rows import AnswerRow, columns
from codev.query.terms import find_dataset, find_model, find_term

PARADIGMS = ("self-boosted", "externally-boosted")
"""The paradigms of the survey's §2.1."""


@dataclass(frozen=True, slots=True)
class ChainRow(AnswerRow):
    """A model produces data, the data train a model."""

    columns = columns(
        "producer",
        "dataset",
        "trained",
        "paradigm",
        "because=the trained model is",
        "judged=as judged",
        "produces=claims on producing",
        "trains=claims on training",
    )

    producer: str
    dataset: str
    trained: str
    """A model, or the variant that a work retrained."""
    paradigm: str
    because: str | None
    """Why it is self-boosted: ``same model``, ``variant`` or ``derived``."""
    produces: tuple[str, ...]
    """The claims that the model produces the data."""
    trains: tuple[str, ...]
    """The claims that the data train the model."""
    works: tuple[str, ...]
    """The works of these claims."""
    judged: tuple[str, ...]
    """The curator's judgement of these works, as ``key: paradigm``."""


@dataclass(frozen=True, slots=True)
class LoopRow(AnswerRow):
    """A closed cycle, written from its first model in alphabetical order; the last artifact leads back to the first."""

    columns = columns("artifacts", "length", "paradigm", "judged=as judged", "claims")

    artifacts: tuple[str, ...]
    claims: tuple[str, ...]
    """The claims, or bases, behind all steps, in the order of the steps."""
    paradigm: str
    """``self-boosted`` where a chain within it is."""
    steps: tuple[tuple[str, ...], ...]
    """What stands behind each step; the last one leads back to the first artifact."""
    relations: tuple[str, ...]
    """The relation of each step."""
    works: tuple[str, ...]
    judged: tuple[str, ...]
    """The curator's judgement of these works, as ``key: paradigm``."""

    @property
    def length(self) -> int:
        """The number of artifacts."""
        return len(self.artifacts)


@Question(
    name="chains",
    sentence="Which models produce data that train models?",
    about="A produces D, D trains B: self-boosted where B is A, a variant of A or derived from A, else externally-boosted.",
    row=ChainRow,
    facets=("model", "dataset"),
    one_value=True,
    parameters=(
        Parameter(
            "paradigm",
            "Paradigm",
            "The paradigm of the chain.",
            choices={paradigm: paradigm.capitalize() for paradigm in PARADIGMS},
        ),
    ),
    examples={"Self-boosted": {"paradigm": "self-boosted"}, "Chains with CLIP": {"model": "clip"}},
    empty="There is no such chain.",
    limits="A chain joins two records: that a model produced data, and that the data trained a model. They may come from "
    "different works, and do not show that the two models were developed together.",
)
def find_chains(
    atlas: Atlas, *, model: str | None = None, dataset: str | None = None, paradigm: str | None = None
) -> Answer[ChainRow]:
    """Return the chains *A produces D trains B*, up to `codev.limits.questions.CHAINS_MAX`.

    Args:
        atlas: The knowledge base.
        model: Only chains with this model, acting or trained, variants included.
        dataset: Only chains through this dataset.
        paradigm: ``self-boosted`` or ``externally-boosted`` only.

    Returns:
        Rows by producer, dataset and trained model.

    Raises:
        WrongUseError: The model, dataset or paradigm is none.
    """
    model_id = find_model(atlas, model) if model is not None else None
    dataset_node = f"dataset:{find_dataset(atlas, dataset)}" if dataset is not None else None
    wanted = find_term("paradigm", paradigm, PARADIGMS) if paradigm is not None else None
    graph = graph_of(atlas)
    boost = _boosts(graph)
    rows: list[ChainRow] = []
    for producer, through, trained in _chains(atlas):
        if dataset_node not in {None, through}:
            continue
        if model_id is not None and model_id not in {graph.nodes[producer]["id"], graph.nodes[trained]["id"]}:
            continue
        because = boost(producer, trained)
        found = PARADIGMS[0] if because else PARADIGMS[1]
        if wanted in {None, found}:
            if len(rows) == CHAINS_MAX:
                return Answer(
                    tuple(rows), f"Only the first {CHAINS_MAX:,} chains are listed; name a model or dataset for the rest."
                )
            produces = step_claims(graph, producer, through, [Relation.PRODUCES])
            trains = step_claims(graph, through, trained, [Relation.TRAINS])
            works = works_behind((*produces, *trains))
            rows.append(
                ChainRow(producer, through, trained, found, because, produces, trains, works, _judgements(atlas, works))
            )
    return Answer(tuple(rows), "")


def chains(
    atlas: Atlas, *, model: str | None = None, dataset: str | None = None, paradigm: str | None = None
) -> list[ChainRow]:
    """Return the chains as rows; `find_chains` also says whether there are more.

    Args:
        atlas: The knowledge base.
        model: Only chains with this model, acting or trained, variants included.
        dataset: Only chains through this dataset.
        paradigm: ``self-boosted`` or ``externally-boosted`` only.

    Raises:
        WrongUseError: The model, dataset or paradigm is none.
    """
    return list(find_chains(atlas, model=model, dataset=dataset, paradigm=paradigm).rows)


def _chains(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    """Yield producer, dataset and trained model of every chain, in order: they are too many to collect where all do all."""
    trained: dict[str, set[str]] = {}
    for dataset, model, _ in edges_of(atlas, Relation.TRAINS):
        trained.setdefault(dataset, set()).add(model)
    ordered = {dataset: sorted(models) for dataset, models in trained.items()}
    made = {(producer, dataset) for producer, dataset, _ in edges_of(atlas, Relation.PRODUCES) if dataset in ordered}
    return ((producer, dataset, model) for producer, dataset in sorted(made) for model in ordered[dataset])


def _boosts(graph: nx.MultiDiGraph[str]) -> Callable[[str, str], str | None]:
    """Return what says why a chain of a producer and a trained model is self-boosted; None where it is not.

    The reason is ``same model``, ``variant`` or ``derived``.  What a trained model starts from is looked up once.
    """
    origins = cache(partial(_origins, graph))

    def boost(producer: str, trained: str) -> str | None:
        if producer == trained:
            return "same model"
        bases, starts = origins(trained)
        if producer in bases:
            return "variant"
        return "derived" if producer in starts else None

    return boost


def _origins(graph: nx.MultiDiGraph[str], model: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the models of which a model is a variant, at any remove, and what any of these or itself is derived from."""
    found: set[str] = {model}
    starts: set[str] = set()
    waiting = [model]
    while waiting:
        for parent, _, data in graph.in_edges(waiting.pop(), data=True):
            if data["relation"] == Relation.DERIVED_FROM:
                starts.add(parent)
            elif data["relation"] == Relation.VARIANT_OF and parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found - {model}), frozenset(starts)


def loops(atlas: Atlas, *, longest: int = LOOP_ARTIFACTS_MAX, limit: int = LOOPS_MAX) -> list[LoopRow]:
    """Return the closed loops, the shortest first; `find_loops` also says whether there are more.

    Args:
        atlas: The knowledge base.
        longest: The most artifacts in a loop.
        limit: The most loops.

    Raises:
        WrongUseError: A number is out of range.
    """
    return list(find_loops(atlas, longest=longest, limit=limit).rows)


@Question(
    name="loops",
    label="Closed loops",
    sentence="Which models take part in making the data that train them?",
    row=LoopRow,
    parameters=(
        Parameter(
            "longest",
            "Length",
            "The most artifacts in a loop.",
            choices=numbered(range(2, LOOP_ARTIFACTS_MAX), "At most {} artifacts"),
            bounds=(2, LOOP_ARTIFACTS_MAX),
            placeholder=f"At most {LOOP_ARTIFACTS_MAX} artifacts",
        ),
        Parameter(
            "limit",
            "How many",
            "The most loops.",
            choices=numbered((3, 10, 30, 100), "The {} shortest"),
            bounds=(1, LOOPS_MAX),
            placeholder=f"At most {LOOPS_MAX:,}",
        ),
    ),
    examples={"All loops": {}, "Loops of two artifacts": {"longest": 2}},
    empty="There is no loop of this length.",
    limits="A loop is a closed path along the lineage relations. Each step is recorded; how often the loop was run is not.",
)
def find_loops(atlas: Atlas, *, longest: int = LOOP_ARTIFACTS_MAX, limit: int = LOOPS_MAX) -> Answer[LoopRow]:
    """Return the closed loops, the shortest first, each once whatever artifact it is entered at.

    Args:
        atlas: The knowledge base.
        longest: The most artifacts in a loop, from 2 to 6.
        limit: The most loops, from 1 to 1,000.

    Raises:
        WrongUseError: A number is out of range.
    """
    if not 2 <= longest <= LOOP_ARTIFACTS_MAX:
        raise WrongUseError(f"loops of {longest} artifacts are not possible", f"give a number from 2 to {LOOP_ARTIFACTS_MAX}")
    if not 1 <= limit <= LOOPS_MAX:
        raise WrongUseError(f"{limit} loops are not possible", f"give a number from 1 to {LOOPS_MAX}")
    found: list[tuple[str, ...]] = []
    components = strong_components_of(lineage_graph(atlas), LOOP_ARTIFACTS_MAX)
    for length in range(2, longest + 1):
        fresh: list[tuple[str, ...]] = []
        cycles = (cycle for each in components if length <= len(each.names) for cycle in each.cycles(length))
        for cycle in cycles:
            # One more than asked for shows that the list is cut.
            if len(found) + len(fresh) > limit:
                break
            fresh.append(_turned(cycle))
        found += sorted(fresh)
        if len(found) > limit:
            break
    note = f"Only the {limit} shortest loops are listed; there are more." if len(found) > limit else ""
    boost = _boosts(graph_of(atlas))
    return Answer(tuple(_loop_row(atlas, cycle, boost) for cycle in found[:limit]), note)


def _turned(cycle: tuple[str, ...]) -> tuple[str, ...]:
    """Return a cycle from its first model in alphabetical order on."""
    first = cycle.index(min(cycle, key=lambda name: (not name.startswith("model:"), name)))
    return (*cycle[first:], *cycle[:first])


def _loop_row(atlas: Atlas, cycle: tuple[str, ...], boost: Callable[[str, str], str | None]) -> LoopRow:
    """Return a cycle with what stands behind its steps."""
    graph = graph_of(atlas)
    closed = list(pairwise((*cycle, cycle[0])))
    steps = tuple(step_claims(graph, source, target, LINEAGE) for source, target in closed)
    relations = tuple(_relation(graph, source, target) for source, target in closed)
    claims = tuple(dict.fromkeys(claim for step in steps for claim in step))
    works = works_behind(claims)
    boosted = any(
        first == Relation.PRODUCES and second == Relation.TRAINS and boost(source, trained) is not None
        for (source, _), (_, trained), first, second in zip(
            closed, closed[1:] + closed[:1], relations, relations[1:] + relations[:1], strict=True
        )
    )
    return LoopRow(
        artifacts=cycle,
        claims=claims,
        paradigm=PARADIGMS[0] if boosted else PARADIGMS[1],
        steps=steps,
        relations=relations,
        works=works,
        judged=_judgements(atlas, works),
    )


def _relation(graph: nx.MultiDiGraph[str], source: str, target: str) -> str:
    """Return the first relation of a step that carries lineage."""
    relations = (data["relation"] for data in edges_between(graph, source, target))
    return next(relation for relation in relations if relation in LINEAGE)


def _judgements(atlas: Atlas, works: tuple[str, ...]) -> tuple[str, ...]:
    """Return the curator's judgements of works, as ``key: paradigm``."""
    return tuple(f"{key}: {judged.value}" for key in works if (judged := atlas.works[key].judged_paradigm) is not None)


def derived_paradigms(atlas: Atlas) -> dict[str, str]:
    """Return the paradigm of each work as its own chains show it.

    Only chains whose two steps a work claims itself count: self-boosted where one of them is, else externally-boosted.

    Returns:
        Paradigms by key; a work without chain of its own has none.
    """
    boost = _boosts(graph_of(atlas))
    training: dict[tuple[str, str], list[str]] = {}
    for dataset, model, data in edges_of(atlas, Relation.TRAINS):
        training.setdefault((work_of_claim(str(data["claim"])), dataset), []).append(model)
    found: dict[str, str] = {}
    for producer, dataset, data in edges_of(atlas, Relation.PRODUCES):
        if data["claim"] is None:
            continue  # what a dataset says of its filter is no step that a work claims
        key = work_of_claim(data["claim"])
        for trained in training.get((key, dataset), ()):
            if boost(producer, trained):
                found[key] = PARADIGMS[0]
            else:
                found.setdefault(key, PARADIGMS[1])
    return found
