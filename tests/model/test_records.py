"""What records accept and refuse; every real record, written as JSON, is read back as itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from codev import Atlas
from codev.model import Claim, Evidence, EvidenceSource, Taxonomy, Work
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
    ("source", "weak", "verified"),
    [
        (EvidenceSource.SURVEY, False, True),
        (EvidenceSource.ABSTRACT, False, True),
        (EvidenceSource.DATASET_CARD, True, True),
        (EvidenceSource.THIRD_PARTY_SUMMARY, True, False),
        (EvidenceSource.RECALLED, True, False),
    ],
)
def test_weak_and_unverified_evidence(source: EvidenceSource, *, weak: bool, verified: bool) -> None:
    assert (source.is_weak, source.is_verified) == (weak, verified)


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
