"""Entries written to their place and nowhere else.

A new entry never replaces a file; a changed one is replaced as a whole, so that a reader never meets half of it.  Several files
change all or none: what they held is noted beside them until the last one is written.  A path that leads out of the knowledge
base, by ``..`` or by a symbolic link, is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from codev.errors import KnowledgeBaseError, UnwritableError, WrongUseError
from codev.store.examine import digest_of
from codev.store.layout import list_files
from codev.store.read import read_bytes
from codev.store.write import JOURNAL_FILE, write_atomically

_NOTHING: Mapping[str, str] = MappingProxyType({})

_FIX = "make room, or correct the permissions"
_DECIDE = f"compare with 'git diff', restore what is wrong, and remove {JOURNAL_FILE}"


def write_new(root: Path, path: str, text: str) -> Path:
    """Write a file that does not exist yet.

    Args:
        root: The knowledge base's folder.
        path: Where, relative to the root.
        text: What.

    Returns:
        The file.

    Raises:
        WrongUseError: There is a file already.
        KnowledgeBaseError: The path leads out of the knowledge base.
        UnwritableError: It cannot be written to.
    """
    target = confined(root, path)
    try:
        write_atomically(target, text, is_new=True)
    except FileExistsError:
        raise WrongUseError(f"{path} already exists and was not changed", "edit it, or give another --key") from None
    except OSError as error:
        raise UnwritableError(f"{path} cannot be written: {error.strerror}", _FIX) from error
    return target


def write_all(root: Path, texts: Mapping[str, str], new: Iterable[str] = (), read: Mapping[str, str] = _NOTHING) -> None:
    """Replace files, all of them or none; see `one_change`.

    Args:
        root: The knowledge base's folder.
        texts: The new text of each file, by its path relative to the root.
        new: Those that must not exist yet.
        read: What the texts rest on, as for `one_change`.

    Raises:
        WrongUseError: A file that must not exist does; no file was changed.
        KnowledgeBaseError: A path leads out of the knowledge base, before any file is touched; or a file cannot be written, and
            those before it were put back; or a file changed since it was read.
    """
    for path in new:
        if confined(root, path).exists():
            raise WrongUseError(f"{path} already exists and was not changed", "edit it, or take it away")
    with one_change(root, read) as change:
        change.write(texts)


class FileChanges:
    """Files that change together: what they held before is noted first, so that it can be put back."""

    def __init__(self, root: Path) -> None:
        """Begin with no file.

        Args:
            root: The folder that holds the files.
        """
        self._root = root
        self._noted: dict[str, _Noted] = {}

    def write(self, texts: Mapping[str, str]) -> None:
        """Replace files.

        Args:
            texts: The new text of each, by its path relative to the root.

        Raises:
            KnowledgeBaseError: A path leads out of the folder; none of these is touched.
            OSError: A file cannot be written.
        """
        self._apply({path: text.encode() for path, text in texts.items()})

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files.

        Args:
            paths: The files, relative to the root.

        Raises:
            KnowledgeBaseError: A path leads out of the folder; none of these is touched.
            OSError: A file cannot be removed.
        """
        self._apply(dict.fromkeys(paths))

    def put_back(self) -> bool:
        """Give all files back what they held; one that cannot be written is left as it is.

        Returns:
            Whether all of them hold it.
        """
        is_whole = True
        for path, noted in self._noted.items():
            try:
                # In a folder that nobody may write to, a file that was not changed is whole already.
                if _content(self._root / path) != noted.content:
                    _put(self._root / path, noted.content)
            except OSError:
                is_whole = False
        return is_whole

    def _apply(self, contents: Mapping[str, bytes | None]) -> None:
        targets = {path: confined(self._root, path) for path in contents}
        for path, content in contents.items():
            held = targets[path].read_bytes() if targets[path].exists() else None
            first = self._noted.get(path, _Noted(_text(held), ""))
            self._noted[path] = _Noted(first.before, _digest(content))
        write_atomically(self._root / JOURNAL_FILE, json.dumps({path: list(each) for path, each in self._noted.items()}))
        for path, content in contents.items():
            _put(targets[path], content)


