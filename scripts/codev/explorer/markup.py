"""Works and claims as HTML for `st.html`: every classification with its evidence, nothing of an entry unescaped.

Text of entries never goes through Markdown, which could make pictures and links of it; it is escaped by markupsafe.  Links lead
to addresses that follow `codev.model.fields.URL_PATTERN`, or to another state of the explorer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup, escape

from codev.atlas import Atlas
from codev.bib import publication_year, venue_and_year
from codev.graph import graph_of
from codev.model import Claim, Work
from codev.model.fields import URL_PATTERN
from codev.show.looks import Palette
from codev.show.words import DIRECTION_ARROWS, MARKS, claim_labels
from codev.store.findings import Finding

_EMPTY = Markup()
_MARK = Markup(' <span class="mark">{}</span>')
_URL = re.compile(URL_PATTERN)


def style(palette: Palette) -> Markup:
    """Return the style sheet of everything that this module makes.

    Args:
        palette: Light or dark.
    """
    quiet, warn = palette["ink-2"], palette["warn"]
    # Streamlit's own greys, and its white on a light primary colour, fall short of 4.5 : 1 (WCAG 2.2, 1.4.3).
    own = f"[data-testid=stCaptionContainer]{{opacity:1}}[data-testid=stCaptionContainer] *{{color:{quiet}}}"
    own += (
        "[data-testid=stMarkdownContainer] code{font-size:.875em}[data-tag]{max-width:100%}[data-tag] [title]{max-width:none}"
    )
    own += ".token{color:inherit!important}"
    own += f".token.keyword{{color:{palette['d2m-text']}!important}}.token.string{{color:{palette['dataset']}!important}}"
    if palette.dark:
        own += ":is([data-testid=stBaseButton-primary],[data-tag]),:is([data-testid=stBaseButton-primary],[data-tag]) *"
        own += f"{{color:{palette['paper-sunk']}}}"
    # Nothing in it comes from an entry.
    return Markup(  # noqa: S704
        f"<style>{own}"
        f".cv{{--data4model:{palette.direction('data4model')};--model4data:{palette.direction('model4data')};"
        f"--data4model-text:{palette['d2m-text']};--model4data-text:{palette['m2d-text']};"
        f"--quiet:{quiet};--warn:{warn};--link:{palette['d2m-text']};line-height:1.5;max-width:48rem;overflow-wrap:anywhere}}"
        ".cv a{color:var(--link)}"
        ".cv h3{font-size:1.25rem;font-weight:650;margin:0 0 .2rem;padding:0;line-height:1.3}"
        ".cv p{margin:.25rem 0}.cv .quiet,.cv dt{color:var(--quiet);font-size:.875rem}"
        ".cv .claim{border-left:4px solid var(--side);padding:.15rem 0 .15rem .8rem;margin:1rem 0}"
        ".cv .claim>p:first-child{font-size:.875rem;margin-bottom:.2rem}"
        ".cv .way{color:var(--side-text);font-weight:650;white-space:nowrap}"
        ".cv .mark{color:var(--warn);border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.75rem;"
        "white-space:nowrap}"
        ".cv summary{cursor:pointer;color:var(--quiet);font-size:.875rem}"
        ".cv dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.4rem 0;padding:0;font-size:.875rem}"
        ".cv .found{padding-left:1.4rem;margin:.2rem 0}.cv .found li{margin:.5rem 0}"
        ".cv code{font-family:'Source Code Pro',monospace;font-size:.875em;color:inherit;background:none;padding:0}"
        ".legend{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;font-size:.875rem}"
        ".legend i{display:inline-block;width:.8em;height:.8em;margin-right:.4em;border:1px solid #8886;border-radius:2px}"
        ".cv dt,.cv dd{margin:0}.cv .doubt{color:var(--warn);font-size:.875rem}"
        # Wide pictures scroll by themselves, on phones above all, and the open tab is in view.
        "[class*=st-key-chart_],[class*=st-key-steps_]{overflow-x:auto}"
        "[class*=st-key-steps_] :is([data-testid=stElementContainer],[data-testid=stFullScreenFrame]>div,svg){max-width:none}"
        # Where the browser can, a picture shrinks to the page as long as its letters stay legible, and scrolls from there on.
        "[class*=st-key-steps_]{container-type:inline-size}"
        "[class*=st-key-steps_] [data-testid=stGraphVizChart] svg{height:auto;"
        "max-width:max(100cqw,calc(attr(width type(*)) * .75))}"
        "[role=tablist]{scroll-padding-inline:2rem}[role=tablist] [aria-selected=true]{scroll-initial-target:nearest}"
        "[data-testid=stSidebarHeader]{height:auto;margin-bottom:0;padding-block:1.25rem .5rem}"
        "[data-testid=stMain] textarea{font-family:'Source Code Pro',monospace;font-size:.875rem}"
        "[data-testid=stMainBlockContainer]{padding-inline:clamp(1rem,3vw,5rem)}"
        "@media(max-width:40rem){[data-testid=stMainBlockContainer]{padding-top:4rem}}"
        "@media(max-width:40rem){.cv dl{grid-template-columns:1fr}.cv dd{margin-bottom:.3rem}}"
        "</style>"
    )


def framed(*parts: Markup) -> str:
    """Return parts in the element that the style sheet is about, and below them what the marks in them mean."""
    inside = _EMPTY.join(parts)
    met = [mark for mark in MARKS.values() if _MARK.format(mark.word) in inside]
    meanings = _EMPTY.join(Markup("<dt>{}</dt><dd>{}</dd>").format(mark.word, mark.meaning) for mark in met)
    told = Markup("<details><summary>What the marks mean</summary><dl>{}</dl></details>").format(meanings) if met else _EMPTY
    return str(Markup('<div class="cv">{}{}</div>').format(inside, told))


def legend(colours: Mapping[str, str]) -> str:
    """Return what the colours of a picture mean, as a line that breaks where it must.

    Args:
        colours: The colour of each name, as ``#rrggbb``.
    """
    items = [Markup('<span><i style="background:{}"></i>{}</span>').format(colour, name) for name, colour in colours.items()]
    return str(Markup('<div class="legend">{}</div>').format(_EMPTY.join(items)))


def state_link(text: str, parameters: Mapping[str, str]) -> Markup:
    """Return a link to another state of the explorer.

    Args:
        text: What is shown.
        parameters: The address's parameters.
    """
    return Markup('<a href="?{}" target="_self">{}</a>').format(urlencode(parameters), text)


def outward_link(text: str, url: str) -> Markup:
    """Return a link to a page elsewhere; an address that may not be linked is shown as text."""
    if not _URL.match(url):
        return escape(text)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, text)


def work_markup(atlas: Atlas, work: Work, names: Mapping[str, str], chosen: Iterable[str] = ()) -> Markup:
    """Return a work with all its claims.

    Args:
        atlas: The knowledge base.
        work: The work.
        names: Display names of terms by id.
        chosen: The claims that a selection is about: shown first.
    """
    wanted = set(chosen)
    claims = sorted(work.claims, key=lambda claim: claim.id not in wanted)
    authors = ", ".join(work.authors) + (" et al." if work.et_al else "")
    first = f"first published in {work.year}" if publication_year(work) != work.year else ""
    about = " · ".join(each for each in (venue_and_year(work), first, work.scope.value, work.key) if each)
    parts = [
        Markup("<h3>{}</h3><p>{}</p>").format(work.title, authors),
        Markup('<p class="quiet">{}</p>').format(about),
        _links(work),
        _introduced(atlas, work),
    ]
    if not claims:
        parts.append(Markup('<p class="quiet">{}</p>').format(_why_no_claims(work)))
    parts += [claim_markup(atlas, claim, names) for claim in claims]
    parts += [Markup('<p class="quiet">Note: {}</p>').format(note) for note in work.notes]
    return _EMPTY.join(parts)


def claim_markup(atlas: Atlas, claim: Claim, names: Mapping[str, str], *, with_work: bool = False) -> Markup:
    """Return a claim with its evidence, inferred fields, doubts and checks.

    Args:
        atlas: The knowledge base.
        claim: The claim.
        names: Display names of terms by id.
        with_work: Whether its work is named.
    """
    direction = atlas.direction_of(claim)
    path = " › ".join(atlas.tree[node_id].name for node_id in atlas.tree.path(claim.node))
    marks = _EMPTY
    if claim.is_statement_inferred or claim.is_unverified:
        marks = _mark("unverified")
    work = _EMPTY
    if with_work:
        owner = atlas.work_of(claim)
        work = Markup("{}. ").format(state_link(f"{owner.title} ({owner.year})", {"question": "works", "show": owner.key}))
    values = {
        "stages": _terms(claim.stages, names, "not stated"),
        "capabilities": _terms(claim.capabilities, names),
        "modalities": _terms(claim.modalities, names),
        "models": artifact_links(atlas, (f"model:{each}" for each in claim.models)),
        "datasets": artifact_links(atlas, (f"dataset:{each}" for each in claim.datasets)),
        "input_datasets": artifact_links(atlas, (f"dataset:{each}" for each in claim.input_datasets)),
        "acquired_from": _terms(claim.acquired_from, names),
    }
    listed = [
        Markup("<dt>{}</dt><dd>{}{}</dd>").format(label, values[field], _mark("unverified") if field in claim.inferred else "")
        for field, label in claim_labels(atlas, claim).items()
        if values[field]
    ]
    listed.append(Markup("<dt>Evidence</dt><dd>{}</dd>").format(_evidence(claim)))
    if claim.checked:
        checks = "; ".join(f"{each.by}, {each.on}" for each in claim.checked)
        listed.append(Markup("<dt>Compared</dt><dd>{}</dd>").format(checks))
    doubt = Markup('<p class="doubt">In doubt: {}</p>').format(claim.doubt) if claim.doubt else _EMPTY
    return Markup(
        '<div class="claim" style="--side:var(--{});--side-text:var(--{}-text)">'
        '<p><span class="way">{}</span> · {} §{} <span class="quiet">{}</span></p>'
        "<p>{}{}{}</p>{}<dl>{}</dl></div>"
    ).format(
        direction,
        direction,
        DIRECTION_ARROWS[direction],
        path,
        atlas.tree[claim.node].section,
        claim.id,
        work,
        claim.statement,
        marks,
        doubt,
        _EMPTY.join(listed),
    )


def artifact_links(atlas: Atlas, nodes: Iterable[str]) -> Markup:
    """Return links to the lineage of artifacts, by their names in the graph; what is not in the graph is shown as text."""
    graph = graph_of(atlas)
    return Markup(", ").join(
        state_link(graph.nodes[node]["label"], {"question": "lineage", "of": node})
        if node in graph
        else escape(node.partition(":")[2])
        for node in nodes
    )


def findings_markup(findings: Sequence[Finding]) -> Markup:
    """Return findings as a list, each with its place, its rule, what is wrong and what to do.

    Args:
        findings: What the check says of an entry, by place.
    """
    item = Markup(
        '<li value="{}"><span class="quiet">Line {}, column {} · {}</span><br>{}<br><span class="quiet">→ {}</span></li>'
    )
    items = [
        item.format(number, each.line, each.column, each.code, _sentence(each.message), _sentence(each.fix))
        for number, each in enumerate(findings, 1)
    ]
    return Markup('<ol class="found">{}</ol>').format(_EMPTY.join(items))


def columns_markup(columns: Mapping[str, str]) -> Markup:
    """Return the columns of a table of the database, each with what it means.

    Args:
        columns: Meanings by name.
    """
    items = [Markup("<dt><code>{}</code></dt><dd>{}</dd>").format(name, meaning) for name, meaning in columns.items()]
    return Markup("<dl>{}</dl>").format(_EMPTY.join(items))


def _sentence(text: str) -> str:
    """Return a text with a capital letter."""
    return text[:1].upper() + text[1:]


def _links(work: Work) -> Markup:
    """Return the links of a work to pages elsewhere, and to itself in the explorer."""
    found = []
    if work.arxiv:
        found.append(outward_link(f"arXiv {work.arxiv}", f"https://arxiv.org/abs/{work.arxiv}"))
    if work.doi:
        found.append(outward_link(f"doi {work.doi}", f"https://doi.org/{work.doi}"))
    if work.url:
        found.append(outward_link("page", work.url))
    if work.links is not None:
        for name, url in work.links:
            if url:
                found.append(outward_link(name, url))
    found.append(state_link("similar works", {"question": "similar", "of": work.key}))
    return Markup('<p class="quiet">{}</p>').format(Markup(" · ").join(found))


def _introduced(atlas: Atlas, work: Work) -> Markup:
    """Return what a work introduces."""
    if work.introduces is None:
        return _EMPTY
    nodes = [f"model:{each.id}" for each in work.introduces.models]
    nodes += [f"dataset:{each.id}" for each in work.introduces.datasets]
    return Markup('<p><span class="quiet">Introduces</span> {}</p>').format(artifact_links(atlas, nodes))


def _why_no_claims(work: Work) -> str:
    """Say why a work has no claim."""
    uses = work.survey.background if work.survey is not None else ()
    said = "; ".join(f"§{use.section} {use.why}" for use in uses)
    return f"No claims: the survey cites it as background ({said})." if said else "No claims yet."


def _terms(ids: Iterable[str], names: Mapping[str, str], otherwise: str = "") -> Markup:
    """Return the names of terms."""
    return escape(", ".join(names.get(each, each) for each in ids) or otherwise)


def _mark(mark_id: str) -> Markup:
    """Return a mark; `framed` says below what it means."""
    return _MARK.format(MARKS[mark_id].word)


def _evidence(claim: Claim) -> Markup:
    """Return what a claim rests on; weak kinds are marked."""
    parts = []
    for item in claim.evidence:
        said = outward_link(item.describe(), item.url) if item.url else escape(item.describe())
        weak = _mark("weak") if item.source.is_weak else _EMPTY
        parts.append(said + weak)
    return Markup("; ").join(parts) or escape("none")
