"""Coverage: figures that add up to those of the whole."""

from __future__ import annotations

from codev import Atlas
from codev.model import Taxonomy
from codev.query.answers.coverage import coverage
from small import small_atlas


def test_every_subsection_has_its_figures(atlas: Atlas) -> None:
    rows = coverage(atlas)
    assert tuple(row.node for row in rows) == atlas.tree.subsections
    assert sum(row.claim_count for row in rows) == sum(
        atlas.tree.subsection_of(claim.node) is not None for claim in atlas.claims.values()
    )
    for row in rows:
        assert max(row.inferred, row.weak, row.doubt, row.checked) <= row.claim_count
        assert row.statement_inferred <= row.inferred
        assert row.agreed <= row.compared
        assert row.agreement is None or 0 <= row.agreement <= 1
        assert set(row.as_dict()) >= {"node", "claims", "agreement"}


def test_sources_agree_or_do_not(taxonomy: Taxonomy) -> None:
    survey = {"references": [1], "maintained_list": {"badges": ["data-filter"]}}
    text = [{"source": "survey", "section": "5.3"}]
    agreeing = {"scope": "surveyed", "survey": survey, "claims": [{"node": "data-filter", "evidence": text}]}
    differing = {
        "scope": "surveyed",
        "survey": survey,
        "claims": [{"node": "data-mapper", "evidence": text, "inferred": ["stages"]}],
    }
    rows = {row.node: row for row in coverage(small_atlas(taxonomy, {"a2020b": agreeing, "b2021c": differing}))}
    assert (rows["data-filter"].agreed, rows["data-filter"].compared, rows["data-filter"].agreement) == (1, 2, 0.5)
    assert (rows["data-mapper"].agreed, rows["data-mapper"].compared, rows["data-mapper"].inferred) == (0, 1, 1)
