"""Two artifacts or two works into one, nothing lost: names become aliases, claims move, what differs is written down.

The first one named is kept, with its id and its values; the second fills what the first lacks.  Where both say different things
the second's value goes into the note of the artifact, or the notes of the work.  An artifact that stood in the vocabulary until
the work that introduces it got an entry moves into that entry.
"""

from __future__ import annotations

import textwrap
from typing import Any, get_origin

from codev.atlas import Atlas
from codev.contribute.references import map_names
from codev.contribute.rename import Rewrite, add_aliases, declared, find_thing, rewrite_all
from codev.contribute.rewrite import rewritten
from codev.errors import WrongUseError
from codev.ids import claim_number
from codev.limits.records import SENTENCE_CHARACTERS_MAX
from codev.model import Dataset, Model, Scope
from codev.model.references import own_references
from codev.model.vocabularies import vocabularies_of
from codev.store.yaml_in import read_document

_UNITED = frozenset(
    name
    for record in (Model, Dataset)
    for name, field in record.model_fields.items()
    if get_origin(field.annotation) is tuple
    and not any(each.path[0] == name and vocabularies_of(each.to) for each in own_references(record))
)
"""The lists of an artifact of which both are kept; lists of terms describe it whole, and are compared."""

_SCOPES = [scope.value for scope in Scope]
_NOT_COMPARED = frozenset(["id", "name", "aliases", "note", "key", "claims", "introduces", "notes", "added", "scope", "survey"])


def merge(atlas: Atlas, kept: str, other: str) -> Rewrite:
    """Return what has to be written so that two things are one.

    Args:
        atlas: The knowledge base.
        kept: The one whose id stays: an artifact or a work, as for `codev.contribute.rename.find_thing`.
        other: The one that goes; or the artifact that the work introduces and ``taxonomy/artifacts.yaml`` declares.

    Raises:
        WrongUseError: The two are one already, of kinds that do not go together, or neither artifacts nor works.
    """
    kind, kept_id = find_thing(atlas, kept)
    other_kind, other_id = find_thing(atlas, other if ":" in other else f"{kind}:{other}")
    if kind == "work" and other_kind in ("model", "dataset"):
        return _move_into(atlas, kept_id, other_kind, other_id)
    if (kind, kept_id) == (other_kind, other_id):
        raise WrongUseError(f"{kept} and {other} are the same already", "name two things")
    if kind != other_kind:
        raise WrongUseError(f"{kept} is a {kind}, {other} a {other_kind}", "only things of one kind can be one")
    if kind == "work":
        return _merge_works(atlas, kept_id, other_id)
    if kind in ("model", "dataset"):
        return _merge_artifacts(atlas, kind, kept_id, other_id)
    raise WrongUseError(f"{kept} is a {kind}", "only artifacts and works can be merged; give terms new ids with 'codev rename'")


def _merge_artifacts(atlas: Atlas, kind: Any, kept: str, other: str) -> Rewrite:
    """Return what has to be written so that two artifacts are one."""
    plain = {each: _plain(atlas.models[each] if kind == "model" else atlas.datasets[each]) for each in (kept, other)}
    remarks: list[str] = []
    merged = _merged_artifact(plain[kept], plain[other], remarks)
    # What a work introduces stays with the work, whichever of the two it was.
    home_of = {each: atlas.introducer(kind, each) for each in (kept, other)}
    home = kept if home_of[kept] is not None or home_of[other] is None else other
    if None not in home_of.values() and home_of[kept] != home_of[other]:
        remarks.append(
            f"{home_of[other]} introduced {other} and now introduces nothing in its place: check whether that is right"
        )

    def change(data: dict[str, Any], stem: str | None) -> bool:
        touched = False
        listed = declared(data, stem, kind)
        if any(each["id"] in (kept, other) for each in listed):
            gone = ({kept, other} - {home}).pop()
            remaining = [merged if each["id"] == home else each for each in listed if each["id"] != gone]
            _replace(data, stem, kind, remaining)
            touched = True
        touched = map_names(data, stem, kind, lambda name: kept if name == other else name, lambda _: False) > 0 or touched
        for each in declared(data, stem, kind):
            if "derived_from" in each:
                each["derived_from"] = _union([], each["derived_from"])
        return touched

    return Rewrite(rewrite_all(atlas, change, [kept, other]), remarks=tuple(remarks), read=atlas.sources)


