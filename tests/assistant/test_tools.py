"""The tools without the protocol: every question answered in full, by pages, in words, and hostile arguments refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from assistant.asked import ASKED, expected
from codev import Atlas
from codev.assistant.desk import Desk
from codev.assistant.lookups import LOOKUPS
from codev.assistant.reply import CHARACTERS_MAX, LIST_MAX, NOTHING, trust_of
from codev.assistant.schemas import PAGE_SIZE
from codev.assistant.statements import STATEMENTS
from codev.assistant.tools import all_tools, call
from codev.errors import CodevError, UnknownNameError, WrongUseError
from codev.limits.interfaces import PAGE_ROWS_MAX
from codev.query import QUESTIONS, ask

ENTRY = "papers/2023/liu2023visual.yaml"
MORE: dict[str, dict[str, Any]] = {
    "search": {"text": "visual instruction tun"},
    "record": {"of": "2304.08485"},
    "taxonomy": {"vocabulary": "stage"},
    "sql": {"query": "SELECT key, year FROM works ORDER BY key"},
    "sql_schema": {"table": "works"},
    "suggest": {"text": "A benchmark of video hallucination"},
    "check_entry": {"yaml": "key: nobody"},
}
"""A call of each tool that is no question."""


def every_page(desk: Desk, name: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of all pages of an answer."""
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = call(desk, name, {**arguments, **({"cursor": cursor} if cursor else {})})
        assert answer["rows"] or answer["total"] == 0
        rows += answer["rows"]
        cursor = answer["next_cursor"]
        if cursor is None:
            assert len(rows) == answer["total"]
            return rows


@pytest.mark.parametrize("name", ASKED)
def test_every_page_together_gives_the_rows_of_the_query(desk: Desk, facts_atlas: Atlas, name: str) -> None:
    question, arguments = ASKED[name]
    rows = expected(facts_atlas, name)
    assert rows
    assert every_page(desk, question, {**arguments, "page_size": PAGE_ROWS_MAX}) == rows


@pytest.mark.parametrize("name", [*QUESTIONS, *MORE])
def test_an_answer_is_of_the_form_that_the_tool_promises(desk: Desk, name: str) -> None:
    tool = all_tools()[name]
    takes = tool.takes(desk.atlas)
    Draft202012Validator.check_schema(takes)
    Draft202012Validator.check_schema(tool.gives)
    calls = [MORE[name]] if name in MORE else list(_examples(desk.atlas, name))
    for arguments in calls:
        Draft202012Validator(takes).validate(
            {
                key: [value] if takes["properties"][key]["type"] == "array" and isinstance(value, str) else value
                for key, value in arguments.items()
            }
        )
        answer = call(desk, name, arguments)
        Draft202012Validator(tool.gives).validate(json.loads(json.dumps(answer)))
        assert answer["says"]
        assert len(answer["rows"]) <= PAGE_SIZE
        assert len(answer["rows"]) <= 1 or len(json.dumps(answer["rows"], ensure_ascii=False)) <= CHARACTERS_MAX + 2 * PAGE_SIZE


def _examples(atlas: Atlas, question: str) -> Iterator[dict[str, Any]]:
    """Yield the examples of a question as JSON holds them, without those that name what the frozen knowledge base has not."""
    for values in QUESTIONS[question].examples.values():
        with suppress(UnknownNameError):
            ask(atlas, question, **values)
            yield json.loads(json.dumps(dict(values)))


def test_no_tool_takes_the_name_of_a_question() -> None:
    assert len(all_tools()) == len(QUESTIONS) + len(LOOKUPS) + len(STATEMENTS)
    assert set(MORE) == {about.name for about in (*LOOKUPS, *STATEMENTS)}


def test_the_tools_list_the_values_that_there_are(desk: Desk) -> None:
    works = all_tools()["works"].takes(desk.atlas)["properties"]
    assert "finetune" in works["stage"]["items"]["enum"]
    assert set(QUESTIONS["works"].facets) <= set(works)
    lineage = all_tools()["lineage"].takes(desk.atlas)
    assert lineage["required"] == ["of"]
    assert lineage["properties"]["edge_direction"]["enum"] == ["up", "down", "both"]
    assert lineage["properties"]["edge_direction"]["default"] == "up"
    assert (lineage["properties"]["depth"]["minimum"], lineage["properties"]["depth"]["maximum"]) == (1, 1000)
    assert "ShareGPT4V" in all_tools()["lineage"].description


