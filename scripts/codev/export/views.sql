-- The questions of CoDev Atlas as views over its tables, in the SQL that engines share: joins, WITH, GROUP BY.
--
-- The tables are bound to their names, and their lists laid out as tables, by duckdb.sql or spark.sql beside this file; run one
-- of them first, in the folder that holds parquet/.  Of each view a comment says what one row is.  Rows are those of the Python
-- functions of the same names in codev.query, with counts in place of lists.

-- A node and the rows of the tables of RQ1 and RQ2 in which its claims count: its subsection, and those above it under which
-- claims are filed.
CREATE OR REPLACE TEMPORARY VIEW filed_rows AS
WITH filed AS (
  SELECT DISTINCT COALESCE(subsection, node) AS node FROM claims
)
SELECT nodes.id AS node, above.ancestor AS filed_as
FROM nodes
JOIN node_closure above ON above.descendant = COALESCE(nodes.subsection, nodes.id)
JOIN filed ON filed.node = above.ancestor;

-- RQ1: a claim in a cell of stage, approach, enhanced capability and effect.
CREATE OR REPLACE TEMPORARY VIEW rq1_claims AS
SELECT
  COALESCE(claim_stages.stage, 'not-stated') AS stage,
  filed_rows.filed_as AS approach,
  COALESCE(claim_capabilities.capability, 'not-stated') AS capability,
  CASE
    WHEN nodes.degrades THEN 'degrades'
    WHEN claim_stages.stage = 'evaluation' OR nodes.measures THEN 'measures'
    ELSE 'improves'
  END AS effect,
  claims.work,
  claims.id AS claim
FROM claims
JOIN nodes ON nodes.id = claims.node
JOIN filed_rows ON filed_rows.node = claims.node
LEFT JOIN claim_stages ON claim_stages.claim = claims.id
LEFT JOIN claim_capabilities ON claim_capabilities.claim = claims.id
WHERE claims.direction = 'data4model';

-- RQ1: a cell that claims fill.
CREATE OR REPLACE TEMPORARY VIEW rq1 AS
SELECT stage, approach, capability, effect, COUNT(DISTINCT work) AS work_count, COUNT(DISTINCT claim) AS claim_count
FROM rq1_claims
GROUP BY stage, approach, capability, effect;

-- RQ2: a claim in a cell of role, leveraged capability and acting model.
CREATE OR REPLACE TEMPORARY VIEW rq2_claims AS
SELECT
  filed_rows.filed_as AS role,
  COALESCE(claim_capabilities.capability, 'not-stated') AS capability,
  COALESCE(claim_models.model, 'not-stated') AS model,
  claims.work,
  claims.id AS claim
FROM claims
JOIN filed_rows ON filed_rows.node = claims.node
LEFT JOIN claim_capabilities ON claim_capabilities.claim = claims.id
LEFT JOIN claim_models ON claim_models.claim = claims.id
WHERE claims.direction = 'model4data';

-- RQ2: a cell that claims fill.
CREATE OR REPLACE TEMPORARY VIEW rq2 AS
SELECT role, capability, model, COUNT(DISTINCT work) AS work_count, COUNT(DISTINCT claim) AS claim_count
FROM rq2_claims
GROUP BY role, capability, model;

-- A step of lineage: an artifact, and what it was made from or by.
CREATE OR REPLACE TEMPORARY VIEW lineage_steps AS
SELECT DISTINCT source, target FROM graph_edges WHERE carries_lineage;

-- An artifact, another that it was made from at any remove, and the fewest steps between them, up to 32.  Each WITH doubles the
-- distance: engines that lack UNION in recursive queries answer too, and a loop ends where nothing new is reached.
CREATE OR REPLACE TEMPORARY VIEW ancestry AS
WITH within_1 AS (
  SELECT target AS artifact, source AS ancestor, 1 AS depth FROM lineage_steps
), within_2 AS (
  SELECT artifact, ancestor, MIN(depth) AS depth FROM (
    SELECT artifact, ancestor, depth FROM within_1
    UNION ALL
    SELECT near.artifact, far.ancestor, near.depth + far.depth AS depth
    FROM within_1 near JOIN within_1 far ON far.artifact = near.ancestor
  ) reached GROUP BY artifact, ancestor
), within_4 AS (
  SELECT artifact, ancestor, MIN(depth) AS depth FROM (
    SELECT artifact, ancestor, depth FROM within_2
    UNION ALL
    SELECT near.artifact, far.ancestor, near.depth + far.depth AS depth
    FROM within_2 near JOIN within_2 far ON far.artifact = near.ancestor
  ) reached GROUP BY artifact, ancestor
), within_8 AS (
  SELECT artifact, ancestor, MIN(depth) AS depth FROM (
    SELECT artifact, ancestor, depth FROM within_4
    UNION ALL
    SELECT near.artifact, far.ancestor, near.depth + far.depth AS depth
    FROM within_4 near JOIN within_4 far ON far.artifact = near.ancestor
  ) reached GROUP BY artifact, ancestor
), within_16 AS (
  SELECT artifact, ancestor, MIN(depth) AS depth FROM (
    SELECT artifact, ancestor, depth FROM within_8
    UNION ALL
    SELECT near.artifact, far.ancestor, near.depth + far.depth AS depth
    FROM within_8 near JOIN within_8 far ON far.artifact = near.ancestor
  ) reached GROUP BY artifact, ancestor
)
SELECT artifact, ancestor, MIN(depth) AS depth FROM (
  SELECT artifact, ancestor, depth FROM within_16
  UNION ALL
  SELECT near.artifact, far.ancestor, near.depth + far.depth AS depth
  FROM within_16 near JOIN within_16 far ON far.artifact = near.ancestor
) reached GROUP BY artifact, ancestor;

