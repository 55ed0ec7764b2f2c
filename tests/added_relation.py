"""What becomes of a relation and a tab that a copy of the package has more: told as JSON for the test that starts this.

Try ``python tests/added_relation.py FOLDER``, the copy of the package being the one that is imported.  The relation is a member
and a row of one file, the tab a module of its own; the knowledge base is a small one made in the folder.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from added_fields import base

TEMPLATES = Path(__file__).parent.parent / "site" / "templates"

MEMBER = '    TUNES = "tunes"\n'
"""The relation, as it stands in the class ``Relation``."""

ROW = """    Relation.TUNES: RelationRow(
        "tunes",
        "tuned on",
        "data tune a model that is trained",
        direction="data4model",
        carries_lineage=True,
        stages=("finetune",),
    ),
"""
"""What it is, as it stands in ``RELATIONS``: fine-tuning is told apart from training."""

VIEW = '''"""How many edges of each relation there are."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.graph import graph_of


@View(id="relations", label="Relations", group="Graph", place=40, asks="How many edges has each relation?", extras=())
def show(page: PageRun) -> None:
    """Draw the tab."""
    counts = Counter(data["relation"] for *_, data in graph_of(page.atlas).edges(data=True))
    st.dataframe([{"Relation": name, "Edges": count} for name, count in counts.items()])
'''
"""A tab, as a module of ``explorer/tabs/``."""

MODEL, DATASET = "model:llava", "dataset:llava-instruct-158k"


def main(folder: Path) -> dict[str, Any]:
    """Return where the relation is found."""
    from codev import Atlas

    root = base(folder / "kb", "")
    atlas = Atlas.load(root, use_cache=False)
    return {
        **answers(atlas, root),
        **exported(atlas, folder / "out"),
        **site(atlas),
        **explorer(root),
    }


def answers(atlas: Any, root: Path) -> dict[str, Any]:
    """Return what graph, Python and command make of it."""
    from click.testing import CliRunner

    from codev.cli.main import main as codev
    from codev.graph import graph_of
    from codev.query import lineage

    asked = ["query", "lineage", MODEL, "--root", str(root), "--format", "json"]
    said = CliRunner().invoke(codev, [*asked, "--relation", "tunes"])
    assert said.exit_code == 0, said.output
    wrong = CliRunner().invoke(codev, [*asked, "--relation", "tuness"])
    return {
        "graph": sorted({data["relation"] for *_, data in graph_of(atlas).in_edges(MODEL, data=True)}),
        "lineage": sorted({(row.source, row.relation) for row in lineage(atlas, MODEL) if row.depth == 1}),
        "command": [[row["source"], row["relation"], row["target"]] for row in json.loads(said.stdout)],
        "mended": str(wrong.exception),
    }


def exported(atlas: Any, folder: Path) -> dict[str, Any]:
    """Return what exports hold of it."""
    import networkx as nx
    import pyarrow.parquet as pq

    from codev.export import export

    export(atlas, ["jsonl", "csv", "parquet", "sqlite", "datapackage", "graphml", "gexf", "cytoscape"], folder)
    rows = {
        "jsonl": [json.loads(line) for line in (folder / "jsonl/graph_edges.jsonl").read_text("utf-8").splitlines()],
        "csv": list(csv.DictReader((folder / "csv/graph_edges.csv").open(encoding="utf-8-sig", newline=""))),
        "parquet": pq.read_table(folder / "parquet/graph_edges.parquet").to_pylist(),
    }
    graphs = {"graphml": nx.read_graphml(folder / "codev.graphml"), "gexf": nx.read_gexf(folder / "codev.gexf")}
    elements = json.loads((folder / "codev.cytoscape.json").read_text("utf-8"))["elements"]["edges"]
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    fields = next(each["schema"]["fields"] for each in described if each["name"] == "graph-edges")
    with sqlite3.connect(folder / "codev.sqlite") as connection:
        select = "SELECT count(*) FROM graph_edges WHERE relation = 'tunes' AND target = ?"
        meaning = "SELECT meaning FROM documentation WHERE table_name = 'graph_edges' AND column_name = 'relation'"
        database = [connection.execute(select, (MODEL,)).fetchone()[0], connection.execute(meaning).fetchone()[0]]
    return {
        "edges": {
            **{name: sum(row["relation"] == "tunes" for row in found) for name, found in rows.items()},
            **{name: sum(data["relation"] == "tunes" for *_, data in found.edges(data=True)) for name, found in graphs.items()},
            "cytoscape": sum(each["data"]["relation"] == "tunes" for each in elements),
        },
        "database": database,
        "datapackage": next(each["description"] for each in fields if each["name"] == "relation"),
        "sql": sql_of(),
    }


def sql_of() -> str:
    """Return the example of SQL that follows lineage."""
    from codev.export.sql_examples import EXAMPLES

    return next(each.sql for each in EXAMPLES if "RECURSIVE" in each.sql)


def site(atlas: Any) -> dict[str, Any]:
    """Return what pages, pictures and scripts show of it."""
    from codev.show.graph_data import graph_data
    from codev.show.lineage_picture import lineage_svg
    from codev.show.looks import STROKES
    from codev.show.words import script_module
    from codev.site.pages.about import graph_page
    from codev.site.pages.artifacts import artifact_page
    from codev.site.pages.environment import Renderer

    renderer = Renderer(atlas, TEMPLATES)
    data = graph_data(atlas, lambda _: None)
    number = data["relations"].index("tunes")
    return {
        "page": artifact_page(renderer, "model", "llava").body,
        "graph page": graph_page(renderer).body,
        "picture": lineage_svg(atlas, MODEL, url=lambda _: None),
        "graph data": data["edges"]["relation"].count(number),
        "script": script_module(),
        "stroke": STROKES["tunes"],  # type: ignore[index]
    }


def explorer(root: Path) -> dict[str, Any]:
    """Return what the explorer shows of it."""
    from streamlit.testing.v1 import AppTest

    from codev.explorer.launch import APP_FILE, ROOT_VARIABLE

    os.environ[ROOT_VARIABLE] = str(root)
    page = AppTest.from_file(str(APP_FILE), default_timeout=60)
    page.query_params["question"] = ["lineage"]
    page.query_params["of"] = [MODEL]
    page.query_params["relation"] = ["tunes"]
    page.run()
    assert not page.exception, [each.value for each in page.exception]
    tab = AppTest.from_file(str(APP_FILE), default_timeout=60)
    tab.query_params["view"] = ["relations"]
    tab.run()
    assert not tab.exception, [each.value for each in tab.exception]
    return {
        "tabs": [each.label for each in tab.tabs],
        "tab": tab.dataframe[0].value.to_dict("records"),
        "choices": page.multiselect(key="w_relation").options,
        "rows": [row for frame in page.dataframe for row in frame.value.to_dict("records")],
        "errors": [each.value for each in (*page.error, *page.warning, *tab.error, *tab.warning)],
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201 - read by the test
