"""The newest works of the knowledge base through each entrance of the command, to a clean check and the difference.

Each work is taken out of a copy and comes back as a contributor brings it: by BibTeX, arXiv, DOI, a form, a dialogue.  The
services are played.  The form of the site is in tests/site/test_entry_walk.py.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import yaml
from click.testing import CliRunner, Result

from codev import Atlas
from codev.check.run import check
from codev.cli import add_command
from codev.cli.main import main
from codev.contribute.difference import KnowledgeDiff, Side, difference, load_side
from codev.contribute.fetch import Fetcher
from codev.contribute.propose import propose_new
from codev.ids import folded
from codev.model import Work
from codev.store.yaml_out import plain_data
from entrances import (
    COUNT,
    LISTS,
    Left,
    arxiv_of,
    bibtex_of,
    crossref_of,
    datacite_of,
    dblp_of,
    form_of,
    options_of,
    part_around,
    take_out,
)

PRINTED = ("title", "authors", "family_names", "et_al", "year", "venue", "venue_year", "volume", "number", "arxiv")
"""What an entrance has to keep of the work itself."""

DIALOGUES = 3
"""Works that come back by a dialogue in the ordinary suite: it proposes a place for each, which takes seconds."""

AMONG_ALL = "dialogue"
"""The entrance by which works come back to the whole knowledge base: what it proposes is learned from all works."""

DAY = "2026-11-30"


@dataclass
class Walk:
    """A knowledge base to which works come back.

    Attributes:
        base: Its folder.
        answers: What the services answer now, by host; those that are not named are busy.
        told: The key that each work was given, by its key in the real knowledge base.
    """

    base: Path
    answers: dict[str, httpx.Response] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def codev(self, *arguments: str, text: str | None = None) -> Result:
        """Call the command."""
        result = CliRunner().invoke(main, [*arguments, "--root", str(self.base)], input=text)
        assert result.exit_code == 0, (arguments, result.output, result.exception)
        return result

    def add(self, *arguments: str, text: str | None = None) -> Result:
        """Call ``codev add``."""
        return self.codev("add", "--added", DAY, *arguments, text=text)


def by_bibtex(walk: Walk, left: Left) -> Result:
    """Bring a work as BibTeX, its claim as options."""
    return walk.add("--bibtex", "-", *options_of(left), text=bibtex_of(left))


def by_arxiv(walk: Walk, left: Left) -> Result:
    """Bring a work by its arXiv id: the venue stands in the comment."""
    walk.answers = {"export.arxiv.org": arxiv_of(left)}
    return walk.add("--arxiv", f"https://arxiv.org/abs/{left.work.arxiv}v1", *options_of(left))


def by_doi(walk: Walk, left: Left) -> Result:
    """Bring a work by the DOI of its publication, or by that of its preprint while arXiv is busy."""
    walk.answers = {"api.datacite.org": datacite_of(left), "dblp.org": dblp_of(left)}
    if left.work.doi:
        walk.answers = {"api.crossref.org": crossref_of(left)}
    return walk.add("--doi", left.doi, *options_of(left))


def by_form(walk: Walk, left: Left) -> Result:
    """Bring a work by the form, as GitHub stores it."""
    file = walk.base / "issue.md"
    file.write_bytes(form_of(left).replace("\n", "\r\n").encode())
    return walk.add("--issue", str(file))


def by_dialogue(walk: Walk, left: Left) -> Result:
    """Bring a work by answering questions."""
    work, claim = left.work, left.claim
    atlas = Atlas.load(walk.base)
    proposals = propose_new(atlas, work.title)
    names = {kind: left.introduced(kind) for kind in ("model", "dataset")}
    answers = [work.title, ", ".join(work.authors), str(work.year), work.venue or "", f"https://arxiv.org/abs/{work.arxiv}"]
    answers.append(claim.node)
    if proposals.new_name:
        kinds = [kind for kind, listed in names.items() if folded(proposals.new_name) in map(folded, listed.values())]
        answers.append("both" if len(kinds) > 1 else kinds[0] if kinds else "neither")
    answers += ["y" for _ in proposals.declared]
    answers += [", ".join(listed.values()) or "-" for listed in names.values()]
    answers += [claim.statement, claim.evidence[0].source.value]
    answers += [] if claim.evidence[0].source.value in ("abstract", "recalled") else [claim.evidence[0].where or ""]
    for name in LISTS:
        if name != "input_datasets" or atlas.tree.direction(claim.node) == "model4data":
            answers.append(", ".join(left.told(name)) or "-")
    answers.append(", ".join(left.inferred) or "-")
    return walk.add(text="\n".join(answers) + "\n")


ENTRANCES: dict[str, Callable[[Walk, Left], Result]] = {
    "BibTeX": by_bibtex,
    "arXiv": by_arxiv,
    "DOI": by_doi,
    "form": by_form,
    "dialogue": by_dialogue,
}


Taken = tuple[Side, list[Left]]
"""A knowledge base without its newest works, and these; nothing writes to it."""


def taken_from(atlas: Atlas, folder: Path) -> Taken:
    """Take the newest works out of a copy."""
    left = take_out(atlas, folder)
    assert len(left) == COUNT
    return load_side(folder, "before", use_cache=True), left


@pytest.fixture(scope="module")
def taken_from_all(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The whole knowledge base without its newest works."""
    return taken_from(atlas, tmp_path_factory.mktemp("entrances") / "base")