-- Lineage: an artifact, and an edge of the graph on the way up from it; depth 1 leads into the artifact itself.
CREATE OR REPLACE TEMPORARY VIEW lineage AS
WITH reached AS (
  SELECT artifact, ancestor AS node, depth FROM ancestry WHERE ancestor <> artifact
  UNION ALL
  SELECT DISTINCT target, target, 0 FROM lineage_steps
)
SELECT reached.artifact, edges.source, edges.target, edges.relation, edges.claim, edges.basis, edges.unverified,
  reached.depth + 1 AS depth
FROM reached
JOIN graph_edges edges ON edges.target = reached.node
WHERE edges.carries_lineage;

-- Dependence: a model that makes data, and how many introduced datasets rest on it.
CREATE OR REPLACE TEMPORARY VIEW dependence AS
WITH acting AS (
  SELECT DISTINCT nodes.item AS model
  FROM graph_edges edges JOIN graph_nodes nodes ON nodes.id = edges.source
  WHERE edges.relation = 'produces'
), members AS (
  -- A model without a name is another one in each work: it stands for all of them.
  SELECT acting.model, nodes.id AS member
  FROM acting
  JOIN models ON models.id = acting.model
  JOIN graph_nodes nodes ON nodes.kind = 'model' AND nodes.item = acting.model
  WHERE NOT nodes.variant OR models.kind = 'unnamed'
), introduced AS (
  SELECT 'dataset:' || id AS dataset FROM datasets WHERE introduced_by IS NOT NULL
), made AS (
  SELECT DISTINCT members.model, edges.target AS dataset
  FROM members
  JOIN graph_edges edges ON edges.source = members.member AND edges.relation = 'produces'
  JOIN introduced ON introduced.dataset = edges.target
), outside AS (
  SELECT DISTINCT made.model, made.dataset
  FROM made
  JOIN graph_edges edges ON edges.target = made.dataset AND edges.relation = 'produces'
  LEFT JOIN members ON members.model = made.model AND members.member = edges.source
  WHERE members.member IS NULL
), resting AS (
  SELECT DISTINCT members.model, ancestry.artifact AS dataset
  FROM members
  JOIN ancestry ON ancestry.ancestor = members.member
  JOIN introduced ON introduced.dataset = ancestry.artifact
), counts AS (
  SELECT
    (SELECT COUNT(*) FROM introduced) AS introduced_count,
    (SELECT COUNT(*) FROM introduced WHERE dataset IN (SELECT target FROM lineage_steps)) AS recorded_count
), direct AS (
  SELECT model, COUNT(*) AS n FROM made GROUP BY model
), transitive AS (
  SELECT model, COUNT(*) AS n FROM resting GROUP BY model
), shared AS (
  SELECT model, COUNT(*) AS n FROM outside GROUP BY model
)
SELECT
  acting.model,
  COALESCE(direct.n, 0) AS direct,
  COALESCE(transitive.n, 0) AS transitive,
  counts.introduced_count AS introduced,
  counts.recorded_count AS recorded,
  COALESCE(direct.n, 0) - COALESCE(shared.n, 0) AS sole
FROM acting
CROSS JOIN counts
LEFT JOIN direct ON direct.model = acting.model
LEFT JOIN transitive ON transitive.model = acting.model
LEFT JOIN shared ON shared.model = acting.model;

-- Steps between artifacts that are on a loop.
CREATE OR REPLACE TEMPORARY VIEW loop_steps AS
SELECT steps.source, steps.target
FROM lineage_steps steps
JOIN ancestry from_loop ON from_loop.artifact = steps.source AND from_loop.ancestor = steps.source
JOIN ancestry to_loop ON to_loop.artifact = steps.target AND to_loop.ancestor = steps.target;

-- Loops of two to six artifacts: each once, from the artifact whose name comes first; the last one leads back to it.
CREATE OR REPLACE TEMPORARY VIEW loops AS
WITH RECURSIVE walks AS (
  SELECT source AS first_artifact, target AS last_artifact, '|' || source || '|' || target || '|' AS path, 2 AS length
  FROM loop_steps
  WHERE source < target
  UNION ALL
  SELECT walks.first_artifact, steps.target, walks.path || steps.target || '|', walks.length + 1
  FROM walks
  JOIN loop_steps steps ON steps.source = walks.last_artifact
  WHERE walks.length < 6
    AND walks.first_artifact < steps.target
    AND walks.path NOT LIKE '%|' || steps.target || '|%'
)
SELECT walks.path, walks.length
FROM walks
JOIN loop_steps steps ON steps.source = walks.last_artifact AND steps.target = walks.first_artifact;

