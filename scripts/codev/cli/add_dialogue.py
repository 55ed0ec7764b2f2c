"""The questions that ``codev add`` asks on a terminal: which work, and how it is classified.

Every question shows what an empty answer means; a term that is not known is asked for again with the nearest ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import click

from codev.atlas import Atlas
from codev.bib.read.bibtex_fields import citation_of
from codev.bib.read.citation import Citation, clean_url
from codev.contribute.claim import LISTS, SOURCES, ClaimAnswers, Introduced, find_all, find_node
from codev.contribute.propose import Proposals
from codev.did_you_mean import nearest
from codev.errors import CodevError, UnknownNameError
from codev.ids import find_arxiv, find_doi

_QUESTIONS = {
    "stages": "Stages",
    "capabilities": "Capabilities",
    "modalities": "Modalities",
    "models": "Models",
    "datasets": "Datasets",
    "input_datasets": "Datasets that the model works on",
}


def ask_citation() -> tuple[str, Citation | None]:
    """Ask which work is meant.

    Returns:
        An arXiv id or DOI, or nothing and what the person typed of the work.
    """
    click.echo("Which work?  An arXiv id or address, a DOI, another address or title, or nothing to type it in.", err=True)
    named = click.prompt("arXiv id or DOI", default="", show_default=False, err=True).strip()
    address = _address(named)
    if "arxiv" in address or "doi" in address:
        return named, None
    title = (not address and named) or click.prompt("Title", err=True)
    fields = {
        "title": title,
        "author": " and ".join(
            re.split(r"(?:(?<!\s)\s++)?+[,;]\s*+|(?<!\s)\s++and\s++", click.prompt("Authors, with commas between", err=True))
        ),
        "year": click.prompt("Year of first publication", err=True),
        "journal": click.prompt("Venue, such as CVPR", default="", show_default=False, err=True),
        "url": address.get("url") or click.prompt("Address", default="", show_default=False, err=True),
    }
    return "", citation_of("misc", {name: value for name, value in fields.items() if value})


def ask_address(title: str) -> dict[str, str]:
    """Ask where a work can be read, until the answer leads there.

    Args:
        title: The work's title.

    Returns:
        Its arXiv id, DOI or address, by the name of the citation's field.
    """
    click.echo(f"The entry does not say where {title[:80]!r} can be read.", err=True)
    while True:
        found = _address(click.prompt("arXiv id, DOI or address", err=True))
        if found:
            return found
        click.echo("  that is none of these; an address begins with https://", err=True)


def _address(answer: str) -> dict[str, str]:
    """Return the arXiv id, DOI or address that an answer is, by the name of the citation's field; nothing if it is none."""
    is_address = re.match(r"https?://", answer.strip()) is not None
    for name, host, clean in (("arxiv", "arxiv.org/", find_arxiv), ("doi", "doi.org/", find_doi), ("url", "", clean_url)):
        # Other addresses may hold what looks like an id.
        if (not is_address or host in answer) and (value := clean(answer)) is not None:
            return {name: value}
    return {}


def ask_preprint(title: str) -> str | None:
    """Ask for the arXiv id of a preprint that came before a publication; None where there is none.

    Args:
        title: The work's title.
    """
    click.echo(f"Year and key follow from the first publication of {title[:80]!r}.", err=True)
    while True:
        answer = click.prompt("arXiv id, if a preprint came first", default="", show_default=False, err=True).strip()
        if not answer:
            return None
        if (found := find_arxiv(answer)) is not None:
            return found
        click.echo("  that is not an arXiv id; write it like 2407.08583", err=True)


def ask_claim(
    atlas: Atlas, citation: Citation, proposals: Proposals, introduced: Introduced
) -> tuple[ClaimAnswers, Introduced]:
    """Ask how a work is classified; what is not known is asked for again at once.

    Args:
        atlas: The knowledge base.
        citation: The work.
        proposals: What its classification may be.
        introduced: What is known of what it introduces.

    Returns:
        The claim, empty where the person leaves it for later, and what the work introduces.
    """
    click.echo(f"\n{citation.title}\n  {', '.join(citation.authors[:4])}{' …' if len(citation.authors) > 4 else ''}", err=True)
    for number, proposed in enumerate(proposals.nodes, 1):
        click.echo(f"  {number}. {proposed.leaf}: {atlas.tree[proposed.leaf].definition}", err=True)
        click.echo(f"     ({proposed.reason})", err=True)
    click.echo("A number, the id of another node, or nothing to classify the work later in the file.", err=True)
    node = _ask_node(atlas, proposals)
    if not node:
        return ClaimAnswers(), introduced
    introduced = _ask_new(atlas, proposals, introduced)
    return _ask_fields(atlas, node, citation, proposals, introduced), introduced


