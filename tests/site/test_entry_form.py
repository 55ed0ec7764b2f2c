"""The form that writes an entry, its code run by Node.js: the same bytes, keys, duplicates and findings as the command's."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.bib.names import split_authors
from codev.bib.read.names import key_name
from codev.check.run import check
from codev.cli.main import main
from codev.ids import make_work_key
from codev.model.same_work import Identity, KnownWorks, identity_of, title_words
from codev.site.engine.frontend import prepare_workshop
from codev.site.engine.node_runtime import find_node
from codev.site.engine.node_runtime import run as run_node
from codev.store.yaml_out import dump, plain_data
from copied import new_findings
from data_files import data_files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("frontend")]

RUN = """
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
const names = ["draft", "find", "fold", "prefill", "rules", "same-work", "schema", "yaml"];
const contents = names.map((name) => `export * from "./src/entry/${name}";`).join("\\n");
const stdin = { contents, resolveDir: ".", loader: "ts" };
await build({ stdin, bundle: true, format: "esm", outfile: "out/entry.mjs", platform: "node" });
const own = await import("./out/entry.mjs");
const { file, things, works, asked } = JSON.parse(readFileSync("asked.json", "utf8"));
const work = new own.Records(file).work;
const known = new own.KnownWorks(works, file.sameWork);
const marked = (data) => {
  if (Array.isArray(data)) return data.map(marked);
  if (typeof data !== "object") return data;
  const { __one: isOneLine, ...rest } = data;
  const made = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, marked(value)]));
  if (isOneLine) own.ONE_LINE.add(made);
  return made;
};
const answers = {
  yaml: (data) => own.toYaml(marked(data), file.style),
  key: ([author, families, year, title]) => own.suggestKey(author, families, String(year), title, file, new Set()),
  same: (one) => known.find(one),
  prefill: ([asked, draft]) => ({ isLeftOut: own.prefill(new Map(Object.entries(asked)), draft, work), draft }),
  entry: (draft) => {
    const entry = own.entryOf(draft, work, file, new Set(works.keys));
    return { ...entry, problems: own.problemsOf(entry.work, work, file, new own.Names(things), known) };
  },
};
writeFileSync("answer.json", JSON.stringify(asked.map(([what, given]) => answers[what](given))));
"""


@pytest.fixture
def base(facts_base: Path, tmp_path: Path) -> Path:
    """A copy of the frozen knowledge base that a test may write to."""
    return copytree(facts_base, tmp_path / "base")


Ask = Callable[[str, list[Any]], list[Any]]


@pytest.fixture(scope="module")
def ask(repository: Path, facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the form's code for many answers of one kind."""
    workshop = prepare_workshop(repository, tmp_path_factory.mktemp("frontend") / "workshop")
    (workshop / "run.mjs").write_text(RUN, "utf-8")
    files = data_files(facts_atlas, "entry", "compare names")
    data = {
        name: json.loads(files[f"assets/data/{path}"])
        for name, path in (("file", "entry.json"), ("works", "entry-works.json"), ("things", "things.json"))
    }

    def call(what: str, given: list[Any]) -> list[Any]:
        asked = {**data, "asked": [[what, each] for each in given]}
        (workshop / "asked.json").write_text(json.dumps(asked), "utf-8")
        run_node([find_node().node, "run.mjs"], workshop, "the form's code fails")
        answers: list[Any] = json.loads((workshop / "answer.json").read_text("utf-8"))
        return answers

    return call


def marked(data: Any) -> Any:
    """Return plain data with a mark in every mapping that is written on one line, which JSON would lose."""
    if isinstance(data, list):
        return [marked(each) for each in data]
    if not isinstance(data, dict):
        return data
    mark = {} if type(data) is dict else {"__one": True}
    return {name: marked(value) for name, value in data.items()} | mark


def test_the_yaml_of_every_entry_is_that_of_the_command(ask: Ask, atlas: Atlas) -> None:
    plain = [plain_data(work) for work in atlas.works.values()]
    for answer, data in zip(ask("yaml", [marked(each) for each in plain]), plain, strict=True):
        assert answer == dump(data)


