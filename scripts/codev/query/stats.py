"""The figures of the knowledge base.

The first eight keys are fixed by DESIGN §5; others may be added, none is removed.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from codev.atlas import Atlas
from codev.memory import made_once
from codev.model import Basis, Compared, EvidenceSource, Scope
from codev.model.fields import CLAIM_FIELDS
from codev.model.vocabularies import VOCABULARIES, added_terms
from codev.query.answers.agreement import agreement


def statistics(atlas: Atlas) -> dict[str, Any]:
    """Return the figures of the knowledge base.

    Args:
        atlas: The knowledge base.

    Returns:
        Numbers, and small tables of numbers by term, in a stable order; shares are from 0 to 1.
    """
    return dict(_figures(atlas))


@made_once
def _figures(atlas: Atlas) -> dict[str, Any]:
    """Return the figures of `statistics`, worked out once."""
    claims = atlas.claims.values()
    scopes = Counter(work.scope for work in atlas.works.values())
    artifacts = [*atlas.models.values(), *atlas.datasets.values()]
    origins = [origin for artifact in artifacts for origin in artifact.derived_from]
    added = {each.name: added_terms(each.terms(atlas.taxonomy)) for each in VOCABULARIES.values()}
    audits, agreed = atlas.taxonomy.audits, agreement(atlas)
    directions = Counter(atlas.direction_of(claim) for claim in claims)
    inferred = Counter(field for claim in claims for field in claim.inferred_fields)
    sources = Counter(source for claim in claims for source in {item.source for item in claim.evidence})
    compared = Counter(each for claim in claims for each in {each for check in claim.checked for each in check.against})
    return {
        "works": len(atlas.works),
        "surveyed": scopes[Scope.SURVEYED],
        "background": scopes[Scope.BACKGROUND],
        "extended": scopes[Scope.EXTENDED],
        "claims": len(atlas.claims),
        "models": len(atlas.models),
        "datasets": len(atlas.datasets),
        "nodes": len(atlas.tree),
        "nodes_survey": len(atlas.tree) - len(added["node"]),
        "nodes_added": len(added["node"]),
        "terms_added": {name: len(ids) for name, ids in added.items() if ids},
        "survey_works": scopes[Scope.SURVEYED] + scopes[Scope.BACKGROUND],
        "authors": len(atlas.works_by_author),
        "table2_rows": sum(len(dataset.table2) for dataset in atlas.datasets.values()),
        "claims_data4model": directions["data4model"],
        "claims_model4data": directions["model4data"],
        "claims_statement_inferred": sum(claim.is_statement_inferred for claim in claims),
        "claims_unverified": sum(claim.is_unverified for claim in claims),
        "claims_in_doubt": sum(claim.doubt is not None for claim in claims),
        "claims_checked": sum(bool(claim.checked) for claim in claims),
        "claims_checked_twice": sum(claim.is_checked_twice for claim in claims),
        "claims_checked_against": {each.value: compared[each] for each in Compared},
        "claims_field_inferred": sum(bool(claim.inferred) for claim in claims),
        "claims_by_field": {field: sum(claim.holds(field) for claim in claims) for field in CLAIM_FIELDS},
        "claims_inferred_by_field": {field: inferred[field] for field in CLAIM_FIELDS},
        "audits": len(audits),
        "audits_shares": {f"{audit.name}, {name}": share for audit in audits for name, share in audit.shares.items()},
        "works_classified_independently": len(agreed[0].works) if agreed else 0,
        "agreement_alpha": {row.level: row.alpha for row in agreed if row.alpha is not None},
        "agreement_equal_share": {row.level: row.equal_share for row in agreed},
        "origins": len(origins),
        "origins_recalled": sum(origin.basis is Basis.RECALLED for origin in origins),
        "origins_weak": sum(origin.basis is Basis.SEEN and origin.is_unverified for origin in origins),
        "claims_by_evidence": {source.value: sources[source] for source in EvidenceSource},
        "claims_by_stage": {stage.id: len(atlas.claims_by_stage.get(stage.id, ())) for stage in atlas.taxonomy.stages},
        "claims_by_subsection": {node_id: len(atlas.claims_by_node[node_id]) for node_id in atlas.tree.subsections},
        "works_by_year": {year: len(keys) for year, keys in atlas.works_by_year.items()},
    }
