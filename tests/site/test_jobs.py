"""What a job made stays right as long as nothing changed that it read, whichever field of a work is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.model import Work
from codev.site.pages.data_jobs import data_jobs
from codev.site.pages.environment import Renderer
from codev.site.pages.jobs import page_jobs
from codev.site.pages.page import DataFile, Job, Page
from codev.site.pages.reads import BIBLIOGRAPHIC, CLAIMS
from generated import write_part

pytestmark = pytest.mark.slow

WORKS_COUNT = 8
"""Works of the base that is edited: so many that they share terms, artifacts and a venue, and are soon rendered."""

TWICE = "Ann Twofold"
"""The author of two other works, who has a page."""

EDITED = "gadre2023datacomp"
"""The work that is edited: it has claims, and introduces datasets."""

Files = Sequence[Page | DataFile]


@dataclass(frozen=True)
class Made:
    """What all jobs made of a base.

    Attributes:
        atlas: The base.
        files: What each job made.
        reads: What each job read.
        values: The value of each read.
    """

    atlas: Atlas
    files: Mapping[str, Files]
    reads: Mapping[str, frozenset[str]]
    values: Mapping[str, str]


def jobs_of(renderer: Renderer) -> dict[str, Callable[[], Iterable[Page | DataFile]]]:
    """Return every job by its name."""
    jobs: list[Job[Page] | Job[DataFile]] = [*data_jobs(renderer), *page_jobs(renderer)]
    return {job.name: job.make for job in jobs}


@pytest.fixture(scope="module")
def templates(repository: Path) -> Path:
    """The folder of templates."""
    return repository / "site" / "templates"


@pytest.fixture(scope="module")
def made(facts_base: Path, facts_atlas: Atlas, templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Everything that the jobs make of a small part of the frozen base."""
    most_said = sorted(facts_atlas.works.values(), key=lambda work: (work.key != EDITED, -len(work.claims), work.key))
    keys = sorted(work.key for work in most_said[:WORKS_COUNT])
    atlas = Atlas.load(write_part(facts_base, tmp_path_factory.mktemp("jobs") / "part", keys, keep_idle=False))
    others = [key for key in atlas.works if key != EDITED][:2]
    works = [
        work.model_copy(update={"authors": (*work.authors, TWICE)}) if key in others else work
        for key, work in atlas.works.items()
    ]
    atlas = Atlas(Path("nowhere"), atlas.taxonomy, works)
    renderer = Renderer(atlas, templates)
    renderer.prepare()
    files: dict[str, Files] = {}
    reads: dict[str, frozenset[str]] = {}
    for name, make in jobs_of(renderer).items():
        renderer.reads.noted.clear()
        files[name] = list(make())
        reads[name] = frozenset(renderer.reads.noted)
    values = {read: renderer.reads.value(read) for read in {CLAIMS}.union(*reads.values())}
    return Made(atlas, files, reads, values)


def edits(work: Work, facts: Atlas) -> dict[str, Work]:
    """Return the work as it is after each of some edits; other values are those of other works, where there are any."""
    fields = sorted(Work.model_fields.keys() - {"key", "claims", "introduces"})
    others = {
        field: next((value for each in facts.works.values() if (value := getattr(each, field)) != getattr(work, field)), None)
        for field in fields
    }
    own = sorted(BIBLIOGRAPHIC | {"family_names", "year", "survey"})
    found = {field: work.model_copy(update={field: others[field]}) for field in own}
    found["all other fields"] = work.model_copy(update={field: others[field] for field in fields if field not in own})
    # Who comes last changes neither how the work is cited nor its claims.
    found["one more author"] = work.model_copy(update={"authors": (*work.authors, TWICE)})
    claim = work.claims[0]
    said: dict[str, Any] = {"statement": f"{claim.statement} Said otherwise.", "stages": (), "models": ()}
    for field, value in said.items():
        changed = claim.model_copy(update={field: value})
        found[f"claims, {field}"] = work.model_copy(update={"claims": (changed, *work.claims[1:])})
    found["one claim less"] = work.model_copy(update={"claims": work.claims[:-1]})
    assert work.introduces is not None
    first, *rest = work.introduces.datasets
    for edit, datasets in {"name": (first.model_copy(update={"name": "Another name"}), *rest), "one less": tuple(rest)}.items():
        introduced = work.introduces.model_copy(update={"datasets": datasets})
        found[f"introduces, {edit}"] = work.model_copy(update={"introduces": introduced})
    return found


def test_what_a_job_made_stays_right_while_what_it_read_does(made: Made, facts_atlas: Atlas, templates: Path) -> None:
    stale: dict[str, list[str]] = {}
    kept: dict[str, int] = {}
    for field, work in edits(made.atlas.works[EDITED], facts_atlas).items():
        works = [work if each.key == work.key else each for each in made.atlas.works.values()]
        renderer = Renderer(Atlas(Path("nowhere"), made.atlas.taxonomy, works), templates)
        if renderer.reads.value(CLAIMS) != made.values[CLAIMS]:
            renderer.prepare()
        jobs = jobs_of(renderer)
        changed = renderer.reads.changed_since(made.values)
        same = [name for name in jobs if name in made.reads and changed.isdisjoint(made.reads[name])]
        kept[field] = len(same)
        wrong = [name for name in same if list(jobs[name]()) != made.files[name]]
        if wrong:
            stale[field] = wrong
    assert stale == {}
    # What claims alone lead to is not made anew for a title, nor what is about something else for a claim.
    assert len(made.files) / 2 < min(kept.values())
    assert kept["notes"] > max(kept["title"], kept["claims, statement"])