-- Gaps: a cell of subsection, stage and modality, with its works: filled (two or more), thin (one), empty, or not-applicable.
CREATE OR REPLACE TEMPORARY VIEW gaps AS
WITH named AS (
  SELECT DISTINCT rule_nodes.rule, below.descendant AS node
  FROM rule_nodes
  JOIN node_closure below ON below.ancestor = rule_nodes.node
), children AS (
  SELECT parent.id AS node, COUNT(child.id) AS all_children
  FROM nodes parent JOIN nodes child ON child.parent = parent.id
  GROUP BY parent.id
), named_children AS (
  SELECT named.rule, child.parent AS node, COUNT(child.id) AS some_children
  FROM named JOIN nodes child ON child.id = named.node
  WHERE child.parent IS NOT NULL
  GROUP BY named.rule, child.parent
), about AS (
  SELECT rules.id AS rule, nodes.id AS node
  FROM not_applicable_rules rules CROSS JOIN nodes
  WHERE rules.id NOT IN (SELECT rule FROM rule_nodes)
  UNION
  SELECT rule, node FROM named
  UNION
  SELECT named_children.rule, named_children.node
  FROM named_children JOIN children ON children.node = named_children.node
  WHERE named_children.some_children = children.all_children
), impossible AS (
  SELECT DISTINCT about.node, stages.id AS stage, modalities.id AS modality
  FROM about
  CROSS JOIN stages
  CROSS JOIN modalities
  LEFT JOIN (SELECT rule, COUNT(*) AS n FROM rule_stages GROUP BY rule) of_stages ON of_stages.rule = about.rule
  LEFT JOIN (SELECT rule, COUNT(*) AS n FROM rule_modalities GROUP BY rule) of_modalities ON of_modalities.rule = about.rule
  LEFT JOIN rule_stages ON rule_stages.rule = about.rule AND rule_stages.stage = stages.id
  LEFT JOIN rule_modalities ON rule_modalities.rule = about.rule AND rule_modalities.modality = modalities.id
  WHERE (of_stages.n IS NULL OR rule_stages.stage IS NOT NULL)
    AND (of_modalities.n IS NULL OR rule_modalities.modality IS NOT NULL)
), counted AS (
  SELECT claims.subsection AS node, claim_stages.stage, claim_modalities.modality,
    COUNT(DISTINCT claims.work) AS work_count, COUNT(DISTINCT claims.id) AS claim_count
  FROM claims
  JOIN claim_stages ON claim_stages.claim = claims.id
  JOIN claim_modalities ON claim_modalities.claim = claims.id
  GROUP BY claims.subsection, claim_stages.stage, claim_modalities.modality
)
SELECT
  nodes.id AS node,
  stages.id AS stage,
  modalities.id AS modality,
  CASE
    WHEN counted.work_count > 1 THEN 'filled'
    WHEN counted.work_count = 1 THEN 'thin'
    WHEN impossible.node IS NOT NULL THEN 'not-applicable'
    ELSE 'empty'
  END AS status,
  COALESCE(counted.work_count, 0) AS work_count,
  COALESCE(counted.claim_count, 0) AS claim_count
FROM nodes
CROSS JOIN stages
CROSS JOIN modalities
LEFT JOIN counted ON counted.node = nodes.id AND counted.stage = stages.id AND counted.modality = modalities.id
LEFT JOIN impossible ON impossible.node = nodes.id AND impossible.stage = stages.id AND impossible.modality = modalities.id
WHERE nodes.subsection = nodes.id;

-- Trends: works and claims of a year by what is followed: direction, stage, modality, model, dataset.
CREATE OR REPLACE TEMPORARY VIEW trends AS
WITH followed AS (
  SELECT 'direction' AS followed, direction AS term, id AS claim, work FROM claims
  UNION ALL
  SELECT 'stage', COALESCE(claim_stages.stage, 'not-stated'), claims.id, claims.work
  FROM claims LEFT JOIN claim_stages ON claim_stages.claim = claims.id
  UNION ALL
  SELECT 'modality', COALESCE(claim_modalities.modality, 'not-stated'), claims.id, claims.work
  FROM claims LEFT JOIN claim_modalities ON claim_modalities.claim = claims.id
  UNION ALL
  SELECT 'model', COALESCE(claim_models.model, 'not-stated'), claims.id, claims.work
  FROM claims LEFT JOIN claim_models ON claim_models.claim = claims.id
  UNION ALL
  SELECT 'dataset', COALESCE(named.dataset, 'not-stated'), claims.id, claims.work
  FROM claims LEFT JOIN (
    SELECT claim, dataset FROM claim_datasets UNION SELECT claim, dataset FROM claim_input_datasets
  ) named ON named.claim = claims.id
)
SELECT works.year, followed.followed, followed.term,
  COUNT(DISTINCT followed.work) AS work_count, COUNT(DISTINCT followed.claim) AS claim_count
FROM followed JOIN works ON works.key = followed.work
GROUP BY works.year, followed.followed, followed.term;
