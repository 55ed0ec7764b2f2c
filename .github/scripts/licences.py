"""The licences of the pinned packages, as their metadata tells them, and which of them are allowed.

Newer packages give an SPDX expression, older ones classifiers or a free text.  What is vague or unknown is not allowed: a
person looks it up and writes it into `LOOKED_UP`.
"""
# ruff: noqa: INP001 - a script of the workflows

from __future__ import annotations

from email.message import Message
from importlib import metadata
from typing import Any

from license_expression import ExpressionError, ParseError, get_spdx_licensing

OSI = frozenset(
    [
        *("0BSD", "Apache-2.0", "Artistic-1.0-Perl", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "MIT", "MIT-0"),
        *("MPL-2.0", "Python-2.0", "Unlicense", "Zlib"),
    ]
)
"""SPDX ids that the Open Source Initiative approved.  https://opensource.org/licenses"""

PERMISSIVE = frozenset(["BSD-2-Clause-Views", "CC0-1.0", "MIT-CMU", "PSF-2.0", "W3C-20150513"])
"""SPDX ids of packages that ask for no more than those above; not all of them are on the list of the OSI."""

NAMES = frozenset(
    [
        *(
            "Apache Software License",
            "BSD License",
            "ISC License (ISCL)",
            "MIT License",
            "Mozilla Public License 2.0 (MPL 2.0)",
        ),
        *("Python Software Foundation License", "Public Domain"),
        *("3-Clause BSD License", "Apache 2.0", "Apache License 2.0", "Apache License, Version 2.0", "BSD"),
    ]
)
"""The same as classifiers and free texts name them."""

VAGUE = frozenset(["OSI Approved", "DFSG approved"])
"""Classifiers that name no licence."""

LOOKED_UP = {"mlcroissant": "Apache-2.0", "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later"}
"""Licences that metadata does not tell, or without saying that one may choose: from conda-forge and a README."""

LENGTH_MAX = 100
"""Characters of a free text that is a name and not a whole licence."""


_SPDX = get_spdx_licensing()
"""What reads expressions: made once, since it indexes all licences."""


def licences_of(name: str, told: Message | metadata.PackageMetadata) -> list[str]:
    """Return the licences of a package: one SPDX expression, or names that all apply; none where nothing tells.

    Args:
        name: The package.
        told: Its metadata.
    """
    if name in LOOKED_UP:
        return [LOOKED_UP[name]]
    if expressions := told.get_all("License-Expression"):
        return [str(expressions[0])]
    classifiers = [str(each).split(" :: ") for each in told.get_all("Classifier") or []]
    names = sorted({each[-1] for each in classifiers if each[0] == "License"} - VAGUE)
    text = str((told.get_all("License") or [""])[0]).strip()
    return names or ([text] if 0 < len(text) <= LENGTH_MAX and "\n" not in text else [])


def is_spdx(text: str) -> bool:
    """Return whether a text is an expression of known SPDX ids."""
    try:
        return not _SPDX.unknown_license_keys(text)
    except (ExpressionError, ParseError):
        return False


def is_allowed(text: str) -> bool:
    """Return whether a licence is allowed: all parts of an AND, one of an OR."""
    return text in NAMES or (is_spdx(text) and _holds(_SPDX.parse(text)))


def _holds(part: Any) -> bool:
    """Return whether a part of an expression is allowed."""
    if getattr(part, "args", ()):
        held = [_holds(each) for each in part.args]
        return any(held) if type(part).__name__ == "OR" else all(held)
    return str(part) in OSI | PERMISSIVE
