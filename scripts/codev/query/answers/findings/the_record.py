"""Findings on the record itself: what came since the survey, what is missing, and how well it is founded.

Each function returns a `Found`; a knowledge base with too few works gives one that says so.
"""

from __future__ import annotations

from codev.atlas import Atlas
from codev.model import Scope
from codev.query.answers.coverage import coverage
from codev.query.answers.findings.registry import BARS_MAX, ENOUGH, Finding, Found, Point, selected, too_few
from codev.query.answers.findings.wording import is_or_are, leaders, listed, part, percent, thousands
from codev.query.answers.gaps import gaps, ranked_gaps
from codev.query.answers.matrices import works_of
from codev.query.facets import FACETS
from codev.query.terms import short_name


@Finding(
    id="since-the-survey",
    title="What came since the survey",
    direction="",
    question="trends",
    asked={"by": "subsection", "scope": Scope.EXTENDED.value},
    reads=("node",),
    chart="bars",
    caption="Works that the survey does not have, as a part of all works under an approach or role",
    limits="The survey ends in the middle of 2024. A few of these works are older, and were not in it.",
)
def since_the_survey(atlas: Atlas) -> Found:
    """Find the approach or role with the largest share of works that the survey does not have."""
    works = {node: atlas.works_by_node[node] for node in atlas.tree.subsections}
    new = {node: sum(atlas.works[key].scope is Scope.EXTENDED for key in keys) for node, keys in works.items()}
    wholes = {node: len(keys) for node, keys in works.items()}
    names = {node: short_name(atlas.tree[node].name) for node in new}
    shares = {node: new[node] / wholes[node] for node in new if wholes[node] >= ENOUGH}
    ranked = sorted(shares, key=lambda node: (-shares[node], names[node]))
    points = tuple(Point(node, names[node], "", new[node], wholes[node]) for node in ranked)
    first = leaders(shares)
    if not first:
        return too_few(max(wholes.values(), default=0), "works under the approach or role with most of them", points)
    selection = {"node": first[0], "scope": Scope.EXTENDED.value}
    behind = selected(atlas, selection)
    count, of = len(works_of(list(behind))), wholes[first[0]]
    titles = [f"“{names[each]}”" for each in first]
    classified = [work for work in atlas.works.values() if work.claims]
    all_new = sum(work.scope is Scope.EXTENDED for work in classified)
    verb = "has" if len(first) == 1 else "have"
    text = (
        f"{listed(titles)} {verb} the largest share of works that the survey does not have: {part(count, of, 'works')}, "
        f"against {percent(all_new, len(classified))} of all {thousands(len(classified))} classified works."
    )
    return Found(
        text,
        count,
        of,
        f"works under {titles[0]} that the survey does not have",
        f"works under {titles[0]}",
        behind,
        points,
        selection,
    )


@Finding(
    id="gaps",
    title="Gaps that are surrounded by work",
    direction="",
    question="gaps",
    asked={"status": "empty"},
    reads=("node", "stages", "modalities"),
    chart="bars",
    caption="The empty combinations most surrounded by work, with their neighbours that hold two works or more; a neighbour "
    "differs in the stage, the modality, or the approach or role alone",
    unit="cell",
)
def surrounded_gaps(atlas: Atlas) -> Found:
    """Find how many possible combinations are empty, and which of them have most neighbours with works."""
    cells = gaps(atlas)
    possible = [cell for cell in cells if cell.status != "not-applicable"]
    empty = [cell for cell in cells if cell.status == "empty"]
    stages, modalities = FACETS["stage"].names(atlas), FACETS["modality"].names(atlas)
    ranked = ranked_gaps(cell for cell in empty if cell.neighbours >= ENOUGH)[:BARS_MAX]
    points = tuple(
        Point(
            f"{cell.node}.{cell.stage}.{cell.modality}",
            f"{short_name(atlas.tree[cell.node].name)}: {modalities[cell.modality]}",
            stages[cell.stage],
            cell.neighbours_filled,
            cell.neighbours,
        )
        for cell in ranked
    )
    behind = tuple(dict.fromkeys(claim for cell in cells for claim in cell.claims))
    if len(works_of(list(behind))) < ENOUGH or not possible:
        return too_few(len(works_of(list(behind))), "works in combinations of approach or role, stage and modality", points)
    combinations = "possible combinations of approach or role, stage and modality"
    text = f"{part(len(empty), len(possible), combinations)} hold no work"
    if points:
        first = points[0]
        tied = sum(each.surrounded == ranked[0].surrounded for each in ranked)
        text += (
            f"; “{first.name}” at “{first.at}” is {'one of those' if tied > 1 else 'the one'} most surrounded by work: "
            f"{first.count} of its {first.of} possible neighbours hold two works or more"
        )
    return Found(f"{text}.", len(empty), len(possible), "empty combinations", "possible combinations", behind, points)


@Finding(
    id="thin-evidence",
    title="Where the evidence is thin",
    direction="",
    question="coverage",
    reads=(
        "node",
        "stages",
        "capabilities",
        "modalities",
        "models",
        "datasets",
        "input_datasets",
        "acquired_from",
        "statement",
    ),
    chart="bars",
    caption="Claims with a field that no evidence states, as a part of the claims under an approach or role",
    unit="claim",
    limits="A field is inferred where a curator concluded it from what the evidence states; the claim's card marks it.",
)
def thin_evidence_by_part(atlas: Atlas) -> Found:
    """Find how many claims have an inferred field, and under which approach or role most of them do."""
    rows = [row for row in coverage(atlas) if row.claim_count >= ENOUGH]
    names = {row.node: short_name(atlas.tree[row.node].name) for row in rows}
    shares = {row.node: row.inferred / row.claim_count for row in rows}
    points = tuple(
        Point(row.node, names[row.node], "", row.inferred, row.claim_count)
        for row in sorted(rows, key=lambda row: (-shares[row.node], names[row.node]))
    )
    if len(atlas.claims) < ENOUGH:
        return too_few(len(atlas.claims), "claims", points)
    selection = {"inferred": "any"}
    behind = selected(atlas, selection)
    count, of = len(behind), len(atlas.claims)
    first = [f"“{names[node]}”" for node in leaders(shares)]
    text = f"In {part(count, of, 'claims')} a field is inferred: no evidence states it"
    if first:
        worst = points[0]
        text += f"; {listed(first)} {is_or_are(first)} first, with {part(worst.count, worst.of or 0, 'claims')}"
    return Found(f"{text}.", count, of, "claims with an inferred field", "claims", behind, points, selection)
