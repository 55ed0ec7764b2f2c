"""Pages of authors and venues, and their indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from codev.bib.names import split_of_works
from codev.ids import ascii_fold
from codev.query.answers.findings.wording import thousands
from codev.show.addresses import is_full_name
from codev.show.cards import counted
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.works import newest_first


def author_page(renderer: Renderer, name: str) -> Page:
    """Return the page of an author who has one.

    Args:
        renderer: Templates and knowledge base.
        name: The author's name, known in full.
    """
    keys = renderer.records.works_by_author[name]
    about = f"{name}: {counted(len(keys), 'work')} in the atlas."
    page = _works_of(renderer, "Author", name, address=renderer.addresses.author(name) or "", keys=keys, description=about)
    # What authors wrote together changes their pages together.
    return replace(page, near=min(keys))


def venue_page(renderer: Renderer, name: str) -> Page:
    """Return the page of a venue.

    Args:
        renderer: Templates and knowledge base.
        name: The venue's name.
    """
    keys = renderer.records.works_by_venue[name]
    about = f"Works of the atlas published at {name}."
    return _works_of(renderer, "Venue", name, address=renderer.addresses.venue(name), keys=keys, description=about)


def author_index(renderer: Renderer) -> Page:
    """Return the index of authors: who has one work only is listed with a link to that work.

    Args:
        renderer: Templates and knowledge base.
    """
    addresses, by_author, works = renderer.addresses, renderer.authored.works_by_author, renderer.authored.works
    listed = [
        (name, page, len(keys)) if (page := addresses.author(name)) else (name, addresses.work(keys[0]), 0)
        for name, keys in by_author.items()
        if is_full_name(name)
    ]
    initials = len(by_author) - len(listed)
    return _index(
        renderer,
        "authors/",
        "Authors",
        lede=f"{thousands(len(listed))} authors whose full names are known. A name without a number leads to the author's "
        f"one work. {thousands(initials)} more are known by initials only; their names lead to a search, because several "
        "people may share them. The number after a name counts works.",
        description=f"{len(listed)} authors of the works in the atlas.",
        groups=_by_letter(listed, lambda name: split_of_works(name, map(works.__getitem__, by_author[name])).family_first),
    )


def venue_index(renderer: Renderer) -> Page:
    """Return the index of venues.

    Args:
        renderer: Templates and knowledge base.
    """
    listed = [(name, renderer.addresses.venue(name), len(keys)) for name, keys in renderer.records.works_by_venue.items()]
    return _index(
        renderer,
        "venues/",
        "Venues",
        lede=f"The {len(listed)} places where the works of the atlas are published, each with the number of works.",
        description=f"{len(listed)} venues of the works in the atlas.",
        groups=_by_letter(listed, lambda name: name),
    )


def _works_of(renderer: Renderer, kind: str, name: str, *, address: str, keys: Sequence[str], description: str) -> Page:
    """Return the page with the works of an author or venue."""
    body = renderer.render(
        "author.md.jinja",
        address,
        steps=[(f"{kind}s", f"{kind.lower()}s/")],
        kicker=kind,
        name=name,
        works=newest_first(renderer.records.works[key] for key in keys),
        with_authors=True,
    )
    return Page(
        address,
        f"{name} ({kind.lower()})",
        description,
        body,
        "Works",
        contents=False,
        near=address,
        facets={"kind": [kind]},
        weight=sum(len(renderer.records.works[key].claims) for key in keys),
    )


def _index(renderer: Renderer, address: str, title: str, *, description: str, **context: object) -> Page:
    """Return an index of names."""
    body = renderer.render("authors.md.jinja", address, kicker="Index", title=title, **context)
    return Page(address, title, description, body, "Works", contents=False, layout="wide")


def _by_letter(
    listed: Iterable[tuple[str, str, int]], sort_name: Callable[[str], str]
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Return names by the first letter that they are sorted under."""
    groups: dict[str, list[tuple[str, str, str, int]]] = {}
    for name, address, number in listed:
        key = ascii_fold(sort_name(name))
        letter = key[:1].upper() if key[:1].isalpha() else "other"
        groups.setdefault(letter, []).append((key, name, address, number))
    return [(letter, [each[1:] for each in sorted(groups[letter])]) for letter in sorted(groups)]
