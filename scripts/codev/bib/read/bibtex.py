"""BibTeX files to citations, with every entry of the file accounted for.

bibtexparser splits the file; this module resolves string macros and cross-references, `codev.bib.read.bibtex_fields` reads the
values.  Real files are broken in many ways: an entry that cannot be read becomes a `BrokenEntry` with its line and the reason,
and so does one that the library passed over.  Nothing raises but a file that is too large or no text at all.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import ParserStateException
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from codev.bib.read.bibtex_fields import citation_of
from codev.bib.read.citation import Citation
from codev.bib.read.latex import plain_text
from codev.errors import WrongUseError
from codev.limits.files import BIBTEX_BYTES_MAX
from codev.limits.texts import CROSSREF_DEPTH_MAX, MISSING_COMMAS_MAX

_ENTRY_START = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(][ \t]*([^\s,{}()=\"]*)", re.MULTILINE)
_NEXT_FIELD = re.compile(r"(?<!\s)\s*+\b([A-Za-z][A-Za-z0-9_-]{0,40}+)\s{0,40}+=")
_BARE_PIECE = re.compile(r"\A[A-Za-z0-9_.:-]++(?=\s)")
_NOT_WORKS = frozenset(["comment", "preamble", "string"])
_HOLDERS = frozenset(["proceedings", "mvproceedings", "collection", "mvcollection", "periodical", "set", "xdata"])
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# bibtexparser logs what it cannot read; here that becomes a BrokenEntry, so the log need not reach a terminal.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry of a file that could be read.

    Attributes:
        line: Where it begins, counted from 1.
        key: The key that the file gives it; may be empty, and may stand in the file twice.
        kind: ``article``, ``inproceedings`` …, in lower case.
        citation: What it says, cleaned.
    """

    line: int
    key: str
    kind: str
    citation: Citation

    @property
    def is_work(self) -> bool:
        """Whether it is a work by itself, not a volume or set that works only refer to, such as DBLP's ``@proceedings``."""
        return self.kind not in _HOLDERS


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """One entry of a file that could not be read.

    Attributes:
        line: Where it begins, counted from 1.
        key: Its key, as far as it can be told.
        reason: Why it could not be read, and what to mend.
    """

    line: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class BibtexFile:
    """What a file holds; `entries` and `broken` together are all of its entries.

    Attributes:
        entries: The entries that could be read, in the order of the file.
        broken: Those that could not, in the order of the file.
        remarks: What holds for the file as a whole, such as its encoding.
    """

    entries: tuple[BibtexEntry, ...] = ()
    broken: tuple[BrokenEntry, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Raw:
    """An entry before its values are cleaned: macros and cross-references still in it."""

    line: int
    key: str
    kind: str
    fields: dict[str, str]
    remarks: list[str] = field(default_factory=list)


def decode_bibtex(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a BibTeX file, and what is worth saying of its encoding.

    Args:
        raw: The file's bytes.

    Raises:
        WrongUseError: The file is larger than `BIBTEX_BYTES_MAX`, or is no text.
    """
    if len(raw) > BIBTEX_BYTES_MAX:
        raise WrongUseError(f"the file has {len(raw) / 2**20:,.0f} MiB, more than {BIBTEX_BYTES_MAX // 2**20}", "split it")
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return _without_controls(raw.decode(encoding, "replace")), ()
    try:
        return _without_controls(raw.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        if b"\0" in raw[:4096]:
            raise WrongUseError("the file is no text", "give a BibTeX file, encoded as UTF-8") from error
        line = raw.count(b"\n", 0, error.start) + 1
        remark = f"line {line} is not UTF-8: the file was read as Windows-1252 (Latin-1); check the letters with accents"
        return _without_controls(raw.decode("cp1252", "replace")), (remark,)


def read_bibtex(source: bytes | str) -> BibtexFile:
    """Return every entry of a BibTeX file.

    Args:
        source: The file's bytes, or its text.

    Raises:
        WrongUseError: The file is larger than `BIBTEX_BYTES_MAX`, or is no text.
    """
    text, remarks = decode_bibtex(source) if isinstance(source, bytes) else (_without_controls(source), ())
    raws, macros, broken = _split(text)
    broken += _passed_over(text, [*(entry.line for entry in raws), *(entry.line for entry in broken)])
    by_key: dict[str, _Raw] = {}
    for raw in raws:
        by_key.setdefault(raw.key.casefold(), raw)
    for raw in raws:
        raw.fields = {name: _resolved(value, macros, raw.remarks) for name, value in raw.fields.items()}
    entries = []
    for raw in raws:
        fields = _with_inherited(raw, by_key)
        citation = citation_of(raw.kind, fields, tuple(raw.remarks))
        entries.append(BibtexEntry(raw.line, raw.key, raw.kind, citation))
    return BibtexFile(tuple(entries), tuple(sorted(broken, key=lambda entry: entry.line)), remarks)


def _without_controls(text: str) -> str:
    """Return a text with ordinary line ends and without the control characters that no file should hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _split(text: str) -> tuple[list[_Raw], dict[str, str], list[BrokenEntry]]:
    """Return a file's entries and string macros as bibtexparser finds them, and what it could not read."""
    try:
        library = parse_string(text, parse_stack=[])
    except ParserStateException as error:
        raise WrongUseError(f"the file cannot be split into entries: {error}", "split it, and import the parts") from error
    raws: list[_Raw] = []
    macros = {name: name for name in _MONTHS}
    broken: list[BrokenEntry] = []
    lines = _Lines(text)
    for block in library.blocks:
        inner, remarks = _unwrapped(block)
        if isinstance(inner, String):
            macros[inner.key.lower()] = inner.value
        elif isinstance(inner, Entry):
            line = lines.of_block(inner)
            raws.append(_Raw(line, inner.key, inner.entry_type, _fields(inner, line, remarks), remarks))
        elif isinstance(inner, ParsingFailedBlock):
            kind, key = _start_of(inner.raw or "")
            if kind not in _NOT_WORKS:
                line = lines.of_block(inner)
                reason = _reason(str(getattr(inner.error, "abort_reason", inner.error)))
                place = line + (inner.raw or "").rstrip().count("\n")
                broken.append(BrokenEntry(line, key, f"line {place}: {reason}" if place > line else reason))
    return raws, macros, broken


def _unwrapped(block: Block) -> tuple[Block, list[str]]:
    """Return the entry within a block that bibtexparser found fault with but that can be used, and what is odd about it."""
    if isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block is not None:
        return block.ignore_error_block, [f"the key {block.key!r} stands in the file more than once"]
    if isinstance(block, DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
        twice = ", ".join(sorted(block.duplicate_keys))
        return block.ignore_error_block, [f"the field {twice} stands in the entry twice; the first one was used"]
    return block, []


def _fields(entry: Entry, line: int, remarks: list[str]) -> dict[str, str]:
    """Return an entry's values by name in lower case; of two with one name the first.

    Where a comma is missing bibtexparser takes the next field for a part of the value: it is read as if the comma stood there.
    """
    found: dict[str, str] = {}
    raw, at = entry.raw or "", 0
    for each in entry.fields:
        name, value = each.key, str(each.value).strip()
        at = max(raw.find(value, at), at)
        for _ in range(MISSING_COMMAS_MAX):
            after = _NEXT_FIELD.match(value, _value_end(value))
            if after is None:
                break
            end = value[: after.start()].rstrip()
            number = line + raw.count("\n", 0, at) + end.count("\n")
            remarks.append(f"line {number}: a comma is missing after {plain_text(end)[-40:]!r}")
            found.setdefault(name.strip().lower(), end)
            name, value, at = after.group(1), value[after.end() :].strip(), at + after.end()
        found.setdefault(name.strip().lower(), value)
    return found


def _value_end(value: str) -> int:
    """Return where the first piece of a value ends: behind its closing brace or quotation mark, a number or a macro's name."""
    if value[:1] in ("{", '"'):
        return min(_closing_index(value) + 1, len(value))
    bare = _BARE_PIECE.match(value)
    return bare.end() if bare else len(value)


def _start_of(raw: str) -> tuple[str, str]:
    """Return the kind and key at the beginning of a block."""
    found = re.match(r"@\s*+(\w*+)\s*+[{(]\s*+([^\s,{}()=\"]*+)", raw)
    return (found.group(1).lower(), found.group(2)) if found else ("", "")


def _reason(abort: str) -> str:
    """Return bibtexparser's reason in one line, with what to mend."""
    cause = " ".join(abort.split()).rstrip(". ")
    if "still looking for" in cause or "end of file" in cause:
        return f"a brace or quotation mark is not closed ({cause}); close it"
    if "comma after entry key" in cause:
        return f"no comma after the key ({cause}); write @article{{key, title = …}}"
    return f"not BibTeX ({cause}); compare it with an entry that is read"


def _passed_over(text: str, known: Iterable[int]) -> list[BrokenEntry]:
    """Return the entries that begin in the text, by a count of our own, but that bibtexparser neither read nor reported."""
    lines = _Lines(text)
    seen = set(known)
    lost = []
    for found in _ENTRY_START.finditer(text):
        line = lines.of(found.start())
        if found.group(1).lower() not in _NOT_WORKS and line not in seen:
            seen.add(line)
            reason = "it was passed over; close the entry before it, and write @article{key, … without a space after @"
            lost.append(BrokenEntry(line, found.group(2), reason))
    return lost


class _Lines:
    """Line numbers by index, in one pass over indices that only grow."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._index = 0
        self._line = 1
        self._after = 0

    def of(self, index: int) -> int:
        """Return the line of an index that is not smaller than the last one asked for."""
        self._line += self._text.count("\n", self._index, index)
        self._index = index
        return self._line

    def of_block(self, block: Block) -> int:
        """Return the line of a block that does not stand before the last one asked for.

        The block's own ``start_line`` is too small after a backslash at a line's end, which bibtexparser takes for an escape.
        """
        raw = block.raw or ""
        index = self._text.find(raw, self._after)
        if index < 0:
            return (block.start_line or 0) + 1
        # The same entry may follow once more, letter for letter.
        self._after = index + max(len(raw), 1)
        return self.of(index)


def _resolved(value: str, macros: Mapping[str, str], remarks: list[str]) -> str:
    """Return a value with its enclosing braces or quotation marks removed, macros replaced and ``#`` joined."""
    pieces = []
    for piece in _concatenated(value.strip()):
        bare = piece.strip()
        if bare[:1] in ("{", '"'):
            closing = _closing_index(bare)
            pieces.append(bare[1:closing])
            if closing < len(bare) - 1:
                remarks.append(f"a comma is missing after {plain_text(bare[1:closing])[:40]!r}; what follows it was not read")
        elif bare.isdigit() or not bare:
            pieces.append(bare)
        elif (macro := macros.get(bare.lower())) is not None:
            # One level is enough in practice, and a macro that names itself must not run for ever.
            pieces.append(_resolved(macro, {}, []))
        else:
            pieces.append(bare)
    return "".join(pieces)


def _concatenated(value: str) -> list[str]:
    """Return the pieces of ``"a" # macro # {b}``: split at ``#`` outside braces and quotation marks."""
    if "#" not in value:
        return [value]
    pieces = [""]
    depth = 0
    quoted = False
    for letter in value:
        if letter == "#" and depth == 0 and not quoted:
            pieces.append("")
            continue
        depth += {"{": 1, "}": -1}.get(letter, 0)
        quoted = quoted != (letter == '"' and depth == 0)
        pieces[-1] += letter
    return pieces


def _closing_index(value: str) -> int:
    """Return where what a value opens with, ``{`` or ``"``, is closed; its end where it is not."""
    # Within quotation marks, braces hide the marks between them: "the {"}quoted{"} word".
    depth = 0
    for found in re.finditer(r"(?<!\\)[{}\"]", value):
        if found.group() == '"' and value[0] == '"' and depth == 0 and found.start() > 0:
            return found.start()
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth == 0 and value[0] == "{" and found.group() == "}":
            return found.start()
    return len(value)


def _with_inherited(raw: _Raw, by_key: Mapping[str, _Raw]) -> dict[str, str]:
    """Return an entry's values with those of the entries that its ``crossref`` or ``xdata`` names, where it lacks them."""
    fields = dict(raw.fields)
    here = raw
    seen = {raw.key.casefold()}
    for _ in range(CROSSREF_DEPTH_MAX):
        parent_key = (here.fields.get("crossref") or here.fields.get("xdata") or "").strip()
        if not parent_key or parent_key.casefold() in seen:
            break
        parent = by_key.get(parent_key.casefold())
        if parent is None:
            raw.remarks.append(f"the entry {parent_key!r}, to which it refers, is not in the file")
            break
        seen.add(parent_key.casefold())
        for name, value in parent.fields.items():
            # What is the title of the proceedings is the book title of the paper in it, and its editors are not its authors.
            if name == "title":
                fields.setdefault("booktitle", value)
            elif name not in ("author", "doi", "url", "pages", "abstract", "eprint", "subtitle"):
                fields.setdefault(name, value)
        here = parent
    return fields
