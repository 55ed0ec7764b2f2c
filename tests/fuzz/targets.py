"""Everything that reads what strangers write, each as one function of bytes: the targets of the fuzz tests.

A target calls the entrance that commands and pages call.  It returns what happened, in words that are the same for like inputs: an
input with new words is worth keeping.  It raises `CodevError` where the reader refuses its input, and anything else is a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from hypothesis import strategies as st
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError
from pydantic_core import from_json

from assistant.asked import ASKED
from codev.assistant import server
from codev.assistant.prompts import TASKS
from codev.bib.read.bibtex import read_bibtex
from codev.bib.read.citation import Citation
from codev.check.run import check
from codev.contribute.bulk import plan_import
from codev.contribute.claim import claim_data, usable
from codev.contribute.draft import make_draft
from codev.contribute.entry_check import check_entry
from codev.contribute.evidence import record, rows_of
from codev.contribute.issue_form import read_issue
from codev.contribute.rows import read_rows
from codev.errors import CodevError, KnowledgeBaseError, WrongUseError
from codev.explorer.state.address import address, read_address
from codev.explorer.state.saved_queries import from_file, parameters_of
from codev.export.sql import run_sql
from codev.export.sql_examples import EXAMPLES
from codev.export.sql_guard import DEFAULT_LIMITS
from codev.export.sql_text import sql_to_csv, sql_to_json, sql_to_markdown, sql_to_tsv
from codev.model.rejected import REJECTED_PATH
from codev.query.query import Query
from codev.query.questions import QUESTIONS
from codev.query.run import run
from codev.store.layout import SourceFile
from codev import Atlas
from codev.store.examine import examine_bytes
from copied import FROZEN
from fuzz.mutations import changed_json, changed_texts
from fuzz.place import Place
from played_services import FIXTURES as ANSWERS
from played_services import STORED, Line, stored

FIXTURES = ANSWERS.parent
DAY = "2026-01-01"
SQL_LIMITS = replace(DEFAULT_LIMITS, seconds=1.0, rows=100)
"""A greedy statement may not take all the time that there is to try others."""

Seeds = Mapping[str, list[bytes]]
"""Real inputs by variant: a target may have several, such as the services that answer."""


class Target(NamedTuple):
    """One reader.

    Attributes:
        name: What it reads.
        seeds: Returns real inputs by variant.
        read: Reads an input of a variant; returns what happened.
        change: Makes inputs of real ones.
        quick: So many inputs are tried in the ordinary suite.
    """

    name: str
    seeds: Callable[[Place], Seeds]
    read: Callable[[Place, str, bytes], Iterable[str]]
    change: Callable[[list[bytes]], st.SearchStrategy[bytes]] = changed_texts
    quick: int = 60


def shape(text: str) -> str:
    """Return a message without what it quotes and counts: the same for like inputs."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|[\d.,]+|[A-Za-z0-9]+[-_:/][^ ]*", "_", text)[:80]


def _files(*patterns: str) -> list[bytes]:
    """Return the fixtures that a pattern names."""
    return [path.read_bytes() for pattern in patterns for path in sorted(FIXTURES.glob(pattern))]


def _entries(_: Place) -> Seeds:
    """Return entries of the frozen knowledge base, and those that broke promises."""
    listed = [path.read_bytes() for path in sorted(FROZEN.glob("papers/*/*.yaml"))[::12]]
    return {"work": listed + [raw for raw in _files("hostile_cases/*U+*.yaml", "bib_cases/missing_colon.yaml")]}


def _read_entry(place: Place, _: str, raw: bytes) -> list[str]:
    """Read an entry as the explorer, the MCP server and the check do."""
    verdict = check_entry(place.atlas, raw)
    return [each.code for each in verdict.findings]


_REJECTED = (
    "# yaml-language-server: $schema=../taxonomy/schema/rejected.schema.json\nrejected:\n"
    "- id: '2508.06585'\n  title: A paper\n  why: Text only.\n  date: '2026-11-29'\n"
)


def _vocabularies(place: Place) -> Seeds:
    """Return the files of the taxonomy by name, and the list of rejected papers."""
    files = {path.stem: [path.read_bytes()] for path in sorted((place.root / "taxonomy").glob("*.yaml"))}
    return files | {"rejected": [_REJECTED.encode()]}


