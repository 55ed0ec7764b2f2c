"""What is kept with a knowledge base: made once, one for each, gone with it."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from codev.atlas.kept import kept


class Thing:
    """Something that values are kept with."""


class Made:
    """A value that refers to the thing that it is kept with."""

    def __init__(self, thing: Thing) -> None:
        """Remember the thing."""
        self.thing = thing


def test_a_value_is_made_once_for_each_thing() -> None:
    calls: list[Thing] = []

    @kept
    def number(thing: Thing, start: int = 0) -> int:
        calls.append(thing)
        return start + len(calls)

    one, other = Thing(), Thing()
    assert [number(one, 10), number(one), number(other), number(one, 99)] == [11, 11, 2, 11]
    assert calls == [one, other]


def test_functions_do_not_take_each_others_values_and_may_use_each_other() -> None:
    made = kept(Made)
    again = kept(lambda thing: [made(thing)])
    other = kept(lambda thing: thing)
    thing = Thing()
    assert again(thing) == [made(thing)]
    assert other(thing) is thing


def test_a_value_goes_with_its_thing_although_it_refers_to_it() -> None:
    made = kept(Made)
    thing = Thing()
    seen = weakref.ref(made(thing))
    del thing
    gc.collect()
    assert seen() is None


def test_an_error_is_raised_again() -> None:
    @kept
    def fail(thing: Thing) -> None:
        raise ValueError("not now")

    thing = Thing()
    for _ in range(2):
        with pytest.raises(ValueError, match="not now"):
            fail(thing)


def test_threads_wait_for_the_one_that_makes_the_value() -> None:
    calls: list[int] = []
    are_waiting = threading.Event()

    @kept
    def slow(thing: Thing) -> int:
        calls.append(1)
        assert are_waiting.wait(10)
        return len(calls)

    thing, found = Thing(), []
    threads = [threading.Thread(target=lambda: found.append(slow(thing))) for _ in range(8)]
    for each in threads:
        each.start()
    are_waiting.set()
    for each in threads:
        each.join()
    assert found == [1] * 8
