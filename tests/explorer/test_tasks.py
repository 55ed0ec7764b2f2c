"""What analysts do, from the first screen on, with at most so many clicks; the page then shows what Python answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner

from codev import Atlas
from codev.explorer.state.session import GROUP, TABS
from codev.query import Query, run
from explorer.conftest import OpenPage, assert_healthy, drawn

Step = tuple[str, ...]
"""What is clicked: a question's example on the first screen, a group, a tab, or a value in a box."""

TASKS: dict[str, tuple[int, list[Step], str]] = {
    "capabilities since 2023, as shares by year": (
        4,
        [("example", "trends"), ("one", "by", "enhanced"), ("add", "year", "2023.."), ("few", "chart", "shares")],
        "question=trends&year=2023..&by=enhanced",
    ),
    "lineage of ShareGPT4V to depth 3": (
        3,
        [("example", "lineage"), ("one", "depth", "3")],
        "question=lineage&of=dataset%3Asharegpt4v&depth=3",
    ),
    "loops of two rounds": (2, [("example", "loops"), ("one", "longest", "2")], "question=loops&longest=2"),
    "what falls without GPT-4V": (3, [("example", "falls")], "question=falls&model=gpt-4v"),
    "what falls without GPT-4": (
        3,
        [("example", "falls"), ("remove", "model", "gpt-4v"), ("add", "model", "GPT-4")],
        "question=falls&model=gpt-4",
    ),
    "closed against open by year": (
        3,
        [("example", "trends"), ("one", "by", "openness"), ("few", "chart", "shares")],
        "question=trends&by=openness",
    ),
    "audio gaps at fine-tuning": (
        3,
        [("example", "gaps"), ("add", "stage", "finetune")],
        "question=gaps&stage=finetune&modality=audio",
    ),
    "where the sources differ": (2, [("group", "Trust"), ("tab", "Disagreements")], "question=disagreements"),
    "weak evidence in a node": (
        3,
        [("group", "Trust"), ("add", "node", "data-filter"), ("one", "kind", "weak")],
        "question=evidence&node=data-filter&kind=weak",
    ),
    "path from CLIP to LLaVA": (
        3,
        [("example", "path"), ("one", "of", "model:clip")],
        "question=path&of=model%3Aclip&to=model%3Allava",
    ),
    "works like DataComp": (
        3,
        [("group", "Works"), ("tab", "Similar"), ("one", "of", "gadre2023datacomp")],
        "question=similar&of=gadre2023datacomp",
    ),
    "trend of preference data": (
        3,
        [("example", "trends"), ("add", "leveraged", "Preference judgement")],
        "question=trends&leveraged=preference-judgement",
    ),
    "modalities by stage": (
        4,
        [("group", "Questions"), ("tab", "Pivot"), ("one", "rows", "modality"), ("one", "columns", "stage")],
        "question=pivot&rows=modality&columns=stage",
    ),
}
"""The most clicks, the clicks, and the query that is then on show."""


def click(page: AppTest, open_page: OpenPage, step: Step) -> AppTest:
    """Do one click, and return the page that it leads to."""
    kind, name, *value = step
    if kind == "example":
        address = next(
            each for each in re.findall(r'<li><a href="\?([^"]+)"', drawn(page)[0]) if f"question={name}&" in f"{each}&"
        )
        return open_page(unescape(address))
    if kind == "tab":
        page.session_state[TABS] = name
        return page.run()
    box: Any
    if kind in {"group", "few"}:
        box = page.segmented_control(key=GROUP if kind == "group" else f"w_{name}")
    else:
        box = page.selectbox(key=f"w_{name}") if kind == "one" else page.multiselect(key=f"w_{name}")
    wanted: Any = name if kind == "group" else value[0]
    if kind == "add":
        wanted = [*box.value, *value]
    elif kind == "remove":
        wanted = [each for each in box.value if each not in value]
    box.set_value(wanted)
    return page.run()


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_few_clicks_and_shows_what_python_answers(open_page: OpenPage, facts_atlas: Atlas, task: str) -> None:
    clicks_max, steps, asked = TASKS[task]
    assert len(steps) <= clicks_max
    page = open_page()
    for step in steps:
        page = click(page, open_page, step)
        assert_healthy(page)
        assert not page.error
    query = Query.from_url(asked)
    here = {name: values if isinstance(values, list) else [values] for name, values in page.query_params.items()}
    pairs = [(name, value) for name, values in here.items() if name in query.about.takes for value in values]
    assert Query.from_pairs(here["question"][0], pairs) == query
    rows = run(facts_atlas, query).rows
    assert rows
    if page.dataframe:
        assert len(page.dataframe[0].value) == len(rows)
    else:
        assert f"question={query.question}" in drawn(page)[0] or "codev-matrix" in "".join(drawn(page))


def test_a_join_and_its_chart_take_three_clicks(open_page: OpenPage) -> None:
    page = open_page()
    page.segmented_control(key=GROUP).set_value("Tools").run()
    page.selectbox(key="sql_example").set_value("Models that act on data most often, and who can use them").run()
    page.segmented_control(key="w_chart").set_value("bars").run()
    assert_healthy(page)
    assert not page.error
    assert page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Goes a step back or forward to an address, as the browser tells it."""

    def go(page: AppTest, **values: str) -> None:
        page.query_params.clear()
        page.query_params.update(values)
        with monkeypatch.context() as patch:
            patch.setattr(local_script_runner, "RerunData", partial(RerunData, is_history_navigation=True))
            page.run()
        assert_healthy(page)

    return go


def test_a_step_back_counts_although_a_box_is_not_emptied_yet(open_page: OpenPage, step: Callable[..., None]) -> None:
    page = open_page("question=works&model=gpt-4v&scope=extended")
    page.button(key="clear_facets").click().run()
    assert set(page.query_params) == {"question"}
    # The browser has the new address already, and has emptied one of the two boxes.
    page.multiselect(key="w_model").set_value(["gpt-4v"])
    step(page, question="works", model="gpt-4v", scope="extended")
    assert {name: page.multiselect(key=f"w_{name}").value for name in ("model", "scope")} == {
        "model": ["gpt-4v"],
        "scope": ["extended"],
    }
    assert set(page.query_params) == {"question", "model", "scope"}


def test_two_steps_back_at_once_lead_to_the_second(open_page: OpenPage, step: Callable[..., None]) -> None:
    page = open_page("question=falls&model=gpt-4o")
    page.multiselect(key="w_model").set_value(["gpt-4v"]).run()
    step(page, question="falls")
    # The browser has not heard of the first step yet, and sends with the second what its box held before both.
    page.multiselect(key="w_model").set_value(["gpt-4v"])
    step(page, question="falls", model="gpt-4o")
    assert page.multiselect(key="w_model").value == ["gpt-4o"]
    assert page.query_params["model"] in ("gpt-4o", ["gpt-4o"])
    page.multiselect(key="w_model").set_value(["gpt-4v"]).run()
    assert page.query_params["model"] in ("gpt-4v", ["gpt-4v"])


def test_a_change_counts_where_the_browser_still_has_the_address_that_was_opened(open_page: OpenPage) -> None:
    opened = "question=falls&model=GPT-4o"
    page = open_page(opened)
    assert page.query_params["model"] in ("gpt-4o", ["gpt-4o"]), "the address is written anew"
    page.multiselect(key="w_model").set_value(["gpt-4v"])
    page.query_params.clear()
    page.query_params.update(parse_qs(opened))
    page.run()
    assert_healthy(page)
    assert page.query_params["model"] in ("gpt-4v", ["gpt-4v"])
