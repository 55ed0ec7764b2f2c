"""Bounds on what is asked: parameters of questions, facets, queries as text, SQL.

What goes beyond one is refused with the range that is allowed; an answer that is cut says so.
"""

from __future__ import annotations

CHAINS_MAX = 20_000
"""Chains of one answer: of more, the first are given, and it is said.  Where all make what trains all, they are cubed."""
