# ruff: noqa: S608 - the statements are text for people; whatever stands in them goes through `quoted`.
"""The query on show as SQL on the published database, where SQL can say it: pure functions.

Facets become conditions on works and claims, lineages a recursive query.  What needs an algorithm (loops, dependence, leakage,
similar works …) has no statement, and the explorer says so.  A test holds every statement to the answer of `codev.query.run`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import LINEAGE
from codev.query import Facets, Query, Question, Result
from codev.query.select import EFFECTS, has_claim_facets
from codev.query.terms import (
    NOT_STATED,
    find_artifact,
    find_dataset,
    find_model,
    find_node,
    find_term,
    find_thing,
    find_work,
    fold,
    parse_years,
)

_NO_AXES: Mapping[str, str] = {}

DIRECTIONS = ("data4model", "model4data")

LINE = "\n  AND "

_LISTS = {
    "capability": ("claim_capabilities", "capability"),
    "modality": ("claim_modalities", "modality"),
    "model": ("claim_models", "model"),
    "acquired": ("claim_acquired_from", "source"),
}
"""The facets that are a list of the claim: table and column."""

_EFFECT = "CASE WHEN n.degrades THEN 'degrades' WHEN n.measures OR s.stage = 'evaluation' THEN 'measures' ELSE 'improves' END"
"""What the data do at one stage; `codev.graph.effect_of` says the same."""

_MEASURED = "SELECT 1 FROM claim_stages AS x WHERE x.claim = c.id AND x.stage"
_EFFECTS = {
    "degrades": "n.degrades",
    "measures": f"NOT n.degrades AND (n.measures OR EXISTS ({_MEASURED} = 'evaluation'))",
    "improves": f"NOT n.degrades AND NOT n.measures AND (EXISTS ({_MEASURED} <> 'evaluation')"
    " OR NOT EXISTS (SELECT 1 FROM claim_stages AS x WHERE x.claim = c.id))",
}
"""What the data do at any stage; `codev.graph.effects_of` says the same."""


def as_sql(atlas: Atlas, query: Query, result: Result) -> str | None:
    """Return a statement whose rows are those of the answer.

    Args:
        atlas: The knowledge base.
        query: What is on show.
        result: Its answer, from which a search for words takes the ids that it found.

    Returns:
        The statement, or None where SQL cannot say it.
    """
    writer = _WRITERS.get(query.question)
    return None if writer is None else writer(atlas, query, result) + "\n"


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _among(values: Iterable[str]) -> str:
    """Return a list of texts in brackets, each once."""
    return f"({', '.join(quoted(value) for value in dict.fromkeys(values))})"


def _works(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for works."""
    facets = query.facets
    conditions = list(_work_conditions(atlas, facets))
    if has_claim_facets(facets):
        inner = LINE.join(["c.work = w.key", *_claim_conditions(atlas, facets)])
        conditions.append(f"EXISTS (SELECT 1 FROM claims AS c JOIN nodes AS n ON n.id = c.node WHERE {inner})")
    if facets.text:
        conditions.append(f"w.key IN {_among(result.works())}")
    where = f"\nWHERE {LINE.join(conditions)}" if conditions else ""
    return f"SELECT w.key, w.title, w.year, w.scope, w.venue\nFROM works AS w{where}\nORDER BY w.key"


def _from_claims(atlas: Atlas, query: Query, result: Result, joins: str = "", axes: Mapping[str, str] = _NO_AXES) -> str:
    """Return FROM and WHERE of a statement about claims.

    Args:
        atlas: The knowledge base.
        query: What is on show.
        result: Its answer.
        joins: What else is joined.
        axes: Facets that are axes of the answer, each with what it is in SQL: only what such a facet names is kept.
    """
    conditions = [*_work_conditions(atlas, query.facets), *_claim_conditions(atlas, query.facets)]
    if query.facets.text:
        claims = [claim for row in result.as_dicts() for claim in (row.get("claims") or [row["id"]])]
        conditions.append(f"c.id IN {_among(claims)}")
    for facet, column in axes.items():
        values = getattr(query.facets, facet)
        if values:
            conditions.append(f"{column} IN {_among(_found(atlas, facet, each) for each in values)}")
    where = f"\nWHERE {LINE.join(conditions)}" if conditions else ""
    return f"FROM claims AS c JOIN works AS w ON w.key = c.work JOIN nodes AS n ON n.id = c.node{joins}{where}"