@pytest.mark.parametrize("question", [name for name, each in QUESTIONS.items() if each.former_names])
def test_an_argument_under_a_former_name_gives_the_same_answer(desk: Desk, question: str) -> None:
    takes = all_tools()[question].takes(desk.atlas)["properties"]
    given = {**next(_examples(desk.atlas, question)), "page_size": 1}
    for former, present in QUESTIONS[question].former_names.items():
        assert (former in takes, present in takes) == (False, True)
        values = takes[present]["enum"]
        answer = call(desk, question, {**given, former: values[0]})
        assert (
            answer == call(desk, question, {**given, present: values[0]}) != call(desk, question, {**given, present: values[1]})
        )
        # A cursor that was given for one name goes on under the other.
        assert answer["next_cursor"]
        call(desk, question, {**given, present: values[0], "cursor": answer["next_cursor"]})
        with pytest.raises(WrongUseError, match=f"{former} is the former name of {present}"):
            call(desk, question, {**given, former: values[0], present: values[1]})


def test_an_answer_carries_claims_evidence_trust_and_addresses(desk: Desk, facts_atlas: Atlas) -> None:
    answer = call(desk, "lineage", {"of": "ShareGPT4V"})
    claim = next(each for each in answer["claims"] if each["id"].startswith("chen2023sharegpt4v."))
    known = facts_atlas.claims[claim["id"]]
    assert claim["statement"] == known.statement
    assert claim["page"] == f"https://atlas.example/works/chen2023sharegpt4v/#{claim['id']}"
    assert claim["evidence"][0].startswith(known.evidence[0].describe())
    assert claim["trust"] == trust_of(known)
    assert answer["pages"]["dataset:sharegpt4v"] == "https://atlas.example/datasets/sharegpt4v/"
    assert answer["page"] == "https://atlas.example/datasets/"
    assert answer["command"] == "codev query lineage ShareGPT4V"
    assert answer["read_as"] == {"ShareGPT4V": "dataset:sharegpt4v"}
    works = call(desk, "works", {"node": ["data-filter"], "year": ["2023.."]})
    assert works["page"] == "https://atlas.example/works/?node=data-filter&year=2023.."


def test_trust_is_said_as_it_is(facts_atlas: Atlas) -> None:
    said = {claim.id: trust_of(claim) for claim in facts_atlas.claims.values()}
    for claim in facts_atlas.claims.values():
        assert ("sentence says more" in said[claim.id]) == claim.is_statement_inferred
        assert ("in doubt" in said[claim.id]) == (claim.doubt is not None)
        assert ("unverified" in said[claim.id]) == (claim.is_unverified or claim.is_statement_inferred)
        assert ("not checked" in said[claim.id]) == (not claim.checked)


def test_it_says_when_it_was_cut_and_goes_on_where_it_stopped(desk: Desk) -> None:
    first = call(desk, "works", {"page_size": 3})
    assert f"Cut: 1 to 3 of {first['total']:,} rows." in first["says"]
    second = call(desk, "works", {"page_size": 3, "cursor": first["next_cursor"]})
    assert f"Cut: 4 to 6 of {first['total']:,} rows." in second["says"]
    keys = [row["key"] for row in (*first["rows"], *second["rows"])]
    assert keys == sorted(set(keys))
    with pytest.raises(WrongUseError, match="belongs to another answer"):
        call(desk, "works", {"page_size": 3, "cursor": first["next_cursor"], "year": ["2023"]})


def test_long_lists_in_rows_are_cut_and_said_to_be(desk: Desk, facts_atlas: Atlas) -> None:
    (whole,) = [row for row in ask(facts_atlas, "trends").as_dicts() if row["year"] == 2023 and row["term"] == "data4model"]
    assert len(whole["claims"]) > LIST_MAX
    answer = call(desk, "trends", {"year": ["2023"]})
    row = next(row for row in answer["rows"] if row["term"] == "data4model")
    assert row["claims"] == whole["claims"][:LIST_MAX]
    assert row["claim_count"] == len(whole["claims"])
    assert f"cut after {LIST_MAX}" in answer["says"]
    assert "evidence of 20 of" in answer["says"]


