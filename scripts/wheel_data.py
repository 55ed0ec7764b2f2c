"""Puts the published knowledge base into the wheel: what ``make wheel`` left in ``build/published/``.

A hook of hatchling (https://hatch.pypa.io/latest/plugins/build-hook/custom/).  A wheel that is built without that folder has no
knowledge base, as an editable install, which has a checkout.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PublishedData(BuildHookInterface[Any]):
    """Adds the file, and the address of the site where newer ones are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files that go into the wheel.

        Args:
            version: ``standard``, or ``editable``.
            build_data: What is built.
        """
        folder = Path(self.root) / "build" / "published"
        file = folder / "codev.sqlite"
        if version != "standard" or not file.is_file():
            return
        build_data["force_include"][str(file)] = "codev/published/codev.sqlite"
        if site_url := os.environ.get("CODEV_SITE_URL"):
            (folder / "site_url").write_text(site_url, encoding="utf-8")
            build_data["force_include"][str(folder / "site_url")] = "codev/published/site_url"
