"""Builds the front-end: installs its pinned packages once, and bundles its scripts and styles.

Sources are in ``site/frontend/``.  ``src/made/`` is written from the colours and words of `codev.show` and from the folders of
`codev.show.addresses`.  Packages and bundles are kept under ``build/cache/frontend/``, each in a folder named by a digest of
what it was made from, so that nothing is done twice and a killed build leaves nothing half made.  A missing source folder, a
failed installation or a script that does not compile raises `BuildError` with the tool's own message.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from codev.errors import BuildError
from codev.show import addresses, looks, words
from codev.site.engine.node_runtime import find_node, run
from codev.site.engine.tree import content_digest
from codev.store.beside import folder_beside
from codev.store.write import write_atomically

PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
"""What decides which packages are installed."""

_MAKING = "making-"

SOURCE_FOLDERS = ("src", "tests", "styles")
"""What is compiled, checked and tested, besides the files right in the front-end's folder."""


def bundle_place(root: Path) -> Path:
    """Return the folder in which the bundles of the sources as they are stand once they are made.

    Args:
        root: The checkout.

    Raises:
        BuildError: The sources are missing.
    """
    source = _source(root)
    return _cache(root) / f"bundles-{_digest(_source_files(source), source, _made_files())}"


def bundle_folder(root: Path) -> Path:
    """Return the folder with the bundles of the sources as they are, made now where it is missing.

    Args:
        root: The checkout.

    Raises:
        BuildError: The packages could not be installed or the sources could not be bundled.
        ToolMissingError: There is no Node.js.
    """
    made = bundle_place(root)
    if not _is_whole(made):
        shutil.rmtree(made, ignore_errors=True)
        with folder_beside(_cache(root), _MAKING) as temporary:
            workshop = prepare_workshop(root, temporary / "workshop")
            run([find_node().node, "build.mjs", "out"], workshop, "the front-end could not be bundled")
            _move(workshop / "out", made)
        write_atomically(_seal_of(made), content_digest(made))
        _remove_older(made, "bundles-")
    return made


def prepare_workshop(root: Path, workshop: Path) -> Path:
    """Lay the sources and the installed packages side by side, as Node.js, esbuild and the TypeScript compiler want them.

    Args:
        root: The checkout.
        workshop: A folder that does not exist yet, on the disk of ``build/cache/``.

    Returns:
        The workshop.

    Raises:
        BuildError: The packages could not be installed.
        ToolMissingError: There is no Node.js.
    """
    source = _source(root)
    for path in _source_files(source):
        target = workshop / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name, text in _made_files().items():
        (workshop / name).parent.mkdir(exist_ok=True)
        (workshop / name).write_text(text, "utf-8")
    (workshop / "node_modules").symlink_to(packages_folder(root), target_is_directory=True)
    return workshop


def packages_folder(root: Path) -> Path:
    """Return the folder of installed packages, installed now where the lock file has changed or a file in it did.

    Args:
        root: The folder with ``site/frontend/``.

    Raises:
        BuildError: npm fails.
        ToolMissingError: There is no Node.js.
    """
    source = _source(root)
    files = [source / name for name in PACKAGE_FILES]
    made = _cache(root) / f"packages-{_digest(files, source)}"
    if not _is_whole(made):
        shutil.rmtree(made, ignore_errors=True)
        with folder_beside(_cache(root), _MAKING) as temporary:
            for path in files:
                shutil.copyfile(path, temporary / path.name)
            # No package runs code of its own while it is installed; esbuild's program comes in a package of its own.
            arguments = [*find_node().npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            run(arguments, temporary, "the front-end's packages could not be installed")
            _move(temporary, made)
        write_atomically(_seal_of(made), content_digest(made))
        _remove_older(made, "packages-")
    # The folder keeps its name: resolvers look for packages in what is called node_modules only.
    return made / "node_modules"


def _seal_of(made: Path) -> Path:
    """Return the file that holds a digest of a folder of the cache as it was made."""
    return made.with_name(f"seal-{made.name}")


def _is_whole(made: Path) -> bool:
    """Return whether a folder of the cache is there, and holds what it held when it was made."""
    seal = _seal_of(made)
    return made.is_dir() and seal.is_file() and seal.read_bytes() == content_digest(made).encode()


def _source(root: Path) -> Path:
    """Return the folder of the sources."""
    source = root / "site" / "frontend"
    missing = [name for name in PACKAGE_FILES if not (source / name).is_file()]
    if missing:
        raise BuildError(f"site/frontend/{missing[0]} is missing", "restore it from the repository")
    return source


def _source_files(source: Path) -> list[Path]:
    """Return all files of the front-end, installed packages aside, in a stable order."""
    top = [path for path in source.iterdir() if path.is_file()]
    below = [path for name in SOURCE_FOLDERS for path in (source / name).rglob("*") if path.is_file()]
    return sorted([*top, *below])


def _made_files() -> dict[str, str]:
    """Return the sources that are written from what both faces show, and from where pages are."""
    parts = {"looks": looks, "words": words, "addresses": addresses}
    return {f"src/made/{name}.ts": part.script_module() for name, part in parts.items()}


def _cache(root: Path) -> Path:
    """Return the folder in which packages and bundles are kept."""
    folder = root / "build" / "cache" / "frontend"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def _digest(files: Iterable[Path], source: Path, made: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a digest of files' names and contents, and of what is written beside them."""
    digest = hashlib.blake2b(digest_size=8)
    for path in files:
        digest.update(f"{path.relative_to(source).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    digest.update(repr(sorted(made.items())).encode())
    return digest.hexdigest()


def _move(made: Path, place: Path) -> None:
    """Move a finished folder into its place; where another process was faster, its folder is kept."""
    try:
        made.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def _remove_older(new: Path, prefix: str, kept: int = 3) -> None:
    """Remove the oldest folders of a kind, so that a cache does not grow with every edit; never the one that was just made.

    Where the clock was set back, that one can look like the oldest.
    """
    others = sorted(set(new.parent.glob(f"{prefix}*")) - {new}, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[kept - 1 :]:
        _seal_of(path).unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)
