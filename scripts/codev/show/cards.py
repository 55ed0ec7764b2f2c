"""The templates that site and explorer share: cards of claims and works, matrices, and the style sheets of both.

Escaping is on and unknown names are refused.  A face sets up one environment and hands it ``to``: an object that says where a
work, a claim, a node, an artifact, an author, a venue and a mark lead on that face, or None where they lead nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from codev.atlas import Atlas
from codev.bib import publication_year, venue_and_year
from codev.graph.relations import RELATIONS
from codev.model import EVIDENCE_NAMES
from codev.model.vocabularies import term_names
from codev.query.answers.findings.wording import thousands
from codev.query.facets import FIELD_NAMES
from codev.query.standing import field_standings, standing_of
from codev.show.evidence_links import SURVEY_PDF, evidence_address
from codev.show.looks import SHAPES
from codev.show.rendering import QuickEnvironment
from codev.show.words import DIRECTION_ARROWS, MARKS, SHORT_STAGES, claim_labels, section_of

_FOLDER = Path(__file__).parent


def environment(atlas: Atlas, *folders: Path, cache: BytecodeCache | None = None) -> Environment:
    """Return what renders templates of a knowledge base: those that both faces share, and those of one.

    Args:
        atlas: The knowledge base.
        folders: Where a face has templates of its own.
        cache: Where compiled templates are kept.
    """
    made = QuickEnvironment(
        loader=FileSystemLoader([*folders, _FOLDER / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=cache,
    )
    made.filters |= {
        "host": host_of,
        "thousands": thousands,
        "counted": counted,
        "name_of": name_of,
        "whole_words": whole_words,
    }
    made.globals |= {
        "atlas": atlas,
        "tree": atlas.tree,
        "names": term_names(atlas.taxonomy),
        "arrows": DIRECTION_ARROWS,
        "relations": RELATIONS,
        "marks": MARKS,
        "section_of": section_of,
        "short_stages": SHORT_STAGES,
        "evidence_names": EVIDENCE_NAMES,
        "evidence_address": evidence_address,
        "survey_pdf": SURVEY_PDF,
        "sym": symbol,
        "claim_labels": partial(claim_labels, atlas),
        "field_names": FIELD_NAMES,
        "standing_of": standing_of,
        "field_standings": field_standings,
        "publication_year": publication_year,
        "venue_and_year": venue_and_year,
    }
    return made


def macros(made: Environment, name: str, **context: Any) -> Any:
    """Return the macros of a template as functions.

    Args:
        made: What renders it.
        name: The template.
        context: What its macros need besides their arguments, above all ``to``.
    """
    return made.get_template(name).make_module(context)


def card_styles() -> Sequence[str]:
    """Return the style sheets of what the shared templates show."""
    return [path.read_text("utf-8") for path in sorted((_FOLDER / "styles").glob("*.css"))]


@cache
def symbol(kind: str) -> Markup:
    """Return the shape of a kind of thing as inline SVG, hidden from screen readers: the text beside it says the kind."""
    path = SHAPES[kind].path
    return Markup('<svg class="sym sym-{}" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>').format(kind, path)


def name_of(term: str, names: Mapping[str, str]) -> str:
    """Return a term's name; the term itself where it has none, which the check reports."""
    return names.get(term, term)


def host_of(url: str) -> str:
    """Return an address's host, as a link's text."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def whole_words(text: str) -> Markup:
    """Return a text whose hyphenated words are not broken where a line has room for them, as a heading in large type wants."""
    parts = (
        Markup('<span class="codev-word">{}</span>').format(part) if "-" in part else escape(part) for part in text.split(" ")
    )
    return Markup(" ").join(parts)


def counted(number: int, noun: str) -> str:
    """Return a number with what it counts: "1 work", "25 works"."""
    return f"{thousands(number)} {noun}{'' if number == 1 else 's'}"
