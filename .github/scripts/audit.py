"""Looks for known weaknesses of the pinned packages with pip-audit, and lets through what `.github/audit-allowed.yaml` allows.

Run by .github/workflows/audit.yml, which may read the repository only.  It fails on a finding that is not allowed, on an
exception whose last day is over, and on a package that pip-audit did not look at.  A list or an answer that cannot be read ends
with exit 2.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ALLOWED = Path(".github/audit-allowed.yaml")

LOCK = Path("requirements.lock")

DAYS_MAX = 180
"""As far ahead as an exception may end: by then somebody looks again."""

SECONDS_MAX = 900
"""As long as pip-audit may take: it asks once for each package."""

FIELDS = {"id": str, "why": str, "until": dt.date}
"""What an exception says."""


class AuditError(Exception):
    """The list of exceptions or the answer of pip-audit cannot be read."""


def read_allowed(text: str, today: dt.date) -> dict[str, dt.date]:
    """Return the last day of each exception, by its id.

    Args:
        text: The list, as YAML.
        today: The day, from which the last day is no more than `DAYS_MAX` ahead.

    Raises:
        AuditError: It is no list of exceptions, or one lacks something, is named twice, or ends too late.
    """
    try:
        listed = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise AuditError(f"{ALLOWED} is no YAML: {error}") from error
    allowed: dict[str, dt.date] = {}
    for each in listed if isinstance(listed, list) else [listed]:
        sound = isinstance(each, dict) and set(each) == set(FIELDS)
        if not sound or any(type(each[name]) is not kind or not each[name] for name, kind in FIELDS.items()):
            raise AuditError(f"{ALLOWED}: {each!r} is no exception; write {{id: …, why: …, until: 2026-12-31}}")
        if each["id"] in allowed:
            raise AuditError(f"{ALLOWED} names {each['id']} twice; leave one")
        if each["until"] > today + dt.timedelta(days=DAYS_MAX):
            raise AuditError(f"{ALLOWED}: {each['id']} ends in more than {DAYS_MAX} days; write an earlier day")
        allowed[each["id"]] = each["until"]
    return allowed


def judge(answer: Any, allowed: dict[str, dt.date], today: dt.date) -> list[str]:
    """Return what is wrong, one message each.

    Args:
        answer: What pip-audit found, as its JSON has it.
        allowed: The last day of each exception, by id; an alias of a finding counts as well.
        today: The day.

    Raises:
        AuditError: The answer has another form.
    """
    wrong = [
        f"the exception for {name} ended on {until}; update the package, or look again and write a later day"
        for name, until in sorted(allowed.items())
        if until < today
    ]
    try:
        packages = answer["dependencies"]
        if not packages:
            raise AuditError(f"pip-audit looked at no package; see whether {LOCK} is whole")
        for package in packages:
            if "skip_reason" in package:
                wrong.append(f"{package['name']} was not looked at: {package['skip_reason']}")
                continue
            for found in package["vulns"]:
                if not {found["id"], *found["aliases"]} & set(allowed):
                    mended = ", ".join(found["fix_versions"]) or "no version yet"
                    what = f"{package['name']} {package['version']} has {found['id']}, mended in {mended}"
                    wrong.append(f"{what}; update it and say `make lock`, or add an exception to {ALLOWED}")
    except (KeyError, TypeError) as error:
        raise AuditError(f"the answer of pip-audit has another form: {error!r}") from error
    return wrong


def ask() -> Any:
    """Return what pip-audit says of the pinned packages.

    Raises:
        AuditError: It gives no answer.
    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off"]
    try:
        # It ends with 1 where it found something, and then answers all the same.
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS_MAX)  # noqa: S603 - no shell
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise AuditError(f"pip-audit took more than {SECONDS_MAX} s; run it again") from error
    except ValueError as error:
        raise AuditError(f"pip-audit gave no answer: {done.stderr.strip()[-500:]}") from error


def main(today: dt.date) -> int:
    """Audit the pinned packages; returns the exit code."""
    try:
        allowed = read_allowed(ALLOWED.read_text("utf-8"), today)
        wrong = judge(ask(), allowed, today)
    except (AuditError, OSError) as error:
        print(f"audit: {error}", file=sys.stderr)
        return 2
    for message in wrong:
        print(message)
    print(f"{len(wrong)} to mend, {len(allowed)} exceptions")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(dt.datetime.now(dt.UTC).date()))
