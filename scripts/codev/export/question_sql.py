"""Questions in SQL: a statement on the published database that gives the rows of an answer.

Facets become conditions on the tables of facets, which hold what `codev.query.facets` says of each claim and work.  Loops,
paths, comparisons and words without their accents are nothing that one statement gives alike: `WrongUseError` says so.  Every
value that stands in a statement is quoted.
"""

# ruff: noqa: S608 - every value in a statement is quoted, and names are our own

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import LINEAGE
from codev.query import LineageRow, Query, run
from codev.query.answers.pivot import NOTHING
from codev.query.facets import FACETS
from codev.query.selection import Selection
from codev.query.terms import find_artifact, find_node, find_thing

VALUES_MAX = 60
"""A condition that names more values than this cannot be read."""

Write = Callable[[Atlas, Query], str]

_TREE = frozenset(["subsection", "node"])
"""What is counted with everything below it."""


def question_sql(atlas: Atlas, query: Query) -> str:
    """Return a statement that gives the rows of an answer.

    Args:
        atlas: The knowledge base.
        query: What is asked.

    Raises:
        WrongUseError: There is no such statement, or the query names something that there is not.
    """
    write = _WRITERS.get(query.question)
    if write is None:
        raise WrongUseError("this answer is worked out from paths and comparisons, which no single statement of SQL gives")
    if query.facets.given().get("text"):
        raise WrongUseError("words are searched without case and accents, which SQL does not do alike", "take the words away")
    return write(atlas, query)