def _read_vocabulary(place: Place, stem: str, raw: bytes) -> list[str]:
    """Read a file of the taxonomy; where it can be read, check and load the whole knowledge base with it."""
    path = REJECTED_PATH if stem == "rejected" else f"taxonomy/{stem}.yaml"
    examined = examine_bytes(SourceFile.at(path), raw)
    if not examined.data:
        return [each.code for each in examined.findings]
    file = place.root / path
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(raw)
    try:
        found = [each.code for each in check(place.root, use_cache=False, process_count=1).findings]
        try:
            Atlas.load(place.root, use_cache=False)
        except KnowledgeBaseError as error:
            found.append(shape(error.message))
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
    return found


def _read_bibtex(place: Place, _: str, raw: bytes) -> list[str]:
    """Read BibTeX, and plan its import; a new entry can be read."""
    plan = plan_import(place.atlas, read_bibtex(raw), added=DAY)
    json.dumps([each.as_dict() for each in plan.outcomes], ensure_ascii=False).encode("utf-8", "surrogateescape")
    for text in plan.new_texts.values():
        assert check_entry(place.atlas, text.encode()).work is not None, f"an import writes what cannot be read: {text[:2000]}"
    return [*(f"{each.status.value} {shape(each.reason)}" for each in plan.outcomes), *map(shape, plan.remarks)]


def _read_form(place: Place, _: str, raw: bytes) -> list[str]:
    """Read a filed form, and draft the entry that it asks for."""
    form = read_issue(raw.decode("utf-8", "replace"))
    said, introduced, notes = usable(place.atlas, form.claim, form.introduced)
    new, declared = introduced.parted(place.atlas)
    claims = [] if said.is_empty or said.lacking else [claim_data(place.atlas, said, introduced)]
    draft = make_draft(
        place.atlas,
        form.citation,
        added=DAY,
        claims=claims,
        introduces=new.as_data(),
        declared=declared,
        links=dict(form.links) or None,
    )
    assert check_entry(place.atlas, draft.text.encode()).work is not None, f"a draft cannot be read: {draft.text[:2000]}"
    return [*map(shape, notes), *map(shape, draft.left)]


def _addresses(_: Place) -> Seeds:
    """Return addresses of every question, as the explorer, the site and files of saved queries have them."""
    asked = [
        Query.build(name, **values) for name, question in QUESTIONS.items() for values in [*question.examples.values()][:2]
    ]
    urls = [query.to_url() for query in asked]
    tools = [
        "view=sql&sql=SELECT%201",
        "view=graph&graph=node%3Dmodel%3Aclip&show=",
        "view=matrix&cell=a&across=stage&share=row",
    ]
    saved = json.dumps([{"name": f"Query {number}", "query": url} for number, url in enumerate(urls[:3])])
    return {
        "address": [each.encode() for each in (*urls, *tools)],
        "json": [query.to_json().encode() for query in asked],
        "saved": [saved.encode()],
    }


def _read_address(place: Place, variant: str, raw: bytes) -> list[str]:
    """Read an address, the JSON of a query or saved queries, and answer what is asked."""
    text = raw.decode("utf-8", "surrogateescape" if variant == "json" else "replace")
    if variant == "saved":
        return [shape(each) for each in from_file(raw)[1]]
    if variant == "json":
        query: Query | None = Query.from_json(text)
        problems: tuple[str, ...] = ()
    else:
        try:
            parameters = parameters_of(text)
        except ValueError:  # as its callers know
            return ["too many parts"]
        state, problems = read_address(parameters)
        again, _ = read_address(address(state))
        assert address(again) == address(state), "an address does not lead back to its page"
        query = state.query()
    if query is not None:
        rows = run(place.atlas, query).as_dicts()
        json.dumps(rows, allow_nan=False)
        problems += (f"{query.question} {bool(rows)}",)
    return [shape(each) for each in problems]


def _statements(_: Place) -> Seeds:
    """Return the examples of the documentation, and more of the language."""
    more = [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT i, i * 1.5, x'00ff', NULL FROM n",
        "SELECT w.key, json_extract(value, '$.a') FROM works w, json_each('[1, {\"a\": 2}]') WHERE w.title LIKE '%a%' ESCAPE '\\'",
        "SELECT group_concat(replace(trim(title, 'ab'), 'a', 'bb')) OVER (PARTITION BY year ORDER BY key) FROM works",
        "SELECT * FROM search WHERE search MATCH 'vision NEAR model' ORDER BY rank",
        "PRAGMA table_info('works')",
    ]
    return {"statement": [each.encode() for each in (*(example.sql for example in EXAMPLES), *more)]}


