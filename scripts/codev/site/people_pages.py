"""Pages of authors and venues, and their indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from codev.bib.names import split_name
from codev.ids import ascii_fold
from codev.model import Work
from codev.site.environment import Renderer, counted
from codev.site.page import Page


def people_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield a page for every author known in full and every venue, and both indices.

    Args:
        renderer: Templates and knowledge base.
    """
    yield from _author_pages(renderer)
    yield from _venue_pages(renderer)


def _author_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the pages of authors and their index."""
    atlas, addresses = renderer.atlas, renderer.addresses
    listed: list[tuple[str, str, int]] = []
    for name, keys in atlas.works_by_author.items():
        address = addresses.author(name)
        if address is None:
            continue
        listed.append((name, address, len(keys)))
        body = renderer.render(
            "author.md.jinja",
            address,
            steps=[("Authors", "authors/")],
            kicker="Author",
            name=name,
            works=_newest_first(renderer, keys),
            with_authors=True,
        )
        yield Page(address, name, f"{name}: {counted(len(keys), 'work')} in the atlas.", body, "Works", contents=False)
    initials = len(atlas.works_by_author) - len(listed)
    body = renderer.render(
        "authors.md.jinja",
        "authors/",
        kicker="Index",
        title="Authors",
        lede=f"{len(listed):,} authors whose full names are known. {initials:,} more are known by initials only; "
        "their names lead to a search, because several people may share them. The number after a name counts works.",
        groups=_by_letter(listed, lambda name: split_name(name).family_first),
    )
    yield Page(
        "authors/", "Authors", f"{len(listed)} authors of the works in the atlas.", body, "Works", contents=False, layout="wide"
    )


def _venue_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the pages of venues and their index."""
    atlas, addresses = renderer.atlas, renderer.addresses
    listed = [(name, addresses.venue(name), len(keys)) for name, keys in atlas.works_by_venue.items()]
    for name, address, _ in listed:
        body = renderer.render(
            "author.md.jinja",
            address,
            steps=[("Venues", "venues/")],
            kicker="Venue",
            name=name,
            works=_newest_first(renderer, atlas.works_by_venue[name]),
            with_authors=True,
        )
        yield Page(address, name, f"Works of the atlas published at {name}.", body, "Works", contents=False)
    body = renderer.render(
        "authors.md.jinja",
        "venues/",
        kicker="Index",
        title="Venues",
        lede=f"The {len(listed)} places where the works of the atlas are published, each with the number of works.",
        groups=_by_letter(listed, lambda name: name),
    )
    yield Page(
        "venues/", "Venues", f"{len(listed)} venues of the works in the atlas.", body, "Works", contents=False, layout="wide"
    )


def _newest_first(renderer: Renderer, keys: Iterable[str]) -> list[Work]:
    """Return works, the newest first."""
    works = [renderer.atlas.works[key] for key in keys]
    return sorted(works, key=lambda work: (-work.year, work.title.casefold(), work.key))


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
