"""The page, headless: every tab and facet, states in the address, hostile input, buttons."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from codev import Atlas
from codev.explorer.launch import ROOT_VARIABLE
from codev.explorer.state.session import GROUP, TABS
from codev.explorer.state.view import View, views
from codev.explorer.tabs.console import schema_of
from codev.explorer.tabs.start import EXAMPLES, figures_of
from codev.explorer.widgets.answer_downloads import TAKEAWAY
from codev.explorer.widgets.facets import GROUP_KEY
from codev.export.sqlite import open_database
from codev.query import QUESTIONS, Facets, Query, run, select_claims
from codev.query.facet_kinds import GROUPS
from codev.query.facets import FACETS
from codev.show.words import MARKS
from explorer.conftest import OpenPage, assert_healthy, drawn, open_at, said

ADDRESSES = {
    "question=works&node=data-filter&show=gadre2023datacomp": "DataComp",
    "question=claims&doubt=yes": "of them unverified",
    "question=rq1": "Number of works by approach and capability",
    "question=rq1&across=stage&level=node&cell=data-centric-attacks~finetune": "Data-centric attacks",
    "question=rq2": "Number of works by role and leveraged capability",
    "question=rq2&across=model&cell=data-filter~clip&row=1": "Data filter × CLIP",
    "question=lineage&of=dataset%3Asharegpt4v&edge_direction=both&row=2": "Lineage of ShareGPT4V",
    "question=lineage&of=ShareGPT4V&depth=1": "6 steps",
    "question=loops&row=1": "closed loops",
    "question=loops&longest=2": "closed loops",
    "question=chains&paradigm=self-boosted&row=1": "0 externally-boosted",
    "question=dependence": "that produce data",
    "question=dependence&model=gpt-4": "with a recorded origin: ",
    "question=dependence&access=closed": "from memory unless",
    "question=falls&model=gpt-4&row=3": "were made with it, directly or through other artifacts",
    "question=falls&family=llava": "were made with it, directly or through other artifacts",
    "question=falls": "Choose models, a family",
    "question=gaps&stage=finetune": "thin: one work",
    "question=gaps&status=not-applicable&across=stage": "not possible",
    "question=gaps&cell=data-filter~text&row=1": "data filter",
    "question=leakage&row=1": "not a proof",
    "question=leakage&kind=exact": "Trained and evaluated in one work: ",
    "question=path&of=dataset%3Acoco&to=model%3Allava&row=1": "shortest path",
    "question=neighbours&of=model%3Asam&row=1": "connection",
    "question=similar&of=liu2023visual&row=1": "the most similar first",
    "question=compare&things=model%3Aclip&things=model%3Asam": "all have it",
    "question=growth&row=1": "the history of its file tells it",
    "question=findings&row=1": "how far can each finding",
    "question=most-used&row=1": "each work means another one",
    "question=agreement": "No work was classified by two curators independently",
    "question=pivot&cell=data-filter~2024": "Model as a data filter × 2024",
    "question=pivot&rows=modality&columns=stage&unit=claim&share=row": "Share of the claims of each row by modality and stage",
    "question=pivot&rows=venue&columns=nothing&node=data-filter": "Number of works by venue",
    "question=trends": "by the year of first publication",
    "question=trends&by=subsection&row=1": "26 terms",
    "question=disagreements&kind=classification&row=1": "sources classify differently",
    "question=disagreements": "× notes on what the survey cites",
    "question=evidence&kind=unverified&row=1": "Comparing one with its paper",
    "question=coverage&row=1": "“Agreed” counts the works",
    "view=console&sql=SELECT+year%2C+count%28%2A%29+AS+n+FROM+works+GROUP+BY+year&chart=bars": "10 rows",
    "view=checker": "Paste an entry",
}
"""Addresses of every tab and question, and a phrase that the page then says."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_tab_shows_what_its_address_asks(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    assert ADDRESSES[address] in said(page)
    assert not page.error
    # The same address again: nothing was lost, and nothing was added but canonical spelling.
    written = urlencode(dict(page.query_params), doseq=True)
    again = open_page(written)
    assert dict(again.query_params) == dict(page.query_params)
    assert said(again) == said(page)


