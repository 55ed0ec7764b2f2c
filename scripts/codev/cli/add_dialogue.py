"""The questions that ``codev add`` asks on a terminal: which work, and how it is classified.

Every question shows what an empty answer means; a term that is not known is asked for again with the nearest ones.
"""

from __future__ import annotations

import re
from dataclasses import replace

import click

from codev.atlas import Atlas
from codev.bib.bibtex_fields_in import citation_of
from codev.bib.citation_in import Citation, clean_arxiv, clean_doi
from codev.contribute.claim import ClaimAnswers, Introduced, claim_data
from codev.contribute.propose import Proposal, Proposals
from codev.errors import CodevError

_LISTS = ("stages", "capabilities", "modalities", "models", "datasets")
_SOURCES = ("abstract", "paper", "dataset-card", "third-party-summary", "recalled")


def ask_citation() -> tuple[str, Citation | None]:
    """Ask which work is meant.

    Returns:
        An arXiv id or DOI, or nothing and what the person typed of the work.
    """
    click.echo("Which work?  An arXiv id or address, a DOI, or nothing to type it in.", err=True)
    named = click.prompt("arXiv id or DOI", default="", show_default=False, err=True).strip()
    if clean_arxiv(named) or clean_doi(named):
        return named, None
    title = named or click.prompt("Title", err=True)
    fields = {
        "title": title,
        "author": " and ".join(re.split(r"\s*[,;]\s*|\s+and\s+", click.prompt("Authors, with commas between", err=True))),
        "year": click.prompt("Year of first publication", err=True),
        "journal": click.prompt("Venue, such as CVPR", default="", show_default=False, err=True),
        "url": click.prompt("Address", default="", show_default=False, err=True),
    }
    return "", citation_of("misc", {name: value for name, value in fields.items() if value})


def ask_claim(
    atlas: Atlas, citation: Citation, proposals: Proposals, introduced: Introduced
) -> tuple[ClaimAnswers, Introduced]:
    """Ask how a work is classified.

    Args:
        atlas: The knowledge base.
        citation: The work.
        proposals: What its classification may be.
        introduced: What is known of what it introduces.

    Returns:
        The claim, empty where the person leaves it for later, and what the work introduces.
    """
    click.echo(f"\n{citation.title}\n  {', '.join(citation.authors[:4])}{' …' if len(citation.authors) > 4 else ''}", err=True)
    for number, node in enumerate(proposals.nodes, 1):
        click.echo(f"  {number}. {node.leaf}: {atlas.tree[node.leaf].definition}", err=True)
    click.echo("A number, the id of another node, or nothing to classify the work later in the file.", err=True)
    while True:
        node_id = click.prompt("Node", default="", show_default=False, err=True).strip()
        if not node_id:
            return ClaimAnswers(), introduced
        if node_id.isdigit() and 1 <= int(node_id) <= len(proposals.nodes):
            node_id = proposals.nodes[int(node_id) - 1].leaf
        new = _ask_new(proposals, introduced)
        answers = _ask_fields(node_id, citation, proposals)
        try:
            claim_data(atlas, answers, new)
        except CodevError as error:
            click.echo(f"  {error}; once more", err=True)
            continue
        return answers, new


def _ask_new(proposals: Proposals, introduced: Introduced) -> Introduced:
    """Ask what the work introduces, where the title gives something a name."""
    if not proposals.new_name or introduced.as_data():
        return introduced
    kinds = click.Choice(["model", "dataset", "both", "neither"])
    kind = click.prompt(f"Is {proposals.new_name} a new model or dataset?", type=kinds, default="neither", err=True)
    names = (proposals.new_name,)
    return Introduced(names if kind in ("model", "both") else (), names if kind in ("dataset", "both") else ())


def _ask_fields(node_id: str, citation: Citation, proposals: Proposals) -> ClaimAnswers:
    """Ask for the fields of a claim; an empty answer takes what is proposed, '-' nothing."""
    statement = click.prompt("Statement: one sentence that can be checked, in your own words", err=True)
    default = "abstract" if citation.abstract else "paper"
    evidence = click.prompt("What did you read for it?", type=click.Choice(_SOURCES), default=default, err=True)
    where = "" if evidence in ("abstract", "recalled") else click.prompt("Where in it, such as Section 3.2", err=True)
    click.echo("An empty answer takes what stands in brackets; - takes nothing.", err=True)
    answers = ClaimAnswers(
        node=node_id,
        statement=statement,
        evidence=evidence,
        where=where,
        stages=_ask_list("Stages", proposals.stages),
        capabilities=_ask_list("Capabilities", proposals.capabilities),
        modalities=_ask_list("Modalities", proposals.modalities),
        models=_ask_list("Models", proposals.models),
        datasets=_ask_list("Datasets", proposals.datasets),
    )
    filled = [Proposal(name, "") for name in _LISTS if getattr(answers, name)]
    return replace(answers, inferred=_ask_list(f"Which of these does the {evidence} not say?", tuple(filled)))


def _ask_list(question: str, proposed: tuple[Proposal, ...]) -> tuple[str, ...]:
    """Ask for a list, with commas between."""
    default = ", ".join(each.id for each in proposed)
    answer = click.prompt(question, default=default or "-", err=True)
    return tuple(piece.strip() for piece in answer.split(",") if piece.strip(" -"))
