"""The sentence with which the page of a work, a model or a dataset opens: what the thing is, made from its record.

Only what a page that was seen confirms stands in it.  A curator's note stands further down, never in the opening.
"""

from __future__ import annotations

from collections.abc import Sequence

from codev.atlas import Atlas
from codev.model import Dataset, Model, Work
from codev.model.vocabularies import VOCABULARIES
from codev.show.words import ARTIFACT_KINDS, DATASET_KINDS

_ACCESS_WORDS = {"open-weights": "with open weights", "open": "open to all", "closed": "behind an interface"}
"""What can be had of an artifact, as the sentence says it."""

NAMED_MAX = 3
"""Things of one kind that a sentence names; of more it says how many."""


def kind_words(artifact: Model | Dataset) -> str:
    """Return what an artifact is, in a word or two."""
    if isinstance(artifact, Dataset) and artifact.purpose and artifact.kind != "unnamed":
        return DATASET_KINDS[artifact.purpose]
    return ARTIFACT_KINDS[artifact.artifact_kind][artifact.kind]


def artifact_opening(atlas: Atlas, artifact: Model | Dataset) -> str:
    """Return the sentence that says what a model or dataset is.

    Args:
        atlas: The knowledge base.
        artifact: The model or dataset.
    """
    if artifact.kind == "unnamed" and not isinstance(artifact, Dataset):
        return "Stands for models that works use and do not name: each work means another one."
    words = kind_words(artifact)
    noun = _small(words) if artifact.kind == "unnamed" else f"{_article(words)} {_small(words)}"
    parts = [f"{artifact.name}{': ' if artifact.kind == 'unnamed' else ' is '}{noun}"]
    family = VOCABULARIES["family"].names(atlas.taxonomy).get(artifact.family or "", artifact.name)
    if family != artifact.name:
        parts.append(f"of the {family} family")
    if isinstance(artifact, Dataset) and artifact.best_size:
        parts.append(f"of {artifact.best_size.as_stated} {artifact.best_size.unit}")
    parts += _modalities(atlas, artifact)
    access = artifact.access.value
    if access in _ACCESS_WORDS and not artifact.is_recalled("access") and not isinstance(artifact, Dataset):
        parts.append(_ACCESS_WORDS[access])
    introducer = atlas.introducer(artifact.artifact_kind, artifact.id)
    if introducer is not None:
        parts.append(f"introduced by {atlas.works[introducer].cited_as}")
    elif artifact.developer and not artifact.is_recalled("developer"):
        parts.append(f"by {artifact.developer}")
    # Who made it stands behind a comma, all else follows on.
    return f"{''.join(f', {part}' if part.startswith(('introduced', 'by ')) else f' {part}' for part in parts).strip()}."


def _modalities(atlas: Atlas, artifact: Model | Dataset) -> list[str]:
    """Return what a model takes and gives, or what a dataset holds."""
    names = VOCABULARIES["modality"].names(atlas.taxonomy)

    def said(ids: Sequence[str]) -> str:
        return _listed([_small(names.get(each, each)) for each in ids])

    if isinstance(artifact, Dataset):
        held = dict.fromkeys([*artifact.best_input, *artifact.best_output])
        return [f"with {said(tuple(held))}"] if held else []
    if artifact.input and artifact.output:
        return [f"that takes {said(artifact.input)} and gives {said(artifact.output)}"]
    if artifact.input or artifact.output:
        return [f"that takes {said(artifact.input)}" if artifact.input else f"that gives {said(artifact.output)}"]
    return []


def work_opening(atlas: Atlas, work: Work) -> str:
    """Return the sentence that says what a work brings, and where the atlas files it.

    Args:
        atlas: The knowledge base.
        work: The work.
    """
    brought = []
    if work.introduces is not None:
        for noun, listed in (("model", work.introduces.models), ("dataset", work.introduces.datasets)):
            names = [each.name for each in listed if each.kind != "unnamed"]
            if names:
                brought.append(
                    f"the {noun}{'' if len(names) == 1 else 's'} {_listed(names)}"
                    if len(names) <= NAMED_MAX
                    else f"{len(names)} {noun}s"
                )
    nodes = dict.fromkeys(atlas.tree[atlas.tree.subsection_of(claim.node) or claim.node].name for claim in work.claims)
    names_of_nodes = [_small(each) for each in nodes]
    filed = (
        f"is filed under {_listed(names_of_nodes)}"
        if len(names_of_nodes) <= NAMED_MAX
        else f"is filed under {len(names_of_nodes)} approaches and roles"
    )
    said = ([f"introduces {_listed(brought)}"] if brought else []) + ([filed] if nodes else [])
    if not said:
        return ""
    sentence = ", and ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _article(words: str) -> str:
    """Return the indefinite article of a noun."""
    return "an" if words[:1].lower() in "aeiou" else "a"


def _small(name: str) -> str:
    """Return a name within a sentence: without its capital, unless more letters of its first word are capitals."""
    first = name.split(" ", 1)[0]
    return name if any(letter.isupper() or letter.isdigit() for letter in first[1:]) else f"{name[:1].lower()}{name[1:]}"


def _listed(parts: Sequence[str]) -> str:
    """Return parts as a list in words: "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