def _move_into(atlas: Atlas, work: str, kind: Any, artifact: str) -> Rewrite:
    """Return what has to be written so that a work introduces an artifact that the vocabulary declares."""
    introducer = atlas.introducer(kind, artifact)
    if introducer is not None:
        raise WrongUseError(
            f"{introducer} introduces the {kind} {artifact}", "one work introduces an artifact; see which it is"
        )
    moved: list[dict[str, Any]] = []

    def take(data: dict[str, Any], stem: str | None) -> bool:
        listed = declared(data, stem, kind) if stem is not None else []
        found = [each for each in listed if each["id"] == artifact]
        if found:
            moved.extend(found)
            _replace(data, stem, kind, [each for each in listed if each["id"] != artifact])
        return bool(found)

    def put(data: dict[str, Any]) -> dict[str, Any]:
        # What a work introduces does not stand there for its descendants only.
        record = {name: value for name, value in moved[0].items() if name != "lineage_only"}
        data.setdefault("introduces", {}).setdefault(f"{kind}s", []).append(record)
        return data

    texts = rewrite_all(atlas, take, [artifact])
    path = atlas.paths[work]
    texts[path] = rewritten(path, (atlas.root / path).read_text(encoding="utf-8"), put)
    remark = f"{work} introduces the {kind} {artifact} now; comments beside it stayed where it was"
    return Rewrite(texts, remarks=(remark,), read=atlas.sources)


def _merged_artifact(kept: dict[str, Any], other: dict[str, Any], remarks: list[str]) -> dict[str, Any]:
    """Return an artifact with what another says of the same thing."""
    merged = dict(kept)
    differing = _fill(merged, other)
    for name in sorted(_UNITED - {"aliases"}):
        if name in kept or name in other:
            merged[name] = _union(kept.get(name, []), other.get(name, []))
    own = {kept["id"], other["id"]}
    if "derived_from" in merged:
        merged["derived_from"] = [origin for origin in merged["derived_from"] if origin.get("id") not in own]
    if merged.get("variant_of") in own:
        del merged["variant_of"]
    add_aliases(merged, [other["id"], other["name"], *other.get("aliases", ())])
    told = [f"{name} also given as {_shown(value)}" for name, value in differing.items()]
    notes = [kept.get("note"), *([other["note"]] if other.get("note") not in (None, kept.get("note")) else [])]
    if told:
        notes.append(f"Merged with {other['id']}: {'; '.join(told)}.")
        remarks += told
    note = " ".join(each for each in notes if each)
    if len(note) > SENTENCE_CHARACTERS_MAX:
        raise WrongUseError("what differs between the two does not fit into a note", "make them agree by hand first")
    if note:
        merged["note"] = note
    return {name: value for name, value in merged.items() if value != []}


def _merge_works(atlas: Atlas, kept: str, other: str) -> Rewrite:
    """Return what has to be written so that two works are one; the claims of the second get the first's next numbers."""
    kept_path, other_path = atlas.paths[kept], atlas.paths[other]
    second = _stored(atlas, other_path)
    remarks: list[str] = []

    def join(data: dict[str, Any]) -> dict[str, Any]:
        differing = _fill(data, second)
        notes = list(data.get("notes") or ())
        notes += [note for note in second.get("notes") or () if note not in notes]
        notes.append(f"Merged with {other}.")
        differences = (f"{other} gave {name} as {_shown(value)}." for name, value in differing.items())
        # A note holds so many characters; a long list of authors becomes several notes.
        told = [piece for each in differences for piece in textwrap.wrap(each, SENTENCE_CHARACTERS_MAX, break_on_hyphens=False)]
        data["notes"] = notes + told + _join_claims(data, second, kept, other)
        _join_introduced(data, second)
        data["scope"] = min(data["scope"], second["scope"], key=_SCOPES.index)
        _join_survey(data, second)
        remarks.extend(data["notes"][len(notes) :])
        return data

    def refer(data: dict[str, Any], stem: str | None) -> bool:
        return (
            stem is not None and map_names(data, stem, "work", lambda key: kept if key == other else key, lambda _: False) > 0
        )

    text = (atlas.root / kept_path).read_text(encoding="utf-8")
    texts = rewrite_all(atlas, refer, [other]) | {kept_path: rewritten(kept_path, text, join)}
    return Rewrite(texts, (other_path,), tuple(remarks), atlas.sources)


