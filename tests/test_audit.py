"""The audit of the pinned packages, with answers of pip-audit that are played."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from workflow_scripts import load_script

AUDIT = load_script("audit")
TODAY = dt.date(2026, 11, 30)
ROOT = Path(__file__).parent.parent


def package(*ids: str, aliases: tuple[str, ...] = (), mended: tuple[str, ...] = ("2.0",)) -> dict[str, Any]:
    """Return what pip-audit says of a package with some findings."""
    found = [{"id": each, "aliases": list(aliases), "fix_versions": list(mended), "description": "x"} for each in ids]
    return {"name": "frog", "version": "1.0", "vulns": found}


@pytest.mark.parametrize(
    ("packages", "allowed", "said"),
    [
        ([package()], {}, []),
        ([package("PYSEC-1")], {}, ["frog 1.0 has PYSEC-1, mended in 2.0"]),
        ([package("PYSEC-1", mended=())], {}, ["mended in no version yet"]),
        ([package("PYSEC-1", "PYSEC-2")], {"PYSEC-1": TODAY}, ["has PYSEC-2"]),
        ([package("PYSEC-1")], {"PYSEC-1": TODAY}, []),
        ([package("PYSEC-1", aliases=("CVE-1",))], {"CVE-1": TODAY}, []),
        ([package("PYSEC-1")], {"PYSEC-1": TODAY - dt.timedelta(1)}, ["the exception for PYSEC-1 ended on 2026-11-29"]),
        ([package()], {"PYSEC-1": TODAY - dt.timedelta(1)}, ["the exception for PYSEC-1 ended"]),
        ([{"name": "frog", "skip_reason": "not found"}], {}, ["frog was not looked at: not found"]),
    ],
    ids=["none", "one", "not mended", "another", "allowed", "alias", "expired", "expired and gone", "skipped"],
)
def test_what_is_wrong_is_told(packages: list[Any], allowed: dict[str, dt.date], said: list[str]) -> None:
    told = AUDIT.judge({"dependencies": packages}, allowed, TODAY)
    assert len(told) == len(said), told
    assert all(words in message for words, message in zip(said, told, strict=True))


@pytest.mark.parametrize("answer", [None, [], {}, {"dependencies": []}, {"dependencies": [{"name": "frog"}]}])
def test_an_answer_of_another_form_is_no_pass(answer: object) -> None:
    with pytest.raises(AUDIT.AuditError):
        AUDIT.judge(answer, {}, TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {id: A, why: B}", "is no exception"),
        ("- {id: A, why: '', until: 2026-12-01}", "is no exception"),
        ("- {id: A, why: B, until: soon}", "is no exception"),
        ("", "is no exception"),
        ("- {id: A, why: B, until: 2027-11-30}", "more than 180 days"),
        ("- &a {id: A, why: B, until: 2026-12-01}\n- *a", "twice"),
        ("- {", "no YAML"),
        ("- {id: A, why: B, until: 2026-02-31}", "no YAML"),
    ],
)
def test_a_list_that_is_wrong_is_refused(text: str, words: str) -> None:
    with pytest.raises(AUDIT.AuditError, match=words):
        AUDIT.read_allowed(text, TODAY)


def test_the_list_of_the_repository_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    written = AUDIT.read_allowed((ROOT / AUDIT.ALLOWED).read_text("utf-8"), dt.date.max - dt.timedelta(AUDIT.DAYS_MAX))
    day = min([TODAY, *written.values()])
    for answer, code in ((package(), 0), (package("PYSEC-1"), 1), ({}, 2)):
        monkeypatch.setattr(AUDIT, "ask", lambda answer=answer: {"dependencies": [answer]})
        monkeypatch.setattr(AUDIT, "DAYS_MAX", 100_000)
        assert AUDIT.main(day) == code, capsys.readouterr()
