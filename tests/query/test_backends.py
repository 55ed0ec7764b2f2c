"""The heavy algorithms are dispatchable networkx functions: a recording stub backend sees them all arrive (DESIGN §3)."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from saved_queries import SAVED

BACKEND = '''
"""A networkx backend that records what it is asked for and lets networkx do it."""
import networkx as nx

seen = []


class Recorder:
    @staticmethod
    def convert_from_nx(graph, *args, **kwargs):
        return graph

    @staticmethod
    def convert_to_nx(result, *, name=None):
        return result

    def __getattr__(self, name):
        if name.startswith("_") or name in {"can_run", "should_run"}:
            raise AttributeError(name)
        def recorded(*args, **kwargs):
            seen.append(name)
            return getattr(nx, name)(*args, backend="networkx", **kwargs)
        return recorded


recorder = Recorder()
'''

ENTRY_POINTS = "[networkx.backends]\nrecording = recording_backend:recorder\n"

ASK_EVERYTHING = """
import json, sys
import recording_backend
from codev import Atlas
from codev.query import Query, run
atlas = Atlas.load(sys.argv[1])
for url in json.loads(sys.argv[2]):
    run(atlas, Query.from_url(url))
print(json.dumps(sorted(set(recording_backend.seen))))
"""

NOT_ALGORITHMS = {"freeze"}
"""What makes or guards a graph and computes nothing on it."""


def used_functions(repository: Path) -> set[str]:
    """Return the networkx functions that graph and query call; classes, with a capital letter, are left out."""
    found = set()
    for part in ("graph", "query"):
        for file in (repository / "scripts" / "codev" / part).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    target = node.func.value
                    if isinstance(target, ast.Name) and target.id == "nx" and node.func.attr.islower():
                        found.add(node.func.attr)
    return found - NOT_ALGORITHMS


def test_a_backend_sees_every_algorithm_arrive(repository: Path, facts_base: Path, tmp_path: Path) -> None:
    (tmp_path / "recording_backend.py").write_text(BACKEND, encoding="utf-8")
    metadata = tmp_path / "recording_backend-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: recording-backend\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", ASK_EVERYTHING, str(facts_base), json.dumps(SAVED)],
        env={"PYTHONPATH": f"{tmp_path}:{repository / 'scripts'}", "NETWORKX_BACKEND_PRIORITY_ALGOS": "recording"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    expected = used_functions(repository)
    assert {"simple_cycles", "strongly_connected_components", "ancestors", "all_shortest_paths"} <= expected
    assert expected <= set(json.loads(ran.stdout))
