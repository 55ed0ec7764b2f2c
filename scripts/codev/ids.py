"""The grammar of every identifier, in one place: used to build ids and to read them.

A string that does not follow its grammar raises `WrongUseError` with an example of one that does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from codev.errors import WrongUseError
from codev.limits.records import DOI_CHARACTERS_MAX, ID_CHARACTERS_MAX

ArtifactKind = Literal["model", "dataset"]

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""A term or artifact: lower-case ASCII words joined by hyphens, such as ``data-filter`` or ``gpt-4v`` (DESIGN §2)."""

WORK_KEY_PATTERN = r"^[a-z]+[12][0-9]{3}[a-z0-9]+$"
"""A work: family name, year of first publication, first significant title word: ``wu2023nextgpt`` (DESIGN §2)."""

CLAIM_ID_PATTERN = r"^[a-z]+[12][0-9]{3}[a-z0-9]+\.[1-9][0-9]{0,3}$"
"""A claim: its work's key and a number that is never reused: ``wu2023nextgpt.1`` (DESIGN §2)."""

ARXIV_PATTERN = r"^[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4,5}$|^[a-z-]+(\.[A-Z]{2})?/[0-9]{7}$"
"""An arXiv id without version, new scheme (YYMM.NNNNN) or old (``cs/0101001``).  https://info.arxiv.org/help/arxiv_identifier.html"""

DOI_PATTERN = r"^10\.[0-9]{4,9}/[^\s<>\"{}|\\^`]+$"
"""A DOI without resolver.  https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""

INSIGNIFICANT = frozenset(
    re.findall(
        r"\S+",
        """a about all an and any are as at be been before being but by can could do does done every for from get give
        had has have how if i in into is it its just let like make makes making more most much need no not of on one
        only or our out over really should so some such than that the their them then there these they this those
        through to too toward towards under until up us using via want was we were what when where whether which while
        who whom whose why will with within without would yes you your""",
    )
)
"""Words too common to tell one title from another; skipped when a key is made."""

_SPELLED_OUT = str.maketrans("øłđı", "oldi") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe"})
_LEFT_OUT = str.maketrans("", "", " -_–")
_SLUG = re.compile(SLUG_PATTERN)
_WORK_KEY = re.compile(WORK_KEY_PATTERN)
_CLAIM_ID = re.compile(CLAIM_ID_PATTERN)
# The archives of the old scheme (https://arxiv.org/archive): "document/9578732" in an address is no id.
_ARCHIVES = """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga
    funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio
    quant-ph solv-int supr-con"""
_ARXIV_IN_TEXT = re.compile(
    rf"(?<![0-9.])([0-9]{{4}}\.[0-9]{{4,5}})(?:v[0-9]+)?(?![0-9])"
    rf"|(?<![a-z-])({'|'.join(_ARCHIVES.split())})(?:\.[A-Z]{{2}})?(/[0-9]{{7}})(?:v[0-9]+)?(?![0-9])"
)
_ARXIV_MARK = re.compile(r"(?:\b10\.48550/)?\barxiv[.:]\s?(?=[0-9]|[a-z-]{2,9}(?:\.[A-Z]{2})?/[0-9])", re.IGNORECASE)
_OTHER_DOI = re.compile(r"\b10\.[0-9]{4,9}/\S+")
_DOI_IN_TEXT = re.compile(DOI_PATTERN.strip("^$"))


def is_slug(text: str) -> bool:
    """Return whether the text may name a term or an artifact."""
    return len(text) <= ID_CHARACTERS_MAX and _SLUG.fullmatch(text) is not None


def is_work_key(text: str) -> bool:
    """Return whether the text may be a work's key."""
    return len(text) <= ID_CHARACTERS_MAX and _WORK_KEY.fullmatch(text) is not None


@lru_cache(maxsize=65_536)
def work_of_claim(claim_id: str) -> str:
    """Return the key of the work that a claim belongs to.

    Args:
        claim_id: An id such as ``wu2023nextgpt.1``.

    Raises:
        WrongUseError: The text is not a claim id.
    """
    if _CLAIM_ID.fullmatch(claim_id) is None:
        raise WrongUseError(f"{claim_id!r} is not a claim id", "write it like wu2023nextgpt.1")
    return claim_id.rpartition(".")[0]


def claim_number(claim_id: str) -> int:
    """Return the number of a claim within its work.

    Args:
        claim_id: An id such as ``wu2023nextgpt.1``.

    Raises:
        WrongUseError: The text is not a claim id.
    """
    work_of_claim(claim_id)
    return int(claim_id.rpartition(".")[2])


def split_artifact(name: str) -> tuple[ArtifactKind | None, str]:
    """Split ``model:lamm`` into its kind and its name; a bare name has no kind.

    Args:
        name: An id, alias or display name, with or without ``model:`` or ``dataset:``.

    Returns:
        The kind or None, and the rest.
    """
    prefix, colon, rest = name.partition(":")
    if colon and prefix == "model":
        return "model", rest.strip()
    if colon and prefix == "dataset":
        return "dataset", rest.strip()
    return None, name


def artifact_node(kind: ArtifactKind, artifact_id: str) -> str:
    """Return the graph's name of an artifact, such as ``model:lamm``."""
    return f"{kind}:{artifact_id}"


def variant_node(model_id: str, work_key: str) -> str:
    """Return the graph's name of a model as one work retrained it: ``model:clip@gadre2023datacomp`` (DESIGN §3)."""
    return f"model:{model_id}@{work_key}"


