"""Bounds on what is asked: parameters of questions, facets, queries as text, SQL.

What goes beyond one is refused with the range that is allowed; an answer that is cut says so.
"""

from __future__ import annotations

from collections.abc import Mapping

CHAINS_MAX = 20_000
"""Chains of one answer: of more, the first are given, and it is said.  Where all make what trains all, they are cubed."""

SQL_TRIM_LETTERS_MAX = 100
"""Different letters that SQL's ``trim`` strips: the time is their number times the length of the text; more are refused."""

SQL_ROWS_ASKED_MAX = 1_000_000
"""Rows that ``codev sql --limit`` can ask for: more are better taken from ``codev export sqlite``."""

SQL_ROWS_MAX = 1_000
"""Rows that a statement of SQL gives unless more are asked for; the rest is cut off and said to be."""

SQL_SECONDS_MAX = 5.0
"""Seconds that a statement of SQL may take: enough for every question on 30,000 works."""

SQL_STEPS_MAX = 200_000_000
"""Steps of SQLite's virtual machine in a statement; the same statement takes the same number everywhere."""

SQL_MEMORY_BYTES_MAX = 112 * 1024 * 1024
"""Bytes by which the process may grow while a statement runs, where the platform tells."""

SQL_CHARACTERS_MAX = 100_000
"""Characters of a statement of SQL; a longer one is refused."""

SQL_VALUE_BYTES_MAX = 1_000_000
"""Bytes of one value in SQL; a longer one ends the statement."""

SQL_SECONDS_ASKED_MAX = 600.0
"""Seconds that ``codev sql --seconds`` can allow."""

SQL_PARTS_MAX: Mapping[str, int] = {
    "COLUMN": 200,
    "EXPR_DEPTH": 200,
    "COMPOUND_SELECT": 50,
    "VDBE_OP": 250_000,
    "FUNCTION_ARG": 100,
    "ATTACHED": 0,
    "LIKE_PATTERN_LENGTH": 200,
    # Full-text search itself uses some.
    "VARIABLE_NUMBER": 20,
    "TRIGGER_DEPTH": 1,
    "WORKER_THREADS": 0,
}
"""Parts of a statement, by the name of SQLite's limit; SQLite refuses more.  https://www.sqlite.org/limits.html"""

QUERY_CHARACTERS_MAX = 8000
"""Characters of a query in URL or JSON form: browsers and servers cut addresses about there."""

VALUE_CHARACTERS_MAX = 200
"""Characters of an id, name or title that is asked for; a longer one is refused before it is looked up."""

FACET_VALUES_MAX = 50
"""Values of one facet in a query."""

PATHS_MAX = 100
"""The most paths that can be asked for."""

LINEAGE_DEPTH_MAX = 1000
"""Steps of a lineage that can be asked for; a greater depth is a mistake of typing."""

SIMILAR_WORKS_MAX = 100
"""The most similar works that can be asked for."""

LOOP_ARTIFACTS_MAX = 6
"""The most artifacts in a loop (DESIGN §3)."""

LOOPS_MAX = 1000
"""The most loops that are listed (DESIGN §3)."""

SUGGESTED_NODES_MAX = 100
"""Nodes that ``codev suggest --limit`` can ask for."""

CANDIDATES_MAX = 500
"""Candidates that ``codev watch --limit`` can ask for: nobody looks through more."""

WATCHED_DAYS_MAX = 365
"""Days that ``codev watch --days`` can look back."""

JOBS_MAX = 64
"""Processes that ``codev build --jobs`` can start."""
