"""What the words of a query mean in a knowledge base: terms, artifacts, works, years, nodes of the graph.

Whatever names nothing raises `WrongUseError` with the nearest names that exist; that is the only way in which a query fails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from codev.atlas import Atlas
from codev.did_you_mean import nearest
from codev.errors import AmbiguousNameError, UnknownNameError, WrongUseError
from codev.graph import graph_of, term_node, work_node
from codev.ids import artifact_node
from codev.model.fields import YEAR_MAX, YEAR_MIN

NOT_STATED = "not-stated"
"""Stands for a stage, model or year that nothing states."""

_YEARS = re.compile(r"^([0-9]{4})?(\.\.)?([0-9]{4})?$")


def fold(text: str) -> str:
    r"""Return a text without case and accents.

    Compatibility forms are resolved (NFKD) and combining marks dropped, then letters lower-cased: in JavaScript
    ``text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()``.
    """
    if text.isascii():
        return text.lower()
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)).lower()


def short_name(name: str) -> str:
    """Return a node's name without what its place says: "Scaling up: larger datasets" is "Scaling up".

    Args:
        name: The name.
    """
    head = name.partition(":")[0].removeprefix("Model as a ")
    return head[:1].upper() + head[1:]


def parse_years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a range.

    Args:
        text: ``2023``, ``2023..2025``, ``2023..`` or ``..2022``; both ends belong to the range.

    Raises:
        WrongUseError: It is none of these, or ends before it begins.
    """
    found = _YEARS.match(text.strip())
    if found is None or not (found.group(1) or found.group(3)) or (found.group(1) and found.group(3) and not found.group(2)):
        raise WrongUseError(f"{_shown(text)} is not a year or a range of years", "write 2023, 2023..2025, 2023.. or ..2022")
    first = int(found.group(1)) if found.group(1) else YEAR_MIN
    last = int(found.group(3)) if found.group(3) else (YEAR_MAX if found.group(2) else first)
    if last < first:
        raise WrongUseError(f"the range of years {text} ends before it begins", f"write {last}..{first}")
    return first, last


