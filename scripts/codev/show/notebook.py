"""What notebooks show: the card of a work, claim, model or dataset, and the picture of a lineage.

Both bring their style along, in the colours of the notebook's ground.  Links lead to the published site where its address is
known, and are left out elsewhere.  A name that means nothing is refused with the nearest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from codev.atlas import Atlas
from codev.data import site_address
from codev.errors import WrongUseError
from codev.graph import graph_of
from codev.memory import made_once
from codev.query.terms import find_thing
from codev.show.addresses import Addresses
from codev.show.apart import drawn_style, fitted
from codev.show.cards import card_styles, environment
from codev.show.lineage_picture import lineage_legend, lineage_svg
from codev.show.looks import colours_of
from codev.show.record_cards import RecordCards
from codev.show.site_links import Links

_WAY_OFF = re.compile(r'\shref="(?!https?://)[^"]*"')
"""A link that leads nowhere without a site.  In escaped text there is no quotation mark, so that it is never text."""

_ON_DARK = ':is([data-jp-theme-light="false"], .vscode-dark) .codev-drawn'
"""Dark ground in JupyterLab and in Visual Studio Code."""

_OWN_STYLE = """
.codev-drawn { padding: .6rem; background: var(--codev-paper); }
.codev-drawn a:not([href]) { text-decoration: none; }
.codev-drawn .codev-legend { display: flex; flex-wrap: wrap; margin: 0; }
"""
"""What a card stands on, since the notebook has colours of its own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a notebook shows.

    Attributes:
        title: What it is, in words.
        html: A piece of HTML that stands by itself.
        svg: The same as a picture; empty where there is none.
    """

    title: str
    html: str
    svg: str = ""

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return self.html

    def __repr__(self) -> str:
        return f"<{self.title}>"


def card(atlas: Atlas, name: str) -> Shown:
    """Return a work, claim, model or dataset as a card: what is known of it, and the evidence.

    Args:
        atlas: The knowledge base.
        name: The key of a work, the id of a claim, or a model or dataset by id, name or alias.

    Raises:
        WrongUseError: Nothing bears the name, or there is no card of it.

    Examples:
        >>> import codev
        >>> codev.card(codev.load(), "liu2023visual")
        <Card of Visual Instruction Tuning>
        >>> "<article" in codev.card(codev.load(), "liu2023visual.1").html
        True
    """
    if name in atlas.claims:
        return Shown(f"Card of claim {name}", _apart(_cards(atlas).claims([atlas.claims[name]])))
    thing = find_thing(atlas, name)
    kind, _, thing_id = thing.partition(":")
    made = _cards(atlas).work(atlas.works[thing_id]) if kind == "work" else _cards(atlas).artifact(thing)
    if made is None:
        raise WrongUseError(f"there is no card of {thing}", "name a work, a claim, a model or a dataset")
    return Shown(f"Card of {graph_of(atlas).nodes[thing]['label']}", _apart(made))


def picture(atlas: Atlas, name: str) -> Shown:
    """Return the lineage of a model or dataset, or of what a work introduces, as a picture.

    Args:
        atlas: The knowledge base.
        name: A work, model or dataset by key, id, name or alias.

    Returns:
        The picture; its `svg` can be written to a file.

    Raises:
        WrongUseError: Nothing bears the name, or no lineage of it is recorded.

    Examples:
        >>> import codev
        >>> drawn = codev.picture(codev.load(), "ShareGPT4V")
        >>> drawn
        <Lineage of ShareGPT4V>
        >>> drawn.svg.startswith("<svg ")
        True
    """
    thing = find_thing(atlas, name)
    svg = lineage_svg(atlas, thing, url=_links(atlas).thing)
    if svg is None:
        raise WrongUseError(f"no lineage of {thing} is recorded", "name a model, a dataset, or a work that introduces one")
    svg = _led(svg)
    body = Markup('<div class="codev-picture">{}</div><p class="codev-legend">{}</p>').format(Markup(svg), lineage_legend())  # noqa: S704 - made by `codev.show`, which escapes
    return Shown(f"Lineage of {graph_of(atlas).nodes[thing]['label']}", _apart(body), svg)


def _links(atlas: Atlas) -> Links:
    """Return where things lead: to the published site, or nowhere."""
    address = site_address()
    return Links(_addresses(atlas), f"{address.rstrip('/')}/" if address else "")


@made_once
def _addresses(atlas: Atlas) -> Addresses:
    """Return the addresses of the site's pages."""
    return Addresses(atlas)


def _cards(atlas: Atlas) -> RecordCards:
    """Return what makes cards."""
    return RecordCards(atlas, environment(atlas), _links(atlas))


def _led(html: str) -> str:
    """Return HTML whose links lead somewhere."""
    return _WAY_OFF.sub("", html)


def _apart(html: str) -> str:
    """Return a piece of HTML that brings its style along."""
    colours = colours_of(".codev-drawn", _ON_DARK)
    style = fitted("\n".join([colours, *card_styles(), drawn_style(), _OWN_STYLE]))
    return f'<style>{style}</style><div class="codev-drawn md-typeset">{_led(html)}</div>'
