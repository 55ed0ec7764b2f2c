"""Questions asked in SQL: shown by ``codev sql --schema`` and in the explorer, run by a test."""

from __future__ import annotations

from dataclasses import dataclass

from codev.graph.relations import RELATIONS

_LINEAGE = ", ".join(f"'{name}'" for name, row in RELATIONS.items() if row.carries_lineage)


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what it asks.

    Attributes:
        title: The question, in words.
        sql: The query.
    """

    title: str
    sql: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        "Works by year and scope",
        """SELECT year, scope, count(*) AS works
FROM works
GROUP BY year, scope
ORDER BY year, scope""",
    ),
    Example(
        "Records that mention captions, the best match first",
        """SELECT kind, id, title, snippet(search, 4, '', '', '…', 12) AS excerpt
FROM search
WHERE search MATCH 'caption*'
ORDER BY rank
LIMIT 20""",
    ),
    Example(
        "Claims under data filtering, including all nodes below it",
        """SELECT c.id, c.node, c.statement, c.statement_inferred
FROM node_closure AS n
JOIN claims AS c ON c.node = n.descendant
WHERE n.ancestor = 'data-filter'
ORDER BY c.id""",
    ),
    Example(
        "RQ1: how many works use which approach at which stage",
        """SELECT c.subsection, s.stage, count(DISTINCT c.work) AS works
FROM claims AS c
JOIN claim_stages AS s ON s.claim = c.id
WHERE c.direction = 'data4model' AND c.subsection IS NOT NULL
GROUP BY c.subsection, s.stage
ORDER BY works DESC, c.subsection, s.stage""",
    ),
    Example(
        "RQ2: which capability each role draws on",
        """SELECT c.subsection AS role, k.capability, count(DISTINCT c.work) AS works
FROM claims AS c
JOIN claim_capabilities AS k ON k.claim = c.id
WHERE c.direction = 'model4data' AND c.subsection IS NOT NULL
GROUP BY role, k.capability
ORDER BY role, works DESC, k.capability""",
    ),
    Example(
        "Models that act on data most often, and who can use them",
        """SELECT m.name, m.access, count(DISTINCT c.work) AS works
FROM claims AS c
JOIN claim_models AS cm ON cm.claim = c.id
JOIN models AS m ON m.id = cm.model
WHERE c.direction = 'model4data'
GROUP BY m.id
ORDER BY works DESC, m.name
LIMIT 20""",
    ),
    Example(
        "What ShareGPT4V was made from and by, step by step",
        f"""WITH RECURSIVE above (node, depth) AS (
  SELECT 'dataset:sharegpt4v', 0
  UNION
  SELECT e.source, above.depth + 1
  FROM above
  JOIN graph_edges AS e ON e.target = above.node
  WHERE e.relation IN ({_LINEAGE}) AND above.depth < 6
)
SELECT g.label, g.kind, min(above.depth) AS depth
FROM above
JOIN graph_nodes AS g ON g.id = above.node
GROUP BY g.id
ORDER BY depth, g.label""",  # noqa: S608 - names of our own
    ),
    Example(
        "Self-made data: a model that produces a dataset and is trained on it",
        """SELECT DISTINCT p.source AS model, p.target AS dataset, p.claim AS produced_by, t.claim AS trained_by
FROM graph_edges AS p
JOIN graph_edges AS t ON t.source = p.target AND t.target = p.source
WHERE p.relation = 'produces' AND t.relation = 'trains'
ORDER BY model, dataset, produced_by, trained_by""",
    ),
    Example(
        "Claims by kind of evidence",
        """SELECT source, count(*) AS items, sum(weak) AS weak, count(DISTINCT claim) AS claims
FROM evidence
GROUP BY source
ORDER BY items DESC""",
    ),
    Example(
        "Claims in doubt",
        """SELECT claim, title, node_name, statement, doubt
FROM claim_overview
WHERE doubt IS NOT NULL
ORDER BY claim""",
    ),
    Example(
        "The survey's Table 2 beside the datasets it describes",
        """SELECT t.table_row, t.name, t.modality_printed, t.quantity_printed, d.size, d.size_unit, d.access
FROM table2 AS t
JOIN datasets AS d ON d.id = t.dataset
ORDER BY t.table_row""",
    ),
    Example(
        "What every table means",
        """SELECT table_name, meaning
FROM documentation
WHERE column_name IS NULL
ORDER BY table_name""",
    ),
)
"""Each runs on any knowledge base; a test runs all on the real one."""
