"""Findings: every figure counted again from the records by plain code, what stands behind it, and small knowledge bases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, cast

import networkx as nx
import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Claim, Taxonomy
from codev.query import Query, ask, dependence, run
from codev.query.answers.dependence import dependence_by_year
from codev.query.answers.findings import FINDINGS, Finding, FindingRow
from codev.query.answers.findings.registry import BARS_MAX, ENOUGH, complete_until
from small import derived, evaluates, produces, small_atlas, trains

Pair = tuple[int, int | None]


def all_of(atlas: Atlas) -> dict[str, FindingRow]:
    """Return the findings by id."""
    rows = ask(atlas, "findings").rows
    return {row.id: row for row in rows if isinstance(row, FindingRow)}


@pytest.fixture(scope="module", params=["the real base", "the frozen base"])
def base(request: pytest.FixtureRequest, atlas: Atlas, facts_atlas: Atlas) -> Atlas:
    """Return a knowledge base of many works."""
    return atlas if request.param == "the real base" else facts_atlas


# -- the figures, counted again -------------------------------------------------------------------------------------------


def claims_of(atlas: Atlas, direction: str) -> list[tuple[int, str, Claim]]:
    """Return year, key and claim of every claim of a direction."""
    return [
        (work.year, work.key, claim)
        for work in atlas.works.values()
        for claim in work.claims
        if atlas.tree.direction(claim.node) == direction
    ]


def last_year(numbers: dict[int, set[str]], last: int) -> int:
    """Return the last complete year with enough works."""
    return max(year for year, keys in numbers.items() if year <= last and len(keys) >= 10)


def newest_year(atlas: Atlas) -> int:
    """Return the year before the newest entry was added."""
    return int(max(work.added for work in atlas.works.values())[:4]) - 1


def part_of(atlas: Atlas, node: str) -> str | None:
    """Return the subsection in which a node lies, by walking up from it."""
    while node not in atlas.tree.subsections:
        parent = atlas.tree[node].parent
        if parent is None:
            return None
        node = parent
    return node


def roles(atlas: Atlas) -> Pair:
    by_role: dict[tuple[int, str | None], set[str]] = defaultdict(set)
    by_year: dict[int, set[str]] = defaultdict(set)
    for year, key, claim in claims_of(atlas, "model4data"):
        by_role[year, part_of(atlas, claim.node)].add(key)
        by_year[year].add(key)
    year = last_year(by_year, newest_year(atlas))
    return max(len(keys) for (each, role), keys in by_role.items() if each == year and role), len(by_year[year])


def openness(atlas: Atlas) -> Pair:
    known: dict[int, set[str]] = defaultdict(set)
    closed: dict[int, set[str]] = defaultdict(set)
    for year, key, claim in claims_of(atlas, "model4data"):
        models = [atlas.models[each] for each in claim.models]
        kinds = {str(each.access) for each in models if each.kind != "unnamed"} - {"unknown"}
        if kinds:
            known[year].add(key)
        if "closed" in kinds:
            closed[year].add(key)
    year = last_year(known, newest_year(atlas))
    return len(closed[year]), len(known[year])


def makers(atlas: Atlas) -> Pair:
    works = claims_of(atlas, "model4data")
    pairs = {(model, key) for _, key, claim in works for model in claim.models if atlas.models[model].kind != "unnamed"}
    return max(Counter(model for model, _ in pairs).values()), len({key for _, key, _ in works})


def lineage(atlas: Atlas) -> nx.DiGraph[str]:
    """Return what was made from or by what, from the records alone."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for work in atlas.works.values():
        own = {each.id for each in work.introduces.models} if work.introduces else set()
        for claim in work.claims:
            graph.add_edges_from(steps_of(atlas, work.key, claim, own))
    for kind, things in (("model", atlas.models), ("dataset", atlas.datasets)):
        for thing in things.values():
            for origin in thing.derived_from:
                is_model = kind == "model" or (origin.id in atlas.models and origin.id not in atlas.datasets)
                graph.add_edge(f"{'model' if is_model else 'dataset'}:{origin.id}", f"{kind}:{thing.id}")
            if thing.variant_of:
                graph.add_edge(f"{kind}:{thing.variant_of}", f"{kind}:{thing.id}")
    return graph


