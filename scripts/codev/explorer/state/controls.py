"""Streamlit's widgets tied to the state of the page, so that the address always says what is shown.

A widget is given its value from the state when it appears and gives it back when the run ends; whatever a visitor changes wins
over an address that the browser has not caught up with yet (see `codev.explorer.state.session`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codev.limits.questions import FACET_VALUES_MAX, VALUE_CHARACTERS_MAX

PREFIX = "w_"
"""Begins the session key of every widget whose value is part of the state."""

NOTE = " · "
"""Stands in an option's label between its name, which stays, and what is noted of it, which may change from run to run."""

CHANGED = "changed_by_visitor"
"""Session key: whether the present run was caused by a widget of the state."""


def mark_changed() -> None:
    """Note that a visitor changed a widget; every widget's callback."""
    st.session_state[CHANGED] = True


def widget_key(name: str) -> str:
    """Return the session key of the widget for a part of the state."""
    return f"{PREFIX}{name}"


class Controls:
    """Draws widgets with the values of the state and collects what they hold afterwards.

    Attributes:
        chosen: What the state says, replaced by what the widgets say as they are drawn.
    """

    def __init__(
        self, values: Mapping[str, tuple[str, ...]], resolve: Callable[[str, str], str] = lambda name, text: text
    ) -> None:
        """Start from the state.

        Args:
            values: Values by name; a name that is missing has none.
            resolve: Says what a text that was typed for a part of the state means.
        """
        self.chosen = dict(values)
        self._resolve = resolve

    def held(self, name: str) -> tuple[str, ...]:
        """Return what a part of the state will say once its widget is drawn.

        Args:
            name: The part of the state.
        """
        if widget_key(name) not in st.session_state:
            return self.chosen.get(name, ())
        held = st.session_state[widget_key(name)]
        listed = held if isinstance(held, (list, tuple)) else [held] if held else []
        settled = (self._resolve(name, str(each)[:VALUE_CHARACTERS_MAX].strip()) for each in listed[:FACET_VALUES_MAX])
        return tuple(dict.fromkeys(each for each in settled if each))

    def one(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        *,
        default: str = "",
        box: DeltaGenerator | None = None,
        free: bool = False,
        help: str | None = None,  # noqa: A002 - Streamlit's own word
        placeholder: str | None = None,
    ) -> str:
        """Draw a box to choose one thing from.

        Args:
            name: The part of the state.
            label: What stands above it.
            options: Display names by value.
            default: What is chosen where the state says nothing; empty for nothing.
            box: Where to draw it; in the page's present place by default.
            free: Whether other text may be typed, such as an alias.
            help: A longer explanation.
            placeholder: What an empty box says.

        Returns:
            The value, or an empty text.
        """
        self._seed(name, next(iter(self.chosen.get(name, ())), default) or None)
        known = self._settle(name, options, many=False)
        chosen = (box or st).selectbox(
            label,
            list(known),
            # Where something is chosen in any case the box cannot be emptied.
            index=0 if default else None,
            format_func=_namer(known),
            key=widget_key(name),
            on_change=mark_changed,
            accept_new_options=free,
            help=help,
            placeholder=placeholder or "Choose",
        )
        return self._keep(name, [chosen] if chosen else [], default)

    def few(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        *,
        default: str,
        box: DeltaGenerator | None = None,
        help: str | None = None,  # noqa: A002 - Streamlit's own word
    ) -> str:
        """Draw a row of buttons, one of which is pressed: for at most half a dozen choices.

        Args:
            name: The part of the state.
            label: What stands above it.
            options: Display names by value.
            default: What is chosen where the state says nothing, or nothing that exists.
            box: Where to draw it; in the page's present place by default.
            help: A longer explanation.
        """
        value = next(iter(self.chosen.get(name, ())), default)
        self._seed(name, value if value in options else default)
        chosen = (box or st).segmented_control(
            label,
            list(options),
            format_func=_namer(options),
            key=widget_key(name),
            on_change=mark_changed,
            required=True,
            help=help,
        )
        return self._keep(name, [chosen or default], default)

    def many(
        self,
        name: str,
        label: str,
        options: Mapping[str, str],
        *,
        box: DeltaGenerator | None = None,
        free: bool = False,
        help: str | None = None,  # noqa: A002 - Streamlit's own word
        placeholder: str = "Any",
    ) -> tuple[str, ...]:
        """Draw a box to choose several things from.

        Args:
            name: The part of the state.
            label: What stands above it.
            options: Display names by value.
            box: Where to draw it; in the page's present place by default.
            free: Whether other text may be typed, such as an alias.
            help: A longer explanation.
            placeholder: What an empty box says.

        Returns:
            The values in the order in which they were chosen.
        """
        self._seed(name, list(self.chosen.get(name, ())))
        known = self._settle(name, options, many=True)
        self._tell_labels(name, known)
        chosen = (box or st).multiselect(
            label,
            list(known),
            format_func=_namer(known),
            key=widget_key(name),
            on_change=mark_changed,
            accept_new_options=free,
            select_all=False,
            help=help,
            placeholder=placeholder,
        )
        self.chosen[name] = tuple(str(each)[:VALUE_CHARACTERS_MAX] for each in chosen)
        return self.chosen[name]

    def text(
        self,
        name: str,
        label: str,
        *,
        box: DeltaGenerator | None = None,
        help: str | None = None,  # noqa: A002 - Streamlit's own word
        placeholder: str = "",
    ) -> str:
        """Draw a line to write on.

        Args:
            name: The part of the state.
            label: What stands above it.
            box: Where to draw it; in the page's present place by default.
            help: A longer explanation.
            placeholder: What an empty line says.
        """
        self._seed(name, next(iter(self.chosen.get(name, ())), ""))
        written = (box or st).text_input(
            label,
            key=widget_key(name),
            on_change=mark_changed,
            max_chars=VALUE_CHARACTERS_MAX,
            help=help,
            placeholder=placeholder,
        )
        return self._keep(name, [written.strip()] if written and written.strip() else [], "")

    def forget(self, *names: str) -> None:
        """Empty some parts of the state.

        Args:
            names: The parts.
        """
        for name in names:
            self.chosen[name] = ()
            st.session_state.pop(widget_key(name), None)

    def keep_for(self, owner: object, place: str, *names: str) -> None:
        """Forget parts of the state that were chosen for something else that stood here.

        Args:
            owner: What they are about now, such as the columns of a table.
            place: Where that stands.
            names: The parts.
        """
        if st.session_state.setdefault(f"{PREFIX}of_{place}", owner) != owner:
            st.session_state[f"{PREFIX}of_{place}"] = owner
            self.forget(*names)

    def _settle(self, name: str, options: Mapping[str, str], *, many: bool) -> Mapping[str, str]:
        """Turn what was typed, such as an alias, into what it means, and return the options with whatever means nothing.

        Text that means nothing stays in the box, so that the visitor sees what the message beside it is about.
        """
        key = widget_key(name)
        held = st.session_state[key]
        listed = list(held or ()) if many else [held] if held else []
        # No browser sends more, or longer ones, but whoever speaks to the server directly may.
        bounded = [str(each)[:VALUE_CHARACTERS_MAX] for each in listed[:FACET_VALUES_MAX]]
        settled = [each if each in options else self._meant(name, each, options) for each in bounded]
        if settled != listed:
            settled = list(dict.fromkeys(settled))
            st.session_state[key] = settled if many else settled[0]
        strange = {each: each for each in settled if each not in options}
        return {**options, **strange} if strange else options

    def _meant(self, name: str, text: str, options: Mapping[str, str]) -> str:
        """Return what a text means that is no value: one that was typed, or the label that an option had when it was chosen."""
        bare, note, _ = text.partition(NOTE)
        found = next((value for value, label in options.items() if label.partition(NOTE)[0] == bare), text) if note else text
        return found if found != text else self._resolve(name, text)

    def _tell_labels(self, name: str, options: Mapping[str, str]) -> None:
        """Send the chosen values once more where they are called something else now: the browser knows them by their labels."""
        key = widget_key(name)
        labels = [options[each] for each in st.session_state[key]]
        if st.session_state.setdefault(f"{PREFIX}labels_{name}", labels) != labels:
            st.session_state[f"{PREFIX}labels_{name}"] = labels
            st.session_state[key] = list(st.session_state[key])

    def _seed(self, name: str, value: Any) -> None:
        """Give a widget that is not on the page yet its value."""
        if widget_key(name) not in st.session_state:
            st.session_state[widget_key(name)] = value

    def _keep(self, name: str, chosen: Sequence[str], default: str) -> str:
        """Remember what a widget of one value holds; what it would hold anyway is left out of the address."""
        value = str(chosen[0])[:VALUE_CHARACTERS_MAX] if chosen else ""
        self.chosen[name] = (value,) if value and value != default else ()
        return value


def _namer(names: Mapping[str, str]) -> Callable[[Any], str]:
    """Return the function that names an option; free text is its own name."""
    return lambda value: names.get(value, str(value))
