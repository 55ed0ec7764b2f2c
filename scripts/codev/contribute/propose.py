"""What a new work's classification may be, each proposal with its reason.

Nodes come from `codev.contribute.suggest`, stages and capabilities from the claims of the works that it is like, modalities
from the words of the text, models and datasets from names that stand in it.  Proposals are for a person to confirm: nothing
here becomes a claim by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from codev.atlas import Atlas
from codev.contribute.suggest import Suggester, Suggestion
from codev.ids import ArtifactKind, slugify
from codev.model import Claim

NODES_MAX = 5
"""Nodes that are proposed: by then seven of ten right ones are found from the title alone (tests/benchmarks)."""

TERMS_MAX = 3
"""Stages, and capabilities, that are proposed."""

SHARE_MIN = 0.3
"""A stage or capability is proposed where this share of the like claims has it."""

LIKE_CLAIMS_MAX = 25
"""Claims that are looked at for stages and capabilities: those of the works most like the text, under the best node."""

NAME_WORDS_MAX = 6
"""Words of the longest name that is looked for in a text."""

_MODALITY_WORDS: Mapping[str, str] = {
    "text": r"\b(texts?|textual|captions?|language(?! models?)|instructions?|questions?|words?)\b",
    "image": r"\b(images?|pictures?|photos?|visual|vision|screenshots?)\b",
    "video": r"\b(videos?|footage)\b",
    "audio": r"\b(audio|sounds?|music|speech|spoken)\b",
    "3d": r"\b(3d|point[- ]clouds?|meshes)\b",
    "time-series": r"\btime[- ]series\b",
    "fmri": r"\bf?mri\b",
    "tabular": r"\b(tables?|tabular)\b",
    "chart": r"\b(charts?|plots|diagrams?)\b",
    "document": r"\b(documents?|pdfs?|ocr)\b",
    "action": r"\b(actions?|robots?|robotic|manipulation)\b",
    "code": r"\b(code|programs?|html)\b",
}
"""Words that speak for a modality, by the modality's id; ids that the taxonomy lacks are passed over."""

_KIND_OF_MODEL = re.compile(r"(multi-?modal )?(M?LLM|L?VLM|LMM)s?", re.IGNORECASE)
"""Names that stand for models of a kind, not for one model."""

_NEW_NAME = re.compile(r"^([^\s:]+(?: [^\s:]+){0,2}):\s")