@pytest.mark.parametrize("view", views(), ids=lambda view: view.id)
def test_every_tab_opens_on_the_real_knowledge_base(open_real_page: OpenPage, view: View) -> None:
    page = open_real_page(f"question={view.questions[0]}" if view.questions else f"view={view.id}")
    assert not page.error
    assert not page.warning


def test_every_question_has_a_tab_and_an_address() -> None:
    asked = {address.partition("question=")[2].partition("&")[0] for address in ADDRESSES}
    assert asked >= {*QUESTIONS}
    assert {question for view in views() for question in view.questions} == set(QUESTIONS)


def test_the_first_screen_says_what_there_is_and_each_figure_leads_to_what_it_counts(
    open_page: OpenPage, facts_atlas: Atlas
) -> None:
    page = open_page()
    assert page.query_params["view"] in ("start", ["start"])
    assert not page.multiselect, "no facet applies"
    (html,) = drawn(page)
    assert html.count('<li><a href="?question=') >= len(EXAMPLES)
    assert html.count('<table class="codev-matrix') == 2
    assert "<svg" in html
    for figure in figures_of(facts_atlas):
        led = open_page(unescape(figure.address).removeprefix("?"))
        shown = led.dataframe[0].value
        number = int(figure.text.partition(" ")[0].replace(",", ""))
        assert number in (len(shown), int(shown.iloc[:, -1].sum()) if "sql" in figure.address else 0), figure


def test_every_question_of_the_first_screen_has_an_answer(open_page: OpenPage) -> None:
    (html,) = drawn(open_page())
    section = html.partition("Ask, for example")[2].partition("</ul>")[0]
    addresses = re.findall(r'<li><a href="\?([^"]+)"', section)
    assert len(addresses) == len(EXAMPLES)
    for address in addresses:
        page = open_page(unescape(address))
        assert not page.error
        assert page.dataframe or drawn(page), address


