"""Puts off the grammars of rfc3987_syntax until an address is judged: a plugin of pytest.

jsonschema imports the package where it is there, and the package makes many grammars when it is imported, which takes
seconds in every process of the tests.  Only the schema of CycloneDX asks for them (format ``iri-reference``).
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

NAME = "rfc3987_syntax"


def _is_valid_syntax(rule: str, text: str) -> bool:
    """Return whether a text follows a rule of RFC 3987, as the package's function of this name does."""
    if sys.modules.get(NAME) is _LATE:
        del sys.modules[NAME]
    return bool(importlib.import_module(NAME).is_valid_syntax(rule, text))


_LATE = ModuleType(NAME)
_LATE.__dict__["is_valid_syntax"] = _is_valid_syntax
sys.modules.setdefault(NAME, _LATE)