def steps_of(atlas: Atlas, key: str, claim: Claim, own: set[str]) -> list[tuple[str, str]]:
    """Return the steps of lineage that a claim states: a model makes data, or data train a model or a variant of it."""
    found = []
    is_making = atlas.tree.direction(claim.node) == "model4data"
    is_training = not is_making and bool({"pretrain", "pretrain-projector", "finetune"} & set(claim.stages))
    for model in claim.models if claim.datasets else ():
        # A model without a name is another one in each work.
        acting = f"model:{model}@{key}" if atlas.models[model].kind == "unnamed" else f"model:{model}"
        trained = f"model:{model}" if model in own else f"model:{model}@{key}"
        if is_making:
            found += [(acting, f"dataset:{each}") for each in claim.datasets]
        if is_training:
            found += [(f"dataset:{each}", trained) for each in claim.datasets]
            found += [] if model in own else [(f"model:{model}", trained)]
    return found


def loops(atlas: Atlas) -> Pair:
    rows = ask(atlas, "loops").as_dicts()
    return sum(row["paradigm"] == "self-boosted" for row in rows), len(rows)


def closed_dependence(atlas: Atlas) -> Pair:
    graph = lineage(atlas)
    closed = {f"model:{each.id}" for each in atlas.models.values() if str(each.access) == "closed"} & set(graph)
    reached = set().union(*(nx.descendants(graph, each) for each in closed))
    introduced = [f"dataset:{each.id}" for work in atlas.works.values() if work.introduces for each in work.introduces.datasets]
    return sum(each in reached for each in introduced), len(introduced)


def does(atlas: Atlas, claim: Claim) -> list[tuple[str, str]]:
    """Return the stages of a data4model claim with what the data do there."""
    chain, node = [claim.node], atlas.tree[claim.node]
    while node.parent is not None:
        chain.append(node.parent)
        node = atlas.tree[node.parent]
    if any(atlas.tree[each].effect == "degrades" for each in chain):
        return [(stage, "degrades") for stage in claim.stages or ("",)]
    tests = "evaluation" in chain
    return [(stage, "measures" if tests or stage == "evaluation" else "improves") for stage in claim.stages or ("",)]


def stages(atlas: Atlas) -> Pair:
    at: dict[str, set[str]] = defaultdict(set)
    for _, key, claim in claims_of(atlas, "data4model"):
        for stage, effect in does(atlas, claim):
            if stage and effect == "improves":
                at[stage].add(key)
    return max(map(len, at.values())), len(set().union(*at.values()))


def measured(atlas: Atlas) -> Pair:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"measures": set(), "improves": set()})
    for _, key, claim in claims_of(atlas, "data4model"):
        for _, effect in does(atlas, claim):
            for capability in claim.capabilities:
                if effect != "degrades":
                    found[capability][effect].add(key)
    pairs = [(len(by["measures"]), len(by["measures"] | by["improves"])) for by in found.values()]
    return max((pair for pair in pairs if pair[1] >= 10), key=lambda pair: pair[0] / pair[1])


def sources(atlas: Atlas) -> Pair:
    pairs = {
        (dataset, key)
        for _, key, claim in claims_of(atlas, "data4model")
        for dataset in {*claim.datasets, *claim.input_datasets}
    }
    return max(Counter(dataset for dataset, _ in pairs).values()), len({key for _, key in pairs})


def leakage(atlas: Atlas) -> Pair:
    rows = ask(atlas, "leakage").as_dicts()
    return sum(row["kind"] == "exact" and row["one_work"] for row in rows), len(rows)


