"""Knowledge bases of any size, made from the real one: what benchmarks and tests of scale run on.

Up to the size of the real knowledge base a generated one holds a sample of it; beyond that, all of it byte for byte and then
generation after generation of copies: new keys, ids, titles, statements (shuffled words of the real ones), arXiv ids and
authors, so that no two works look like duplicates.  A copy refers to artifacts of its own generation about half the time and to
the real ones otherwise, so that the graph gains hubs, lineages and loops as it grows.  The same arguments give the same bytes.
Nothing here is knowledge: generated works never leave a temporary folder.

Try ``python tests/generated.py 3000 FOLDER``.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from codev.model import TAXONOMY_FILES, Work
from codev.store.layout import list_files
from codev.store.yaml_in import decode, read_document
from codev.store.yaml_out import dump, mark_compact, schema_comment

SEED = "codev-atlas"
"""Seeds every choice, together with the work's key and its generation."""

OWN_GENERATION_SHARE = 0.5
"""The share of the artifacts of other works that a copy takes from its own generation, not from the real knowledge base."""

PARALLEL_WORKS_MIN = 1500
"""With fewer works, starting processes costs more than they save."""

_KINDS = ("models", "datasets")
Data = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """What copies are made of.

    Attributes:
        works: The real works' data by key, in alphabetical order.
        paths: Their files, relative to the root.
        introduced: By kind and id, the key of the work that introduces an artifact.
        title_words: Every word of every title.
        statement_words: Every word of every statement.
        whole_generations: Generations up to this one hold a copy of every work with claims; a later one only of some.
    """

    works: dict[str, Data]
    paths: dict[str, str]
    introduced: dict[tuple[str, str], str]
    title_words: tuple[str, ...]
    statement_words: tuple[str, ...]
    whole_generations: int = 0


