"""The page of closed loops: side by side in a table, then each with its steps.

How often a loop was run is no field of a claim: a number of rounds is shown only where a statement behind the loop says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.model import Claim
from codev.query import QUESTIONS, LoopRow, find_loops
from codev.show.cards import counted
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.questions import Thing, Things

_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS, 1)}
_COUNTED_ROUNDS = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)}) (?:rounds|iterations|cycles)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:rounds?|iterat\w{1,6}|cycles?)\b", re.IGNORECASE)

REPEATED = "repeated"
"""What stands for a number of rounds that a statement speaks of but does not give."""


@dataclass(frozen=True, slots=True)
class LoopSide:
    """A closed loop as a line of the table.

    Attributes:
        row: The loop.
        models: Its models.
        datasets: Its datasets.
        roles: The nodes under which its models work on its data.
        modalities: The modalities of its claims.
        sizes: The sizes of its datasets, as they are stated.
        rounds: How often it was run: "3 rounds", `REPEATED`, or empty where no statement speaks of it.
        rounds_claim: The claim that says so.
        year: The year of its first work; None where it rests on no work.
    """

    row: LoopRow
    models: list[Thing]
    datasets: list[Thing]
    roles: tuple[str, ...]
    modalities: tuple[str, ...]
    sizes: tuple[str, ...]
    rounds: str
    rounds_claim: str
    year: int | None


def loops_page(renderer: Renderer) -> Iterator[Page]:
    """Yield the page of loops.

    Args:
        renderer: Templates and knowledge base.
    """
    found = find_loops(renderer.claimed)
    thing = Things(renderer, "loops/")
    loops = [
        {
            "row": row,
            "steps": list(zip(thing.all(row.artifacts), row.relations, row.steps, strict=True)),
            "works": row.works,
        }
        for row in found.rows
    ]
    sides = [_side(renderer.claimed, row, thing) for row in found.rows]
    body = renderer.render(
        "loops.md.jinja", "loops/", loops=loops, sides=sides, note=found.note, limits=QUESTIONS["loops"].limits
    )
    yield page_of_section(
        "Questions",
        "loops/",
        "Loops",
        f"{counted(len(loops), 'closed loop')} in which a model takes part in making the data that train it.",
        body,
        layout="wide",
    )


def _side(atlas: Atlas, row: LoopRow, thing: Things) -> LoopSide:
    """Return a loop as a line of the table."""
    # A step may rest on a relation that an entry states without a claim.
    claims = [atlas.claims[each] for each in row.claims if each in atlas.claims]
    datasets = [atlas.datasets[name.partition(":")[2]] for name in row.artifacts if name.startswith("dataset:")]
    rounds, said_in = rounds_of(claims)
    return LoopSide(
        row=row,
        models=thing.all(name for name in row.artifacts if name.startswith("model:")),
        datasets=thing.all(name for name in row.artifacts if name.startswith("dataset:")),
        roles=tuple(dict.fromkeys(each.node for each in claims if atlas.direction_of(each) == "model4data")),
        modalities=tuple(dict.fromkeys(modality for each in claims for modality in each.modalities)),
        sizes=tuple(f"{each.best_size.as_stated} {each.best_size.unit}" for each in datasets if each.best_size),
        rounds=rounds,
        rounds_claim=said_in,
        year=min((atlas.works[key].year for key in row.works), default=None),
    )


def rounds_of(claims: Iterable[Claim]) -> tuple[str, str]:
    """Return how often statements say that a loop was run, and the claim that says it; both empty where none does.

    Args:
        claims: The claims behind the loop; a number goes before a word.
    """
    repeated = ("", "")
    for claim in claims:
        if found := _COUNTED_ROUNDS.search(claim.statement):
            return f"{_NUMBERS.get(found[1].lower(), found[1])} rounds", claim.id
        if not repeated[0] and _REPEATED.search(claim.statement):
            repeated = (REPEATED, claim.id)
    return repeated
