"""``codev sql``: every way to give a statement, every format, one line and exit code 2 for what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from codev import Atlas
from codev.cli import sql_command
from codev.cli.main import main, run
from codev.export.sql_examples import EXAMPLES
from codev.export.sqlite_layout import SQL_TABLES

COUNT = "SELECT count(*) AS works FROM works"


def sql(facts_base: Path, *arguments: str, standard_input: str | bytes | None = None) -> Result:
    """Return what the command does."""
    return CliRunner().invoke(
        main, ["sql", *arguments, "--root", str(facts_base)], input=standard_input, catch_exceptions=False
    )


def test_every_way_to_give_a_statement(facts_atlas: Atlas, facts_base: Path, tmp_path: Path) -> None:
    file = tmp_path / "query.sql"
    file.write_text(COUNT, encoding="utf-8-sig")
    expected = f"works\n{len(facts_atlas.works)}\n"
    assert sql(facts_base, COUNT).stdout == expected
    assert sql(facts_base, "--file", str(file)).stdout == expected
    assert sql(facts_base, "-", standard_input=COUNT).stdout == expected
    assert sql(facts_base, "--file", "-", standard_input=COUNT).stdout == expected


def test_every_format(facts_base: Path) -> None:
    query = "SELECT id, position FROM stages ORDER BY position"
    rows = json.loads(sql(facts_base, query, "--format", "json").stdout)
    assert rows[0] == {"id": "pretrain", "position": 1}
    assert len(rows) == 5
    written = list(csv.DictReader(io.StringIO(sql(facts_base, query, "--format", "csv").stdout)))
    assert [row["id"] for row in written] == [row["id"] for row in rows]
    assert sql(facts_base, query, "--format", "markdown").stdout.splitlines()[2] == "| pretrain | 1 |"
    assert sql(facts_base, query).stdout.splitlines()[1] == "pretrain\t1"


def test_a_table_on_a_terminal(facts_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_command, "is_terminal", lambda: True)
    output = sql(facts_base, "SELECT '[bold]x' AS \"[red]y\", 1 AS n").stdout
    assert "[bold]x" in output
    assert "[red]y" in output
    assert "1 row" in output


def test_what_is_left_out_is_said(facts_base: Path) -> None:
    cut = sql(facts_base, "SELECT key FROM works", "--limit", "2")
    assert cut.stdout.count("\n") == 3
    assert cut.stderr == "Only the first 2 rows are shown; --limit shows more.\n"
    empty = sql(facts_base, "SELECT key FROM works WHERE year = 1800")
    assert empty.stdout == "key\n"
    assert empty.stderr == "No row has all of this.\n"


def test_schema(facts_base: Path) -> None:
    output = CliRunner().invoke(main, ["sql", "--schema"]).stdout
    for table in SQL_TABLES:
        assert f"{table.name}: {table.meaning}" in output
    for example in EXAMPLES:
        assert example.sql in output
    claims = CliRunner().invoke(main, ["sql", "--schema", "claims"]).stdout
    assert claims.startswith("claims: ")
    assert "claim_stages (claim, position, stage)" in claims


WRONG = [
    (["SELECT titel FROM works"], "codev: no such column: titel; did you mean title"),
    (["SELECT * FROM wroks"], "codev: no such table: wroks; did you mean works"),
    (["DELETE FROM works"], "codev: only reading is allowed here; begin with SELECT or WITH\n"),
    (["ATTACH '/etc/passwd' AS x"], "codev: only reading is allowed here"),
    (["SELECT 1; DROP TABLE works"], "codev: there is more than one statement"),
    (
        ["WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT max(x) FROM n"],
        "codev: the query was stopped: more",
    ),
    ([""], "codev: there is no statement"),
    ([], "codev: give one statement, as QUERY or with --file"),
    (["SELECT 1", "--file", "x.sql"], "codev: give one statement"),
    (["--file", "no-such-file.sql"], "codev: cannot read no-such-file.sql: No such file or directory"),
    (["--file", "."], "codev: cannot read .: Is a directory"),
    (["--schema", "clams"], "codev: no table 'clams'; did you mean claims"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(each)[:30] for each, _ in WRONG])
def test_wrong_use(capsys: pytest.CaptureFixture[str], facts_base: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["sql", *arguments, "--seconds", "0.3", "--root", str(facts_base)])
    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_file_that_is_no_text(capsys: pytest.CaptureFixture[str], facts_base: Path, tmp_path: Path) -> None:
    (tmp_path / "x.sql").write_bytes(b"SELECT '\xff'")
    with pytest.raises(SystemExit) as ended:
        run(["sql", "--file", str(tmp_path / "x.sql"), "--root", str(facts_base)])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "codev: the statement is not UTF-8; save it as UTF-8\n"


def test_a_large_file_is_not_read_whole(capsys: pytest.CaptureFixture[str], facts_base: Path, tmp_path: Path) -> None:
    file = tmp_path / "query.sql"
    for letters, said in ((100_001, "characters, more than 100,000"), (400_001, "is larger than 390 KiB")):
        file.write_text("-" * letters)
        with pytest.raises(SystemExit) as ended:
            run(["sql", "--file", str(file), "--root", str(facts_base)])
        assert ended.value.code == 2
        assert said in capsys.readouterr().err
