"""What site, explorer and command say of an answer is what the graph shows: the text of one case each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from codev.model import RoadmapItem
from codev.query import QUESTIONS, chains, leakage
from codev.query.answers.loops import PARADIGMS
from codev.show.words import LEAKAGE_GROUPS, PARADIGM_MEANINGS, leakage_group
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.questions import chains_page, leakage_page
from codev.site.pages.survey import NEWEST_SHOWN, survey_pages
from small import derived, evaluates, produces, small_atlas, trains

WORKS: Mapping[str, Any] = {
    # The producer and what it trains stand in different works.
    "a2024chain": {"models": ["teacher"], "datasets": ["made"], "claims": [produces("teacher", "made")]},
    "b2024chain": {"models": ["student"], "claims": [trains("student", "made")]},
    "c2024self": {
        "models": ["own", derived("child", "own")],
        "datasets": ["fed"],
        "claims": [produces("own", "fed"), trains("child", "fed")],
    },
    # A benchmark that one work trains and evaluates on, one that two works do, one of which only a source is shared.
    "d2024one": {"models": ["m"], "datasets": ["split"], "claims": [trains("m", "split"), evaluates("m", "split")]},
    "e2024two": {"models": ["n"], "datasets": ["test"], "claims": [trains("n", "test")]},
    "f2024two": {"claims": [evaluates("n", "test")]},
    "g2024web": {
        "models": ["o"],
        "datasets": ["web", derived("bench", "web"), derived("pool", "web")],
        "claims": [trains("o", "pool"), evaluates("o", "bench")],
    },
}

CHAINS = {
    "Self-boosted (1)": [
        "The trained model is the producer itself, a variant of it, or recorded as derived from it.",
        "OWN FED CHILD derived from the producer c2024self.1 → c2024self.2",
    ],
    "Externally-boosted (1)": [
        "The trained model is not the producer, and is not recorded as a variant of it or as derived from it.",
        "TEACHER MADE STUDENT a2024chain.1 → b2024chain.1",
    ],
}
LEAKAGE = {
    "The benchmark itself (1)": [
        "The model was trained on the benchmark, or made from what was, and is evaluated on it; more than one work says so.",
        "TEST measures N",
    ],
    "Only a source of the benchmark (1)": [
        (
            "The benchmark and the training data go back to one source. Much derives from a few sources, such as COCO, without "
            "sharing a test set."
        ),
        "BENCH measures O",
    ],
    "Trained and evaluated in one work (1)": [
        (
            "One work trains the model on the dataset and evaluates it there. Commonly these are two parts of the dataset that "
            "share no sample."
        ),
        "SPLIT measures M",
    ],
}
CHAIN_LIMITS = (
    "A chain joins two records: that a model produced data, and that the data trained a model. They may come from different "
    "works, and do not show that the two models were developed together."
)
LEAKAGE_LIMITS = (
    "A path from a benchmark to a model is a reason to look, not a proof: it does not show that test samples were used in "
    "training."
)


@pytest.fixture(scope="module")
def small(atlas: Atlas) -> Atlas:
    """A chain of each paradigm, and a case of each group of leakage."""
    return small_atlas(atlas.taxonomy.model_copy(update={"roadmap": (), "surveys": ()}), WORKS)


@pytest.fixture(scope="module")
def pages(small: Atlas, repository: Path) -> dict[str, Page]:
    """The pages of what the graph answers."""
    renderer = Renderer(small, repository / "site" / "templates")
    return {page.address: page for page in (chains_page(renderer), leakage_page(renderer))}


def test_the_page_of_chains_says_what_is_recorded(pages: dict[str, Page]) -> None:
    body = pages["chains/"].body
    assert CHAIN_LIMITS in text_of(BeautifulSoup(body, "html.parser"))
    assert parts_of(body, "p.codev-remark, tbody tr") == CHAINS


def test_the_page_of_leakage_tells_one_work_apart_and_last(pages: dict[str, Page]) -> None:
    body = pages["leakage/"].body
    assert LEAKAGE_LIMITS in text_of(BeautifulSoup(body, "html.parser"))
    parts = parts_of(body, "p.codev-remark, h3")
    assert parts == LEAKAGE
    assert list(parts) == list(LEAKAGE)


def test_answers_stand_in_the_order_of_the_groups(small: Atlas) -> None:
    groups = [leakage_group(row) for row in leakage(small)]
    assert groups == list(LEAKAGE_GROUPS)


def test_a_roadmap_lists_works_under_its_nodes_without_saying_that_they_answer_it(atlas: Atlas, repository: Path) -> None:
    item = RoadmapItem.model_validate_json(
        '{"id": "more", "name": "More data", "section": "8.1", "parent": "infrastructure", "summary": "Collect more.", '
        '"works": ["a2020old"], "nodes": ["data-acquisition"]}'
    )
    later = {f"w{year}new": {"claims": [trains("m", "d")]} for year in range(2021, 2022 + NEWEST_SHOWN)}
    works = {"a2020old": {"models": ["m"], "datasets": ["d"]}, **later}
    base = small_atlas(atlas.taxonomy.model_copy(update={"roadmap": (item,), "surveys": ()}), works)
    body = next(survey_pages(Renderer(base, repository / "site" / "templates"))).body
    newest = "; ".join(f"The work w{year}new {year}" for year in range(2021 + NEWEST_SHOWN, 2021, -1))
    soup = BeautifulSoup(body, "html.parser")
    assert [text_of(each) for each in soup.select("section .fact")] == [
        "Cited there The work a2020old 2020",
        "Nearest nodes Data acquisition",
        f"Other works there ({NEWEST_SHOWN + 1}) {newest}; and 1 earlier",
    ]
    assert "That a work is listed does not mean that it does what the item asks." in text_of(soup)


@pytest.mark.parametrize(("question", "said"), [("chains", CHAIN_LIMITS), ("leakage", LEAKAGE_LIMITS)])
def test_the_command_says_the_same(question: str, said: str) -> None:
    shown = CliRunner().invoke(main, ["query", question, "--help"])
    assert said in " ".join(shown.output.split())


def test_every_paradigm_and_every_limited_question_has_its_words(small: Atlas) -> None:
    assert set(PARADIGM_MEANINGS) == set(PARADIGMS) == {row.paradigm for row in chains(small)}
    limited = {name for name, question in QUESTIONS.items() if question.limits}
    assert limited >= {"chains", "loops", "falls", "gaps", "leakage"}


def parts_of(body: str, selector: str) -> dict[str, list[str]]:
    """Return the texts that a selector finds, by the second-level heading in Markdown above them."""
    headings = re.split(r"^## (.+?) \{ #\S+ \}$", body, flags=re.MULTILINE)
    return {
        heading: [text_of(each) for each in BeautifulSoup(part, "html.parser").select(selector)]
        for heading, part in _pairs(headings[1:])
    }


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a heading and what stands below it."""
    yield from zip(parts[::2], parts[1::2], strict=True)


def text_of(element: Tag) -> str:
    """Return an element's text with single spaces, as it is read."""
    text = " ".join(element.get_text(" ").split())
    return re.sub(r" (?=[;,.])", "", text)