def write_generated(source: Path, target: Path, count: int) -> Path:
    """Write a knowledge base of a given number of works.

    Args:
        source: The real knowledge base's folder.
        target: An empty or missing folder, outside the source.
        count: How many works it shall hold, at least 1.

    Returns:
        The target.

    Raises:
        ValueError: The target holds something, or the count is less than 1.
    """
    if count < 1 or (target.exists() and any(target.iterdir())):
        raise ValueError("give a count of at least 1 and an empty folder")
    real = read_source(source)
    if count < len(real.works):
        sample = sorted(random.Random(SEED).sample(list(real.works), count))  # noqa: S311 - nothing secret
        return write_part(source, target, sample, keep_idle=False)
    shutil.copytree(source / "taxonomy", target / "taxonomy")
    for path in real.paths.values():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)
    # Background works have no claims: copies of them would only be ballast.
    templates = [key for key, data in real.works.items() if "claims" in data]
    wanted = count - len(real.works)
    jobs = [(templates[number % len(templates)], number // len(templates) + 1) for number in range(wanted)]
    years = {real.works[key]["year"] for key in templates}
    for year in years:
        (target / f"papers/{year}").mkdir(parents=True, exist_ok=True)
    write = partial(_write_copies, replace(real, whole_generations=wanted // len(templates)), target)
    if wanted < PARALLEL_WORKS_MIN:
        write(jobs)
        return target
    batches = [jobs[start : start + 500] for start in range(0, wanted, 500)]
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("fork")) as pool:
        list(pool.map(write, batches))
    return target


def write_part(
    source: Path, target: Path, kept: Sequence[str], *, keep_idle: bool = True, named: Container[str] = frozenset()
) -> Path:
    """Write some works of a knowledge base; artifacts of the others move to the taxonomy if something needs them.

    Args:
        source: The folder of the knowledge base.
        target: An empty or missing folder, outside the source.
        kept: The keys of the works.
        keep_idle: Whether artifacts of the taxonomy stay that nothing needs: each has a page, which makes a small site large.
        named: Ids of artifacts of the taxonomy that stay even so.

    Returns:
        The target.
    """
    real = read_source(source)
    shutil.copytree(source / "taxonomy", target / "taxonomy")
    for key in kept:
        path = target / real.paths[key]
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / real.paths[key], path)
    left_out = set(real.works) - set(kept)
    for stem in ("paradigms", "roadmap", "surveys"):
        _rewrite(target, stem, partial(_without_works, left_out))
    homeless = {(kind, artifact["id"]): artifact for key in left_out for kind, artifact in _introduced(real.works[key])}
    needed = [name for key in kept for name in _names_in(real.works[key])]
    _rewrite(target, "artifacts", partial(_with_homeless, homeless, needed))
    if not keep_idle:
        _rewrite(target, "artifacts", partial(_without_idle, needed, named))
    return target


@cache
def read_source(root: Path) -> Source:
    """Return the real knowledge base as material for copies; it is read once, and nothing changes what was read.

    Args:
        root: Its folder.
    """
    works: dict[str, Data] = {}
    paths: dict[str, str] = {}
    for file in list_files(root):
        if file.kind == "work":
            works[file.stem] = read_document(decode((root / file.path).read_bytes())).data
            paths[file.stem] = file.path
    works = dict(sorted(works.items()))
    introduced = {(kind, artifact["id"]): key for key, data in works.items() for kind, artifact in _introduced(data)}
    statements = [claim["statement"] for data in works.values() for claim in data.get("claims", ())]
    return Source(
        works,
        paths,
        introduced,
        tuple(word for data in works.values() for word in data["title"].split() if word.isalpha()),
        tuple(word for statement in statements for word in statement.split() if word.isalpha()),
    )


def copy_of(real: Source, key: str, generation: int) -> Data:
    """Return the data of one copy of a work.

    Args:
        real: What copies are made of.
        key: The key of a real work with claims.
        generation: Counted from 1; the keys and ids of a generation end in its number.
    """
    data = real.works[key]
    chance = random.Random(f"{SEED} {key} {generation}")  # noqa: S311 - nothing secret
    new_key = f"{key}g{generation}"
    copy = {name: value for name, value in data.items() if name not in ("doi", "survey", "arxiv", "arxiv_from", "seen_at")}
    copy |= {
        "key": new_key,
        "title": _sentence(chance, real.title_words, len(data["title"].split()) + 2),
        "authors": [name if chance.random() < 0.2 else f"{name}-{_letters(generation)}" for name in data["authors"]],
        "scope": "extended",
        "claims": [_claim_copy(real, claim, key, generation, chance) for claim in data["claims"]],
    }
    if data.get("arxiv", "")[:2] > "14":  # five digits came with 2015
        number = 30000 + (generation * 977 + list(real.works).index(key)) % 70000
        copy |= {"arxiv": f"{data['arxiv'][:4]}.{number}", "arxiv_from": "looked-up"}
    if "introduces" in data:
        copy["introduces"] = {
            kind: [_artifact_copy(real, artifact, kind, generation) for artifact in artifacts]
            for kind, artifacts in data["introduces"].items()
        }
    return {name: copy[name] for name in Work.model_fields if name in copy}


def work_text(data: Data) -> str:
    """Return a work's data as the text of its file, in the canonical form."""
    return schema_comment("work", data["key"]) + dump(mark_compact(data, Work))


def _write_copies(real: Source, target: Path, jobs: Sequence[tuple[str, int]]) -> None:
    """Write copies of works, given as key and generation."""
    for key, generation in jobs:
        data = copy_of(real, key, generation)
        (target / f"papers/{data['year']}/{data['key']}.yaml").write_text(work_text(data), encoding="utf-8")


def _claim_copy(real: Source, claim: Data, key: str, generation: int, chance: random.Random) -> Data:
    """Return a claim with a new id, statement and names."""
    copy = claim | {
        "id": claim["id"].replace(key, f"{key}g{generation}"),
        "statement": _sentence(chance, real.statement_words, len(claim["statement"].split())) + ".",
        "evidence": _evidence_copy(claim["evidence"]),
    }
    renamed = partial(_renamed, real, key=key, generation=generation)
    for name, kind in _KINDS_OF_FIELDS.items():
        if name in claim:
            copy[name] = [renamed(kind, each) for each in claim[name]]
    if "inferred" in claim:
        copy["inferred"] = _parts_copy(claim["inferred"], renamed)
    copy["evidence"] = [
        item | {"states": _parts_copy(item["states"], renamed)} if "states" in item else item for item in copy["evidence"]
    ]
    return copy


_KINDS_OF_FIELDS = {"models": "models", "datasets": "datasets", "input_datasets": "datasets"}


def _parts_copy(parts: list[str], renamed: Callable[[str, str], str]) -> list[str]:
    """Return parts of a claim, such as ``models.gpt-4``, with the names of the copy."""
    split = [part.partition(".") for part in parts]
    return [
        f"{field}.{renamed(_KINDS_OF_FIELDS[field], value)}" if value and field in _KINDS_OF_FIELDS else field + point + value
        for field, point, value in split
    ]


def _evidence_copy(evidence: list[Data]) -> list[Data]:
    """Return the evidence of a copy: the survey speaks of the real work only, and no item stands twice."""
    copy: list[Data] = []
    for item in evidence:
        one = {"source": "abstract"} if "survey" in item["source"] else item
        if one not in copy:
            copy.append(one)
    return copy


def _artifact_copy(real: Source, artifact: Data, kind: str, generation: int) -> Data:
    """Return an artifact with a new id and names; rows of Table 2 stay with the real one."""
    key = real.introduced[kind, artifact["id"]]
    copy = {name: value for name, value in artifact.items() if name != "table2"}
    copy |= {"id": f"{artifact['id']}-g{generation}", "name": f"{artifact['name']} G{generation}"}
    if "aliases" in artifact:
        copy["aliases"] = [f"{alias} G{generation}" for alias in artifact["aliases"]]
    if "derived_from" in artifact:
        copy["derived_from"] = [
            origin | {"id": _renamed(real, kind, origin["id"], key, generation)} for origin in artifact["derived_from"]
        ]
    if "variant_of" in artifact:
        copy["variant_of"] = _renamed(real, kind, artifact["variant_of"], key, generation)
    return copy


def _renamed(real: Source, kind: str, name: str, key: str, generation: int) -> str:
    """Return what a copy calls an artifact: its own ones anew, others of its generation or the real ones."""
    introducer = real.introduced.get((kind, name))
    if introducer is None:
        return name
    # Of a work's artifacts all or none are taken from the generation.
    share = random.Random(f"{SEED} {introducer} {generation}").random()  # noqa: S311 - nothing secret
    has_copy = "claims" in real.works[introducer] and generation <= real.whole_generations
    takes_copy = introducer == key or (share < OWN_GENERATION_SHARE and has_copy)
    return f"{name}-g{generation}" if takes_copy else name


def _rewrite(root: Path, stem: str, change: Callable[[Data], None]) -> None:
    """Change the data of a taxonomy file in place and write it in the canonical form."""
    path = root / f"taxonomy/{stem}.yaml"
    data = read_document(path.read_text("utf-8")).data
    change(data)
    path.write_text(schema_comment("taxonomy", stem) + dump(mark_compact(data, TAXONOMY_FILES[stem])), encoding="utf-8")


def _without_works(left_out: Container[str], data: Data) -> None:
    """Take works that are left out from the lists of a taxonomy file."""
    for item in (item for items in data.values() for item in items):
        if "works" in item:
            item["works"] = [key for key in item["works"] if key not in left_out]
            if not item["works"]:
                del item["works"]


def _with_homeless(homeless: dict[tuple[str, str], Data], named: Iterable[tuple[str, str]], data: Data) -> None:
    """Add the artifacts that are named, directly or as a parent, and that no work introduces any more."""
    needed = [*named, *(parent for kind in _KINDS for artifact in data[kind] for parent in _parents(kind, artifact))]
    while needed:
        kind, artifact_id = needed.pop()
        artifact = homeless.pop((kind, artifact_id), None)
        if artifact is not None:
            data[kind].append(artifact)
            needed += _parents(kind, artifact)


def _without_idle(needed_first: Iterable[tuple[str, str]], named: Container[str], data: Data) -> None:
    """Take the artifacts away that are neither needed, directly or as a parent, nor named."""
    declared = {(kind, artifact["id"]): artifact for kind in _KINDS for artifact in data[kind]}
    kept: set[tuple[str, str]] = set()
    needed = [*needed_first, *(name for name in declared if name[1] in named)]
    while needed:
        name = needed.pop()
        if name in declared and name not in kept:
            kept.add(name)
            needed += _parents(name[0], declared[name])
    for kind in _KINDS:
        data[kind] = [artifact for artifact in data[kind] if (kind, artifact["id"]) in kept]


def _introduced(data: Data) -> Iterator[tuple[str, Data]]:
    """Yield what a work introduces, with its kind."""
    for kind, artifacts in data.get("introduces", {}).items():
        for artifact in artifacts:
            yield kind, artifact


def _names_in(data: Data) -> Iterator[tuple[str, str]]:
    """Yield kind and id of everything that a work names."""
    for claim in data.get("claims", ()):
        yield from (("models", name) for name in claim.get("models", ()))
        yield from (("datasets", name) for name in (*claim.get("datasets", ()), *claim.get("input_datasets", ())))
    for kind, artifact in _introduced(data):
        yield from _parents(kind, artifact)


def _parents(kind: str, artifact: Data) -> list[tuple[str, str]]:
    """Return kind and id of everything that an artifact refers to."""
    named = [origin["id"] for origin in artifact.get("derived_from", ())]
    named += [artifact["variant_of"]] if "variant_of" in artifact else []
    return [(kind, name) for name in (*named, *artifact.get("covers", ()))]


def _sentence(chance: random.Random, words: Sequence[str], count: int) -> str:
    """Return words drawn at random, the first one capitalised, at most 200 characters."""
    text = " ".join(chance.choice(words) for _ in range(count))[:180].strip()
    return text[0].upper() + text[1:]


def _letters(number: int) -> str:
    """Return a number in letters, since names hold none: 1 is Ab."""
    text = ""
    while number or not text:
        number, rest = divmod(number, 26)
        text = chr(ord("a") + rest) + text
    return text.capitalize()


if __name__ == "__main__":
    write_generated(Path(__file__).parent.parent, Path(sys.argv[2]), int(sys.argv[1]))
