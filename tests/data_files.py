"""The files of data as the build makes them.  A helper of tests, not tests."""

from __future__ import annotations

from pathlib import Path

from codev import Atlas
from codev.site.pages.data_jobs import data_jobs
from codev.site.pages.environment import Renderer

TEMPLATES = Path(__file__).parent.parent / "site" / "templates"


def data_files(atlas: Atlas, *names: str) -> dict[str, bytes]:
    """Return what the jobs make whose names begin with one of some words: contents by path relative to the site's root.

    Args:
        atlas: The knowledge base.
        names: Beginnings of the jobs' names, such as ``table``.
    """
    jobs = [job for job in data_jobs(Renderer(atlas, TEMPLATES)) if job.name.startswith(names)]
    assert jobs, f"no job is called {names}"
    return {file.path: file.content for job in jobs for file in job.make()}
