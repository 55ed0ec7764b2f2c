"""A knowledge base as it stands in a git revision, laid out in a temporary folder; the checkout is never touched.

Git is called without a shell.  A revision's name is looked up and replaced by its hash before it is used; of the archive only
regular files under ``papers/`` and ``taxonomy/`` are taken, by their path, so that no name or link can lead elsewhere.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from codev.contribute.migrate import migrate
from codev.errors import KnowledgeBaseError, ToolMissingError, WrongUseError
from codev.limits.files import GIT_SECONDS_MAX, REVISION_BYTES_MAX
from codev.store.layout import FORMAT_PATH

REVISION_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._/^~@{}+-]{0,199}"
"""A branch, tag, hash or expression such as ``HEAD~2``; never one that could pass for an option.  gitrevisions(7)"""

_FOLDERS = ("papers", "taxonomy")


def commit_of(root: Path, revision: str) -> str:
    """Return the hash of the commit that a revision names.

    Args:
        root: The knowledge base's folder, within a git checkout.
        revision: A branch, tag, hash or expression such as ``HEAD~2``.

    Raises:
        WrongUseError: The text is no revision, or git does not know this name.
        ToolMissingError: git is not installed.
    """
    if not re.fullmatch(REVISION_PATTERN, revision):
        raise WrongUseError(f"{revision[:80]!r} is not a revision", "give a branch, tag or hash, such as origin/main or HEAD~1")
    answer = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = answer.stdout.decode("ascii", "replace").strip()
    if answer.returncode != 0 or not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit):
        why = (
            "the folder is not in a git checkout" if b"not a git repository" in answer.stderr else "git does not know this name"
        )
        raise WrongUseError(
            f"no revision {revision[:80]!r}: {why}", "see 'git branch --all'; a shallow clone lacks old commits"
        )
    return commit


@contextmanager
def laid_out(root: Path, revision: str) -> Iterator[Path]:
    """Lay the knowledge base of a revision out in a folder that is removed afterwards.

    Args:
        root: The knowledge base's folder, within a git checkout.
        revision: A branch, tag, hash or expression such as ``HEAD~2``.

    Yields:
        The folder, with ``papers/`` and ``taxonomy/``.

    Raises:
        WrongUseError: There is no such revision.
        KnowledgeBaseError: The revision holds no knowledge base, or one that is too large.
    """
    commit = commit_of(root, revision)
    answer = _git(root, "archive", "--format=tar", commit, *_FOLDERS)
    if answer.returncode != 0:
        raise KnowledgeBaseError(f"the revision {revision[:80]} holds no papers/ and taxonomy/", "name a newer one")
    with tempfile.TemporaryDirectory(prefix="codev-") as folder:
        target = Path(folder)
        for name in _FOLDERS:
            (target / name).mkdir()
        _unpack(answer.stdout, target)
        if not (target / FORMAT_PATH).exists():
            # Before formats had numbers: compared as what it says in today's.
            migrate(target).write(target)
        yield target


def _unpack(archive: bytes, target: Path) -> None:
    """Write the regular files of an archive under `_FOLDERS` into a folder."""
    total = 0
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
        for member in tar:
            parts = PurePosixPath(member.name).parts
            if not member.isreg() or len(parts) < 2 or parts[0] not in _FOLDERS or ".." in parts:
                continue
            total += member.size
            stream = tar.extractfile(member)
            if total > REVISION_BYTES_MAX:
                raise KnowledgeBaseError(f"the revision has more than {REVISION_BYTES_MAX // 2**20} MiB", "name another one")
            if stream is not None:
                place = target.joinpath(*parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(stream.read())


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Call git in a folder, without a shell."""
    git = shutil.which("git")
    if git is None:
        raise ToolMissingError("git is not installed", "install it, such as with 'apt-get install git'")
    try:
        # The knowledge base may lie in a folder of the checkout: archives are made relative to it.
        return subprocess.run(  # noqa: S603 - a fixed program, names validated above
            [git, "-C", str(root), *arguments], capture_output=True, check=False, timeout=GIT_SECONDS_MAX
        )
    except subprocess.TimeoutExpired as error:
        raise KnowledgeBaseError(f"git did not answer within {GIT_SECONDS_MAX} s", "try again") from error
