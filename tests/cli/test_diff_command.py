"""``codev diff``: between revisions and against the working tree, as Markdown and as JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev.cli.main import main
from codev.errors import CodevError
from generated import write_generated


@pytest.fixture(scope="module")
def checkout(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git checkout of a small knowledge base, with a second commit that adds a work."""
    root = write_generated(facts_base, tmp_path_factory.mktemp("checkout") / "kb", 12)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "All")
    text = "@misc{x, title={Frogs Seen by Models}, author={Frog, Ada}, year={2025}, eprint={2501.99999}}"
    CliRunner().invoke(main, ["add", "--bibtex", "-", "--root", str(root), "--no-input"], input=text)
    git("add", "-A")
    git("commit", "-q", "-m", "A work")
    return root


def test_two_revisions_as_markdown(checkout: Path) -> None:
    output = CliRunner().invoke(main, ["diff", "HEAD~1", "HEAD", "--root", str(checkout)]).output
    assert "### Works added (1)\n\n- `frog2025frogs` Frogs Seen by Models" in output


def test_the_working_tree_as_json(checkout: Path) -> None:
    output = CliRunner().invoke(main, ["diff", "HEAD~1", "--root", str(checkout / "papers"), "--format", "json"]).output
    diff = json.loads(output)
    assert [(change["kind"], change["id"], change["change"]) for change in diff["changes"]] == [
        ("work", "frog2025frogs", "added")
    ]
    assert diff["figures"]["works"][1] - diff["figures"]["works"][0] == 1


def test_nothing_differs_from_itself(checkout: Path) -> None:
    assert "Nothing: both versions say the same." in CliRunner().invoke(main, ["diff", "HEAD", "--root", str(checkout)]).output


def test_an_unknown_revision_is_one_sentence(checkout: Path) -> None:
    result = CliRunner().invoke(main, ["diff", "nobody-made-this", "--root", str(checkout)])
    assert isinstance(result.exception, CodevError)
    assert "git does not know this name" in str(result.exception)
