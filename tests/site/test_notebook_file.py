"""The notebook of the documentation: what the page says, and every cell runs on the frozen knowledge base."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import nbclient.exceptions
import nbformat
import pyarrow.parquet as pq
import pytest

from codev import Atlas, ask
from codev.query import dependence
from codev.site.engine.notebook_file import notebook_of, notebooks_of

PAGE = "notebooks.md"


@pytest.fixture(scope="module")
def page(repository: Path) -> bytes:
    """The page."""
    return (repository / "site" / "pages" / PAGE).read_bytes()


@pytest.fixture(scope="module")
def notebook(page: bytes) -> Any:
    """The notebook that is made from the page."""
    ((path, content),) = notebooks_of({PAGE: page, "other.md": b"---\ntitle: Other\n---\n\n# Other\n", "x.svg": b"\xff"})
    assert path == "notebooks/two-questions.ipynb"
    read = nbformat.reads(content.decode(), as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    nbformat.validate(read)
    return read


@pytest.fixture(scope="module")
def place(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebook runs: a checkout of the frozen knowledge base."""
    return shutil.copytree(facts_base, tmp_path_factory.mktemp("notebook") / "base")


@pytest.fixture(scope="module")
def run_notebooks(repository: Path) -> Any:
    """The script that runs what is published."""
    spec = importlib.util.spec_from_file_location("run_notebooks", repository / ".github" / "scripts" / "run_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outputs(notebook: Any, place: Path, run_notebooks: Any) -> dict[str, dict[str, str]]:
    """What each cell with code shows, by its last line and the kind of output."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(variable, str(place.with_name(variable)))
        for variable in ("CODEV_DATA", "CODEV_SITE_URL"):
            patch.delenv(variable, raising=False)
        run = run_notebooks.executed(notebook, place)
    shown: dict[str, dict[str, str]] = {}
    for cell in run.cells:
        for output in cell.get("outputs", ()):
            assert output.output_type == "execute_result", f"a cell writes what it should not: {output}"
            shown[cell.source.splitlines()[-1]] = output.data
    return shown


def test_the_page_is_the_one_source(page: bytes, notebook: Any) -> None:
    text = page.decode()
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert code == [block.strip() for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)]
    assert len(code) > 5
    said = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for heading in re.findall(r"^#+ [^{\n]*[^{\s]", text, re.MULTILINE):
        assert heading in said
    assert "{ #" not in said
    assert "layout:" not in said
    assert not re.findall(r"\]\((?!https:)", said), "a link to what is not beside the notebook"


def test_a_notebook_has_no_outputs_and_stays_to_the_letter(page: bytes) -> None:
    ((_, first),) = notebooks_of({PAGE: page})
    ((_, second),) = notebooks_of({PAGE: page})
    assert first == second
    for cell in json.loads(first)["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_other_code_and_links_stay_text() -> None:
    made = json.loads(
        notebook_of("# T { #t }\n\n```sh\nls\n```\n\n[a](b.md#c) [d](https://e.org/)\n\n```python\n1\n\n2\n```\n")
    )
    assert [cell["cell_type"] for cell in made["cells"]] == ["markdown", "code"]
    assert "".join(made["cells"][0]["source"]) == "# T\n\n```sh\nls\n```\n\na [d](https://e.org/)"
    assert "".join(made["cells"][1]["source"]) == "1\n\n2"


def test_every_cell_shows_what_python_answers(outputs: dict[str, dict[str, str]], facts_atlas: Atlas) -> None:
    assert outputs["atlas"]["text/plain"] == repr(facts_atlas)
    assert f"of {len(ask(facts_atlas, 'rq1').rows)} rows" in outputs["answer"]["text/html"]
    claims = ask(facts_atlas, "claims", node="low-quality-filtering", stage="pretrain", effect="improves")
    assert len(claims.rows) > 1
    assert f"{len(claims.rows)} rows" in outputs["filtering"]["text/html"]
    first_claim = claims.as_dicts()[0]["id"]
    assert f'id="{first_claim}"' in outputs["codev.card(atlas, filtering.rows[0].id)"]["text/html"]
    assert "ShareGPT4V" in outputs['codev.card(atlas, "chen2023sharegpt4v")']["text/html"]
    assert "<svg " in outputs['codev.picture(atlas, "ShareGPT4V")']["text/html"]
    assert f"{len(ask(facts_atlas, 'loops').rows)} rows" in outputs['codev.ask(atlas, "loops")']["text/html"]
    first = dependence(facts_atlas)[0]
    table = outputs['rests[["on", "direct", "transitive", "share"]].head(10)']["text/plain"]
    assert re.search(rf"{re.escape(first.on)} +{first.direct} +{first.transitive}\b", table)


def test_works_are_counted_once_for_each_approach_and_stage(outputs: dict[str, dict[str, str]], facts_atlas: Atlas) -> None:
    works: dict[tuple[str, str], set[str]] = {}
    for row in ask(facts_atlas, "rq1").as_dicts():
        works.setdefault((row["approach"], row["stage"]), set()).update(row["works"])
    html = outputs["works.unstack(fill_value=0)"]["text/html"]
    table = ET.fromstring(re.search(r"<table.*</table>", html, re.DOTALL)[0])  # type: ignore[index]  # noqa: S314 - pandas wrote it
    stages = [cell.text for cell in table.findall("thead/tr")[0].findall("th")][1:]
    for line in table.findall("tbody/tr"):
        approach = line.find("th").text  # type: ignore[union-attr]
        found = [int(cell.text or "") for cell in line.findall("td")]
        assert found == [len(works.get((approach or "", stage or ""), ())) for stage in stages]
    assert len(table.findall("tbody/tr")) == len({approach for approach, _ in works})


def test_what_is_taken_along_is_whole(outputs: dict[str, dict[str, str]], place: Path, facts_atlas: Atlas) -> None:
    assert pq.read_table(place / "rq1.parquet").to_pylist() == ask(facts_atlas, "rq1").as_dicts()
    assert ET.parse(place / "sharegpt4v.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - we wrote it


def written(file: Path, *cells: str) -> Path:
    """Write a notebook of these cells."""
    text = "".join(f"```python\n{cell}\n```\n" for cell in cells)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(notebook_of(text))
    return file


def test_what_is_published_shows_its_outputs(run_notebooks: Any, tmp_path: Path) -> None:
    site, root = tmp_path / "site", tmp_path / "root"
    root.mkdir()
    file = written(
        site / "notebooks" / "one.ipynb",
        "from pathlib import Path\nPath('made').write_text('x')\nPath.cwd().parent.name",
        "6 * 7",
    )
    assert run_notebooks.run_all(site, root) == [file]
    cells = json.loads(file.read_text("utf-8"))["cells"]
    assert ["".join(cell["outputs"][0]["data"]["text/plain"]) for cell in cells] == ["'root'", "42"]
    assert not list(root.iterdir()), "what a cell writes is not kept"


def test_a_cell_that_fails_changes_no_notebook(run_notebooks: Any, tmp_path: Path) -> None:
    file = written(tmp_path / "one.ipynb", "1", "1 / 0")
    before = file.read_bytes()
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="division by zero"):
        run_notebooks.run_all(tmp_path, tmp_path)
    assert file.read_bytes() == before


def test_without_a_notebook_it_says_what_to_do(run_notebooks: Any, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="build the site there first"):
        run_notebooks.run_all(tmp_path, tmp_path)
