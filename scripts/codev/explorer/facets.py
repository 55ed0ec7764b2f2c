"""The facets on the left: every facet of `codev.query.facets`, in five groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from codev.explorer.controls import Controls
from codev.explorer.options import Options
from codev.query.facets import Facets

GROUPS: Mapping[str, tuple[str, ...]] = {
    "What it does": ("direction", "node", "role", "effect", "stage", "capability", "modality"),
    "With which models and data": ("model", "dataset", "acquired"),
    "Who, where, when": ("scope", "year", "author", "venue", "work"),
    "How well it is grounded": ("evidence", "inferred", "doubt", "checked"),
}
"""The facets below the text box, as they are grouped."""

LABELS: Mapping[str, str] = {
    "text": "Words in title, authors or statement",
    "direction": "Direction",
    "node": "Approach or role",
    "role": "Role of a model",
    "effect": "What the data do",
    "stage": "Stage",
    "capability": "Capability",
    "modality": "Modality",
    "model": "Model",
    "dataset": "Dataset",
    "acquired": "Acquired from",
    "scope": "Scope",
    "year": "Year of first publication",
    "author": "Author",
    "venue": "Venue",
    "work": "Work",
    "evidence": "Evidence",
    "inferred": "Inferred fields",
    "doubt": "In doubt",
    "checked": "Compared with the paper",
}

_HELP: Mapping[str, str] = {
    "text": "All words must occur; case and accents do not matter.",
    "node": "A node of the taxonomy stands for everything below it.",
    "role": "What models do for data (survey §5 and §6).",
    "effect": "Data → model only.",
    "capability": "What data enhance, or what an acting model draws on.",
    "model": "An alias will do: type GPT-4V and press Enter.",
    "dataset": "An alias will do: type LAION and press Enter.",
    "year": "A year, or a range that you type: 2023..2025, 2024.., ..2022.",
    "author": "Any part of a name, then Enter.",
    "work": "A key, a title or an arXiv id, then Enter.",
    "evidence": "What a classification rests on.",
    "inferred": "Fields that no item of evidence states.",
}

_PLACEHOLDERS: Mapping[str, str] = {
    "year": "Any, or 2023..2025",
    "author": "Any part of a name",
    "work": "Key, title or arXiv id",
}

FREE = frozenset(["node", "role", "stage", "capability", "model", "dataset", "year", "author", "venue", "work"])
"""The facets in which other text than the offered may be typed: names, aliases, ranges of years."""


def draw_facets(controls: Controls, options: Mapping[str, Options], taken: Collection[str]) -> None:
    """Draw the facets that a question takes and leave their values in the controls.

    Args:
        controls: The state of the page.
        options: What `codev.explorer.options.facet_options` returns.
        taken: The facets that the question takes; the others keep their values unseen.
    """
    st.caption("Several values of one facet mean either of them; several facets mean all of them.")
    if "text" in taken:
        controls.text("text", LABELS["text"], help=_HELP["text"], placeholder="visual instruction")
    for number, (group, members) in enumerate(GROUPS.items()):
        names = [name for name in members if name in taken]
        if not names:
            continue
        chosen = sum(bool(controls.chosen.get(name)) for name in names)
        title = f"{group} · {chosen}" if chosen else group
        # The key keeps a group open or shut while its title counts what is chosen in it.
        with st.expander(title, expanded=number == 0 or chosen > 0 or len(taken) < 4, key=f"facets_{number}"):
            for name in names:
                controls.many(
                    name,
                    LABELS[name],
                    options.get(name, {}),
                    free=name in FREE,
                    help=_HELP.get(name),
                    placeholder=_PLACEHOLDERS.get(name, "Any"),
                )


def facets_of(values: Mapping[str, tuple[str, ...]]) -> Facets:
    """Return the facets among the values of a state.

    Args:
        values: Values by name.

    Raises:
        pydantic.ValidationError: A value is too long or there are too many; `codev.explorer.state` cuts them before.
    """
    return Facets(**{name: values[name] for name in Facets.model_fields if values.get(name)})
