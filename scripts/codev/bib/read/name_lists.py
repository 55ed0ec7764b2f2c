"""A list of names to single names, joined by "and" as BibTeX asks or otherwise, as people and publishers do.

"A B, C D, and E F"; "A B; C D"; "Quell, E., & Brookman, K. A."; braces around a whole list.  What was guessed is said.  Names
of groups hold "and" and commas too: in braces they stay whole.  Every step takes time that grows with the text's length only.
"""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import split_multiple_persons_names

from codev.bib.read.latex import plain_text
from codev.model.people import GROUP_WORDS, SUFFIX_ALONE

INITIALS = re.compile(r"\A((?:\S++ ){0,3}[^\W\d_][A-Z]*+[^\W\d_A-Z][^\W\d_]*+) ([A-Z]{1,3})")
"""A name as medical journals write it, "van Brookman KA": family name and initials without full stops."""

SPLIT_OTHERWISE = "the authors are not joined by 'and' as BibTeX asks; they were split where names seem to end"
"""Said where a list was split at something else than "and"."""

_OTHERS = re.compile(r"\A(?:\W*+(?:others|et\.? ?al)|(?=\W*?(?:…|\.\.\.)))\W*+", re.IGNORECASE)
_ET_AL_AT_END = re.compile(r"(?<![\s,])[\s,]++et\.? ?al\.?+[\s,}]*+$", re.IGNORECASE)
_AND_AT_START = re.compile(r"^(?:and\b[\s,]*)+", re.IGNORECASE)
_INITIALS_ONLY = re.compile(r"(?:[^\W\d_]\.?-?\s?){1,4}")
_PERSON = re.compile(r"\A[^\W\d_a-z][^\s,]*+(?: [^\s,]++){1,3}+")


def split_list(text: str) -> tuple[list[str], bool, list[str]]:
    """Return the names of a list as they are written, whether more follow, and what a person should look at.

    Args:
        text: The list, on one line.
    """
    remarks: list[str] = []
    et_al = False
    pieces: list[str] = []
    joined = split_multiple_persons_names(_without_loose_ands(text))
    has_mixed_commas = len(joined) > 1 and "," not in joined[-1]
    for piece in joined:
        if _ET_AL_AT_END.search(piece):
            et_al, piece = True, _ET_AL_AT_END.sub("", piece)  # noqa: PLW2901 - what is left of it
        listed = [each for each in _listed(piece, has_mixed_commas=has_mixed_commas) if re.search(r"\w|…|\.\.\.", each)]
        if len(listed) > 1:
            remarks.append(SPLIT_OTHERWISE)
        pieces += listed
    names = [each for each in pieces if not _OTHERS.fullmatch(each)]
    return names, et_al or len(names) < len(pieces), list(dict.fromkeys(remarks))


def braced(piece: str) -> str | None:
    """Return what one pair of braces around a whole name encloses, however many there are; None without them."""
    inner = None
    here = piece
    while here.startswith("{") and here.endswith("}") and _closing(here) == len(here) - 1:
        inner = here = here[1:-1].strip()
    return inner


def is_person_in_braces(inner: str) -> bool:
    """Return whether a name that stands in braces is a person's: it has initials, and no word that only groups have."""
    words = inner.split(" ")
    has_initial = any(re.fullmatch(r"[^\W\d_]\.?", word) for word in words[:-1])
    return (
        2 <= len(words) <= 5 and has_initial and "," not in inner and not any(word.casefold() in GROUP_WORDS for word in words)
    )


def parted(text: str) -> list[str]:
    """Return the parts of a text between the commas outside braces."""
    return _split_outside_braces(text, re.compile(r"[{},]"), ",")


def _split_outside_braces(text: str, marks: re.Pattern[str], at: str) -> list[str]:
    """Return the parts of a text between marks that stand outside braces, stripped."""
    parts, depth, start = [], 0, 0
    for found in marks.finditer(text):
        mark = found.group().strip(" \\")
        if mark == at and depth == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
        depth = max(depth + {"{": 1, "}": -1}.get(mark, 0), 0)
    return [*parts, text[start:].strip()]


def _closing(text: str) -> int:
    """Return where the brace is closed that a text begins with; -1 where it is not."""
    depth = 0
    for found in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.start()
    return -1


def _without_loose_ands(text: str) -> str:
    """Return a list without an "and" that joins nothing, as a list that was cut off leaves it."""
    words = text.split(" ")
    start, end = 0, len(words)
    while start < end and words[start].strip(",").casefold() in ("and", ""):
        start += 1
    while end > start and words[end - 1].strip(",").casefold() in ("and", ""):
        end -= 1
    return " ".join(words[start:end])


def _listed(piece: str, *, has_mixed_commas: bool) -> list[str]:
    """Return the names in a piece of a list that was joined otherwise than by "and"; the piece alone where it is one."""
    if (inner := braced(piece)) is not None:
        return _people_in_braces(inner) or [piece]
    if ";" in piece and "\\" not in piece:
        return _split_outside_braces(piece, re.compile(r"[{};]"), ";")
    by_sign = _split_outside_braces(piece, re.compile(r"[{}]|\s\\?&\s"), "&")
    if len(by_sign) > 1:
        return [name for part in by_sign for name in _at_commas(part, has_mixed_commas=True)]
    return _at_commas(piece, has_mixed_commas=has_mixed_commas)


def _at_commas(piece: str, *, has_mixed_commas: bool) -> list[str]:
    """Return the names in a piece that commas join, the piece alone where its commas part one name."""
    parts = [_AND_AT_START.sub("", part) for part in parted(piece) if part.strip(" {}")]
    if len(parts) < 2 or SUFFIX_ALONE.fullmatch(parts[-1]):
        return [piece]
    if all(INITIALS.fullmatch(part) for part in parts):
        return parts
    if len(parts) >= 4 and len(parts) % 2 == 0 and all(_INITIALS_ONLY.fullmatch(part) for part in parts[1::2]):
        # Quell, E., Brookman, K. A.
        return [f"{family}, {initials}" for family, initials in zip(parts[::2], parts[1::2], strict=True)]
    plain = [plain_text(part) for part in parts]
    # "Family, Jr, Given" has three parts too, but not three of several words.
    if len(parts) >= 3:
        return parts if all(" " in part for part in plain) else [piece]
    # "A B, C D and E F", but not "Garcia Marquez, Gabriel J. and E F".
    are_people = all(_PERSON.fullmatch(part) and not part.endswith(".") for part in plain)
    return parts if are_people and (has_mixed_commas or piece.rstrip().endswith(",")) else [piece]


def _people_in_braces(inner: str) -> list[str]:
    """Return the people of a list that stands in braces, which hide its "and" from BibTeX; nothing for a group's name."""
    words = {word.strip(",.").casefold() for word in inner.split(" ")}
    people = [
        name for part in re.split(r"(?<!\s)\s++and\s++", inner) for name in (parted(part) if part.count(",") > 1 else [part])
    ]
    is_list = len(people) > 1 and words.isdisjoint(GROUP_WORDS) and all(_PERSON.fullmatch(person) for person in people)
    return people if is_list else []
