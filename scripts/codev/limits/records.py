"""Bounds on what an entry and the taxonomy may hold.

The schema or a rule of the check refuses what goes beyond one, with its place in the file.
"""

from __future__ import annotations

NODE_DEPTH_MAX = 16
"""Nodes above a node of the taxonomy: the check reports a deeper one, and what is further up is not looked at."""

CLAIM_VALUES_MAX = 100
"""Values in one list of a claim, such as its models: the schema refuses more, which is a table and not a claim."""

CLAIM_PAIRS_MAX = 400
"""Models of a claim times its datasets, each pair an edge of the graph: the schema refuses more."""

CLAIMS_MAX = 100
"""Claims of one work: the schema refuses more."""

DOI_CHARACTERS_MAX = 200
"""Characters of a DOI that an entry can hold."""

ID_CHARACTERS_MAX = 80
"""Characters of an id: file names and URLs stay portable."""

NUMBER_DIGITS_MAX = 15
"""Digits of a whole number: no program adds up a longer one exactly."""

TITLE_CHARACTERS_MAX = 400
"""Characters of the title of a work: the longest of 846 works has 144; the schema refuses more."""

LABEL_CHARACTERS_MAX = 120
"""Characters of a name, venue or other short text on one line: the schema refuses more."""

STATEMENT_CHARACTERS_MAX = 240
"""Characters of a statement, one sentence that can be checked: a rule of the check reports more.

The longest of the survey's 694 has 202."""

SENTENCE_CHARACTERS_MAX = 1000
"""Characters of a statement, note or definition: the schema refuses more, which is a text and not a sentence."""

URL_CHARACTERS_MAX = 500
"""Characters of an address of the web in an entry: the schema refuses more."""

FIELD_NAME_CHARACTERS_MAX = 40
"""Characters of the name of a field: the schema refuses more."""

CLAIM_PART_CHARACTERS_MAX = 140
"""Characters of a field of a claim with one of its values: a value has at most `LABEL_CHARACTERS_MAX`."""
