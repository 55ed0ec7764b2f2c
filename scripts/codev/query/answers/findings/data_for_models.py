"""Findings on what data do for models: at which stages, what is measured rather than improved, which datasets, what leaks.

Each function returns a `Found`; a knowledge base with too few works gives one that says so.
"""

from __future__ import annotations

from collections import Counter

from codev.atlas import Atlas
from codev.query.answers.findings.registry import BARS_MAX, ENOUGH, Finding, Found, Point, selected, too_few
from codev.query.answers.findings.wording import is_or_are, leaders, listed, part
from codev.query.answers.leakage import KINDS, leakage
from codev.query.answers.matrices import rq1, works_of
from codev.query.answers.trends import trends
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.terms import NOT_STATED


@Finding(
    id="stages",
    title="Where in a model's life data are worked on",
    direction="data4model",
    question="rq1",
    asked={"effect": "improves"},
    reads=("node", "stages", "capabilities"),
    chart="bars",
    caption="Each capability at the stage at which most works improve it, as a part of the works that improve it at any stage",
    limits="A work counts at each stage that it states; claims that state none are left out.",
)
def stages(atlas: Atlas) -> Found:
    """Find the stage at which most works use data to improve models, and for how many capabilities it leads."""
    cells: dict[str, dict[str, set[str]]] = {}
    at: dict[str, set[str]] = {stage.id: set() for stage in atlas.taxonomy.stages}
    for cell in rq1(atlas, Facets.of(effect="improves")):
        if cell.stage in at:
            at[cell.stage].update(cell.works)
            if cell.capability != NOT_STATED:
                cells.setdefault(cell.capability, {}).setdefault(cell.stage, set()).update(cell.works)
    names, capabilities = FACETS["stage"].names(atlas), FACETS["enhanced"].names(atlas)
    leading = {each: leaders({stage: len(works) for stage, works in by.items()}) for each, by in cells.items()}
    points = sorted(
        (
            Point(
                each,
                capabilities.get(each, each),
                listed([names[stage] for stage in leading[each]]),
                len(by[leading[each][0]]),
                len(set().union(*by.values())),
            )
            for each, by in cells.items()
        ),
        key=lambda point: (-(point.of or 0), point.name),
    )
    whole = len(set().union(*at.values()))
    if whole < ENOUGH:
        return too_few(whole, "works that state a stage at which data improve a model", points)
    first = leaders({stage: len(works) for stage, works in at.items()})
    selection = {"stage": first[0], "effect": "improves"}
    behind = selected(atlas, selection)
    count, titles = len(works_of(list(behind))), [f"“{names[each]}”" for each in first]
    leads = sum(each == [first[0]] for each in leading.values())
    where = "in more works than at any other stage" if len(first) == 1 else "in as many works each, and more than elsewhere"
    text = (
        f"Data improve models at {listed(titles)} {where}: {part(count, whole, 'that state a stage')}; {titles[0]} leads for "
        f"{leads} of {len(cells)} capabilities."
    )
    divides_by = "works that state a stage at which data improve a model"
    return Found(
        text, count, whole, f"works that improve a model at the stage {titles[0]}", divides_by, behind, tuple(points), selection
    )


