"""The run of a target finds what it is for: odd errors, slow reading, writes elsewhere; and it keeps what is worth it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from codev.errors import WrongUseError
from fuzz import run
from fuzz.place import Place
from fuzz.run import attempt, run_long, run_quickly
from fuzz.target import Target, no_number, shape

BAD = b"bad"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small knowledge base."""
    return Place(tmp_path_factory.mktemp("fuzz"))


def target_of(read: Callable[[bytes], object]) -> Target:
    """Return a target that reads short texts, one of which is bad."""

    def called(place: Place, variant: str, raw: bytes) -> list[str]:
        read(raw)
        return [str(len(raw))]

    return Target("made", lambda _: {"text": [b"good"]}, called, lambda seeds: st.sampled_from([*seeds, b"aaaa", BAD]))


def fails(raw: bytes) -> None:
    """Read all but one."""
    if raw == BAD:
        raise KeyError(raw)


def refuses(raw: bytes) -> None:
    """Refuse all."""
    raise WrongUseError("it is no good")


def says_much(raw: bytes) -> None:
    """Refuse with all of a long text."""
    raise WrongUseError("n" * 50_000)


def is_slow(raw: bytes) -> None:
    """Compute for long."""
    ends = time.process_time() + 0.02
    while time.process_time() < ends:
        pass


OUTSIDE: dict[str, Callable[[Path], object]] = {
    "write": lambda path: path.write_bytes(b""),
    "append": lambda path: path.open("a").close(),
    "low": lambda path: os.close(os.open(path, os.O_CREAT | os.O_WRONLY)),
    "folder": lambda path: path.mkdir(),
    "program": lambda path: subprocess.run([sys.executable, "-c", ""], check=True),
    "network": lambda path: socket.getaddrinfo("127.0.0.1", 80),
}


@pytest.mark.parametrize("way", OUTSIDE)
def test_what_is_done_outside_is_seen(place: Place, tmp_path: Path, way: str) -> None:
    with pytest.raises(AssertionError, match="outside its folder"):
        attempt(target_of(lambda raw: OUTSIDE[way](tmp_path / "new")), place, "text", b"")


def test_what_is_done_inside_or_only_read_is_not(place: Place) -> None:
    def read(raw: bytes) -> None:
        place.given.write_bytes(raw)
        Path(__file__).read_bytes()

    assert attempt(target_of(read), place, "text", b"abc") == {"3"}


def test_a_refusal_is_an_answer(place: Place) -> None:
    assert attempt(target_of(refuses), place, "text", b"") == {"refused: it is no good"}
    with pytest.raises(AssertionError, match="50,000 characters"):
        attempt(target_of(says_much), place, "text", b"")


def test_slow_reading_is_a_fault(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS_MAX", 0.01)
    with pytest.raises(pytest.fail.Exception, match="s of processor"):
        attempt(target_of(is_slow), place, "text", b"")


def test_a_fault_is_found_kept_and_tried_first(place: Place, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        run_quickly(target_of(fails), place)
    with pytest.raises(KeyError):
        run_long(target_of(fails), place, 10, tmp_path)
    failed = tmp_path / "failed-text.input"
    assert failed.read_bytes() == BAD
    seen: list[bytes] = []
    run_long(target_of(seen.append), place, 0, tmp_path)
    assert seen[0] == BAD
    assert not failed.exists(), "mended: an input like others"


def test_what_makes_something_new_happen_is_kept(place: Place, tmp_path: Path) -> None:
    told = run_long(target_of(len), place, 0.2, tmp_path)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"good", BAD}, "of two that do the same, the first"
    assert (told["kept"], told["different"]) == (2, 2)
    assert told["inputs"] > 2


def test_like_messages_have_one_shape() -> None:
    assert shape("row 3: no model 'clip'") == shape("row 12: no model 'llava'")
    with pytest.raises(AssertionError):
        no_number("NaN")
