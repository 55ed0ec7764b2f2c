"""Pages of matrices: rows of the two questions, the switch and the ranked gaps of the map, trends, and folds of long lists.

Every node under which a claim may be filed has a row, and a group counts all that is below it.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from codev import Atlas
from codev.ids import claim_number
from codev.model import Taxonomy
from codev.query import Facets, gaps, rq1, select_works, thin_evidence, trends
from codev.query.answers.gaps import ranked_gaps
from codev.query.facets import DIRECTION_NAMES
from codev.show.gap_map import reason_of
from codev.show.looks import DIRECTIONS, variable
from codev.show.matrices import OTHERS, question_matrix, row_heads
from codev.site.pages.entry_form import contribute_url
from codev.site.pages.environment import Renderer
from codev.site.pages.gaps import RANKED_SHOWN, gaps_page
from codev.site.pages.matrices import row_page
from codev.site.pages.records import FOLDED_FROM, by_part
from codev.site.pages.trends import trends_page
from small import small_atlas, trains


def test_every_subsection_stands_below_its_group(facts_atlas: Atlas) -> None:
    tree = facts_atlas.tree
    heads = [head for direction in ("data4model", "model4data") for head in row_heads(facts_atlas, direction, str)]
    assert set(tree.subsections) < {head.id for head in heads}
    assert len({head.id for head in heads}) == len(heads)
    group = ""
    for head in heads:
        if head.id == head.group:
            group = head.id
        else:
            assert (head.group, tree[head.id].parent) == (group, group)


@pytest.mark.parametrize("node", ["scaling", "scaling-up", "data-acquisition", "acquisition-for-projectors"])
def test_a_claim_has_a_row_wherever_it_is_filed(taxonomy: Taxonomy, node: str) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"claims": [trains("m", node=node), trains("m", node="data-mixture")]}})
    matrix = question_matrix(small, rq1(small), "stage", address_of=lambda cell: cell.name)
    nearest = next(each for each in (node, *small.tree.ancestors(node)) if each in {head.id for head in matrix.rows})
    assert "a2024one.1" in matrix.cells[nearest, "finetune"].claims
    for (row, stage), counted in matrix.cells.items():
        selected = select_works(small, Facets.of(node=row, stage=stage))
        assert [claim for work in selected for claim in work.claims] == sorted(counted.claims), row


@pytest.mark.parametrize(
    "node", ["scaling", "data-centric-attacks", "data-filter", "evaluation", "data-creator", "reasoning-ability"]
)
def test_each_part_of_a_row_lists_the_claims_that_state_its_term(facts_atlas: Atlas, repository: Path, node: str) -> None:
    page = BeautifulSoup(row_page(Renderer(facts_atlas, repository / "site" / "templates"), node).body, "lxml")
    claims = [facts_atlas.claims[each] for each in facts_atlas.claims_by_node[node]]
    newest = sorted(
        claims, key=lambda claim: (-facts_atlas.work_of(claim).year, claim.id.partition(".")[0], claim_number(claim.id))
    )
    for field, prefix in (("stages", ""), ("capabilities", "capability-"), ("models", "model-")):
        terms = {term for claim in claims for term in getattr(claim, field) or ("not-stated",)}
        parts = {term: page.find("section", id=f"{prefix}{term}") for term in terms}
        if field == "models" and facts_atlas.tree.direction(node) == "data4model":
            assert not any(parts.values())
            continue
        for term, part in parts.items():
            assert isinstance(part, Tag), (field, term)
            listed = [str(each["href"]).partition("#")[2] for each in part.select("a[href*='#']")]
            wanted = [claim.id for claim in newest if term in (getattr(claim, field) or ("not-stated",))]
            assert list(dict.fromkeys(each for each in listed if each in facts_atlas.claims)) == wanted, (field, term)
            if field == "stages":
                breaks = sum(facts_atlas.tree.degrades(facts_atlas.claims[each].node) for each in wanted)
                assert len(part.select(".mark-degrades")) == breaks, term


@pytest.mark.parametrize(
    ("node", "headings"),
    [
        ("data-centric-attacks", {"stages": "By stage", "capabilities": "By capability"}),
        (
            "data-filter",
            {
                "stages": "By stage",
                "capabilities": "By capability",
                "models": "By acting model",
                "models-other": "By other acting models",
            },
        ),
    ],
)
def test_a_row_says_by_what_its_claims_are_listed(
    facts_atlas: Atlas, repository: Path, node: str, headings: dict[str, str]
) -> None:
    body = row_page(Renderer(facts_atlas, repository / "site" / "templates"), node).body
    found = re.findall(r"^## (.+) \{ #(\S+) \}$", body, re.MULTILINE)
    assert [(anchor, heading) for heading, anchor in found] == list(headings.items())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "../contribute/new/?node=data-filter"),
        ({"stage": "pretrain", "modality": "video"}, "../contribute/new/?node=data-filter&stage=pretrain&modality=video"),
    ],
)
def test_a_work_is_added_to_the_cell_that_was_clicked(given: dict[str, str], expected: str) -> None:
    assert contribute_url("../", node="data-filter", **given) == expected


@pytest.fixture(scope="module")
def renderer(repository: Path, facts_atlas: Atlas) -> Renderer:
    """A renderer of the frozen knowledge base."""
    return Renderer(facts_atlas, repository / "site" / "templates")


@pytest.fixture(scope="module")
def gaps_html(renderer: Renderer) -> tuple[BeautifulSoup, str]:
    """The page of gaps, and the style that works its switch."""
    (page,) = gaps_page(renderer)
    return BeautifulSoup(page.body, "html.parser"), page.head


def test_the_style_switches_each_view_and_folds_each_group(gaps_html: tuple[BeautifulSoup, str]) -> None:
    soup, head = gaps_html
    stages = [str(each["id"]) for each in soup.select(".codev-map input[type=radio]")]
    assert [each["id"] for each in soup.select(".codev-map section")] == [each.replace("stage-", "map-") for each in stages]
    assert [each["id"] for each in soup.select("input[type=radio][checked]")] == ["stage-all"]
    for stage in stages:
        # The maps of other stages stand in `noscript` until they are chosen.
        for place in ("", "noscript>"):
            assert f"#{stage}:checked)~{place}section:not(#{stage.replace('stage-', 'map-')})" in head
    folds = [str(each["id"]) for each in soup.select(".codev-map input[type=checkbox]")]
    assert soup.select(".codev-map input[type=checkbox][checked]") == soup.select(".codev-map input[type=checkbox]")
    groups = {str(each["data-group"]) for each in soup.select("tbody[data-group]")}
    assert set(folds) == {*(f"fold-{group}" for group in groups), f"fold-{OTHERS}"}
    for group in groups:
        assert f"#fold-{group}:not(:checked))~:is(section,noscript) tbody[data-group={group}] tr:not(.group)" in head
    assert f"#fold-{OTHERS}:not(:checked))~:is(section,noscript) .folds{{display:none}}" in head
    assert f"#fold-{OTHERS}:not(:checked))~:is(section,noscript) .folded{{display:table-cell}}" in head
    assert all(f"#{fold}:not(:checked))~:is(section,noscript) label[for={fold}]::after" in head for fold in folds)
    assert head.startswith("<style>")
    assert "<" not in head.removeprefix("<style>").removesuffix("</style>")


def test_the_gaps_with_the_best_reason_stand_first(gaps_html: tuple[BeautifulSoup, str], facts_atlas: Atlas) -> None:
    ranked = ranked_gaps(gaps(facts_atlas))
    items = gaps_html[0].select(".codev-ranked > li")
    assert len(items) == len(ranked) > RANKED_SHOWN
    assert len(gaps_html[0].select("details .codev-ranked > li")) == len(ranked) - RANKED_SHOWN
    for cell, item in zip(ranked, items, strict=True):
        add = item.select_one("a.gap-add")
        assert add is not None
        assert add["href"] == contribute_url("../", node=cell.node, stage=cell.stage, modality=cell.modality)
        assert reason_of(facts_atlas, cell) in item.get_text()


def test_cells_of_a_map_lead_to_what_they_count(gaps_html: tuple[BeautifulSoup, str], facts_atlas: Atlas) -> None:
    links = gaps_html[0].select("#map-all a[data-bubble]")
    assert links
    for link in links[:: max(1, len(links) // 25)]:
        asked = parse_qs(urlsplit(str(link["href"])).query)
        works = select_works(facts_atlas, Facets.of(**asked))
        assert len(works) == int(link.get_text()), link["href"]


def test_the_legend_says_what_bubbles_mean_and_the_style_draws_it(
    gaps_html: tuple[BeautifulSoup, str], repository: Path
) -> None:
    legend = " ".join(each.get_text(" ", strip=True) for each in gaps_html[0].select(".codev-legend"))
    places = [
        legend.index(each) for each in ("checked: nine of ten", "partly checked: fewer were", "not checked: no claim was")
    ]
    assert places == sorted(places)
    style = (repository / "scripts/codev/show/styles/matrices.css").read_text("utf-8")
    rings = dict(re.findall(r'\[data-trust="(\w+)"\]::before \{ border-style: (\w+)', style))
    assert rings == {"partly": "dashed", "unchecked": "dotted"}


def test_trends_have_every_year_and_each_term_once(renderer: Renderer, facts_atlas: Atlas) -> None:
    (page,) = trends_page(renderer)
    soup = BeautifulSoup(page.body, "html.parser")
    known = sorted(map(int, facts_atlas.works_by_year))
    tables = soup.select("table.codev-trend")
    for table in tables:
        assert [int(head.get_text()) for head in table.select("thead th.num")] == list(range(known[0], known[-1] + 1))
    for by, table in zip(("subsection", "stage", "modality"), tables[1:], strict=True):
        rows = {str(row.th.get_text()): [cell.get_text() for cell in row("td")] for row in table.select("tbody tr") if row.th}
        found: dict[str, dict[int, int]] = {}
        for row in trends(facts_atlas, by=by):
            found.setdefault(row.term, {})[row.year] = row.work_count
        assert len(rows) == len(found)
        expected = [[str(counts.get(year, "·")) for year in range(known[0], known[-1] + 1)] for counts in found.values()]
        assert sorted(rows.values()) == sorted(expected)
    large = soup.select("svg.codev-years-chart")[0]
    colours = {str(each.title.get_text()).partition(",")[0]: str(each["style"]) for each in large("circle") if each.title}
    for direction, colour in DIRECTIONS.items():
        assert colours[DIRECTION_NAMES[direction]] == f"fill:{variable(colour)}"
    charts = [svg["aria-label"] for svg in soup.select(".codev-year-charts svg")]
    assert len(set(charts)) == len(charts)
    assert all(name in str(charts) for name in ("Data → model", "Model → data"))


def test_long_lists_are_folded_by_part_and_lose_nothing(facts_atlas: Atlas) -> None:
    rows = thin_evidence(facts_atlas)
    parts = by_part(facts_atlas, rows)
    assert sorted(row.subject for _, listed in parts for row in listed) == sorted(row.subject for row in rows)
    assert len({name for name, _ in parts}) == len(parts) > 1
    for name, listed in parts[:-1]:
        for row in listed[:3]:
            work = facts_atlas.works[row.work or ""]
            claim = facts_atlas.claims.get(row.subject) or work.claims[0]
            node = facts_atlas.tree.subsection_of(claim.node) or claim.node
            assert name.casefold() in facts_atlas.tree[node].name.casefold()
    short = rows[: FOLDED_FROM - 1]
    assert by_part(facts_atlas, short) == [("", short)]
    assert by_part(facts_atlas, []) == []
