"""What the rest of the knowledge base must know of one file: names, terms and addresses, without sentences.

The check compares files by these summaries, which are kept in the cache, so that a second run need not rebuild the records of
unchanged files.  A file that cannot be read has no summary; what it seems to declare is guessed from its lines, so that one
typing error does not make every reference to it look wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from codev.ids import ArtifactKind
from codev.limits.files import GUESSED_NAMES_MAX
from codev.model.artifact import Artifact, Basis, Dataset
from codev.model.references import Found, collect_names
from codev.model.same_work import title_words
from codev.model.work import Claim, Work

Cell = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Node, stages and modalities of a claim."""

Step = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Node, stages, models and datasets of a claim."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_DECLARED = re.compile(r"^[ -]*(?:id|name|key): *+(.+)$|^[ -]*aliases: *\[(.*)\]$", re.MULTILINE)


class ArtifactSummary(NamedTuple):
    """What an artifact is called and what it refers to.

    Attributes:
        kind: Model or dataset.
        id: Its id.
        name: Its name.
        aliases: Its other names.
        origins: Ids of what it is derived from; empty where that is a model of a dataset.
        claimed: Those of them of which a claim is said to speak.
        variant_of: Id of the artifact that it is a version of.
        distinct_from: Ids of those whose names differ from its own in spelling only.
        rows: Its rows in the survey's Table 2.
        terms: Whatever it refers to, by what the check calls it.
    """

    kind: ArtifactKind
    id: str
    name: str
    aliases: tuple[str, ...]
    origins: tuple[str, ...]
    claimed: tuple[str, ...]
    variant_of: str | None
    distinct_from: tuple[str, ...]
    rows: tuple[int, ...]
    terms: dict[str, tuple[str, ...]]


class WorkSummary(NamedTuple):
    """What a work is called and what it refers to.

    Attributes:
        key: Its key.
        title_words: The words of its title, folded, without small ones.
        authors: Its authors.
        arxiv: Its arXiv id.
        doi: Its DOI in lower case.
        terms: Whatever it refers to, by what the check calls it; what it introduces and capabilities are told apart.
        capabilities: The capabilities of its claims, by node.
        models: The names of models in each of its claims.
        datasets: The names of datasets in each of its claims, as data or input.
        cells: Node, stages and modalities of its claims.
        statements: A digest of the words of each statement, in the order of the claims.
        references: Its reference numbers in the survey.
        actorless: Place and node of its claims that name no model.
        added: The day on which the entry came in.
        judged: The paradigm that a curator judged.
        steps: Of a work with such a judgement, node, stages, models and datasets of its claims.
        is_unexplained: Whether it is cited as background and the entry does not say why.
        artifacts: What it introduces: models, then datasets.
    """

    key: str
    title_words: tuple[str, ...]
    authors: tuple[str, ...]
    arxiv: str | None
    doi: str | None
    terms: dict[str, tuple[str, ...]]
    capabilities: dict[str, tuple[str, ...]]
    models: tuple[tuple[str, ...], ...]
    datasets: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]
    statements: tuple[str, ...]
    references: tuple[int, ...]
    actorless: tuple[tuple[int, str], ...]
    added: str
    judged: str | None
    steps: tuple[Step, ...]
    is_unexplained: bool
    artifacts: tuple[ArtifactSummary, ...]


