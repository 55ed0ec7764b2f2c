"""What every view is given: the knowledge base, the state, the colours and the answer to the present query."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import streamlit as st

from codev.atlas import Atlas
from codev.errors import CodevError, UnknownNameError
from codev.explorer.results.options import Options, artifact_options, facet_options, thing_options, work_options
from codev.explorer.results.tables import Namer
from codev.explorer.state.address import State, taken
from codev.explorer.state.controls import Controls
from codev.explorer.state.session import go
from codev.memory import made_once
from codev.query import QUESTIONS, Query, Question, Result, run
from codev.query.facets import FACETS
from codev.show.looks import Palette
from codev.show.source import Loaded

Made = TypeVar("Made")

ANSWERS_MAX = 400
"""So many answers, and numbers beside facets, are kept for a knowledge base: who goes back and forth waits for none of them."""

LARGE_MAX = 60
"""So many tables and matrices as they are shown are kept beside them: one of them has up to half a megabyte."""


class Lookups:
    """Names and options of a knowledge base, each made when it is first needed and then shared by all visitors."""

    def __init__(self, atlas: Atlas) -> None:
        """Remember the knowledge base."""
        self._atlas = atlas

    @cached_property
    def namer(self) -> Namer:
        """Turns ids into names."""
        return Namer(self._atlas)

    @cached_property
    def facets(self) -> dict[str, Options]:
        """What can be chosen in each facet."""
        return dict(facet_options(self._atlas))

    @cached_property
    def aliases(self) -> dict[str, Mapping[str, Sequence[str]]]:
        """Other names of the values of each facet."""
        return {name: facet.aliases(self._atlas) for name, facet in FACETS.items()}

    @cached_property
    def subjects(self) -> dict[str, Options]:
        """What can be asked about, by what a parameter names."""
        return {
            "artifact": artifact_options(self._atlas, variants=True),
            "thing": thing_options(self._atlas),
            "work": work_options(self._atlas),
        }


@dataclass
class PageRun:
    """One run of the page.

    Attributes:
        loaded: The knowledge base and its version.
        state: The tab and the question; values are in the controls.
        controls: The widgets and their values.
        palette: Light or dark.
        lookups: Names and options.
    """

    loaded: Loaded
    state: State
    controls: Controls
    palette: Palette
    lookups: Lookups

    @property
    def atlas(self) -> Atlas:
        """The knowledge base."""
        return self.loaded.atlas

    @property
    def namer(self) -> Namer:
        """Turns ids into names."""
        return self.lookups.namer

    @property
    def question(self) -> Question:
        """The row of the question on show; only the views of questions ask for it."""
        return QUESTIONS[self.state.question]

    def now(self) -> State:
        """Return the state with the values that the widgets hold."""
        return State(self.state.view, self.state.question, self.controls.chosen)

    def query(self) -> Query | None:
        """Return the query on show; None, with the reason said on the page, where there is none."""
        try:
            return self.now().query()
        except CodevError as error:
            say_error(error)
            return None

    def answer(self, query: Query | None = None) -> Result | None:
        """Return the answer to a query; None, with the reason said on the page, where there is none.

        Args:
            query: What to ask; the query on show by default.
        """
        asked = query or self.query()
        if asked is None:
            return None
        try:
            return kept_answer(self.atlas, asked)
        except CodevError as error:
            say_error(error)
            if isinstance(error, UnknownNameError):
                self._offer(asked.question, error)
            return None

    def _offer(self, question: str, error: UnknownNameError) -> None:
        """Draw a button for each name that may be meant; it takes the place of the one that means nothing."""
        places = [name for name in taken(self.state.question) if error.name in self.controls.chosen.get(name, ())]
        if not places or not error.candidates:
            return
        with st.container(horizontal=True):
            for number, candidate in enumerate(error.candidates):
                mended = {
                    name: tuple(candidate if each == error.name else each for each in self.controls.chosen[name])
                    for name in places
                }
                st.button(plain_markdown(candidate), on_click=go, args=(question, mended), key=f"meant_{number}")


_lock = threading.Lock()


@made_once
def _kept(atlas: Atlas) -> tuple[dict[Hashable, Any], dict[Hashable, Any]]:
    """Return what is kept for a knowledge base: answers by the address of their query, and what is large."""
    return {}, {}


def kept(atlas: Atlas, key: Hashable, make: Callable[[], Made], *, is_large: bool = False) -> Made:
    """Return what was made for a knowledge base under a name, or make it now.

    Args:
        atlas: The knowledge base.
        key: The name, which says all that it depends on.
        make: Makes it.
        is_large: Whether only `LARGE_MAX` of its kind are kept.
    """
    known, most = _kept(atlas)[is_large], LARGE_MAX if is_large else ANSWERS_MAX
    with _lock:
        if key in known:
            found: Made = known[key]
            return found
    made = make()
    with _lock:
        while len(known) >= most:
            known.pop(next(iter(known)))
        known[key] = made
    return made


def kept_answer(atlas: Atlas, query: Query) -> Result:
    """Answer a query, from memory where the same was asked of the same knowledge base.

    Args:
        atlas: The knowledge base.
        query: What is asked.

    Raises:
        WrongUseError: The query names something that there is not.
    """
    return kept(atlas, query.to_url(), lambda: run(atlas, query))


def kept_of_rows(atlas: Atlas, rows: Sequence[object], key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made of rows of an answer, or make it now; the rows are known by their identity, which costs little.

    Args:
        atlas: The knowledge base.
        rows: The rows; they stay in memory for as long as what was made of them, so that no others take their identity.
        key: All else that it depends on.
        make: Makes it.
    """
    same = (key, *map(id, rows))
    return kept(atlas, same, lambda: (rows, make()), is_large=True)[1]


@made_once
def lookups_of(atlas: Atlas) -> Lookups:
    """Return the names and options of a knowledge base, made once."""
    return Lookups(atlas)


def say_error(error: CodevError) -> None:
    """Say on the page what is wrong and what to do about it; the text is shown as it is."""
    st.error(plain_markdown(f"{error.message[:1].upper()}{error.message[1:]}."), icon=":material/error:")
    if error.fix:
        st.caption(plain_markdown(f"{error.fix[:1].upper()}{error.fix[1:]}"))


def plain_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is: every sign that could mean something is escaped."""
    return "".join(f"\\{letter}" if letter in _SIGNS else " " if letter in "\r\n\t" else letter for letter in text)


_SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~$:^=&\"'/@")
