"""What the words of a query mean: terms, artifacts, works, years; and the one line for those that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.errors import AmbiguousNameError, CodevError, WrongUseError
from codev.model import Taxonomy
from codev.model.fields import YEAR_MAX, YEAR_MIN
from codev.query.terms import find_artifact, find_node, find_term, find_thing, find_work, fold, parse_years
from small import small_atlas

YEARS = [
    ("2023", (2023, 2023)),
    ("2023..2025", (2023, 2025)),
    ("2023..2023", (2023, 2023)),
    ("2023..", (2023, YEAR_MAX)),
    ("..2022", (YEAR_MIN, 2022)),
    (" 2023 ", (2023, 2023)),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years_and_ranges_are_read(text: str, expected: tuple[int, int]) -> None:
    assert parse_years(text) == expected


@pytest.mark.parametrize(
    "text", ["", "..", "23", "2023-2025", "2023.2025", "20232025", "2023..25", "two", "2023..2025..", "٢٠٢٣", "x" * 5000]
)
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(
        WrongUseError, match=r"is not a year or a range of years; write 2023, 2023..2025, 2023.. or ..2022"
    ) as caught:
        parse_years(text)
    assert len(str(caught.value)) < 200


def test_a_range_that_ends_before_it_begins_is_turned_round_for_the_user() -> None:
    with pytest.raises(WrongUseError, match=r"the range of years 2025..2023 ends before it begins; write 2023..2025"):
        parse_years("2025..2023")


@given(st.text(max_size=30))
def test_any_text_is_a_range_or_refused(text: str) -> None:
    try:
        first, last = parse_years(text)
    except CodevError:
        return
    assert first <= last


FOLDED = [
    ("Dollár", "dollar"),
    ("GPT-4V", "gpt-4v"),
    ("Ünïcode", "unicode"),
    ("ﬁne", "fine"),
    ("VILA²", "vila2"),
    ("数据", "数据"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_case_and_accents_fall_away(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_terms_are_found_by_id_and_by_name() -> None:
    names = [("finetune", "Fine-tuning"), ("pretrain", "Pre-training")]
    assert find_term("stage", "FINETUNE", ["finetune"], names) == "finetune"
    assert find_term("stage", "fine-tuning", ["finetune"], names) == "finetune"
    with pytest.raises(WrongUseError, match=r"no stage 'fintune'; did you mean finetune\?"):
        find_term("stage", "fintune", ["finetune"], names)


THINGS = [
    # what is written, the graph's name
    ("ShareGPT4V-7B", "model:sharegpt4v-7b"),
    ("dataset:lamm", "dataset:lamm"),
    ("model:LAMM", "model:lamm"),
    ("clip@gadre2023datacomp", "model:clip@gadre2023datacomp"),
    ("model:CLIP@gadre2023datacomp", "model:clip@gadre2023datacomp"),
    ("chen2023sharegpt4v", "work:chen2023sharegpt4v"),
    ("work:chen2023sharegpt4v", "work:chen2023sharegpt4v"),
    ("chen2023sharegpt4v.4", "work:chen2023sharegpt4v"),
    ("data-filter", "node:data-filter"),
    ("node:Model as a data filter", "node:data-filter"),
]


@pytest.mark.parametrize(("text", "expected"), THINGS)
def test_things_are_found_by_whatever_they_are_called(facts_atlas: Atlas, text: str, expected: str) -> None:
    assert find_thing(facts_atlas, text) == expected


def test_works_are_found_by_key_title_and_arxiv_id(facts_atlas: Atlas) -> None:
    for text in ("kirillov2023segment", "Segment Anything", "segment anything", "2304.02643"):
        assert find_work(facts_atlas, text) == "kirillov2023segment"


def test_works_are_found_by_what_stands_before_the_colon_and_by_what_they_introduce(taxonomy: Taxonomy) -> None:
    named = small_atlas(
        taxonomy,
        {
            "a2024mm": {"title": "MMOne: A Method", "models": ["m"]},
            "b2024mm": {"title": "MMTwo: A Method", "datasets": ["d"]},
            "c2024mm": {"title": "MMTwo: Another Method"},
        },
    )
    assert [find_work(named, text) for text in ("MMOne", "mmone", "m", "d", "work:MMOne")] == [
        *("a2024mm", "a2024mm", "a2024mm", "b2024mm", "a2024mm")
    ]
    with pytest.raises(WrongUseError, match="no work 'MMTwo'; did you mean b2024mm or c2024mm"):
        find_work(named, "MMTwo")


def test_every_thing_is_found_by_the_graphs_own_name(atlas: Atlas) -> None:
    for name in [*(f"model:{each}" for each in atlas.models), *(f"dataset:{each}" for each in atlas.datasets)]:
        assert find_artifact(atlas, name) == name
        assert find_thing(atlas, name) == name
    for key in atlas.works:
        assert find_thing(atlas, key) == f"work:{key}"


WRONG = [
    ("data-filtr", "no model, dataset, work or node 'data-filtr'; did you mean node:data-filter"),
    ("work:chen2023sharegpt", "no work 'chen2023sharegpt'; did you mean chen2023sharegpt4v"),
    ("node:data-filtr", "no node 'data-filtr'; did you mean data-filter"),
    ("model:clipp", "no model 'clipp'; did you mean clip"),
    ("@", "no model ''"),
    ("x" * 190, "no model, dataset, work or node 'xxxx"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_names_nothing_offers_what_is_near(facts_atlas: Atlas, text: str, message: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        find_thing(facts_atlas, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_and_a_dataset_of_one_name_are_told_apart(facts_atlas: Atlas) -> None:
    with pytest.raises(AmbiguousNameError, match="write model:lamm or dataset:lamm"):
        find_thing(facts_atlas, "lamm")


def test_a_role_is_a_node_of_model4data(facts_atlas: Atlas) -> None:
    assert find_node(facts_atlas, "data-filter", "role") == "data-filter"
    with pytest.raises(WrongUseError, match="no role 'data-packing'"):
        find_node(facts_atlas, "data-packing", "role")


@given(text=st.text(min_size=1, max_size=60))
def test_no_text_breaks_the_look_up(facts_atlas: Atlas, text: str) -> None:
    try:
        found = find_thing(facts_atlas, text)
    except WrongUseError as error:
        assert "\n" not in str(error).replace(text, "")  # noqa: PT017 - the message is looked at, not the type
        return
    assert found.partition(":")[0] in {"model", "dataset", "work", "node"}
