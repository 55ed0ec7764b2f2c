"""The newest works of the knowledge base taken out of a copy, and what each entrance is told of them.  Helpers of tests.

What other entries refer to of them stays known: the vocabulary declares it, as it does what is known without a paper.  What an
entrance is told is made from the record alone: the answers of services, BibTeX, a filed form, a dialogue, the site's form.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import httpx

from codev import Atlas
from codev.atlas.names import ArtifactNames
from codev.bib.names import split_authors
from codev.bib.write.bibtex import work_to_bibtex
from codev.contribute.issue_form import QUESTIONS
from codev.ids import ArtifactKind
from codev.model import Claim, Work
from codev.model.artifact import Artifact, ArtifactsFile
from codev.model.fields import Record
from codev.model.references import collect_names
from codev.store.yaml_out import canonical_text, plain_data
from copied import with_every_term
from generated import write_part

YEAR = 2026
COUNT = 10
LISTS = ("stages", "capabilities", "modalities", "models", "datasets", "input_datasets")
"""The lists of a claim for which every entrance asks."""


def newest(atlas: Atlas) -> list[Work]:
    """Return the newest works of the year, by arXiv id, of which no survey, audit or second curator speaks."""
    besides = [*(atlas.root / "taxonomy").glob("*.yaml"), *(atlas.root / "papers/double").rglob("*.yaml")]
    spoken = "".join(each.read_text(encoding="utf-8") for each in besides)
    works = [each for each in atlas.works.values() if each.year == YEAR and each.arxiv and each.claims]
    free = [each for each in works if each.survey is None and each.key not in spoken]
    return sorted(free, key=lambda work: (work.arxiv or "", work.key), reverse=True)[:COUNT]


@dataclass(frozen=True)
class Left:
    """A work that was taken out.

    Attributes:
        work: The work.
        declared: The kind and id of what it introduces and others refer to.
    """

    work: Work
    declared: tuple[tuple[ArtifactKind, str], ...]

    def introduced(self, kind: ArtifactKind, *, is_new: bool = True) -> dict[str, str]:
        """Return the names of what it introduces, by id; where only what is new is asked for, without what is declared."""
        said = self.work.introduces
        listed = () if said is None else said.models if kind == "model" else said.datasets
        return {each.id: each.name for each in listed if not (is_new and (kind, each.id) in self.declared)}

    @property
    def claim(self) -> Claim:
        """The claim that a person makes first."""
        return self.work.claims[0]

    def told(self, field: str) -> list[str]:
        """Return what is told of a list of the first claim: what the work introduces by name, all else by id."""
        kinds: dict[str, ArtifactKind] = {"models": "model", "datasets": "dataset", "input_datasets": "dataset"}
        own = self.introduced(kinds[field]) if field in kinds else {}
        return [own.get(each, each) for each in getattr(self.claim, field)]

    @property
    def inferred(self) -> list[str]:
        """The fields of the first claim that are inferred, as far as an entrance asks for them, as a whole."""
        fields = dict.fromkeys(each.partition(".")[0] for each in self.claim.inferred)
        return [each for each in fields if each in ("node", "statement") or (each in LISTS and getattr(self.claim, each))]

    @property
    def doi(self) -> str:
        """The DOI of its publication where it has one, or else of its preprint."""
        return self.work.doi or f"10.48550/arXiv.{self.work.arxiv}"


def part_around(atlas: Atlas, target: Path) -> Path:
    """Copy the newest works of a knowledge base, those that introduce what they name, and one for each term.

    Args:
        atlas: A valid knowledge base.
        target: Where to; a folder that is missing or empty.
    """
    works = newest(atlas)
    named = {name for work in works for name in _named(atlas, work)}
    near = {key for kind, name in named if (key := atlas.introducer(kind, name)) is not None}
    kept = with_every_term(atlas.works.values(), {work.key for work in works} | near)
    return write_part(atlas.root, target, kept, keep_idle=False)


def take_out(atlas: Atlas, target: Path) -> list[Left]:
    """Copy a knowledge base without its newest works, and return them.

    Args:
        atlas: A valid knowledge base.
        target: Where to; a folder that is missing or empty.
    """
    for name in ("papers", "taxonomy"):
        shutil.copytree(atlas.root / name, target / name)
    works = newest(atlas)
    used = {name for key in atlas.works if key not in {work.key for work in works} for name in _named(atlas, atlas.works[key])}
    used |= _named(atlas, atlas.taxonomy.artifacts)
    while more := {name for work in works for name in _needed(atlas, work, works, used)} - used:
        used |= more
    declared = plain_data(atlas.taxonomy.artifacts)
    left = []
    for work in works:
        (target / atlas.paths[work.key]).unlink()
        moved = [(kind, each) for kind, each in _introduced(work) if (kind, each.id) in used]
        for kind, each in moved:
            declared[f"{kind}s"] = sorted([*declared.get(f"{kind}s", []), plain_data(each)], key=lambda one: str(one["id"]))
        left.append(Left(work, tuple((kind, each.id) for kind, each in moved)))
    file = ArtifactsFile.model_validate(declared, strict=False)
    (target / "taxonomy/artifacts.yaml").write_text(canonical_text(file, "taxonomy", "artifacts"), encoding="utf-8")
    return left


def _introduced(work: Work) -> list[tuple[ArtifactKind, Artifact]]:
    """Return what a work introduces, each with its kind."""
    said = work.introduces
    models: list[tuple[ArtifactKind, Artifact]] = [("model", each) for each in said.models] if said else []
    return [*models, *(("dataset", each) for each in said.datasets)] if said else []


def _named(atlas: Atlas, record: Record) -> set[tuple[ArtifactKind, str]]:
    """Return the kind and id of every artifact that a record names."""
    books: dict[ArtifactKind, ArtifactNames] = {"model": atlas.names.models, "dataset": atlas.names.datasets}
    found = collect_names(record, {})
    return {(kind, known) for kind, book in books.items() for name in found.get(kind, ()) if (known := book.find(name))}


def _needed(atlas: Atlas, work: Work, works: list[Work], used: set[tuple[ArtifactKind, str]]) -> set[tuple[ArtifactKind, str]]:
    """Return what a work introduces and others that were taken out name, or what is declared of it."""
    others = {name for other in works if other is not work for name in _named(atlas, other)}
    declared = [each for kind, each in _introduced(work) if (kind, each.id) in used]
    named = others.union(*(_named(atlas, each) for each in declared))
    return {(kind, each.id) for kind, each in _introduced(work) if (kind, each.id) in named}


def bibtex_of(left: Left) -> str:
    """Return the work as a BibTeX entry."""
    return work_to_bibtex(left.work)


def arxiv_of(left: Left) -> httpx.Response:
    """Return what arXiv answers: the venue stands in the authors' comment."""
    work = left.work
    comment = "" if work.venue in (None, "arXiv") else f"Accepted at {work.venue} {work.venue_year or work.year}"
    authors = "".join(f"<author><name>{escape(each)}</name></author>" for each in work.authors)
    entry = (
        f"<id>http://arxiv.org/abs/{work.arxiv}v1</id><published>{YEAR}-01-01T00:00:00Z</published>"
        f"<title>{escape(work.title)}</title><summary>{escape(left.claim.statement)}</summary>{authors}"
        f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(comment)}</arxiv:comment>'
    )
    return httpx.Response(200, content=f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'.encode())


def _creators(work: Work) -> list[tuple[str, str]]:
    """Return given and family name of each author."""
    return [(each.given, " ".join(filter(None, (each.particle, each.family)))) for each in split_authors(work)]


def datacite_of(left: Left) -> httpx.Response:
    """Return what DataCite answers about the preprint."""
    work = left.work
    creators = [{"name": ", ".join(filter(None, (f, g))), "givenName": g, "familyName": f} for g, f in _creators(work)]
    attributes = {
        "doi": f"10.48550/arxiv.{work.arxiv}",
        "identifiers": [{"identifier": work.arxiv, "identifierType": "arXiv"}],
        "creators": creators,
        "titles": [{"title": work.title}],
        "publisher": "arXiv",
        "publicationYear": work.year,
        "types": {"resourceType": "Article", "resourceTypeGeneral": "Text"},
    }
    return httpx.Response(200, json={"data": {"id": attributes["doi"], "type": "dois", "attributes": attributes}})


def dblp_of(left: Left) -> httpx.Response:
    """Return what DBLP answers: where the work was published, if it was."""
    work = left.work
    info = {
        "authors": {"author": [{"text": each} for each in work.authors]},
        "title": f"{work.title}.",
        "venue": work.venue,
        "year": str(work.venue_year or work.year),
        "type": "Conference and Workshop Papers",
    }
    hits = [] if work.venue in (None, "arXiv") else [{"info": info}]
    return httpx.Response(200, json={"result": {"hits": {"hit": hits}}})


def crossref_of(left: Left) -> httpx.Response:
    """Return what Crossref answers about the publication."""
    work = left.work
    message = {
        "DOI": work.doi,
        "type": "proceedings-article",
        "title": [work.title],
        "author": [{"given": given, "family": family} for given, family in _creators(work)],
        "container-title": [work.venue],
        "issued": {"date-parts": [[work.venue_year or work.year]]},
        "volume": work.volume,
        "issue": work.number,
        "page": work.pages,
        "relation": {"has-preprint": [{"id-type": "doi", "id": f"10.48550/arXiv.{work.arxiv}"}]},
    }
    return httpx.Response(200, json={"message": {name: value for name, value in message.items() if value}})


def form_of(left: Left) -> str:
    """Return the form as GitHub stores it."""
    claim = left.claim
    answers = {
        "bibtex": f"```bibtex\n{bibtex_of(left)}```",
        "models": "\n".join(left.introduced("model").values()),
        "datasets": "\n".join(left.introduced("dataset").values()),
        "node": claim.node,
        "statement": claim.statement,
        "evidence": claim.evidence[0].source.value,
        "where": claim.evidence[0].where or "",
        **{name: ", ".join(left.told(name)) for name in ("stages", "capabilities", "modalities")},
        **{f"claim_{name}": "\n".join(left.told(name)) for name in ("models", "datasets", "input_datasets")},
        "inferred": ", ".join(left.inferred),
        "doubt": claim.doubt or "",
    }
    return "\n\n".join(f"### {label}\n\n{answers.get(name) or '_No response_'}" for name, label in QUESTIONS.items())


def options_of(left: Left) -> list[str]:
    """Return the options of ``codev add`` that make the first claim."""
    claim = left.claim
    names = {"stages": "stage", "capabilities": "capability", "modalities": "modality", "models": "model"}
    names |= {"datasets": "dataset", "input_datasets": "input-dataset"}
    options = ["--node", claim.node, "--statement", claim.statement, "--evidence", claim.evidence[0].source.value]
    options += ["--where", claim.evidence[0].where] if claim.evidence[0].where else []
    options += [part for field, name in names.items() for each in left.told(field) for part in (f"--{name}", each)]
    options += [part for each in left.inferred for part in ("--inferred", each)]
    for kind in ("model", "dataset"):
        options += [part for each in left.introduced(kind).values() for part in (f"--new-{kind}", each)]
    return options


def draft_of(left: Left) -> dict[str, Any]:
    """Return what the site's form holds once all of the work is written into it: key, folder and ids are its own."""
    data: dict[str, Any] = json.loads(json.dumps(plain_data(left.work)), parse_int=str)
    del data["key"]
    for number, claim in enumerate(data["claims"], 1):
        claim["id"] = str(number)
    introduces = {
        f"{kind}s": [each for each in data.get("introduces", {}).get(f"{kind}s", []) if (kind, each["id"]) not in left.declared]
        for kind in ("model", "dataset")
    }
    data["introduces"] = {name: listed for name, listed in introduces.items() if listed}
    return data
