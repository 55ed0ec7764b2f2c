"""Thin evidence: in which ways a claim's evidence is thin, and recalled origins."""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Claim, Taxonomy
from codev.query import Facets, ask, thin_evidence
from codev.query.answers.evidence import KINDS, thin_kinds
from small import derived, small_atlas, trains

NOTED = {"source": "abstract", "states": ["models"]}
"""Evidence of which somebody noted that it states the models, and nothing else."""

CASES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"evidence": [{"source": "survey", "section": "3"}]}, ()),
    ({"evidence": [{"source": "abstract"}], "inferred": ["models"]}, ("field",)),
    ({"evidence": [{"source": "abstract"}], "inferred": ["models", "statement"]}, ("statement", "field")),
    ({"evidence": [{"source": "dataset-card"}]}, ()),
    ({"evidence": [{"source": "project-page"}], "inferred": ["datasets.d"]}, ("field",)),
    ({"evidence": [{"source": "third-party-summary"}]}, ("unverified", "weak")),
    ({"evidence": [{"source": "recalled"}], "inferred": ["statement"]}, ("unverified", "weak", "statement")),
    ({"evidence": [{"source": "third-party-summary"}, {"source": "abstract"}]}, ()),
    ({"evidence": [{"source": "abstract"}], "doubt": "It may be otherwise."}, ("doubt",)),
    ({"evidence": [NOTED], "statement": "Trains on 12 sets."}, ("unnoted",)),
    ({"evidence": [NOTED, {"source": "paper", "where": "§2"}], "statement": "Tunes LLaVA."}, ("unnoted",)),
    ({"evidence": [NOTED], "statement": "Adds what Vicuna wrote."}, ("unnoted",)),
    ({"evidence": [NOTED], "statement": "Adds what people wrote. It helps."}, ()),
    ({"evidence": [NOTED, {**NOTED, "states": ["statement"]}], "statement": "Trains on 12 sets."}, ()),
    ({"evidence": [{"source": "abstract"}], "statement": "Trains on 12 sets."}, ()),
    ({"evidence": [NOTED], "statement": "Trains on 12 sets.", "inferred": ["statement"]}, ("statement",)),
]


@pytest.mark.parametrize(("fields", "kinds"), CASES)
def test_a_claim_is_thin_in_so_many_ways(taxonomy: Taxonomy, fields: dict[str, Any], kinds: tuple[str, ...]) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"claims": [trains("m", "d", **fields)]}})
    claim: Claim = small.claim("a2024one.1")
    assert thin_kinds(claim) == kinds
    assert [row.kinds for row in thin_evidence(small)] == ([kinds] if kinds else [])


def test_an_empty_answer_says_only_what_is_true(taxonomy: Taxonomy) -> None:
    doubted: dict[str, Any] = {"evidence": [{"source": "abstract"}], "doubt": "It may be otherwise."}
    works = {"a2024one": {"claims": [trains("m", "d", **doubted)]}, "b2024two": {"claims": [trains("m", "e")]}}
    small = small_atlas(taxonomy, works)

    def said(**values: str) -> str:
        answer = ask(small, "evidence", **values)
        assert not answer.rows
        return answer.note

    weak = said(work="a2024one", kind="weak")
    assert "“Weak sources only”" in weak
    assert "In another way the evidence of 1 is weak." in weak
    assert "another way" not in said(work="b2024two", kind="weak")
    assert "listed without facets" in said(work="a2024one", kind="origin")
    assert "evidence that was seen" in said(work="b2024two")
    assert ask(small, "evidence", work="a2024one", kind="doubt").note == ""


def test_recalled_origins_are_thin_and_seen_ones_are_not(taxonomy: Taxonomy) -> None:
    works = {"a2024one": {"models": ["p", derived("m", "p", basis="recalled"), derived("n", "p")]}}
    (row,) = thin_evidence(small_atlas(taxonomy, works))
    assert (row.subject, row.work, row.kinds) == ("model:m derived_from model:p", "a2024one", ("origin",))


def test_an_origin_that_only_a_third_party_states_is_thin_too(taxonomy: Taxonomy) -> None:
    third, own = ({"id": "p", "basis": "seen", "source": source} for source in ("third-party-summary", "model-card"))
    works = {"a2024one": {"models": ["p", {"id": "m", "derived_from": [third]}, {"id": "n", "derived_from": [own]}]}}
    (row,) = thin_evidence(small_atlas(taxonomy, works))
    assert (row.subject, row.evidence) == ("model:m derived_from model:p", ("Third party's summary",))


def test_a_recalled_captioner_is_thin(taxonomy: Taxonomy) -> None:
    made = {"id": "d", "derived_from": [{"model": "m", "basis": "recalled", "as": "captioner"}]}
    (row,) = thin_evidence(small_atlas(taxonomy, {"a2024one": {"models": ["m"], "datasets": [made]}}))
    assert (row.subject, row.evidence) == ("dataset:d produces model:m", ("Recalled",))


def test_all_unverified_origins_of_the_real_knowledge_base_are_there(atlas: Atlas) -> None:
    artifacts = [*atlas.models.values(), *atlas.datasets.values()]
    unverified = sum(origin.is_unverified for artifact in artifacts for origin in artifact.derived_from)
    assert len(thin_evidence(atlas, kind="origin")) == unverified


def test_rows_are_narrowed_by_kind_and_facets(facts_atlas: Atlas) -> None:
    everything = thin_evidence(facts_atlas)
    for kind in KINDS:
        rows = thin_evidence(facts_atlas, kind=kind)
        assert rows or kind == "unnoted", "nothing was noted when this one was frozen"
        assert rows == [row for row in everything if kind in row.kinds]
    of_work = thin_evidence(facts_atlas, Facets.of(work="chen2023sharegpt4v"))
    assert of_work == [row for row in everything if row.work == "chen2023sharegpt4v" and "origin" not in row.kinds]
    with pytest.raises(WrongUseError, match="no kind of thin evidence 'thin'"):
        thin_evidence(facts_atlas, kind="thin")
