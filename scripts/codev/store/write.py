"""Files replaced as a whole: whoever reads one meets the old or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file as a whole; its permissions stay.

    Args:
        path: The file; its folder is made where it is missing.
        content: What it holds from now on; text is written as UTF-8 with the line breaks that it has.

    Raises:
        OSError: The file cannot be written; what was there is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        written.chmod(mode)
        written.replace(path)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def _umask() -> int:
    """Return the mask of a new file's permissions, which can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