def test_the_yaml_of_any_texts_is_that_of_the_command(ask: Ask) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    pieces = [
        *"abc:#-?,[]{}&*!|>'\"%@` ~=0129.é中😀\t\u00a0_/\\",
        " ",
        "  ",
        "yes",
        "null",
        "1e5",
        ": ",
        " #",
        "---",
        "2024-01-01",
    ]
    pieces += ["word ", "several longer words here "]

    def text() -> str:
        return "".join(chance.choice(pieces) for _ in range(chance.choice([0, 1, 2, 3, 8, 40, 200])))

    plain = [
        {
            "title": text(),
            "list": [text() for _ in range(chance.randint(0, 6))],
            "records": [{"id": text(), "inner": [text(), text()], "deep": {"more": text()}}],
            "year": chance.randint(-5, 99_999),
            "flag": True,
        }
        for _ in range(2000)
    ]
    for answer, data in zip(ask("yaml", plain), plain, strict=True):
        assert answer == dump(data)


def test_keys_are_those_of_the_command(ask: Ask, facts_atlas: Atlas) -> None:
    # No browser spells letters of other scripts in Latin ones.
    works = [work for work in facts_atlas.works.values() if work.title.isascii() and work.authors[0].isascii()]
    assert len(works) > 300
    given = [[work.authors[0], list(work.family_names), work.year, work.title] for work in works]
    for answer, work in zip(ask("key", given), works, strict=True):
        assert answer == make_work_key(key_name(split_authors(work)[0]), work.year, work.title), work.authors[0]


def test_duplicates_are_those_of_the_command(ask: Ask, facts_atlas: Atlas) -> None:
    chance, known = random.Random(5), KnownWorks(facts_atlas.works.values())  # noqa: S311 - no secret
    asked: list[tuple[str, tuple[str, ...], str | None, str | None]] = []
    for work in list(facts_atlas.works.values())[::3]:
        words = work.title.split(" ")
        place = chance.randrange(len(words))
        letter = chance.randrange(len(words[place]))
        misspelled = words[place][:letter] + words[place][letter + 1 :]
        titles = [
            work.title.upper(),
            " ".join([*words[:place], misspelled, *words[place + 1 :]]),
            " ".join([*words[:place], *words[place + 1 :]]),
            f"{work.title} 2",
        ]
        for title in titles:
            asked += [(title, work.authors, None, None), (title, ("Nobody Else",), None, None), (title, (), None, None)]
        asked.append(("Something else", ("Ada Author",), work.arxiv, None))
        asked.append(("Something else", ("Ada Author",), None, work.doi and work.doi.upper()))
    given = [{"title": each[0], "authors": each[1], "arxiv": each[2] or "", "doi": each[3] or ""} for each in asked]
    found = 0
    for answer, (title, authors, arxiv, doi) in zip(ask("same", given), asked, strict=True):
        match = known.find(Identity(title_words(title), tuple(authors), arxiv=arxiv, doi=doi))
        if match is None:
            assert answer is None, title
            continue
        found += 1
        assert answer is not None, title
        assert (answer["key"], answer["why"]) == (match.key, match.why.value), title
        assert answer["hasCommonAuthor"] == match.has_common_author
    assert found > len(asked) / 4


def good(number: int) -> dict[str, Any]:
    """Return what somebody writes into the form for a work that the check has nothing to say about."""
    word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
    return {
        "title": f"Frog{word}: How Tadpoles Read {word} Charts",
        "authors": ["Ada Frog", "Ben Toad"],
        "year": " 2026 ",
        "arxiv": f"2601.{number:05}",
        "scope": "extended",
        "added": "2026-11-20",
        "introduces": {"datasets": [{"name": f"Frog{word}"}]},
        "claims": [
            {
                "id": "1",
                "node": "data-acquisition",
                "stages": ["pretrain"],
                "modalities": ["image", "text"],
                "models": ["clip"],
                "datasets": [f"Frog{word}"],
                "statement": f"The {word} charts that tadpoles draw train a model of images: \nit reads them better.",
                "evidence": [{"source": "paper", "where": "Section 3: #2, 'quoted'"}],
                "inferred": ["models.clip"],
            }
        ],
        "notes": [
            "",
            "A note with a colon: yes, and much more text, so that the line has to be wrapped somewhere.",
        ],
    }


