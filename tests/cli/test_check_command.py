"""``codev check`` and ``codev fmt`` as they are typed: formats, paths, exit codes, rewriting, explanations."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from codev.check.catalogue import rules
from codev.check.run import check
from codev.cli.check_command import command as check_command
from codev.cli.fmt_command import command as fmt_command
from codev.errors import CodevError, UnknownNameError, WrongUseError
from codev.store.findings import Finding, Severity
from codev.store.layout import list_files

Run = Callable[..., Result]

STAGE = "stages: [finetune]"
"""What many entries hold."""


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A copy of the whole frozen knowledge base, in which nothing fails, to be edited; its cache is made."""
    return shutil.copytree(facts_base, tmp_path / "kb")


@pytest.fixture
def files(root: Path) -> str:
    """How many files there are, as the command says it."""
    return f"{len(list_files(root)):,} files"


@pytest.fixture
def entries(root: Path) -> tuple[str, str]:
    """Two entries of different years that say a stage."""
    found = [file.path for file in list_files(root) if STAGE in (root / file.path).read_text("utf-8")]
    return found[0], next(path for path in found if Path(path).parent != Path(found[0]).parent)


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


@pytest.fixture
def broken(root: Path, entries: tuple[str, str]) -> tuple[str, str]:
    """The two entries with a mistake in each."""
    for path in entries:
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace(STAGE, "stages: [fine-tune]", 1), encoding="utf-8")
    return entries


@pytest.fixture
def notices(root: Path) -> list[Finding]:
    """What the check notices in the knowledge base as it is; nothing of it makes the check fail."""
    found = list(check(root).findings)
    assert {each.severity for each in found} <= {Severity.NOTICE}
    return found


def summary(files: str, notices: list[Finding], *more: str) -> str:
    """Return the last line: how many findings there are, in how many files.

    Args:
        files: How many files there are, in words.
        notices: What is noticed in the knowledge base as it is.
        more: The file of each finding besides.
    """
    paths = [*(each.path for each in notices), *more]
    count = f"{len(paths):,} finding{'s' if len(paths) != 1 else ''}"
    return (
        f"{files}, no findings"
        if not paths
        else f"{files}, {count}" + (f" in {len(set(paths)):,} of them" if len(paths) > 1 else "")
    )


def failures(text: str) -> list[str]:
    """Return the lines of findings that make the check fail, without the last line."""
    return [line for line in text.splitlines()[:-1] if " notice: " not in line and "::notice " not in line]


def test_nothing_that_fails_is_found(run: Run, files: str, notices: list[Finding]) -> None:
    shown = run(code=0).stdout
    assert (failures(shown), shown.splitlines()[-1]) == ([], summary(files, notices))
    assert json.loads(run("--format", "json", code=0).stdout) == {"findings": [each.as_dict() for each in notices]}
    assert failures(run("--format", "github", code=0).stdout) == []


def test_findings_in_every_format(run: Run, files: str, notices: list[Finding], broken: tuple[str, str]) -> None:
    shown = run(code=1).stdout
    lines = failures(shown)
    assert lines[0].startswith(f"{broken[0]}:")
    assert " unknown-term there is no stage fine-tune → did you mean finetune?" in lines[0]
    assert shown.splitlines()[-1] == summary(files, notices, *broken)
    everything = json.loads(run("--format", "json", code=1).stdout)["findings"]
    found = [each for each in everything if each["severity"] != "notice"]
    assert [list(finding) for finding in found] == [["path", "line", "column", "code", "severity", "message", "fix"]] * 2
    assert lines[0].startswith(f"{found[0]['path']}:{found[0]['line']}:{found[0]['column']} {found[0]['code']} ")
    note = failures(run("--format", "github", code=1).stdout)[0]
    place = f"file={found[0]['path']},line={found[0]['line']},col={found[0]['column']}"
    assert note.startswith(f"::error {place},title=unknown-term::there is no stage")


