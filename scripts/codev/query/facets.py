"""The facets by which works and claims are selected: one row a facet, from which everybody derives it.

The command line, Python, the explorer, the tables of the site and the SQL of the explorer take name, label, help and values
from `FACETS`; a new facet is a new row here.  A facet given twice means either, different facets mean both (DESIGN §5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from codev.atlas import Atlas
from codev.atlas.terms import families_of, sections_of
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError
from codev.graph import effects_of
from codev.model import COMPARED_NAMES, EVIDENCE_NAMES, Claim, Scope
from codev.model.fields import CLAIM_FIELDS
from codev.model.vocabularies import vocabularies_of
from codev.query.facet_kinds import ACCESS_NAMES, GROUPS, Facet, artifacts, closed, nodes, vocabulary
from codev.query.terms import NOT_STATED, find_dataset, find_model, find_term, find_work, fold, parse_years

DIRECTION_NAMES = {"data4model": "Data → model", "model4data": "Model → data"}
EFFECT_NAMES = {"improves": "Improves", "degrades": "Degrades (attacks)", "measures": "Measures (evaluation)"}
SCOPE_NAMES = {scope.value: scope.value.capitalize() for scope in Scope}
OPENNESS_NAMES = ACCESS_NAMES | {NOT_STATED: "No model named"}
EVIDENCE_VALUES = {source.value: name for source, name in EVIDENCE_NAMES.items()} | {
    "weak": "Weak evidence only",
    "unverified": "Unverified only",
}
YES_NO = {"yes": "Yes", "no": "No"}
CHECKED_VALUES = YES_NO | {"twice": "By two people"} | {each.value: name for each, name in COMPARED_NAMES.items()}
FIELD_NAMES = {"any": "Any field", "none": "No field"} | {field: field.replace("_", " ").capitalize() for field in CLAIM_FIELDS}


def _of_direction(direction: str) -> Callable[[Atlas, Claim], Sequence[str]]:
    """Return what reads the capabilities of the claims of one direction; ``not-stated`` where such a claim has none."""
    return lambda atlas, claim: claim.capabilities or (NOT_STATED,) if atlas.direction_of(claim) == direction else ()


def _either_capability(atlas: Atlas, text: str) -> set[str]:
    """Return the capabilities, enhanced or leveraged, that a text means."""
    found: set[str] = set()
    candidates: list[str] = []
    for name in ("enhanced", "leveraged"):
        try:
            found |= set(FACETS[name].find(atlas, text))
        except UnknownNameError as error:
            candidates += error.candidates
    if not found:
        raise UnknownNameError("capability", text, dict.fromkeys(candidates))
    return found


def _aliases_of_capabilities(atlas: Atlas) -> dict[str, list[str]]:
    """Return the aliases of capabilities of either list, by id: an id may stand in both."""
    found: dict[str, list[str]] = {}
    for term in (term for each in vocabularies_of("capability") for term in each.terms(atlas.taxonomy)):
        if term.aliases:
            found.setdefault(term.id, []).extend(term.aliases)
    return found


def _evidence_of(_: Atlas, claim: Claim) -> list[str]:
    """Return the kinds of evidence of a claim, and what they amount to."""
    kinds = [item.source.value for item in claim.evidence]
    kinds += ["weak"] if all(item.source.is_weak for item in claim.evidence) else []
    return kinds + (["unverified"] if claim.is_unverified else [])


def _openness_of(atlas: Atlas, claim: Claim) -> list[str]:
    """Return the access of the models that act in a claim; ``not-stated`` for one without a name.  Empty for data4model."""
    if atlas.direction_of(claim) != "model4data":
        return []
    named = [atlas.models[each] for each in claim.models if each in atlas.models]
    found = [NOT_STATED if each.kind == "unnamed" else each.access.value for each in named]
    return list(dict.fromkeys(found)) or [NOT_STATED]


def _checks_of(claim: Claim) -> list[str]:
    """Return whether a claim was checked, by two people, and against what."""
    values = ["yes" if claim.checked else "no", *(["twice"] if claim.is_checked_twice else [])]
    return values + list(dict.fromkeys(each.value for check in claim.checked for each in check.against))


def _find_years(atlas: Atlas, text: str) -> set[str]:
    """Return the years with works that a range holds."""
    first, last = parse_years(text)
    return {year for year in atlas.works_by_year if first <= int(year) <= last}


def _find_authors(atlas: Atlas, text: str) -> set[str]:
    """Return the authors whose name, case and accents aside, holds all words of a text."""
    words = fold(text).split()
    found = {name for name in atlas.works_by_author if all(word in fold(name) for word in words)}
    if not found:
        raise UnknownNameError("author", text, nearest(text, atlas.works_by_author))
    return found


def _section_names(atlas: Atlas) -> dict[str, str]:
    """Return the survey's sections by number, with what they are about."""
    return {section: f"§{section} {name}".rstrip() for section, name in atlas.names_by_section.items()}


