"""What forked processes share with the one that forked them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def memory_shared() -> Iterator[None]:
    """Let processes that are forked meanwhile share memory for good.

    The collector of each would otherwise write to every object that it looks at, and so copy the whole knowledge base
    (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
