"""Where sources differ about a work (DESIGN §3): the survey's text, its Table 2, the maintained list twice, and the paper.

Sources are compared at the survey's subsections: a node that the atlas added counts as the survey's node above it, since the
others cannot know it.  A source that says nothing of a work does not disagree.  Besides: every claim
in doubt; every note on a work that the survey cites; where the curator's paradigm is not the one that the graph shows; and
where the graph shows none, which is no contradiction but a chain that the claims lack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from codev.atlas import Atlas
from codev.model import EvidenceSource, JudgedParadigm, Scope, Work
from codev.query.answers.loops import derived_paradigms
from codev.query.questions import Parameter, Question
from codev.query.rows import AnswerRow, Words, columns
from codev.query.terms import find_term, find_work

KINDS: Mapping[str, tuple[str, str]] = {
    "classification": (
        "Sources classify differently",
        "Where the sources classify a work under different subsections. A source that says nothing is not counted.",
    ),
    "doubt": ("Claims in doubt", "Why a claim may be wrong, in its curator's words."),
    "note": ("Notes on what the survey cites", "Where the survey and a paper differ, and what else a curator should know."),
    "paradigm": ("Derived and judged paradigm differ", "The graph shows another paradigm than the curator judged."),
    "chain-missing": (
        "A judged paradigm without a chain",
        "The curator judged a paradigm, but the claims contain no chain that shows it: something is missing.",
    ),
}
"""The kinds of disagreement in the order of a page: heading and explanation."""

_KIND_NAMES = {kind: heading for kind, (heading, _) in KINDS.items()}

CLASSIFYING_SOURCES: Mapping[str, tuple[str, str]] = {
    "survey_text": ("Survey, text", "the survey's text"),
    "table2": ("Table 2", "Table 2"),
    "list_badges": ("List, badges", "the list's tags"),
    "list_sections": ("List, sections", "the list's sections"),
    "paper": ("The paper", "the paper"),
}
"""Whose word on the classification of a work each field of a row is: as a heading and in a sentence."""


@dataclass(frozen=True, slots=True)
class DisagreementRow(AnswerRow):
    """One thing about a work on which sources differ, or which is in doubt."""

    value_names: ClassVar[Words] = {"kind": _KIND_NAMES}
    columns = columns(
        "work",
        "kind",
        *(f"{field}={title}" for field, (title, _) in CLASSIFYING_SOURCES.items()),
        "text=what it is about",
        "claim",
    )

    work: str
    kind: str
    """Of `KINDS`."""
    survey_text: tuple[str, ...]
    """Subsections by the claims that rest on the survey's text."""
    table2: tuple[str, ...]
    """Subsections by the claims that rest on the survey's Table 2."""
    list_badges: tuple[str, ...]
    """Subsections by the tags of the maintained list."""
    list_sections: tuple[str, ...]
    """Subsections by the sections under which the maintained list files the work."""
    paper: tuple[str, ...]
    """Subsections by the claims that rest on the work itself: abstract, paper, dataset card."""
    claim: str | None
    """Of a doubt: the claim."""
    text: str
    """What is in doubt or noted, or where the sources differ, in words."""
    derived: str | None = None
    """Of a paradigm: what the graph shows; absent where the work has no chain of its own."""
    judged: str | None = None
    """Of a paradigm: the curator's judgement."""


@Question(
    name="disagreements",
    sentence="Where do the survey, its table, its list and the paper differ, and what is in doubt?",
    row=DisagreementRow,
    facets=("work",),
    one_value=True,
    parameters=(Parameter("kind", "Kind", "A kind of disagreement.", choices=_KIND_NAMES),),
    examples={"Sources classify differently": {"kind": "classification"}, "One work": {"work": "yu2023rlhfv"}},
    empty="No difference between the sources is recorded.",
)
def disagreements(atlas: Atlas, *, kind: str | None = None, work: str | None = None) -> list[DisagreementRow]:
    """Return where sources differ or are in doubt, by work.

    Args:
        atlas: The knowledge base.
        kind: Only one of `KINDS`.
        work: Only this work.

    Raises:
        WrongUseError: The kind or work is none.
    """
    wanted = find_term("kind of disagreement", kind, KINDS) if kind is not None else None
    key = find_work(atlas, work) if work is not None else None
    asked = frozenset(KINDS if wanted is None else [wanted])
    paradigms = derived_paradigms(atlas) if asked & {"paradigm", "chain-missing"} else {}
    rows: list[DisagreementRow] = []
    for each in [atlas.works[key]] if key is not None else atlas.works.values():
        if "classification" in asked:
            rows += _classification(atlas, each)
        if "doubt" in asked:
            rows += [_row(each, "doubt", claim.doubt, claim=claim.id) for claim in each.claims if claim.doubt is not None]
        # A note on an extended work cannot be about the survey, which does not know it.
        if "note" in asked and each.scope is not Scope.EXTENDED:
            rows += [_row(each, "note", note) for note in each.notes]
        if asked & {"paradigm", "chain-missing"}:
            rows += [row for row in _paradigm(each, paradigms.get(each.key)) if row.kind in asked]
    return rows


