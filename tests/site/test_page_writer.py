"""Jobs are shared out among processes: each is done once, by whoever is free."""

from __future__ import annotations

import pytest

from codev.site.engine.apart import Apart
from codev.site.engine.page_writer import SHARES_MAX, _Shares
from codev.site.pages.page import Job, Page


def jobs(count: int) -> list[Job[Page]]:
    """Return so many jobs that make nothing."""
    return [Job(f"job {number}", list) for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 7, SHARES_MAX, SHARES_MAX + 1, 5 * SHARES_MAX + 3])
def test_each_job_is_taken_once(count: int) -> None:
    with _Shares(jobs(count)) as shares:

        def taken() -> list[str]:
            return [job.name for _, share in shares for job in share]

        other = Apart(taken)
        names = taken() + other.finish()
    assert sorted(names) == sorted(job.name for job in jobs(count))


def test_the_first_jobs_are_taken_first_and_progress_rises() -> None:
    count = 3 * SHARES_MAX
    with _Shares(jobs(count)) as shares:
        seen = [(done, share[0].name) for done, share in shares]
    assert [name for _, name in seen[:3]] == ["job 0", "job 1", "job 2"]
    told = [done for done, _ in seen]
    assert told == sorted(told)
    assert 0 == told[0] < told[-1] < count