def _read_statement(place: Place, _: str, raw: bytes) -> list[str]:
    """Run a statement, and write its answer in every form."""
    result = run_sql(place.database, raw.decode("utf-8", "surrogateescape"), SQL_LIMITS)
    for write in (sql_to_json, sql_to_csv, sql_to_tsv, sql_to_markdown):
        write(result).encode()
    json.loads(sql_to_json(result), parse_constant=_no_number)
    return [f"{len(result.columns)} columns", f"{bool(result.rows)}"]


def _no_number(name: str) -> None:
    """Refuse what is no JSON (RFC 8259 §6)."""
    raise AssertionError(f"{name} is no number of JSON")


def _answers(_: Place) -> Seeds:
    """Return stored answers of the services, and the headers by which they lead on or ask to wait."""
    seeds = {host: [(ANSWERS / name).read_bytes()] for host, name in STORED.items()}
    seeds["doi.org"] = [(ANSWERS / "datacite.json").read_bytes()]
    work = (ANSWERS / STORED["api.openalex.org"]).read_bytes()
    return seeds | {
        "list": [b'{"results": [%s]}' % work],
        "location": [b"https://doi.org/10.1000/x", b"/works/10.1000%2Fx", b"//dblp.org:443/"],
        "retry-after": [b"20", b"Wed, 21 Oct 2026 07:28:00 GMT"],
    }


