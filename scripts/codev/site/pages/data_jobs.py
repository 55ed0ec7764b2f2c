"""The files of data beside the pages, as jobs: each says what it reads, so that an edit makes only those anew that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from codev.export.about import ARTIFACT_FOLDERS
from codev.graph import NodeKind
from codev.ids import ArtifactKind
from codev.site.data.comparison import THINGS_A_FILE, aspects_file, compared_things, things_file
from codev.site.data.entry_form import form_file, works_file
from codev.site.data.graph import claim_files, graph_file
from codev.site.data.tables import CITATIONS_A_FILE, artifacts_file, citation_file, works_files
from codev.site.pages.answers import answer_files
from codev.site.pages.environment import Renderer
from codev.site.pages.feed import feed_files
from codev.site.pages.findings import finding_files
from codev.site.pages.page import DataFile, Job

Files = Iterable[tuple[str, bytes]]
"""Paths relative to the site's root, each with what the file holds."""


def data_jobs(renderer: Renderer, places: Path | None = None) -> list[Job[DataFile]]:
    """Return the jobs that make every file of data; those that take long come first.

    Args:
        renderer: The knowledge base.
        places: The file in which the places of the graph's nodes are kept from one build to the next, or None.
    """
    jobs: dict[str, Callable[[], Files]] = {
        "graph nodes and edges": lambda: [graph_file(renderer.atlas, places)],
        "table of works": lambda: works_files(renderer.atlas).items(),
        "findings files": lambda: finding_files(renderer.claimed).items(),
        "compare models": partial(_aspects_of_all, renderer, NodeKind.MODEL),
        "compare datasets": partial(_aspects_of_all, renderer, NodeKind.DATASET),
        "compare names": lambda: [things_file(renderer.atlas)],
        "entry form": lambda: [form_file(renderer.records)],
        "entry works": lambda: [works_file(renderer.atlas)],
        "feeds": lambda: feed_files(renderer.atlas, renderer.site_url).items(),
        "answers files": lambda: answer_files(renderer.atlas).items(),
        "graph claims": lambda: claim_files(renderer.claimed),
    }
    jobs |= {f"table of {kind}s": partial(_artifacts, renderer, kind) for kind in ARTIFACT_FOLDERS}
    works = list(renderer.atlas.works)  # in the order of their keys
    for number, keys in renderer.pieces("aspects", works, THINGS_A_FILE).items():
        jobs[f"compare works {number}"] = partial(_aspects_of_works, renderer, number, keys)
    for number, keys in renderer.pieces("citations", works, CITATIONS_A_FILE).items():
        jobs[f"table citations {number}"] = partial(_citations, renderer, number, keys)
    return [Job(name, partial(_files, make)) for name, make in jobs.items()]


def _files(make: Callable[[], Files]) -> Iterator[DataFile]:
    """Yield what a job makes."""
    for path, content in make():
        yield DataFile(path, content)


def _artifacts(renderer: Renderer, kind: ArtifactKind) -> Files:
    """Return the table of models or of datasets."""
    return [artifacts_file(renderer.claimed, kind)]


def _aspects_of_all(renderer: Renderer, kind: NodeKind) -> Files:
    """Yield what is recorded of all models or datasets, in pieces: it comes from the claims of all works."""
    names = compared_things(renderer.claimed)[kind]
    for number, start in enumerate(range(0, len(names), THINGS_A_FILE)):
        yield aspects_file(renderer.claimed, kind, number, names[start : start + THINGS_A_FILE])


def _aspects_of_works(renderer: Renderer, number: str, keys: Iterable[str]) -> Files:
    """Return what is recorded of some works: it comes from their own entries too."""
    names = [f"{NodeKind.WORK}:{renderer.records.works[key].key}" for key in keys]
    return [aspects_file(renderer.claimed, NodeKind.WORK, int(number), names)]


def _citations(renderer: Renderer, number: str, keys: Iterable[str]) -> Files:
    """Return some works as citations."""
    return [citation_file(int(number), [renderer.records.works[key] for key in keys])]
