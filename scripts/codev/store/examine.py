"""One file by itself: its data, and what is wrong with it whatever the others say.

A pure function of the file's path and bytes, so that its result can be kept and worked out in another process.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from codev.model.fields import Record
from codev.model.taxonomy import TAXONOMY_FILES
from codev.near import nearest
from codev.store.comments import find_comments, insert_comments
from codev.store.findings import Finding, Severity
from codev.store.layout import SourceFile, is_expected
from codev.store.validate import validate_document
from codev.store.yaml_in import START, YamlProblem, decode, read_document
from codev.store.yaml_out import canonical_text, record_type, schema_comment


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file gave.

    Attributes:
        file: The file.
        digest: Of its bytes.
        data: Its data as JSON text; empty when it could not be read.
        findings: What is wrong with the file by itself.
    """

    file: SourceFile
    digest: str
    data: str
    findings: tuple[Finding, ...] = ()


def digest_of(file: SourceFile, raw: bytes) -> str:
    """Return what the cache knows a file by: its path and its bytes."""
    return hashlib.blake2b(file.path.encode() + b"\0" + raw, digest_size=16).hexdigest()


def examine_bytes(file: SourceFile, raw: bytes) -> Examined:
    """Return what one file gives: its data, and what is wrong with it by itself.

    Args:
        file: The file.
        raw: Its bytes.
    """
    digest = digest_of(file, raw)
    try:
        text = decode(raw)
        document = read_document(text)
    except YamlProblem as problem:
        return Examined(file, digest, "", (problem_finding(file, problem),))
    except RecursionError:
        too_deep = YamlProblem("yaml-depth", "nested too deeply", "see the recipe in CONTRIBUTING", START)
        return Examined(file, digest, "", (problem_finding(file, too_deep),))
    kind = record_type(file.kind, file.stem)
    if kind is None or not is_expected(file):
        return Examined(file, digest, "", (_misplaced(file),))
    record, findings = validate_document(kind, document, file.path)
    if record is None:
        return Examined(file, digest, "", tuple(findings))
    return Examined(file, digest, json.dumps(document.data), _formatting(file, text, record))


def formatted(file: SourceFile, text: str, record: Record) -> str:
    """Return the canonical text of a file, the comments of the present one kept.

    Args:
        file: The file.
        text: Its present text.
        record: What it holds.
    """
    wanted = canonical_text(record, file.kind, file.stem)
    if text.count("#") == 1 and text.startswith(schema_comment(file.kind, file.stem)):
        return wanted
    return insert_comments(wanted, find_comments(text))


def _formatting(file: SourceFile, text: str, record: Record) -> tuple[Finding, ...]:
    """Return the finding that a file is not written in the canonical form, if it is not."""
    wanted = formatted(file, text, record)
    if wanted == text:
        return ()
    lines, wanted_lines = text.splitlines(), wanted.splitlines()
    same = next(
        (number for number, (line, other) in enumerate(zip(lines, wanted_lines, strict=False)) if line != other),
        min(len(lines), len(wanted_lines)),
    )
    line = min(same + 1, max(len(lines), 1))
    fix = "run 'codev check --fix', which rewrites the file and keeps its comments"
    return (Finding(file.path, line, 1, "not-canonical", Severity.ERROR, "the file is not in the canonical form", fix),)


def problem_finding(file: SourceFile, problem: YamlProblem) -> Finding:
    """Return a problem as a finding about the file."""
    position = problem.position
    return Finding(file.path, position.line, position.column, problem.code, Severity.ERROR, problem.message, problem.fix)


def _misplaced(file: SourceFile) -> Finding:
    """Return the finding that the knowledge base has no place for a file."""
    if file.kind == "taxonomy":
        near = nearest(file.stem, TAXONOMY_FILES, limit=1)
        fix = f"did you mean taxonomy/{near[0]}.yaml?" if near else f"the files are {', '.join(sorted(TAXONOMY_FILES))}"
    else:
        fix = "put it at papers/<year>/<key>.yaml"
    return Finding(file.path, 1, 1, "misplaced-file", Severity.ERROR, "there is no place for this file", fix)
