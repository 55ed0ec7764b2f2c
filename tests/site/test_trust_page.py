"""The page of trust: every figure worked out again from the files by plain code, and every link leads to the same number."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from codev import Atlas
from codev.model import COMPARED_NAMES, EVIDENCE_NAMES, Compared, EvidenceSource, Taxonomy
from codev.query import Query, run
from codev.query.facets import FIELD_NAMES
from codev.site.pages.answers import answer_pages
from codev.site.pages.environment import Renderer
from codev.site.pages.home import home_page
from codev.site.pages.trust import trust_pages
from small import small_atlas

Data = dict[str, Any]

FIELDS = ("node", "stages", "capabilities", "modalities", "models", "datasets", "input_datasets", "acquired_from", "statement")


def read(path: Path) -> Data:
    """Return the data of a YAML file."""
    data: Data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return data


@pytest.fixture(scope="module")
def files(live_base: Path) -> dict[str, Data]:
    """Every entry by its path below papers/."""
    folder = live_base / "papers"
    return {path.relative_to(folder).as_posix(): read(path) for path in sorted(folder.glob("*/*.yaml"))}


@pytest.fixture(scope="module")
def claims(files: dict[str, Data]) -> list[Data]:
    """Every claim of the entries that count."""
    return [claim for path, entry in files.items() if not path.startswith("double/") for claim in entry.get("claims", ())]


@pytest.fixture(scope="module")
def renderer(atlas: Atlas, repository: Path) -> Renderer:
    """What renders the pages of the real knowledge base."""
    return Renderer(atlas, repository / "site" / "templates")


@pytest.fixture(scope="module")
def page(renderer: Renderer) -> BeautifulSoup:
    """The page."""
    (made,) = trust_pages(renderer)
    return BeautifulSoup(made.body, "html.parser")


def number(text: str) -> int | str:
    """Return a number as it is written with thin spaces, or the text where it is none."""
    plain = text.replace("\u202f", "")
    return int(plain) if plain.isdigit() else " ".join(text.split())


def head_of(row: Tag) -> str:
    """Return what a row is called, without the note below it."""
    head = row.find("th")
    assert isinstance(head, Tag)
    return next(head.stripped_strings)


def rows_of(page: BeautifulSoup, caption: str) -> dict[str, list[int | str]]:
    """Return the cells of a table by what their row is called."""
    (table,) = [each.find_parent("table") for each in page.find_all("caption") if each.get_text().startswith(caption)]
    assert table is not None
    return {head_of(row): [number(cell.get_text()) for cell in row("td")] for row in table.select("tbody tr")}


def share(part: int, of: int) -> str:
    """Return a share as the page writes it."""
    return f"{100 * part / of:.1f} %" if of else ""


def with_shares(counts: dict[str, int], of: int) -> dict[str, list[int | str]]:
    """Return counts as rows with their share of all."""
    return {name: [count, share(count, of)] for name, count in counts.items()}


def test_checks_are_those_of_the_files(page: BeautifulSoup, claims: list[Data]) -> None:
    checkers = [{check["by"] for check in claim.get("checked", ())} for claim in claims]
    counts = {
        "By anybody": sum(len(each) > 0 for each in checkers),
        "By two people": sum(len(each) > 1 for each in checkers),
        "Not yet": sum(not each for each in checkers),
    }
    assert rows_of(page, "Claims that somebody compared") == with_shares(counts, len(claims))
    against = Counter(
        kind for claim in claims for kind in {kind for check in claim.get("checked", ()) for kind in check["against"]}
    )
    named = {COMPARED_NAMES[Compared(kind)]: count for kind, count in against.items()}
    assert rows_of(page, "What they were compared with") == with_shares(named, len(claims))
    lede = page.find(class_="codev-lede")
    assert lede is not None
    said = " ".join(lede.get_text().replace("\u202f", "").split())
    noun = "claim" if len(claims) == 1 else "claims"
    assert f"{counts['By anybody']} of {len(claims)} {noun} were compared with a source, {counts['By two people']} of" in said


def test_evidence_is_that_of_the_files(page: BeautifulSoup, claims: list[Data]) -> None:
    kinds = Counter(kind for claim in claims for kind in {item["source"] for item in claim.get("evidence", ())})
    named = {EVIDENCE_NAMES[EvidenceSource(kind)]: count for kind, count in kinds.items()}
    assert rows_of(page, "Evidence of claims") == with_shares(named, len(claims))


def test_inferred_fields_are_those_of_the_files(page: BeautifulSoup, claims: list[Data]) -> None:
    inferred = [{part.split(".")[0] for part in claim.get("inferred", ())} for claim in claims]
    expected: dict[str, list[int | str]] = {}
    for field in FIELDS:
        count, of = sum(field in each for each in inferred), sum(bool(claim.get(field)) for claim in claims)
        expected[FIELD_NAMES[field]] = [count, of, share(count, of)]
    some = sum(map(bool, inferred))
    assert rows_of(page, "Inferred fields") == {**expected, "Any field": [some, len(claims), share(some, len(claims))]}


def test_weak_claims_and_origins_are_those_of_the_files(
    page: BeautifulSoup, claims: list[Data], files: dict[str, Data], live_base: Path
) -> None:
    weak = {"third-party-summary", "recalled"}
    counts = {
        "Nothing by the authors was seen": sum(
            all(item["source"] in weak for item in claim.get("evidence", ())) for claim in claims
        ),
        "In doubt": sum("doubt" in claim for claim in claims),
    }
    assert rows_of(page, "Claims that need care") == with_shares(counts, len(claims))
    holders = [entry.get("introduces", {}) for path, entry in files.items() if not path.startswith("double/")]
    holders.append(read(live_base / "taxonomy" / "artifacts.yaml"))
    artifacts = [each for holder in holders for kind in ("models", "datasets") for each in holder.get(kind, ())]
    origins = [origin for artifact in artifacts for origin in artifact.get("derived_from", ())]
    found = {
        "All": len(origins),
        "Recalled": sum(origin["basis"] == "recalled" for origin in origins),
        "Weak": sum(origin["basis"] == "seen" and origin.get("source") in weak for origin in origins),
    }
    assert rows_of(page, "Records of what") == with_shares(found, len(origins))


def test_every_audit_is_there_with_its_shares(page: BeautifulSoup, live_base: Path) -> None:
    path = live_base / "taxonomy" / "audits.yaml"
    audits = read(path)["audits"] if path.exists() else []
    shown = [
        [" ".join(cell.get_text(" ").replace("\u202f", "").split()) for cell in row("td")]
        for row in page.select(".codev-audits tbody tr")
    ]
    expected = []
    for audit in reversed(audits):
        sentences, nodes, fields = audit["sentences"], audit.get("nodes"), audit.get("fields_stated")
        compared = [sentences[name] for name in ("right", "imprecise", "wrong")]
        cells = [f"{sum(compared)} of {sum(sentences.values())}", *(f"{n} {share(n, sum(compared))}".strip() for n in compared)]
        if nodes:
            judged = [nodes[name] for name in ("fits", "arguable", "wrong")]
            cells += [f"{n} {share(n, sum(judged))}".strip() for n in judged]
        else:
            cells.append("not looked at")
        stated = fields and f"{fields['not_stated']} of {fields['judged']} {share(fields['not_stated'], fields['judged'])}"
        expected.append([*cells, stated or "not counted"])
    assert shown == expected


def sets_of(entry: Data, level: str, subsections: dict[str, str]) -> frozenset[str]:
    """Return what a curator's entry says on a level that needs no names of artifacts."""
    if level == "Paradigm judged":
        return frozenset([entry["judged_paradigm"]] if "judged_paradigm" in entry else [])
    nodes = {claim["node"] for claim in entry.get("claims", ())}
    if level == "Node of the taxonomy":
        return frozenset(nodes)
    if level == "Subsection of the taxonomy":
        return frozenset(subsections[node] for node in nodes)
    field = {"Stages": "stages", "Capabilities": "capabilities", "Modalities": "modalities"}[level]
    return frozenset(value for claim in entry.get("claims", ()) for value in claim.get(field, ()))


