"""The licences of all pinned packages that are installed are allowed, and what is unknown is named."""

from __future__ import annotations

import re
from email.message import Message
from importlib import metadata
from pathlib import Path

import pytest

from workflow_scripts import load_script

LICENCES = load_script("licences")
LOCK = Path(__file__).parent.parent / "requirements.lock"


def test_every_pinned_package_has_an_allowed_licence() -> None:
    wrong, seen = [], 0
    for name in sorted(set(re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))):
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # another system's or another Python's
        seen += 1
        licences = LICENCES.licences_of(name, told)
        if not licences or not all(map(LICENCES.is_allowed, licences)):
            wrong.append(f"{name}: {licences or 'unknown'}; look its licence up and add it to .github/scripts/licences.py")
    assert wrong == []
    assert seen > 0


class Strict(Message):
    """Metadata as the package importlib-metadata gives them once something has imported it: a missing field is an error."""

    def __init__(self, told: Message) -> None:
        super().__init__()
        self._headers = told.items()

    def __getitem__(self, name: str) -> str:
        if name not in self:
            raise KeyError(name)
        return str(super().__getitem__(name))


@pytest.mark.parametrize(
    ("fields", "licences", "allowed"),
    [
        ([("License-Expression", "MIT AND Zlib"), ("License", "x")], ["MIT AND Zlib"], True),
        ([("License-Expression", "MIT AND AGPL-3.0-only")], ["MIT AND AGPL-3.0-only"], False),
        ([("License-Expression", "MIT OR AGPL-3.0-only")], ["MIT OR AGPL-3.0-only"], True),
        ([("Classifier", "License :: OSI Approved :: MIT License"), ("License", "x")], ["MIT License"], True),
        ([("Classifier", "License :: Other/Proprietary License")], ["Other/Proprietary License"], False),
        ([("Classifier", "License :: OSI Approved"), ("License", "MIT")], ["MIT"], True),
        ([("License", "Ask me")], ["Ask me"], False),
        ([("License", "MIT\nPermission is hereby granted")], [], False),
        ([("Classifier", "Typing :: Typed")], [], False),
    ],
)
def test_licences_are_read_from_metadata(fields: list[tuple[str, str]], licences: list[str], *, allowed: bool) -> None:
    told = Message()
    for name, value in fields:
        told[name] = value
    assert LICENCES.licences_of("frog", told) == licences
    assert LICENCES.licences_of("frog", Strict(told)) == licences
    assert (bool(licences) and all(map(LICENCES.is_allowed, licences))) == allowed
