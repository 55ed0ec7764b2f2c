# ruff: noqa: S608 - the statements are text for people; whatever stands in them goes through `quoted`.
"""The query on show as SQL on the published database, where SQL can say it: pure functions.

Facets become conditions on works and claims, lineages a recursive query.  What needs an algorithm (loops, dependence, leakage,
similar works …) has no statement, and the explorer says so.  A test holds every statement to the answer of `codev.query.run`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from codev.atlas import Atlas
from codev.graph import LINEAGE
from codev.query import Facets, Query, Question, Result
from codev.query.facets import FACETS
from codev.query.terms import find_artifact, find_term, find_thing

_NO_AXES: Mapping[str, str] = {}

LINE = "\n  AND "

_EFFECT = "CASE WHEN n.degrades THEN 'degrades' WHEN n.measures OR s.value = 'evaluation' THEN 'measures' ELSE 'improves' END"
"""What the data do at one stage; `codev.graph.effect_of` says the same."""


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
    conditions = list(_conditions(atlas, query.facets, "work"))
    inner = list(_conditions(atlas, query.facets, "claim"))
    if inner:
        conditions.append(f"EXISTS (SELECT 1 FROM claims AS c WHERE {LINE.join(['c.work = w.key', *inner])})")
    if query.facets.text:
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
    conditions = [each for level in ("work", "claim") for each in _conditions(atlas, query.facets, level)]
    if query.facets.text:
        claims = [claim for row in result.as_dicts() for claim in (row.get("claims") or [row["id"]])]
        conditions.append(f"c.id IN {_among(claims)}")
    for facet, column in axes.items():
        texts = getattr(query.facets, facet)
        if texts:
            conditions.append(f"{column} IN {_among(sorted(_values(atlas, facet, texts)))}")
    where = f"\nWHERE {LINE.join(conditions)}" if conditions else ""
    return f"FROM claims AS c JOIN works AS w ON w.key = c.work JOIN nodes AS n ON n.id = c.node{joins}{where}"


def _claims(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for claims."""
    body = _from_claims(atlas, query, result)
    return f"SELECT c.id, c.work, c.direction, c.node, c.statement, c.doubt\n{body}\nORDER BY c.work, c.number"


def _rq1(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for RQ1."""
    axes = {"stage": "s.value", "enhanced": "k.value", "capability": "k.value", "effect": _EFFECT}
    joins = _joined_rows(atlas, query) + _joined("s", "stage") + _joined("k", "enhanced")
    body = _from_claims(atlas, query, result, joins, axes)
    columns = f"s.value AS stage, r.ancestor AS approach, k.value AS capability, {_EFFECT} AS effect"
    return f"SELECT {columns},\n  {_COUNTS}\n{body}\nGROUP BY 1, 2, 3, 4\nORDER BY 1, 2, 3, 4"


def _rq2(atlas: Atlas, query: Query, result: Result) -> str:
    """Return the statement for RQ2."""
    axes = {"leveraged": "k.value", "capability": "k.value", "model": "m.value"}
    joins = _joined_rows(atlas, query) + _joined("k", "leveraged") + _joined("m", "model")
    body = _from_claims(atlas, query, result, joins, axes)
    columns = "r.ancestor AS role, k.value AS capability, m.value AS model"
    return f"SELECT {columns},\n  {_COUNTS}\n{body}\nGROUP BY 1, 2, 3\nORDER BY 1, 2, 3"


_COUNTS = "count(DISTINCT c.work) AS works, count(DISTINCT c.id) AS claims"


def _joined_rows(atlas: Atlas, query: Query) -> str:
    """Return the join that gives each row in which a claim counts a row of its own; `codev.query.matrices` says which."""
    own = "{0}.node" if query.parameters.level == "node" else "coalesce({0}.subsection, {0}.node)"
    kept = "".join(
        f" AND r.ancestor IN (SELECT descendant FROM node_closure WHERE ancestor IN {_nodes(atlas, name, texts)})"
        for name, texts in query.facets.given().items()
        if FACETS[name].shape == "tree"
    )
    return (
        f"\n  JOIN node_closure AS r ON r.descendant = {own.format('c')}"
        f"\n    AND (r.ancestor = r.descendant OR r.ancestor IN (SELECT {own.format('f')} FROM claims AS f){kept})"
    )


def _joined(name: str, facet: str) -> str:
    """Return the join that gives each value of a facet a row of its own."""
    return f"\n  JOIN claim_facets AS {name} ON {name}.claim = c.id AND {name}.facet = '{facet}'"


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


def _conditions(atlas: Atlas, facets: Facets, level: str) -> Iterator[str]:
    """Yield the conditions that facets of one level put on ``w`` or on ``c``; words are found by the answer, not by SQL."""
    one = {"work": "w.key", "claim": "c.id"}[level]
    for name, texts in facets.given().items():
        facet = FACETS[name]
        if facet.level != level or facet.shape == "text":
            continue
        values = _among(sorted(_values(atlas, name, texts)))
        if facet.shape == "tree":
            values = f"(SELECT descendant FROM node_closure WHERE ancestor IN {_nodes(atlas, name, texts)})"
        asked = f"x.{level} = {one} AND x.facet = '{name}' AND x.value IN {values}"
        yield f"EXISTS (SELECT 1 FROM {level}_facets AS x WHERE {asked})"


def _nodes(atlas: Atlas, facet: str, texts: Iterable[str]) -> str:
    """Return the nodes that texts name in a facet that is a tree, as a list in brackets."""
    return _among(FACETS[facet].canonical(atlas, text) for text in texts)


def _values(atlas: Atlas, facet: str, texts: Iterable[str]) -> set[str]:
    """Return the values that texts mean in a facet."""
    return {value for text in texts for value in FACETS[facet].find(atlas, text)}
