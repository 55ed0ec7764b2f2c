"""Tools that look things up: search by words, one record whole, terms of the taxonomy.

A name that nothing bears raises `UnknownNameError` with the nearest names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from codev.assistant.desk import Desk, addresses_of
from codev.assistant.meaning import nodes_called
from codev.assistant.reply import Found
from codev.assistant.schemas import STRINGS, JsonSchema, row_schema
from codev.atlas import Atlas
from codev.errors import CodevError, UnknownNameError, WrongUseError
from codev.graph import work_node
from codev.ids import split_artifact
from codev.limits.interfaces import MATCHES_MAX
from codev.limits.questions import VALUE_CHARACTERS_MAX
from codev.model import Record
from codev.model.vocabularies import VOCABULARIES
from codev.query import ClaimRow, Facets, claim_row, select_claims
from codev.query.terms import find_term, find_thing, find_work, fold

KINDS = ("work", "claim", "model", "dataset", "node")
"""What can be searched for."""

_TEXT: JsonSchema = {"type": "string"}


@dataclass(frozen=True)
class Lookup:
    """A tool that is no question.

    Attributes:
        name: Its name.
        title: What people see.
        description: What it answers.
        takes: Returns the schema of each argument.
        row: The schema of a row.
        find: Answers.
        required: The arguments without which it cannot be called.
        more: The schemas of what stands beside the rows.
    """

    name: str
    title: str
    description: str
    takes: Callable[[Atlas], dict[str, JsonSchema]]
    row: JsonSchema
    find: Callable[[Desk, Atlas, Mapping[str, Any]], Found]
    required: tuple[str, ...] = ()
    more: Mapping[str, JsonSchema] = field(default_factory=dict)


def text_of(given: Mapping[str, Any], name: str, length_max: int = VALUE_CHARACTERS_MAX) -> str:
    """Return an argument that is text.

    Args:
        given: The arguments.
        name: Which one; what is not given is empty.
        length_max: Characters that it may have.

    Raises:
        WrongUseError: It is no text, or too long.
    """
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongUseError(f"{name} is not text", f"give {name} as a string")
    if len(value) > length_max:
        raise WrongUseError(f"{name} has {len(value):,} characters, more than {length_max:,}", "give less")
    return value.strip()


def chosen(given: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
    """Return an argument that is one of some values; empty where it is not given.

    Raises:
        UnknownNameError: It is none of them.
    """
    value = text_of(given, name)
    return find_term(name, value, choices) if value else ""


def object_of(names: Mapping[str, JsonSchema]) -> JsonSchema:
    """Return the schema of an object that has all of some fields."""
    return {"type": "object", "properties": dict(names), "required": list(names)}


# -- search ---------------------------------------------------------------------------------------------------------------


def things_called(atlas: Atlas, name: str) -> list[str]:
    """Return everything that bears a name exactly, as the graph names it.

    Args:
        atlas: The knowledge base.
        name: An id, name, alias or title; case, hyphens and accents do not matter.
    """
    found = []
    if name in atlas.claims:
        return [f"claim:{name}"]
    with suppress(CodevError):
        found.append(f"work:{find_work(atlas, name)}")
    for kind, names in (("model", atlas.names.models), ("dataset", atlas.names.datasets)):
        artifact = names.find(split_artifact(name)[1])
        found += [f"{kind}:{artifact}"] if artifact else []
    nodes = [name] if name in atlas.tree else nodes_called(atlas, name)
    return found + [f"node:{node}" for node in nodes]


def _search(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Search by words, things with exactly this name first."""
    text, kind = text_of(given, "text"), chosen(given, "kind", KINDS)
    if not fold(text).split():
        raise WrongUseError("there is no word to search for", "give text = 'video captioning'")
    named = [each for each in things_called(atlas, text) if kind in ("", each.partition(":")[0])]
    rows = {each: _match(atlas, each, "bears this name") for each in named}
    all_words = True
    for joined in (" ", " OR "):
        for name, excerpt in _matches(desk, atlas, text, kind, joined):
            rows.setdefault(name, _match(atlas, name, excerpt))
        if rows:
            all_words = joined == " "
            break
    # Whoever types part of a title means that title; the shortest is nearest to what was typed.
    wanted = fold(text)
    found = sorted(rows.values(), key=lambda row: _distance(wanted, row, named))
    says = []
    exact = [each for each in named if not each.startswith(("work:", "claim:"))]
    if len(exact) > 1:
        says.append(
            f"{text!r} is the name of {len(exact)} things: {' and '.join(exact)}; give other tools the one that is meant."
        )
    if not rows:
        says.append(f"Nothing has any of these words. {_near(atlas, text)}")
    elif not all_words:
        says.append("Nothing has all of these words; these have some.")
    elif len(rows) >= MATCHES_MAX:
        says.append(f"Only the best {MATCHES_MAX:,} matches are counted.")
    return Found(found, says, page="search/", noun="hit")