def test_it_says_when_nothing_is_known(desk: Desk) -> None:
    nothing = call(desk, "works", {"node": ["data-filter"], "text": ["zzzz"]})
    assert nothing["rows"] == []
    assert nothing["says"].startswith("No work has all of this.")
    assert NOTHING in nothing["says"]
    unknown = call(desk, "search", {"text": "zzzz qqqq"})
    assert unknown["rows"] == []
    assert "Nothing has any of these words." in unknown["says"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("works", {"node": ["Data augmentation"]}, "is the name of 2 nodes: data-augmentation and mapper-augmentation"),
        ("search", {"text": "LAMM"}, "is the name of 2 things: model:lamm and dataset:lamm"),
        ("taxonomy", {"text": "data augmentation"}, "is the name of 2 terms"),
    ],
)
def test_it_says_when_a_name_was_ambiguous(desk: Desk, tool: str, arguments: dict[str, Any], said: str) -> None:
    assert said in call(desk, tool, arguments)["says"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("works", {"node": ["data-filtr"]}, "did you mean data-filter"),
        ("works", {"nod": ["data-filter"]}, "did you mean node"),
        ("works", {"question": "claims"}, "no argument of works 'question'"),
        ("works", {"node": {"a": 1}}, "node: "),
        ("works", {"year": ["yesterday"]}, "write 2023, 2023..2025"),
        ("works", {"text": ["x" * 300]}, "at most 200 characters"),
        ("lineage", {}, "the tool lineage needs 'of'; for example: of = 'ShareGPT4V'"),
        ("lineage", {"of": "LAMM"}, "write model:lamm or dataset:lamm"),
        ("lineage", {"of": "model:clip", "depth": 0}, "the least is 1"),
        ("lineage", {"of": "model:clip", "depth": "many"}, "write depth=3"),
        ("lineage", {"of": "liu2023visual"}, "it introduces"),
        ("loops", {"longest": 99}, "the most is 6"),
        ("loops", {"page_size": 0}, "page_size is a whole number from 1 to 200"),
        ("loops", {"page_size": True}, "page_size is a whole number"),
        ("loops", {"cursor": "9-abc"}, "ask again without a cursor"),
        ("loop", {}, "did you mean loops"),
        ("search", {"text": "  "}, "there is no word to search for"),
        ("search", {"text": "' OR 1=1 --", "kind": "user"}, "there are work, claim, model, dataset, node"),
        ("record", {"of": "liu2023visua"}, "did you mean"),
        ("taxonomy", {"vocabulary": "stge"}, "did you mean stage"),
        ("taxonomy", {"text": "pretrainn"}, "did you mean pretrain"),
        ("taxonomy", {"below": "data-filtr"}, "did you mean data-filter"),
        ("sql", {"query": "DELETE FROM works"}, "only reading is allowed here"),
        ("sql", {"query": "SELECT * FROM work"}, "did you mean works"),
        ("sql", {"query": "ATTACH 'x' AS y"}, "only reading is allowed"),
        ("sql_schema", {"table": "work"}, "did you mean works"),
        ("suggest", {"text": ["a"]}, "text is not text"),
        ("suggest", {"text": "a" * 30_000}, "characters, more than"),
        ("check_entry", {"yaml": ""}, "the tool check_entry needs 'yaml'"),
        ("check_entry", {"yaml": "\x00"}, "yaml is not text"),
    ],
)
def test_a_wrong_argument_gives_a_message_that_says_what_to_do(
    desk: Desk, tool: str, arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        call(desk, tool, arguments)
    assert said in str(caught.value)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["clip", "2023", "up", "data-filter"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_given_ends_in_an_answer_or_a_message(desk: Desk, data: st.DataObject) -> None:
    tools = {name: tool for name, tool in all_tools().items() if name not in {"suggest", "growth", "findings"}}
    name = data.draw(st.sampled_from(sorted(tools)))
    known = sorted(tools[name].takes(desk.atlas)["properties"])
    arguments = data.draw(st.dictionaries(st.sampled_from(known), ANYTHING, max_size=3))
    try:
        answer = call(desk, name, arguments)
    except CodevError as error:
        assert str(error)  # noqa: PT017 - either will do
    else:
        json.dumps(answer)


def test_what_json_lacks_is_written_otherwise(desk: Desk) -> None:
    answer = call(desk, "sql", {"query": "SELECT 9e999 AS much, -9e999 AS little, x'00ff' AS raw, 1.5 AS number"})
    assert json.dumps(answer["rows"], allow_nan=False)
    assert answer["rows"] == [{"much": None, "little": None, "raw": "x'00ff'", "number": 1.5}]


def test_a_record_comes_whole_with_its_claims(desk: Desk, facts_atlas: Atlas) -> None:
    work = call(desk, "record", {"of": "2304.08485"})
    assert (work["kind"], work["id"], work["record"]["title"]) == ("work", "liu2023visual", "Visual Instruction Tuning")
    assert [row["id"] for row in work["rows"]] == [claim.id for claim in facts_atlas.works["liu2023visual"].claims]
    assert "claims" not in work["record"]
    model = call(desk, "record", {"of": "GPT-4V"})
    assert (model["kind"], model["id"]) == ("model", "gpt-4v")
    assert all("gpt-4v" in row["models"] for row in model["rows"])
    assert model["rows"]
    node = call(desk, "record", {"of": "data-filter"})
    assert {row["node"] for row in node["rows"]} <= set(facts_atlas.tree.descendants("data-filter"))
    claim = call(desk, "record", {"of": "claim:liu2023visual.1"})
    assert claim["record"]["statement"] == facts_atlas.claims["liu2023visual.1"].statement
    assert [row["id"] for row in claim["rows"]] == ["liu2023visual.1"]


def test_search_finds_by_name_by_words_and_by_the_beginning_of_words(desk: Desk) -> None:
    def found(text: str, **more: str) -> list[str]:
        return [row["id"] for row in call(desk, "search", {"text": text, **more})["rows"]]

    assert found("gpt 4v")[0] == "model:gpt-4v"
    assert found("visual instruction tun", kind="work")[0] == "work:liu2023visual"
    assert found("2304.08485")[0] == "work:liu2023visual"
    assert found("liu2023visual.1")[0] == "liu2023visual.1"
    assert "node:data-filter" in found("data-filter")
    assert {each.partition(":")[0] for each in found("caption", kind="dataset")} == {"dataset"}
    assert found("\"' ) *(^") == []
    assert set(found("caption zzzz", kind="node")) == set(found("caption", kind="node"))
    assert "Nothing has all of these words" in call(desk, "search", {"text": "caption zzzz"})["says"]
    assert found('caption" OR "model', kind="dataset") == found("caption OR model", kind="dataset")


def test_sql_is_what_the_command_gives_and_is_paged(desk: Desk, facts_atlas: Atlas) -> None:
    first = call(desk, "sql", {"query": "SELECT key FROM works ORDER BY key"})
    assert [row["key"] for row in first["rows"]] == list(facts_atlas.works)[:PAGE_SIZE]
    assert first["total"] == len(facts_atlas.works)
    assert first["columns"] == ["key"]


def test_an_entry_is_checked_and_a_paper_classified(desk: Desk, facts_base: Path) -> None:
    text = (facts_base / ENTRY).read_text("utf-8")
    right = call(desk, "check_entry", {"yaml": text})
    assert right["path"] == ENTRY
    assert right["duplicate_of"] is None
    assert "in its place" in right["says"]
    wrong = call(
        desk, "check_entry", {"yaml": text.replace("node: acquisition-for-projectors", "node: acquisition-for-projectrs")}
    )
    (finding,) = wrong["rows"]
    assert (finding["code"], finding["path"]) == ("unknown-term", ENTRY)
    assert "did you mean acquisition-for-projectors" in finding["fix"]
    same = call(
        desk,
        "check_entry",
        {"yaml": text.replace("key: liu2023visual", "key: liu2023other").replace("liu2023visual.", "liu2023other.")},
    )
    assert same["duplicate_of"] == "liu2023visual"
    ranked = call(desk, "suggest", {"text": "A benchmark that measures hallucination of video models"})
    assert ranked["rows"][0]["node"] in desk.atlas.tree
    assert "read the definitions" in ranked["says"] or "Unsure" in ranked["says"]


def test_an_entry_that_is_edited_is_seen_at_the_next_call(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev.show.source.LOOK_SECONDS_MIN", 0.0)
    own = Desk(base)
    first = call(own, "works", {"page_size": 1})
    file = base / ENTRY
    file.write_text(
        file.read_text("utf-8").replace("title: Visual Instruction Tuning", "title: Visual Instruction Tuned"), "utf-8"
    )
    assert call(own, "record", {"of": "liu2023visual"})["record"]["title"] == "Visual Instruction Tuned"
    with pytest.raises(WrongUseError, match="has changed since"):
        call(own, "works", {"page_size": 1, "cursor": first["next_cursor"]})


def test_a_published_file_answers_alike(published: Path, facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Desk(data=published)
    answer = call(own, "loops", {})
    assert answer["rows"] == ask(facts_atlas, "loops").as_dicts()[: len(answer["rows"])]
    assert answer["command"] == f"codev query loops --data {published.name}"
    assert answer["page"] == "loops/"
    monkeypatch.setenv("CODEV_DATA", str(published))
    assert call(Desk(data=published), "loops", {})["command"] == "codev query loops"
    assert call(own, "sql", {"query": "SELECT count(*) AS n FROM works"})["rows"] == [{"n": len(facts_atlas.works)}]


def test_a_search_tells_of_matches_that_are_left_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Only the best" not in str(call(desk, "search", {"text": "data"})["says"])
    monkeypatch.setattr("codev.assistant.lookups.MATCHES_MAX", 3)
    assert "Only the best 3 matches are counted." in str(call(desk, "search", {"text": "data"})["says"])