def _join_claims(data: dict[str, Any], second: dict[str, Any], kept: str, other: str) -> list[str]:
    """Move the second work's claims to the first; returns where each went, as notes."""
    claims = list(data.get("claims") or ())
    free = max((claim_number(claim["id"]) for claim in claims), default=0) + 1
    told = []
    for claim in second.get("claims") or ():
        same = next((each for each in claims if _without_id(each) == _without_id(claim)), None)
        if same is None:
            claims.append({**claim, "id": f"{kept}.{free}"})
            same, free = claims[-1], free + 1
        told.append(f"The claim {claim['id']} of {other} is {same['id']} now.")
    if claims:
        data["claims"] = claims
    return told


def _join_introduced(data: dict[str, Any], second: dict[str, Any]) -> None:
    """Move what the second work introduces to the first."""
    introduces = dict(data.get("introduces") or {})
    for name in ("models", "datasets"):
        known = {each["id"] for each in introduces.get(name) or ()}
        added = [each for each in (second.get("introduces") or {}).get(name) or () if each["id"] not in known]
        if added:
            introduces[name] = [*(introduces.get(name) or ()), *added]
    if introduces:
        data["introduces"] = introduces


def _join_survey(data: dict[str, Any], second: dict[str, Any]) -> None:
    """Join what the survey says of the two works; fields of extended works go where the joined one is not extended."""
    if second.get("survey"):
        survey = dict(data.get("survey") or {})
        for name, value in second["survey"].items():
            survey[name] = _union(survey[name], value) if isinstance(survey.get(name), list) else survey.get(name, value)
        data["survey"] = survey
    if data["scope"] != "extended":
        for name in ("seen_at", "judged_paradigm", "maintained_list"):
            if name in data:
                data["notes"].append(f"Before the merge, {name} was {data.pop(name)}.")


def _fill(kept: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Fill what a record lacks from another; returns the other's values where both say something else."""
    differing = {}
    for name, value in other.items():
        if name in _NOT_COMPARED | _UNITED:
            continue
        if kept.get(name) is None or (name == "access" and kept[name] == "unknown"):
            kept[name] = value
        elif kept[name] != value and not (name == "access" and value == "unknown"):
            differing[name] = value
    return differing


def _plain(record: Any) -> dict[str, Any]:
    """Return a record as plain data, defaults left out."""
    data: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return data


def _stored(atlas: Atlas, path: str) -> dict[str, Any]:
    """Return the data of an entry as its file holds them."""
    return read_document((atlas.root / path).read_text(encoding="utf-8")).data


def _replace(data: dict[str, Any], stem: str | None, kind: str, artifacts: list[dict[str, Any]]) -> None:
    """Put a list of artifacts in the place of those that a file declares; an empty ``introduces`` goes."""
    holder = data if stem is not None else data["introduces"]
    holder[f"{kind}s"] = artifacts
    if not artifacts:
        del holder[f"{kind}s"]
    if stem is None and not holder:
        del data["introduces"]


def _union(first: list[Any], second: list[Any]) -> list[Any]:
    """Return two lists in one, each item once; of records that name one thing the first is kept."""
    by_identity: dict[Any, Any] = {}
    for item in (*first, *second):
        by_identity.setdefault(_identity(item), item)
    return list(by_identity.values())


def _identity(item: Any) -> Any:
    """Return what an item of a list is known by."""
    return item.get("id") or item.get("model") or item.get("row", str(item)) if isinstance(item, dict) else item


def _without_id(claim: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claim.items() if name != "id"}


def _shown(value: object) -> str:
    """Return a value in words."""
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value)