def classifications(atlas: Atlas, work: Work) -> dict[str, tuple[str, ...]]:
    """Return the subsections that each source gives a work, in the order of the tree.

    Args:
        atlas: The knowledge base.
        work: The work.

    Returns:
        ``survey_text``, ``table2``, ``list_badges``, ``list_sections`` and ``paper``; empty where a source says nothing.
    """
    found: dict[str, set[str | None]] = {name: set() for name in CLASSIFYING_SOURCES}
    for claim in work.claims:
        if claim.node in atlas.tree:
            for item in claim.evidence:
                if item.source in _SPEAKERS:
                    found[_SPEAKERS[item.source]].add(atlas.tree.survey_subsection_of(claim.node))
    listed = work.listed
    if listed is not None:
        at_section = {atlas.tree[node].section: node for node in atlas.tree.subsections}
        found["list_badges"] |= {atlas.tree.survey_subsection_of(badge) for badge in listed.badges if badge in atlas.tree}
        found["list_sections"] |= {at_section.get(section) for section in listed.sections}
    return {
        name: tuple(node for node in atlas.tree.subsections if node in nodes) if nodes else () for name, nodes in found.items()
    }


_SPEAKERS = {
    EvidenceSource.SURVEY: "survey_text",
    EvidenceSource.SURVEY_TABLE: "table2",
    **{source: "paper" for source in EvidenceSource if not (source.is_weak or source.is_of_survey)},
}
"""Whose word each kind of evidence is: what the makers wrote counts as the paper's.  The maintained list speaks by its tags and
sections; others and memory do not count."""


def _classification(atlas: Atlas, work: Work) -> list[DisagreementRow]:
    """Return the row of a work whose sources classify it differently."""
    found = classifications(atlas, work)
    speaking = {name: nodes for name, nodes in found.items() if nodes}
    if len(set(speaking.values())) < 2:
        return []
    everything = tuple(node for node in atlas.tree.subsections if any(node in nodes for nodes in speaking.values()))
    differing = [node for node in everything if not all(node in nodes for nodes in speaking.values())]
    parts = []
    for node in differing:
        having = ", ".join(CLASSIFYING_SOURCES[name][1] for name, nodes in speaking.items() if node in nodes)
        lacking = ", ".join(CLASSIFYING_SOURCES[name][1] for name, nodes in speaking.items() if node not in nodes)
        parts.append(f"{node}: {having}; not {lacking}")
    return [_row(work, "classification", ". ".join(parts) + ".", found=found)]


def _paradigm(work: Work, derived: str | None) -> list[DisagreementRow]:
    """Return the row of a work whose judged paradigm is not the one that its chains show, or that no chain shows."""
    judged = work.judged_paradigm
    if judged is None or judged.value == (derived or JudgedParadigm.NONE.value):
        return []
    if derived is None:
        text = f"The curator judged {judged.value}; no chain of the work's own claims shows it."
        return [_row(work, "chain-missing", text, judged=judged.value)]
    return [_row(work, "paradigm", f"The graph shows {derived}, the curator judged {judged.value}.", derived, judged.value)]


def _row(
    work: Work,
    kind: str,
    text: str,
    derived: str | None = None,
    judged: str | None = None,
    *,
    claim: str | None = None,
    found: dict[str, tuple[str, ...]] | None = None,
) -> DisagreementRow:
    """Return a row; what it does not speak of is empty."""
    sources = found or dict.fromkeys(CLASSIFYING_SOURCES, ())
    return DisagreementRow(
        work=work.key,
        kind=kind,
        survey_text=sources["survey_text"],
        table2=sources["table2"],
        list_badges=sources["list_badges"],
        list_sections=sources["list_sections"],
        paper=sources["paper"],
        claim=claim,
        text=text,
        derived=derived,
        judged=judged,
    )
