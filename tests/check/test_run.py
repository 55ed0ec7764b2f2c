"""The whole check: clean on the real knowledge base, all findings at once, and what no single edit shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.check.run import Report, check
from codev.errors import KnowledgeBaseError
from codev.store.findings import Finding, Severity
from codev.store.layout import list_files
from generated import write_generated


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(facts_base, tmp_path / "kb", 8)


def codes(report: Report, path: str) -> list[str]:
    """Return the codes of the findings about a file."""
    return [finding.code for finding in report.findings if finding.path == path]


def test_nothing_in_the_real_knowledge_base_fails(live_base: Path) -> None:
    report = check(live_base, use_cache=False)
    assert not report.fails
    assert report.file_count == len(list_files(live_base))


@pytest.mark.slow
def test_a_large_generated_one_has_none_either(live_base: Path, tmp_path: Path) -> None:
    count = len(list_files(live_base)) + 400
    assert not check(write_generated(live_base, tmp_path / "kb", count)).fails


def test_a_missing_file_of_the_vocabulary(root: Path) -> None:
    for stem in ("stages", "artifacts", "capabilities"):
        (root / f"taxonomy/{stem}.yaml").unlink()
    report = check(root)
    assert codes(report, "taxonomy/stages.yaml") == ["missing-file"]
    assert codes(report, "taxonomy/artifacts.yaml") == ["missing-file"]
    assert not {"unknown-term", "unknown-artifact", "unknown-origin", "unknown-capability"} & {
        finding.code for finding in report.findings
    }, "nothing is said about references to what is not known"


def test_files_that_have_no_place(root: Path) -> None:
    (root / "taxonomy/node.yaml").write_text("nodes: []\n")
    (root / "papers/loose.yaml").write_text("key: x\n")
    report = check(root)
    assert codes(report, "taxonomy/node.yaml") == ["misplaced-file"]
    assert codes(report, "papers/loose.yaml") == ["misplaced-file"]
    fixes = {finding.path: finding.fix for finding in report.findings}
    assert fixes["taxonomy/node.yaml"] == "did you mean taxonomy/nodes.yaml?"


def test_an_empty_knowledge_base(tmp_path: Path) -> None:
    (tmp_path / "taxonomy").mkdir()
    (tmp_path / "papers").mkdir()
    report = check(tmp_path)
    assert report.file_count == 0
    assert {finding.code for finding in report.findings} == {"missing-file"}


def test_all_findings_come_at_once_and_sorted(root: Path) -> None:
    first, second = sorted(root.glob("papers/*/*.yaml"))[:2]
    first.write_text("key: [\n")
    second.write_text(second.read_text("utf-8").replace("year: 20", "yeer: 20").replace("key: ", "key: X"), encoding="utf-8")
    report = check(root)
    places = [(finding.path, finding.line, finding.column) for finding in report.findings]
    assert places == sorted(places)
    assert codes(report, first.relative_to(root).as_posix()) == ["yaml-syntax"]
    assert set(codes(report, second.relative_to(root).as_posix())) == {"unknown-key", "missing-key", "wrong-form"}


def test_a_report_within_paths() -> None:
    def finding(path: str) -> Finding:
        return Finding(path, 1, 1, "wrong-word", Severity.ERROR, "m", "f")

    report = Report((finding("papers/2023/a.yaml"), finding("papers/2024/b.yaml"), finding("taxonomy/nodes.yaml")), 3)
    assert [each.path for each in report.within(["papers/2023"]).findings] == ["papers/2023/a.yaml"]
    assert [each.path for each in report.within(["papers/2024/b.yaml", "taxonomy"]).findings] == [
        "papers/2024/b.yaml",
        "taxonomy/nodes.yaml",
    ]
    assert report.within(["."]) == report
    assert report.within(["papers/202"]).findings == ()


def test_findings_do_not_keep_the_atlas_from_loading_unless_a_file_is_left_out(root: Path) -> None:
    path = next(path for path in sorted(root.glob("papers/*/*.yaml")) if "datasets: [" in path.read_text("utf-8"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("added:", "et_al: false\nadded:"), encoding="utf-8")
    assert check(root).findings
    assert path.stem in Atlas.load(root).works
    path.write_text(text.replace("added:", "aded:"), encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match="added"):
        Atlas.load(root)