def _change_answer(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Return changed answers: as JSON where they are JSON, as text otherwise."""
    return changed_json(seeds)


def _read_answer(place: Place, variant: str, raw: bytes) -> list[str]:
    """Ask the services, one of which answers so, and draft the entry of what they say."""
    if variant in ("location", "retry-after"):
        headers = [(variant.encode(), raw.replace(b"\r", b"").replace(b"\n", b""))]
        play = [httpx.Response(302 if variant == "location" else 503, headers=headers), stored("api.crossref.org")]
        with Line({"api.crossref.org": play}).fetcher() as fetcher:
            return _drafted(place, fetcher.doi(_doi_asked(play[1].content)))
    host = "api.openalex.org" if variant == "list" else variant
    # arXiv is asked first, and what it does not know nobody else is asked for.
    line = Line({"export.arxiv.org": httpx.Response(400), host: httpx.Response(200, content=raw)})
    if variant == "list":
        return _listed(line)
    with line.fetcher() as fetcher:
        if host == "dblp.org":
            title, author = _dblp_asked()
            found = fetcher.published(title, [author])
            return ["nothing"] if found is None else _drafted(place, replace(found, title=title))
        if host == "export.arxiv.org":
            return _drafted(place, fetcher.arxiv(_arxiv_asked()))
        # Nobody else knows the work, so that this answer counts.
        return _drafted(place, fetcher.doi(_doi_asked(raw)))


def _listed(line: Line) -> list[str]:
    """Return what a list of OpenAlex gives to those who watch for new papers."""
    import datetime as dt

    from codev.contribute.watch.ask import Watcher

    with Watcher(httpx.MockTransport(line.handle), sleep=line.slept.append, clock=lambda: sum(line.slept)) as watcher:
        return [shape(each) for citation in watcher.citing(["10.1000/x"], dt.date(2026, 1, 1)) for each in citation.remarks]


def _dblp_asked() -> tuple[str, str]:
    """Return title and first author of the stored answer of DBLP."""
    info = json.loads((ANSWERS / STORED["dblp.org"]).read_bytes())["result"]["hits"]["hit"][0]["info"]
    authors = info["authors"]["author"]
    first = authors[0] if isinstance(authors, list) else authors
    return str(info["title"]), re.sub(r" \d{4}$", "", str(first["text"]))


def _arxiv_asked() -> str:
    """Return the id in the stored answer of arXiv."""
    found = re.search(r"arxiv\.org/abs/([0-9.]+)", (ANSWERS / STORED["export.arxiv.org"]).read_text("utf-8"))
    assert found is not None
    return found.group(1)


def _doi_asked(raw: bytes) -> str:
    """Return a DOI that an answer speaks of, so that it is taken; any where it speaks of none."""
    found = re.search(rb"10\.[0-9]{4,9}\\?/[\w.()-]{1,60}", raw)
    return found.group(0).decode().replace("\\", "") if found else "10.1000/x"


def _drafted(place: Place, citation: Citation) -> list[str]:
    """Return what the draft of a citation says, which can be read as an entry."""
    draft = make_draft(place.atlas, citation, added=DAY)
    assert check_entry(place.atlas, draft.text.encode()).work is not None, f"a draft cannot be read: {draft.text[:2000]}"
    return [citation.source, *map(shape, citation.remarks), *map(shape, draft.left)]


def _rows(place: Place) -> Seeds:
    """Return rows of evidence for a claim of the knowledge base."""
    claim = next(iter(place.atlas.claims))
    full = {"claim": claim, "source": "paper", "where": "Section 3", "url": "https://arxiv.org/abs/2304.08485", "version": "v2"}
    checked = {"by": "J. Doe", "date": DAY, "against": ["paper"], "note": "Read."}
    rows: list[dict[str, Any]] = [
        full | {"states": ["statement", "node"], "infers": ["modalities"], "checked": checked},
        {"claim": claim, "source": "abstract", "stated": ["stages"], "verdict": "right", "node": "fits"},
    ]
    return {"row": [json.dumps(row).encode() for row in rows]}


def _read_row(place: Place, _: str, raw: bytes) -> list[str]:
    """Record rows of evidence on claims, without writing."""
    place.given.write_bytes(raw)
    rewrite = record(place.atlas, rows_of(read_rows(place.given)))
    return ["changed" if rewrite.texts else "nothing", *map(shape, rewrite.remarks)]


def _calls(place: Place) -> Seeds:
    """Return calls of every tool, and of resources, prompts and completions."""
    claim, work = next(iter(place.atlas.claims)), next(iter(place.atlas.works))
    entry = (place.root / place.atlas.paths[work]).read_text("utf-8")
    known: dict[str, list[dict[str, Any]]] = {
        "search": [{"text": "vision model", "kind": "work"}],
        "record": [{"of": work}, {"of": claim}],
        "taxonomy": [{"vocabulary": "stage", "text": "finetune", "below": "data-filter"}],
        "sql": [{"query": "SELECT key, year FROM works"}],
        "sql_schema": [{"table": "works"}],
        "suggest": [{"text": "A benchmark of video hallucination"}],
        "check_entry": [{"yaml": entry}],
        "resource": [{"uri": f"codev://work/{work}"}],
        "prompt": [
            {
                "name": task.name,
                "arguments": {each.name: next(iter(each.names(place.atlas)), "text") for each in task.arguments},
            }
            for task in TASKS.values()
        ],
        "completion": [
            {"ref": {"type": "ref/prompt", "name": next(iter(TASKS))}, "argument": {"name": "node", "value": "data"}},
            {"ref": {"type": "ref/resource", "uri": "codev://work/{key}"}, "argument": {"name": "key", "value": "liu"}},
        ],
    }
    for question, values in ASKED.values():
        known.setdefault(question, []).append(values | {"page_size": 5, "cursor": None})
    return {name: [json.dumps(each).encode() for each in calls] for name, calls in known.items()}


_PROTOCOL: Mapping[str, tuple[type[Any], Callable[..., Any]]] = {
    "resource": (server.types.ReadResourceRequestParams, server._read),
    "prompt": (server.types.GetPromptRequestParams, server._prompt),
    "completion": (server.types.CompleteRequestParams, server._complete),
}
"""What is asked of the server besides tools."""


def _read_call(place: Place, variant: str, raw: bytes) -> list[str]:
    """Hand arguments to the MCP server as the SDK does; the answer is JSON."""
    kind, answer = _PROTOCOL.get(variant, (server.types.CallToolRequestParams, server._call))
    try:
        given = from_json(raw)
        params = kind.model_validate(given if variant in _PROTOCOL else {"name": variant, "arguments": given})
    except (ValueError, ValidationError):  # the SDK refuses it
        return ["no call"]
    try:
        result = answer(place.desk, params)
    except MCPError as error:
        raise WrongUseError(str(error)) from None
    result.model_dump_json()
    if getattr(result, "is_error", False):
        return [shape(result.content[0].text)]
    if variant not in _PROTOCOL:
        json.loads(result.content[0].text, parse_constant=_no_number)
    return ["answer"]


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("entry", _entries, _read_entry),
        Target("taxonomy", _vocabularies, _read_vocabulary, quick=40),
        Target(
            "bibtex",
            lambda _: {"bibtex": _files("bib_cases/*.bib", "contribute/walk/*.bib", "hostile_cases/*.bib")},
            _read_bibtex,
        ),
        Target(
            "form",
            lambda _: {"form": _files("contribute/issue.md", "bib_cases/form_*.md", "hostile_cases/issue*.md")},
            _read_form,
        ),
        Target("address", _addresses, _read_address),
        Target("sql", _statements, _read_statement),
        Target("answers", _answers, _read_answer, _change_answer),
        Target("rows", _rows, _read_row, changed_json),
        Target("mcp", _calls, _read_call, changed_json),
    )
}
"""Every target by name."""
