"""``codev check`` and ``codev fmt`` as they are typed: formats, paths, exit codes, rewriting, explanations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from codev.cli.check_command import command as check_command
from codev.cli.fmt_command import command as fmt_command
from codev.errors import CodevError, UnknownNameError, WrongUseError
from codev.store.check.catalogue import rules
from generated import write_generated

Run = Callable[..., Result]


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    """A whole knowledge base to be edited."""
    return write_generated(repository, tmp_path / "kb", 381)


@pytest.fixture
def run(root: Path) -> Run:
    """Run ``codev check`` on the knowledge base; errors of ours are raised, as `codev.cli.main.run` catches them."""

    def invoke(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(check_command, [*arguments, "--root", str(root)], standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        assert result.return_value == code, result.output
        return result

    return invoke


def break_two(root: Path) -> None:
    """Make a mistake in each of two files."""
    for path in ("papers/2023/liu2023visual.yaml", "papers/2024/liu2024diving.yaml"):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace("stages: [finetune]", "stages: [fine-tune]", 1), encoding="utf-8")


def test_nothing_found(run: Run) -> None:
    assert run(code=0).stdout == "393 files, no findings\n"
    assert json.loads(run("--format", "json", code=0).stdout) == {"findings": []}
    assert run("--format", "github", code=0).stdout == "393 files, no findings\n"


def test_findings_in_every_format(root: Path, run: Run) -> None:
    break_two(root)
    lines = run(code=1).stdout.splitlines()
    assert lines[0].startswith("papers/2023/liu2023visual.yaml:")
    assert " unknown-term there is no stage fine-tune → did you mean finetune?" in lines[0]
    assert lines[-1] == "393 files, 2 findings in 2 of them"
    found = json.loads(run("--format", "json", code=1).stdout)["findings"]
    assert [list(finding) for finding in found] == [["path", "line", "column", "code", "severity", "message", "fix"]] * 2
    assert lines[0].startswith(f"{found[0]['path']}:{found[0]['line']}:{found[0]['column']} {found[0]['code']} ")
    note = run("--format", "github", code=1).stdout.splitlines()[0]
    place = f"file={found[0]['path']},line={found[0]['line']},col={found[0]['column']}"
    assert note.startswith(f"::error {place},title=unknown-term::there is no stage")


def test_paths_limit_what_is_shown(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_two(root)
    assert "393 files, 1 finding\n" in run("papers/2023", code=1).stdout
    assert "393 files, 2 findings" in run("papers/2023", "papers/2024/liu2024diving.yaml", code=1).stdout
    assert run("taxonomy", code=0).stdout == "393 files, no findings\n"
    assert "2 findings" in run(str(root), code=1).stdout
    monkeypatch.chdir(root / "papers")
    assert "393 files, 1 finding\n" in run("2024", code=1).stdout


@pytest.mark.parametrize("path", ["papers/2023/nobody.yaml", "..", "/etc/passwd", "papers/../../../x"])
def test_paths_elsewhere_are_refused(run: Run, path: str) -> None:
    with pytest.raises(WrongUseError, match="in the knowledge base"):
        run(path, code=2)


def test_fix_rewrites_and_tells(root: Path, run: Run) -> None:
    path = root / "papers/2023/liu2023visual.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nyear: 2023", "\n\n# sure?\nyear:   2023"), encoding="utf-8")
    (root / "taxonomy/schema/work.schema.json").write_text("{}")
    assert "not-canonical" in run(code=1).stdout
    assert "not-canonical" in run("papers/2023", code=1).stdout
    result = run("--fix", "papers/2023", code=0)
    assert result.stderr == "rewrote papers/2023/liu2023visual.yaml\n"
    assert path.read_text("utf-8") == text.replace("\nyear: 2023", "\n# sure?\nyear: 2023")
    assert "schema-stale" in run(code=1).stdout, "only what was named is rewritten"
    assert run("--fix", code=0).stderr == "rewrote taxonomy/schema/work.schema.json\n"
    assert run("--fix", code=0).stderr == ""


def test_fix_shows_what_it_cannot_mend(root: Path, run: Run) -> None:
    break_two(root)
    result = run("--fix", code=1)
    assert result.stderr == ""
    assert "2 findings" in result.stdout


def test_what_cannot_be_written_is_an_error(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "papers/2023/liu2023visual.yaml"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("codev.store.check.fix.write_atomically", refuse)
    with pytest.raises(CodevError, match=r"cannot write .*liu2023visual.yaml: Permission denied"):
        run("--fix", code=2)


def explained(*arguments: str) -> str:
    """Return what ``codev check`` says when it only explains, which takes no knowledge base."""
    result = CliRunner().invoke(check_command, arguments, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    assert result.return_value == 0
    return result.stdout


@pytest.mark.parametrize("code", [rule.code for rule in rules()])
def test_every_rule_is_explained(code: str) -> None:
    shown = explained("--explain", code)
    assert shown.startswith(f"{code} (")
    assert "wrong:" in shown
    assert "right:" in shown


def test_explanations() -> None:
    assert explained("--explain", "all").count("wrong:\n") == len(rules())
    data = json.loads(explained("--explain", "all", "--format", "json"))
    assert len(data["rules"]) == len(rules())
    with pytest.raises(UnknownNameError, match="did you mean unknown-term"):
        explained("--explain", "unknown-trem")


def test_no_cache_keeps_nothing(root: Path, run: Run) -> None:
    run("--no-cache", code=0)
    assert not (root / "build").exists()
    run(code=0)
    assert (root / "build/cache/records.sqlite").is_file()


def test_fmt(root: Path) -> None:
    def fmt(*arguments: str) -> Result:
        result = CliRunner().invoke(fmt_command, [*arguments, "--root", str(root)], standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result

    path = root / "papers/2023/liu2023visual.yaml"
    text = path.read_text("utf-8")
    break_two(root)
    assert fmt("--check").return_value == 0, "what a file says is not looked at"
    path.write_text(text.replace("year: 2023", "year:  2023", 1), encoding="utf-8")
    result = fmt("--check")
    assert result.return_value == 1
    assert "not-canonical" in result.stdout
    assert path.read_text("utf-8") != text
    result = fmt(str(path))
    assert result.return_value == 0
    assert result.stderr == "rewrote papers/2023/liu2023visual.yaml\n"
    assert path.read_text("utf-8") == text
    path.write_text(text.replace("year:", "yeer:", 1), encoding="utf-8")
    result = fmt()
    assert result.return_value == 1
    assert "unknown-key" in result.stdout


@pytest.mark.parametrize("command", [check_command, fmt_command])
def test_help_ends_with_examples(command: object) -> None:
    shown = CliRunner().invoke(command, ["--help"]).output  # type: ignore[arg-type]
    assert "Examples:" in shown
    assert "codev " in shown
