"""What is worked out once for a knowledge base and kept as long as it is there: graphs, indices, names, answers.

The value stands with the thing itself, so that both go together, also where the value refers to it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

Thing = TypeVar("Thing")
Value = TypeVar("Value")
More = ParamSpec("More")


def kept(function: Callable[Concatenate[Thing, More], Value]) -> Callable[Concatenate[Thing, More], Value]:
    """Let a function work out its value once for each thing, such as an `Atlas`, and return the same from then on.

    Threads take turns.  An error is raised again at each call.

    Args:
        function: Its first argument is the thing, which must allow attributes; the others must follow from the thing, and
            count at the first call only.
    """
    # Re-entrant, since one value is made from another; the explorer answers several readers in threads of one process.
    lock = threading.RLock()

    @wraps(function)
    def once(thing: Thing, /, *arguments: More.args, **options: More.kwargs) -> Value:
        values: dict[object, Value] = vars(thing).setdefault("_kept", {})
        with lock:
            if once not in values:
                values[once] = function(thing, *arguments, **options)
            return values[once]

    return once