def test_an_address_with_facets_only_asks_for_works(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("scope=extended")
    assert page.query_params["question"] in ("works", ["works"])
    assert len(page.dataframe[0].value) == sum(work.scope == "extended" for work in facts_atlas.works.values())


def test_a_group_opens_the_tab_that_was_open_last(open_page: OpenPage) -> None:
    page = open_page("question=gaps")
    labels = [view.label for view in views() if view.group == "Questions"]
    assert [each.label for each in page.tabs][: len(labels)] == labels
    for group, question in (("Trust", "evidence"), ("Questions", "gaps"), ("Works", "works")):
        page.segmented_control(key=GROUP).set_value(group).run()
        assert_healthy(page)
        assert page.query_params["question"] in (question, [question])


def test_an_old_address_for_either_capability_is_understood_and_can_be_taken_away(
    open_page: OpenPage, facts_atlas: Atlas
) -> None:
    page = open_page("question=claims&capability=retrieval")
    assert_healthy(page)
    assert list(page.dataframe[0].value["Id"]) == [
        row.id for row in select_claims(facts_atlas, Facets.of(capability="retrieval"))
    ]
    page.multiselect(key="w_capability").set_value([]).run()
    assert len(page.dataframe[0].value) == len(facts_atlas.claims)
    assert "w_capability" not in {each.key for each in page.run().multiselect}


def test_no_phrase_is_said_on_every_page(open_page: OpenPage) -> None:
    first = said(open_page("question=works"))
    assert [phrase for phrase in ADDRESSES.values() if phrase in first] == []


FACET_VALUES = {
    "node": "data-filter",
    "role": "data-mapper",
    "direction": "model4data",
    "stage": "finetune",
    "enhanced": "Perception",
    "leveraged": "OCR and layout understanding",
    "modality": "video",
    "model": "clip",
    "dataset": "coco",
    "acquired": "web",
    "effect": "degrades",
    "evidence": "weak",
    "inferred": "none",
    "doubt": "yes",
    "checked": "no",
    "scope": "extended",
    "year": "2023..2024",
    "author": "Liu",
    "venue": "NeurIPS",
    "openness": "closed",
    "series": "CLIP",
    "section": "3.2",
    "work": "liu2023visual",
    "text": "instruction",
}


@pytest.mark.parametrize("facet", [name for name, facet in FACETS.items() if facet.group])
def test_every_facet_narrows_and_is_in_the_address(open_page: OpenPage, facts_atlas: Atlas, facet: str) -> None:
    page = open_page("question=works")
    value = FACET_VALUES[facet]
    if facet == "text":
        page.text_input(key="w_text").set_value(value)
    else:
        assert page.multiselect(key=f"w_{facet}").label == FACETS[facet].label
        page.multiselect(key=f"w_{facet}").set_value([value])
    page.run()
    assert_healthy(page)
    shown = len(page.dataframe[0].value)
    assert 0 < shown < len(facts_atlas.works)
    term = FACETS[facet].canonical(facts_atlas, value)
    assert page.query_params[facet] in (term, [term]), "a name leads to its term"
    # The link, opened by somebody else, shows the same.
    other = open_page(urlencode(dict(page.query_params), doseq=True))
    assert list(other.dataframe[0].value["Key"]) == list(page.dataframe[0].value["Key"])


def test_clearing_facets_and_starting_over(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("question=works&scope=extended&year=2025&show=zhang2025years")
    page.button(key="chosen_year_0").click().run()
    assert len(page.dataframe[0].value) == sum(work.scope == "extended" for work in facts_atlas.works.values())
    assert page.query_params["scope"] in ("extended", ["extended"])
    assert "year" not in page.query_params
    page.button(key="clear_facets").click().run()
    assert len(page.dataframe[0].value) == len(facts_atlas.works)
    assert "scope" not in page.query_params
    page.multiselect(key="w_scope").set_value(["extended"]).run()
    switch(page, "RQ2")
    page.button(key="start_over").click().run()
    assert dict(page.query_params)["view"] in ("start", ["start"])
    switch(page, "Works")
    assert len(page.dataframe[0].value) == len(facts_atlas.works)
    # The groups are as at first: what is in a shut one is sent once it is opened.
    shown = {each.key for each in page.multiselect}
    assert {f"w_{facet.name}" in shown for facet in FACETS.values() if facet.group == GROUPS[0]} == {True}
    assert {f"w_{facet.name}" in shown for facet in FACETS.values() if facet.group in GROUPS[1:]} == {False}
    for number in range(len(GROUPS)):
        page.session_state[f"{GROUP_KEY}{number}"] = True
    assert page.run().multiselect(key="w_scope").value == []


def test_every_value_says_what_it_would_leave_and_those_that_leave_nothing_stand_last(
    open_page: OpenPage, facts_atlas: Atlas
) -> None:
    page = open_page("question=works&node=data-filter")
    options = page.multiselect(key="w_stage").options
    numbers = [int(each.rsplit(" · ", 1)[-1]) for each in options if each.rsplit(" · ", 1)[-1].isdigit()]
    assert len(numbers) == len(options), "no stage has another name here"
    assert numbers == sorted(numbers, key=lambda number: not number)
    stage = next(each.id for each in facts_atlas.taxonomy.stages if options[0].startswith(each.name))
    page.multiselect(key="w_stage").set_value([stage]).run()
    assert len(page.dataframe[0].value) == numbers[0]
    # What is chosen is named without its number, and the numbers of the other facets follow.
    assert page.multiselect(key="w_stage").format_func(stage) in {each.name for each in facts_atlas.taxonomy.stages}
    # An alias stands behind its value, so that typing it finds the value.
    assert any("GPT-4V · " in each and each.count(" · ") > 1 for each in page.multiselect(key="w_model").options)


def test_an_alias_is_turned_into_what_it_means(open_page: OpenPage) -> None:
    page = open_page("question=works&model=GPT-4V")
    assert page.multiselect(key="w_model").value == ["gpt-4v"]
    assert page.query_params["model"] in ("gpt-4v", ["gpt-4v"])


def test_two_facets_are_and_two_values_or(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("question=works&node=data-filter&node=data-mapper&scope=extended")
    keys = set(page.dataframe[0].value["Key"])
    by_node = set(facts_atlas.works_by_node["data-filter"]) | set(facts_atlas.works_by_node["data-mapper"])
    assert keys == {key for key in by_node if facts_atlas.works[key].scope == "extended"}


def test_an_unknown_value_gets_a_message_and_stays_to_be_mended(open_page: OpenPage) -> None:
    page = open_page("question=works&node=dat-filter")
    assert "No node 'dat-filter'." in said(page)
    assert "Did you mean data-filter" in said(page)
    assert page.multiselect(key="w_node").value == ["dat-filter"]
    # What may be meant takes its place at a press.
    page.button(key="meant_0").click().run()
    assert_healthy(page)
    assert page.multiselect(key="w_node").value == ["data-filter"]
    assert page.dataframe


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("question=lineage&of=sharegpt4", "w_of"),
        ("question=works&model=clipp&model=gpt-4", "w_model"),
        ("question=similar&of=liu2023visul", "w_of"),
        ("question=path&of=coco&to=llavaa", "w_to"),
        ("question=falls&family=lava", "w_family"),
    ],
)
def test_a_slip_in_any_parameter_can_be_mended_at_a_press(open_page: OpenPage, address: str, key: str) -> None:
    page = open_page(address)
    assert page.error
    page.button(key="meant_0").click().run()
    assert_healthy(page)
    assert not page.error, said(page)
    assert page.dataframe


def test_a_name_that_means_nothing_does_not_stop_the_page(open_page: OpenPage) -> None:
    page = open_page("question=falls&family=lava")
    page.selectbox(key="w_access").set_value("closed").run()
    assert len(page.error) == 1
    assert page.query_params["access"] in ("closed", ["closed"])


def test_nothing_found_says_which_facet_to_take_away(open_page: OpenPage) -> None:
    page = open_page("question=works&text=zzzzzz&scope=extended")
    assert "Remove a facet (scope, text)" in said(page)
    assert not page.dataframe


def test_a_link_with_a_former_name_of_a_parameter_opens_the_same_page(open_page: OpenPage) -> None:
    page = open_page("question=neighbours&of=model%3Asam&way=up")
    assert page.selectbox(key="w_edge_direction").value == "up"
    assert page.query_params["edge_direction"] in ("up", ["up"])
    assert "way" not in page.query_params
    assert not page.warning


def test_tabs_keep_facets_and_give_back_their_own_choices(open_page: OpenPage) -> None:
    page = open_page("question=lineage&of=dataset%3Asharegpt4v&edge_direction=down")
    switch(page, "Paths")
    assert dict(page.query_params)["question"] in ("path", ["path"])
    assert page.selectbox(key="w_of").value == "dataset:sharegpt4v"
    switch(page, "Similar")
    assert page.selectbox(key="w_of").value is None
    switch(page, "Lineage")
    assert page.selectbox(key="w_of").value == "dataset:sharegpt4v"
    assert page.selectbox(key="w_edge_direction").value == "down"
    switch(page, "Works")
    page.multiselect(key="w_scope").set_value(["extended"]).run()
    switch(page, "Trends")
    assert page.multiselect(key="w_scope").value == ["extended"]
    switch(page, "Loops")
    assert "scope" not in page.query_params
    switch(page, "Gaps")
    assert page.multiselect(key="w_scope").value == ["extended"]


def switch(page: AppTest, label: str) -> None:
    """Go to a tab: headless, its widget cannot be clicked but set."""
    page.session_state[TABS] = label
    page.run()
    assert_healthy(page)


def test_a_row_that_is_chosen_is_in_the_address_and_forgotten_with_its_table(open_page: OpenPage) -> None:
    page = open_page("question=chains")
    page.selectbox(key="w_row").set_value("2").run()
    assert page.query_params["row"] in ("2", ["2"])
    assert len(drawn(page)) >= 2, "a picture and the claims"
    page.selectbox(key="w_paradigm").set_value("self-boosted").run()
    assert_healthy(page)
    assert "row" not in page.query_params
    assert page.selectbox(key="w_row").value is None


def test_a_cell_leads_to_its_claims_and_its_works(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("question=rq2&cell=data-filter~cross-modal-similarity")
    claims = facts_atlas.claims_by_node["data-filter"]
    shown = said(page)
    expected = [each for each in claims if "cross-modal-similarity" in facts_atlas.claims[each].capabilities]
    assert expected
    assert sum(each in shown for each in expected) == min(len(expected), 30)
    page.button(key="cell_to_works").click().run()
    assert_healthy(page)
    assert {each.rpartition(".")[0] for each in expected} == set(page.dataframe[0].value["Key"])


def test_a_cell_of_a_pivot_leads_to_the_works_with_both_values(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("question=pivot&rows=modality&columns=stage&cell=video~finetune&share=column")
    page.button(key="cell_to_works").click().run()
    assert_healthy(page)
    assert dict(page.query_params)["modality"] in ("video", ["video"])
    expected = run(facts_atlas, Query.build("works", modality="video", stage="finetune")).works()
    assert set(page.dataframe[0].value["Key"]) == set(expected)


def test_what_is_looked_at_leads_on_and_is_gathered_for_a_comparison(open_page: OpenPage) -> None:
    page = open_page("question=lineage&of=dataset%3Asharegpt4v&edge_direction=up&depth=1&row=1")
    next(each for each in page.button if each.label == "Works that name it").click().run()
    assert_healthy(page)
    assert page.query_params["question"] in ("works", ["works"])
    for name in ("gadre2023datacomp", "liu2023visual"):
        page = open_page(f"question=works&show={name}") if name.startswith("gadre") else page
        switch(page, "Works")
        page.selectbox(key="w_show").set_value(name).run()
        next(each for each in page.button if each.label.startswith("Compare it")).click().run()
        assert_healthy(page)
    assert page.query_params["things"] == ["work:gadre2023datacomp", "work:liu2023visual"]
    assert "all have it" in said(page)


def test_from_how_much_rests_on_a_model_to_what_falls(open_page: OpenPage) -> None:
    page = open_page("question=dependence&row=2")
    page.button(key="falls_of_row").click().run()
    assert_healthy(page)
    assert page.query_params["question"] in ("falls", ["falls"])
    assert page.multiselect(key="w_model").value == ["clip"]
    assert "were made with it, directly or through other artifacts" in said(page)
    # Of a family, the models that were asked about before are taken away.
    page = open_page("question=dependence&model=gpt-4&family=llava&row=2")
    page.button(key="falls_of_row").click().run()
    assert page.multiselect(key="w_model").value == []
    assert page.selectbox(key="w_family").value == "llava"


@pytest.mark.parametrize("question", ["lineage", "path", "neighbours", "similar"])
def test_an_empty_tab_offers_examples(open_page: OpenPage, question: str) -> None:
    page = open_page(f"question={question}")
    keys = [button.key for button in page.button if button.key and button.key.startswith("example_")]
    assert len(keys) == 3
    for key in keys:
        page.button(key=key).click().run()
        assert_healthy(page)
        assert page.dataframe, key
        page = open_page(f"question={question}")


def test_a_matrix_is_there_as_a_table_too(open_page: OpenPage, facts_atlas: Atlas) -> None:
    for question in ("rq1", "rq2", "gaps"):
        assert not open_page(f"question={question}").dataframe, "a shut panel is not drawn"
        page = open_page(f"question={question}", panels=[f"same_{question}"])
        assert len(page.dataframe[0].value) == len(run(facts_atlas, Query.build(question)).rows)


def test_sources_that_differ_are_set_side_by_side(open_page: OpenPage) -> None:
    page = open_page("question=disagreements&work=abbas2023semdedup&kind=classification&row=1")
    marks = page.dataframe[1].value
    assert list(marks["Approach or role"]) == ["Data condensation", "Cross-modal alignment", "Model as a data filter"]
    assert list(marks["Survey, text"]) == ["✓", "–", "✓"]


def test_going_elsewhere_and_back_finds_the_cell_again(open_page: OpenPage) -> None:
    page = open_page("question=rq2&cell=data-filter~cross-modal-similarity")
    page.button(key="cell_to_works").click().run()
    assert "cell" not in page.query_params
    switch(page, "RQ2")
    assert page.query_params["cell"] in ("data-filter~cross-modal-similarity", ["data-filter~cross-modal-similarity"])


def test_the_questions_of_a_tab_are_buttons(open_page: OpenPage) -> None:
    page = open_page("question=loops")
    page.segmented_control(key="question_loops").set_value("chains").run()
    assert_healthy(page)
    assert page.query_params["question"] in ("chains", ["chains"])
    assert "self-boosted" in said(page)


def test_everything_can_be_taken_away(open_page: OpenPage) -> None:
    assert not open_page("question=works&node=data-filter").download_button, "a shut panel is not drawn"
    page = open_page("question=works&node=data-filter", panels=[TAKEAWAY])
    keys = {button.key for button in page.download_button}
    assert {"download_rows_csv", "download_rows_json", "download_works_bibtex", "download_works_sqlite"} <= keys
    code = [block.value for block in page.code]
    assert "codev query works --node data-filter" in code
    assert any("ask(atlas, 'works', node=['data-filter'])" in block for block in code)
    assert "question=works&node=data-filter" in code


@pytest.mark.parametrize("address", ["question=works&node=data-filter&scope=surveyed", "question=rq2&role=data-creator"])
def test_the_sql_of_an_answer_opens_in_the_console_and_gives_its_rows(
    open_page: OpenPage, facts_atlas: Atlas, address: str
) -> None:
    page = open_page(address, panels=[TAKEAWAY])
    page.button(key="answer_to_console").click().run()
    assert_healthy(page)
    assert page.query_params["view"] in ("console", ["console"])
    rows = run(facts_atlas, Query.from_url(address)).rows
    shown = page.dataframe[0].value
    assert sorted(map(str, shown.to_dict("records"))) == sorted(
        str({name: getattr(row, name) for name in shown.columns}) for row in rows
    )
    # What cannot be said in SQL says why.
    assert "paths and comparisons" in said(open_page("question=loops", panels=[TAKEAWAY]))


def test_the_console_writes_names_and_keeps_what_ran(open_page: OpenPage) -> None:
    page = open_page("view=console&sql=SELECT+1")
    page.text_area(key="w_sql").set_value("SELECT title FROM").run()
    assert page.error
    page.selectbox(key="sql_table").set_value("works").run()
    page.pills(key="sql_name").set_value("works").run()
    assert_healthy(page)
    assert page.text_area(key="w_sql").value == "SELECT title FROM works"
    assert not page.error
    page.selectbox(key="sql_earlier").set_value("SELECT 1").run()
    assert page.text_area(key="w_sql").value == "SELECT 1"
    assert sorted(page.selectbox(key="sql_earlier").options) == ["SELECT 1", "SELECT title FROM works"]


def test_unverified_and_inferred_are_marked(open_page: OpenPage, facts_atlas: Atlas) -> None:
    claim = next(each for each in facts_atlas.claims.values() if each.is_statement_inferred and "models" in each.inferred)
    (card,) = drawn(open_page(f"question=claims&show={claim.id}"))
    assert card.count(">unverified</span>") == 1, "the sentence"
    assert card.count("codev-inferred") > 1, "a field, and the mark"
    assert f"<dd>{escape(MARKS['unverified'].meaning)}</dd>" in card
    doubted = next(each for each in facts_atlas.claims.values() if each.doubt)
    (card,) = drawn(open_page(f"question=claims&show={doubted.id}"))
    assert str(escape(doubted.doubt)) in card


def test_the_console_takes_examples_and_shows_charts(open_page: OpenPage, facts_atlas: Atlas) -> None:
    page = open_page("view=console")
    for title in list(page.selectbox(key="sql_example").options):
        page.selectbox(key="sql_example").set_value(title).run()
        assert_healthy(page)
        assert not page.error, title
        assert page.text_area(key="w_sql").value
    page.segmented_control(key="w_chart").set_value("bars").run()
    assert_healthy(page)
    page.selectbox(key="sql_table").set_value("claims").run()
    assert "<dt><code>statement_inferred</code></dt><dd>Whether the sentence says more than its evidence" in said(page)
    schema = schema_of(open_database(facts_atlas))
    assert list(schema) == list(page.selectbox(key="sql_table").options)
    assert [f"{table}.{column}" for table, columns in schema.items() for column, said in columns.items() if not said] == []


def test_the_checker_looks_an_entry_over_and_places_it(open_page: OpenPage) -> None:
    page = open_page("view=checker")
    page.button(key="example_entry").click().run()
    assert_healthy(page)
    assert "the check compares this entry in its place" in said(page)
    assert "No findings" in said(page)
    assert "arrows between models and datasets" in said(page)
    text = str(page.text_area(key="entry_text").value)
    page.text_area(key="entry_text").set_value(text.replace("key: liu2023visual", "key: liu2023visualb")).run()
    assert_healthy(page)
    assert "This may be the known work liu2023visual" in said(page)
    assert len(page.dataframe[0].value) > 0


def test_a_folder_without_a_knowledge_base_gets_a_message(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    page = open_at()
    assert_healthy(page)
    assert "No knowledge base" in said(page)
