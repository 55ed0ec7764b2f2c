"""What records accept and refuse; every real record, written as JSON, is read back as itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from codev import Atlas
from codev.model import (
    EVIDENCE_NAMES,
    Artifact,
    Checked,
    Claim,
    Compared,
    Dataset,
    Evidence,
    EvidenceSource,
    Model,
    Origin,
    Taxonomy,
    Work,
)
from codev.model.fields import Day, Url
from codev.model.schema import schema_texts

LEAST: dict[str, Any] = {
    "key": "liu2023visual",
    "title": "Visual Instruction Tuning",
    "authors": ["Haotian Liu"],
    "year": 2023,
    "scope": "surveyed",
    "added": "2026-11-25",
}
"""The fields that every work must have, with the values of a real one."""

CLAIM: dict[str, Any] = {"id": "liu2023visual.9", "node": "scaling", "statement": "Says something."}
"""The fields that every claim must have."""

REFUSED = [
    ({"key": "../../x"}, "string_pattern_mismatch"),
    ({"title": "two\nlines"}, "string_pattern_mismatch"),
    ({"title": "x" * 401}, "string_too_long"),
    ({"title": ""}, "string_too_short"),
    ({"authors": []}, "too_short"),
    ({"year": "2023"}, "int_type"),
    ({"year": 1850}, "greater_than_equal"),
    ({"scope": "surveyd"}, "enum"),
    ({"arxiv": "2304.08485v2"}, "string_pattern_mismatch"),
    ({"doi": "https://doi.org/10.1145/3649447"}, "string_pattern_mismatch"),
    ({"added": "2026-02-30"}, "value_error"),
    ({"titel": "x"}, "extra_forbidden"),
    ({"links": {"code": "javascript:alert(1)"}}, "string_pattern_mismatch"),
]

URLS = [
    ("https://arxiv.org/abs/2407.08583", True),
    ("http://localhost:8000/a?b=c#d", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("https://good.example@evil.example/", False),
    ("https://a b/", False),
    ("//no.scheme/", False),
    ('https://a/"onmouseover=alert(1)', False),
    ("HTTPS://a/", False),
]


@pytest.mark.parametrize(("change", "kind"), REFUSED)
def test_what_a_work_refuses(change: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Work.model_validate_json(json.dumps(LEAST | change))
    assert [error["type"] for error in caught.value.errors()] == [kind]


def test_a_number_is_text_where_the_field_is_text() -> None:
    assert Work.model_validate_json(json.dumps(LEAST | {"title": 1984, "volume": 36})).volume == "36"


@pytest.mark.parametrize(("url", "fits"), URLS)
def test_addresses_that_may_be_linked(url: str, *, fits: bool) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(Url)
    if fits:
        assert adapter.validate_python(url) == url
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(url)


def test_days_are_those_of_the_calendar() -> None:
    adapter: TypeAdapter[str] = TypeAdapter(Day)
    assert adapter.validate_python("2024-02-29") == "2024-02-29"
    with pytest.raises(ValidationError):
        adapter.validate_python("2023-02-29")


@pytest.mark.parametrize("place", [{"section": "3.1"}, {"table": 2}])
def test_a_place_in_the_survey_needs_the_survey(place: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="where"):
        Evidence.model_validate_json(json.dumps({"source": "abstract"} | place))


@pytest.mark.parametrize(
    ("source", "is_weak"),
    [
        ("survey", False),
        ("survey-table", False),
        ("survey-list", False),
        ("abstract", False),
        ("paper", False),
        ("report", False),
        ("model-card", False),
        ("dataset-card", False),
        ("project-page", False),
        ("code", False),
        ("third-party-summary", True),
        ("recalled", True),
    ],
)
def test_what_the_makers_wrote_is_evidence_and_the_rest_is_weak(source: str, *, is_weak: bool) -> None:
    assert EvidenceSource(source).is_weak == is_weak


def test_every_kind_of_evidence_is_told_apart() -> None:
    assert len(EvidenceSource) == 12
    assert list(EVIDENCE_NAMES) == list(EvidenceSource)
    assert len(set(EVIDENCE_NAMES.values())) == 12


@pytest.mark.parametrize(
    ("against", "sources"),
    [
        ("abstract", {"abstract"}),
        ("excerpt", {"abstract"}),
        ("survey", {"survey", "survey-table", "survey-list"}),
        ("project-page", {"project-page"}),
        ("third-party-summary", {"third-party-summary"}),
    ],
)
def test_a_check_fits_the_evidence_that_it_read(against: str, sources: set[str]) -> None:
    assert {each.value for each in EvidenceSource if Compared(against).fits(each)} == sources


CHECK = {"by": "A. Curator", "date": "2026-11-29", "against": ["abstract"]}


@pytest.mark.parametrize(
    "change",
    [{"against": []}, {"against": ["survey-table"]}, {"against": ["recalled"]}, {"date": "2026-13-01"}, {"on": "2026-11-29"}],
)
def test_a_check_says_when_and_against_what(change: dict[str, Any]) -> None:
    assert Checked.model_validate_json(json.dumps(CHECK)).describe() == "A. Curator, 2026-11-29: Abstract"
    with pytest.raises(ValidationError):
        Checked.model_validate_json(json.dumps(CHECK | change))


PARTS = ["node", "models", "models.gpt-4", "capabilities.retrieval", "datasets.GPT-4.1 notes", "statement"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_claim_is_a_field_or_one_of_its_values(part: str) -> None:
    assert Claim.model_validate_json(json.dumps(CLAIM | {"inferred": [part]})).inferred == (part,)
    assert Evidence.model_validate_json(json.dumps({"source": "abstract", "states": [part]})).states == (part,)


@pytest.mark.parametrize("part", ["model", "models.", "models. x", "node.x", "statement.x", "evidence", "models..x", ""])
def test_nothing_else_is_a_part_of_a_claim(part: str) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate_json(json.dumps(CLAIM | {"inferred": [part]}))


def test_a_claim_knows_what_it_infers() -> None:
    fields = {"models": ["gpt-4", "clip"], "stages": ["finetune"], "inferred": ["models.gpt-4", "stages"]}
    claim = Claim.model_validate_json(json.dumps(CLAIM | fields))
    assert claim.inferred_fields == ("models", "stages")
    assert claim.inferred_values("models") == ("gpt-4",)
    assert [claim.infers("models", each) for each in ("gpt-4", "clip", None)] == [True, False, False]
    assert [claim.infers("stages", each) for each in ("finetune", None)] == [True, True]
    assert [claim.holds(each) for each in ("models", "models.clip", "models.x", "datasets", "node")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_claim_is_checked_twice_by_two_people_only() -> None:
    by = [CHECK, CHECK | {"date": "2026-11-30"}, CHECK | {"by": "B. Curator"}]
    for checks, is_twice in ((by[:1], False), (by[:2], False), (by, True)):
        assert Claim.model_validate_json(json.dumps(CLAIM | {"checked": checks})).is_checked_twice == is_twice


ORIGINS: list[tuple[str, dict[str, Any], str]] = [
    ("model", {"id": "a", "basis": "seen", "as": "weights", "source": "model-card", "where": "x", "url": "https://a.b"}, ""),
    ("dataset", {"id": "a", "basis": "seen", "as": "filtered"}, ""),
    ("dataset", {"model": "a", "basis": "recalled", "as": "filter"}, ""),
    ("dataset", {"basis": "seen"}, "a parent has an 'id'"),
    ("dataset", {"id": "a", "model": "b", "as": "filter", "basis": "seen"}, "a parent has an 'id'"),
    ("dataset", {"model": "a", "basis": "seen"}, "add 'as: filter'"),
    ("dataset", {"id": "a", "basis": "seen", "as": "captioner"}, "is said of a model"),
    ("dataset", {"id": "a", "basis": "seen", "as": "weights"}, "is not said of a dataset"),
    ("model", {"id": "a", "basis": "seen", "as": "translated"}, "is not said of a model"),
    ("model", {"model": "a", "basis": "seen", "as": "filter"}, "under 'id'"),
    ("model", {"id": "a", "basis": "recalled", "url": "https://a.b"}, "write 'basis: seen'"),
    ("model", {"id": "a", "basis": "claim", "source": "abstract"}, "write 'basis: seen'"),
]


@pytest.mark.parametrize(("kind", "origin", "wrong"), ORIGINS)
def test_an_origin_says_what_the_parent_became(kind: str, origin: dict[str, Any], wrong: str) -> None:
    record: type[Artifact] = Model if kind == "model" else Dataset
    text = json.dumps({"id": "x", "name": "X", "derived_from": [origin]})
    if wrong:
        with pytest.raises(ValidationError, match=wrong):
            record.model_validate_json(text)
        return
    (found,) = record.model_validate_json(text).derived_from
    assert found.model_dump(mode="json", exclude_defaults=True) == origin


@pytest.mark.parametrize(
    ("origin", "is_unverified"),
    [
        ({"basis": "claim"}, False),
        ({"basis": "seen"}, False),
        ({"basis": "seen", "source": "model-card"}, False),
        ({"basis": "seen", "source": "third-party-summary"}, True),
        ({"basis": "recalled"}, True),
    ],
)
def test_an_origin_that_only_a_third_party_states_is_unverified(origin: dict[str, Any], *, is_unverified: bool) -> None:
    assert Origin.model_validate_json(json.dumps({"id": "a"} | origin)).is_unverified == is_unverified


@pytest.mark.parametrize(("name", "is_right"), [("developer", True), ("size", True), ("year", False), ("colour", False)])
def test_verified_names_a_field_that_is_given(name: str, *, is_right: bool) -> None:
    size = {"unit": "images", "as_stated": "5K"}
    text = json.dumps({"id": "x", "name": "X", "developer": "Somebody", "size": size, "verified": [name]})
    if is_right:
        assert Dataset.model_validate_json(text).is_recalled("licence")
        assert not Dataset.model_validate_json(text).is_recalled(name)
    else:
        with pytest.raises(ValidationError, match=f"'verified' names {name}"):
            Dataset.model_validate_json(text)


def test_evidence_in_words() -> None:
    assert Evidence(source=EvidenceSource.SURVEY, section="3.1.1").describe() == "Survey, text §3.1.1"
    assert Evidence(source=EvidenceSource.SURVEY_TABLE, table=2).describe() == "Survey, table 2"


def test_a_claim_is_unverified_when_nothing_was_seen(facts_atlas: Atlas) -> None:
    unverified = [claim.id for claim in facts_atlas.claims.values() if claim.is_unverified]
    assert len(unverified) == 17  # 12 third parties' summaries and 5 recalled: README of the facts
    assert Claim(id="liu2023visual.9", node="scaling", statement="Says something.").is_unverified


def test_records_cannot_be_changed(facts_atlas: Atlas) -> None:
    with pytest.raises(ValidationError):
        setattr(facts_atlas.work("liu2023visual"), "title", "Other")  # noqa: B010 - the type checker refuses the plain form


def test_every_work_survives_json(atlas: Atlas) -> None:
    for work in atlas.works.values():
        assert Work.model_validate_json(work.model_dump_json()) == work


def test_schemas_list_the_terms_that_a_field_may_hold(atlas: Atlas) -> None:
    schema = json.loads(schema_texts(atlas.taxonomy)["work.schema.json"])
    claim = schema["$defs"]["Claim"]["properties"]
    assert claim["node"]["enum"] == list(atlas.tree)
    assert claim["stages"]["items"]["enum"] == [stage.id for stage in atlas.taxonomy.stages]
    assert set(claim["capabilities"]["items"]["enum"]) == {
        term.id for term in (*atlas.taxonomy.enhanced, *atlas.taxonomy.leveraged)
    }
    for field in (claim["node"], claim["capabilities"]["items"], schema["$defs"]["Dataset"]["properties"]["input"]["items"]):
        assert len(field["enum"]) == len(set(field["enum"])) == len(field["enumDescriptions"])
    number = claim["node"]["enum"].index("data-filter")
    node = atlas.tree["data-filter"]
    assert claim["node"]["enumDescriptions"][number] == f"{node.name}: {node.definition}"
    assert "enum" not in claim["models"]["items"], "names of artifacts change with every entry"


def test_a_schema_without_terms_lets_every_id_pass(facts_atlas: Atlas) -> None:
    schema = json.loads(schema_texts(Taxonomy())["work.schema.json"])
    assert "enum" not in schema["$defs"]["Claim"]["properties"]["node"]


def test_schemas_describe_every_field(atlas: Atlas) -> None:
    for name, text in schema_texts(atlas.taxonomy).items():
        schema = json.loads(text)
        for record in [schema, *schema.get("$defs", {}).values()]:
            for field, about in record.get("properties", {}).items():
                assert "description" in about or "$ref" in about, f"{name}: {field} is not described"
            if record.get("type") == "object":
                assert record["additionalProperties"] is False
