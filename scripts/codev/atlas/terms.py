"""The terms that a claim names, and the terms that the survey explains in each of its sections.

A term is named with its vocabulary before it, ``stage:finetune``, since ids are unique only within one.  A section of the
survey and a family of models count as terms of a claim, although its evidence and its models name them.  A model that is not
known belongs to no family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from codev.model import Claim, DirectionId, Model, Taxonomy
from codev.model.references import own_references
from codev.model.vocabularies import VOCABULARIES, Vocabulary, vocabularies_of

SECTION = "section"
"""What stands before a section of the survey where terms are named."""


def and_above(section: str) -> list[str]:
    """Return a section of the survey and those that it lies in, the narrowest first; a table or figure lies in none.

    Args:
        section: ``3.1.1`` or ``Table 2``.
    """
    if " " in section:
        return [section]
    numbers = section.split(".")
    return [".".join(numbers[:length]) for length in range(len(numbers), 0, -1)]


def section_order(section: str) -> tuple[Any, ...]:
    """Return what puts sections in the order of the survey, tables and figures last.

    Args:
        section: ``3.1.1`` or ``Table 2``.
    """
    word, _, number = section.rpartition(" ")
    return (word, *map(int, number.split(".")))


def sections_of(claim: Claim) -> list[str]:
    """Return the survey's sections on whose text a claim rests, with those that they lie in.

    Args:
        claim: The claim.
    """
    return list(dict.fromkeys(each for item in claim.evidence if item.section for each in and_above(item.section)))


def families_of(claim: Claim, models: Mapping[str, Model]) -> list[str]:
    """Return the families of the models that a claim names.

    Args:
        claim: The claim.
        models: Models by id.
    """
    named = (models[each].family for each in claim.models if each in models)
    return list(dict.fromkeys(each for each in named if each))


def terms_of(claim: Claim, direction: DirectionId, models: Mapping[str, Model]) -> Iterator[str]:
    """Yield the terms that a claim names, each once; its node, under which others are, is none of them.

    Args:
        claim: The claim.
        direction: Its direction, which tells the two lists of capabilities apart.
        models: Models by id.
    """
    for field, vocabularies in _fields():
        for each in vocabularies:
            if each.direction in (None, direction):
                yield from (f"{each.prefix}:{term}" for term in dict.fromkeys(getattr(claim, field)))
    yield from (f"{VOCABULARIES['family'].prefix}:{each}" for each in families_of(claim, models))
    yield from (f"{SECTION}:{each}" for each in sections_of(claim))


@cache
def _fields() -> tuple[tuple[str, tuple[Vocabulary, ...]], ...]:
    """Return the fields of a claim that hold lists of terms, with the vocabularies that they may be of."""
    found = ((each.path, vocabularies_of(each.to)) for each in own_references(Claim))
    return tuple((path[0], vocabularies) for path, vocabularies in found if vocabularies and len(path) > 1)


def section_terms(taxonomy: Taxonomy) -> dict[str, list[tuple[Vocabulary, Any]]]:
    """Return the terms that the survey explains in each section, in the order of the files: the widest node first.

    Args:
        taxonomy: The vocabulary.
    """
    found: dict[str, list[tuple[Vocabulary, Any]]] = {}
    for each in VOCABULARIES.values():
        for term in each.terms(taxonomy):
            section = getattr(term, "section", None)
            if section is not None:
                found.setdefault(section, []).append((each, term))
    return {section: found[section] for section in sorted(found, key=section_order)}


def section_name(section: str, terms: Mapping[str, list[tuple[Vocabulary, Any]]]) -> str:
    """Return what a section is about in a word or two: its widest node, else what the terms in it are; empty where unknown.

    Args:
        section: ``3.1.1`` or ``Table 2``.
        terms: What `section_terms` gives.
    """
    there = terms.get(section) or [each for inner, found in terms.items() if inner.startswith(f"{section}.") for each in found]
    vocabularies = dict.fromkeys(vocabulary for vocabulary, _ in there)
    if section in terms and (there[0][0].name == "node" or len(there) == 1):
        return str(there[0][1].name)
    return next(iter(vocabularies)).title if len(vocabularies) == 1 else ""
