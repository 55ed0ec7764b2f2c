"""An issue that was filed with the form "Add a paper", to a citation and a claim.

GitHub writes the answers under one heading a question.  The text is a stranger's: it is read as data, never run, and an answer
that itself holds headings cannot pass for another question, since of each question only the first heading counts, in order.
The questions here and those of ``.github/ISSUE_TEMPLATE/add-paper.yml`` are held together by tests/test_workflows.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from codev.bib.read.bibtex import read_bibtex
from codev.bib.read.citation import Citation, clean_url, one_line
from codev.contribute.claim import ClaimAnswers, Introduced
from codev.errors import WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.limits.texts import ABSTRACT_CHARACTERS_MAX, ISSUE_CHARACTERS_MAX

QUESTIONS: Mapping[str, str] = {
    "bibtex": "BibTeX",
    "arxiv": "arXiv id",
    "doi": "DOI",
    "abstract": "Abstract",
    "models": "Models that the paper introduces",
    "datasets": "Datasets that the paper introduces",
    "code": "Address of the code",
    "node": "Taxonomy node",
    "statement": "Statement",
    "evidence": "What did you read?",
    "where": "Where in it?",
    "stages": "Stages",
    "capabilities": "Capabilities",
    "modalities": "Modalities",
    "claim_models": "Models of the claim",
    "claim_datasets": "Datasets of the claim",
    "claim_input_datasets": "Datasets that the model works on",
    "inferred": "Fields that what you read does not say",
    "doubt": "Doubts",
}
"""The form's questions by the id of their field, in the form's order."""

_EMPTY = ("_No response_", "None", "")


@dataclass(frozen=True, slots=True)
class IssueForm:
    """What a filed form says.

    Attributes:
        citation: What it says of the work, empty where an id leads to all of it.
        introduced: What the work introduces.
        claim: The claim, empty where none was made.
        links: Addresses besides the work's own.
        notes: What could not be used, one sentence each.
    """

    citation: Citation
    introduced: Introduced
    claim: ClaimAnswers
    links: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read_issue(text: str) -> IssueForm:
    """Return what an issue says.

    Args:
        text: The issue's text as GitHub stores it.

    Raises:
        WrongUseError: It was not filed with the form, or names no work.
    """
    answers = read_answers(text)
    citation, notes = _citation(answers)
    if not (citation.title or citation.arxiv or citation.doi):
        raise WrongUseError("the issue names no work", "fill in BibTeX, an arXiv id or a DOI")
    code = clean_url(answers.get("code", ""))
    return IssueForm(
        citation=citation,
        introduced=Introduced(_listed(answers, "models"), _listed(answers, "datasets")),
        claim=ClaimAnswers(
            node=one_line(answers.get("node", "")),
            statement=one_line(answers.get("statement", "")),
            evidence=one_line(answers.get("evidence", "")),
            where=one_line(answers.get("where", "")),
            stages=_listed(answers, "stages"),
            capabilities=_listed(answers, "capabilities"),
            modalities=_listed(answers, "modalities"),
            models=_listed(answers, "claim_models"),
            datasets=_listed(answers, "claim_datasets"),
            input_datasets=_listed(answers, "claim_input_datasets"),
            inferred=_listed(answers, "inferred"),
            doubt=one_line(answers.get("doubt", "")),
        ),
        links={"code": code} if code else {},
        notes=notes,
    )


def read_answers(text: str) -> dict[str, str]:
    """Return the form's answers by the id of their field; unanswered questions are left out.

    Args:
        text: The issue's text as GitHub stores it.

    Raises:
        WrongUseError: The text is too long, or holds none of the form's questions.
    """
    if len(text) > ISSUE_CHARACTERS_MAX:
        raise WrongUseError(f"the issue has more than {ISSUE_CHARACTERS_MAX:,} characters", "shorten it")
    order = list(QUESTIONS)
    by_label = {label: name for name, label in QUESTIONS.items()}
    answers: dict[str, list[str]] = {}
    current: str | None = None
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        name = by_label.get(line[4:].rstrip()) if line.startswith("### ") and not fence else None
        # The form asks in a fixed order: a heading that would go back is part of an answer.
        if name is not None and (current is None or order.index(name) > order.index(current)):
            current = name
            answers[name] = []
            continue
        if marks := re.match(r"(`{3,}|~{3,})", line):
            fence = "" if fence and marks.group(1).startswith(fence) else (fence or marks.group(1))
        if current is not None:
            answers[current].append(line)
    if not answers:
        raise WrongUseError("the issue was not filed with the form 'Add a paper'", "file it anew with the form")
    joined = {name: _unfenced("\n".join(lines).strip()) for name, lines in answers.items()}
    return {name: answer for name, answer in joined.items() if answer not in _EMPTY}


def _unfenced(answer: str) -> str:
    """Return an answer without the fence of code that GitHub puts around one that is rendered as code."""
    found = re.fullmatch(r"(`{3,80})[a-z]*\n(.*?)\n?\1", answer, re.DOTALL)
    return found.group(2).strip() if found else answer


def _listed(answers: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the items of an answer that is a list: by comma, by line, or checked boxes."""
    answer = answers.get(name, "")
    boxes = re.findall(r"^- \[[xX]\] (.+)$", answer, re.MULTILINE)
    pieces = boxes if boxes or re.search(r"^- \[ \] ", answer, re.MULTILINE) else re.split(r"[,;\n]", answer)
    # A choice is shown as "finetune: Fine-tuning"; what stands before the colon is the id.
    items = (
        one_line(piece.removeprefix("- ").split(": ")[0] if name in ("stages", "capabilities") else piece) for piece in pieces
    )
    return tuple(dict.fromkeys(item for item in items if item))


def _citation(answers: Mapping[str, str]) -> tuple[Citation, tuple[str, ...]]:
    """Return what the form says of the work, and what of it could not be used."""
    citation = Citation(source="form")
    notes: tuple[str, ...] = ()
    arxiv, doi = find_arxiv(answers.get("arxiv", "")), find_doi(answers.get("doi", ""))
    if bibtex := answers.get("bibtex"):
        file = read_bibtex(bibtex)
        works = [entry for entry in file.entries if entry.is_work]
        if len(works) == 1:
            citation = works[0].citation
        else:
            reason = file.broken[0].reason if file.broken else f"it holds {len(works)} entries"
            arxiv = arxiv or find_arxiv(bibtex)
            # An id says it all; people write a plain reference, or a link, into the field above it.
            if not (arxiv or doi):
                raise WrongUseError(
                    f"the issue's BibTeX cannot be used: {reason}", "give one complete entry, or an arXiv id or DOI"
                )
            notes = (f"the text under BibTeX was ignored: {reason}",)
    given = Citation(
        arxiv=arxiv,
        doi=doi,
        abstract=one_line(answers.get("abstract", ""))[:ABSTRACT_CHARACTERS_MAX] or None,
        source="form",
    )
    return replace(citation.filled_from(given), venue=citation.venue or ("arXiv" if given.arxiv else None)), notes