def summarise_work(work: Work) -> WorkSummary:
    """Return the summary of a work.

    Args:
        work: The work.
    """
    claims, survey = work.claims, work.survey
    named = [collect_names(claim, {}) for claim in claims]
    terms = collect_names(work, {}, without=frozenset(["claims", "introduces"]))
    capabilities: dict[str, set[str]] = {}
    for claim, found in zip(claims, named, strict=True):
        if "capability" in found:
            capabilities.setdefault(claim.node, set()).update(found.pop("capability"))
        for called, names in found.items():
            terms.setdefault(called, {}).update(names)
    introduced = work.introduces
    return WorkSummary(
        key=work.key,
        title_words=title_words(work.title),
        authors=work.authors,
        arxiv=work.arxiv,
        doi=work.doi.casefold() if work.doi else None,
        terms=_listed(terms),
        capabilities={node: tuple(sorted(found)) for node, found in capabilities.items()},
        models=tuple(tuple(found.get("model", ())) for found in named),
        datasets=tuple(tuple(found.get("dataset", ())) for found in named),
        cells=tuple(sorted({_cell(claim) for claim in claims})),
        statements=tuple(_words_digest(claim.statement) for claim in claims),
        references=survey.references if survey is not None else (),
        actorless=tuple((number, claim.node) for number, claim in enumerate(claims) if not claim.models),
        added=work.added,
        judged=work.judged_paradigm.value if work.judged_paradigm is not None else None,
        steps=tuple((claim.node, claim.stages, claim.models, claim.datasets) for claim in claims if work.judged_paradigm),
        is_unexplained=work.scope.value == "background" and not (survey is not None and survey.background),
        artifacts=summarise_artifacts(introduced.models, introduced.datasets) if introduced is not None else (),
    )


def summarise_artifacts(models: Iterable[Artifact], datasets: Iterable[Artifact]) -> tuple[ArtifactSummary, ...]:
    """Return the summaries of artifacts.

    Args:
        models: Models that are declared in one file.
        datasets: Datasets that are declared there.
    """
    return tuple(_summarise_artifact(artifact) for artifacts in (models, datasets) for artifact in artifacts)


def summary_text(summary: WorkSummary) -> str:
    """Return a summary as JSON, for the cache."""
    return json.dumps(summary, separators=(",", ":"))


def read_summaries(texts: Iterable[str]) -> list[WorkSummary]:
    """Return the summaries that `summary_text` wrote; lists stand where tuples stood.

    Args:
        texts: What `summary_text` returned, for any number of works.
    """
    # Named tuples are lists in JSON: their order is part of the cache's format, which lives as long as this code.
    rows = json.loads(f"[{','.join(texts)}]")
    for row in rows:
        row[-1] = [ArtifactSummary._make(artifact) for artifact in row[-1]]
    return [WorkSummary._make(row) for row in rows]


def guess_names(text: str) -> tuple[str, ...]:
    """Return what a file that cannot be read seems to declare: keys, ids, names and aliases.

    Args:
        text: The file's text, as far as it is text.
    """
    found: set[str] = set()
    for match in _DECLARED.finditer(text):
        names = [match.group(1)] if match.group(1) is not None else match.group(2).split(",")
        found.update(name.strip(" '\"\r") for name in names)
        if len(found) >= GUESSED_NAMES_MAX:
            break
    return tuple(sorted(found))


def _summarise_artifact(artifact: Artifact) -> ArtifactSummary:
    return ArtifactSummary(
        kind=artifact.artifact_kind,
        id=artifact.id,
        name=artifact.name,
        aliases=artifact.aliases,
        origins=tuple(origin.id or "" for origin in artifact.derived_from),
        claimed=tuple(origin.id for origin in artifact.derived_from if origin.id and origin.basis is Basis.CLAIM),
        variant_of=artifact.variant_of,
        distinct_from=artifact.distinct_from,
        rows=tuple(row.row for row in artifact.table2) if isinstance(artifact, Dataset) else (),
        terms=_listed(collect_names(artifact, {})),
    )


def _cell(claim: Claim) -> Cell:
    """Return where in the gaps map a claim lies."""
    return claim.node, claim.stages, claim.modalities


def _listed(found: Found) -> dict[str, tuple[str, ...]]:
    """Return names as a summary holds them."""
    return {called: tuple(names) for called, names in found.items()}


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, in the order of first use."""
    return tuple(dict.fromkeys(names))


def _words_digest(statement: str) -> str:
    """Return a short digest of a statement's letters: equal for statements that differ in case or punctuation only."""
    letters = _NOT_LETTERS.sub("", statement.casefold())
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest()
