"""The taxonomy's tree, and a page for every node: definition, what it divides into, and the claims under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.ids import work_of_claim
from codev.model import Claim
from codev.model.vocabularies import added_terms
from codev.show.cards import counted
from codev.show.words import DIRECTION_ARROWS
from codev.site.pages.entry_form import contribute_url
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.works import newest_claims_first


@dataclass(frozen=True)
class ClaimGroup:
    """Claims under one heading."""

    title: str
    anchor: str
    claims: list[Claim]


def node_page(renderer: Renderer, node_id: str) -> Page:
    """Return the page of a taxonomy node.

    Args:
        renderer: Templates and knowledge base.
        node_id: The node.
    """
    atlas, tree = renderer.records, renderer.records.tree
    node, address = tree[node_id], renderer.addresses.node(node_id)
    direction = tree.direction(node_id)
    level = level_name(atlas, node_id)
    claim_ids, work_count = atlas.claims_by_node[node_id], len(atlas.works_by_node[node_id])
    children = [
        {
            "id": child,
            "name": tree[child].name,
            "definition": tree[child].definition,
            "works": len(atlas.works_by_node[child]),
            "is_added": tree[child].is_added,
        }
        for child in tree.children(node_id)
    ]
    body = renderer.render(
        "node.md.jinja",
        address,
        node=node,
        direction=direction,
        level=level,
        degrades=tree.degrades(node_id),
        steps=[
            ("Taxonomy", "taxonomy/"),
            *((tree[each].name, renderer.addresses.node(each)) for each in tree.path(node_id)[:-1]),
        ],
        children=children,
        groups=_groups(atlas, node_id),
        claim_count=len(claim_ids),
        work_count=work_count,
        stage_counts=_stage_counts(atlas, claim_ids),
        contribute_url=contribute_url("../../", node=node_id),
    )
    return Page(
        address=address,
        title=f"{node.name} ({level[:1].lower()}{level[1:]})",
        description=f"{node.definition} {counted(work_count, 'work')}, {counted(len(claim_ids), 'claim')}.",
        section="Taxonomy",
        body=body,
        searched=frozenset(["children"]),
        names=node.aliases,
        weight=len(claim_ids),
        facets={
            "kind": ["Approach or role"],
            "direction": [DIRECTION_ARROWS[direction]],
        },
    )


def level_name(atlas: Atlas, node_id: str) -> str:
    """Return what a node is called: an objective, an approach, a role, or a part of one (DESIGN §2).

    Args:
        atlas: The knowledge base.
        node_id: The node.
    """
    tree = atlas.tree
    kind = "approach" if tree.direction(node_id) == "data4model" else "role"
    subsection = tree.subsection_of(node_id)
    if subsection is None:
        return "Objective" if tree.depth(node_id) == 0 else f"Group of {kind}{'es' if kind == 'approach' else 's'}"
    return kind.capitalize() if subsection == node_id else f"Part of the {kind} “{tree[subsection].name}”"


def _groups(atlas: Atlas, node_id: str) -> list[ClaimGroup]:
    """Return the claims under a node: its own first, then those of each child, the newest works first."""
    own = [claim for claim_id in atlas.claims_by_node[node_id] if (claim := atlas.claims[claim_id]).node == node_id]
    children = atlas.tree.children(node_id)
    title = "In none of these parts" if children else "Works and claims"
    groups = [ClaimGroup(title, "claims", newest_claims_first(atlas, own))] if own else []
    for child in children:
        below = [atlas.claims[claim_id] for claim_id in atlas.claims_by_node[child]]
        if below:
            groups.append(ClaimGroup(atlas.tree[child].name, child, newest_claims_first(atlas, below)))
    return groups


def _stage_counts(atlas: Atlas, claim_ids: Iterable[str]) -> list[tuple[str, int]]:
    """Return how many works have claims at each stage, stages without any left out."""
    claims = [atlas.claims[claim_id] for claim_id in claim_ids]
    counts = [
        (stage.id, len({work_of_claim(claim.id) for claim in claims if stage.id in claim.stages}))
        for stage in atlas.taxonomy.stages
    ]
    return [each for each in counts if each[1]]


def taxonomy_page(renderer: Renderer) -> Page:
    """Return the page of the whole tree and of the other vocabularies.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas, taxonomy = renderer.claimed, renderer.records.taxonomy
    tops: dict[str, list[str]] = {direction.id: [] for direction in taxonomy.directions}
    for node_id in atlas.tree.tops:
        tops.setdefault(atlas.tree.direction(node_id), []).append(node_id)

    added = len(added_terms(atlas.tree.values()))
    counts = {"survey": len(atlas.tree) - added, "added": added}
    body = renderer.render("taxonomy.md.jinja", "taxonomy/", tops=tops, node_counts=counts)
    return page_of_section(
        "Taxonomy",
        "taxonomy/",
        "Taxonomy",
        f"The survey's tree of {counts['survey']} nodes in both directions and {added} nodes that the atlas added, "
        "with the works under each.",
        body,
    )
