"""Statements that would fill the memory are stopped by the default limits while the whole process is small."""

from __future__ import annotations

import subprocess
import sys

import pytest

MEBIBYTES_MAX = 300
"""Of the whole process at its largest, with the libraries and the knowledge base in it."""

GREEDY = [
    f"SELECT {','.join(['hex(randomblob(490000))'] * 90)} FROM claims",  # noqa: S608 - our own words
    "SELECT hex(randomblob(490000)) FROM claims a, claims b",
    "WITH a AS MATERIALIZED (SELECT hex(randomblob(490000)) AS h FROM claims, claims b) SELECT count(*) FROM a x, a y",
]

RUN = """
import re, sys
import codev
database = codev.open_database(codev.load())
try:
    codev.run_sql(database, sys.argv[1])
except codev.CodevError as error:
    print(error)
# What getrusage tells holds the size of the process that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds now, and counts KiB")
@pytest.mark.parametrize("text", GREEDY, ids=["wide rows", "many rows", "a table"])
def test_greedy_statements_are_stopped_early(text: str) -> None:
    done = subprocess.run([sys.executable, "-c", RUN, text], capture_output=True, text=True, check=True)
    message, peak = done.stdout.splitlines()
    assert "MiB of memory" in message
    assert int(peak) < MEBIBYTES_MAX
