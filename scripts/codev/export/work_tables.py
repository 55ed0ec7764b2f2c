"""Tables of works, claims and what claims rest on.

A claim whose node the taxonomy lacks (the check reports it) keeps the name it gives; its direction is then not stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from codev.atlas import Atlas
from codev.bib import split_name, work_address
from codev.export.columns import Cell, Row, Table, boolean, integer, integers, key_text, meaning_of, position, text, texts
from codev.ids import claim_number, work_of_claim
from codev.model import Claim, Evidence, SurveyUse, Work
from codev.model.evidence import Checked
from codev.model.work import BackgroundUse, Links, MaintainedList, Printed

_LINKS = tuple(Links.model_fields)


def _work_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each work."""
    for work in atlas.works.values():
        survey, links = work.survey, work.links
        printed = (survey and survey.printed) or Printed()
        listed = (survey and survey.maintained_list) or MaintainedList()
        yield (
            work.key,
            work.title,
            work.authors,
            work.et_al,
            work.year,
            work.venue,
            work.venue_year,
            work.volume,
            work.number,
            work.pages,
            work.arxiv,
            work.arxiv_from and work.arxiv_from.value,
            work.doi,
            work.url,
            work_address(work),
            *(getattr(links, name) if links else None for name in _LINKS),
            work.scope.value,
            work.judged_paradigm and work.judged_paradigm.value,
            work.seen_at,
            survey.references if survey else (),
            survey.sections if survey else (),
            listed.badges,
            listed.sections,
            printed.year,
            printed.venue,
            printed.volume,
            printed.number,
            printed.pages,
            printed.authors,
            work.notes,
            work.added,
            atlas.paths.get(work.key),
        )


WORKS = Table(
    "works",
    "work",
    "A work: one that the survey classifies, cites as background, or that extends it.",
    (
        key_text("key", "The name of the entry and of its file; the key in BibTeX."),
        text("title", meaning_of(Work, "title"), required=True),
        texts("authors", "author", meaning_of(Work, "authors"), references="authors"),
        boolean("et_al", meaning_of(Work, "et_al")),
        integer("year", meaning_of(Work, "year"), required=True),
        text("venue", meaning_of(Work, "venue")),
        integer("venue_year", meaning_of(Work, "venue_year")),
        text("volume", meaning_of(Work, "volume")),
        text("issue", meaning_of(Work, "number")),
        text("pages", meaning_of(Work, "pages")),
        text("arxiv", meaning_of(Work, "arxiv")),
        text("arxiv_from", meaning_of(Work, "arxiv_from")),
        text("doi", meaning_of(Work, "doi")),
        text("url", meaning_of(Work, "url")),
        text("address", "Where the work can be read: its url, else on arXiv, else by its DOI."),
        *(text(f"{name}_url", meaning_of(Links, name)) for name in _LINKS),
        text("scope", "Its relation to the survey: surveyed, background or extended.", required=True),
        text("judged_paradigm", meaning_of(Work, "judged_paradigm")),
        text("seen_at", meaning_of(Work, "seen_at")),
        integers("survey_references", "reference", meaning_of(SurveyUse, "references")),
        texts("survey_sections", "section", meaning_of(SurveyUse, "sections")),
        texts("list_badges", "node", f"Maintained list: {meaning_of(MaintainedList, 'badges')}", references="nodes"),
        texts("list_sections", "section", f"Maintained list: {meaning_of(MaintainedList, 'sections')}"),
        integer("printed_year", f"Where the survey's reference list differs: {meaning_of(Printed, 'year')}"),
        text("printed_venue", f"Where the survey's reference list differs: {meaning_of(Printed, 'venue')}"),
        text("printed_volume", f"Where the survey's reference list differs: {meaning_of(Printed, 'volume')}"),
        text("printed_issue", f"Where the survey's reference list differs: {meaning_of(Printed, 'number')}"),
        text("printed_pages", f"Where the survey's reference list differs: {meaning_of(Printed, 'pages')}"),
        texts("printed_authors", "author", f"Where the survey's reference list differs: {meaning_of(Printed, 'authors')}"),
        texts("notes", "note", meaning_of(Work, "notes")),
        text("added", meaning_of(Work, "added"), required=True),
        text("path", "The entry's file in the repository."),
    ),
    ("key",),
    _work_rows,
    indices=("year", "venue", "scope"),
)


def _author_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each author, by name."""
    for name, works in atlas.works_by_author.items():
        parts = split_name(name)
        yield (name, parts.family, parts.given or None, parts.particle or None, parts.suffix or None, len(works))


AUTHORS = Table(
    "authors",
    "author",
    "A name of an author, as printed. One person may have several names; several people may share one.",
    (
        key_text("name", "The name as printed."),
        text("family", "The family name without particle, or the whole name of a group.", required=True),
        text("given", "Given names or initials."),
        text("particle", "A particle such as von."),
        text("suffix", "A suffix such as Jr."),
        integer("work_count", "The number of works with this name.", required=True),
    ),
    ("name",),
    _author_rows,
    indices=("family",),
)


def _background_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each citation as background."""
    for work in atlas.works.values():
        if work.survey is not None:
            for place, use in enumerate(work.survey.background, start=1):
                yield (work.key, place, use.section, use.why)