# Of the works whose title begins with a name, 40 are told by these to introduce a dataset: 37 introduce one of that name, two
# one of another name, one none; 32 more introduce one of their title's name untold (measured in November 2026).
_DATASET_NAME = re.compile(r"(bench|qa|caps|[0-9][kmb])$", re.IGNORECASE)
_DATASET_TITLE = re.compile(
    r"\bbenchmarks?\b(?! models?)|: (an?|the) .{0,100}\b(dataset|corpus|suite|collection)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One term or artifact, and why it is proposed.

    Attributes:
        id: The term's or artifact's id.
        reason: One phrase for a person.
    """

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a work's classification may be.

    Attributes:
        nodes: Subsection nodes, best first, with the terms and works that speak for them.
        stages: Stages, in the order of an MLLM's life.
        capabilities: Capabilities of the best node's direction.
        modalities: Modalities that the text names.
        models: Known models that the text names.
        datasets: Known datasets that the text names.
        new_name: The name that the title gives to something new, such as ``LLaVA-OneVision``; empty where there is none.
        new_kind: ``dataset`` where name or title say that it is one; empty where a person has to tell.
        declared: Known artifacts that the title begins with and that no work of the knowledge base introduces: this one may.
    """

    nodes: tuple[Suggestion, ...] = ()
    stages: tuple[Proposal, ...] = ()
    capabilities: tuple[Proposal, ...] = ()
    modalities: tuple[Proposal, ...] = ()
    models: tuple[Proposal, ...] = ()
    datasets: tuple[Proposal, ...] = ()
    new_name: str = ""
    new_kind: str = ""
    declared: tuple[tuple[ArtifactKind, str], ...] = ()


def propose(atlas: Atlas, title: str, abstract: str = "", suggester: Suggester | None = None) -> Proposals:
    """Return what the classification of a work may be.

    Args:
        atlas: The knowledge base.
        title: The work's title.
        abstract: Its abstract, where there is one.
        suggester: One that is trained already, for many works in a row.
    """
    text = f"{title}. {abstract}"
    nodes = (suggester or Suggester(atlas)).rank(text, NODES_MAX)
    like = _like_claims(atlas, nodes)
    stage_order = [stage.id for stage in atlas.taxonomy.stages]
    stages = _frequent(like, lambda claim: claim.stages)
    modality_ids = {term.id: term.name for term in atlas.taxonomy.modalities}
    return replace(
        propose_new(atlas, title),
        nodes=nodes,
        stages=tuple(sorted(stages, key=lambda term: stage_order.index(term.id))),
        capabilities=_frequent(like, lambda claim: claim.capabilities),
        modalities=tuple(
            Proposal(modality, f"the text says {found.group()!r}")
            for modality, pattern in _MODALITY_WORDS.items()
            if modality in modality_ids and (found := re.search(pattern, text, re.IGNORECASE))
        ),
        models=_named(atlas, "model", text),
        datasets=_named(atlas, "dataset", text),
    )


def propose_new(atlas: Atlas, title: str) -> Proposals:
    """Return what a work may introduce, without a classification, which takes a second: enough where a person gave one.

    Args:
        atlas: The knowledge base.
        title: The work's title.
    """
    new_name = _new_name(atlas, title)
    is_dataset = new_name and (_DATASET_NAME.search(new_name) or _DATASET_TITLE.search(title))
    return Proposals(new_name=new_name, new_kind="dataset" if is_dataset else "", declared=_declared(atlas, title))


def _like_claims(atlas: Atlas, nodes: tuple[Suggestion, ...]) -> list[Claim]:
    """Return the claims under the best node, those of the most similar works first."""
    if not nodes:
        return []
    best = nodes[0]
    similar = {work.key: rank for rank, work in enumerate(best.works)}
    claims = [atlas.claims[claim_id] for claim_id in atlas.claims_by_node[best.node]]
    ranked = sorted(claims, key=lambda claim: similar.get(claim.id.rpartition(".")[0], len(similar)))
    return ranked[:LIKE_CLAIMS_MAX]


def _frequent(claims: list[Claim], terms: Callable[[Claim], tuple[str, ...]]) -> tuple[Proposal, ...]:
    """Return the terms that many of the claims have, most frequent first."""
    counts = Counter(term for claim in claims for term in terms(claim))
    chosen = [(term, count) for term, count in counts.most_common(TERMS_MAX) if count >= SHARE_MIN * len(claims)]
    return tuple(Proposal(term, f"{count} of the {len(claims)} most like claims have it") for term, count in chosen)


def _named(atlas: Atlas, kind: ArtifactKind, text: str) -> tuple[Proposal, ...]:
    """Return the artifacts of a kind whose name stands in a text, letter for letter: "ALIGN" is a model, "align" a verb."""
    artifacts = atlas.models if kind == "model" else atlas.datasets
    spellings: dict[str, str] = {}
    for artifact in artifacts.values():
        for name in (artifact.name, *artifact.aliases):
            # A name of ordinary letters would be found in every second text.
            if len(name) >= 3 and not name.islower() and not _KIND_OF_MODEL.fullmatch(name):
                spellings.setdefault(_spelling(name), artifact.id)
    words = [word.strip(".,;:!?()[]{}'\"“”‘’") for word in text.split()]
    found: dict[str, str] = {}
    start = 0
    while start < len(words):
        for length in range(min(NAME_WORDS_MAX, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + length])
            artifact_id = spellings.get(_spelling(phrase))
            if artifact_id is not None:
                found.setdefault(artifact_id, phrase)
                start += length - 1
                break
        start += 1
    return tuple(Proposal(artifact_id, f"the text names {phrase!r}") for artifact_id, phrase in found.items())


def _spelling(name: str) -> str:
    """Return a name without hyphens and spaces, its capitals kept."""
    return re.sub(r"[\s_–-]+", "", name)


def _new_name(atlas: Atlas, title: str) -> str:
    """Return the name before the colon of a title, where it looks like one and nothing known bears it."""
    found = _NEW_NAME.match(title)
    name = found.group(1) if found else ""
    known = atlas.names.models.find(name) or atlas.names.datasets.find(name)
    return name if _looks_like_name(name) and not known and slugify(name) else ""


def _declared(atlas: Atlas, title: str) -> tuple[tuple[ArtifactKind, str], ...]:
    """Return the known artifacts with whose name a title begins and that no work introduces."""
    found = _NEW_NAME.match(title)
    name = found.group(1) if found else title.split(" ", 1)[0]
    alike = [(names.kind, names.find(name)) for names in (atlas.names.models, atlas.names.datasets) if _looks_like_name(name)]
    return tuple((kind, each) for kind, each in alike if each is not None and atlas.introducer(kind, each) is None)


def _looks_like_name(word: str) -> bool:
    """Return whether a title's beginning is spelled like the name of something: ``CapsFusion``, ``MM-Vet``, ``SAM2``."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:]) and len(word) <= 40