def literal(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _among(values: Iterable[str]) -> str:
    """Return a list of texts, to stand behind IN.

    Raises:
        WrongUseError: They are too many.
    """
    listed = sorted(values)
    if len(listed) > VALUES_MAX:
        raise WrongUseError(f"a condition would name {len(listed):,} values", "choose fewer")
    return f"({', '.join(map(literal, listed))})"


def _condition(atlas: Atlas, query: Query, name: str, value: str) -> str:
    """Return the condition that a value is one of those that a facet asks for; empty where the facet is not given."""
    given = query.facets.given().get(name, ())
    if not given:
        return ""
    if FACETS[name].shape == "tree":
        nodes = _among({find_node(atlas, each, name) for each in given})
        return f"{value} IN (SELECT descendant FROM node_closure WHERE ancestor IN {nodes})"
    return f"{value} IN {_among(Selection(atlas, query.facets).wanted[name])}"


def _conditions(atlas: Atlas, query: Query, level: str, holder: str) -> list[str]:
    """Return the conditions of all facets of a level that are given."""
    return [
        f"{holder} IN (SELECT {level} FROM {level}_facets WHERE facet = '{name}' AND {_condition(atlas, query, name, 'value')})"
        for name in query.facets.given()
        if FACETS[name].level == level
    ]


def _where(conditions: Iterable[str]) -> str:
    """Return conditions as a clause; nothing where there is none."""
    found = [each for each in conditions if each]
    return "\nWHERE " + "\n  AND ".join(found) if found else ""


def _chosen(atlas: Atlas, query: Query, *conditions: str) -> str:
    """Return the table of the claims that count."""
    listed = [*_conditions(atlas, query, "claim", "id"), *_conditions(atlas, query, "work", "work"), *conditions]
    return f"chosen AS (\nSELECT id AS claim, work, node, coalesce(subsection, node) AS own FROM claims{_where(listed)}\n)"


def _works(atlas: Atlas, query: Query) -> str:
    """Return works by key, with the number of the claims that were asked for."""
    has_claims = bool(_conditions(atlas, query, "claim", ""))
    listed = _conditions(atlas, query, "work", "key")
    return (
        f"WITH {_chosen(atlas, query)}\n"
        "SELECT key, title, year, scope, venue, count(chosen.claim) AS claims_selected\n"
        f"FROM works {'' if has_claims else 'LEFT '}JOIN chosen ON chosen.work = works.key{_where(listed)}\n"
        "GROUP BY key ORDER BY key"
    )


def _claims(atlas: Atlas, query: Query) -> str:
    """Return claims in the order of works and entries."""
    return (
        f"WITH {_chosen(atlas, query)}\n"
        "SELECT id, claims.work, claims.node, statement, doubt FROM claims JOIN chosen ON chosen.claim = id\n"
        "ORDER BY claims.work, claims.number"
    )


def _values(atlas: Atlas, query: Query, dimension: str) -> str:
    """Return the table of each claim's values in a dimension, by ``claim`` and ``value``; only those that are asked for."""
    if dimension == NOTHING:
        return "SELECT claim, '' AS value FROM chosen"
    if dimension in _TREE:
        own = "own" if dimension == "subsection" else "node"
        above = [condition for name in ("node", "role") if (condition := _condition(atlas, query, name, "ancestor"))]
        kept = f" AND (distance = 0 OR ({' AND '.join(above)}))" if above else ""
        filed = "coalesce(subsection, node)" if dimension == "subsection" else "node"
        return (
            f"SELECT claim, ancestor AS value FROM chosen JOIN node_closure ON descendant = {own}\n"
            f"  WHERE (distance = 0 OR ancestor IN (SELECT {filed} FROM claims)){kept}"
        )
    level = FACETS[dimension].level
    also = ["capability"] if dimension in {"enhanced", "leveraged"} and query.question in {"rq1", "rq2"} else []
    asked = [condition for name in (dimension, *also) if (condition := _condition(atlas, query, name, "value"))]
    return (
        f"SELECT DISTINCT chosen.claim, value FROM chosen JOIN {level}_facets ON {level}_facets.{level} = chosen.{level}\n"
        f"  WHERE facet = '{dimension}'{''.join(f' AND {each}' for each in asked)}"
    )


def _counted(atlas: Atlas, query: Query, axes: Mapping[str, str], *, effect: str = "", only: str = "") -> str:
    """Return the counts of works and claims by some dimensions.

    Args:
        atlas: The knowledge base.
        query: What is asked.
        axes: The dimension of each column, by the column's name.
        effect: A column worked out from the others, called ``effect``; none where it is empty.
        only: A condition that all claims have.
    """
    tables = [_chosen(atlas, query, only)]
    tables += [f"{name}_values AS (\n{_values(atlas, query, dimension)}\n)" for name, dimension in axes.items()]
    shown = [*(f'{name}_values.value AS "{name}"' for name in axes), *([f"{effect} AS effect"] if effect else [])]
    numbers = ", ".join(str(number) for number in range(1, len(shown) + 1))
    joins = "\n".join(f"JOIN {name}_values ON {name}_values.claim = chosen.claim" for name in axes)
    asked = _condition(atlas, query, "effect", "effect") if effect else ""
    return (
        f"WITH {', '.join(tables)}\n"
        f"SELECT {', '.join(shown)},\n"
        "  count(DISTINCT chosen.work) AS work_count, count(DISTINCT chosen.claim) AS claim_count\n"
        f"FROM chosen\n{joins}\nJOIN nodes ON nodes.id = chosen.node\n"
        f"GROUP BY {numbers}{f' HAVING {asked}' if asked else ''} ORDER BY {numbers}"
    )


def _parameter(query: Query, name: str) -> str:
    """Return the value of a parameter, or its default."""
    parameter = query.about.parameter(name)
    return str(query.given().get(name) or (parameter.default if parameter is not None else ""))


def _pivot(atlas: Atlas, query: Query) -> str:
    """Return the cells of a pivot."""
    return _counted(atlas, query, {"row": _parameter(query, "rows"), "column": _parameter(query, "columns")})


def _trends(atlas: Atlas, query: Query) -> str:
    """Return terms by year."""
    return _counted(atlas, query, {"year": "year", "term": _parameter(query, "by")})


def _rq1(atlas: Atlas, query: Query) -> str:
    """Return the cells of RQ1."""
    effect = (
        "CASE WHEN nodes.degrades THEN 'degrades' WHEN stage_values.value = 'evaluation' OR nodes.measures THEN 'measures' "
        "ELSE 'improves' END"
    )
    axes = {"stage": "stage", "approach": _parameter(query, "level"), "capability": "enhanced"}
    return _counted(atlas, query, axes, effect=effect, only="direction = 'data4model'")


def _rq2(atlas: Atlas, query: Query) -> str:
    """Return the cells of RQ2."""
    axes = {"role": _parameter(query, "level"), "capability": "leveraged", "model": "model"}
    return _counted(atlas, query, axes, only="direction = 'model4data'")


def _lineage(atlas: Atlas, query: Query) -> str:
    """Return the steps of a lineage."""
    start = literal(find_artifact(atlas, str(query.given()["of"])))
    relations = _among(query.given().get("relation") or [relation.value for relation in LINEAGE])
    # Without a limit the walk ends where the answer does: on a loop it would go on.
    depths = {row.edge_direction: row.depth for row in run(atlas, query).rows if isinstance(row, LineageRow)}
    return "\nUNION ALL\n".join(
        f"SELECT '{edge_direction}' AS edge_direction, * FROM (\n{_steps(start, edge_direction, depth, relations)}\n)"
        for edge_direction, depth in (depths or {_parameter(query, "edge_direction"): 1}).items()
    )


def _steps(start: str, edge_direction: str, depth: int, relations: str) -> str:
    """Return the steps of a lineage in one direction."""
    here, there = ("target", "source") if edge_direction == "up" else ("source", "target")
    return (
        "WITH RECURSIVE reached (node, depth) AS (\n"
        f"  SELECT {start}, 0\n  UNION\n"
        f"  SELECT {there}, reached.depth + 1 FROM reached JOIN graph_edges ON {here} = reached.node\n"
        f"  WHERE relation IN {relations} AND reached.depth < {depth - 1}\n"
        "), nearest AS (SELECT node, min(depth) AS depth FROM reached GROUP BY node)\n"
        "SELECT nearest.depth + 1 AS depth, source, target, relation, claim\n"
        f"FROM nearest JOIN graph_edges ON {here} = nearest.node WHERE relation IN {relations}\n"
        "ORDER BY 1, 2, 3, 4, coalesce(claim, '')"
    )


def _neighbours(atlas: Atlas, query: Query) -> str:
    """Return the edges of a thing."""
    given = query.given()
    thing, edge_direction = literal(find_thing(atlas, str(given["of"]))), _parameter(query, "edge_direction")
    kept = f" AND relation IN {_among(given['relation'])}" if given.get("relation") else ""
    sides = {"up": ("source", "target"), "down": ("target", "source")}
    return "\nUNION ALL\n".join(
        f"SELECT '{side}' AS edge_direction, relation, {there} AS neighbour, claim\n"
        f"FROM graph_edges WHERE {here} = {thing}{kept}"
        for side, (there, here) in sides.items()
        if edge_direction in {side, "both"}
    )


def _most_used(atlas: Atlas, query: Query) -> str:
    """Return the models and datasets that claims name."""
    kinds = [_parameter(query, "kind")] if _parameter(query, "kind") else ["model", "dataset"]
    used = "\nUNION ALL\n".join(
        f"SELECT claim, '{kind}:' || value AS thing FROM (\n{_values(atlas, query, kind)}\n)\n"
        f"JOIN {kind}s ON {kind}s.id = value WHERE {kind}s.kind IS NOT 'unnamed'"
        for kind in kinds
    )
    return (
        f"WITH {_chosen(atlas, query)}, used AS (\n{used}\n)\n"
        "SELECT thing, count(DISTINCT chosen.work) AS work_count, count(DISTINCT used.claim) AS claim_count,\n"
        "  min(year) AS first, max(year) AS latest\n"
        "FROM used JOIN chosen ON chosen.claim = used.claim JOIN works ON works.key = chosen.work\n"
        "GROUP BY thing ORDER BY work_count DESC, claim_count DESC, thing"
    )


_WRITERS: Mapping[str, Write] = {
    "works": _works,
    "claims": _claims,
    "rq1": _rq1,
    "rq2": _rq2,
    "pivot": _pivot,
    "trends": _trends,
    "most-used": _most_used,
    "lineage": _lineage,
    "neighbours": _neighbours,
}
"""What writes the statement of each question that has one."""

WITH_SQL = frozenset(_WRITERS)
"""The questions that have a statement."""
