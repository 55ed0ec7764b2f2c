"""The knowledge base as an "awesome list": one Markdown page, works under the taxonomy nodes that they are classified under.

Text of entries is escaped, so that a title is never markup.  What a statement says beyond its evidence is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.bib import venue_and_year, work_address
from codev.export.about import DESCRIPTION, LICENCE_ID, LICENCE_URL, SURVEY_TITLE, SURVEY_URL, TITLE, sizes
from codev.ids import work_of_claim
from codev.model import Claim, Scope, Work

FILE = "awesome.md"
"""The name of the file."""

HEADING_LEVEL_MAX = 6
"""Markdown has no deeper heading."""

_ESCAPED = re.compile(r"[\\`*_{}\[\]#]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "$": "&#36;", "~": "&#126;", "|": "&#124;"})


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the list.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    (folder / FILE).write_text("\n".join(_lines(atlas)) + "\n", encoding="utf-8", newline="\n")
    return [FILE]


def markdown_text(text: str) -> str:
    """Return a text as Markdown that shows it as it is, on GitHub too.

    Args:
        text: Any text on one line.
    """
    return _ESCAPED.sub(lambda match: "\\" + match.group(), text).translate(_ENTITIES)


def _lines(atlas: Atlas) -> Iterator[str]:
    yield from (f"# Awesome {TITLE}", "", f"{DESCRIPTION} {sizes(atlas)}.", "")
    yield f"It starts from [{markdown_text(SURVEY_TITLE)}]({SURVEY_URL}) and adds later works."
    yield from (
        "",
        "*(unverified)* marks a statement that says more than its evidence.  A work may be listed in several places.",
    )
    yield from ("", f"Licence: [{LICENCE_ID}]({LICENCE_URL}).", "", "## Contents", "")
    for direction in atlas.taxonomy.directions:
        yield f"- [{markdown_text(direction.name)}](#{direction.id})"
        for top in atlas.tree.tops:
            if atlas.tree.direction(top) == direction.id:
                yield f"  - [{markdown_text(atlas.tree[top].name)}](#{top})"
                yield from (f"    - [{markdown_text(atlas.tree[child].name)}](#{child})" for child in atlas.tree.children(top))
    yield "- [Background of the survey](#background)"
    for direction in atlas.taxonomy.directions:
        yield from ("", f'## <a id="{direction.id}"></a>{markdown_text(direction.name)}', "")
        yield f"{direction.question}: {markdown_text(direction.asks)}"
        for node_id in atlas.tree:
            if atlas.tree.direction(node_id) == direction.id:
                yield from _section(atlas, node_id)
    yield from ("", '## <a id="background"></a>Background of the survey', "")
    for work in atlas.works.values():
        if work.scope is Scope.BACKGROUND and not work.claims:
            whys = " ".join(use.why for use in work.survey.background) if work.survey else ""
            yield f"- {_reference(work)} {markdown_text(whys)}".rstrip()


def _section(atlas: Atlas, node_id: str) -> Iterator[str]:
    """Yield a node's heading, definition and the works right under it; nothing for a node without any below it."""
    if not atlas.claims_by_node[node_id]:
        return
    node = atlas.tree[node_id]
    level = min(3 + atlas.tree.depth(node_id), HEADING_LEVEL_MAX)
    yield from ("", f'{"#" * level} <a id="{node_id}"></a>{markdown_text(node.name)}', "", markdown_text(node.definition))
    by_work: dict[str, list[Claim]] = {}
    for claim_id in atlas.claims_by_node[node_id]:
        claim = atlas.claims[claim_id]
        if claim.node == node_id:
            by_work.setdefault(work_of_claim(claim_id), []).append(claim)
    if by_work:
        yield ""
    for key in sorted(by_work, key=lambda key: (-atlas.works[key].year, key)):
        statements = " ".join(map(_statement, by_work[key]))
        yield f"- {_reference(atlas.works[key])} {statements}"


def _statement(claim: Claim) -> str:
    """Return a claim's sentence, marked where it says more than its evidence."""
    mark = " *(unverified)*" if claim.is_statement_inferred or claim.is_unverified else ""
    return markdown_text(claim.statement) + mark


def _reference(work: Work) -> str:
    """Return a link to a work, its first author, venue and year."""
    address = work_address(work)
    title = markdown_text(work.title)
    link = f"[{title}]({address.replace('(', '%28').replace(')', '%29')})" if address else title
    return f"**{link}** ({markdown_text(work.byline)}, {markdown_text(venue_and_year(work))})."
