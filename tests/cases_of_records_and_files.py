"""Cases of the limits on entries, the taxonomy and files."""

from __future__ import annotations

import subprocess
from pathlib import Path

from codev.bib.read.bibtex import read_bibtex
from codev.check.schemas import schemas_digest
from codev.check.works import statement_too_long
from codev.contribute.revisions import laid_out
from codev.contribute.rows import read_rows
from codev.errors import CodevError
from codev.export.sqlite_documents import read_published
from codev.given_file import read_given
from codev.ids import is_slug
from codev.limits import files
from codev.model.fields import ClaimPart, Doi, FieldName, Label, Sentence, Title, Url
from codev.store.examine import examine_bytes
from codev.store.layout import SourceFile
from codev.store.read import read_bytes
from codev.store.summary import guess_names
from codev.store.yaml_in import YamlProblem, read_document
from limit_case import Case, Place, accepted, fits


def _file_taken(place: Place, path: str, size: int) -> bool:
    """Return whether a file of the knowledge base of so many bytes is read."""
    file = place.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.truncate(size)
    return isinstance(read_bytes(place.folder, SourceFile.at(path)), bytes)


def _values_taken(path: str, count: int) -> bool:
    """Return whether a file with so many values, lists and mappings is read."""
    # The mapping, its key and the list are three.
    found = examine_bytes(SourceFile.at(path), f"a: [{'1,' * (count - 3)}]".encode(), None)
    return "too-many-values" not in {finding.code for finding in found.findings}


def _deep_taken(depth: int) -> bool:
    """Return whether lists within each other are read; the file itself is the first level."""
    try:
        read_document("a: " + "[" * (depth - 1) + "]" * (depth - 1))
    except YamlProblem:
        return False
    return True


def _digits_taken(digits: int) -> bool:
    """Return whether a year of so many digits is said to be out of range, not to have too many digits."""
    found = examine_bytes(SourceFile.at("papers/2024/a2024b.yaml"), f"year: {'9' * digits}".encode(), None)
    return not any("write at most" in str(finding.fix) for finding in found.findings)


def _given_taken(place: Place, size: int, bytes_max: int) -> bool:
    """Return whether a file that somebody names is read."""
    path = place.folder / "given"
    with path.open("wb") as stream:
        stream.truncate(size)
    return accepted(read_given, path, bytes_max)


def _rows_taken(place: Place, size: int) -> bool:
    """Return whether a file of rows is read."""
    path: Path = place.folder / "rows.jsonl"
    path.write_bytes(b"{}" + b"\n" * (size - 2))
    return accepted(read_rows, path)


def _bibtex_taken(size: int) -> bool:
    """Return whether a BibTeX file is read; blanks are as good as entries."""
    try:
        read_bibtex(b"@article{x, title={A}}".ljust(size))
    except CodevError as error:
        return "MiB" not in str(error)
    return True


def _database_taken(place: Place, size: int) -> bool:
    """Return whether a database is not refused for its size; it is none, which is said afterwards."""
    path = place.folder / "a.sqlite"
    path.write_bytes(b" " * size)
    try:
        read_published(path)
    except CodevError as error:
        return "is larger than" not in str(error)
    return True


def _schema_taken(place: Place, size: int) -> bool:
    """Return whether a schema of so many bytes is read: then the digest of all follows its content."""
    path = place.folder / "taxonomy/schema/work.schema.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    digests = set()
    for letter in (b"a", b"b"):
        path.write_bytes(letter * size)
        digests.add(schemas_digest(place.folder, place.atlas.taxonomy))
    return len(digests) == 2


def _revision_taken(place: Place, size: int) -> bool:
    """Return whether a revision whose files have so many bytes is laid out."""
    for name, part in (("papers/2024/a.yaml", size - 1), ("taxonomy/b.yaml", 1)):
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / name).write_bytes(b"a" * part)
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "."), (*person, "commit", "-q", "-m", "A")):
        subprocess.run(["git", "-C", str(place.folder), *words], check=True)
    try:
        with laid_out(place.folder, "HEAD"):
            return True
    except CodevError as error:
        return "MiB" not in str(error)


def _statement_taken(place: Place, count: int) -> bool:
    """Return whether a statement of so many characters is short enough for the check."""
    work = next(each for each in place.atlas.works.values() if each.claims)
    claim = work.claims[0].model_copy(update={"statement": "a" * count})
    return not list(statement_too_long(work.model_copy(update={"claims": (claim,)}), ""))


ENTRY = "papers/2024/a2024b.yaml"
TERMS = "taxonomy/stages.yaml"

CASES = {
    "DATABASE_BYTES_MAX": Case(_database_taken, 1000, "codev.export.sqlite_documents"),
    "SCHEMA_BYTES_MAX": Case(_schema_taken),
    "REVISION_BYTES_MAX": Case(_revision_taken, 1000, "codev.contribute.revisions"),
    "STATEMENT_CHARACTERS_MAX": Case(_statement_taken),
    "DOI_CHARACTERS_MAX": Case(lambda _, count: fits(Doi, "10.1234/".ljust(count, "x"))),
    "ID_CHARACTERS_MAX": Case(lambda _, count: is_slug("a" * count)),
    "TITLE_CHARACTERS_MAX": Case(lambda _, count: fits(Title, "a" * count)),
    "LABEL_CHARACTERS_MAX": Case(lambda _, count: fits(Label, "a" * count)),
    "SENTENCE_CHARACTERS_MAX": Case(lambda _, count: fits(Sentence, "a" * count)),
    "URL_CHARACTERS_MAX": Case(lambda _, count: fits(Url, "https://example.org/".ljust(count, "x"))),
    "FIELD_NAME_CHARACTERS_MAX": Case(lambda _, count: fits(FieldName, "a" * count)),
    "CLAIM_PART_CHARACTERS_MAX": Case(lambda _, count: fits(ClaimPart, "models.".ljust(count, "x"))),
    "NUMBER_DIGITS_MAX": Case(lambda _, count: _digits_taken(count)),
    "WORK_BYTES_MAX": Case(lambda place, count: _file_taken(place, ENTRY, count)),
    "TAXONOMY_BYTES_MAX": Case(lambda place, count: _file_taken(place, TERMS, count)),
    "WORK_VALUES_MAX": Case(lambda _, count: _values_taken(ENTRY, count)),
    "TAXONOMY_VALUES_MAX": Case(lambda _, count: _values_taken(TERMS, count), 2000, "codev.store.layout"),
    "YAML_DEPTH_MAX": Case(lambda _, count: _deep_taken(count)),
    "GUESSED_NAMES_MAX": Case(
        lambda _, count: len(guess_names("".join(f"- id: x{number}\n" for number in range(count)))) == count
    ),
    "BIBTEX_BYTES_MAX": Case(lambda _, count: _bibtex_taken(count), 100, "codev.bib.read.bibtex"),
    "ROWS_BYTES_MAX": Case(_rows_taken, 1000, "codev.contribute.rows"),
    "ISSUE_BYTES_MAX": Case(lambda place, count: _given_taken(place, count, files.ISSUE_BYTES_MAX)),
    "KEY_BYTES_MAX": Case(lambda place, count: _given_taken(place, count, files.KEY_BYTES_MAX)),
    "TEXT_FILE_BYTES_MAX": Case(lambda place, count: _given_taken(place, count, files.TEXT_FILE_BYTES_MAX)),
}
