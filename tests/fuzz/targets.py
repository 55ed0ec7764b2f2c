"""Everything that reads what strangers write, each as one function of bytes: the targets of the fuzz tests.

A target calls the entrance that commands and pages call.  It returns what happened, in words that are the same for like inputs:
an input with new words is worth keeping.  It raises `CodevError` where the reader refuses its input; anything else is a fault.
"""

from __future__ import annotations

from collections.abc import Mapping

from fuzz.files import FILES
from fuzz.questions import QUESTIONS_ASKED
from fuzz.services import SERVICES
from fuzz.target import Target

TARGETS: Mapping[str, Target] = {target.name: target for target in (*FILES, *QUESTIONS_ASKED, *SERVICES)}
"""Every target by name."""
