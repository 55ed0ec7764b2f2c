"""How memory is used: values that are made once and kept with the object that they were made from, and the cycle collector.

Nothing here knows the knowledge base.  A value is kept as long as its object and goes with it.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar

Owner = TypeVar("Owner")
Value = TypeVar("Value")


def made_once(make: Callable[[Owner], Value]) -> Callable[[Owner], Value]:
    """Return a function that makes the value of an object at the first call and gives the same one at every later call.

    Several threads may call it: the value is made once, and the others wait.

    Args:
        make: Makes the value of an object that allows attributes and does not change, such as an `Atlas`.

    Returns:
        The function; a call that raises keeps nothing.
    """
    # Re-entrant, since making one value may ask for another of the same kind.
    lock = threading.RLock()

    @wraps(make)
    def made(owner: Owner) -> Value:
        # With the object itself: in a table of ours, a value that refers to its object would keep both for ever.
        values: dict[object, Value] = vars(owner).setdefault("_made_once", {})
        with lock:
            if made not in values:
                values[made] = make(owner)
            return values[made]

    return made


@contextmanager
def set_apart() -> Iterator[None]:
    """Leave out of every later collection what stands when the block ends: large values that stay as long as the process.

    What an earlier block set apart is looked at once more, so that values which were replaced since go; where the block fails,
    what stood before is set apart again.  See https://docs.python.org/3/library/gc.html#gc.freeze.
    """
    gc.unfreeze()
    try:
        with collector_paused():
            yield
    finally:
        gc.collect()
        gc.freeze()


@contextmanager
def collected_from_here() -> Iterator[None]:
    """Let the cycle collector look at what is made from here on, and at nothing that stands, here and in processes forked here.

    It would go through all that stands again and again, and, as it writes to every object that it looks at, copy it for each
    process (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    running = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not running:
            gc.disable()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector off while many objects are made of which none is garbage.

    It would walk everything that there is again and again: at 30,000 works that takes longer than making the graph, and half of
    the time of loading 3,000.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
