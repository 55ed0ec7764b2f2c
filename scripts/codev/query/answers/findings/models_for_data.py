"""Findings on what models do for data: roles, who acts, loops, and what rests on closed models.

Each function returns a `Found`; a knowledge base with too few works gives one that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from codev.atlas import Atlas
from codev.graph import LINEAGE, graph_of
from codev.model import Access
from codev.query.answers.dependence import ACCESS_LIMITS, dependence, dependence_by_year, falls
from codev.query.answers.findings.registry import (
    BARS_MAX,
    ENOUGH,
    Finding,
    Found,
    Point,
    selected,
    spoken_of,
    too_few,
    years_of,
)
from codev.query.answers.findings.wording import change, is_or_are, leaders, listed, part, percent, portion, thousands
from codev.query.answers.lineage import step_claims
from codev.query.answers.loops import PARADIGMS, find_loops
from codev.query.answers.matrices import works_of
from codev.query.answers.trends import TrendRow, trends
from codev.query.facet_values import Facets
from codev.query.terms import NOT_STATED, short_name

MODELS_ACT = "in which a model works on data"
"""What is said of the works of model4data."""

OPENNESS_KNOWN = {"Closed": [Access.CLOSED.value], "Open or gated weights": ["open-weights", "open", "gated"]}
"""The lines of closed and open models, each with its kinds of access; what is not established is in neither."""


@Finding(
    id="roles",
    title="How the roles of models grew",
    direction="model4data",
    question="trends",
    asked={"direction": "model4data", "by": "subsection"},
    reads=("node",),
    chart="lines",
    caption="Works by the role that a model plays for data, by year of first publication",
    limits="A work counts once for each role. What was published lately may still be missing here.",
)
def roles(atlas: Atlas) -> Found:
    """Find the most frequent role of the last complete year, and how its share has changed."""
    rows = trends(atlas, Facets.of(direction="model4data"), "subsection")
    counts = _by_term(row for row in rows if row.term in atlas.tree.subsections)
    wholes = {year: len(keys) for year, keys in _works_by_year(rows).items()}
    names = {role: short_name(atlas.tree[role].name) for role in counts}
    years = years_of(atlas, wholes)
    points = tuple(Point(role, names[role], str(year), counts[role][year], None) for role in counts for year in years)
    spoken = spoken_of(atlas, wholes)
    if not spoken:
        return too_few(sum(wholes.values()), f"works {MODELS_ACT}", points)
    year = spoken[-1]
    first = leaders({role: counts[role][year] for role in counts})
    selection = {"role": first[0], "year": str(year)}
    behind = selected(atlas, selection)
    count, of = len(works_of(list(behind))), wholes[year]
    now = f"{thousands(count)} of the {thousands(of)} works of {year} {MODELS_ACT} ({percent(count, of)}"
    if len(first) > 1:
        text = f"{listed([names[each] for each in first])} are the most frequent roles of models: each in {now})."
    else:
        before = year - 1
        then = (counts[first[0]][before], wholes.get(before, 0))
        since = f", {change((count, of), then)} {before}" if before in spoken else ""
        text = f"{names[first[0]]} is the most frequent role of models: {now}{since})."
    counted = f"works of {year} with a model as {names[first[0]].lower()}"
    return Found(text, count, of, counted, f"works of {year} {MODELS_ACT}", behind, points, selection)


@Finding(
    id="openness",
    title="From closed to open models as makers of data",
    direction="model4data",
    question="trends",
    asked={"direction": "model4data", "by": "openness"},
    reads=("node", "models"),
    chart="lines",
    caption="Share of the works that name an acting model of known access, by year of first publication; a work may use both",
    limits=f"{ACCESS_LIMITS} Works that name no model, or one whose access is not established, are left out of the share.",
)
def openness(atlas: Atlas) -> Found:
    """Find which share of works uses closed models in the last complete year, against the first with enough works."""
    rows = trends(atlas, Facets.of(direction="model4data"), "openness")
    known = [each for kinds in OPENNESS_KNOWN.values() for each in kinds]
    wholes = {year: len(keys) for year, keys in _works_by_year(row for row in rows if row.term in known).items()}
    by_line = {line: _works_by_year(row for row in rows if row.term in kinds) for line, kinds in OPENNESS_KNOWN.items()}
    points = tuple(
        Point(OPENNESS_KNOWN[line][0], line, str(year), len(keys.get(year, ())), wholes.get(year, 0))
        for line, keys in by_line.items()
        for year in years_of(atlas, wholes)
    )
    spoken = spoken_of(atlas, wholes)
    if not spoken:
        return too_few(sum(wholes.values()), "works that name an acting model whose access is known", points)
    year, first = spoken[-1], spoken[0]
    selection = {"openness": Access.CLOSED.value, "year": str(year)}
    behind = selected(atlas, selection)
    count, of = len(works_of(list(behind))), wholes[year]
    then = (len(by_line["Closed"].get(first, ())), wholes[first])
    since = f", {change((count, of), then)} {first}" if first < year else ""
    divides_by = f"works of {year} that name an acting model whose access is known"
    text = f"{thousands(count)} of the {thousands(of)} {divides_by} use a closed one ({percent(count, of)}{since})."
    return Found(text, count, of, f"works of {year} in which a closed model acts", divides_by, behind, points, selection)


@Finding(
    id="makers",
    title="Which models make and judge the data",
    direction="model4data",
    question="trends",
    asked={"direction": "model4data", "by": "model"},
    reads=("node", "models"),
    chart="bars",
    caption=f"Works in which a model acts on data: the models named most often, at most {BARS_MAX}",
    limits="A model counts under the name that the work gives it; versions and families are told apart.",
)
def makers(atlas: Atlas) -> Found:
    """Find the model that acts on data in most works."""
    rows = trends(atlas, Facets.of(direction="model4data"), "model")
    whole = len({key for row in rows for key in row.works})
    counts = {term: sum(numbers.values()) for term, numbers in _by_term(rows).items()}
    named = {each: counts[each] for each in counts if each in atlas.models and atlas.models[each].kind != "unnamed"}
    ranked = sorted(named, key=lambda each: (-named[each], each))[:BARS_MAX]
    points = tuple(Point(each, atlas.models[each].name, "", named[each], whole) for each in ranked)
    if whole < ENOUGH or not named:
        return too_few(whole, f"works {MODELS_ACT}", points)
    first = leaders({each: named[each] for each in ranked})
    names = [atlas.models[each].name for each in first]
    selection = {"direction": "model4data", "model": first[0]}
    behind = selected(atlas, selection)
    count = len(works_of(list(behind)))
    noun = "model" if len(first) == 1 else "models"
    behind_all = part(count, whole, f"works {MODELS_ACT}")
    text = (
        f"{listed(names)} {is_or_are(names)} the acting {noun} named most often: in {behind_all}; "
        f"{thousands(counts.get(NOT_STATED, 0))} of them name none."
    )
    return Found(text, count, whole, f"works in which {names[0]} acts", f"works {MODELS_ACT}", behind, points, selection)


@Finding(
    id="loops",
    title="Models that train on what they made",
    direction="",
    question="loops",
    reads=("node", "models", "datasets"),
    chart="bars",
    caption="Closed loops by paradigm and number of models and datasets in them",
    unit="loop",
)
def loops(atlas: Atlas) -> Found:
    """Find how many closed loops there are, and how many of them are self-boosted."""
    found = find_loops(atlas)
    kinds = Counter((row.paradigm, row.length) for row in found.rows)
    of, count = len(found.rows), sum(row.paradigm == PARADIGMS[0] for row in found.rows)
    points = tuple(
        Point(f"{paradigm}-{length}", f"{paradigm.capitalize()}, {length} artifacts", "", tally, of)
        for (paradigm, length), tally in sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    )
    if of < ENOUGH:
        return too_few(of, "closed loops", points)
    pairs = sum(row.length == 2 for row in found.rows)
    text = (
        f"{portion(count, of).capitalize()} of the closed loops {'is' if count == 1 else 'are'} {PARADIGMS[0]}: "
        f"{part(count, of, 'loops')}; in {thousands(pairs)} of them one model and one dataset make each other."
    )
    behind = tuple(dict.fromkeys(claim for row in found.rows for claim in row.claims if claim in atlas.claims))
    return Found(text, count, of, f"{PARADIGMS[0]} loops", "closed loops", behind, points)


@Finding(
    id="dependence",
    title="How much rests on closed models",
    direction="model4data",
    question="dependence",
    asked={"access": Access.CLOSED.value},
    reads=("node", "models", "datasets"),
    chart="lines",
    caption="Share of the introduced datasets that rest on closed models, by the year of the work that introduces them",
    unit="dataset",
    limits=f"{ACCESS_LIMITS} Where no origin is recorded, a dataset cannot be seen to rest on a model: the share of all is a "
    "lower bound.",
)
def closed_dependence(atlas: Atlas) -> Found:
    """Find which share of introduced datasets rests on closed models: of all, and of those with a recorded origin."""
    if not any(model.access is Access.CLOSED for model in atlas.models.values()):
        return too_few(0, "datasets that rest on closed models")
    (row,) = dependence(atlas, access=Access.CLOSED.value)
    by_year = dependence_by_year(atlas, Access.CLOSED.value)
    years = years_of(atlas, by_year)
    lines = {"all": "Of all introduced datasets", "recorded": "Of those with a recorded origin"}
    points = tuple(
        Point(
            line, name, str(year), each.transitive if each else 0, (each.of if line == "all" else each.recorded) if each else 0
        )
        for line, name in lines.items()
        for year in years
        for each in [by_year.get(year)]
    )
    if row.recorded < ENOUGH:
        return too_few(row.recorded, "introduced datasets with a recorded origin", points)
    text = (
        f"{part(row.transitive, row.of, 'introduced datasets')} rest on closed models, directly or through other artifacts: "
        f"{percent(row.transitive, row.recorded)} of the {thousands(row.recorded)} whose origin is recorded."
    )
    graph = graph_of(atlas)
    behind = dict.fromkeys(
        claim
        for fallen in falls(atlas, access=Access.CLOSED.value)
        if fallen.counted
        for step in pairwise(fallen.through)
        for claim in step_claims(graph, *step, LINEAGE)
        if claim in atlas.claims
    )
    counted = "introduced datasets that rest on closed models"
    return Found(text, row.transitive, row.of, counted, "introduced datasets", tuple(behind), points)


def _by_term(rows: Iterable[TrendRow]) -> dict[str, Counter[int]]:
    """Return the number of works of each term by year."""
    found: dict[str, Counter[int]] = {}
    for row in rows:
        found.setdefault(row.term, Counter())[row.year] = len(row.works)
    return found


def _works_by_year(rows: Iterable[TrendRow]) -> dict[int, set[str]]:
    """Return the works of any term by year."""
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.year, set()).update(row.works)
    return found
