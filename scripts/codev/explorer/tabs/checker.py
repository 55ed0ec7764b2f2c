"""An entry, pasted or uploaded: what the check says of it, and where the work would sit."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from codev.atlas import Atlas
from codev.contribute.entry_check import Verdict, check_entry
from codev.errors import CodevError
from codev.explorer.results.entry_place import Place, place_of, suggest_nodes
from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.view import View
from codev.explorer.widgets.drawn import draw, work_html
from codev.explorer.widgets.markup import findings_markup, framed
from codev.explorer.widgets.picture import draw_work_lineage
from codev.explorer.widgets.row_details import counted, panel
from codev.graph import work_node
from codev.limits.files import WORK_BYTES_MAX
from codev.memory import made_once
from codev.model import Work
from codev.show.words import section_of
from codev.store.yaml_out import canonical_text

EXAMPLE_KEY = "liu2023visual"
"""An entry to begin with, where the knowledge base has it."""

FINDINGS_MAX = 100
"""So many findings are listed; who has more mends these first."""

TEXT_KEY = "entry_text"
"""Session key of the pasted text; an entry is no part of the address."""

SEEN_MAX = 50
"""So many entries that were looked at are kept for a knowledge base."""

if TYPE_CHECKING:
    from codev.contribute.suggest import Suggester

_lock = threading.Lock()


@View(
    id="checker",
    label="Check",
    group="Tools",
    place=20,
    asks="What does the check find in an entry, and how would the work be classified?",
    extras=(),
)
def show(page: PageRun) -> None:
    """Draw the tab."""
    st.caption("The entry is checked and not stored. It is not part of the address.")
    uploaded = st.file_uploader("An entry as a file", type=["yaml", "yml"], key="entry_file")
    st.text_area(
        "… or as text",
        key=TEXT_KEY,
        persist_state="session",
        height=280,
        max_chars=WORK_BYTES_MAX,
        placeholder="key: wu2023nextgpt\ntitle: 'NExT-GPT: Any-to-Any Multimodal LLM'\nauthors: […]",
    )
    with st.container(horizontal=True):
        st.button("Check", type="primary", key="check_entry")
        st.button("Start with an example", on_click=_take_example, args=(page.atlas,), key="example_entry")
    raw = uploaded.getvalue() if uploaded is not None else st.session_state.get(TEXT_KEY, "").encode("utf-8", "replace")
    if not raw.strip():
        st.info(
            "Paste an entry or upload a file: the findings of `codev check` appear here as you go.",
            icon=":material/arrow_upward:",
        )
        return
    seen = look_at(page.atlas, raw)
    _draw_verdict(seen.verdict)
    if seen.verdict.work is not None:
        _draw_place(page, seen)


@dataclass(frozen=True)
class EntryVerdict:
    """What is known of an entry.

    Attributes:
        verdict: What the check says.
        place: Where the work would sit; None where it cannot be read or placed.
        trouble: Why it cannot be placed; empty where it can.
    """

    verdict: Verdict
    place: Place | None = None
    trouble: str = ""


@made_once
def _seen(atlas: Atlas) -> dict[bytes, EntryVerdict]:
    """Return what was found of entries that were looked at, by their digest."""
    return {}


def look_at(atlas: Atlas, raw: bytes) -> EntryVerdict:
    """Return what is known of an entry, from memory where it was looked at just now: most runs change nothing in it.

    Args:
        atlas: The knowledge base.
        raw: The entry.
    """
    digest = hashlib.blake2b(raw, digest_size=16).digest()
    kept = _seen(atlas)
    with _lock:
        found = kept.get(digest)
    if found is not None:
        return found
    verdict = check_entry(atlas, raw)
    seen = EntryVerdict(verdict)
    if verdict.work is not None:
        try:
            seen = EntryVerdict(verdict, place_of(atlas, verdict.work))
        except CodevError as error:
            seen = EntryVerdict(verdict, trouble=str(error))
    with _lock:
        while len(kept) >= SEEN_MAX:
            kept.pop(next(iter(kept)))
        kept[digest] = seen
    return seen


def _take_example(atlas: Atlas) -> None:
    """Put an entry of the knowledge base into the box; the button's callback."""
    key = EXAMPLE_KEY if EXAMPLE_KEY in atlas.works else next(iter(atlas.works), "")
    if key:
        st.session_state[TEXT_KEY] = canonical_text(atlas.works[key], "work", key)


