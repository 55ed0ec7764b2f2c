"""The one canonical form: every file byte for byte, the quick way equal to the slow one, any data read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.model import Claim, Evidence, EvidenceSource, Work
from codev.store.layout import list_files
from codev.store.yaml_in import read_document
from codev.store.yaml_out import canonical_text, dump, dump_nodes, plain_data, record_type, schema_comment


def test_every_file_is_written_as_it_was_read(live_base: Path) -> None:
    for file in list_files(live_base):
        text = (live_base / file.path).read_text("utf-8")
        kind = record_type(file.kind, file.stem)
        assert kind is not None
        record = kind.model_validate(read_document(text).data, strict=False)
        assert canonical_text(record, file.kind, file.stem) == text, file.path


def test_nodes_are_written_like_records(live_base: Path) -> None:
    for file in list_files(live_base):
        text = (live_base / file.path).read_text("utf-8")
        kind = record_type(file.kind, file.stem)
        assert kind is not None
        assert schema_comment(file.kind, file.stem) + dump_nodes(read_document(text).root, kind) == text, file.path


def test_defaults_are_left_out_and_compact_records_stand_on_one_line() -> None:
    claim = Claim(
        id="liu2023visual.1",
        node="data-creator",
        stages=("finetune",),
        statement="A sentence: with a colon.",
        evidence=(Evidence(source=EvidenceSource.SURVEY, section="5.1"),),
    )
    assert dump(plain_data(claim)) == (
        "id: liu2023visual.1\nnode: data-creator\nstages: [finetune]\nstatement: 'A sentence: with a colon.'\n"
        "evidence:\n- {source: survey, section: '5.1'}\n"
    )


def test_text_that_looks_like_something_else_is_quoted() -> None:
    assert dump({"a": "2023", "b": 2023, "c": "true", "d": True, "e": "null", "f": "2026-11-25", "g": "no"}) == (
        "a: '2023'\nb: 2023\nc: 'true'\nd: true\ne: 'null'\nf: '2026-11-25'\ng: 'no'\n"
    )


def test_long_text_is_wrapped_and_long_items_stand_one_a_line() -> None:
    text = dump({"a": "word " * 60 + "end", "b": ["x" * 49, "y"], "c": ["x" * 48, "y"]})
    assert max(map(len, text.splitlines())) <= 120
    assert f"b:\n- {'x' * 49}\n- y\n" in text
    assert f"c: [{'x' * 48}, y]" in text


KEYS = st.text(min_size=1, max_size=12).filter(lambda key: key != "<<")
"""Any text may be a key but the merge key, which is refused."""

PLAIN = st.recursive(
    st.text(max_size=80) | st.integers(-(10**14), 10**14) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
"""What files can hold: text, whole numbers, true, false, nothing, and lists and mappings of them."""


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=5))
def test_any_data_are_written_and_read_back(data: dict[str, object]) -> None:
    text = dump(data)
    assert read_document(text).data == data
    assert dump(read_document(text).data) == text


@pytest.mark.parametrize("kind", [Work])
def test_a_new_entry_names_its_schema(kind: type[Work]) -> None:
    assert schema_comment("work", "x") == "# yaml-language-server: $schema=../../taxonomy/schema/work.schema.json\n"
    assert schema_comment("taxonomy", "nodes") == "# yaml-language-server: $schema=schema/nodes.schema.json\n"
    assert record_type("work", "anything") is kind
    assert record_type("taxonomy", "nothing-known") is None