def _find_section(atlas: Atlas, text: str) -> set[str]:
    """Return the section that a number or a name means."""
    names = [*_section_names(atlas).items(), *((section, name) for section, name in atlas.names_by_section.items() if name)]
    return {find_term("section", text.removeprefix("§").strip(), atlas.names_by_section, names)}


def _same(values: Iterable[str]) -> dict[str, str]:
    """Return values that are their own names."""
    return {value: value for value in values}


# -- the facets -----------------------------------------------------------------------------------------------------------

_DOES, _WITH, _WHO, _GROUNDED = GROUPS
_ROWS = (
    Facet(
        "node",
        "Approach or role",
        "A node of the taxonomy, with everything below it.",
        "claim",
        "tree",
        _DOES,
        lambda _, claim: (claim.node,),
        **nodes("node"),
    ),
    Facet(
        "role",
        "Role of a model",
        "What models do for data (survey §5 and §6): a node of model4data, with everything below it.",
        "claim",
        "tree",
        _DOES,
        lambda atlas, claim: (claim.node,) if atlas.direction_of(claim) == "model4data" else (),
        **nodes("role"),
    ),
    Facet(
        "direction",
        "Direction",
        "data4model (RQ1) or model4data (RQ2).",
        "claim",
        "terms",
        _DOES,
        lambda atlas, claim: (atlas.direction_of(claim),),
        **closed("direction", DIRECTION_NAMES),
    ),
    Facet(
        "stage",
        "Stage",
        "A stage of a model's life; not-stated for claims that state none.",
        "claim",
        "terms",
        _DOES,
        lambda _, claim: claim.stages or (NOT_STATED,),
        **vocabulary("stage"),
    ),
    Facet(
        "enhanced",
        "Capability enhanced",
        "What data enhance in a model, put at risk or measure (RQ1); the facet effect tells the three apart.",
        "claim",
        "long",
        _DOES,
        _of_direction("data4model"),
        **vocabulary("enhanced capability"),
    ),
    Facet(
        "leveraged",
        "Capability leveraged",
        "What the acting model draws on (RQ2).",
        "claim",
        "long",
        _DOES,
        _of_direction("model4data"),
        **vocabulary("leveraged capability"),
    ),
    Facet(
        "capability",
        "Capability, enhanced or leveraged",
        "Either of the two: enhanced and leveraged ask for one of them.",
        "claim",
        "long",
        "",
        lambda _, claim: claim.capabilities or (NOT_STATED,),
        lambda atlas: {**FACETS["enhanced"].names(atlas), **FACETS["leveraged"].names(atlas)},
        _either_capability,
        _aliases_of_capabilities,
        added=lambda atlas: {*FACETS["enhanced"].added(atlas), *FACETS["leveraged"].added(atlas)},
    ),
    Facet(
        "modality",
        "Modality",
        "A modality of the data; not-stated for claims that state none.",
        "claim",
        "terms",
        _DOES,
        lambda _, claim: claim.modalities or (NOT_STATED,),
        **vocabulary("modality"),
    ),
    Facet(
        "model",
        "Model",
        "A model by id, name or alias; not-stated for claims that name none.",
        "claim",
        "long",
        _WITH,
        lambda _, claim: claim.models or (NOT_STATED,),
        **artifacts("models", find_model),
    ),
    Facet(
        "openness",
        "Access to the acting model",
        "Whether the weights of the model that works on data can be had (RQ2): from memory unless an entry verifies it; "
        "not-stated for claims that name no model.",
        "claim",
        "terms",
        _WITH,
        _openness_of,
        **closed("kind of access", OPENNESS_NAMES),
    ),
    Facet(
        "dataset",
        "Dataset",
        "A dataset by id, name or alias, as data, output or input; not-stated for claims that name none.",
        "claim",
        "long",
        _WITH,
        lambda _, claim: (*claim.datasets, *claim.input_datasets) or (NOT_STATED,),
        **artifacts("datasets", find_dataset),
    ),
    Facet(
        "acquired",
        "Data acquired from",
        "Where acquired data come from.",
        "claim",
        "terms",
        _WITH,
        lambda _, claim: claim.acquired_from,
        **vocabulary("acquisition source", stated=False),
    ),
    Facet(
        "series",
        "Family of models",
        "A family of models, such as GPT-4: claims that name one of its models.",
        "claim",
        "long",
        _WITH,
        lambda atlas, claim: families_of(claim, atlas.models),
        **vocabulary("family", stated=False),
    ),
    Facet(
        "effect",
        "What the data do",
        "improves, degrades or measures: what the data do to the model (RQ1).",
        "claim",
        "terms",
        _DOES,
        lambda atlas, claim: sorted(effects_of(atlas, claim)),
        **closed("effect", EFFECT_NAMES),
    ),
    Facet(
        "evidence",
        "Evidence",
        "A kind of evidence; weak and unverified stand for claims without better evidence.",
        "claim",
        "terms",
        _GROUNDED,
        _evidence_of,
        **closed("kind of evidence", EVIDENCE_VALUES),
    ),
    Facet(
        "section",
        "Section of the survey",
        "A section of the survey, with its parts: claims that rest on its text.",
        "claim",
        "long",
        _GROUNDED,
        lambda _, claim: sections_of(claim),
        _section_names,
        _find_section,
        free=True,
        placeholder="3.2 or a name",
    ),
    Facet(
        "inferred",
        "Inferred fields",
        "A field that the evidence does not state; any or none.",
        "claim",
        "terms",
        _GROUNDED,
        lambda _, claim: (*claim.inferred_fields, "any") if claim.inferred else ("none",),
        **closed("inferred field", FIELD_NAMES),
    ),
    Facet(
        "doubt",
        "In doubt",
        "yes or no: whether a reason for doubt is recorded.",
        "claim",
        "terms",
        _GROUNDED,
        lambda _, claim: ("no" if claim.doubt is None else "yes",),
        **closed("value of doubt", YES_NO),
    ),
    Facet(
        "checked",
        "Checked",
        "yes, no or twice (by two people): whether someone compared the claim; or what it was compared with.",
        "claim",
        "terms",
        _GROUNDED,
        lambda _, claim: _checks_of(claim),
        **closed("value of checked", CHECKED_VALUES),
    ),
    Facet(
        "scope",
        "Scope",
        "surveyed (classified by the survey), background (cited by it only as background) or extended (newer, or not in it).",
        "work",
        "terms",
        _WHO,
        lambda _, work: (work.scope.value,),
        **closed("scope", SCOPE_NAMES),
    ),
    Facet(
        "year",
        "Year of first publication",
        "2023, or a range: 2023..2025, 2023.. or ..2022.",
        "work",
        "years",
        _WHO,
        lambda _, work: (str(work.year),),
        lambda atlas: _same(sorted(atlas.works_by_year, reverse=True)),
        _find_years,
        free=True,
        placeholder="Any, or 2023..2025",
    ),
    Facet(
        "author",
        "Author",
        "Parts of an author's name; case and accents do not matter.",
        "work",
        "long",
        _WHO,
        lambda _, work: work.authors,
        lambda _: {},
        _find_authors,
        free=True,
        placeholder="Any part of a name",
    ),
    Facet(
        "venue",
        "Venue",
        "A venue; case does not matter.",
        "work",
        "long",
        _WHO,
        lambda _, work: (work.venue,) if work.venue else (),
        lambda atlas: _same(sorted(atlas.works_by_venue, key=str.casefold)),
        lambda atlas, text: {find_term("venue", text, atlas.works_by_venue)},
        free=True,
    ),
    Facet(
        "work",
        "Work",
        "A work by key, title or arXiv id.",
        "work",
        "long",
        _WHO,
        lambda _, work: (work.key,),
        lambda _: {},
        lambda atlas, text: {find_work(atlas, text)},
        free=True,
        placeholder="Key, title or arXiv id",
    ),
    Facet(
        "text",
        "Words in title, authors or statement",
        "Words that all stand in title, authors, venue, key, names of introduced artifacts or the statement; case and accents "
        "do not matter.",
        "claim",
        "text",
        _WHO,
        lambda _, __: (),
        lambda _: {},
        lambda _, text: {text},
        placeholder="visual instruction",
    ),
)

FACETS: Mapping[str, Facet] = {facet.name: facet for facet in _ROWS}
"""Every facet by its name, in the canonical order of addresses."""

FACETS_BY_VOCABULARY: Mapping[str, Facet] = {facet.terms: facet for facet in _ROWS if facet.terms}
"""The facet whose values are the terms of a vocabulary, by the vocabulary's name."""