def _draw_verdict(verdict: Verdict) -> None:
    """Draw the findings."""
    if verdict.replaces:
        st.info(
            plain_markdown(
                f"The knowledge base has {verdict.path.rpartition('/')[2]} already: the check compares this entry in its place."
            ),
            icon=":material/swap_horiz:",
        )
    if not verdict.findings:
        st.success(plain_markdown(f"No findings. Save it as {verdict.path}."), icon=":material/check_circle:")
        return
    st.warning(plain_markdown(f"{counted(len(verdict.findings), 'finding')} in {verdict.path}."), icon=":material/rule:")
    st.html(framed(findings_markup(verdict.findings[:FINDINGS_MAX])))
    if len(verdict.findings) > FINDINGS_MAX:
        st.caption(f"The first {FINDINGS_MAX} of {len(verdict.findings):,} findings.")


def _draw_place(page: PageRun, seen: EntryVerdict) -> None:
    """Draw where the work would sit."""
    work, place = seen.verdict.work, seen.place
    if work is None or place is None:
        st.warning(
            plain_markdown(f"It cannot be shown in the knowledge base: {seen.trouble}"), icon=":material/wrong_location:"
        )
        return
    st.markdown("##### Compared with known works")
    if place.duplicate is not None:
        other = page.atlas.works[place.duplicate.key]
        st.error(
            plain_markdown(f"This may be the known work {other.key} ({other.title}): the same {place.duplicate.why.value}."),
            icon=":material/content_copy:",
        )
    else:
        st.caption("No work in the knowledge base has the same ids or title.")
    if place.alike:
        st.dataframe(
            pd.DataFrame(
                {
                    "Similar work": [row.title for row in place.alike],
                    "Year": [row.year for row in place.alike],
                    "Score": [row.score for row in place.alike],
                }
            ),
            hide_index=True,
            column_config={"Score": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="%.2f")},
            alt="Similar works",
        )
    _draw_taxonomy(page, place, work)
    _draw_graph(page, place, work)
    with panel("Preview of its page", "", "preview_of_page") as is_open:
        if is_open:
            draw(page, work_html(place.atlas, place.atlas.works[work.key]), "preview")


def _draw_taxonomy(page: PageRun, place: Place, work: Work) -> None:
    """Draw the nodes of its claims, and those that its words suggest."""
    st.markdown("##### In the taxonomy")
    tree = page.atlas.tree
    for node in place.nodes:
        path = " › ".join(tree[each].name for each in tree.path(node))
        others = len(page.atlas.works_by_node.get(node, ()))
        st.caption(plain_markdown(f"{path} ({section_of(tree[node])}), beside {counted(others, 'work')}"))
    if not place.nodes:
        st.caption("No claim is under a node of the taxonomy yet.")
    suggestions = suggest_nodes(_suggester(page.atlas), work)
    if suggestions:
        st.dataframe(
            pd.DataFrame(
                {
                    "Suggested from its text": [tree[each.leaf].name for each in suggestions],
                    "Within": [tree[each.node].name for each in suggestions],
                    "Because of": [", ".join(each.terms) for each in suggestions],
                    "Claimed": ["yes" if {each.leaf, each.node} & _lines(page.atlas, place) else "no" for each in suggestions],
                }
            ),
            hide_index=True,
            alt="Taxonomy nodes suggested from the entry's text",
        )


def _draw_graph(page: PageRun, place: Place, work: Work) -> None:
    """Draw the edges that it would bring."""
    st.markdown("##### In the graph")
    between = [arrow for arrow in place.arrows if not arrow.source.startswith("work:")]
    if not between:
        st.caption("Its claims do not connect a model with a dataset yet: name models and datasets in them.")
        return
    st.caption(f"{counted(len(between), 'arrow')} between models and datasets would be added.")
    draw_work_lineage(page, place.atlas, work_node(work.key))


def _lines(atlas: Atlas, place: Place) -> set[str]:
    """Return the nodes of the claims and all nodes above them."""
    return {each for node in place.nodes for each in atlas.tree.path(node)}


@made_once
def _suggester(atlas: Atlas) -> Suggester:
    """Return the suggester of a knowledge base, trained once."""
    from codev.contribute.suggest import Suggester

    return Suggester(atlas)
