"""The page of gaps: which combinations have no work, ranked by their reason, and the map of all cells.

The stage is switched, and rows and columns are folded, by the style sheet: no script is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codev.query import QUESTIONS, GapCell, gaps
from codev.query.answers.gaps import STATUSES, ranked_gaps
from codev.show.gap_map import gap_name, reason_of, stage_maps
from codev.show.matrices import OTHERS, Cell
from codev.show.site_links import Links
from codev.show.words import CELL_TRUST
from codev.site.pages.entry_form import contribute_url
from codev.site.pages.environment import Renderer
from codev.site.pages.matrices import row_address
from codev.site.pages.page import Page, page_of_section

RANKED_SHOWN = 6
"""Gaps that stand above the map; the others are in a fold."""


def gaps_page(renderer: Renderer) -> Iterator[Page]:
    """Yield the page of gaps: those with the best reason, and the map of all cells with a view for each stage.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.claimed
    cells, links = gaps(atlas), Links(renderer.addresses, "../")
    counts = {state: sum(cell.status == state for cell in cells) for state in STATUSES}
    views = stage_maps(
        atlas,
        cells,
        address_of=lambda cell: _cell_address(links, cell),
        row_address=lambda node: f"../{row_address(atlas.tree.direction(node), node)}",
        term_address=links.term,
    )
    groups = [row for row in views[0].matrix.rows if row.id == row.group]
    folds = [(row.id, row.name) for row in groups]
    if views[0].matrix.columns and views[0].matrix.columns[-1].id == OTHERS:
        folds.append((OTHERS, views[0].matrix.columns[-1].name))
    ranked = [
        {
            "cell": cell,
            "names": gap_name(atlas, cell),
            "reason": reason_of(atlas, cell),
            "add": contribute_url("../", node=cell.node, stage=cell.stage, modality=cell.modality),
        }
        for cell in ranked_gaps(cells)
    ]
    body = renderer.render(
        "gaps.md.jinja",
        "gaps/",
        views=views,
        folds=folds,
        ranked=ranked,
        shown=RANKED_SHOWN,
        counts=counts,
        words=STATUSES,
        trust=CELL_TRUST,
        limits=QUESTIONS["gaps"].limits,
    )
    page = page_of_section(
        "Questions",
        "gaps/",
        "Gaps",
        f"{counts['empty']} empty cells of approach or role × stage × modality, those with the best reason first.",
        body,
        layout="wide",
        scripts=("matrix",),
    )
    yield replace(page, head=_switch_styles([view.id for view in views], [fold for fold, _ in folds]))


def _cell_address(links: Links, cell: Cell) -> str:
    """Return where a cell leads: to its works, to the rule by which it cannot be, or to where a work is added.

    What stands for several cells and holds no work leads nowhere: they stand beside it.
    """
    parts = [part for part in cell.parts if isinstance(part, GapCell)]
    if cell.works:
        found = [part for part in parts if part.works]
        nodes, stages, modalities = zip(*((part.node, part.stage, part.modality) for part in found), strict=True)
        return links.works(node=nodes, stage=stages, modality=modalities)
    (node, *other_nodes), (modality, *other_modalities) = ({part.node for part in parts}, {part.modality for part in parts})
    if other_nodes or other_modalities:
        return ""
    if cell.state == "not-applicable":
        return f"#rule-{parts[0].rule}"
    stage = parts[0].stage if len(parts) == 1 else ""
    return contribute_url("../", node=node, stage=stage, modality=modality)


def _switch_styles(views: Sequence[str], folds: Sequence[str]) -> str:
    """Return the style of the switch and the folds, which work without a script; ids have nothing to escape (`codev.ids`)."""
    groups = [fold for fold in folds if fold != OTHERS]
    rules = [
        f".codev-switch:has(#stage-{view}:checked)~{place}section:not(#map-{view})"
        for view in views
        for place in ("", "noscript>")
    ]
    rules += [f"{_folded(each)} tbody[data-group={each}] tr:not(.group)" for each in groups]
    rules.append(f"{_folded(OTHERS)} .folds")
    turned = [f"{_folded(fold)} label[for=fold-{fold}]::after" for fold in folds]
    shown = f"{_folded(OTHERS)} .folded{{display:table-cell}}"
    return f'<style>{",".join(rules)}{{display:none}}{shown}{",".join(turned)}{{content:"▸"}}</style>'


def _folded(fold: str) -> str:
    """Return the selector of the maps of a fold that is closed.

    What `:has` looks into is the switch, and not the map around it: while a page arrives, a browser styles what it looks into
    again for each piece, which was half of its work for the page of gaps.
    """
    return f".codev-folds:has(#fold-{fold}:not(:checked))~:is(section,noscript)"
