"""A page for every term that claims name (stage, capability, modality, source of data, family), and the index of terms.

A capability that data enhance and that models draw on has one page, with a part for each.  A term that no claim names has a
page that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from codev.ids import work_of_claim
from codev.model import Taxonomy
from codev.model.vocabularies import VOCABULARIES, Vocabulary, added_terms
from codev.query.facets import FACETS_BY_VOCABULARY
from codev.show.cards import counted
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.term_uses import Asked, Use, use_of

_HEADINGS = {
    "enhanced": "Enhanced or measured by data",
    "leveraged": "Drawn on by models that work on data",
    "families": "Works and claims that name its models",
}
"""The headings of what claims say, by the name of the term's list; of others they are just works and claims."""


def term_ids(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Return the folder and the id of every page of a term: a capability of either direction has one page.

    Args:
        taxonomy: The vocabulary.
    """
    listed = [(each.folder, term.id) for each in VOCABULARIES.values() if each.folder for term in each.terms(taxonomy)]
    return list(dict.fromkeys(listed))


def term_page(renderer: Renderer, folder: str, term_id: str) -> Page:
    """Return the page of a term.

    Args:
        renderer: Templates and knowledge base.
        folder: Of `term_ids`.
        term_id: The same.
    """
    terms = [
        (each, term)
        for each in VOCABULARIES.values()
        if each.folder == folder
        for term in each.terms(renderer.records.taxonomy)
        if term.id == term_id
    ]
    uses = [_use_of(renderer, vocabulary, term) for vocabulary, term in terms]
    vocabulary, term = terms[0]
    address = (renderer.addresses.term(vocabulary.members, term_id) or "").partition("#")[0]
    kind = "Capability" if vocabulary.direction else vocabulary.name.capitalize()
    aliases = list(dict.fromkeys(alias for _, each in terms for alias in each.aliases))
    models = renderer.records.models_by_family.get(term_id, ()) if vocabulary.name == "family" else ()
    sentence = getattr(term, "definition", "") or _family_sentence(term, len(models))
    said = ", ".join(f"{counted(use.work_count, 'work')} and {counted(use.claim_count, 'claim')}" for use in uses)
    body = renderer.render(
        "term.md.jinja",
        address,
        kind=kind,
        name=term.name,
        steps=[("Terms", "terms/"), (vocabulary.title, f"terms/#{vocabulary.members}")],
        section=getattr(term, "section", None),
        is_added=bool(added_terms(each for _, each in terms)),
        sentence=sentence,
        aliases=aliases,
        uses=uses,
        models=[
            (model, len({work_of_claim(each) for each in renderer.records.claims_by_model.get(model, ())})) for model in models
        ],
    )
    return Page(
        address=address,
        title=f"{term.name} ({kind.lower()})",
        description=f"{term.name}, {kind.lower()}. {sentence} {said} of the atlas.",
        body=body,
        section="Taxonomy",
        near=address,
        searched=frozenset(),
        facets={"kind": [kind]},
        names=tuple(aliases),
        weight=sum(use.claim_count for use in uses),
    )


def _family_sentence(term: Any, number: int) -> str:
    """Return what a family is in a sentence: it has no definition."""
    maker = f" by {term.developer}" if term.developer else ""
    return f"A family of models{maker}; the atlas knows {counted(number, 'model')} of it."


def _use_of(renderer: Renderer, vocabulary: Vocabulary, term: Any) -> Use:
    """Return what claims say of a term."""
    facet = FACETS_BY_VOCABULARY[vocabulary.name].name
    claims = renderer.records.claims_by_term.get(f"{vocabulary.prefix}:{term.id}", ())
    return use_of(
        renderer,
        claims,
        {facet: term.id},
        anchor=vocabulary.members,
        heading=_HEADINGS.get(vocabulary.members, "Works and claims"),
        definition=term.definition if vocabulary.direction else "",
    )


@dataclass(frozen=True)
class TermRow:
    """A term in the index.

    Attributes:
        id: Its id.
        name: As shown.
        address: The way to its page relative to the site's root, or None.
        about: Its definition, or what else is known.
        works: The number of works whose claims name it.
        asked: What asks for them; None where claims do not name such terms.
        is_added: Whether the atlas added it to the survey's.
    """

    id: str
    name: str
    address: str | None
    about: str
    works: int
    asked: Asked | None
    is_added: bool = False


def terms_index(renderer: Renderer) -> Iterator[Page]:
    """Yield the index of the terms of all vocabularies, and of the survey's sections.

    Args:
        renderer: Templates and knowledge base.
    """
    index, addresses = renderer.records.claims_by_term, renderer.addresses

    def row(term: Any, members: str, key: str, facet: str) -> TermRow:
        works = {work_of_claim(each) for each in index.get(key, ())}
        about = getattr(term, "definition", "") or getattr(term, "developer", "") or ""
        asked = {facet: term.id} if facet else None
        is_added = bool(added_terms([term]))
        return TermRow(term.id, term.name, addresses.term(members, term.id), about, len(works), asked, is_added)

    parts = []
    for each in VOCABULARIES.values():
        facet = FACETS_BY_VOCABULARY.get(each.name)
        # The tree, the rules and the roadmap have pages of their own.
        if each.name not in ("direction", "node", "rule", "roadmap item"):
            terms = each.terms(renderer.records.taxonomy)
            rows = [row(term, each.members, f"{each.prefix}:{term.id}", facet.name if facet else "") for term in terms]
            parts.append((each.about, each.members, rows))
    sections = [
        TermRow(
            section,
            f"§{section} {name}".rstrip(),
            addresses.section(section),
            "",
            len({work_of_claim(each) for each in index.get(f"section:{section}", ())}),
            {"section": section},
        )
        for section, name in renderer.records.names_by_section.items()
    ]
    parts.append(("Sections of the survey", "sections", sections))
    number = sum(len(rows) for _, _, rows in parts)
    yield page_of_section(
        "Taxonomy",
        "terms/",
        "Terms",
        f"The {number} terms by which works are described: {', '.join(about.lower() for about, _, _ in parts)}.",
        renderer.render("terms.md.jinja", "terms/", parts=parts),
    )
