"""Evidence recorded on claims: what it states is inferred no longer, items are completed, and all or nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from codev.contribute.evidence import record, rows_of
from codev.errors import CodevError, WrongUseError
from codev.model import Claim
from copied import new_findings

FIRST, FOURTH = "liu2023visual.1", "liu2023visual.4"
CHECKED = {"by": "A. Curator", "date": "2026-11-29", "against": ["abstract"]}


def recorded(base: Path, *objects: dict[str, Any], claim: str = FIRST) -> Claim:
    """Return a claim after something is recorded in a copy."""
    here = Atlas.load(base)
    record(here, rows_of(objects)).write(base)
    assert new_findings(base) == []
    return Atlas.load(base).claims[claim]


def evidence_of(claim: Claim) -> list[dict[str, Any]]:
    """Return a claim's evidence as plain data."""
    return [json.loads(each.model_dump_json(exclude_defaults=True)) for each in claim.evidence]


def test_evidence_is_added_after_what_is_there(base: Path) -> None:
    row = {"claim": FIRST, "source": "project-page", "url": "https://llava-vl.github.io", "version": None, "states": ["models"]}
    assert evidence_of(recorded(base, row)) == [
        {"source": "survey", "section": "3.1.1"},
        {"source": "project-page", "states": ["models"], "url": "https://llava-vl.github.io"},
    ]


STATED: list[tuple[list[str], str, tuple[str, ...]]] = [
    # What is stated and by what, of a claim that infers datasets and input_datasets; what is inferred then.
    (["datasets"], "abstract", ("input_datasets",)),
    (["datasets.cc3m-595k"], "abstract", ("input_datasets",)),
    (["datasets.CC-595K"], "abstract", ("input_datasets",)),  # another name of the dataset
    (["datasets", "input_datasets.cc3m"], "abstract", ()),
    (["models"], "abstract", ("datasets", "input_datasets")),
    (["datasets"], "third-party-summary", ("datasets", "input_datasets")),  # proves nothing by itself
]


@pytest.mark.parametrize(("states", "source", "left"), STATED)
def test_what_is_stated_is_inferred_no_longer(base: Path, states: list[str], source: str, left: tuple[str, ...]) -> None:
    assert recorded(base, {"claim": FIRST, "source": source, "states": states}).inferred == left


def test_the_other_values_of_a_field_stay_inferred_one_by_one(base: Path) -> None:
    claim = recorded(base, {"claim": FOURTH, "source": "abstract", "states": ["capabilities.captioning"]}, claim=FOURTH)
    assert claim.inferred == ("stages", "capabilities.rewriting", "datasets", "statement", "input_datasets")
    again = recorded(base, {"claim": FOURTH, "source": "abstract", "states": ["capabilities.rewriting"]}, claim=FOURTH)
    assert again.inferred == ("stages", "datasets", "statement", "input_datasets")
    assert again.evidence[-1].states == ("capabilities.captioning", "capabilities.rewriting")


def test_an_item_that_is_there_is_completed(base: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"claim": FIRST, "source": "abstract", "states": ["models"]},
        {
            "claim": FIRST,
            "source": "abstract",
            "version": "v2",
            "url": "https://arxiv.org/abs/2304.08485v2",
            "states": ["stages"],
        },
        {"claim": FIRST, "source": "abstract", "version": "v3"},
    ]
    assert evidence_of(recorded(base, *rows))[1:] == [
        {"source": "abstract", "version": "v2", "states": ["models", "stages"], "url": "https://arxiv.org/abs/2304.08485v2"},
        {"source": "abstract", "version": "v3"},
    ]


def test_a_page_whose_address_was_not_written_down_gets_it(base: Path) -> None:
    where = "the page seen on 2026-11-29; its address was not written down"
    recorded(base, {"claim": FIRST, "source": "model-card", "where": where})
    claim = recorded(base, {"claim": FIRST, "source": "model-card", "url": "https://huggingface.co/a/b"})
    assert evidence_of(claim)[1:] == [{"source": "model-card", "url": "https://huggingface.co/a/b"}]


def test_a_check_is_signed_once(base: Path) -> None:
    row = {"claim": FIRST, "source": "abstract", "checked": CHECKED}
    claim = recorded(base, row, row)
    assert [each.describe() for each in claim.checked] == ["A. Curator, 2026-11-29: Abstract"]


def test_what_no_evidence_states_is_inferred(base: Path) -> None:
    claim = recorded(base, {"claim": FIRST, "infers": ["models.LLaVA", "stages"]})
    assert claim.inferred == ("datasets", "input_datasets", "models.llava", "stages")


def test_a_line_of_a_ledger_is_a_row(base: Path) -> None:
    line = {"verdict": "right", "node": "arguable", "not_stated": ["models"], "why": "short", "version": None}
    rows = [
        {**line, "claim": FIRST, "stated": ["node", "datasets"], "source": "abstract", "url": "https://a.org/b"},
        {**line, "claim": FOURTH, "verdict": "not comparable", "stated": ["models"], "source": "abstract"},
    ]
    claim = recorded(base, *rows)
    assert claim.evidence[-1].states == ("datasets",)  # of a node that does not fit, the ledger says nothing
    assert len(Atlas.load(base).claims[FOURTH].evidence) == 1