def since_the_survey(atlas: Atlas) -> Pair:
    found: dict[str, set[str]] = defaultdict(set)
    for work in atlas.works.values():
        for claim in work.claims:
            found[part_of(atlas, claim.node) or ""].add(work.key)
    pairs = [
        (sum(str(atlas.works[key].scope) == "extended" for key in keys), len(keys))
        for part, keys in found.items()
        if part and len(keys) >= 10
    ]
    return max(pairs, key=lambda pair: pair[0] / pair[1])


def gaps(atlas: Atlas) -> Pair:
    filled = {
        (part_of(atlas, claim.node), stage, modality)
        for claim in atlas.claims.values()
        for stage in claim.stages
        for modality in claim.modalities
        if part_of(atlas, claim.node)
    }
    statuses = Counter(row["status"] for row in ask(atlas, "gaps").as_dicts())
    possible = sum(statuses.values()) - statuses["not-applicable"]
    return possible - len(filled), possible


def thin_evidence(atlas: Atlas) -> Pair:
    return sum(len(claim.inferred) > 0 for work in atlas.works.values() for claim in work.claims), len(atlas.claims)


AGAIN: dict[str, Callable[[Atlas], Pair]] = {
    "roles": roles,
    "openness": openness,
    "makers": makers,
    "loops": loops,
    "dependence": closed_dependence,
    "stages": stages,
    "measured": measured,
    "sources": sources,
    "leakage": leakage,
    "since-the-survey": since_the_survey,
    "gaps": gaps,
    "thin-evidence": thin_evidence,
}
"""What counts the figure of each finding once more."""


def test_a_reading_has_eight_to_twelve_findings_and_each_is_counted_again() -> None:
    assert set(AGAIN) == set(FINDINGS)
    assert 8 <= len(FINDINGS) <= 12


@pytest.mark.parametrize("finding", AGAIN)
def test_the_figure_is_that_of_the_records(base: Atlas, finding: str) -> None:
    row = all_of(base)[finding]
    if row.is_enough:
        assert (row.count, row.of) == AGAIN[finding](base)
        assert any(f"{row.count:,}".replace(",", "\u202f") in word for word in row.sentence.split(" "))
    else:
        assert row.count < ENOUGH


@pytest.mark.parametrize("finding", list(FINDINGS))
def test_the_selection_behind_a_figure_holds_exactly_as_many(base: Atlas, finding: str) -> None:
    row = all_of(base)[finding]
    asked = Query.from_url(row.query)
    assert asked.to_url() == row.query
    assert run(base, asked).rows
    if row.selection:
        selection = Query.from_url(row.selection)
        assert selection.to_url() == row.selection
        rows = run(base, selection).rows
        assert len(rows) == row.count
        claims = [each for got in rows for each in ([got.as_dict()["id"]] if row.unit == "claim" else got.as_dict()["claims"])]
        assert tuple(claims) == row.claims


@pytest.mark.parametrize("finding", list(FINDINGS))
def test_trust_is_counted_over_the_claims_behind(base: Atlas, finding: str) -> None:
    row = all_of(base)[finding]
    claims = [base.claims[each] for each in row.claims]
    assert len(set(row.claims)) == len(claims)
    assert row.checked == sum(len(claim.checked) > 0 for claim in claims)
    assert row.checked_twice == sum(len({check.by for check in claim.checked}) >= 2 for claim in claims)
    read = set(row.reads)
    assert row.rests_on_inferred == sum(any(part.split(".")[0] in read for part in claim.inferred) for claim in claims)
    assert bool(claims) == row.is_enough or row.count == 0


@pytest.mark.parametrize("finding", list(FINDINGS))
def test_the_points_of_a_chart_are_parts_of_their_wholes(base: Atlas, finding: str) -> None:
    row = all_of(base)[finding]
    assert len({(point.series, point.at) for point in row.points}) == len(row.points)
    for point in row.points:
        assert point.name
        assert 0 <= point.count <= (point.count if point.of is None else point.of)
    if row.chart == "lines":
        years = [int(point.at) for point in row.points]
        assert sorted(set(years)) == list(range(min(years), max(years) + 1))
    if row.is_enough and row.selection and row.id != "thin-evidence":
        assert row.count in {point.count for point in row.points} or row.id == "stages"