def distance(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the MASI distance of two sets."""
    if a == b:
        return 0
    both = len(a & b) / len(a | b)
    return 1 - both * (2 / 3 if a < b or b < a else 1 / 3)


def test_agreement_is_that_of_the_files(page: BeautifulSoup, files: dict[str, Data], live_base: Path) -> None:
    entries: dict[str, list[Data]] = {}
    for path, entry in files.items():
        if path.startswith("double/"):
            entries.setdefault(path.split("/")[1].split(".")[0], []).append(entry)
    units = [each for each in entries.values() if len(each) > 1]
    shown = {head_of(row): [cell.get_text() for cell in row("td")] for row in page.select(".codev-agreement tbody tr")}
    assert bool(shown) == bool(units)
    if not units:
        return
    (text,) = [each.get_text() for each in page("p") if "did not see each other's entry" in each.get_text()]
    pair_count = sum(len(unit) * (len(unit) - 1) // 2 for unit in units)
    assert text.startswith(f"{len(units)} work")
    assert f": {pair_count} pair" in text
    nodes = {node["id"]: node for node in read(live_base / "taxonomy" / "nodes.yaml")["nodes"]}
    subsections = {node: subsection(node, nodes) for node in nodes}
    for level in (
        "Subsection of the taxonomy",
        "Node of the taxonomy",
        "Stages",
        "Capabilities",
        "Modalities",
        "Paradigm judged",
    ):
        said = [[sets_of(entry, level, subsections) for entry in unit] for unit in units]
        pairs = [pair for unit in said for pair in itertools.combinations(unit, 2)]
        equal = sum(a == b for a, b in pairs)
        overlap = sum(len(a & b) / len(a | b) if a | b else 1 for a, b in pairs) / len(pairs)
        everything = [each for unit in said for each in unit]
        n = len(everything)
        observed = sum(distance(a, b) / (len(unit) - 1) for unit in said for a, b in itertools.permutations(unit, 2)) / n
        expected = sum(distance(a, b) for a, b in itertools.permutations(everything, 2)) / (n * (n - 1))
        assert shown[level] == [
            f"{equal} of {len(pairs)}",
            f"{100 * equal / len(pairs):.1f}\xa0%",
            f"{overlap:.2f}",
            f"{1 - observed / expected:.2f}" if expected else "–",
        ], level


def subsection(node: str, nodes: dict[str, Data]) -> str:
    """Return the node at the level of the survey's subsections that a node lies in or is: two below an objective, or one."""
    line = [node]
    while "parent" in nodes[line[-1]]:
        line.append(nodes[line[-1]]["parent"])
    depth = 2 if nodes[line[-1]]["direction"] == "data4model" else 1
    return line[-1 - depth] if len(line) > depth else node


def asked(page: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Yield the query behind each number that is a link, and the number."""
    for link in page("a"):
        address = str(link["href"])
        if "works/?" in address:
            yield address.partition("?")[2], int(link.get_text().replace("\u202f", ""))


def test_every_number_leads_to_so_many_claims(renderer: Renderer, page: BeautifulSoup) -> None:
    home = BeautifulSoup(home_page(renderer).body, "html.parser")
    links = [*asked(page), *(each for each in asked(home) if each[0].startswith("checked="))]
    assert len(links) > 20
    for query, count in links:
        assert len(run(renderer.atlas, Query.from_url(query, question="claims")).rows) == count, query


def test_agreement_leads_to_the_same_figures(renderer: Renderer, page: BeautifulSoup) -> None:
    linked = {str(link["href"]) for link in page.select(".codev-agreement tbody a")}
    (answer,) = [each for each in answer_pages(renderer) if each.address == "questions/agreement/"]
    table = BeautifulSoup(answer.body, "html.parser")
    assert linked in ({f"../{answer.address}"}, set())
    there = {head_of_cells[0]: head_of_cells[1:] for head_of_cells in cells_of(table)}
    for row in page.select(".codev-agreement tbody tr"):
        equal, equal_share, overlap, alpha = (cell.get_text() for cell in row("td"))
        shown_alpha, shown_share, shown_overlap, shown_equal, pairs, *_ = there[head_of(row)]
        assert f"{shown_equal} of {pairs}" == equal
        assert f"{100 * int(shown_equal) / int(pairs):.1f}\xa0%" == equal_share
        assert float(shown_share) == pytest.approx(int(shown_equal) / int(pairs), abs=1e-4)
        assert f"{float(shown_overlap):.2f}" == overlap
        assert alpha == ("–" if not shown_alpha else f"{float(shown_alpha):.2f}")


def cells_of(table: BeautifulSoup) -> list[list[str]]:
    """Return the texts of the cells of each row."""
    return [[" ".join(cell.get_text().split()) for cell in row("td")] for row in table.select("tbody tr")]


def test_the_home_page_shows_the_newest_audit(renderer: Renderer, live_base: Path) -> None:
    home = BeautifulSoup(home_page(renderer).body, "html.parser")
    terms = {term.get_text(): term.find_next_sibling("dd") for term in home.select(".home-figures dt")}
    path = live_base / "taxonomy" / "audits.yaml"
    audits = read(path)["audits"] if path.exists() else []
    found = terms.get("sentences right in the last audit")
    if not audits:
        assert found is None
        return
    sentences = audits[-1]["sentences"]
    compared = sum(sentences[name] for name in ("right", "imprecise", "wrong"))
    assert found is not None
    assert found.get_text().replace("\u202f", "") == f"{sentences['right']} of {compared}"


def test_a_base_without_anything_says_so(taxonomy: Taxonomy, repository: Path) -> None:
    bare = taxonomy.model_copy(update={"audits": (), "double_entries": ()})
    (made,) = trust_pages(Renderer(small_atlas(bare, {}), repository / "site" / "templates"))
    page = BeautifulSoup(made.body, "html.parser")
    assert [each.get_text() for each in page.select(".codev-empty")] == [
        "No sample of claims has been compared again yet.",
        "No work was classified by two curators independently.",
    ]
    assert rows_of(page, "Claims that somebody compared") == {
        "By anybody": [0, ""],
        "By two people": [0, ""],
        "Not yet": [0, ""],
    }
