"""The inputs that once broke promises, and others of their kinds: each gives its message within 2 s and 300 MB.

Those that are files lie in ``fixtures/hostile_cases/``, whose README lists them; the others are made here.  All run one after
the other in one process (``hostile_commands.py``), so that the suite pays for one start.
"""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from codev.unseen import find_unseen
from generated import write_generated
from hostile_texts import CLEAN_BIBTEX, made_files

CASES = Path(__file__).parent / "fixtures" / "hostile_cases"
SECONDS_MAX = 2.0
MEMORY_MB_MAX = 300
ENTRY = "papers/2025/evil2025entry.yaml"


class Case(NamedTuple):
    """A command on a hostile input.

    Attributes:
        file: The input, in `CASES` or made by `made_files`; empty where there is none.
        arguments: The command; ``{}`` stands for the input.
        says: A pattern that its output holds.
        code: How it ends.
        place: Where the input is put in the knowledge base; otherwise the command names it.
    """

    file: str
    arguments: str
    says: str
    code: int
    place: str = ""


def unseen(name: str) -> str:
    """Return what is said of a character that nobody sees."""
    return rf"{ENTRY}:3:8 wrong-text title: the text holds the character {name} at place \d+"


COMMITTED = [
    Case("arabic-letter-mark-U+061C.yaml", "check", unseen(r"ARABIC LETTER MARK \(U\+061C\)"), 1, ENTRY),
    Case("soft-hyphen-U+00AD.yaml", "check", unseen(r"SOFT HYPHEN \(U\+00AD\)"), 1, ENTRY),
    Case("tag-characters-U+E0041.yaml", "check", unseen(r"TAG LATIN [\w ]+ \(U\+E00\w\w\)"), 1, ENTRY),
    Case("3900-claims-within-limits.yaml", "check", f"{ENTRY}:14:1 wrong-length claims has more than 100 items", 1, ENTRY),
    Case("3900-claims-within-limits.yaml", "stats", "claims has more than 100 items; run 'codev check'", 1, ENTRY),
    Case("bidi-in-key.bib", "add --bibtex {}", r"papers/2024/b2024a\.yaml", 0),
    Case("issue-heading-spaces.md", "add --issue {}", r"papers/2024/good2024good\.yaml", 0),
    Case("sql-replace-bomb.sql", "sql --file {}", "a value is longer than 1,000,000 bytes", 2),
]

DEEP = "taxonomy/nodes.yaml"
MADE = [
    Case("letters-after-arxiv.bib", "add --bibtex {}", r"papers/2024/b2024good\.yaml", 0),
    Case("many-ands.bib", "add --bibtex {}", "the citation has no authors", 2),
    Case("abstracts.bib", "import {}", "200 entries", 1),
    Case("/dev/zero", "import {}", "codev: /dev/zero is ", 2),
    Case("/dev/zero", "add --bibtex {}", "codev: /dev/zero is ", 2),
    Case("/dev/zero", "add --issue {}", "codev: /dev/zero is ", 2),
    Case("4000-levels.yaml", "check", "taxonomy/nodes.yaml:.* deep-", 1, DEEP),
    Case("4000-levels.yaml", "stats", "works", 0, DEEP),
    Case("4000-levels.yaml", "query rq1", "", 0, DEEP),
    Case("", "check", "taxonomy/schema/work.schema.json:1:1 schema-stale", 1, "taxonomy/schema/work.schema.json"),
]
ALL = [*COMMITTED, *MADE]
WARM_UP = {"name": "warm-up", "arguments": ["add", "--bibtex", "clean.bib"], "files": {}}


def title(case: Case) -> str:
    """Return the name of a case."""
    return f"{case.arguments.format(case.file)} {case.file if case.place else ''}".strip()


@pytest.fixture(scope="module")
def outcomes(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each command gave, by the name of its case."""
    place = tmp_path_factory.mktemp("hostile")
    root = write_generated(facts_base, place / "kb", 10)
    made_files(place, root)
    (root / "clean.bib").write_text(CLEAN_BIBTEX)
    commands = [WARM_UP]
    for case in ALL:
        source = "" if not case.file else str(next(each for each in (CASES / case.file, place / case.file) if each.exists()))
        files = {case.place: source} if case.place else {}
        words = [each.format(source) for each in case.arguments.split()]
        commands.append({"name": title(case), "arguments": words, "files": files})
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hostile_commands.py")), str(root)],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    return {each["name"]: each for each in json.loads(done.stdout)}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds, and has these devices")
@pytest.mark.parametrize("case", ALL, ids=title)
def test_a_hostile_input_gives_its_message_soon(outcomes: dict[str, dict[str, Any]], case: Case) -> None:
    outcome = outcomes[title(case)]
    assert re.search(case.says, outcome["said"]), outcome["said"][-2000:]
    assert outcome["code"] == case.code
    assert "Traceback" not in outcome["said"]
    assert find_unseen(" ".join(outcome["said"].split())) is None
    assert outcome["seconds"] < SECONDS_MAX
    assert outcome["memory_mb"] < MEMORY_MB_MAX


def test_every_file_is_listed_and_tried() -> None:
    readme = (CASES / "README.md").read_text("utf-8")
    files = {path.name for path in CASES.iterdir()} - {"README.md"}
    listed = re.findall(r"^- `([^`]+)`:", readme, re.MULTILINE)
    assert {name for name in files if any(fnmatch.fnmatch(name, pattern) for pattern in listed)} == files
    assert [pattern for pattern in listed if not fnmatch.filter(files, pattern)] == []
    assert {case.file for case in COMMITTED} == files
