"""Bounds on the requests to other services and on their answers.

A request that goes beyond one ends with `codev.errors.FetchError` or `codev.errors.DataError`.
"""

from __future__ import annotations

UNATTENDED_PATIENCE_SECONDS_MAX = 300.0
"""The longest that ``refresh`` and ``watch`` obey ``Retry-After``: nobody waits at the keyboard for hundreds of works."""

PAPERS_MAX = 1000
"""Papers that are taken from a source at the most: a week of these categories and terms has some hundreds."""

ANSWER_BYTES_MAX = 4 * 1024 * 1024
"""Bytes of one answer that are read: the record of a paper with 5,000 authors has about 1 MB."""

ANSWER_SECONDS_MAX = 60.0
"""Seconds that one answer may take as a whole: a server that sends a byte now and then keeps nobody waiting."""

READ_SECONDS_MAX = 20.0
"""Seconds that connecting, and each read, may take."""

ATTEMPTS_MAX = 3
"""How often a request is made when the service is busy or the line breaks."""

REFUSALS_MAX = 2
"""After as many requests in a row without a useful answer a service is left alone for the rest of the run."""

PATIENCE_SECONDS_MAX = 30.0
"""The longest that a service's own ``Retry-After`` is obeyed while a person waits; longer ends the request."""

REDIRECTS_MAX = 5
"""Redirects that are followed: the DOI resolver needs one or two."""

KEPT_SECONDS_MAX = 24 * 3600
"""Seconds that a kept answer is used: looking at a change and writing it fall on one day, and preprints change daily."""

KEPT_BYTES_MAX = 64 * 1024 * 1024
"""Bytes of all kept answers together; the oldest go first."""

DATA_BYTES_MAX = 2**30
"""Bytes of a published file that is fetched: 846 works took 15 MB in November 2026."""

DATA_SECONDS_MAX = 600.0
"""Seconds that fetching a published file may take as a whole: 15 MB take that long at 25 KB a second."""
