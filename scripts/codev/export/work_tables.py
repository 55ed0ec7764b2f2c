"""Tables of works, claims and what claims rest on.

A claim whose node the taxonomy lacks (the check reports it) keeps the name it gives; its direction is then not stated.
"""

from __future__ import annotations

from codev.bib import split_of_works, work_address
from codev.export.columns import boolean, integer, table_of, text
from codev.export.field_columns import columns_of, part_of, parts_table
from codev.ids import claim_number, work_of_claim
from codev.model import Claim, Evidence, Work
from codev.model.evidence import Checked
from codev.model.work import BackgroundUse, Links

WORKS = table_of(
    "works",
    "work",
    "A work: one that the survey classifies, cites as background, or that extends it.",
    lambda atlas: atlas.works.values(),
    columns=(
        *columns_of(
            Work,
            named={"number": "issue"},
            references={"authors": "authors"},
            without=("introduces", "claims"),
            inner={
                "links": {"named": {name: f"{name}_url" for name in Links.model_fields}},
                "survey": {
                    "without": ("background",),
                    "inner": {
                        "printed": {
                            "prefix": "printed_",
                            "named": {"number": "printed_issue"},
                            "said": "Where the survey's reference list differs: {}",
                        },
                        "maintained_list": {"prefix": "list_", "said": "Maintained list: {}"},
                    },
                },
                "maintained_list": {"prefix": "listed_", "said": "Maintained list, of a work that it gained later: {}"},
            },
        ),
        text(
            "address",
            "Where the work can be read: its url, else on arXiv, else by its DOI.",
            lambda _, work: work_address(work),
        ),
        text("path", "The entry's file in the repository.", lambda atlas, work: atlas.paths.get(work.key)),
    ),
    key=("key",),
    indices=("year", "venue", "scope"),
)

AUTHORS = table_of(
    "authors",
    "author",
    "A name of an author, as printed. One person may have several names; several people may share one.",
    lambda atlas: (
        (name, split_of_works(name, map(atlas.works.__getitem__, keys)), keys) for name, keys in atlas.works_by_author.items()
    ),
    columns=(
        text("name", "The name as printed.", lambda _, row: row[0], required=True),
        text(
            "family",
            "The family name without particle, or the whole name of a group.",
            lambda _, row: row[1].family,
            required=True,
        ),
        text("given", "Given names or initials.", lambda _, row: row[1].given or None),
        text("particle", "A particle such as von.", lambda _, row: row[1].particle or None),
        text("suffix", "A suffix such as Jr.", lambda _, row: row[1].suffix or None),
        integer("work_count", "The number of works with this name.", lambda _, row: len(row[2]), required=True),
    ),
    key=("name",),
    indices=("family",),
)

BACKGROUND_USES = parts_table(
    "background_uses",
    "background_use",
    "A place where the survey cites a work as background only.",
    "work",
    lambda atlas: ((work.key, work.survey.background) for work in atlas.works.values() if work.survey is not None),
    columns=columns_of(BackgroundUse, part_of),
)

CLAIMS = table_of(
    "claims",
    "claim",
    "A claim: one classification of a work, a sentence that can be checked.",
    lambda atlas: atlas.claims.values(),
    columns=(
        *columns_of(Claim, without=("evidence", "checked")),
        text(
            "work", "The work that it classifies.", lambda _, claim: work_of_claim(claim.id), required=True, references="works"
        ),
        integer("number", "Its number within the work.", lambda _, claim: claim_number(claim.id), required=True),
        text(
            "direction",
            "data4model (RQ1) or model4data (RQ2): that of its node.",
            lambda atlas, claim: atlas.tree.direction(claim.node) if claim.node in atlas.tree else None,
            references="directions",
        ),
        text(
            "subsection",
            "The node at the level of the survey's subsections that it lies in.",
            lambda atlas, claim: atlas.tree.subsection_of(claim.node) if claim.node in atlas.tree else None,
            references="nodes",
        ),
        boolean(
            "statement_inferred",
            "Whether the sentence says more than its evidence: unverified.",
            lambda _, claim: claim.is_statement_inferred,
        ),
        boolean(
            "unverified",
            "Whether nothing by the survey's or the work's authors was seen.",
            lambda _, claim: claim.is_unverified,
        ),
        boolean(
            "checked",
            "Whether someone compared it with the abstract or another source.",
            lambda _, claim: bool(claim.checked),
        ),
    ),
    key=("id",),
)

EVIDENCE = parts_table(
    "evidence",
    "evidence_item",
    "One item of evidence for a claim.",
    "claim",
    lambda atlas: ((claim.id, claim.evidence) for claim in atlas.claims.values()),
    columns=(
        *columns_of(Evidence, part_of, named={"table": "survey_table", "where": "place"}),
        boolean("weak", "Whether the kind is shown as weak evidence.", lambda _, each: part_of(each).source.is_weak),
        text("description", "The same in words.", lambda _, each: part_of(each).describe(), required=True),
    ),
    indices=("source",),
)

CHECKS = parts_table(
    "checks",
    "check_item",
    "Someone compared a claim with something.",
    "claim",
    lambda atlas: ((claim.id, claim.checked) for claim in atlas.claims.values()),
    columns=columns_of(Checked, part_of, named={"by": "checked_by", "date": "checked_on"}),
)
