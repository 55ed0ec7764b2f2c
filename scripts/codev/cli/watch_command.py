"""``codev watch``: new papers that may belong here, ranked; to accept one or to reject it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from codev.check.report import printable
from codev.cli.common import echo_json, examples, load_atlas, root_option
from codev.contribute.watch.candidates import Watched
from codev.limits.questions import CANDIDATES_MAX, WATCHED_DAYS_MAX
from codev.limits.services import UNATTENDED_PATIENCE_SECONDS_MAX


@click.group("watch", invoke_without_command=True)
@root_option
@click.option(
    "--days", type=click.IntRange(1, WATCHED_DAYS_MAX), default=8, show_default=True, help="How many days to look back."
)
@click.option(
    "--limit", type=click.IntRange(1, CANDIDATES_MAX), default=30, show_default=True, help="How many candidates to show."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for the entry of each candidate.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Lines for people, a list for programs, or the list that the weekly workflow files as an issue.",
)
@click.pass_context
def watch(context: click.Context, *, root: Path, days: int, limit: int, out: Path | None, form: str) -> None:
    """Ask arXiv and OpenAlex for new papers, and rank them by likeness to what is classified here.

    arXiv is asked by category and by terms that the titles of the knowledge base teach, OpenAlex for what cites its works. What
    is known or was rejected (papers/rejected.yaml) is left out. Each candidate shows the words and the works that speak for it.
    With --out the entry of each is written to a folder, prefilled, its classification proposed in a comment.
    """
    context.obj = root
    if context.invoked_subcommand is not None:
        return
    from codev.contribute.watch.ask import Watcher, ask
    from codev.contribute.watch.candidates import choose
    from codev.contribute.write import write_all

    atlas = load_atlas(root)
    until = dt.datetime.now(dt.UTC).date()
    with Watcher(root=atlas.root, patience_seconds=UNATTENDED_PATIENCE_SECONDS_MAX) as watcher:
        citations, notes = ask(atlas, watcher, until - dt.timedelta(days=days), until)
    for note in notes:
        click.echo(f"  note: not asked for all: {printable(note)}", err=True)
    watched = choose(atlas, citations, day=until.isoformat(), limit=limit)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        write_all(out, {each.draft.path.rpartition("/")[2]: each.draft.text for each in watched.candidates if each.draft})
    if form == "json":
        echo_json([candidate.as_dict() for candidate in watched.candidates])
    elif form == "markdown":
        from codev.contribute.watch.listed import as_markdown
        from codev.site.engine.settings import read_settings

        # A knowledge base alone has no settings of a site.
        site_url = read_settings(atlas.root).site_url if (atlas.root / "site/mkdocs.yml").is_file() else None
        since = until - dt.timedelta(days=days)
        click.echo(as_markdown(atlas, watched, since=since, until=until, site_url=site_url))
    else:
        _show(watched)


command = examples(
    "codev watch",
    "codev watch --days 30 --limit 50 --out build/watch",
    "codev watch --format markdown > build/list.md",
    "codev watch accept 2407.08583",
    "codev watch reject 2407.08583 --why 'Text only: no second modality'",
)(watch)
"""The command, with examples at the end of its help."""


@examples("codev watch accept 2407.08583", "codev watch accept 10.1109/TPAMI.2025.3576835")
@watch.command()
@click.argument("name", metavar="ID")
@click.pass_context
def accept(context: click.Context, *, name: str) -> None:
    """Write the entry of a paper: what 'codev add' does with its arXiv id or DOI."""
    from codev.cli.add_command import command as add
    from codev.contribute.watch.candidates import id_of
    from codev.ids import find_arxiv

    paper_id = id_of(name)
    given = {"arxiv": paper_id} if find_arxiv(paper_id) else {"doi": paper_id}
    context.invoke(add, root=context.obj, no_input=True, **given)


@examples("codev watch reject 2407.08583 --why 'Text only: no second modality'")
@watch.command()
@click.argument("name", metavar="ID")
@click.option("--why", required=True, help="Why it does not belong here, in one sentence.")
@click.option("--title", help="Its title; without it, arXiv is asked for it.")
@click.pass_context
def reject(context: click.Context, *, name: str, why: str, title: str | None) -> None:
    """Note in papers/rejected.yaml that a paper does not belong here: it is not shown again, and its title is learned from."""
    from codev.contribute.fetch import Fetcher
    from codev.contribute.watch.candidates import id_of
    from codev.contribute.watch.candidates import reject as rejected
    from codev.contribute.write import write_all
    from codev.ids import find_arxiv
    from codev.model.rejected import REJECTED_PATH

    atlas = load_atlas(context.obj)
    paper_id = id_of(name)
    if title is None:
        with Fetcher(root=atlas.root) as fetcher:
            title = (fetcher.preprint(paper_id) if find_arxiv(paper_id) else fetcher.doi(paper_id)).title
    day = dt.datetime.now(dt.UTC).date().isoformat()
    write_all(atlas.root, {REJECTED_PATH: rejected(atlas, paper_id, title=title, why=why, day=day)}, read=atlas.sources)
    click.echo(REJECTED_PATH)


def _show(watched: Watched) -> None:
    """Print the candidates, each with what speaks for it."""
    for place, each in enumerate(watched.candidates, 1):
        click.echo(printable(f"{place:3}. {each.id}  {each.citation.title}"))
        click.echo(printable(f"     says {', '.join(each.screened.terms)}; like {', '.join(each.screened.like)}"))
        proposed = ", ".join(node.leaf for node in each.proposals.nodes[:3])
        click.echo(printable(f"     no entry: {each.lacks}" if each.draft is None else f"     {each.draft.path}: {proposed}"))
    told = f"{watched.found:,} papers found, {watched.known:,} known, {watched.rejected:,} rejected before"
    click.echo(f"{told}; 'codev watch accept ID' adds one, 'codev watch reject ID --why …' turns one down", err=True)
