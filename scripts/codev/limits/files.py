"""Bounds on files that are read, and on what is made of them.

A longer file is refused in one message before it is parsed; what is cut off instead says so.
"""

from __future__ import annotations

from codev.limits.texts import ISSUE_CHARACTERS_MAX

FINDINGS_PER_FILE_MAX = 100
"""Findings about one file that are listed, the others are counted: a file that broken is mended from the top."""

WORK_BYTES_MAX = 256 * 1024
"""Bytes of an entry: the largest real one has 8 KB."""

TAXONOMY_BYTES_MAX = 4 * 1024 * 1024
"""Bytes of a file of the taxonomy: ``artifacts.yaml`` has 74 KB today."""

WORK_VALUES_MAX = 20_000
"""Values, lists and mappings in an entry: the largest real one has 612."""

TAXONOMY_VALUES_MAX = 200_000
"""Values, lists and mappings in a file of the taxonomy: ``artifacts.yaml`` has 8,500 today.

One takes about 450 bytes of memory."""

FOLDER_DEPTH_MAX = 8
"""Folders below ``papers/`` that are entered: entries lie one down."""

GUESSED_NAMES_MAX = 2000
"""Names that are guessed for a file that cannot be read, so that references to it are not reported too."""

YAML_DEPTH_MAX = 16
"""Lists and mappings within each other in a file: entries have 7 levels.  (libyaml itself stops at 1,000.)"""

DESCENT_CIRCLES_MAX = 100
"""Circles of descent that are reported: each takes a search of its own."""

SCHEMA_BYTES_MAX = 1024 * 1024
"""Bytes of a JSON Schema in the checkout: the largest has 79 KB."""

BIBTEX_BYTES_MAX = 128 * 1024 * 1024
"""Bytes of a BibTeX file: the whole ACL Anthology with abstracts, about 100,000 entries, has some 80 MB."""

REVISION_BYTES_MAX = 512 * 1024 * 1024
"""Bytes of the files of one revision in git: 30,000 entries have about 60 MB."""

GIT_SECONDS_MAX = 300
"""Seconds that one call of git may take."""

ROWS_BYTES_MAX = 16 * 1024 * 1024
"""Bytes of a file of rows, such as evidence: 1,500 claims in full detail have about 1 MB."""

ISSUE_BYTES_MAX = 4 * ISSUE_CHARACTERS_MAX
"""Bytes of the file of a filled form, in UTF-8: four for each of `codev.limits.texts.ISSUE_CHARACTERS_MAX`."""

DATABASE_SECONDS_MAX = 60.0
"""Seconds that reading a published database may take as a whole: 768 works took 0.3 s of one processor in November 2026."""

DATABASE_BYTES_MAX = 4 * 2**30
"""Bytes of a published database: 768 works took 13 MB in November 2026, so 30,000 would take about 0.5 GB."""

DOCUMENT_BYTES_MAX = 64 * 2**20
"""Bytes of one document in a published database: the artifacts that no work introduces, the longest part, took 78 kB for 768
works in November 2026."""

KEY_BYTES_MAX = 1 << 16
"""Bytes of the file of a key: one of 16,384 bits takes 13 KB in PEM."""

TEXT_FILE_BYTES_MAX = 1024 * 1024
"""Bytes of a file with a title and an abstract for ``codev suggest``."""
