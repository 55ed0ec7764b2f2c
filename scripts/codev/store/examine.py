"""One file by itself: its data, its summary, and what is wrong with it whatever the others say.

A pure function of the file's path and bytes, so that its result can be kept and worked out in another process.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic_core import to_json

from codev.did_you_mean import nearest
from codev.model.fields import Record
from codev.model.taxonomy import TAXONOMY_FILES, vocabulary_path
from codev.model.work import Work
from codev.store.comments import CommentLost, find_comments, insert_comments
from codev.store.findings import Finding, Problem, Severity, in_order
from codev.store.layout import SourceFile, is_expected
from codev.store.summary import guess_names, summarise_work, summary_text
from codev.store.validate import validate_data
from codev.store.yaml_in import START, Document, Position, YamlProblem, composed, decode, read_document
from codev.store.yaml_out import canonical_text, dump_nodes, record_type, schema_comment

WorkCheck = Callable[[Work, str], Iterator[tuple[str, Severity, Problem]]]
"""Rules on one work: called with the work and its file's path; yields the code and severity of a rule with what it found."""


LINE_SHOWN_MAX = 60
"""A message shows so many characters of a line."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file gave.

    Attributes:
        file: The file.
        digest: Of its path and bytes; empty when it may not be read.
        data: Its data as JSON text; empty when it could not be read, or when only its summary was asked for.
        summary: For the other files: an entry's summary as JSON text, of any other file its data; empty when it could not be
            read.
        findings: What is wrong with the file by itself.
        names: What a file that could not be read seems to declare.
    """

    file: SourceFile
    digest: str
    data: str
    summary: str = ""
    findings: tuple[Finding, ...] = ()
    names: tuple[str, ...] = ()


def digest_of(file: SourceFile, raw: bytes) -> str:
    """Return what the cache knows a file by: its path and its bytes."""
    return hashlib.blake2b(os.fsencode(file.path) + b"\0" + raw, digest_size=16).hexdigest()


def examine_bytes(file: SourceFile, raw: bytes, check_work: WorkCheck | None = None) -> Examined:
    """Return what one file gives: its data, its summary, and what is wrong with it by itself.

    Args:
        file: The file.
        raw: Its bytes.
        check_work: The rules on one work, which stand above this module; without them only the reading is judged.
    """
    digest = digest_of(file, raw)
    try:
        given_text = decode(raw)
        text = composed(given_text)
        document = read_document(text, file.nodes_max)
    except YamlProblem as problem:
        return _unread(file, digest, raw, [problem_finding(file, problem)])
    except RecursionError:
        too_deep = YamlProblem("yaml-depth", "nested too deeply", "see the recipe in CONTRIBUTING", START)
        return _unread(file, digest, raw, [problem_finding(file, too_deep)])
    kind = record_type(file.kind, file.stem)
    if kind is None or not is_expected(file):
        return _unread(file, digest, raw, [_misplaced(file)])
    given = to_json(document.data).decode()
    record, findings = validate_data(kind, given, document, file.path)
    if record is None:
        return _unread(file, digest, raw, findings)
    data = record.model_dump_json(exclude_defaults=True)
    # Equal texts mean that keys stand in the models' order and that no default is written out.
    is_ordered = data == given
    findings += _formatting(file, given_text, record, document if is_ordered else None)
    if file.kind != "work" or not isinstance(record, Work):
        return Examined(file, digest, data, data, tuple(findings))
    for code, severity, found in check_work(record, file.path) if check_work is not None else ():
        position = place(document, found.location, of_key=found.of_key)
        findings.append(Finding(file.path, position.line, position.column, code, severity, found.message, found.fix))
    return Examined(file, digest, data, summary_text(summarise_work(record)), tuple(in_order(findings)))


def place(document: Document, location: tuple[str | int, ...], *, of_key: bool) -> Position:
    """Return where a value, or its key, stands."""
    return document.key_position(location) if of_key and location else document.position(location)


