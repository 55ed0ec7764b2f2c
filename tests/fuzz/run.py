"""One target run: inputs made and tried until they or the time are used up, what is worth it kept as plain files.

An input is kept where it made something happen that no kept one did (`Target.read` says what).  Kept inputs are changed again
in later runs, so that the corpus grows.  An input that failed is written beside them, and is tried first in every later run.
They are plain files, not Hypothesis' own database of choices, which means something else once a fixture or a strategy changes.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from codev.errors import CodevError
from fuzz.place import Place
from fuzz.target import Seeds, Target, shape

SECONDS_MAX = 2.0
"""Seconds of processor that one input may take (issue 17, as ``test_hostile_cases``)."""

MESSAGE_CHARACTERS_MAX = 4_000
"""Characters of the message of a refusal: what is longer is no message."""

KEPT_BYTES_MAX = 64 * 1024
"""Bytes of an input that is kept."""

KEPT_MAX = 1_000
"""Inputs of a target that are kept."""

ROUND = 100
"""Inputs between two looks at the clock."""

VARIANTS_QUICK = 5
"""About so many variants are tried unchanged in the ordinary suite."""

FAILED = "failed-"
"""What the name of an input that failed begins with."""


class Corpus:
    """The inputs of a target that made something happen, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the folder.

        Args:
            folder: Where the inputs are, named ``<variant>.<digest>``.
        """
        self.folder = folder
        self.known: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        paths = sorted(folder.iterdir(), key=lambda path: (not path.name.startswith(FAILED), path.name))
        self.kept = [(path.name.removeprefix(FAILED).rpartition(".")[0], path.read_bytes()) for path in paths[:KEPT_MAX]]

    def take(self, variant: str, raw: bytes, happened: set[str]) -> None:
        """Keep an input, if something happened for the first time, or if it failed before.

        Args:
            variant: Its variant.
            raw: The input.
            happened: What happened.
        """
        new = {f"{variant} {each}" for each in happened} - self.known
        self.known |= new
        failed = self.folder / f"{FAILED}{variant}.input"
        if failed.exists() and failed.read_bytes() == raw:
            failed.replace(self._path(variant, raw))
        elif new and (variant, raw) not in self.kept and len(raw) <= KEPT_BYTES_MAX and len(self.kept) < KEPT_MAX:
            self.kept.append((variant, raw))
            self._path(variant, raw).write_bytes(raw)

    def fail(self, variant: str, raw: bytes) -> None:
        """Write an input that failed; a smaller one takes its place."""
        (self.folder / f"{FAILED}{variant}.input").write_bytes(raw)

    def _path(self, variant: str, raw: bytes) -> Path:
        """Return the file of an input."""
        return self.folder / f"{variant}.{hashlib.sha256(raw).hexdigest()[:16]}"


def attempt(target: Target, place: Place, variant: str, raw: bytes) -> set[str]:
    """Give one input to a reader: it answers, or refuses with one of the project's own errors, soon, and writes nowhere.

    Args:
        target: The reader.
        place: Where it is tried.
        variant: The input's variant.
        raw: The input.

    Returns:
        What happened.
    """
    # The first time may import modules and fill caches; what is slow twice is slow.
    for _ in range(2):
        with place.guarded() as seen:
            began = time.process_time()
            try:
                happened = set(target.read(place, variant, raw))
            except CodevError as error:
                message = str(error)
                assert 0 < len(message) <= MESSAGE_CHARACTERS_MAX, f"a message of {len(message):,} characters"
                happened = {f"refused: {shape(message)}"}
            seconds = time.process_time() - began
        assert not seen, f"reading does this outside its folder: {seen[:5]}"
        if seconds <= SECONDS_MAX:
            return happened
    pytest.fail(f"reading takes {seconds:.1f} s of processor")


def run_quickly(target: Target, place: Place) -> None:
    """Try the real inputs, and a few changed ones that are the same each time.

    Args:
        target: The reader.
        place: Where it is tried.
    """
    seeds = target.seeds(place)
    for variant in sorted(seeds)[:: 1 + len(seeds) // VARIANTS_QUICK]:
        attempt(target, place, variant, seeds[variant][0])

    @settings(
        max_examples=target.quick, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        variant = data.draw(st.sampled_from(sorted(seeds)))
        attempt(target, place, variant, data.draw(target.change(seeds[variant])))

    tried()


def run_long(target: Target, place: Place, seconds: float, folder: Path) -> Counter[str]:
    """Try changed inputs for some time, beginning with those that are kept.

    Args:
        target: The reader.
        place: Where it is tried.
        seconds: How long.
        folder: Where inputs are kept, those that fail too.

    Returns:
        How many inputs were tried, how many are kept, and how many different things happened.
    """
    ends = time.monotonic() + seconds
    corpus = Corpus(folder)
    seeds = target.seeds(place)
    tried = Counter[str]()

    def tell(variant: str, raw: bytes) -> None:
        tried["inputs"] += 1
        try:
            corpus.take(variant, raw, attempt(target, place, variant, raw))
        except BaseException:
            corpus.fail(variant, raw)
            raise

    for variant, raw in [*corpus.kept, *((variant, raw) for variant, listed in seeds.items() for raw in listed)]:
        if variant in seeds:
            tell(variant, raw)
    while time.monotonic() < ends:
        # Looked up anew, so that what was just kept is changed in turn.
        pool = {variant: listed + [raw for name, raw in corpus.kept if name == variant] for variant, listed in seeds.items()}
        _round(target, pool, tell)
    return tried + Counter(kept=len(corpus.kept), different=len(corpus.known))


def _round(target: Target, pool: Seeds, tell: Callable[[str, bytes], None]) -> None:
    """Change inputs of a pool and try them; one that fails is made smaller, and raises."""

    @settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        variant = data.draw(st.sampled_from(sorted(pool)))
        tell(variant, data.draw(target.change(pool[variant])))

    tried()