def find_term(kind: str, text: str, terms: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> str:
    """Return the term that a text means.

    Args:
        kind: What is looked for, such as "stage".
        text: The term, in any case, or its display name.
        terms: The terms that exist.
        names: Terms with their display names and synonyms, a pair each.

    Raises:
        UnknownNameError: There is none.
    """
    known, others = list(terms), list(names)
    wanted = fold(text)
    for term in known:
        if term == text or fold(term) == wanted:
            return term
    for term, name in others:
        if fold(name) == wanted:
            return term
    # Whoever writes half of a name or of a synonym is led to the term.
    owners = {name: term for term, name in reversed(others)} | {term: term for term in known}
    near = dict.fromkeys(owners[each] for each in nearest(text, owners, limit=9))
    raise UnknownNameError(kind, text, list(near)[:3], known)


def find_node(atlas: Atlas, text: str, kind: str = "node") -> str:
    """Return the id of the taxonomy node that a text means.

    Args:
        atlas: The knowledge base.
        text: Its id or name; a direction's id is refused with a hint.
        kind: ``role`` for the nodes of model4data only.

    Raises:
        UnknownNameError: There is none.
    """
    wanted = [each for each in atlas.tree if kind != "role" or atlas.tree.direction(each) == "model4data"]
    # Two nodes may bear one name (Data augmentation); the first in the order of the tree is meant, the other has its id.
    names = [(each, atlas.tree[each].name) for each in wanted]
    names += [(each, alias) for each in wanted for alias in atlas.tree[each].aliases]
    return find_term(kind, text, wanted, names)


def find_model(atlas: Atlas, text: str) -> str:
    """Return the id of the model that a text means.

    Raises:
        UnknownNameError: There is none.
    """
    return atlas.names.models.resolve(_without(text, "model:"))


def find_dataset(atlas: Atlas, text: str) -> str:
    """Return the id of the dataset that a text means.

    Raises:
        UnknownNameError: There is none.
    """
    return atlas.names.datasets.resolve(_without(text, "dataset:"))


def find_work(atlas: Atlas, text: str) -> str:
    """Return the key of the work that a text means.

    Args:
        atlas: The knowledge base.
        text: Its key, its arXiv id, its title or what stands there before the colon, or a model or dataset that it introduces.

    Raises:
        UnknownNameError: There is none, or the name leads to several.
    """
    bare = _without(text, "work:")
    if bare in atlas.works:
        return bare
    wanted = fold(bare)
    called = []
    for work in atlas.works.values():
        title = fold(work.title)
        if title == wanted or (work.arxiv is not None and work.arxiv == bare):
            return work.key
        if title.partition(":")[0] == wanted:
            called.append(work.key)
    if not called:
        model, dataset = atlas.names.models.find(bare), atlas.names.datasets.find(bare)
        keys = (model and atlas.introducer("model", model), dataset and atlas.introducer("dataset", dataset))
        called = list(dict.fromkeys(key for key in keys if key))
    if len(called) == 1:
        return called[0]
    raise UnknownNameError("work", bare, called or nearest(bare, atlas.works))


def find_artifact(atlas: Atlas, text: str) -> str:
    """Return the graph's name of the model, variant or dataset that a text means.

    Args:
        atlas: The knowledge base.
        text: An id, name or alias, with ``model:`` or ``dataset:`` where both could be meant; ``clip@gadre2023datacomp`` for a
            variant.

    Raises:
        UnknownNameError: There is none.
        WrongUseError: A work or a taxonomy node bears the name.
        AmbiguousNameError: A model and a dataset bear the name.
    """
    try:
        return _artifact(atlas, text)
    except UnknownNameError as error:
        raise _other_thing(atlas, text) or error from None


def _artifact(atlas: Atlas, text: str) -> str:
    """Return the graph's name of the model, variant or dataset that a text means; see `find_artifact`."""
    graph = graph_of(atlas)
    if "@" in text:
        model, _, work = _without(text, "model:").rpartition("@")
        name = f"{artifact_node('model', find_model(atlas, model))}@{find_work(atlas, work)}"
        if name in graph:
            return name
        variants = [each for each, data in graph.nodes(data=True) if data["variant"]]
        raise UnknownNameError("retrained model", text, nearest(name, variants))
    kind, artifact_id = atlas.names.resolve(text)
    return artifact_node(kind, artifact_id)


def _other_thing(atlas: Atlas, text: str) -> WrongUseError | None:
    """Return the error that a text names a work or taxonomy node instead of an artifact; None where it names neither."""
    bare = text.removeprefix("work:").removeprefix("node:")
    key = bare.partition(".")[0] if bare in atlas.claims else bare
    if key in atlas.works:
        introduced = atlas.works[key].introduces
        names = [
            artifact_node(each.artifact_kind, each.id)
            for each in ((*introduced.models, *introduced.datasets) if introduced else ())
        ]
        fix = (
            f"it introduces {', '.join(names[:5])}"
            if names
            else f"'codev query neighbours {key}' shows what it is connected with"
        )
        return WrongUseError(f"{key} is a work, not a model or dataset", fix)
    if bare in atlas.tree:
        return WrongUseError(
            f"{bare} is a taxonomy node, not a model or dataset", f"'codev query works --node {bare}' shows its works"
        )
    return None


def find_thing(atlas: Atlas, text: str) -> str:
    """Return the graph's name of whatever a text means: artifact, work or taxonomy node.

    Args:
        atlas: The knowledge base.
        text: A name of `find_artifact`, a work's key or a node's id, with ``work:`` or ``node:`` where several could be meant.

    Raises:
        UnknownNameError: There is nothing of the name.
        AmbiguousNameError: Several things bear it.
    """
    if text.startswith("work:"):
        return work_node(find_work(atlas, text))
    if text.startswith("node:"):
        return term_node(find_node(atlas, text.removeprefix("node:")))
    if text.startswith(("model:", "dataset:")) or "@" in text:
        return _artifact(atlas, text)
    if text in atlas.works or text in atlas.claims:
        return work_node(text.partition(".")[0])
    try:
        artifact = _artifact(atlas, text)
    except UnknownNameError as error:
        if text in atlas.tree:
            return term_node(text)
        near = [*error.candidates, *(work_node(each) for each in nearest(text, atlas.works))]
        near += [term_node(each) for each in nearest(text, atlas.tree)]
        best = nearest(text, [each.partition(":")[2] for each in near])
        ranked = [each for name in best for each in near if each.partition(":")[2] == name]
        raise UnknownNameError("model, dataset, work or node", text, list(dict.fromkeys(ranked))[:3]) from None
    if text in atlas.tree:
        raise AmbiguousNameError(f"{text!r} is a {artifact.partition(':')[0]} and a node", f"write {artifact} or node:{text}")
    return artifact


def _without(text: str, prefix: str) -> str:
    """Return a text without a prefix and the spaces after it."""
    return text.removeprefix(prefix).strip()


def _shown(text: str) -> str:
    """Return a text in quotes, cut where it is long."""
    return repr(text if len(text) <= 80 else text[:77] + "…")