@Finding(
    id="measured",
    title="What is measured rather than improved",
    direction="data4model",
    question="rq1",
    reads=("node", "stages", "capabilities"),
    chart="bars",
    caption="Works that measure a capability, as a part of the works that measure or improve it",
    limits="A work that does both counts in both.",
)
def measured(atlas: Atlas) -> Found:
    """Find the capability that is measured most against how often it is improved."""
    works: dict[str, dict[str, set[str]]] = {}
    for cell in rq1(atlas):
        if cell.capability != NOT_STATED and cell.effect in {"measures", "improves"}:
            works.setdefault(cell.capability, {"measures": set(), "improves": set()})[cell.effect].update(cell.works)
    names = FACETS["enhanced"].names(atlas)
    either = {each: len(by["measures"] | by["improves"]) for each, by in works.items()}
    shares = {each: len(works[each]["measures"]) / either[each] for each in works if either[each] >= ENOUGH}
    ranked = sorted(shares, key=lambda each: (-shares[each], names.get(each, each)))
    points = tuple(Point(each, names.get(each, each), "", len(works[each]["measures"]), either[each]) for each in ranked)
    first = leaders(shares)
    if not first:
        return too_few(max(either.values(), default=0), "works on the capability with most of them", points)
    selection = {"enhanced": first[0], "effect": "measures"}
    behind = selected(atlas, selection)
    count, of = len(works_of(list(behind))), either[first[0]]
    titles = [f"“{names.get(each, each)}”" for each in first]
    more = sum(len(by["measures"]) > len(by["improves"]) for by in works.values())
    verb = "has" if len(first) == 1 else "have"
    text = (
        f"{listed(titles)} {verb} the largest share of works that measure rather than improve: "
        f"{part(count, of, 'works')} measure it; for {more or 'none'} of {len(works)} capabilities more works measure than "
        "improve."
    )
    return Found(
        text,
        count,
        of,
        f"works that measure {titles[0]}",
        f"works that measure or improve {titles[0]}",
        behind,
        points,
        selection,
    )


@Finding(
    id="sources",
    title="Which datasets most works use",
    direction="data4model",
    question="trends",
    asked={"direction": "data4model", "by": "dataset"},
    reads=("node", "datasets", "input_datasets"),
    chart="bars",
    caption=f"Works that use a dataset as data for a model or as its source: the most used, at most {BARS_MAX}",
    limits="The work that introduces a dataset counts too. A dataset counts under the name that the work gives it.",
)
def sources(atlas: Atlas) -> Found:
    """Find the dataset that most works use for models."""
    counts, whole = Counter[str](), set[str]()
    for row in trends(atlas, Facets.of(direction="data4model"), "dataset"):
        if row.term in atlas.datasets:
            counts[row.term] += len(row.works)
            whole.update(row.works)
    ranked = sorted(counts, key=lambda each: (-counts[each], each))[:BARS_MAX]
    points = tuple(Point(each, atlas.datasets[each].name, "", counts[each], len(whole)) for each in ranked)
    if len(whole) < ENOUGH:
        return too_few(len(whole), "works that name a dataset for a model", points)
    first = leaders({each: counts[each] for each in ranked})
    names = [atlas.datasets[each].name for each in first]
    selection = {"direction": "data4model", "dataset": first[0]}
    behind = selected(atlas, selection)
    count = len(works_of(list(behind)))
    once = sum(each == 1 for each in counts.values())
    text = (
        f"{listed(names)} {is_or_are(names)} used for models by more works than any other dataset: "
        f"{part(count, len(whole), 'that name one')}; {part(once, len(counts), 'datasets')} are used by one work only."
    )
    return Found(
        text,
        count,
        len(whole),
        f"works that use {names[0]}",
        "works that name a dataset for a model",
        behind,
        points,
        selection,
    )


@Finding(
    id="leakage",
    title="Benchmarks in the ancestry of what they measure",
    direction="data4model",
    question="leakage",
    reads=("node", "models", "datasets", "stages"),
    chart="bars",
    caption="Cases in which a benchmark, or a source of it, lies in the training ancestry of a model that is measured by it",
    unit="case",
)
def leaks(atlas: Atlas) -> Found:
    """Find how many cases of leakage more than one work shows."""
    rows = leakage(atlas)
    groups = Counter((row.kind, row.one_work) for row in rows)
    points = tuple(
        Point(kind, f"{KINDS[kind]}, {'within one work' if one_work else 'across works'}", "", tally, len(rows))
        for (kind, one_work), tally in sorted(groups.items(), key=lambda each: (-each[1], each[0]))
    )
    if len(rows) < ENOUGH:
        return too_few(len(rows), "recorded cases", points)
    alone = sum(row.kind == "exact" and row.one_work for row in rows)
    text = (
        "A model was trained on, or made from, the benchmark that measures it, or a source of it: in "
        f"{part(alone, len(rows), 'recorded cases')} one work does both, commonly on two parts of the dataset."
    )
    named = dict.fromkeys(claim for row in rows for claim in (*row.claims, *row.evaluated_by) if claim in atlas.claims)
    return Found(text, alone, len(rows), "cases within one work", "recorded cases", tuple(named), points)
