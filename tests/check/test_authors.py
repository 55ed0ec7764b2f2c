"""One author in two spellings: found where it is proven, and namesakes are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from codev.check.authors import author_spelling
from codev.check.base import Base, Entry
from codev.check.rule import rule_of
from codev.check.run import Report
from codev.model import Taxonomy
from codev.store.findings import Finding, Severity
from codev.store.summary import summarise_work
from small import small_atlas

GROUP = ("Anna Berg", "Carl Dahl", "Emma Falk")

CASES: list[tuple[str, Sequence[str], Sequence[str], list[tuple[str, str]]]] = [
    ("an initial", ["J. Smith", *GROUP], ["John Smith", *GROUP], [("J. Smith", "John Smith")]),
    ("initials joined by a hyphen", ["K.-H. Lai", *GROUP], ["Kwei-Herng Lai", *GROUP], [("K.-H. Lai", "Kwei-Herng Lai")]),
    ("a middle name", ["Issam H. Ek", *GROUP], ["Issam Hadj Ek", *GROUP], [("Issam H. Ek", "Issam Hadj Ek")]),
    ("a middle name left out", ["Tom Brown", *GROUP], ["Tom B. Brown", *GROUP], [("Tom Brown", "Tom B. Brown")]),
    ("a hyphen", ["Yugang Jiang", *GROUP], ["Yu-Gang Jiang", *GROUP], [("Yu-Gang Jiang", "Yugang Jiang")]),
    (
        "all by initials",
        ["J. Smith", "A. Berg", "C. Dahl", "E. Falk"],
        ["John Smith", *GROUP],
        [("J. Smith", "John Smith"), ("A. Berg", "Anna Berg"), ("C. Dahl", "Carl Dahl"), ("E. Falk", "Emma Falk")],
    ),
    ("accents and capitals, without any other author", ["Jose Diaz"], ["José DÍAZ"], [("Jose Diaz", "José DÍAZ")]),
    ("a full point", ["John R Smith"], ["John R. Smith"], [("John R Smith", "John R. Smith")]),
    ("namesakes by initial", ["J. Smith", "Ida Ek"], ["John Smith", *GROUP], []),
    ("too few in common", ["J. Smith", *GROUP[:2]], ["John Smith", *GROUP[:2]], []),
    ("half of the others is too few", ["J. Smith", *GROUP, "A A", "B B", "C C"], ["Jo Smith", *GROUP, "D D", "E E", "F F"], []),
    ("a hyphen, and nobody else in common", ["Bo-Wen Zhang", "Ida Ek"], ["Bowen Zhang", *GROUP], []),
    ("another given name", ["Jane Smith", *GROUP], ["John Smith", *GROUP], []),
    ("another initial", ["K. Smith", *GROUP], ["John Smith", *GROUP], []),
    ("part of a name with a hyphen", ["Wei Huang", *GROUP], ["Wei-Ping Huang", *GROUP], []),
    ("another middle name", ["Li A. Ek", *GROUP], ["Li B. Ek", *GROUP], []),
    ("they wrote a paper together", ["J. Smith", "John Smith", *GROUP], ["John Smith", *GROUP], []),
    ("a name of one word", ["XingYu", *GROUP], ["Xing Yu", *GROUP], []),
    ("another script", ["张伟", *GROUP], ["张 伟", *GROUP], []),
]


@pytest.mark.parametrize(("authors", "others", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_spellings(taxonomy: Taxonomy, authors: Sequence[str], others: Sequence[str], expected: list[tuple[str, str]]) -> None:
    for first, second in ((authors, others), (others, authors)):
        base = base_of(taxonomy, first, second)
        found = sorted(author_spelling(base), key=lambda each: each.location)
        written = {entry.path: entry.work.authors for entry in base.entries}
        assert [written[each.path][int(each.location[1])] for each in found] == [rare for rare, _ in expected]
        for each, (rare, usual) in zip(found, expected, strict=True):
            assert repr(rare) in each.message
            assert repr(usual) in each.message
            assert each.fix == f"write {usual!r} in both where it is one person"


def test_the_proof_is_told(taxonomy: Taxonomy) -> None:
    (problem,) = author_spelling(base_of(taxonomy, ["J. Smith", *GROUP], ["Ida Ek", "John Smith", *GROUP]))
    assert problem.path == "papers/2024/w2024a.yaml"
    assert problem.message == "'J. Smith' is 'John Smith' in papers/2024/w2024b.yaml, with 3 of the other authors"


def test_a_notice_alone_does_not_make_the_check_fail() -> None:
    severity = rule_of("author-spelling").severity
    notice = Finding("papers/2024/a.yaml", 1, 1, "author-spelling", severity, "m", "f")
    error = Finding("papers/2024/a.yaml", 1, 1, "unknown-term", Severity.ERROR, "m", "f")
    assert severity is Severity.NOTICE
    assert not Report((notice,), 1).fails
    assert Report((notice, error), 1).fails


def base_of(taxonomy: Taxonomy, *lists: Sequence[str]) -> Base:
    """Return works by these authors as the rules see them."""
    works = {f"w2024{letter}": {"authors": list(authors)} for letter, authors in zip("abc", lists, strict=False)}
    made = small_atlas(taxonomy, works)
    entries = tuple(Entry(f"papers/2024/{key}.yaml", summarise_work(work)) for key, work in made.works.items())
    return Base(Path("nowhere"), entries, taxonomy, frozenset(), frozenset())
