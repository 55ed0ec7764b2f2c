"""Values kept with their object, and the cycle collector left as it was."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from codev.memory import collected_from_here, collector_paused, made_once, set_apart


class Thing:
    """Something that values are kept with."""


def test_a_value_is_made_once_for_each_object_and_goes_with_it() -> None:
    made: list[str] = []

    @made_once
    def value(thing: Thing) -> list[str]:
        """Say that a value was made."""
        made.append("made")
        return list(made)

    first, second = Thing(), Thing()
    assert value(first) is value(first)
    assert value(second) is not value(first)
    assert len(made) == 2
    assert value.__doc__ == "Say that a value was made."
    kept = weakref.ref(first)
    del first
    gc.collect()
    assert kept() is None


def test_a_value_that_refers_to_its_object_goes_with_it_too() -> None:
    holds = made_once(lambda thing: [thing])
    asks = made_once(lambda thing: [*holds(thing), "asked"])
    thing = Thing()
    assert holds(thing) == [thing]
    assert asks(thing) == [thing, "asked"], "each function has its own value"
    kept = weakref.ref(thing)
    del thing
    gc.collect()
    assert kept() is None


def test_what_cannot_be_made_is_tried_again() -> None:
    tried: list[int] = []

    @made_once
    def value(_: Thing) -> int:
        tried.append(1)
        if len(tried) == 1:
            raise ValueError("not yet")
        return 5

    thing = Thing()
    with pytest.raises(ValueError, match="not yet"):
        value(thing)
    assert value(thing) == 5


def test_threads_wait_for_the_one_that_makes_a_value() -> None:
    gate, made = threading.Barrier(4), []

    @made_once
    def value(_: Thing) -> object:
        made.append(1)
        return object()

    thing, seen = Thing(), []

    def ask() -> None:
        gate.wait(10)
        seen.append(value(thing))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert len(made) == 1
    assert len(seen) == 4
    assert len(set(map(id, seen))) == 1


def test_the_collector_runs_again_after_an_error() -> None:
    assert gc.isenabled()
    seen: list[bool] = []

    def fail() -> None:
        with collector_paused():
            seen.append(gc.isenabled())
            raise ValueError("gone wrong")

    with pytest.raises(ValueError, match="gone wrong"):
        fail()
    assert seen == [False]
    assert gc.isenabled()
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled(), "who had switched it off finds it off"
    finally:
        gc.enable()


def test_what_stands_is_left_alone_and_what_comes_is_collected() -> None:
    with collector_paused():
        before = gc.get_freeze_count()
        with collected_from_here():
            assert gc.isenabled()
            assert gc.get_freeze_count() > before
        assert not gc.isenabled(), "who had switched it off finds it off"
        assert gc.get_freeze_count() == 0
    assert gc.isenabled()


@pytest.fixture
def unfrozen() -> Iterator[None]:
    """Puts everything back among what is collected."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_what_is_set_apart_is_walked_no_more_and_goes_when_it_is_replaced() -> None:
    class Large:
        """Refers to itself: only the collector can end it."""

        def __init__(self) -> None:
            self.itself = self

    with set_apart():
        old = Large()
    gone = weakref.ref(old)
    assert gc.get_freeze_count() > 0
    assert not any(each is old for each in gc.get_objects())
    del old
    gc.collect()
    assert gone() is not None, "what is set apart is not collected"
    with set_apart():
        new = Large()
    assert gone() is None, "what was replaced goes when something else is set apart"
    assert new.itself is new


@pytest.mark.usefixtures("unfrozen")
def test_after_an_error_what_stood_before_is_set_apart_again() -> None:
    with set_apart():
        old: list[list[int]] = [[]]
    with pytest.raises(ValueError, match="broken"), set_apart():
        raise ValueError("broken")
    assert not any(each is old for each in gc.get_objects())
    assert gc.isenabled()
