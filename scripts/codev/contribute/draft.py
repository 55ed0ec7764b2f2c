"""A citation to a new entry: the canonical text, where it belongs, and what a person still has to fill in.

Only what a source says becomes data.  Proposals go into the entry as comments that can be uncommented, every proposed field
listed in ``inferred``; a claim is written only where a person gave its statement and what it rests on.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codev.atlas import Atlas
from codev.bib.names import split_listed
from codev.bib.read.citation import Citation
from codev.bib.read.names import key_name
from codev.check.fix import FIXED_CODES
from codev.check.works import check_work
from codev.contribute.propose import Proposals
from codev.errors import WrongUseError
from codev.ids import ArtifactKind, is_work_key, make_work_key, slugify
from codev.model import Work
from codev.store.examine import examine_bytes
from codev.store.findings import Finding
from codev.store.layout import SourceFile, work_path
from codev.store.yaml_out import canonical_text, dump

_PROPOSED_FIELDS = ("stages", "capabilities", "modalities", "models", "datasets")


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry, not yet written.

    Attributes:
        work: What it holds.
        path: Where it belongs, relative to the root.
        text: Its canonical text, with the proposals as comments.
        left: What a person still has to do, one sentence each.
        findings: What the check will find in it by itself.
    """

    work: Work
    path: str
    text: str
    left: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def make_draft(
    atlas: Atlas,
    citation: Citation,
    *,
    added: str,
    proposals: Proposals | None = None,
    claims: Sequence[Mapping[str, Any]] = (),
    introduces: Mapping[str, Any] | None = None,
    declared: Sequence[tuple[ArtifactKind, str]] = (),
    links: Mapping[str, str] | None = None,
    key: str | None = None,
    taken: Container[str] = (),
) -> Draft:
    """Return the entry of a work that is not known yet.

    Args:
        atlas: The knowledge base.
        citation: What a bibliography says of the work.
        added: The day of today, as ISO 8601.
        proposals: What its classification may be.
        claims: Claims that a person made, as plain data without ids.
        introduces: Models and datasets that a person says it introduces, as plain data.
        declared: Those of them that are declared in ``taxonomy/artifacts.yaml`` already, by kind and id.
        links: Code, project page and the like, as plain data.
        key: The key to use instead of the one that follows from author, year and title.
        taken: Keys that are in use besides those of the knowledge base.

    Raises:
        WrongUseError: Title, authors or year are missing, or a value does not fit the model.
    """
    year = require_complete(citation)
    if key is not None and not is_work_key(key):
        raise WrongUseError(f"{key!r} is not a work key", "write it like wu2023nextgpt: family name, year, first word")
    if key is not None and (key in atlas.works or key in taken):
        raise WrongUseError(f"the key {key} is taken", "choose another one, or leave --key out")
    family = citation.family or key_name(split_listed(citation.authors, citation.family_names)[0])
    made = key or make_work_key(family, year, citation.title, _Taken(atlas, taken))
    data = _plain_entry(citation, made, added, claims) | _given(introduces=introduces, links=links)
    path = work_path(made, year)
    work, findings = _validated(data, path)
    text = canonical_text(work, "work", made)
    if not claims and proposals is not None:
        # 'added' is the last line of an entry; comments above it stay there when the file is rewritten.
        above, line, below = text.rpartition("\nadded: ")
        text = above + "\n" + "\n".join(_guidance(made, citation, proposals)) + line + below
    return Draft(work, path, text, _left(work, citation, proposals, declared, findings), findings)


def require_complete(citation: Citation) -> int:
    """Return the year of first publication of a citation that says what an entry needs.

    Args:
        citation: What a bibliography says of the work.

    Raises:
        WrongUseError: Title, authors or year are missing.
    """
    if citation.lacking or citation.first_year is None:
        raise WrongUseError(f"the citation has no {' and no '.join(citation.lacking)}", "add what is missing, and try again")
    return citation.first_year


class _Taken:
    """The keys of a knowledge base and others besides."""

    def __init__(self, atlas: Atlas, others: Container[str]) -> None:
        self._atlas = atlas
        self._others = others

    def __contains__(self, key: object) -> bool:
        """Return whether a key is in use."""
        return key in self._atlas.works or key in self._others


