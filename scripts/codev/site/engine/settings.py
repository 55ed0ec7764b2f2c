"""The site's settings: what ``site/mkdocs.yml`` says, and the addresses that only the machine that publishes it knows.

``site_url`` and ``repo_url`` stand in ``site/mkdocs.yml``, or come from ``CODEV_SITE_URL`` and ``CODEV_REPO_URL``, or from
GitHub's own variables in a workflow.  Without them there are no edit links, canonical addresses and sitemap; nothing is fetched
from them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from codev.errors import BuildError, WrongUseError
from codev.limits.interfaces import MAIL_CHARACTERS_MAX
from codev.model.fields import URL_PATTERN
from codev.site.engine.policy import policy

REPORT_FORM = "correct-entry.yml"
"""The issue form for errors, under ``.github/ISSUE_TEMPLATE``; its field ``what`` takes the page."""

_MAIL = re.compile(r"\A[A-Za-z0-9._+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")
"""The mail addresses that need no quoting in a page or a link."""


@dataclass(frozen=True)
class SiteSettings:
    """What is set about the site.

    Attributes:
        config: What ``site/mkdocs.yml`` holds.
        site_url: Where the site is published, ending in a slash, or None.
        repo_url: The repository's address without a slash at its end, or None.
        report_mail: The mail address for errors on pages, or None; the repository comes before it.
    """

    config: Mapping[str, Any]
    site_url: str | None = None
    repo_url: str | None = None
    report_mail: str | None = None

    @property
    def report_url(self) -> str:
        """The address that begins an error report and ends before the page's address; empty where there is none."""
        if self.repo_url is not None:
            return f"{self.repo_url}/issues/new?template={REPORT_FORM}&what="
        return f"mailto:{self.report_mail}?subject=CoDev%20Atlas%3A%20error%20on%20" if self.report_mail else ""

    def mkdocs_yml(self, version: str) -> str:
        """Return the text of ``build/mkdocs.yml``.

        Args:
            version: The toolchain's version, shown at the foot of every page.
        """
        config = dict(self.config)
        config.pop("repo_url", None)  # the theme would fetch the repository's figures in the reader's browser
        if self.site_url is not None:
            config["site_url"] = self.site_url
        config["extra"] = {**config.get("extra", {}), "atlas_version": version, "repository": self.repo_url}
        config["extra"] |= {"report_url": self.report_url, "policy": policy()}
        text = yaml.dump(config, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
        return f"# Written by the build from site/mkdocs.yml; change that file instead.\n{text}"


def read_settings(root: Path, environment: Mapping[str, str] | None = None) -> SiteSettings:
    """Return the site's settings.

    Args:
        root: The knowledge base's folder.
        environment: Variables; those of the process by default.

    Raises:
        BuildError: ``site/mkdocs.yml`` is missing or broken.
        WrongUseError: An address is none.
    """
    variables = os.environ if environment is None else environment
    path = root / "site" / "mkdocs.yml"
    try:
        config = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise BuildError(f"site/mkdocs.yml cannot be read: {error.strerror}", "restore it from the repository") from error
    except yaml.YAMLError as error:
        raise BuildError(f"site/mkdocs.yml is not valid YAML: {error}", "correct the line that it names") from error
    if not isinstance(config, dict):
        raise BuildError("site/mkdocs.yml holds no settings", "restore it from the repository")
    repo_url = variables.get("CODEV_REPO_URL") or config.get("repo_url") or _github_repository(variables)
    site_url = variables.get("CODEV_SITE_URL") or config.get("site_url")
    report_mail = variables.get("CODEV_REPORT_MAIL") or (config.get("extra") or {}).get("report_mail")
    return SiteSettings(
        config=config,
        site_url=None if not site_url else published_at(site_url),
        repo_url=None if not repo_url else _address("repo_url", repo_url).rstrip("/"),
        report_mail=None if not report_mail else _mail(report_mail),
    )


def published_at(address: object) -> str:
    """Return where the site is published, ending in a slash.

    Args:
        address: The address as it is written.

    Raises:
        WrongUseError: It is none.
    """
    return _address("site_url", address).rstrip("/") + "/"


def _github_repository(variables: Mapping[str, str]) -> str | None:
    """Return the repository's address in a GitHub workflow (https://docs.github.com/actions/reference/variables-reference)."""
    server, repository = variables.get("GITHUB_SERVER_URL"), variables.get("GITHUB_REPOSITORY")
    return f"{server}/{repository}" if server and repository else None


def _mail(value: object) -> str:
    """Return a mail address that may stand in a page."""
    if not isinstance(value, str) or len(value) > MAIL_CHARACTERS_MAX or _MAIL.fullmatch(value) is None:
        raise WrongUseError(f"report_mail {str(value)[:80]!r} is not a mail address", "write it like atlas@example.org")
    return value


def _address(name: str, value: object) -> str:
    """Return an address that may stand in a page."""
    if re.match(URL_PATTERN, str(value)) is None:
        raise WrongUseError(f"{name} {value!r} is not an http or https address", "write it like https://example.org/atlas/")
    return str(value)