@pytest.fixture(scope="module")
def taken_from_part(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The part of it that the newest works are about, without them."""
    folder = tmp_path_factory.mktemp("entrances_of_part")
    return taken_from(Atlas.load(part_around(atlas, folder / "whole"), use_cache=False), folder / "base")


@pytest.fixture
def taken(entrance: str, taken_from_all: Taken, taken_from_part: Taken) -> Taken:
    """The whole knowledge base for one entrance and the part for the others: they differ in what comes before the entry."""
    return taken_from_all if entrance == AMONG_ALL else taken_from_part


@pytest.fixture
def walk(taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A copy that works come back to, its services played, a person before the terminal where nothing is named."""
    walk = Walk(shutil.copytree(taken[0].atlas.root, tmp_path / "base"))

    def answer(request: httpx.Request) -> httpx.Response:
        told = walk.answers.get(request.url.host, httpx.Response(503))
        return httpx.Response(told.status_code, stream=httpx.ByteStream(told.content))

    def fetcher(root: Path) -> Fetcher:
        assert root == walk.base
        return Fetcher(httpx.MockTransport(answer), sleep=lambda _: None)

    monkeypatch.setattr("codev.contribute.fetch.Fetcher", fetcher)
    monkeypatch.setattr(add_command, "_is_interactive", lambda: True)
    return walk


def complete(walk: Walk, left: Left, key: str) -> str:
    """Finish an entry in its file, as a contributor does: the further claims, and what none asks for; return its path."""
    path = walk.base / f"papers/{left.work.year}/{key}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    whole = json.loads(json.dumps(plain_data(left.work)))
    data |= {name: whole[name] for name in ("introduces", "links", "seen_at", "judged_paradigm", "notes") if name in whole}
    data["claims"] = [claim | {"id": claim["id"].replace(left.work.key, key)} for claim in whole["claims"]]
    path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return str(path)


def changed(diff: KnowledgeDiff, kind: str) -> set[tuple[str, str]]:
    """Return what came, went or changed of a kind of thing."""
    return {(each.change, each.id) for each in diff.of_kind(kind)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entrance", "count"),
    [
        *((name, DIALOGUES if name == "dialogue" else COUNT) for name in ENTRANCES),
        pytest.param("dialogue", COUNT, marks=pytest.mark.long),
    ],
)
def test_works_come_back(walk: Walk, taken: Taken, entrance: str, count: int) -> None:
    before, all_left = taken
    all_left = all_left[:count]
    for left in all_left:
        path = Path(ENTRANCES[entrance](walk, left).stdout.strip())
        key = walk.told[left.work.key] = path.stem
        for kind, artifact in left.declared:
            walk.codev("merge", f"work:{key}", f"{kind}:{artifact}")
    known = {(each.path, each.code, each.message) for each in before.findings}
    assert [each for each in check(walk.base).findings if (each.path, each.code, each.message) not in known] == []
    brought = Atlas.load(walk.base)
    completed: list[str] = []
    for left in all_left:
        assert_kept(brought.works[walk.told[left.work.key]], left)
        completed.append(complete(walk, left, walk.told[left.work.key]))
    walk.codev("fmt", *completed)
    after = load_side(walk.base, "after", use_cache=True)
    diff = difference(before, after)
    assert diff.new_findings == ()
    assert changed(diff, "work") == {("added", key) for key in walk.told.values()}
    claims = {claim.id.replace(left.work.key, walk.told[left.work.key]) for left in all_left for claim in left.work.claims}
    assert changed(diff, "claim") == {("added", each) for each in claims}
    for kind in ("model", "dataset"):
        assert changed(diff, kind) == {("added", each) for left in all_left for each in left.introduced(kind)}
    assert {each.change for each in diff.edges} <= {"added"}


def assert_kept(work: Work, left: Left) -> None:
    """Compare what an entrance made with what it was told."""
    for name in PRINTED:
        assert getattr(work, name) == getattr(left.work, name), (work.key, name)
    assert work.doi in (left.work.doi, None)
    (claim,) = work.claims
    own = {name: known for kind in ("model", "dataset") for known, name in left.introduced(kind).items()}
    made = {each.id: own[each.name] for listed in (work.introduces or ()) for each in listed[1] or () if each.name in own}
    for name in (*LISTS, "node", "statement"):
        got = getattr(claim, name)
        assert (tuple(made.get(each, each) for each in got) if name in LISTS else got) == getattr(left.claim, name), name
    assert set(claim.inferred) == set(left.inferred)
    assert set(own) <= {each.name for listed in (work.introduces or ()) for each in listed[1] or ()}
