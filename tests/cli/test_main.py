"""The command line as a whole: every command has help with an example, wrong use ends with one line and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from codev.cli.main import COMMANDS, main, run
from codev.model.taxonomy import FORMAT


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Examples:" in result.output
    assert f"codev {name}" in result.output


def test_commands_are_listed_with_what_they_do() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(name in output for name in COMMANDS)


def test_an_unknown_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["qery"])
    assert ended.value.code == 2
    assert "did you mean query?" in capsys.readouterr().err


def test_a_folder_without_knowledge_base_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["stats", "--root", str(tmp_path)])
    assert ended.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_name_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "taxonomy").mkdir()
    (tmp_path / "taxonomy" / "format.yaml").write_text(f"format: {FORMAT}\n")
    folder = tmp_path / "papers" / "2024"
    folder.mkdir(parents=True)
    (folder / "\x1b[31mred\nline.yaml").write_text("key: x\n")
    with pytest.raises(SystemExit) as ended:
        run(["stats", "--root", str(tmp_path)])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\\x1b[31mred\\nline.yaml" in said


def test_stats_show_the_fixed_figures(live_base: Path) -> None:
    result = CliRunner().invoke(main, ["stats", "--root", str(live_base), "--format", "json"])
    figures = json.loads(result.output)
    fixed = ["works", "surveyed", "background", "extended", "claims", "models", "datasets", "nodes"]
    assert all(isinstance(figures[name], int) for name in fixed)
    assert figures["works"] == figures["surveyed"] + figures["background"] + figures["extended"]


def test_stats_are_readable(facts_base: Path) -> None:
    output = CliRunner().invoke(main, ["stats", "--root", str(facts_base)]).output
    assert "claims by stage: finetune" in output


def test_every_option_is_explained() -> None:
    def commands(command: click.Command, path: str) -> list[tuple[str, click.Command]]:
        found = [(path, command)]
        if isinstance(command, click.Group) and path:
            found += [each for name, inner in command.commands.items() for each in commands(inner, f"{path} {name}")]
        return found

    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        for path, inner in commands(command, name):
            for parameter in inner.params:
                if isinstance(parameter, click.Option) and parameter.name != "help":
                    assert parameter.help, f"{path}: --{parameter.name} is not explained"
