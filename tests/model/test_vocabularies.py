"""The table of vocabularies: every list of terms in the files of the vocabulary is in it, and stands where it says."""

from __future__ import annotations

from codev.model import TAXONOMY_FILES, Taxonomy
from codev.model.references import inner_records, references
from codev.model.taxonomy import Term
from codev.model.vocabularies import CAPABILITIES, VOCABULARIES, vocabularies_of
from codev.model.work import Work

NOT_TERMS = {"section", "work", "model", "dataset", "family"}
"""What fields refer to besides terms."""


def test_every_list_of_terms_is_a_vocabulary() -> None:
    listed = {
        (stem, name)
        for stem, file in TAXONOMY_FILES.items()
        for name, inner, _ in inner_records(file)
        if issubclass(inner, Term) or ("id" in inner.model_fields and stem not in ("artifacts", "rejected"))
    }
    assert {(each.stem, each.members) for each in VOCABULARIES.values()} == listed


def test_every_field_refers_to_what_there_is() -> None:
    for record in (Work, *TAXONOMY_FILES.values()):
        for each in references(record):
            assert vocabularies_of(each.to) or each.to in NOT_TERMS, each


def test_prefixes_and_lists_are_told_apart(taxonomy: Taxonomy) -> None:
    assert len({each.prefix for each in VOCABULARIES.values()}) == len({each.members for each in VOCABULARIES.values()})
    assert [each.name for each in vocabularies_of("capability")] == [each.name for each in CAPABILITIES.values()]
    for each in VOCABULARIES.values():
        assert list(each.terms(taxonomy)) == list(getattr(taxonomy, each.members))
    assert VOCABULARIES["stage"].names(taxonomy)["finetune"] == "Fine-tuning"
