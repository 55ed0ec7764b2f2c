"""A clone has Unix line ends, whatever the git of a contributor is set to: entries are checked for their one form."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FILES = ("papers/one.yaml", "taxonomy/two.yaml", "scripts/three.py", "site/four.md.jinja", "Makefile")


def test_a_clone_that_converts_line_ends_leaves_ours(repository: Path, tmp_path: Path) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    for name in FILES:
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        (origin / name).write_bytes(b"one\ntwo\n")
    shutil.copyfile(repository / ".gitattributes", origin / ".gitattributes")
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        subprocess.run(["git", "-C", str(origin), *settings, *arguments], check=True, capture_output=True)
    subprocess.run(["git", "clone", "-q", "-c", "core.autocrlf=true", str(origin), str(clone)], check=True, capture_output=True)
    assert {name: (clone / name).read_bytes() for name in FILES} == dict.fromkeys(FILES, b"one\ntwo\n")