@contextmanager
def one_change(root: Path, read: Mapping[str, str] = _NOTHING) -> Iterator[FileChanges]:
    """Change several files, all of them or none.

    A change that fails is taken back at once, one that is killed by `take_back`, from the note that it leaves beside the files.

    Args:
        root: The knowledge base's folder.
        read: A digest of every file that the change was worked out from (`Atlas.sources`); empty where it rests on none.

    Raises:
        KnowledgeBaseError: A file cannot be written, and all are as they were; or another process is changing files here, or
            changed one since it was read.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        _refuse_changed(root, read)
        change, is_settled = FileChanges(root), True
        try:
            yield change
        except OSError as error:
            is_settled = change.put_back()
            raise UnwritableError(f"{_below(root, error.filename)} cannot be written: {error.strerror}", _FIX) from error
        except BaseException:
            is_settled = change.put_back()
            raise
        finally:
            # Where something could not be put back, the note stays, and the next command puts it back.
            if is_settled:
                (root / JOURNAL_FILE).unlink(missing_ok=True)


def take_back(root: Path) -> tuple[str, ...]:
    """Take back a change of several files that was cut off, as by a kill or a power cut.

    Args:
        root: The knowledge base's folder.

    Returns:
        The files that hold again what they held before; none where no change was cut off.

    Raises:
        KnowledgeBaseError: The change is still going on in another process; or the note of it cannot be used, or a file was
            edited since, so that a person has to decide.
    """
    journal = root / JOURNAL_FILE
    if not journal.exists():
        return ()
    with _alone(root):
        try:
            noted = {path: _Noted(*each) for path, each in json.loads(journal.read_bytes()).items()}
            held = {path: _content(confined(root, path)) for path in noted}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise KnowledgeBaseError(
                f"the note of a change that was cut off, {JOURNAL_FILE}, cannot be used", _DECIDE
            ) from error
        edited = [path for path, each in noted.items() if _digest(held[path]) not in {each.after, _digest(each.content)}]
        if edited:
            raise KnowledgeBaseError(f"a change was cut off, and {edited[0]} was edited since", _DECIDE)
        back = tuple(path for path, each in noted.items() if held[path] != each.content)
        try:
            for path in back:
                _put(root / path, noted[path].content)
            journal.unlink()
        except OSError as error:
            raise UnwritableError(
                f"a change that was cut off cannot be taken back: {_below(root, error.filename)}: {error.strerror}", _FIX
            ) from error
    return back


def _refuse_changed(root: Path, read: Mapping[str, str]) -> None:
    """Refuse to write what was worked out from files that are others by now: it would undo what somebody saved meanwhile."""
    if not read:
        return
    now = {}
    for file in list_files(root):
        raw = read_bytes(root, file)
        now[file.path] = digest_of(file, raw) if isinstance(raw, bytes) else ""
    changed = sorted(path for path in {*now, *read} if now.get(path) != read.get(path))
    if changed:
        others = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
        raise KnowledgeBaseError(
            f"{changed[0]}{others} changed while this command worked, and nothing was written", "run the command again"
        )


class _Noted(NamedTuple):
    """What is noted of a file before it changes.

    Attributes:
        before: What it held, as text; None where it was not there.
        after: A digest of what it is given.
    """

    before: str | None
    after: str

    @property
    def content(self) -> bytes | None:
        """What it held."""
        return None if self.before is None else self.before.encode("utf-8", "surrogateescape")


def _text(content: bytes | None) -> str | None:
    """Return bytes as text that gives them back, whatever they are."""
    return None if content is None else content.decode("utf-8", "surrogateescape")


def _digest(content: bytes | None) -> str:
    """Return a digest of what a file holds; of no file, nothing."""
    return "" if content is None else hashlib.blake2b(content, digest_size=16).hexdigest()


def _content(path: Path) -> bytes | None:
    """Return what a file holds; None where there is none."""
    return path.read_bytes() if path.exists() else None


def _below(root: Path, path: object) -> str:
    """Return how a file is called in the knowledge base; the knowledge base itself where an error names none."""
    relative = os.path.relpath(str(path), root) if isinstance(path, str) else "."
    return root.resolve().name if relative == "." else relative


def _put(path: Path, content: bytes | None) -> None:
    """Give a file its content, or take it away."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, content)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the folder, so that two processes do not change files in it at once; the system lets go when the process ends."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise KnowledgeBaseError("another command is changing files here", "wait for it to end, and try again") from None
        yield
    finally:
        os.close(folder)


def confined(root: Path, path: str) -> Path:
    """Return where a file of the knowledge base is.

    Args:
        root: The knowledge base's folder.
        path: Relative to it.

    Raises:
        KnowledgeBaseError: It lies outside, or behind a symbolic link.
    """
    base = root.resolve()
    target = Path(os.path.normpath(base / path))
    if not target.is_relative_to(base) or target.parent.resolve() != target.parent or target.is_symlink():
        raise KnowledgeBaseError(f"{path} leads out of the knowledge base", "replace the symbolic link by a folder")
    return target