def ascii_fold(text: str) -> str:
    """Return the text in lower-case ASCII: accents dropped, letters such as ø and ß spelled out, other scripts transliterated.

    Args:
        text: Any Unicode text.

    Returns:
        Letters, digits and spaces only; may be empty.
    """
    # NFKD leaves these letters whole, so they are spelled out first.
    spelled = text.casefold().translate(_SPELLED_OUT)
    plain = unicodedata.normalize("NFKD", spelled)
    if not plain.isascii():
        plain = "".join(letter if letter.isascii() else _transliterated(letter) for letter in plain)
    return re.sub(r"[^a-z0-9 ]+", "", re.sub(r"[\s_/–—]+", " ", plain)).strip()


@lru_cache(maxsize=8192)
def _transliterated(letter: str) -> str:
    """Return a letter of another script in lower-case ASCII; dashes and spaces part words, everything else goes."""
    if not letter.isalpha():
        return " " if letter.isspace() or unicodedata.category(letter) == "Pd" else ""
    from anyascii import anyascii

    return anyascii(letter).lower()


def folded(name: str) -> str:
    """Return a name without what people write differently: case, spaces, hyphens, underscores."""
    return name.casefold().translate(_LEFT_OUT)


def slugify(text: str) -> str:
    """Return an id for a name: ``LLaVA-1.5`` becomes ``llava-1-5``.

    Args:
        text: A display name.

    Returns:
        A slug, cut to `ID_CHARACTERS_MAX` characters; empty when the name holds no ASCII letter or digit.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:ID_CHARACTERS_MAX].strip("-")


def first_word(text: str) -> str:
    """Return the first word of a text that tells it from others, in lower-case ASCII: ``NExT-GPT: …`` gives ``nextgpt``.

    Small words, single letters and bare numbers are passed over where another word follows.

    Args:
        text: A title, or the name of a group.

    Returns:
        The word; empty where the text holds no letter or digit.
    """
    words = ascii_fold(re.sub(r"[:;?!|]|[,.](?![0-9])", " ", text).replace("-", "").replace("’", "'").replace("'", "")).split()
    telling = (word for word in words if word not in INSIGNIFICANT and len(word) > 1 and not word.isdigit())
    return next(telling, next(iter(words), ""))


def make_work_key(family_name: str, year: int, title: str, taken: Container[str] = ()) -> str:
    """Return the key of a new work (DESIGN §2).

    Args:
        family_name: Of the first author, or the name of a group.
        year: Of first publication, four digits.
        title: The work's title.
        taken: Keys in use; a letter is added on collision.

    Raises:
        WrongUseError: The year is not one of four digits, or more than 26 works collide.
    """
    if not 1900 <= year <= 2999:
        raise WrongUseError(f"{year} is not a year of publication", "give four digits, such as 2024")
    family = re.sub(r"[^a-z]", "", ascii_fold(family_name)) or "anonymous"
    word = first_word(title) or "untitled"
    stem = f"{family[:30]}{year}{word[:30]}"
    for suffix in ["", *"bcdefghijklmnopqrstuvwxyz"]:
        if f"{stem}{suffix}" not in taken:
            return f"{stem}{suffix}"
    raise WrongUseError(f"too many works would be called {stem}", "give a key by hand")


def _unquoted(text: str) -> str:
    """Return a text whose slashes are not percent-encoded, as they are in an address within an address."""
    return unquote(text) if "%2f" in text.lower() else text


def find_arxiv(text: str) -> str | None:
    """Return the first arXiv id in a text without version and subject class, or None.

    Args:
        text: An id, ``arXiv:2407.08583v2``, ``10.48550/arXiv.2407.08583``, an address of arXiv or of a site that shows its
            papers, or words around one.  Digits within another DOI are none.
    """
    found = _ARXIV_IN_TEXT.search(_OTHER_DOI.sub(" ", _ARXIV_MARK.sub(" ", _unquoted(text))))
    if found is None:
        return None
    arxiv = found.group(1) or f"{found.group(2)}{found.group(3)}"
    return arxiv if re.fullmatch(ARXIV_PATTERN, arxiv) else None


def find_doi(text: str) -> str | None:
    """Return the first DOI in a text, without resolver, or None.

    Args:
        text: A DOI, ``doi:…``, an address of a resolver, or words around one.
    """
    plain = _unquoted(text)
    if "://" in plain:
        # What follows is the address's, not the DOI's.
        plain = re.split(r"[?#]", plain, maxsplit=1)[0]
    found = _DOI_IN_TEXT.search(plain)
    if found is None:
        return None
    doi = found.group()
    doi = doi.rstrip(".,;" if doi.count("(") == doi.count(")") else ".,;)")
    return doi if len(doi) <= DOI_CHARACTERS_MAX and re.match(DOI_PATTERN, doi) else None


def arxiv_year(arxiv: str) -> int:
    """Return the year in which an arXiv id was given out.

    Args:
        arxiv: An id of either scheme, without version.

    Raises:
        WrongUseError: The text is not an arXiv id.
    """
    if not re.fullmatch(ARXIV_PATTERN, arxiv):
        raise WrongUseError(f"{arxiv!r} is not an arXiv id", "write it like 2407.08583")
    two_digits = int(arxiv.rpartition("/")[2][:2])
    # arXiv began in 1991: two digits from 91 on are of the last century.
    return 1900 + two_digits if two_digits >= 91 else 2000 + two_digits