def edited(number: int, path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return a good form with one value changed; None takes it out."""
    draft = deepcopy(good(number))
    here: Any = draft
    for step in path[:-1]:
        here = here[step]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return draft


CLAIM = ("claims", 0)
MISTAKES: list[tuple[tuple[str | int, ...], Any]] = [
    (("title",), "{Ponds}: a title in braces"),
    (("title",), "Leaping over lakes at night."),
    (("authors",), ["Frog, Ada and Toad, Ben"]),
    (("authors",), ["Ada Frog et al."]),
    (("arxiv",), None),
    (("arxiv",), "arXiv:2601.12345"),
    (("arxiv",), "2501.12345"),
    (("arxiv",), "2701.12345"),
    (("doi",), "https://doi.org/10.1/x"),
    (("url",), "javascript:alert(1)"),
    (("year",), "26"),
    (("year",), "two thousand"),
    (("venue_year",), "2026"),
    (("added",), "yesterday"),
    (("scope",), "surveyed"),
    (("scope",), "nonsense"),
    (("judged_paradigm",), "self"),
    (("key",), "Frog 2026"),
    (("key",), "frog2024ponds"),
    (("introduces", "datasets", 0, "id"), "Frog Set"),
    (("introduces", "datasets", 0, "purpose"), "fun"),
    ((*CLAIM, "node"), None),
    ((*CLAIM, "node"), "data-aquisition"),
    ((*CLAIM, "stages"), ["pretrian"]),
    ((*CLAIM, "stages"), ["pretrain", "pretrain"]),
    ((*CLAIM, "models"), ["CLIP", "Model of nobody 77"]),
    ((*CLAIM, "capabilities"), ["image-generation"]),
    ((*CLAIM, "statement"), "Too short"),
    ((*CLAIM, "statement"), "A sentence that goes on " * 12 + "and ends."),
    ((*CLAIM, "statement"), "A sentence with a \u200b space that does not show."),
    ((*CLAIM, "evidence"), None),
    ((*CLAIM, "evidence"), [{"source": "paper"}]),
    ((*CLAIM, "evidence"), [{}]),
    ((*CLAIM, "evidence"), [{"source": "survey", "section": "3.1"}]),
    ((*CLAIM, "evidence"), [{"source": "abstract", "states": ["capabilities"]}]),
    ((*CLAIM, "inferred"), ["capabilities"]),
    ((*CLAIM, "inferred"), ["models.gpt-4"]),
    ((*CLAIM, "inferred"), ["models", "models.clip"]),
    ((*CLAIM, "inferred"), ["nothing"]),
    ((*CLAIM, "doubt"), "x" * 1001),
    (("links",), {"code": "ftp://example.org"}),
]
"""One change each to a good form, after which the check finds something."""

OWN_WORDS = {"wrong-text": "the text holds a"}
"""Findings that the browser words by itself: it has no names of characters."""

PASSED_OVER = ("key-not-file-name", "wrong-folder", "unused-artifact")
"""Findings about the file's name and place, which the form gives, and about what nothing uses."""

LATER = re.compile(r"^the key 'key' is missing$|is not a claim id$")
"""Messages that follow from a wrong year or key, which is told itself."""


def test_what_the_form_writes_passes_the_check_and_stays_as_it_is(ask: Ask, base: Path) -> None:
    entries = ask("entry", [good(number) for number in range(1, 6)])
    for entry in entries:
        assert entry["problems"] == []
        path = base / entry["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry["text"], "utf-8")
    assert [each for each in new_findings(base) if each.path in {entry["path"] for entry in entries}] == []
    paths = [str(base / entry["path"]) for entry in entries]
    done = CliRunner().invoke(main, ["fmt", "--check", "--root", str(base), *paths])
    assert done.exit_code == 0, done.output


def test_mistakes_are_told_in_the_words_of_the_check(ask: Ask, base: Path) -> None:
    drafts = [edited(number, path, value) for number, (path, value) in enumerate(MISTAKES, 100)]
    entries = ask("entry", drafts)
    for number, entry in enumerate(entries):
        # A key or year that is wrong gives no path.
        entry["path"] = entry["path"] or f"papers/2026/frog2026case{chr(97 + number // 26)}{chr(97 + number % 26)}.yaml"
        path = base / entry["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry["text"], "utf-8")
    findings = check(base, use_cache=False).findings
    assert len({entry["path"] for entry in entries}) == len(entries)
    for (path_to, value), entry in zip(MISTAKES, entries, strict=True):
        told = {
            each.message: each
            for each in findings
            if each.path == entry["path"] and each.code not in PASSED_OVER and not LATER.search(each.message)
        }
        own = {problem["message"] for problem in entry["problems"]}
        case = (path_to, value, sorted(told), sorted(own))
        assert own, case
        for message, finding in told.items():
            start = OWN_WORDS.get(finding.code)
            assert message in own or (start and any(start in each for each in own)), case
        assert len(own) == len(told), case
        assert all(problem["path"][: len(path_to) - 1] == list(path_to[:-1]) for problem in entry["problems"]), case


NOTHING = {"scope": "extended", "added": "2026-11-30", "claims": [{"id": "1", "evidence": [{}]}]}
"""The form as it is at first."""

ADDRESSES: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"arxiv": "2601.00001", "title": " Frogs: a\nstudy "}, {"arxiv": "2601.00001", "title": "Frogs: a study"}),
    ({"doi": "10.1145/1.2"}, {"doi": "10.1145/1.2"}),
    ({"arxiv": "2601.00001v2", "doi": "https://doi.org/10.1/x", "title": " "}, {}),
    ({"arxiv": "javascript:alert(1)", "title": "x" * 10_000}, {}),
    ({"key": "frog2026frogs", "notes": "x", "scope": "surveyed", "__proto__": "x"}, {}),
]
"""What an address says, and what of it the form takes."""