def test_parts_under_both_names_are_one_list_without_repeats() -> None:
    (row,) = rows_of([{"claim": FIRST, "source": "abstract", "states": ["datasets", "models"], "stated": ["models", "node"]}])
    assert row.evidence is not None
    assert row.evidence.states == ("datasets", "models", "node")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"claim": "liu2023visual.99", "source": "abstract"}, "no claim 'liu2023visual.99'"),
    ({"claim": FIRST, "source": "abstract", "states": ["models.clip"]}, "has no models.clip"),
    ({"claim": FIRST, "infers": ["acquired_from.web"]}, "has no acquired_from.web"),
    ({"claim": FIRST, "source": "abstracts"}, "row 1: evidence.source"),
    ({"claim": json.loads("[" * 400 + "]" * 400)}, "row 1: invalid json"),
    ({"claim": FIRST, "source": "abstract", "states": 3}, "row 1: evidence.states"),
    ({"claim": FIRST, "source": "abstract", "stated": [["node"]]}, "row 1: evidence.states"),
    ({"claim": FIRST, "source": "abstract", "states": "node", "node": "other"}, "row 1: evidence.states"),
    ({"claim": FIRST, "source": "abstract", "colour": "red"}, "row 1: colour"),
    ({"claim": FIRST, "source": "abstract", "section": "3.1"}, "'section' is for source 'survey'"),
    ({"claim": FIRST, "checked": {"by": "A"}}, "row 1: checked.date"),
    ({"claim": FIRST, "source": "paper"}, "does not say where"),
    ({"claim": FIRST, "checked": CHECKED}, "not among its evidence"),
    ({"claim": "clark2026molmo2.1", "source": "survey", "section": "3.1"}, "no evidence in the survey"),
]


@pytest.mark.parametrize(("row", "message"), REFUSED)
def test_what_is_wrong_is_refused_and_nothing_is_written(base: Path, row: dict[str, Any], message: str) -> None:
    before = {path: path.read_bytes() for path in base.rglob("*.yaml")}
    good = {"claim": FOURTH, "source": "abstract", "states": ["models"]}
    with pytest.raises(WrongUseError, match=message):
        record(Atlas.load(base), rows_of([row, good])).write(base)
    assert {path: path.read_bytes() for path in base.rglob("*.yaml")} == before


def test_what_names_nothing_is_passed_over_where_asked_for(base: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"claim": "liu2023visual.99", "source": "abstract"},
        {"claim": FIRST, "source": "abstract", "states": ["models.clip", "models"]},
        {"claim": FIRST, "source": "abstract", "url": "javascript:alert(1)"},
    ]
    told: list[str] = []
    plan = record(Atlas.load(base), rows_of(rows, told), told)
    assert plan.remarks == (
        "row 3: evidence.url: does not have the right form",
        "there is no claim liu2023visual.99",
        f"{FIRST} has no models.clip",
    )
    plan.write(base)
    assert Atlas.load(base).claims[FIRST].evidence[-1].states == ("models",)


def run(base: Path, *arguments: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it printed."""
    done = CliRunner().invoke(main, ["evidence", *arguments, "--root", str(base)])
    if isinstance(done.exception, CodevError):
        return done.exception.exit_code, str(done.exception)
    return done.exit_code, done.output


def test_the_command_shows_what_it_would_do_and_does_it(base: Path) -> None:
    arguments = [FIRST, "liu2023visual.2", "--source", "abstract", "--clears", "datasets", "--checked-by", "A. Curator"]
    code, shown = run(base, *arguments, "--date", "2026-11-29", "--dry-run")
    assert code == 0
    assert "+  - {source: abstract, states: [datasets]}" in shown.splitlines()
    assert "+  - {by: A. Curator, date: '2026-11-29', against: [abstract]}" in shown.splitlines()
    assert not Atlas.load(base).claims[FIRST].checked
    assert run(base, *arguments)[0] == 0
    after = Atlas.load(base).claims
    assert [(after[each].inferred, len(after[each].checked)) for each in (FIRST, "liu2023visual.2")] == [
        (("input_datasets",), 1),
        (("statement",), 1),
    ]


def test_the_command_takes_a_file(base: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps({"claim": each, "source": "abstract"}) + "\n\n" for each in (FIRST, FOURTH)), "utf-8")
    assert run(base, "--from", str(file))[0] == 0
    assert [len(Atlas.load(base).claims[each].evidence) for each in (FIRST, FOURTH)] == [2, 2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name claims"),
        ([FIRST], "nothing to record"),
        ([FIRST, "--against", "abstract"], "needs somebody"),
        ([FIRST, "--checked-by", "A"], "checked.against"),
    ],
)
def test_the_command_says_what_is_missing(base: Path, arguments: list[str], message: str) -> None:
    code, said = run(base, *arguments)
    assert (code, message in said) == (2, True)