def test_one_finding_is_the_same_as_among_all(facts_atlas: Atlas) -> None:
    rows = all_of(facts_atlas)
    for each in rows:
        assert ask(facts_atlas, "findings", finding=each).rows == (rows[each],)
    with pytest.raises(WrongUseError, match="no finding 'role'; did you mean roles"):
        ask(facts_atlas, "findings", finding="role")


def test_a_finding_is_registered_once() -> None:
    given: dict[str, Any] = {"title": "", "direction": "", "reads": (), "chart": "bars", "caption": ""}
    for name, question in (("roles", "works"), ("new", "nothing")):
        with pytest.raises(ValueError, match="there already, or asks an unknown question"):
            Finding(id=name, question=question, **given)(FINDINGS["roles"].function)


# -- dependence by year ---------------------------------------------------------------------------------------------------


def test_dependence_of_a_year_is_that_of_the_datasets_of_its_works(base: Atlas) -> None:
    by_year = dependence_by_year(base, "closed")
    (whole,) = dependence(base, access="closed")
    for year, row in by_year.items():
        assert dependence(base, access="closed", year=[str(year)]) == [row]
        assert row.of == sum(
            len(work.introduces.datasets) for work in base.works.values() if work.introduces and work.year == year
        )
    assert sum(row.of for row in by_year.values()) == whole.of
    assert sum(row.recorded for row in by_year.values()) == whole.recorded
    assert sum(row.transitive for row in by_year.values()) == whole.transitive


def test_a_recorded_origin_is_one_that_the_records_state(base: Atlas) -> None:
    graph = lineage(base)
    introduced = [f"dataset:{each.id}" for work in base.works.values() if work.introduces for each in work.introduces.datasets]
    (row,) = dependence(base, access="closed")
    assert row.recorded == sum(each in graph and graph.in_degree(each) > 0 for each in introduced)
    assert row.share_of_recorded == round(row.transitive / row.recorded, 4)


# -- small knowledge bases ------------------------------------------------------------------------------------------------


def many(number: int, year: int, **claims: Any) -> dict[str, Any]:
    """Return so many works of a year, each with a claim that a model of its kind makes a dataset."""
    return {
        f"{name}{year}w{count}": {"claims": [claim], "added": "2026-03-01"}
        for name, claim in claims.items()
        for count in range(number)
    }


MODELS = {"models": [{"id": "shut", "access": "closed"}, {"id": "free", "access": "open-weights"}], "datasets": ["d"]}


def test_nothing_is_said_of_nothing(taxonomy: Taxonomy) -> None:
    atlas = small_atlas(taxonomy, {})
    assert complete_until(atlas) is None
    for row in all_of(atlas).values():
        assert not row.is_enough
        assert row.sentence.startswith("Too few data to say: 0 ")
        assert (row.claims, row.selection, row.checked) == ((), "", 0)


def test_nothing_is_said_of_one_work(taxonomy: Taxonomy) -> None:
    works = {"a2024one": {"datasets": ["e"], "claims": [produces("shut", "e"), trains("free", "e"), evaluates("free", "e")]}}
    for row in all_of(small_atlas(taxonomy, works, MODELS)).values():
        assert not row.is_enough
        assert "Too few data to say" in row.sentence


