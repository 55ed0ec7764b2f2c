"""Rules on entries that need more than the entry: the day of today, other files, what is known of the models named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from codev.check.artifacts import Names, names_of
from codev.check.base import Base, Entry
from codev.check.rule import whole_rule
from codev.model.rejected import REJECTED_PATH
from codev.model.taxonomy import TRAINING_STAGES
from codev.model.work import JudgedParadigm
from codev.store.findings import Problem, Severity


@whole_rule("added-in-future")
def added_in_future(base: Base) -> Iterator[Problem]:
    """An entry was added on a day to come.

    Why: 'added' is the day on which the entry came into the knowledge base: what is new is listed by it.
    Wrong: added: '2062-11-29'
    Right: added: '2026-11-29'
    """
    # The first place on earth to begin a day is 14 hours ahead of Greenwich.
    latest = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date().isoformat()
    for entry in base.entries:
        if entry.work.added > latest:
            yield Problem(("added",), f"{entry.work.added} is still to come", "write the day of today", entry.path)


@whole_rule("lone-double-entry")
def lone_double_entry(base: Base) -> Iterator[Problem]:
    """An entry under papers/double/ has no second one beside it, or is of another work than its file's name says.

    Why: papers/double/ holds the entries that two or more curators wrote of one work without seeing each other's.  They are
        compared with each other; the entry that counts stands under its year.
    Wrong: papers/double/liu2023visual.a.yaml without liu2023visual.b.yaml
    Right: papers/double/liu2023visual.a.yaml and papers/double/liu2023visual.b.yaml
    """
    double = base.taxonomy.double_entries
    counts = Counter(each.entry.key for each in double)
    known = base.keys | base.guessed
    for each in double:
        key = each.entry.key
        named = each.path.rpartition("/")[2].partition(".")[0]
        if key != named:
            yield Problem(
                ("key",), f"the file's name says {named}, the key says {key}", "make both the key of the work", each.path
            )
        elif key not in known:
            fix = "add the entry that counts under papers/<year>/, or remove this one"
            yield Problem(("key",), f"there is no work {key}", fix, each.path)
        elif counts[key] == 1 and not base.guessed:
            fix = "add the entry of another curator, or remove this one"
            yield Problem(("key",), f"only one curator's entry of {key} is here, and agreement needs two", fix, each.path)


@whole_rule("rejected-work")
def rejected_work(base: Base) -> Iterator[Problem]:
    """A paper is rejected and a work of the knowledge base at once.

    Why: papers/rejected.yaml lists papers that do not belong here, so that 'codev watch' does not show them again.
    Wrong: "- id: '2304.08485'" in papers/rejected.yaml, the arXiv id of liu2023visual
    Right: one of the two removed
    """
    paths = {name.casefold(): entry.path for entry in base.entries for name in (entry.work.arxiv, entry.work.doi) if name}
    for number, paper in enumerate(base.taxonomy.rejected):
        if (path := paths.get(paper.id.casefold())) is not None:
            fix = f"remove it here, or remove {path}"
            yield Problem(("rejected", number, "id"), f"{paper.id} is the work in {path}", fix, REJECTED_PATH)


@whole_rule("paradigm-contradicted", Severity.NOTICE)
def paradigm_contradicted(base: Base) -> Iterator[Problem]:
    """The claims show another paradigm than the one that a curator judged.

    Why: 'judged_paradigm' is a curator's word; where a model of the work makes data that train a model in the same work,
        the claims show a paradigm of their own. Both are kept and shown as a disagreement.
    Wrong: judged_paradigm: externally-boosted, with claims that a model makes the data that train it
    Right: judged_paradigm: self-boosted, or claims that say otherwise
    """
    if base.guessed or not base.stems >= {"artifacts", "nodes"}:
        return  # what cannot be read may say it
    names = names_of(base)
    models, datasets = names["model"], names["dataset"]
    declared = {each.artifact.id: each.artifact for each in reversed(base.artifacts) if each.artifact.kind == "model"}
    above: dict[str, tuple[str | None, frozenset[str]]] = {
        name: (artifact.variant_of, frozenset(artifact.origins)) for name, artifact in declared.items()
    }
    for entry in base.entries:
        shown = _shown(base, entry, models, datasets, above) if entry.work.judged is not None else None
        if shown is not None and shown != entry.work.judged:
            message = f"the claims show {shown}, the curator judged {entry.work.judged}"
            fix = "correct the judgement or the claims; leave both where both are right"
            yield Problem(("judged_paradigm",), message, fix, entry.path)


_Above = Mapping[str, tuple[str | None, frozenset[str]]]


def _shown(base: Base, entry: Entry, models: Names, datasets: Names, above: _Above) -> str | None:
    """Return the paradigm that the chains of a work's own claims show, or None where there is no chain."""
    made: set[tuple[str, str]] = set()
    trained: set[tuple[str, str]] = set()
    for node, stages, model_names, dataset_names in entry.work.steps:
        pairs = {(models.find(model), datasets.find(data)) for model in model_names for data in dataset_names}
        known = {(model, data) for model, data in pairs if model is not None and data is not None}
        if base.direction(node) == "model4data":
            made |= known
        elif not set(TRAINING_STAGES).isdisjoint(stages):
            trained |= known
    chains = [(producer, model) for producer, data in made for model, other in trained if data == other]
    if not chains:
        return None
    is_self = any(_is_self_boosted(producer, model, above) for producer, model in chains)
    return (JudgedParadigm.SELF_BOOSTED if is_self else JudgedParadigm.EXTERNALLY_BOOSTED).value


def _is_self_boosted(producer: str, trained: str, above: _Above) -> bool:
    """Return whether the trained model is the producer, a variant of it, or starts from it."""
    line = [trained]
    for model in line:
        base = above[model][0] if model in above else None
        if base is not None and base not in line:
            line.append(base)
    return producer in line or any(producer in above[model][1] for model in line if model in above)
