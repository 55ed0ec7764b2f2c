"""Bounds on what an entry, a taxonomy and an answer may hold, each with the reason for it; readers of files keep their own.

What goes beyond one is refused with a message, or cut off and said to be, as the line under the constant says.
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

CHAINS_MAX = 20_000
"""Chains of one answer: of more, the first are given, and it is said.  Where all make what trains all, they are cubed."""
