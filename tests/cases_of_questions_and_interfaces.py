"""Cases of the limits on what is asked, and on what visitors and assistants send."""

from __future__ import annotations

import itertools
import json

from starlette.testclient import TestClient

from codev.assistant.desk import Desk
from codev.assistant.resources import SCHEME, read
from codev.assistant.server import PATH, http_app
from codev.assistant.tools import call
from codev.cli import build_command, sql_command, suggest_command, watch_command
from codev.errors import CodevError
from codev.explorer.state.address import read_address
from codev.explorer.state.saved_queries import clean_name, from_file
from codev.export import open_database, run_sql
from codev.query import Facets, lineage, loops, path, similar
from codev.query.query import Query
from codev.site.engine.settings import read_settings
from limit_case import Case, Place, accepted, option_takes


def _sql_taken(place: Place, text: str) -> bool:
    """Return whether a statement runs under the limits that everybody has."""
    return accepted(run_sql, open_database(place.atlas), text)


def _rows_taken(place: Place, count: int) -> bool:
    """Return whether all of so many rows come back."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n"  # noqa: S608 - our own words
    return len(run_sql(open_database(place.atlas), numbers).rows) == count


def _letters(count: int) -> str:
    """Return so many different letters."""
    return "".join(map(chr, range(0x4E00, 0x4E00 + count)))


def _call_taken(place: Place, tool: str, **given: object) -> bool:
    """Return whether a tool of the MCP server takes its arguments."""
    return accepted(call, Desk(place.atlas.root), tool, given)


def _address_taken(**given: list[str]) -> bool:
    """Return whether nothing of an address of the explorer is left out or cut."""
    return not read_address(given)[1]


def _saved_taken(count: int) -> bool:
    """Return whether all of so many saved queries are read."""
    raw = json.dumps([{"name": f"n{number}", "query": "question=works"} for number in range(count)]).encode()
    return len(from_file(raw)[0]) == count


def _saved_length_taken(count: int) -> bool:
    """Return whether a saved query of so many characters is read."""
    return bool(from_file(json.dumps([{"name": "n", "query": _query_of(count)}]).encode())[0])


def _query_of(count: int) -> str:
    """Return a query of so many characters, with values that are short enough, of which each is given seldom enough."""
    query, names = "question=works", itertools.cycle(["node", "model", "dataset"])
    while count - len(query) > 200:
        query += f"&{next(names)}={'%61' * 60}"
    return f"{query}&text={'a' * (count - len(query) - 6)}"


def _body_taken(place: Place, count: int) -> bool:
    """Return whether the MCP server reads a request of so many bytes."""
    with TestClient(http_app(Desk(place.atlas.root), "127.0.0.1"), base_url="http://127.0.0.1:1") as client:
        answer = client.post(PATH, content=b"{}".ljust(count), headers={"content-type": "application/json"})
    return answer.status_code != 413


def _resource_taken(place: Place, count: int) -> bool:
    """Return whether the name in an address of so many characters is looked up."""
    try:
        read(Desk(place.atlas.root), f"{SCHEME}work/".ljust(count, "x"))
    except CodevError as error:
        return "is no address" not in str(error)
    return True


def _mail_taken(place: Place, count: int) -> bool:
    """Return whether the site's settings take a mail address of so many characters."""
    (place.folder / "site").mkdir(exist_ok=True)
    mail = "a@b.org".rjust(count, "a")
    (place.folder / "site/mkdocs.yml").write_text(f"site_name: A\nextra:\n  report_mail: {mail}\n")
    return accepted(read_settings, place.folder, {})


CASES = {
    "SQL_TRIM_LETTERS_MAX": Case(lambda place, count: _sql_taken(place, f"SELECT trim('a', '{_letters(count)}')")),
    "SQL_ROWS_MAX": Case(_rows_taken),
    "SQL_ROWS_ASKED_MAX": Case(lambda _, count: option_takes(sql_command.command, "limit", count)),
    "SQL_SECONDS_ASKED_MAX": Case(lambda _, count: option_takes(sql_command.command, "seconds", count)),
    "SQL_CHARACTERS_MAX": Case(lambda place, count: _sql_taken(place, "SELECT 1".ljust(count - 1) + ";")),
    "SQL_VALUE_BYTES_MAX": Case(lambda place, count: _sql_taken(place, f"SELECT length(zeroblob({count}))")),
    "SUGGESTED_NODES_MAX": Case(lambda _, count: option_takes(suggest_command.command, "limit", count)),
    "CANDIDATES_MAX": Case(lambda _, count: option_takes(watch_command.command, "limit", count)),
    "WATCHED_DAYS_MAX": Case(lambda _, count: option_takes(watch_command.command, "days", count)),
    "JOBS_MAX": Case(lambda _, count: option_takes(build_command.command, "jobs", count)),
    "QUERY_CHARACTERS_MAX": Case(lambda _, count: accepted(Query.from_url, _query_of(count))),
    "FACET_VALUES_MAX": Case(lambda _, count: accepted(Facets.of, node=[f"n{number}" for number in range(count)])),
    "VALUE_CHARACTERS_MAX": Case(lambda _, count: accepted(Facets.of, node="a" * count)),
    "PATHS_MAX": Case(lambda place, count: accepted(path, place.atlas, "clip", "gpt-4v", limit=count)),
    "LINEAGE_DEPTH_MAX": Case(lambda place, count: accepted(lineage, place.atlas, "clip", depth=count)),
    "SIMILAR_WORKS_MAX": Case(lambda place, count: accepted(similar, place.atlas, "liu2023visual", limit=count)),
    "LOOP_ARTIFACTS_MAX": Case(lambda place, count: accepted(loops, place.atlas, longest=count)),
    "LOOPS_MAX": Case(lambda place, count: accepted(loops, place.atlas, limit=count)),
    "SAVED_QUERIES_MAX": Case(lambda _, count: _saved_taken(count)),
    "SAVED_NAME_CHARACTERS_MAX": Case(lambda _, count: len(clean_name("a" * count)) == count),
    "SAVED_QUERY_CHARACTERS_MAX": Case(lambda _, count: _saved_length_taken(count)),
    "ADDRESS_PARTS_MAX": Case(
        lambda _, count: "The address has too many parts and was ignored." not in read_address({"node": ["a"] * count})[1]
    ),
    "REQUEST_BYTES_MAX": Case(_body_taken),
    "RESOURCE_CHARACTERS_MAX": Case(_resource_taken),
    "PAGE_ROWS_MAX": Case(lambda place, count: _call_taken(place, "works", page_size=count)),
    "PAPER_CHARACTERS_MAX": Case(lambda place, count: _call_taken(place, "suggest", text="data".ljust(count))),
    "MAIL_CHARACTERS_MAX": Case(_mail_taken),
}