def formatted(file: SourceFile, text: str, record: Record) -> str:
    """Return the canonical text of a file, the comments of the present one kept.

    Args:
        file: The file.
        text: Its present text.
        record: What it holds.

    Raises:
        CommentLost: A comment has no place in the canonical text.
        YamlProblem: The present text is not one of our files.
    """
    wanted = canonical_text(record, file.kind, file.stem)
    if text.count("#") == 1 and text.startswith(schema_comment(file.kind, file.stem)):
        return wanted
    return insert_comments(wanted, find_comments(with_plain_breaks(text)))


def with_plain_breaks(text: str) -> str:
    """Return a text whose lines end as they do here, not as on Windows."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def problem_finding(file: SourceFile, problem: YamlProblem) -> Finding:
    """Return a problem as a finding about the file."""
    position = problem.position
    return Finding(file.path, position.line, position.column, problem.code, Severity.ERROR, problem.message, problem.fix)


def _unread(file: SourceFile, digest: str, raw: bytes, findings: list[Finding]) -> Examined:
    """Return what a file gives that is left out."""
    names = guess_names(raw.decode("utf-8", "replace"))
    return Examined(file, digest, "", "", tuple(findings), names)


def _formatting(file: SourceFile, text: str, record: Record, document: Document | None) -> list[Finding]:
    """Return the findings that a file is not written in the canonical form, if it is not.

    Args:
        file: The file.
        text: Its text.
        record: What it holds.
        document: Its nodes where they stand in the canonical order, which allows a quicker look.
    """
    line = schema_comment(file.kind, file.stem)
    has_line = with_plain_breaks(text).startswith(line)
    is_plain = document is not None and has_line and text.count("#") == line.count("#")
    if is_plain and document is not None and line + dump_nodes(document.root, type(record)) == text:
        return []
    try:
        wanted = formatted(file, text, record)
    except CommentLost as error:
        fix = "put the comment on a line of its own above a key, or write it under 'notes'"
        return [Finding(file.path, error.line, error.column, "comment-lost", Severity.ERROR, str(error), fix)]
    fix = "run 'codev check --fix', which rewrites the file and keeps its comments"
    findings = []
    if not has_line:
        message = "the first line does not name the file's schema, so that editors cannot complete it"
        findings.append(Finding(file.path, 1, 1, "schema-line", Severity.ERROR, message, f"begin with '{line.strip()}'"))
    # A missing first line is one finding, not two.
    given_lines, wanted_lines = text.split("\n"), wanted.split("\n")[0 if has_line else 1 :]
    if given_lines != wanted_lines:
        pairs = enumerate(zip(given_lines, wanted_lines, strict=False))
        same = next((number for number, (given, other) in pairs if given != other), min(len(given_lines), len(wanted_lines)))
        message = (
            f"the file is not in the canonical form from here on: {_line(given_lines, same)}, not {_line(wanted_lines, same)}"
        )
        if "\r" in text:
            message = "lines end with a carriage return, as on Windows"
        findings.append(Finding(file.path, min(same + 1, len(given_lines)), 1, "not-canonical", Severity.ERROR, message, fix))
    return findings


def _line(lines: list[str], number: int) -> str:
    """Return a line as a message shows it."""
    if number >= len(lines):
        return "the end of the file"
    text = lines[number]
    return repr(text if len(text) <= LINE_SHOWN_MAX else f"{text[:LINE_SHOWN_MAX]}…")


def _misplaced(file: SourceFile) -> Finding:
    """Return the finding that the knowledge base has no place for a file."""
    if file.kind == "double":
        fix = "call it <key>.<curator>.yaml, such as liu2023visual.a.yaml"
    elif file.kind == "taxonomy":
        near = nearest(file.stem, TAXONOMY_FILES, limit=1)
        fix = f"did you mean {vocabulary_path(near[0])}?" if near else f"the files are {', '.join(sorted(TAXONOMY_FILES))}"
    else:
        fix = "put it at papers/<year>/<key>.yaml"
    return Finding(file.path, 1, 1, "misplaced-file", Severity.ERROR, "there is no place for this file", fix)
