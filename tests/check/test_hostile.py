"""Hostile files give findings or are taken for text: no traceback, hang or flood of memory, nothing done or written outside.

All run one after the other in one process with limits, so that the suite pays for one start; see ``hostile_run.py``.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generated import write_generated
from rule_cases import WORK

SECONDS_MAX = 2.0
"""Processor time that one file may cost (issue 2: no hang over 2 s)."""

MEMORY_MB_MAX = 300
"""Memory that all of them may take."""

BOMB = "a: &a [x, x, x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]\n" for level in range(24)
)
BASE = WORK.replace("liu2023visual", "liu2024hostile").replace("2304.08485", "2404.99999").replace("2023\n", "2024\n")
CLAIMS = """claims:
- id: liu2024hostile.1
  node: scaling
  statement: '{{ 7*7 }} {% for x in y %} <script>alert(1)</script> ${jndi:ldap://x}.'
  evidence:
  - {source: abstract}
"""

FILES: dict[str, tuple[str | bytes, set[str]]] = {
    "alias-bomb.yaml": (BOMB, {"yaml-alias"}),
    "deep-flow.yaml": ("a: " + "[" * 10_000 + "]" * 10_000, {"yaml-depth"}),
    "deep-flow-900.yaml": ("a: " + "[" * 900 + "]" * 900, {"yaml-depth"}),
    "deep-maps.yaml": ("a: " + "{a: " * 10_000, {"yaml-depth"}),
    "deep-block.yaml": ("\n".join(" " * level + "a:" for level in range(690)), {"yaml-depth"}),
    "python-object.yaml": ("title: !!python/object/apply:os.system ['touch pwned']", {"yaml-tag"}),
    "python-module.yaml": ("title: !!python/module:antigravity", {"yaml-tag"}),
    "merge.yaml": ("a: &x {b: c}\nd: {<<: *x}", {"yaml-alias"}),
    "nul.yaml": (b"key: a\0b", {"control-character"}),
    "utf-16.yaml": (BASE.encode("utf-16"), {"not-utf8"}),
    "utf-32.yaml": (BASE.encode("utf-32"), {"not-utf8"}),
    "binary.yaml": (bytes(range(256)) * 100, {"not-utf8"}),
    "duplicate-keys.yaml": ("key: x\nkey: y", {"duplicate-key"}),
    "outside-key.yaml": (BASE.replace("key: liu2024hostile", "key: ../../x"), {"wrong-form"}),
    "surrogate.yaml": ('title: "\\ud800"', {"yaml-syntax"}),
    "huge-number.yaml": (BASE.replace("year: 2024", "year: " + "9" * 200_000), {"wrong-value"}),
    "long-line.yaml": ("title: " + "x" * 250_000, {"wrong-length", "missing-key"}),
    "long-key.yaml": ("x" * 900 + ": 1", {"unknown-key", "missing-key"}),
    "many-values.yaml": ("claims: [" + "1," * 120_000 + "]", {"too-many-values"}),
    "many-mistakes.yaml": ("claims: [" + "1," * 19_000 + "]", {"wrong-type", "missing-key", "more-findings"}),
    "many-keys.yaml": ("\n".join(f"k{number}: 1" for number in range(9_000)), {"missing-key", "unknown-key", "more-findings"}),
    "many-comments.yaml": (BASE + "#\n" * 100_000, {"key-not-file-name"}),
    "many-documents.yaml": ("---\na: b\n" * 10_000, {"yaml-syntax"}),
    "many-anchors.yaml": (
        "".join(f"a{number}: &a{number} x\n" for number in range(9_000)),
        {"missing-key", "unknown-key", "more-findings"},
    ),
    "crlf.yaml": (BASE.replace("\n", "\r\n"), {"not-canonical", "key-not-file-name"}),
    "tabs.yaml": ("key:\ta\n\ttitle: b", {"yaml-syntax"}),
    "quotes.yaml": ("title: '" + "'" * 100_000, {"yaml-syntax"}),
    "empty.yaml": ("", {"yaml-syntax"}),
    "html.yaml": (BASE.replace("Visual Instruction Tuning", "<img src=x onerror=alert(1)>"), {"key-not-file-name"}),
    "script-link.yaml": (BASE + "links: {code: 'javascript:alert(1)'}\n", {"wrong-url"}),
    "data-link.yaml": (BASE + "links: {code: 'data:text/html,<script>alert(1)</script>'}\n", {"wrong-url"}),
    "user-link.yaml": (BASE + "links: {code: 'https://github.com@evil.example/'}\n", {"wrong-url"}),
    "template.yaml": (BASE.replace("added:", f"{CLAIMS}added:"), {"key-not-file-name"}),
    "braces.yaml": (BASE.replace("Visual Instruction Tuning", "{{ 7*7 }}"), {"yaml-key"}),
    "new\nline\x1b[31m::error::.yaml": ("a: b", {"unknown-key", "missing-key"}),
}
"""What hostile files hold and which findings they give; those whose only finding is that of their name are taken for text."""

ODD: dict[str, set[str]] = {
    "large.yaml": {"too-large"},
    "link.yaml": {"not-a-file"},
    "link-out": {"not-a-file"},
    "pipe.yaml": {"not-a-file"},
    "folder.yaml": {"not-a-file"},
    "loop.yaml": {"not-a-file"},
    "bad-\\udcff.yaml": {"unknown-key", "missing-key"},
}
"""What is no text, and the findings."""


@pytest.fixture(scope="module")
def outcome(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What checking with each of the files gave, by name, and the memory taken."""
    place = tmp_path_factory.mktemp("hostile")
    root = write_generated(facts_base, place / "kb", 10)
    (root / "papers/2024").mkdir(exist_ok=True)
    folder = place / "files"
    folder.mkdir()
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with (folder / "large.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    (folder / "link.yaml").symlink_to("/etc/passwd")
    (folder / "link-out").symlink_to("/etc")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    Path(os.fsdecode(os.fsencode(folder) + b"/bad-\xff.yaml")).write_text("a: b")
    before = contents(place)
    script = Path(__file__).with_name("hostile_run.py")
    process = subprocess.run(
        [sys.executable, str(script), str(root), str(folder)],
        capture_output=True,
        cwd=place,
        check=False,
        timeout=200,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (90, 90)),
    )
    assert process.returncode == 0, process.stderr.decode()
    assert process.stderr == b""
    result = json.loads(process.stdout)
    written = {path for path in contents(place) - before if "kb/build" not in path}
    return {"files": {item["name"]: item for item in result["files"]}, "memory_mb": result["memory_mb"], "written": written}


def contents(folder: Path) -> set[str]:
    """Return the paths of everything in a folder, links not followed."""
    return {str(Path(where) / name) for where, folders, names in os.walk(folder) for name in (*folders, *names)}


@pytest.mark.parametrize("name", [*FILES, *ODD])
def test_a_hostile_file_gives_findings_soon(outcome: dict[str, Any], name: str) -> None:
    found = outcome["files"][name]
    expected = ODD[name] if name in ODD else FILES[name][1]
    assert expected <= set(found["codes"])
    assert found["seconds"] < SECONDS_MAX
    assert len(found["codes"]) <= 101


def test_what_is_only_text_is_taken_for_text(outcome: dict[str, Any]) -> None:
    for name in ("html.yaml", "template.yaml"):
        assert set(outcome["files"][name]["codes"]) == {"key-not-file-name"}


def test_memory_stays_small(outcome: dict[str, Any]) -> None:
    assert outcome["memory_mb"] < MEMORY_MB_MAX


def test_nothing_is_written_or_executed(outcome: dict[str, Any]) -> None:
    assert outcome["written"] == set()
