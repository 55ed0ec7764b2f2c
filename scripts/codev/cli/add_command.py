"""``codev add``: a new entry, prefilled from BibTeX, an arXiv id, a DOI, an issue form, or what a person types."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from codev.atlas import Atlas
from codev.bib.read.citation import Citation, clean_url
from codev.check.report import printable
from codev.cli.common import examples, load_atlas, root_option
from codev.contribute.claim import SOURCES, ClaimAnswers, Introduced, claim_data, usable
from codev.contribute.propose import Proposals
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.given_file import read_given
from codev.ids import find_arxiv, find_doi
from codev.limits.files import BIBTEX_BYTES_MAX, ISSUE_BYTES_MAX

if TYPE_CHECKING:
    from codev.model.same_work import KnownWorks

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Fetch = Callable[[str | None, str | None], Citation]
"""Asks arXiv or Crossref for the work with an arXiv id or a DOI."""


def _claim_options(function: Decorated) -> Decorated:
    """Add the options that make up a claim."""
    options = [
        click.option("--node", default="", help="The claim's taxonomy node; with --statement and --evidence it makes a claim."),
        click.option("--statement", default="", help="The claim: one sentence that can be checked, in your own words."),
        click.option("--evidence", type=click.Choice(SOURCES), default=None, help="What you read to make the claim."),
        click.option("--where", metavar="PLACE", default="", help="The place in it, such as 'Section 3.2'."),
        click.option("--stage", "stages", multiple=True, help="A stage; may be given more than once, as may those below."),
        click.option("--capability", "capabilities", multiple=True, help="A capability."),
        click.option("--modality", "modalities", multiple=True, help="A modality of the data."),
        click.option("--model", "models", multiple=True, help="A model of the claim."),
        click.option("--dataset", "datasets", multiple=True, help="A dataset of the claim."),
        click.option("--input-dataset", "input_datasets", multiple=True, help="A dataset that the acting model works on."),
        click.option("--inferred", multiple=True, metavar="FIELD", help="A field that your source does not state."),
        click.option("--doubt", default="", help="Why the claim may be wrong."),
        click.option("--new-model", "new_models", multiple=True, metavar="NAME", help="A model that the work introduces."),
        click.option(
            "--new-dataset", "new_datasets", multiple=True, metavar="NAME", help="A dataset that the work introduces."
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@examples(
    "codev add --bibtex paper.bib",
    "codev add --bibtex scholar.bib --arxiv 2310.03744",
    "codev add --arxiv 2408.03326",
    "codev add --doi 10.1109/TPAMI.2025.3576835 --dry-run",
    "codev add --bibtex big.bib --entry li2024llava --key li2024llavaonevision",
    "codev add --arxiv 2408.03326 --node data-creator --evidence abstract --model gpt-4v --statement 'GPT-4V writes …'",
)
@click.command()
@root_option
@click.option(
    "--bibtex", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), help="A BibTeX file, or -."
)
@click.option("--entry", metavar="KEY", help="Which entry of the BibTeX file, where it holds several.")
@click.option("--arxiv", metavar="ID", help="An arXiv id or address, fetched; with --bibtex it is only noted, not fetched.")
@click.option(
    "--doi",
    metavar="DOI",
    help="A DOI or its address, fetched; with --bibtex it is only noted, not fetched.",
)
@click.option("--url", metavar="ADDRESS", help="Where the work can be read, if it has neither arXiv id nor DOI.")
@click.option("--issue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The text of a filed issue form.")
@click.option("--key", help="The entry's key, instead of the one made of author, year and title.")
@click.option("--added", metavar="DAY", help="The day of the entry, such as 2026-11-25, instead of today.")
@click.option("--dry-run", is_flag=True, help="Print the entry instead of writing it.")
@click.option("--no-input", is_flag=True, help="Ask nothing, even on a terminal.")
@_claim_options
def command(
    *,
    root: Path,
    bibtex: Path | None,
    entry: str | None,
    arxiv: str | None,
    doi: str | None,
    url: str | None,
    issue: Path | None,
    key: str | None,
    added: str | None,
    dry_run: bool,
    no_input: bool,
    new_models: tuple[str, ...],
    new_datasets: tuple[str, ...],
    **answers: Any,
) -> None:
    """Write a new entry, prefilled, with a classification proposed for you to confirm.

    Title, authors, venue and ids come from the source that you name; without one you are asked. A work that is known already is
    not added twice, and no file is ever overwritten. What is proposed stands in the entry as a comment until you confirm it.

    arXiv, DataCite, OpenAlex, Crossref and DBLP are asked, whichever answers. CODEV_MAILTO may hold an address at which they
    reach you, CODEV_OPENALEX_KEY your free key for OpenAlex.
    """
    from codev.contribute.draft import make_draft, require_complete
    from codev.contribute.propose import propose, propose_new
    from codev.contribute.write import write_new
    from codev.model.same_work import KnownWorks

    # Beside BibTeX the ids are no sources: they say what it lacks.
    sources = (issue, bibtex) if bibtex is not None else (issue, arxiv, doi)
    if sum(each is not None for each in sources) > 1:
        fix = "give one of --bibtex, --arxiv, --doi and --issue; only --bibtex goes with --arxiv and --doi"
        raise WrongUseError("more than one source was named", fix)
    asks = not no_input and _is_interactive()
    said = ClaimAnswers(**(answers | {"evidence": answers["evidence"] or ""}))
    introduced = Introduced(new_models, new_datasets)
    links: dict[str, str] = {}
    atlas = load_atlas(root)
    known = KnownWorks(atlas.works.values())

    def fetch(arxiv: str | None, doi: str | None) -> Citation:
        # What is known already is recognised before anybody is asked.
        named = _named(arxiv, doi)
        _refuse_known(atlas, known, named, key)
        return _fetched(atlas.root, named.arxiv or arxiv, named.doi or doi)

    if issue is not None:
        citation, introduced, said, links = _from_issue(issue, fetch)
        said, introduced, notes = usable(atlas, said, introduced)
        for note in notes:
            click.echo(printable(f"  note: {note}"), err=True)
    else:
        citation = _citation(bibtex, entry, arxiv, doi, fetch, asks=asks)
    _refuse_known(atlas, known, citation, key)
    require_complete(citation)
    beside = {"arxiv": arxiv, "doi": doi} if bibtex is not None else {}
    citation = _with_address(citation, beside | {"url": url}, asks=asks, asks_preprint=asks and (bibtex or doi) is not None)
    if (alike := _refuse_known(atlas, known, citation, key)) is not None:
        click.echo(f"  note: {alike}", err=True)
    proposals = propose(atlas, citation.title, citation.abstract or "") if said.is_empty else propose_new(atlas, citation.title)
    if said.is_empty and asks:
        from codev.cli.add_dialogue import ask_claim

        said, introduced = ask_claim(atlas, citation, proposals, introduced)
    elif said.is_empty:
        _say_what_is_proposed(proposals)
    claims = [] if said.is_empty else [claim_data(atlas, said, introduced)]
    new, declared = introduced.parted(atlas)
    day = added or dt.datetime.now(dt.UTC).date().isoformat()
    draft = make_draft(
        atlas,
        citation,
        added=day,
        proposals=proposals,
        claims=claims,
        introduces=new.as_data(),
        declared=declared,
        links=links or None,
        key=key,
    )
    if dry_run:
        click.echo(draft.text, nl=False)
    else:
        write_new(atlas.root, draft.path, draft.text)
        click.echo(draft.path)
    _say_what_is_left(atlas, draft.path, draft.left, written=not dry_run)


def _refuse_known(atlas: Atlas, known: KnownWorks, citation: Citation, key: str | None) -> str | None:
    """Refuse a work that is in the knowledge base already; returns a word about one that only looks like it.

    Raises:
        WrongUseError: It is; with its file.
    """
    match = known.find(citation.identity())
    if match is None:
        return None
    path = atlas.paths[match.key]
    if match.is_by_similar_title and not match.conflict and key is None:
        fix = f"correct {path} instead; or give another work its --key"
        raise WrongUseError(f"{citation.title!r} looks like {match.key} in the knowledge base (same {match.why})", fix)
    if not match.conflict and not match.is_by_similar_title:
        told = (
            f"{citation.title or citation.arxiv or citation.doi!r} is in the knowledge base as {match.key} (same {match.why})"
        )
        raise WrongUseError(told, f"correct {path} instead")
    if match.is_by_id:
        raise WrongUseError(f"{match.key} has the same {match.why}, but {match.conflict}", f"correct {path}, or the id")
    return f"{match.key} has the same {match.why}, but {match.conflict or 'you say that it is another work'}"


def _is_interactive() -> bool:
    """Return whether a person sits before the terminal."""
    return sys.stdin.isatty()


def _named(arxiv: str | None, doi: str | None) -> Citation:
    """Return the ids that a person gave, in whatever form; the DOI of a preprint is its arXiv id."""
    # Who gives an arXiv id as a DOI is understood.
    preprint = find_arxiv(doi or "")
    return Citation(arxiv=find_arxiv(arxiv or "") or preprint, doi=None if preprint else find_doi(doi or ""))


def _from_issue(path: Path, fetch: Fetch) -> tuple[Citation, Introduced, ClaimAnswers, dict[str, str]]:
    """Return what a filed form says, the citation completed from arXiv or Crossref where it gives ids only."""
    from codev.contribute.issue_form import read_issue

    form = read_issue(read_given(path, ISSUE_BYTES_MAX).decode("utf-8", "replace"))
    for note in form.notes:
        click.echo(printable(f"  note: {note}"), err=True)
    citation = form.citation
    said = form.claim
    if said.lacking and not said.is_empty:
        # Who named a node only still helps; the rest is for whoever completes the entry.
        told = f"; it names the node {said.node!r}" if said.node else ""
        click.echo(f"  note: the form's claim has no {' and no '.join(said.lacking)} and was left out{told}", err=True)
        said = ClaimAnswers()
    if not citation.title or not citation.authors:
        fetched = fetch(citation.arxiv, citation.doi)
        citation = replace(citation.filled_from(fetched), source=fetched.source)
    if not citation.leads_to_work:
        raise WrongUseError(f"the entry does not say where {citation.title[:80]!r} can be read", "fill in its arXiv id or DOI")
    return citation, form.introduced, said, dict(form.links)


def _citation(
    bibtex: Path | None, entry: str | None, arxiv: str | None, doi: str | None, fetch: Fetch, *, asks: bool
) -> Citation:
    """Return what the named source says of the work, or what the person does."""
    if bibtex is not None:
        return _from_bibtex(bibtex, entry)
    if arxiv is not None or doi is not None:
        return fetch(arxiv, doi)
    if not asks:
        raise WrongUseError("no source was named", "give --bibtex FILE, --arxiv ID, --doi DOI or --issue FILE")
    from codev.cli.add_dialogue import ask_citation

    named, typed = ask_citation()
    if typed is not None:
        return typed
    preprint = find_arxiv(named)
    return fetch(preprint, None if preprint else find_doi(named))


def _with_address(citation: Citation, said: Mapping[str, str | None], *, asks: bool, asks_preprint: bool) -> Citation:
    """Return a citation with the ids and the address that a person gave beside its source, asked for where there are none.

    Args:
        citation: What the source says.
        said: Further arXiv id, DOI and address by the names of their options.
        asks: Whether to ask where there is no arXiv id, DOI or address.
        asks_preprint: Whether to ask for the arXiv id where there is none.

    Raises:
        WrongUseError: One of them is not what it should be, or there is none.
    """
    readers = {"arxiv": (find_arxiv, "2407.08583"), "doi": (find_doi, "10.1109/…"), "url": (clean_url, "https://…")}
    given: dict[str, str] = {}
    for name, text in said.items():
        clean, example = readers[name]
        if text is not None:
            value = clean(text)
            if value is None:
                raise WrongUseError(f"--{name}: {text[:80]!r} cannot be used", f"write it like {example}")
            given[name] = value
    if not given and not citation.leads_to_work:
        if not asks:
            raise WrongUseError(
                f"the entry does not say where {citation.title[:80]!r} can be read",
                "give --arxiv ID, --doi DOI or --url ADDRESS as well",
            )
        from codev.cli.add_dialogue import ask_address

        given = ask_address(citation.title)
    if asks_preprint and not (given.get("arxiv") or citation.arxiv):
        from codev.cli.add_dialogue import ask_preprint

        if (preprint := ask_preprint(citation.title)) is not None:
            given["arxiv"] = preprint
    if (of_preprint := find_arxiv(given.get("doi", ""))) is not None:
        given = {"arxiv": of_preprint, **given}
        del given["doi"]
    changed = replace(citation, **given)  # type: ignore[arg-type]
    return replace(changed, venue="arXiv") if changed.arxiv and changed.venue is None else changed


def _from_bibtex(path: Path, entry: str | None) -> Citation:
    """Return the one entry of a BibTeX file that is meant."""
    from codev.bib.read.bibtex import read_bibtex

    file = read_bibtex(read_given(path, BIBTEX_BYTES_MAX))
    for remark in file.remarks:
        click.echo(printable(f"  note: {remark}"), err=True)
    # DBLP gives the proceedings along with a paper in them; by name, they can still be asked for.
    chosen = [each for each in file.entries if (each.is_work if entry is None else each.key == entry)]
    if len(chosen) == 1:
        return chosen[0].citation
    broken = [each for each in file.broken if entry is None or each.key == entry]
    if not chosen and broken:
        raise WrongUseError(f"line {broken[0].line}: the entry cannot be read: {broken[0].reason}")
    if not chosen and entry is not None:
        # People call an entry by its title as often as by its key.
        names = {each.key: each.key for each in file.entries} | {each.citation.title: each.key for each in file.entries}
        raise UnknownNameError("entry", entry, dict.fromkeys(names[name] for name in nearest(entry, names)))
    if not chosen:
        raise WrongUseError("the file has no entry", "give a file with one BibTeX entry, such as @article{key, title = {…}, …}")
    fix = "name one with --entry KEY, or read them all with 'codev import'"
    raise WrongUseError(f"the file has {len(chosen):,} entries" + (f" {entry!r}" if entry else ""), fix)


def _fetched(root: Path, arxiv: str | None, doi: str | None) -> Citation:
    """Return what the first service that answers says of a work."""
    from codev.contribute.fetch import Fetcher

    with Fetcher(root=root) as fetcher:
        if arxiv is not None:
            return fetcher.arxiv(arxiv)
        if doi is not None:
            return fetcher.doi(doi)
    raise WrongUseError("the source names neither an arXiv id nor a DOI", "write them like 2407.08583 or 10.1109/…")


def _say_what_is_proposed(proposals: Proposals) -> None:
    """Say which classification is proposed, and what speaks for it."""
    unsure = " (unsure: look at all of them)" if proposals.nodes and not proposals.nodes[0].sure else ""
    click.echo(
        f"  proposed nodes, the most likely first{unsure}:" if proposals.nodes else "  no node can be proposed", err=True
    )
    for place, node in enumerate(proposals.nodes, 1):
        shown = node.leaf if node.leaf == node.node else f"{node.leaf} in {node.node}"
        click.echo(f"    {place}. {shown}: {node.reason}", err=True)
    kinds = {
        "stages": "stage",
        "capabilities": "capability",
        "modalities": "modality",
        "models": "model",
        "datasets": "dataset",
    }
    for kind, one in kinds.items():
        for proposal in getattr(proposals, kind):
            click.echo(f"  proposed {one}: {proposal.id} ({proposal.reason})", err=True)


def _say_what_is_left(atlas: Atlas, path: str, left: tuple[str, ...], *, written: bool) -> None:
    """Say what a person still has to do, and which command comes next."""
    for sentence in left:
        click.echo(f"  to do: {sentence}", err=True)
    if written:
        shown = atlas.root / path
        near = shown.relative_to(Path.cwd()) if shown.is_relative_to(Path.cwd()) else shown
        click.echo(f"  next:  look at {near}, then 'codev check' and 'codev diff HEAD'", err=True)
