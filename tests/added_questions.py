"""What becomes of a facet and a question that a copy of the package has more: told as JSON for the test that starts this.

Try ``python tests/added_questions.py FOLDER``, the copy of the package being the one that is imported.  The facet is a row of
one file, the question a module of its own; the knowledge base is a small one made in the folder.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from added_fields import base

TEMPLATES = Path(__file__).parent.parent / "site" / "templates"

FACET = """    Facet(
        "initial",
        "First letter",
        "The first letter of the title.",
        "work",
        "terms",
        _WHO,
        lambda _, work: (work.title[0].lower(),),
        **closed("letter", {letter: f"Letter {letter.upper()}" for letter in "abcdefghijklmnopqrstuvwxyz"}),
    ),
"""
"""A facet, as it stands among the rows of ``query/facets.py``."""

QUESTION = '''"""Works by the length of their titles."""

from __future__ import annotations

from dataclasses import dataclass

from codev.atlas import Atlas
from codev.query.facet_values import Facets
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, columns
from codev.query.selection import Selection


@dataclass(frozen=True, slots=True)
class TitleRow(AnswerRow):
    """A work and the words of its title."""

    columns = columns("key=work", "words=words in the title")

    key: str
    words_of: tuple[str, ...]

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.words_of)


@Question(
    name="titles",
    label="Long titles",
    sentence="Which works have long titles?",
    row=TitleRow,
    facets=ALL_FACETS,
    parameters=(Parameter("least", "At least", "The least number of words.", bounds=(1, 50), former_names=("at_least",)),),
    examples={"Five words and more": {"least": 5}},
    empty="No title is that long.",
)
def titles(atlas: Atlas, facets: Facets, *, least: int = 1) -> list[TitleRow]:
    """Return the works whose titles have so many words, the longest first."""
    selection = Selection(atlas, facets)
    works = [work for work in atlas.works.values() if selection.claims_of(work) is not None]
    rows = [TitleRow(work.key, tuple(work.title.split())) for work in works]
    return sorted((row for row in rows if row.words >= least), key=lambda row: (-row.words, row.key))
'''
"""A question, as a module of ``query/answers/``."""


def main(folder: Path) -> dict[str, Any]:
    """Return where the facet and the question are found."""
    from codev import Atlas
    from codev.query import ask

    root = base(folder / "kb", "")
    atlas = Atlas.load(root, use_cache=False)
    return {
        "facet in Python": list(ask(atlas, "works", initial="Letter V").works()),
        "question in Python": ask(atlas, "titles", least=4).as_dicts(),
        **commands(root),
        **site(atlas),
        **explorer(root),
        **assistant(root),
        "database": database(atlas),
    }


def commands(root: Path) -> dict[str, Any]:
    """Return what the command line makes of them."""
    from click.testing import CliRunner

    from codev.cli.main import main as codev

    def said(*arguments: str) -> str:
        result = CliRunner().invoke(codev, ["query", *arguments])
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.split())

    rooted = ("--root", str(root))
    return {
        "facet in the command": json.loads(said("works", *rooted, "--initial", "v", "--format", "json")),
        "facet in the help": said("works", "--help"),
        "question in the command": json.loads(said("titles", *rooted, "--least", "4", "--initial", "l", "--format", "json")),
        "question in the help": said("titles", "--help"),
        "former name in the command": said("titles", *rooted, "--at-least", "4", "--show-query"),
        "former name in an address": said("ask", "question=titles&at_least=4", "--show-query"),
        "question as CSV": said("titles", *rooted, "--least", "4", "--format", "csv"),
        "question as Markdown": said("titles", *rooted, "--least", "4", "--format", "markdown"),
        "question as BibTeX": said("titles", *rooted, "--least", "4", "--format", "bibtex"),
        "wrong": str(CliRunner().invoke(codev, ["query", "titles", *rooted, "--least", "99"]).exception),
    }


def site(atlas: Any) -> dict[str, Any]:
    """Return what the site shows of them."""
    from codev.site.pages.data_jobs import data_jobs
    from codev.site.pages.environment import Renderer
    from codev.site.pages.jobs import page_jobs

    # The pages of questions alone: the small knowledge base names models that it does not hold.
    renderer = Renderer(atlas, TEMPLATES)
    jobs = [job for job in page_jobs(renderer) if job.name == "answer_pages"]
    pages = {page.address: page for job in jobs for page in job.make()}
    data = {file.path: file.content for job in data_jobs(renderer) for file in job.make()}
    table = json.loads(data["assets/data/works.json"])
    return {
        "facet in the browser": [each for each in table["facets"] if each["name"] == "initial"],
        "documentation": pages["questions/"].body,
        "page": pages["questions/titles/"].body,
        "files": {
            path.rpartition("/")[2]: content.decode("utf-8-sig")
            for path, content in data.items()
            if path.startswith("questions/titles/")
        },
    }


def explorer(root: Path) -> dict[str, Any]:
    """Return what the explorer shows of them."""
    from streamlit.testing.v1 import AppTest

    from codev.explorer.launch import APP_FILE, ROOT_VARIABLE
    from codev.explorer.widgets.answer_downloads import TAKEAWAY

    os.environ[ROOT_VARIABLE] = str(root)
    page = AppTest.from_file(str(APP_FILE), default_timeout=60)
    page.query_params["question"] = ["titles"]
    page.query_params["least"] = ["3"]
    page.query_params["initial"] = ["v"]
    page.session_state[TAKEAWAY] = True  # a panel is drawn once it is open
    page.run()
    assert not page.exception, [each.value for each in page.exception]
    return {
        "facet in the explorer": [page.multiselect(key="w_initial").label, page.multiselect(key="w_initial").value],
        "parameter in the explorer": page.selectbox(key="w_least").label,
        "answer in the explorer": page.dataframe[0].value.to_dict("records"),
        "texts to copy": [each.value for each in page.code],
        "errors in the explorer": [each.value for each in (*page.error, *page.warning)],
    }


def assistant(root: Path) -> dict[str, Any]:
    """Return what an assistant is offered of them."""
    from codev.assistant.desk import Desk
    from codev.assistant.tools import all_tools, call

    desk = Desk(root)
    tool = all_tools()["titles"]
    return {
        "tool": {
            "description": tool.description,
            "takes": tool.takes(desk.atlas)["properties"],
            "gives": tool.gives["properties"],
        },
        "former name in the tool": call(desk, "titles", {"at_least": "3", "initial": ["v"]})["command"],
        "answer of the tool": call(desk, "titles", {"least": 3, "initial": ["v"]}),
        "facet of a tool": all_tools()["works"].takes(desk.atlas)["properties"]["initial"],
    }


def database(atlas: Any) -> list[list[str]]:
    """Return the values of the facet in the database."""
    from codev.export.sqlite import build_database

    rows = build_database(atlas).execute("SELECT work, value FROM work_facets WHERE facet = 'initial' ORDER BY work")
    return [list(row) for row in rows]


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201 - read by the test