def test_a_tie_is_told_as_one(taxonomy: Taxonomy) -> None:
    filtering = produces("free", "d", node="data-filter")
    works = many(6, 2024, maps=produces("shut", "d"), filters=filtering)
    rows = all_of(small_atlas(taxonomy, works, MODELS))
    assert "and" in rows["roles"].sentence
    assert "are the most frequent roles of models: each in 6 of the 12 works of 2024" in rows["roles"].sentence
    assert rows["makers"].sentence.startswith("FREE and SHUT are the acting models named most often: in 6 of the 12 works")
    assert rows["openness"].sentence.startswith("6 of the 12 works of 2024")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"shut": 9, "free": 3}, {"shut": 3, "free": 9}, "(25\u202f%, down from 75\u202f% in 2023)"),
        ({"shut": 3, "free": 9}, {"shut": 9, "free": 3}, "(75\u202f%, up from 25\u202f% in 2023)"),
        ({"shut": 6, "free": 6}, {"shut": 5, "free": 5}, "(50\u202f%, as in 2023)"),
        # Of nine works nothing is said.
        ({"shut": 8, "free": 1}, {"shut": 6, "free": 6}, "(50\u202f%)"),
    ],
)
def test_whether_a_share_rose_or_fell_follows_from_it(
    taxonomy: Taxonomy, before: dict[str, int], after: dict[str, int], words: str
) -> None:
    works: dict[str, Any] = {}
    for year, numbers in ((2023, before), (2024, after)):
        for model, number in numbers.items():
            works |= many(number, year, **{model: produces(model, "d")})
    assert all_of(small_atlas(taxonomy, works, MODELS))["openness"].sentence.endswith(f"use a closed one {words}.")


def test_the_year_of_the_newest_entry_is_not_spoken_of(taxonomy: Taxonomy) -> None:
    works = many(10, 2025, old=produces("shut", "d")) | many(20, 2026, new=produces("free", "d"))
    row = all_of(small_atlas(taxonomy, works, MODELS))["openness"]
    assert (row.complete_until, row.count, row.of) == (2025, 10, 10)
    assert {point.at for point in row.points} == {"2025", "2026"}


def test_an_artifact_without_a_name_is_no_maker(taxonomy: Taxonomy) -> None:
    artifacts = {**MODELS, "models": [*cast("list[Any]", MODELS["models"]), {"id": "unnamed-llm", "kind": "unnamed"}]}
    works = many(9, 2024, none=produces("unnamed-llm", "d"), some=produces("free", "d")) | many(
        3, 2024, both=produces("shut", "d")
    )
    atlas = small_atlas(taxonomy, works, artifacts)
    rows = all_of(atlas)
    assert (rows["makers"].count, rows["makers"].of) == (9, 21)
    assert (rows["openness"].count, rows["openness"].of) == (3, 12)
    assert len(ask(atlas, "works", openness="not-stated").rows) == 9


def test_bars_are_the_largest_and_not_too_many(taxonomy: Taxonomy) -> None:
    models = [{"id": f"m{number}"} for number in range(BARS_MAX + 4)]
    works: dict[str, Any] = {}
    for number in range(BARS_MAX + 4):
        works |= many(number + 1, 2024, **{f"of{chr(97 + number)}": produces(f"m{number}", "d")})
    points = all_of(small_atlas(taxonomy, works, {"models": models, "datasets": ["d"]}))["makers"].points
    assert [point.count for point in points] == list(range(BARS_MAX + 4, 4, -1))


def test_what_rests_on_closed_models_names_both_wholes(taxonomy: Taxonomy) -> None:
    datasets = [f"s{number}" for number in range(8)]
    works = {
        "a2024makes": {"datasets": datasets, "claims": [produces("shut", *datasets[:4]), produces("free", *datasets[4:])]},
        "b2024more": {"datasets": [derived("t", "s0"), derived("u", "s7"), "v", "w"]},
    }
    row = all_of(small_atlas(taxonomy, works, MODELS))["dependence"]
    assert (row.count, row.of) == (5, 12)
    assert row.sentence.endswith("50\u202f% of the 10 whose origin is recorded.")
    assert {(point.series, point.at, point.count, point.of) for point in row.points} == {
        ("all", "2024", 5, 12),
        ("recorded", "2024", 5, 10),
    }