def test_an_address_fills_in_what_is_valid(ask: Ask) -> None:
    answers = ask("prefill", [[said, NOTHING] for said, _ in ADDRESSES])
    for answer, (_, taken) in zip(answers, ADDRESSES, strict=True):
        assert answer == {"isLeftOut": False, "draft": NOTHING | taken}


def test_an_address_changes_no_draft(ask: Ask) -> None:
    draft = NOTHING | {"title": "Toads", "arxiv": "2601.00002"}
    said = [{"arxiv": "2601.00001"}, {"arxiv": "2601.00002", "title": "Frogs"}, {"arxiv": "2601.00002"}]
    other, half, same = ask("prefill", [[each, draft] for each in said])
    assert other == half == {"isLeftOut": True, "draft": draft}
    assert same == {"isLeftOut": False, "draft": draft}


def test_a_known_work_is_told(ask: Ask, facts_atlas: Atlas) -> None:
    work = facts_atlas.works["liu2023visual"]
    draft = good(500) | {"title": "Visual instruction-tuning", "authors": [*work.authors]}
    by_title, by_id = ask("entry", [draft, good(501) | {"arxiv": work.arxiv, "year": "2023"}])
    assert [(each["path"], each["work"]) for each in by_title["problems"]] == [(["title"], "liu2023visual")]
    assert [(each["path"], each["work"]) for each in by_id["problems"]] == [(["arxiv"], "liu2023visual")]
    assert identity_of(work).key == by_id["problems"][0]["work"]


def test_hostile_texts_are_texts(ask: Ask, base: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>: {a: b} # &x *y !!python/object 'q' \"d\" \u2028 \\ - ?"
    draft = good(600) | {"title": hostile, "notes": [hostile, "--- !!python/object/apply:os.system [x]"], "venue": hostile}
    (entry,) = ask("entry", [draft])
    path = base / entry["path"]
    path.parent.mkdir(exist_ok=True)
    path.write_text(entry["text"], "utf-8")
    work = Atlas.load(base, use_cache=False).works[entry["key"]]
    assert work.title == work.notes[0] == hostile.replace("\u2028", " ")


def test_the_form_offers_the_venues_of_most_works_first(facts_atlas: Atlas) -> None:
    venues = json.loads(data_files(facts_atlas, "entry form")["assets/data/entry.json"])["venues"]
    counts = [sum(work.venue == venue for work in facts_atlas.works.values()) for venue in venues]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0
