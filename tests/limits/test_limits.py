"""Every limit on input is tried at its value and one above it, through the entrance that holds it; none is without a case."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import cases_of_questions_and_interfaces
import cases_of_records_and_files
import cases_of_texts_and_services
from codev import Atlas
from codev.check.artifacts import origin_cycle
from codev.contribute.revisions import commit_of
from codev.errors import KnowledgeBaseError
from codev.explorer.state.address import read_address
from codev.explorer.state.view import views
from codev.export import open_database, run_sql
from codev.limits.files import GIT_SECONDS_MAX
from codev.limits.interfaces import STATE_CHARACTERS_MAX
from codev.limits.questions import SQL_PARTS_MAX
from codev.site.pages.limits import limit_groups
from limit_case import Place, accepted

TESTS = Path(__file__).parents[1]
LIMITS = {limit.name: limit for group in limit_groups() for limit in group.limits}
CASES = cases_of_records_and_files.CASES | cases_of_texts_and_services.CASES | cases_of_questions_and_interfaces.CASES

ELSEWHERE = {
    "NODE_DEPTH_MAX": "limits/test_dense.py::test_levels_of_the_taxonomy",
    "CLAIM_VALUES_MAX": "limits/test_dense.py::test_lists_of_a_claim",
    "CLAIM_PAIRS_MAX": "limits/test_dense.py::test_pairs_of_models_and_datasets",
    "CLAIMS_MAX": "limits/test_dense.py::test_claims_of_a_work",
    "CHAINS_MAX": "limits/test_dense.py::test_chains_of_one_answer",
    "FINDINGS_PER_FILE_MAX": "store/test_findings.py::test_the_rest_is_counted",
    "FOLDER_DEPTH_MAX": "store/test_layout.py::test_links_and_odd_folders_are_listed_but_not_entered",
    "DATABASE_SECONDS_MAX": "export/test_sqlite_documents.py::test_a_file_that_does_not_fit_gets_one_message",
    "SQL_SECONDS_MAX": "export/test_sql.py::test_time_is_bounded",
    "SQL_STEPS_MAX": "export/test_sql.py::test_steps_are_bounded",
    "SQL_MEMORY_BYTES_MAX": "export/test_sql_memory.py::test_greedy_statements_are_stopped_early",
    "GRAPH_VERSIONS_MAX": "explorer/test_graph_component.py::test_what_the_browser_tells_is_bounded",
    "GRAPH_QUERY_CHARACTERS_MAX": "explorer/test_graph_component.py::test_what_the_browser_tells_is_bounded",
    "UNATTENDED_PATIENCE_SECONDS_MAX": "contribute/fetch/test_client.py::test_more_patience_can_be_asked_for",
    "PAPERS_MAX": "contribute/watch/test_ask.py::test_pages_are_turned_until_one_is_not_full_or_it_is_enough",
    "ANSWER_SECONDS_MAX": "contribute/fetch/test_client.py::test_an_answer_that_comes_byte_by_byte_ends",
    "READ_SECONDS_MAX": "contribute/fetch/test_client.py::test_whatever_a_server_does_the_next_one_is_asked",
    "REFUSALS_MAX": "contribute/fetch/test_client.py::test_who_refuses_twice_is_left_alone",
    "KEPT_SECONDS_MAX": "contribute/fetch/test_kept.py::test_an_answer_comes_back_until_it_is_a_day_old",
    "KEPT_BYTES_MAX": "contribute/fetch/test_kept.py::test_the_oldest_go_where_all_are_too_large",
    "DATA_BYTES_MAX": "test_data.py::test_what_cannot_be_fetched_or_read_changes_nothing",
    "LATEX_SPARE_STEPS_MAX": "bib/read/test_latex.py::test_arguments_that_never_end_are_not_tried_again_within_each_other",
    "UPLOAD_MEGABYTES_MAX": "explorer/test_launch.py::test_the_settings_are_safe_and_quiet",
    "MATCHES_MAX": "assistant/test_tools.py::test_a_search_tells_of_matches_that_are_left_out",
    "PROPOSALS_MAX": "contribute/test_bulk.py::test_five_thousand_entries_are_planned_and_all_accounted_for",
    "DATA_SECONDS_MAX": "test_data.py::test_what_cannot_be_fetched_or_read_changes_nothing",
    "DOCUMENT_BYTES_MAX": "export/test_sqlite_documents.py::test_a_document_that_is_too_long_gets_one_message",
    "DESCENT_CIRCLES_MAX": "limits/test_limits.py::test_circles_of_descent",
    "STATE_CHARACTERS_MAX": "limits/test_limits.py::test_parts_of_the_address_of_the_explorer",
    "SQL_PARTS_MAX": "limits/test_limits.py::test_parts_of_a_statement",
    "GIT_SECONDS_MAX": "limits/test_limits.py::test_git_has_a_bounded_time",
}
"""Limits whose tests need more than a call, with the file and the test that holds each."""


@pytest.fixture
def place(facts_atlas: Atlas, tmp_path: Path) -> Place:
    """What cases use."""
    return Place(facts_atlas, tmp_path)


@pytest.mark.parametrize("name", CASES)
def test_what_a_limit_allows_is_taken_and_one_more_is_not(name: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES[name]
    limit = case.small or int(LIMITS[name].value)  # type: ignore[arg-type]
    if case.small:
        monkeypatch.setattr(f"{case.module}.{name}", limit)
    assert case.takes(place, limit), f"{limit} are refused"
    assert not case.takes(place, limit + 1), f"{limit + 1} are taken"


def test_every_limit_has_a_case() -> None:
    assert CASES.keys().isdisjoint(ELSEWHERE)
    assert CASES.keys() | ELSEWHERE.keys() == LIMITS.keys()


@pytest.mark.parametrize("name", ELSEWHERE)
def test_tests_elsewhere_exist(name: str) -> None:
    file, _, test = ELSEWHERE[name].partition("::")
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("part", [part for part in STATE_CHARACTERS_MAX if part != "view"])
def test_parts_of_the_address_of_the_explorer(part: str) -> None:
    view = next(each for each in views() if part in each.extras)
    limit = STATE_CHARACTERS_MAX[part]
    at, above = (read_address({"view": [view.id], part: ["1" * length]}) for length in (limit, limit + 1))
    assert at[0].values.get(part) == ("1" * limit,)
    assert part not in above[0].values
    assert len(above[1]) > len(at[1])


@pytest.mark.parametrize(("circles", "told"), [(2, 2), (3, 2)])
def test_circles_of_descent(circles: int, told: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev.check.artifacts.DESCENT_CIRCLES_MAX", 2)
    base = SimpleNamespace(artifacts=[])
    for number in range(circles):
        for name, above in ((f"a{number}", f"b{number}"), (f"b{number}", f"a{number}")):
            artifact = SimpleNamespace(id=name, kind="model", origins={above: None}, variant_of=None)
            base.artifacts.append(SimpleNamespace(artifact=artifact, location=(), path="x"))
    messages = {problem.message for problem in origin_cycle(cast("Any", base))}
    assert len(messages) == told


PARTS = {
    "COLUMN": lambda count: f"SELECT {', '.join(['1'] * count)}",
    "COMPOUND_SELECT": lambda count: " UNION ALL ".join(["SELECT 1"] * count),
    "LIKE_PATTERN_LENGTH": lambda count: f"SELECT 'a' LIKE '{'a' * count}'",
    "FUNCTION_ARG": lambda count: f"SELECT max({', '.join(['1'] * count)})",
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_a_statement(part: str, facts_atlas: Atlas) -> None:
    taken = [accepted(run_sql, open_database(facts_atlas), PARTS[part](SQL_PARTS_MAX[part] + more)) for more in (0, 1)]
    assert taken == [True, False]


def test_git_has_a_bounded_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, timeout: float, **__: object) -> None:
        assert timeout == GIT_SECONDS_MAX
        raise subprocess.TimeoutExpired("git", timeout)

    monkeypatch.setattr("codev.contribute.revisions.subprocess.run", never)
    with pytest.raises(KnowledgeBaseError, match=f"git did not answer within {GIT_SECONDS_MAX} s"):
        commit_of(tmp_path, "HEAD")