def _distance(wanted: str, row: Mapping[str, Any], named: list[str]) -> tuple[int, int]:
    """Return how far a hit is from what was typed: first what bears the name, then titles that hold all of it."""
    if f"{row['kind']}:{row['id']}" in named or row["id"] in named:
        return 0, 0
    return (1, len(row["title"])) if wanted in fold(row["title"]) else (2, 0)


def _near(atlas: Atlas, text: str) -> str:
    """Return what an unknown name may be, as a sentence."""
    try:
        find_thing(atlas, text[:VALUE_CHARACTERS_MAX])
    except CodevError as error:
        return f"{error.fix[:1].upper()}{error.fix[1:]}" if error.fix else "Try fewer or more general words."
    return ""


def _matches(desk: Desk, atlas: Atlas, text: str, kind: str, joined: str) -> Iterator[tuple[str, str]]:
    """Yield what has the words of a text, best first, each with an excerpt."""
    from codev.export import SqlLimits, run_sql

    words = ["".join(each for each in word if each.isalnum() or each in "-.'") for word in text.split()]
    sought = joined.join(f'"{word}"*' for word in words[:20] if any(each.isalnum() for each in word))
    if not sought:
        return
    quoted = sought.replace("'", "''")
    where = f" AND kind = '{kind}'" if kind else ""
    # A title counts five times as much as the text below it (bm25 takes a weight for each column).
    query = (
        "SELECT kind, id, snippet(search, 4, '', '', '…', 16) FROM search "  # noqa: S608 - quoted above
        f"WHERE search MATCH '{quoted}'{where} ORDER BY bm25(search, 0, 0, 0, 5, 1), kind, id"
    )
    for found, name, excerpt in run_sql(desk.database(atlas), query, SqlLimits(rows=MATCHES_MAX)).rows:
        yield ":".join(map(str, (found, name))), str(excerpt).replace("\n", " ")


def _match(atlas: Atlas, name: str, excerpt: str) -> dict[str, Any]:
    """Return a match as a row."""
    kind, _, own = name.partition(":")
    if kind == "work":
        title, work = atlas.works[own].title, own
    elif kind == "claim":
        title, work = atlas.claims[own].statement, own.rpartition(".")[0]
    elif kind == "node":
        title, work = atlas.tree[own].name, None
    else:
        title = (atlas.models if kind == "model" else atlas.datasets)[own].name
        work = atlas.introducer("model" if kind == "model" else "dataset", own)
    return {"kind": kind, "id": own if kind == "claim" else name, "title": title, "work": work, "because": excerpt}


# -- one record -----------------------------------------------------------------------------------------------------------


