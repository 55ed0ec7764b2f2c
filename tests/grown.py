"""A knowledge base as it is after pull requests: a copy with CONTRIBUTING's example, five random papers and a closed loop.

The random papers are valid entries under random nodes, with new artifacts and with those that are there; among them are what a
test that counts would trip over: an author, a venue and a year that nobody had before, doubts, things recalled, statements that
say more than their evidence, a closed model, a benchmark.  The same seed gives the same entries.  Nothing here is knowledge.

Try ``python tests/grown.py FOLDER [SEED]``: a copy of the entries of this checkout, grown.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from codev import Atlas
from codev.ids import make_work_key
from codev.model import Work
from codev.query.answers.gaps import applies
from codev.store.yaml_out import canonical_text

SEED = 20261129
RANDOM_COUNT = 5

ROOT = Path(__file__).parent.parent
WORDS = (
    "amber brook cedar delta ember frost grove haven islet jetty knoll ledge marsh north ocean pearl quarry ridge stone tide"
)
FAMILIES = ("Ångström", "Zwicky", "O'Neill", "Quiñones", "Brzęczyszczykiewicz")
"""Family names that no author had before; some with letters that not everybody has."""

Data = dict[str, Any]
Thing = TypeVar("Thing")


def grow(source: Path, target: Path, seed: int = SEED) -> Path:
    """Copy a knowledge base and add seven works to it, or six where it holds CONTRIBUTING's example already.

    Args:
        source: The folder of a valid knowledge base.
        target: Where to; a folder that is missing or empty.
        seed: Of the random papers.

    Returns:
        The target.
    """
    for name in ("papers", "taxonomy"):
        shutil.copytree(source / name, target / name)
    writer = Writer(Atlas.load(source, use_cache=False), random.Random(seed))  # noqa: S311 - nothing secret
    for number in range(RANDOM_COUNT):
        write(target, writer.random_work(number))
    write(target, writer.looping_work())
    example = example_entry()
    key = example.partition("key: ")[2].partition("\n")[0]
    if key not in writer.atlas.works:
        (target / f"papers/{re.findall('[0-9]{4}', key)[0]}/{key}.yaml").write_text(example, encoding="utf-8")
    return target


def example_entry() -> str:
    """Return the finished entry that CONTRIBUTING shows."""
    found = re.search(r"```yaml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def write(root: Path, data: Data) -> None:
    """Write a work to its place."""
    path = root / f"papers/{data['year']}/{data['key']}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(canonical_text(Work.model_validate(data, strict=False), "work", data["key"]), encoding="utf-8")


@dataclass(frozen=True)
class Writer:
    """Makes up works that are valid in a knowledge base.

    Attributes:
        atlas: The knowledge base.
        chance: What decides.
    """

    atlas: Atlas
    chance: random.Random

    @cached_property
    def years(self) -> list[int]:
        """The years of the works that are there."""
        return sorted({work.year for work in self.atlas.works.values()})

    def random_work(self, number: int) -> Data:
        """Return a work under random nodes that introduces a model and a dataset; each number has another oddity."""
        data = self._frame(FAMILIES[number % len(FAMILIES)], self.years[-1] + 1 if number == 0 else self._one(self.years[-3:]))
        if number % 2:
            data |= {"venue": f"Grown {data['title'].split()[0]} Letters", "volume": "7", "et_al": True}
        model, dataset = f"{data['key']}-model", f"{data['key']}-set"
        parent = {"id": self._one(self.atlas.models), "basis": "recalled"}
        origin = {"id": self._one(self.atlas.datasets), "basis": "recalled"}
        purpose = self._one(["training", "benchmark"])
        data["introduces"] = {
            "models": [{"id": model, "name": f"Grown-{model}", "access": "closed", "derived_from": [parent]}],
            "datasets": [{"id": dataset, "name": f"Grown-{dataset}", "purpose": purpose, "derived_from": [origin]}],
        }
        tree = self.atlas.tree
        for direction in ("data4model", "model4data"):
            node = self._one([node for node in tree if not tree.children(node) and tree.direction(node) == direction])
            self._add_claim(data, node, [model, self._one(self.atlas.models)], dataset)
        for_data, for_model = data["claims"]
        oddities: dict[int, tuple[Data, Data]] = {
            1: (for_data, {"inferred": ["statement", "modalities"]}),
            2: (for_data, {"doubt": "The abstract may be read otherwise."}),
            3: (for_model, {"evidence": [{"source": "recalled"}]}),
        }
        claim, oddity = oddities.get(number, (for_data, {}))
        claim.update(oddity)
        return data

    def looping_work(self) -> Data:
        """Return a work whose model is trained on what it produces."""
        data = self._frame("Moebius", self.years[-1])
        model, dataset = f"{data['key']}-model", f"{data['key']}-set"
        data["introduces"] = {
            "models": [{"id": model, "name": "MoebiusNet"}],
            "datasets": [{"id": dataset, "name": "MoebiusSet"}],
        }
        for node in ("acquisition-for-fine-tuning", "annotation"):
            self._add_claim(data, node, [model], dataset, ["finetune"])
        return data | {"judged_paradigm": "self-boosted"}

    def _one(self, things: Iterable[Thing]) -> Thing:
        """Return one of several things."""
        return self.chance.choice(list(things))

    def _frame(self, family: str, year: int) -> Data:
        """Return what every work has: names, an address, no claims yet."""
        title = " ".join(word.capitalize() for word in self.chance.sample(WORDS.split(), 5))
        return {
            "key": make_work_key(family, year, title, set(self.atlas.works)),
            "title": title,
            "authors": [f"Ada {family}", self._one(self.atlas.works_by_author)],
            "year": year,
            "arxiv": f"{year % 100:02}01.{self.chance.randrange(90_000, 99_999)}",
            "arxiv_from": "looked-up",
            "scope": "extended",
            "claims": [],
            "added": "2026-11-29",
        }

    def _add_claim(self, data: Data, node: str, models: list[str], dataset: str, stages: Sequence[str] = ()) -> None:
        """Add a claim under a node, with random terms that can stand there."""
        taxonomy, tree = self.atlas.taxonomy, self.atlas.tree
        forbidding = [rule for rule in taxonomy.rules if not rule.nodes or set(rule.nodes) & set(tree.path(node))]
        cells = [
            (stage.id, modality.id)
            for stage in taxonomy.stages
            for modality in taxonomy.modalities
            if not any(applies(rule, stage.id, modality.id) for rule in forbidding) and stage.id in (stages or [stage.id])
        ]
        stage, modality = self._one(cells)
        terms = taxonomy.enhanced if tree.direction(node) == "data4model" else taxonomy.leveraged
        number = len(data["claims"]) + 1
        claim = {
            "id": f"{data['key']}.{number}",
            "node": node,
            "stages": [stage],
            "capabilities": [self._one(terms).id],
            "modalities": [modality],
            "models": list(dict.fromkeys(models)),
            "datasets": [dataset],
            "statement": f"{' '.join(self.chance.sample(WORDS.split(), 8)).capitalize()} {data['key']} {number}.",
            "evidence": [{"source": "abstract"}],
        }
        data["claims"].append(claim)


if __name__ == "__main__":
    grow(ROOT, Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