def _claims(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for claims."""
    body = _from_claims(atlas, query, result)
    return f"SELECT c.id, c.work, c.direction, c.node, c.statement, c.doubt\n{body}\nORDER BY c.work, c.number"


def _rq1(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for RQ1."""
    joins = "\n  LEFT JOIN claim_stages AS s ON s.claim = c.id LEFT JOIN claim_capabilities AS k ON k.claim = c.id"
    stage = f"coalesce(s.stage, {quoted(NOT_STATED)})"
    body = _from_claims(atlas, query, result, joins, {"stage": stage, "capability": "k.capability", "effect": _EFFECT})
    approach = "c.node" if query.parameters.level == "node" else "coalesce(c.subsection, c.node)"
    capability = f"coalesce(k.capability, {quoted(NOT_STATED)})"
    columns = f"{stage} AS stage, {approach} AS approach, {capability} AS capability, {_EFFECT} AS effect"
    counts = "count(DISTINCT c.work) AS works, count(DISTINCT c.id) AS claims"
    end = "GROUP BY 1, 2, 3, 4\nHAVING max(c.direction) = 'data4model'\nORDER BY 1, 2, 3, 4"
    return f"SELECT {columns},\n  {counts}\n{body}\n{end}"


def _rq2(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for RQ2."""
    joins = "\n  LEFT JOIN claim_capabilities AS k ON k.claim = c.id LEFT JOIN claim_models AS m ON m.claim = c.id"
    body = _from_claims(atlas, query, result, joins, {"capability": "k.capability", "model": "m.model"})
    role = "c.node" if query.parameters.level == "node" else "coalesce(c.subsection, c.node)"
    capability = f"coalesce(k.capability, {quoted(NOT_STATED)})"
    columns = f"{role} AS role, {capability} AS capability, coalesce(m.model, {quoted(NOT_STATED)}) AS model"
    counts = "count(DISTINCT c.work) AS works, count(DISTINCT c.id) AS claims"
    having = "HAVING max(c.direction) = 'model4data'"
    return f"SELECT {columns},\n  {counts}\n{body}\nGROUP BY 1, 2, 3\n{having}\nORDER BY 1, 2, 3"


def _lineage(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the recursive statement for a lineage."""
    asked = query.parameters
    start = quoted(find_artifact(atlas, asked.of or ""))
    known = sorted(relation.value for relation in LINEAGE)
    relations = _among([find_term("relation", each, known) for each in asked.relation] or known)
    depth = asked.depth or len(atlas.models) + len(atlas.datasets) + 1
    parts, names = [], []
    for way in ("up", "down") if asked.way == "both" else (asked.way or "up",):
        near, far = ("target", "source") if way == "up" else ("source", "target")
        # UNION drops what was reached before at the same depth; the least depth of each is kept below.
        parts.append(
            f"{way}(thing, depth) AS (\n  SELECT {start}, 0\n  UNION\n  SELECT e.{far}, {way}.depth + 1 FROM {way}"
            f" JOIN graph_edges AS e ON e.{near} = {way}.thing\n  WHERE e.relation IN {relations} AND {way}.depth < "
            f"min({depth}, 30)\n)"
        )
        names.append(
            f"SELECT '{way}' AS way, r.depth + 1 AS depth, e.source, e.relation, e.target, e.claim, e.basis, e.unverified\n"
            f"FROM (SELECT thing, min(depth) AS depth FROM {way} GROUP BY thing) AS r JOIN graph_edges AS e"
            f" ON e.{near} = r.thing\nWHERE e.relation IN {relations} AND r.depth < {depth}"
        )
    return f"WITH RECURSIVE {', '.join(parts)}\n" + "\nUNION ALL\n".join(names) + "\nORDER BY 1 DESC, 2, 3, 5"


def _neighbours(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for what stands next to a thing."""
    asked = query.parameters
    thing = quoted(find_thing(atlas, asked.of or ""))
    wanted = f" AND e.relation IN {_among(asked.relation)}" if asked.relation else ""
    parts = [
        f"SELECT '{way}' AS way, e.relation, e.{far} AS neighbour, e.claim, e.basis, e.unverified\nFROM graph_edges AS e\n"
        f"WHERE e.{near} = {thing}{wanted}"
        for way, near, far in (("up", "target", "source"), ("down", "source", "target"))
        if asked.way in {None, "both", way}
    ]
    return "\nUNION ALL\n".join(parts)


_WRITERS: dict[Question, Callable[[Atlas, Query, Result], str]] = {
    Question.WORKS: _works,
    Question.CLAIMS: _claims,
    Question.RQ1: _rq1,
    Question.RQ2: _rq2,
    Question.LINEAGE: _lineage,
    Question.NEIGHBOURS: _neighbours,
}


# -- facets as conditions -------------------------------------------------------------------------------------------------


def _work_conditions(atlas: Atlas, facets: Facets) -> Iterator[str]:
    """Yield the conditions on ``w``."""
    if facets.scope:
        yield f"w.scope IN {_among(facets.scope)}"
    if facets.year:
        spans = [parse_years(each) for each in facets.year]
        yield "(" + " OR ".join(f"w.year BETWEEN {first} AND {last}" for first, last in spans) + ")"
    if facets.author:
        words = [fold(each).split() for each in facets.author]
        names = [name for name in atlas.works_by_author if any(all(word in fold(name) for word in each) for each in words)]
        yield f"EXISTS (SELECT 1 FROM work_authors AS a WHERE a.work = w.key AND a.author IN {_among(names)})"
    if facets.venue:
        yield f"w.venue IN {_among(find_term('venue', each, atlas.works_by_venue) for each in facets.venue)}"
    if facets.work:
        yield f"w.key IN {_among(find_work(atlas, each) for each in facets.work)}"


def _claim_conditions(atlas: Atlas, facets: Facets) -> Iterator[str]:
    """Yield the conditions on ``c`` and its node ``n``."""
    for values, kind in ((facets.node, "node"), (facets.role, "role")):
        if values:
            nodes = _among(find_node(atlas, each, kind) for each in values)
            yield f"c.node IN (SELECT descendant FROM node_closure WHERE ancestor IN {nodes})"
    if facets.direction:
        yield f"c.direction IN {_among(find_term('direction', each, DIRECTIONS) for each in facets.direction)}"
    if facets.stage:
        yield _stage_condition(atlas, facets.stage)
    for name, (table, column) in _LISTS.items():
        values = getattr(facets, name)
        if values:
            ids = [_found(atlas, name, each) for each in values]
            yield f"EXISTS (SELECT 1 FROM {table} AS x WHERE x.claim = c.id AND x.{column} IN {_among(ids)})"
    if facets.dataset:
        datasets = _among(find_dataset(atlas, each) for each in facets.dataset)
        parts = [
            f"EXISTS (SELECT 1 FROM {table} AS x WHERE x.claim = c.id AND x.dataset IN {datasets})"
            for table in ("claim_datasets", "claim_input_datasets")
        ]
        yield f"({' OR '.join(parts)})"
    yield from _provenance_conditions(facets)


def _stage_condition(atlas: Atlas, values: Iterable[str]) -> str:
    """Return the condition on stages."""
    ids = [_term(atlas, "stage", each) for each in values]
    parts = [f"EXISTS (SELECT 1 FROM claim_stages AS x WHERE x.claim = c.id AND x.stage IN {_among(ids)})"]
    if NOT_STATED in ids:
        parts.append("NOT EXISTS (SELECT 1 FROM claim_stages AS x WHERE x.claim = c.id)")
    return f"({' OR '.join(parts)})"


def _provenance_conditions(facets: Facets) -> Iterator[str]:
    """Yield the conditions on effect, evidence, inferred fields, doubt and comparison."""
    if facets.effect:
        either = " OR ".join(f"({_EFFECTS[each]})" for each in facets.effect)
        yield f"c.direction = 'data4model' AND ({either})"
    if facets.evidence:
        parts = [f"EXISTS (SELECT 1 FROM evidence AS x WHERE x.claim = c.id AND x.source IN {_among(facets.evidence)})"]
        if "weak" in facets.evidence:
            parts.append("NOT EXISTS (SELECT 1 FROM evidence AS x WHERE x.claim = c.id AND NOT x.weak)")
        if "unverified" in facets.evidence:
            parts.append("c.unverified")
        yield f"({' OR '.join(parts)})"
    if facets.inferred:
        exists = "EXISTS (SELECT 1 FROM claim_inferred AS x WHERE x.claim = c.id"
        parts = [f"{exists} AND x.field IN {_among(facets.inferred)})"]
        parts += [f"{exists})"] if "any" in facets.inferred else []
        parts += [f"NOT {exists})"] if "none" in facets.inferred else []
        yield f"({' OR '.join(parts)})"
    null = {"yes": "IS NOT NULL", "no": "IS NULL"}
    if facets.doubt:
        yield "(" + " OR ".join(f"c.doubt {null[each]}" for each in facets.doubt) + ")"
    if facets.checked:
        yield "(" + " OR ".join("c.checked" if each == "yes" else "NOT c.checked" for each in facets.checked) + ")"


def _found(atlas: Atlas, facet: str, text: str) -> str:
    """Return the id of what a facet names."""
    if facet == "model":
        return find_model(atlas, text)
    return find_term(facet, text, EFFECTS) if facet == "effect" else _term(atlas, facet, text)


def _term(atlas: Atlas, facet: str, text: str) -> str:
    """Return the id of a term."""
    taxonomy = atlas.taxonomy
    vocabulary = {
        "stage": taxonomy.stages,
        "capability": (*taxonomy.enhanced, *taxonomy.leveraged),
        "modality": taxonomy.modalities,
        "acquired": taxonomy.acquisition_sources,
    }[facet]
    names = [(each.id, each.name) for each in vocabulary]
    try:
        return find_term(facet, text, [*(each for each, _ in names), NOT_STATED], names)
    except WrongUseError:
        return text