def _record(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Return one record whole, with the claims that it makes or that name it."""
    name = text_of(given, "of")
    if (claim := atlas.claims.get(name.removeprefix("claim:"))) is not None:
        return _whole(f"claim:{claim.id}", claim, [claim_row(atlas, claim)], addresses_of(atlas).claim(claim.id))
    meant = _thing_or_work(atlas, name)
    kind, _, own = meant.partition(":")
    own = own.partition("@")[0]
    record: Record
    if kind == "work":
        record, rows = atlas.works[own], [claim_row(atlas, claim) for claim in atlas.works[own].claims]
    elif kind == "node":
        record, rows = atlas.tree[own], select_claims(atlas, Facets.of(node=own))
    else:
        record = (atlas.models if kind == "model" else atlas.datasets)[own]
        rows = select_claims(atlas, Facets.of(**{kind: own}))
    found = _whole(f"{kind}:{own}", record, rows, addresses_of(atlas).thing(meant))
    same = [each for each in things_called(atlas, name) if each != meant and not each.startswith("work:")]
    also = f"{name!r} is also the name of {' and '.join(same)}." if same and ":" not in name else ""
    return replace(found, says=[f"This is {meant}.", also, *found.says])


def _thing_or_work(atlas: Atlas, name: str) -> str:
    """Return the graph's name of what a text names; a title or an arXiv id names a work."""
    try:
        return find_thing(atlas, name)
    except UnknownNameError as error:
        try:
            return work_node(find_work(atlas, name))
        except UnknownNameError:
            raise error from None


def _whole(name: str, record: Record, rows: list[ClaimRow], page: str | None) -> Found:
    """Return a record with its claims."""
    kind, _, own = name.partition(":")
    document = record.model_dump(mode="json", exclude_defaults=True, exclude={"claims"})
    more = {"kind": kind, "id": own, "record": document}
    return Found([row.as_dict() for row in rows], [] if rows else ["No claim names it."], page, more, "claim")


# -- taxonomy -------------------------------------------------------------------------------------------------------------


def _taxonomy(desk: Desk, atlas: Atlas, given: Mapping[str, Any]) -> Found:
    """Return terms of the vocabularies: all of one, or those that a name or words mean."""
    wanted, text, below = chosen(given, "vocabulary", tuple(VOCABULARIES)), text_of(given, "text"), text_of(given, "below")
    inside = None
    if below:
        inside = (
            {below}
            if below in {each.id for each in atlas.taxonomy.directions}
            else set(atlas.tree.descendants(find_term("node", below, atlas.tree)))
        )
        wanted = "node"
    rows = [
        row
        for vocabulary in ([wanted] if wanted else VOCABULARIES)
        for row in _terms(desk, atlas, vocabulary)
        if inside is None or row["id"] in inside or row["direction"] in inside
    ]
    says = []
    if text:
        exact = [row for row in rows if fold(text) in {fold(each) for each in (row["id"], row["name"], *row["aliases"])}]
        words = fold(text).split()
        rows = exact or [
            row for row in rows if all(word in fold(f"{row['id']} {row['name']} {row['definition']}") for word in words)
        ]
        if len(exact) > 1:
            says.append(f"{text!r} is the name of {len(exact)} terms; ids tell them apart.")
        if not rows:
            find_term("term", text, [each.id for one in VOCABULARIES.values() for each in one.terms(atlas.taxonomy)])
    return Found(rows, says, page="taxonomy/", noun="term")


def _terms(desk: Desk, atlas: Atlas, name: str) -> Iterator[dict[str, Any]]:
    """Yield the terms of a vocabulary as rows."""
    addresses = addresses_of(atlas)
    vocabulary = VOCABULARIES[name]
    for term in vocabulary.terms(atlas.taxonomy):
        is_node = name == "node"
        yield {
            "vocabulary": name,
            "id": term.id,
            "name": getattr(term, "name", term.id),
            "definition": getattr(term, "definition", None) or getattr(term, "reason", None) or "",
            "aliases": list(getattr(term, "aliases", ())),
            "parent": getattr(term, "parent", None),
            "direction": atlas.tree.direction(term.id) if is_node else None,
            "claims": _claims_below(atlas, term.id) if is_node else None,
            "page": desk.page(addresses.node(term.id) if is_node else addresses.term(vocabulary.members, term.id)),
        }


def _claims_below(atlas: Atlas, node: str) -> int:
    """Return the number of claims at a node and below it."""
    return sum(len(atlas.claims_by_node.get(each, ())) for each in atlas.tree.descendants(node))


_NULLABLE: JsonSchema = {"type": ["string", "null"]}

LOOKUPS = (
    Lookup(
        "search",
        "Search",
        "Which works, claims, models, datasets and taxonomy nodes have these words? Start here where you have a name or a "
        "topic and no id: titles, authors, statements, aliases and definitions are searched; other tools take the ids.",
        lambda _: {
            "text": _TEXT | {"description": "Words; the beginning of a word is enough. A name, title, arXiv id or key too."},
            "kind": _TEXT | {"enum": list(KINDS), "description": "Only these."},
        },
        object_of({"kind": _TEXT, "id": _TEXT, "title": _TEXT, "work": _NULLABLE, "because": _TEXT}),
        _search,
        ("text",),
    ),
    Lookup(
        "record",
        "One record",
        "What does the atlas know of one work, claim, model, dataset or taxonomy node? The record whole, and the claims that "
        "it makes or that name it, with evidence.",
        lambda _: {
            "of": _TEXT
            | {"description": "A work's key, title or arXiv id; a claim's id; model:…, dataset:… or node:…; a unique name."}
        },
        row_schema(ClaimRow),
        _record,
        ("of",),
        {"kind": _TEXT, "id": _TEXT, "record": {"type": "object", "description": "The record, without its claims."}},
    ),
    Lookup(
        "taxonomy",
        "Taxonomy",
        "Which terms are there, and what do they mean? Approaches and roles (node), stages, capabilities, modalities and the "
        "other vocabularies, with definitions: the values that facets take.",
        lambda _: {
            "vocabulary": _TEXT | {"enum": list(VOCABULARIES), "description": "Only the terms of this vocabulary."},
            "text": _TEXT | {"description": "An id, a name, an alias, or words of the definition."},
            "below": _TEXT | {"description": "Only the nodes at and below this node or direction."},
        },
        object_of(
            {
                "vocabulary": _TEXT,
                "id": _TEXT,
                "name": _TEXT,
                "definition": _TEXT,
                "aliases": STRINGS,
                "parent": _NULLABLE,
                "direction": _NULLABLE,
                "claims": {"type": ["integer", "null"], "description": "Claims at a node and below it."},
                "page": _NULLABLE,
            }
        ),
        _taxonomy,
    ),
)
"""The tools that look things up."""