BACKGROUND_USES = Table(
    "background_uses",
    "background_use",
    "A place where the survey cites a work as background only.",
    (
        key_text("work", "The work.", "works"),
        position("work's background citations"),
        text("section", meaning_of(BackgroundUse, "section"), required=True),
        text("why", meaning_of(BackgroundUse, "why"), required=True),
    ),
    ("work", "position"),
    _background_rows,
)


def _claim_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each claim."""
    for claim in atlas.claims.values():
        known = claim.node in atlas.tree
        yield (
            claim.id,
            work_of_claim(claim.id),
            claim_number(claim.id),
            atlas.tree.direction(claim.node) if known else None,
            claim.node,
            atlas.tree.subsection_of(claim.node) if known else None,
            claim.stages,
            claim.capabilities,
            claim.modalities,
            claim.models,
            claim.datasets,
            claim.input_datasets,
            claim.acquired_from,
            claim.statement,
            claim.inferred,
            claim.is_statement_inferred,
            claim.is_unverified,
            claim.doubt,
            bool(claim.checked),
        )


CLAIMS = Table(
    "claims",
    "claim",
    "A claim: one classification of a work, a sentence that can be checked.",
    (
        key_text("id", meaning_of(Claim, "id")),
        text("work", "The work that it classifies.", required=True, references="works"),
        integer("number", "Its number within the work.", required=True),
        text("direction", "data4model (RQ1) or model4data (RQ2): that of its node.", references="directions"),
        text("node", "Its taxonomy node: the approach or role.", required=True, references="nodes"),
        text("subsection", "The node at the level of the survey's subsections that it lies in.", references="nodes"),
        texts("stages", "stage", meaning_of(Claim, "stages"), references="stages"),
        texts("capabilities", "capability", meaning_of(Claim, "capabilities"), references="capabilities", along="direction"),
        texts("modalities", "modality", meaning_of(Claim, "modalities"), references="modalities"),
        texts("models", "model", meaning_of(Claim, "models"), references="models"),
        texts("datasets", "dataset", meaning_of(Claim, "datasets"), references="datasets"),
        texts("input_datasets", "dataset", meaning_of(Claim, "input_datasets"), references="datasets"),
        texts("acquired_from", "source", meaning_of(Claim, "acquired_from"), references="acquisition_sources"),
        text("statement", meaning_of(Claim, "statement"), required=True),
        texts("inferred", "field", meaning_of(Claim, "inferred")),
        boolean("statement_inferred", "Whether the sentence says more than its evidence: unverified."),
        boolean("unverified", "Whether nothing by the survey's or the work's authors was seen."),
        text("doubt", meaning_of(Claim, "doubt")),
        boolean("checked", "Whether someone compared it with the abstract or another source."),
    ),
    ("id",),
    _claim_rows,
)


def _evidence_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each item of evidence."""
    for claim in atlas.claims.values():
        for place, item in enumerate(claim.evidence, start=1):
            source = item.source
            cells: tuple[Cell, ...] = (source.value, item.section, item.table, item.where, item.url)
            yield (claim.id, place, *cells, source.is_weak, source.is_verified, item.describe())


EVIDENCE = Table(
    "evidence",
    "evidence_item",
    "One item of evidence for a claim.",
    (
        key_text("claim", "The claim.", "claims"),
        position("claim's evidence"),
        text("source", meaning_of(Evidence, "source"), required=True),
        text("section", meaning_of(Evidence, "section")),
        integer("survey_table", meaning_of(Evidence, "table")),
        text("place", meaning_of(Evidence, "where")),
        text("url", meaning_of(Evidence, "url")),
        boolean("weak", "Whether the kind is shown as weak evidence."),
        boolean("verified", "Whether something by the survey's or the work's authors was seen."),
        text("description", "The same in words.", required=True),
    ),
    ("claim", "position"),
    _evidence_rows,
    indices=("source",),
)


def _check_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each comparison with a source."""
    for claim in atlas.claims.values():
        for place, check in enumerate(claim.checked, start=1):
            yield (claim.id, place, check.by, check.on, check.note)


CHECKS = Table(
    "checks",
    "check_item",
    "Someone compared a claim with the abstract, or with what the note names.",
    (
        key_text("claim", "The claim.", "claims"),
        position("claim's checks"),
        text("checked_by", meaning_of(Checked, "by"), required=True),
        text("checked_on", meaning_of(Checked, "on"), required=True),
        text("note", meaning_of(Checked, "note")),
    ),
    ("claim", "position"),
    _check_rows,
)
