"""The published knowledge base where there is no checkout: the one in the wheel, or a newer one that was fetched.

A fetched file is hostile until it has been read as `codev.export.read_published` reads it, and takes the place of an older one
whole or not at all.  Only https is spoken, and http to this machine; a redirect is refused and named.
"""

from __future__ import annotations

import importlib.metadata
import ipaddress
import os
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from codev.atlas import Atlas
from codev.errors import CodevError, KnowledgeBaseError, WrongUseError
from codev.limits.services import DATA_BYTES_MAX, DATA_SECONDS_MAX, READ_SECONDS_MAX
from codev.store.layout import find_root

FILE = "codev.sqlite"
FOLDER = Path(__file__).parent / "published"
"""Where the wheel has its file (``scripts/wheel_data.py``)."""

ADDRESS_FILE = FOLDER / "site_url"
"""Where the wheel says at which address newer files are published."""

PLACE = f"downloads/{FILE}"
"""Where a site has the file, from its root."""

VARIABLE = "CODEV_DATA"
"""The environment variable that names a published file to read."""

_NONE = "go to a checkout, or give a published file: 'codev data update --from https://…' fetches one"


class DataError(CodevError):
    """A published file could not be fetched."""

    exit_code = 1


def load(path: str | Path | None = None) -> Atlas:
    """Load a knowledge base from wherever it is.

    Args:
        path: A checkout or a folder inside it, or a published SQLite file.  Without it: the checkout in or above this folder,
            else the published file that came with the package or was fetched since.

    Returns:
        The knowledge base.

    Raises:
        KnowledgeBaseError: There is none, or it cannot be read.

    Examples:
        >>> import codev
        >>> atlas = codev.load()
        >>> atlas.work("liu2023visual").title
        'Visual Instruction Tuning'
    """
    place = source(path)
    if place.is_file():
        from codev.export import read_published

        return read_published(place)
    return Atlas.load(place)


def source(path: str | Path | None = None) -> Path:
    """Return where a knowledge base is read from: a folder, or a published file.

    Args:
        path: As for `load`.

    Raises:
        KnowledgeBaseError: There is none.
    """
    if path is not None:
        return Path(path)
    try:
        return find_root(Path())
    except KnowledgeBaseError as error:
        published = data_path()
        if published is None:
            raise KnowledgeBaseError(error.message, _NONE) from None
        return published


def data_path() -> Path | None:
    """Return the published file that is read where there is no checkout; None where there is none.

    What ``CODEV_DATA`` names comes first, then what was fetched for this version, then what came with the package.

    Raises:
        KnowledgeBaseError: ``CODEV_DATA`` names no file.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise KnowledgeBaseError(f"{VARIABLE} names {named}, where there is no file", "correct or unset it")
        return Path(named)
    return next((each for each in (fetched(), FOLDER / FILE) if each.is_file()), None)


def fetched() -> Path:
    """Return where a fetched file is kept, whether there is one or not: for this version of the package only."""
    import platformdirs

    version = importlib.metadata.version("codev-atlas")
    return platformdirs.user_data_path("codev-atlas", appauthor=False) / version / FILE


def update(address: str | None = None) -> Path:
    """Fetch the published file of a site, and read it from now on where there is no checkout.

    Args:
        address: The file, or the site that has it; where the package says that the atlas is published by default.

    Returns:
        Where the file is kept.

    Raises:
        WrongUseError: Nobody says where it is published, or the address is none.
        DataError: It cannot be fetched.
        KnowledgeBaseError: It is no knowledge base of this version.
    """
    from codev.export import read_published

    url = _address(address)
    place = fetched()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as beside:
        new = Path(beside) / FILE
        _fetch(url, new)
        read_published(new)
        new.replace(place)
    return place


def site_address() -> str:
    """Return where the atlas is published: as ``CODEV_SITE_URL`` says, or the wheel; empty where neither does."""
    packaged = ADDRESS_FILE.read_text("utf-8") if ADDRESS_FILE.is_file() else ""
    return (os.environ.get("CODEV_SITE_URL") or packaged).strip()


def _address(given: str | None) -> str:
    """Return the address of the file."""
    said = (given or site_address()).strip()
    if not said:
        raise WrongUseError("nobody says where the atlas is published", "give --from https://… (the site, or its codev.sqlite)")
    try:
        parts = urlsplit(said)
        is_right = bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))
        )
    except ValueError:
        is_right = False
    if not is_right:
        raise WrongUseError(f"{said[:80]!r} is not an https address", "write it like https://example.org/atlas/")
    return said if said.endswith(".sqlite") else urljoin(said.rstrip("/") + "/", PLACE)


def _is_loopback(host: str | None) -> bool:
    """Return whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _fetch(url: str, place: Path) -> None:
    """Fetch a file; a longer one than can be meant, or one that takes too long, is left."""
    import httpx

    end, length = time.monotonic() + DATA_SECONDS_MAX, 0
    try:
        with httpx.stream("GET", url, timeout=READ_SECONDS_MAX) as response, place.open("wb") as file:
            if response.is_redirect:
                to = response.headers.get("location", "")[:200]
                raise DataError(f"{url} has moved to {to!r}", "give that address with --from, if you trust it")
            if response.status_code != httpx.codes.OK:
                raise DataError(
                    f"{url} answers {response.status_code}", "look whether the site publishes downloads/codev.sqlite"
                )
            for part in response.iter_bytes():
                length += len(part)
                if length > DATA_BYTES_MAX or time.monotonic() > end:
                    raise DataError(f"{url} is too long or too slow", f"at most {DATA_BYTES_MAX // 2**20} MiB are fetched")
                file.write(part)
    except httpx.HTTPError as error:
        raise DataError(f"{url} cannot be fetched: {type(error).__name__}", "try again later") from None
    except OSError as error:
        raise DataError(f"{place.parent} cannot be written to: {error.strerror}", "make room, or mend its rights") from None
