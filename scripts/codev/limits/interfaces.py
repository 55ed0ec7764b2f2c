"""Bounds on what visitors and assistants send to the explorer and the MCP server.

What goes beyond one is refused or cut off, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping

UPLOAD_MEGABYTES_MAX = 1
"""Megabytes of an upload to the explorer: an entry has at most `codev.limits.files.WORK_BYTES_MAX`."""

SAVED_QUERIES_MAX = 200
"""Queries in a file of saved queries; of more, the first are read."""

SAVED_NAME_CHARACTERS_MAX = 100
"""Characters of the name of a saved query."""

SAVED_QUERY_CHARACTERS_MAX = 12_000
"""Characters of a saved query: a statement of SQL may have 5,000, which are longer when they are encoded."""

ADDRESS_PARTS_MAX = 300
"""Parts of an address of the explorer: no address of ours has more."""

GRAPH_VERSIONS_MAX = 100
"""Versions of the graph that are remembered of a visit."""

GRAPH_QUERY_CHARACTERS_MAX = 600
"""Characters of the query string of a view of the graph; the rest is cut off."""

RESOURCE_CHARACTERS_MAX = 500
"""Characters of the address of a resource that an assistant asks for."""

PAGE_ROWS_MAX = 200
"""Rows that an assistant can ask for at once."""

PAPER_CHARACTERS_MAX = 20_000
"""Characters of a title or an abstract that an assistant sends to be classified."""

MATCHES_MAX = 1_000
"""Matches of a search by an assistant that are kept; the rest is counted."""

REQUEST_BYTES_MAX = 4 * 2**20
"""Bytes of a request to the MCP server: the longest is an entry to check."""

MAIL_CHARACTERS_MAX = 254
"""Characters of a mail address in the site's settings (RFC 3696, erratum 1690)."""

STATE_CHARACTERS_MAX: Mapping[str, int] = {
    "view": 40,
    "show": 100,
    "row": 6,
    "sort": 4,
    "cell": 200,
    "across": 20,
    "picture": 20,
    "graph": GRAPH_QUERY_CHARACTERS_MAX,
    "sql": 5000,
    "chart": 20,
    "unit": 10,
    "share": 10,
    "x": 4,
    "y": 4,
    "colour": 4,
    "how": 20,
}
"""Characters of what only the explorer keeps in its address, part by part; a longer value is ignored, and said to be."""