def _ask_node(atlas: Atlas, proposals: Proposals) -> str:
    """Ask for a node; nothing where the work is to be classified later."""
    while True:
        answer = click.prompt("Node", default="", show_default=False, err=True).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(proposals.nodes):
            return proposals.nodes[int(answer) - 1].leaf
        try:
            return find_node(atlas, answer) if answer else ""
        except CodevError as error:
            click.echo(f"  {error}", err=True)


def _ask_new(atlas: Atlas, proposals: Proposals, introduced: Introduced) -> Introduced:
    """Ask what the work introduces; a name with which the title begins is proposed."""
    if introduced.as_data():
        return introduced
    models, datasets = list[str](), list[str]()
    if proposals.new_name:
        kinds = click.Choice(["model", "dataset", "both", "neither"])
        question = f"Is {proposals.new_name} a new model or dataset?"
        kind = click.prompt(question, type=kinds, default=proposals.new_kind or "neither", err=True)
        models += [proposals.new_name] if kind in ("model", "both") else []
        datasets += [proposals.new_name] if kind in ("dataset", "both") else []
    for kind, artifact_id in proposals.declared:
        name = (atlas.models if kind == "model" else atlas.datasets)[artifact_id].name
        if click.confirm(f"The {kind} {name} is known without a paper. Does this work introduce it?", default=True, err=True):
            (models if kind == "model" else datasets).append(name)

    def free(given: tuple[str, ...], field: str) -> list[str]:
        Introduced(**{field: given}).parted(atlas)
        return list(dict.fromkeys(given))

    click.echo("Press Enter to accept the value in brackets; type - for none.", err=True)
    asked = {"models": models, "datasets": datasets}
    listed = {
        field: _ask_list(f"New {field} that the work introduces, by name", dict.fromkeys(said, ""), partial(free, field=field))
        for field, said in asked.items()
    }
    return Introduced(**listed)


def _ask_fields(atlas: Atlas, node: str, citation: Citation, proposals: Proposals, introduced: Introduced) -> ClaimAnswers:
    """Ask for the fields of a claim; an empty answer takes what is proposed, '-' nothing."""
    statement = click.prompt("Statement: one sentence that can be checked, in your own words", err=True)
    default = "abstract" if citation.abstract else "paper"
    evidence = click.prompt("What did you read for it?", type=click.Choice(SOURCES), default=default, err=True)
    where = "" if evidence in ("abstract", "recalled") else click.prompt("Where in it, such as Section 3.2", err=True)
    click.echo("Press Enter to accept the value in brackets; type - to leave it empty.", err=True)
    lists: dict[str, tuple[str, ...]] = {}
    for name in LISTS:
        proposed = {each.id: each.reason for each in getattr(proposals, name, ())}
        own = {"models": introduced.models, "datasets": introduced.datasets}.get(name, ())
        fitting = _fitting(atlas, name, proposed, node) | dict.fromkeys(own, "the work introduces it")
        if name != "input_datasets" or atlas.tree.direction(node) == "model4data":
            read = partial(find_all, atlas, name, node=node, introduced=introduced)
            lists[name] = _ask_list(_QUESTIONS[name], fitting, read)
    filled = ["node", "statement", *(name for name, terms in lists.items() if terms)]
    answers = replace(ClaimAnswers(node, statement, evidence, where), **lists)  # type: ignore[arg-type]
    question = f"Which of {', '.join(filled)} does the {evidence} not say?"
    return replace(answers, inferred=_ask_list(question, {}, partial(_known_fields, known=filled)))


def _fitting(atlas: Atlas, name: str, proposed: dict[str, str], node: str) -> dict[str, str]:
    """Return what is proposed for a list, but for capabilities of the other direction."""
    if name != "capabilities":
        return proposed
    leveraged = atlas.tree.direction(node) == "model4data"
    known = {term.id for term in (atlas.taxonomy.leveraged if leveraged else atlas.taxonomy.enhanced)}
    return {term: reason for term, reason in proposed.items() if term in known}


def _ask_list(question: str, proposed: dict[str, str], read: Callable[[tuple[str, ...]], list[str]]) -> tuple[str, ...]:
    """Ask for a list, with commas between, until all of it is known."""
    for name, reason in proposed.items():
        if reason:
            click.echo(f"  {name}: {reason}", err=True)
    while True:
        answer = click.prompt(question, default=", ".join(proposed) or "-", err=True)
        given = tuple(piece.strip() for piece in answer.split(",") if piece.strip(" -"))
        try:
            return tuple(read(given))
        except CodevError as error:
            click.echo(f"  {error}", err=True)


def _known_fields(given: tuple[str, ...], known: Iterable[str]) -> list[str]:
    """Return fields of a claim by name, once each.

    Raises:
        UnknownNameError: A claim has no such field, or it is empty.
    """
    for name in given:
        if name not in known:
            raise UnknownNameError("field of this claim", name, nearest(name, known) or sorted(known))
    return list(dict.fromkeys(given))
