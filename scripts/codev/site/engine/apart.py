"""Runs a function in a process of its own beside this one, and hands back what it returns.

Where the system cannot fork, the function runs when its result is asked for, with the same result.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from typing import Generic, TypeVar

from codev.errors import BuildError, CodevError
from codev.memory import collected_from_here
from codev.processes import end_with_parent

Result = TypeVar("Result")


class Apart(Generic[Result]):
    """A function that runs apart: begun at once, waited for with `finish`."""

    def __init__(self, function: Callable[[], Result]) -> None:
        """Begin.

        Args:
            function: What to run. It is not sent anywhere: a forked process has all that this one has. Its result is sent back
                and must be small.
        """
        self._function = function
        self._process = None
        try:
            context = get_context("fork")
        except ValueError:
            return
        # A file and not a pipe: the process need not wait, with all its memory, until somebody reads.
        self._answer = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop
        # Nothing is written to this pipe: its end is seen, by whoever reads, when the process has ended.
        self._end, end = os.pipe()
        self._process = context.Process(target=self._run, args=(os.getpid(),), daemon=True)
        self._process.start()
        os.close(end)

    def wait(self) -> None:
        """Wait until the function has ended, however it did; other processes of the build may wait too."""
        if self._process is not None and not self._answer.closed:
            os.read(self._end, 1)

    def finish(self) -> Result:
        """Wait for the result.

        Raises:
            BuildError: The function failed.
        """
        if self._process is None:
            return self._function()
        self._process.join()
        self._answer.seek(0)
        try:
            result, *failure = pickle.load(self._answer)  # noqa: S301 - written by the process that this one started
        except (EOFError, pickle.UnpicklingError):
            result, failure = None, ["a process of the build ended early", "see whether memory ran out"]
        self.stop()
        if failure:
            raise BuildError(*failure)
        return result  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the process where it still runs."""
        if self._process is not None and not self._answer.closed:
            self._process.kill()  # nothing where it has ended
            self._process.join()
            self._answer.close()
            os.close(self._end)

    def _run(self, parent: int) -> None:
        """Run the function in the other process, and write what came of it: its result, or what went wrong."""
        end_with_parent(parent)
        answer: tuple[object, ...]
        try:
            with collected_from_here():
                answer = (self._function(),)
        except CodevError as error:
            answer = (None, error.message, error.fix)
        except Exception:  # noqa: BLE001 - whatever it is, the build must end with it and not hang
            answer = (None, f"a process of the build failed: {traceback.format_exc()}", "report this")
        pickle.dump(answer, self._answer)
        self._answer.flush()
