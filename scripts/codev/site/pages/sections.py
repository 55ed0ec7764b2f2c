"""A page for every section of the survey: what it is about, its terms, its works and claims, and what came since.

What a section is about is said by the definitions of the terms that the survey explains there; the survey's own words are not
copied.  A section that explains no term says so, and shows why the works that it cites are cited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codev.atlas.terms import SECTION, and_above, section_order, section_terms
from codev.ids import work_of_claim
from codev.model import Work
from codev.model.vocabularies import Vocabulary
from codev.show.cards import counted
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.survey import extended_works
from codev.site.pages.term_uses import use_of
from codev.site.pages.works import newest_first

CITED_SHOWN = 60
"""Works that are listed as cited without a claim; the narrower sections have all."""


@dataclass(frozen=True)
class Explained:
    """A term that a section explains.

    Attributes:
        kind: The vocabulary's name.
        name: The term's name.
        address: Where it stands on the site, relative to the root.
        about: Its definition.
    """

    kind: str
    name: str
    address: str
    about: str


def section_page(renderer: Renderer, section: str) -> Page:
    """Return the page of a section of the survey.

    Args:
        renderer: Templates and knowledge base.
        section: Its number.
    """
    atlas, names = renderer.records, renderer.records.names_by_section
    name, address = names[section], renderer.addresses.section(section) or ""
    terms = section_terms(atlas.taxonomy).get(section, [])
    nodes = _tops(renderer, terms)
    claims = atlas.claims_by_term.get(f"{SECTION}:{section}", ())
    use = use_of(renderer, claims, {"section": section}, anchor="claims", heading="Works and claims that rest on it")
    cited = set(atlas.works_by_section.get(section, ()))
    uncited = cited - {work_of_claim(each) for each in claims}
    others = newest_first(atlas.works[key] for key in uncited)
    since, since_number = extended_works(renderer, nodes)
    parts = sorted((each for each in names if each.rpartition(".")[0] == section), key=section_order)
    sentence = _sentence(section, names, terms)
    above = and_above(section)[:0:-1]
    body = renderer.render(
        "section.md.jinja",
        address,
        steps=[
            ("Terms", "terms/"),
            ("Sections of the survey", "terms/#sections"),
            *((f"§{each}", renderer.addresses.section(each) or "") for each in above),
        ],
        section=section,
        name=name,
        sentence=sentence,
        cited_count=len(cited),
        parts=[(each, names[each], len(atlas.works_by_section.get(each, ()))) for each in parts],
        explained=[
            _explained(renderer, vocabulary, term) for vocabulary, term in terms if term.id not in nodes[:1] or len(terms) > 1
        ],
        use=use,
        others=[(work.key, _reasons(work, section)) for work in others[:CITED_SHOWN]],
        other_count=len(others),
        since=since,
        since_count=since_number,
        nodes=nodes,
    )
    return Page(
        address=address,
        title=f"§{section} of the survey" + (f": {name}" if name else ""),
        description=f"{sentence} {counted(len(cited), 'work')} cited in §{section} of the survey.",
        body=body,
        section="Taxonomy",
        near=address,
        searched=frozenset(["terms"]),
        facets={"kind": ["Section of the survey"]},
        names=(f"§{section}", section),
        weight=use.claim_count,
    )


def _tops(renderer: Renderer, terms: Sequence[tuple[Vocabulary, Any]]) -> list[str]:
    """Return the nodes among terms that do not lie in another one of them."""
    nodes = [term.id for vocabulary, term in terms if vocabulary.name == "node"]
    return [node for node in nodes if not set(renderer.records.tree.ancestors(node)) & set(nodes)]


def _sentence(section: str, names: Mapping[str, str], terms: Sequence[tuple[Vocabulary, Any]]) -> str:
    """Return what a section is about in a sentence."""
    if terms and (terms[0][0].name == "node" or len(terms) == 1):
        term = terms[0][1]
        return str(getattr(term, "definition", "") or getattr(term, "summary", ""))
    if terms:
        return f"The survey explains {counted(len(terms), 'term')} of the atlas here; they are listed below."
    above = and_above(section)[1:2]
    place = " ".join(["A part of", *(f"§{each}" + (f", {names[each]}" if names[each] else "") for each in above)])
    return f"{place if above else 'A chapter of the survey'}; the taxonomy has no term of its own for it."


def _explained(renderer: Renderer, vocabulary: Vocabulary, term: Any) -> Explained:
    """Return a term that a section explains."""
    if vocabulary.name == "node":
        address = renderer.addresses.node(term.id)
    elif vocabulary.name == "roadmap item":
        address = f"roadmap/#{term.id}"
    else:
        address = renderer.addresses.term(vocabulary.members, term.id) or f"terms/#{vocabulary.members}-{term.id}"
    about = getattr(term, "definition", "") or getattr(term, "summary", "")
    return Explained(vocabulary.name, term.name, address, about)


def _reasons(work: Work, section: str) -> list[str]:
    """Return what the survey cites a work for in a section or its parts, where that is background."""
    uses = work.survey.background if work.survey is not None else ()
    return [use.why for use in uses if section in and_above(use.section)]