def test_paths_limit_what_is_shown(
    root: Path, run: Run, files: str, broken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = broken
    assert len(failures(run(str(Path(first).parent), code=1).stdout)) == 1
    assert len(failures(run(str(Path(first).parent), second, code=1).stdout)) == 2
    taxonomy = run("taxonomy", code=0).stdout
    assert (failures(taxonomy), taxonomy.splitlines()[-1].startswith(f"{files}, ")) == ([], True)
    assert len(failures(run(str(root), code=1).stdout)) == 2
    monkeypatch.chdir(root / "papers")
    assert len(failures(run(Path(second).parent.name, code=1).stdout)) == 1


@pytest.mark.parametrize("path", ["papers/2023/nobody.yaml", "..", "/etc/passwd", "papers/../../../x"])
def test_paths_elsewhere_are_refused(run: Run, path: str) -> None:
    with pytest.raises(WrongUseError, match="in the knowledge base"):
        run(path, code=2)


def test_fix_rewrites_and_tells(root: Path, run: Run, entries: tuple[str, str]) -> None:
    path = root / entries[0]
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nyear: ", "\n\n# sure?\nyear:   "), encoding="utf-8")
    (root / "taxonomy/schema/work.schema.json").write_text("{}")
    assert "not-canonical" in run(code=1).stdout
    assert "not-canonical" in run(str(Path(entries[0]).parent), code=1).stdout
    result = run("--fix", str(Path(entries[0]).parent), code=0)
    assert result.stderr == f"rewrote {entries[0]}\n"
    assert path.read_text("utf-8") == text.replace("\nyear: ", "\n# sure?\nyear: ")
    assert "schema-stale" in run(code=1).stdout, "only what was named is rewritten"
    assert run("--fix", code=0).stderr == "rewrote taxonomy/schema/work.schema.json\n"
    assert run("--fix", code=0).stderr == ""


@pytest.mark.usefixtures("broken")
def test_fix_shows_what_it_cannot_mend(run: Run) -> None:
    result = run("--fix", code=1)
    assert result.stderr == ""
    assert len(failures(result.stdout)) == 2


def test_what_cannot_be_written_is_an_error(
    root: Path, run: Run, entries: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / entries[0]
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("codev.check.fix.write_atomically", refuse)
    with pytest.raises(CodevError, match=rf"cannot write .*{path.name}: Permission denied"):
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


def test_no_cache_keeps_nothing(base: Path) -> None:
    shutil.rmtree(base / "build")
    for options, keeps in ((["--no-cache"], False), ([], True)):
        CliRunner().invoke(check_command, [*options, "--root", str(base)], catch_exceptions=False)
        assert (base / "build/cache/records.sqlite").is_file() == keeps


def test_fmt(root: Path, broken: tuple[str, str]) -> None:
    def fmt(*arguments: str) -> Result:
        result = CliRunner().invoke(fmt_command, [*arguments, "--root", str(root)], standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result

    path = root / broken[0]
    text = path.read_text("utf-8")
    assert fmt("--check").return_value == 0, "what a file says is not looked at"
    path.write_text(text.replace("\nyear: ", "\nyear:  ", 1), encoding="utf-8")
    result = fmt("--check")
    assert result.return_value == 1
    assert "not-canonical" in result.stdout
    assert path.read_text("utf-8") != text
    result = fmt(str(path))
    assert result.return_value == 0
    assert result.stderr == f"rewrote {broken[0]}\n"
    assert path.read_text("utf-8") == text
    path.write_text(text.replace("\nyear:", "\nyeer:", 1), encoding="utf-8")
    result = fmt()
    assert result.return_value == 1
    assert "unknown-key" in result.stdout


@pytest.mark.parametrize("command", [check_command, fmt_command])
def test_help_ends_with_examples(command: object) -> None:
    shown = CliRunner().invoke(command, ["--help"]).output  # type: ignore[arg-type]
    assert "Examples:" in shown
    assert "codev " in shown