def _plain_entry(citation: Citation, key: str, added: str, claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return an entry as plain data, what is absent left out."""
    data: dict[str, Any] = {
        "key": key,
        "title": citation.title,
        "authors": list(citation.authors),
        "family_names": list(citation.family_names) or None,
        "et_al": citation.et_al or None,
        "year": citation.first_year,
        "venue": citation.venue,
        "venue_year": citation.venue_year,
        "volume": citation.volume if citation.venue else None,
        "number": citation.number if citation.venue else None,
        "pages": citation.pages,
        "arxiv": citation.arxiv,
        "arxiv_from": "looked-up" if citation.arxiv and citation.seen_at else None,
        "doi": citation.doi,
        "url": None if citation.arxiv or citation.doi else citation.url,
        "scope": "extended",
        "seen_at": citation.seen_at,
        "claims": [{"id": f"{key}.{number}", **claim} for number, claim in enumerate(claims, 1)] or None,
        "added": added,
    }
    return _given(**data)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _validated(data: dict[str, Any], path: str) -> tuple[Work, tuple[Finding, ...]]:
    """Return an entry as a record, and what the check finds in it but for its form, which is not final yet.

    Raises:
        WrongUseError: A value does not fit; the message is that of the check.
    """
    examined = examine_bytes(SourceFile(path, "work"), dump(data).encode(), check_work)
    if not examined.data:
        first = examined.findings[0]
        raise WrongUseError(first.message, first.fix)
    found = tuple(finding for finding in examined.findings if finding.code not in FIXED_CODES)
    return Work.model_validate_json(examined.data), found


def _guidance(key: str, citation: Citation, proposals: Proposals) -> list[str]:
    """Return the lines of comment that propose a classification; why is said on the terminal, and by ``codev suggest``.

    A line that begins with ``##`` stays a comment when an editor uncomments the block.
    """
    said = [
        "## Proposed by codev: uncomment, correct against the paper, write the statement, delete these lines (CONTRIBUTING)."
    ]
    others = ", ".join(node.leaf for node in proposals.nodes[1:])
    said += [f"## Other nodes that may fit: {others}."] if others else []
    block: dict[str, Any] = {}
    if proposals.new_name:
        new = {"id": slugify(proposals.new_name), "name": proposals.new_name}
        if proposals.new_kind == "dataset":
            said.append("## What the work introduces. Complete or delete these lines.")
            block["introduces"] = {"datasets": [new]}
        else:
            # Only a person can tell what it is: a wrong guess that is uncommented in passing would pass the check.
            either = dump({"introduces": {"models": [new], "datasets": [new]}}).splitlines()
            said += ["## If it is new, uncomment the lines that apply, and name it in the claim:"]
            said += [f"## {line}" for line in either]
    block["claims"] = [_proposed_claim(key, citation, proposals)]
    return [*said, *(f"# {line}".rstrip() for line in dump(block).splitlines())]


def _proposed_claim(key: str, citation: Citation, proposals: Proposals) -> dict[str, Any]:
    """Return a claim to be completed: its statement is empty, and its evidence too unless an abstract was read."""
    terms = {name: [proposal.id for proposal in getattr(proposals, name)] for name in _PROPOSED_FIELDS}
    if proposals.new_kind == "dataset":
        terms["datasets"].append(slugify(proposals.new_name))
    claim: dict[str, Any] = {"id": f"{key}.1", "node": proposals.nodes[0].leaf if proposals.nodes else ""}
    claim |= {name: ids for name, ids in terms.items() if ids}
    claim["statement"] = ""
    claim["evidence"] = [{"source": "abstract" if citation.abstract else ""}]
    claim["inferred"] = ["node", *(name for name, ids in terms.items() if ids)]
    return claim


def _left(
    work: Work,
    citation: Citation,
    proposals: Proposals | None,
    declared: Sequence[tuple[ArtifactKind, str]],
    findings: Iterable[Finding],
) -> tuple[str, ...]:
    """Return what a person still has to do."""
    left = [*citation.remarks, *(f"{finding.message}: {finding.fix}" for finding in findings)]
    if not work.claims:
        hint = "uncomment the proposed claim in the file and write its statement" if proposals else "write its claims"
        left.append(f"the work is not classified: {hint}")
    for kind, artifact_id in declared or (proposals.declared if proposals else ()):
        asked = "" if declared else "if the work introduces it, "
        moved = f"{asked}'codev merge work:{work.key} {kind}:{artifact_id}' moves it under the work"
        left.append(f"taxonomy/artifacts.yaml declares the {kind} {artifact_id}: {moved}")
    if work.arxiv is None and work.venue not in (None, "arXiv"):
        left.append(
            "no arXiv id was given: if a preprint came first, delete the file and add it anew with --arxiv ID,"
            " since year and key follow from it"
        )
    if _is_in_lower_case(work.title):
        left.append("the title has no capitals, as Google Scholar writes titles: give it those of the paper")
    if work.venue is None:
        left.append("the venue is not known: write 'venue: …' where it is published")
    if work.et_al:
        left.append("the list of authors ends in et al.: complete it and delete 'et_al: true'")
    if any(len(name.split()[0].rstrip(".")) == 1 for name in work.authors if " " in name):
        left.append("some authors have initials only: write given names in full where the paper does")
    return tuple(dict.fromkeys(left))


def _is_in_lower_case(title: str) -> bool:
    """Return whether only the first word of a longer title, and of what follows its colon, begins with a capital."""
    words = title.replace(": ", ":").split(" ")[1:]
    return len(words) >= 3 and not any(letter.isupper() for word in words for letter in word.partition(":")[0])
