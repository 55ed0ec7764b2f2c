"""Evidence and checks written onto claims, one or hundreds at once, all or none.

What an item of evidence states is inferred no longer, unless the item proves nothing by itself.  An item that a claim has
already is completed, not repeated.  A row that is malformed, or names a claim, a field or a value that is not there, is refused
with its number before a file is written; where that is asked for, it is passed over and told instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from codev.atlas import Atlas
from codev.contribute.rename import Rewrite
from codev.contribute.rewrite import Change, require_rules_kept, rewritten
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.ids import work_of_claim
from codev.model import Checked, Evidence, EvidenceSource, Record
from codev.model.fields import ClaimId, ClaimPart

LEDGER_FIELDS = frozenset(["verdict", "node", "not_stated", "why"])
"""What a reader's ledger says besides: how the claim stood before it was mended, which is an audit's."""

_ITEM = tuple(name for name in Evidence.model_fields if name != "states")
_UNKNOWN_PLACE = "address was not written down"


class LedgerRow(Record):
    """What is to be recorded on one claim."""

    claim: ClaimId
    """The claim."""
    evidence: Evidence | None = None
    """An item of evidence; what it states is inferred no longer."""
    infers: tuple[ClaimPart, ...] = ()
    """What no evidence states, as was found."""
    checked: Checked | None = None
    """Who compared the claim with what."""


def rows_of(objects: Iterable[Mapping[str, Any]], told: list[str] | None = None) -> list[LedgerRow]:
    """Return rows from plain objects: evidence's fields beside ``claim``, ``states`` (or ``stated``), ``infers``, ``checked``.

    A line of a reader's ledger is such an object as well; of a node that does not fit it says nothing.

    Args:
        objects: One for each claim and item of evidence.
        told: Filled with what is wrong with objects that are passed over; without it, the first is refused.

    Raises:
        WrongUseError: An object holds something else; the message names its number.
    """
    rows = []
    for number, each in enumerate(objects, 1):
        given = {name: value for name, value in each.items() if value not in (None, [], "")}
        if given.get("verdict") == "not comparable":
            continue
        stated = _stated(given.pop("states", []), given.pop("stated", []))
        if given.get("node", "fits") != "fits" and isinstance(stated, list):
            stated = [part for part in stated if part != "node"]
        item = {name: given.pop(name) for name in _ITEM if name in given}
        row = {name: value for name, value in given.items() if name not in LEDGER_FIELDS}
        if item or stated:
            row["evidence"] = item | ({"states": stated} if stated else {})
        try:
            rows.append(LedgerRow.model_validate_json(json.dumps(row)))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            what = "does not have the right form" if first["type"] == "string_pattern_mismatch" else first["msg"].lower()
            # What nests too deeply has no place.
            message = ": ".join(filter(None, (f"row {number}", ".".join(map(str, first["loc"])), what)))
            if told is None:
                raise WrongUseError(message, "see 'codev evidence --help'") from error
            told.append(message)
    return rows


def record(atlas: Atlas, rows: Iterable[LedgerRow], told: list[str] | None = None) -> Rewrite:
    """Return what has to be written so that claims have evidence and checks.

    Args:
        atlas: The knowledge base.
        rows: What is to be recorded, in order.
        told: Filled with what names nothing and is passed over; without it, the first is refused.

    Raises:
        WrongUseError: A row names a claim, or a part of one, that is not there.
        KnowledgeBaseError: An entry would become wrong.
    """
    by_work: dict[str, list[LedgerRow]] = {}
    for row in rows:
        if row.claim in atlas.claims:
            by_work.setdefault(work_of_claim(row.claim), []).append(row)
            continue
        if told is None:
            raise UnknownNameError("claim", row.claim, nearest(row.claim, atlas.claims))
        told.append(f"there is no claim {row.claim}")
    texts = {}
    for key, listed in by_work.items():
        path = atlas.paths[key]
        text = (atlas.root / path).read_text(encoding="utf-8")
        changed = rewritten(path, text, _recording(atlas, listed, told))
        if changed != text:
            require_rules_kept(path, text, changed)
            texts[path] = changed
    return Rewrite(texts, remarks=tuple(told or ()), read=atlas.sources)


def _recording(atlas: Atlas, rows: list[LedgerRow], told: list[str] | None) -> Change:
    """Return the change of an entry's data that records rows on its claims."""

    def change(data: dict[str, Any]) -> dict[str, Any]:
        claims = {claim["id"]: claim for claim in data["claims"]}
        for row in rows:
            claim = claims[row.claim]

            def spelled(parts: Iterable[str], claim: dict[str, Any] = claim) -> list[str]:
                found = []
                for part in parts:
                    written = _as_written(atlas, claim, part)
                    if written is not None:
                        found.append(written)
                    elif told is not None:
                        told.append(f"{claim['id']} has no {part}")
                    else:
                        raise WrongUseError(f"{claim['id']} has no {part}", "name a field or a value that the claim has")
                return found

            if row.evidence is not None:
                _add_evidence(claim, row.evidence, spelled(row.evidence.states))
            if row.infers:
                claim["inferred"] = list(dict.fromkeys([*(claim.get("inferred") or ()), *spelled(row.infers)]))
            if row.checked is not None:
                check = row.checked.model_dump(mode="json", exclude_defaults=True)
                checks = claim.setdefault("checked", [])
                checks += [check] if check not in checks else []
        return data

    return change


def _stated(*given: Any) -> Any:
    """Return several lists of parts as one, each part once; what holds anything but texts stays as it is, to be refused."""
    for each in given:
        if not isinstance(each, list) or not all(isinstance(part, str) for part in each):
            return each
    return list(dict.fromkeys(part for each in given for part in each))


def _as_written(atlas: Atlas, claim: Mapping[str, Any], part: str) -> str | None:
    """Return a part as the claim writes it, or None where the claim does not have it; another name of an artifact will do."""
    field, dot, value = part.partition(".")
    held = claim.get(field)
    if not dot or not held:
        return part if held and not dot else None
    if value in held:
        return part
    names = {"models": atlas.names.models, "datasets": atlas.names.datasets, "input_datasets": atlas.names.datasets}.get(field)
    wanted = names.find(value) if names is not None else None
    return next((f"{field}.{each}" for each in held if names and wanted and names.find(each) == wanted), None)


def _add_evidence(claim: dict[str, Any], item: Evidence, states: list[str]) -> None:
    """Add an item of evidence to a claim, or complete the one that it has; take what it states out of what is inferred."""
    given = item.model_dump(mode="json", exclude_defaults=True) | {"states": states}
    evidence = claim.setdefault("evidence", [])
    same = next((each for each in evidence if _is_same(each, given)), None)
    if same is None:
        evidence.append(given)
    else:
        if _UNKNOWN_PLACE in same.get("where", "") and given.keys() & {"url", "where"}:
            del same["where"]
        known = same.get("states") or []
        same.update({name: value for name, value in given.items() if name not in same})
        same["states"] = list(dict.fromkeys([*known, *states]))
    if EvidenceSource(item.source).is_weak:
        return
    stated = {part for each in evidence if not EvidenceSource(each["source"]).is_weak for part in each.get("states") or ()}
    left: list[str] = []
    for part in claim.get("inferred") or ():
        field, dot, _ = part.partition(".")
        values = [each for each in stated if each.startswith(f"{field}.")]
        if part in stated or field in stated:
            continue
        # Some values of a field are stated: the others are named one by one.
        left += (
            [f"{field}.{each}" for each in claim[field] if f"{field}.{each}" not in stated] if values and not dot else [part]
        )
    claim["inferred"] = left


def _is_same(item: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two items of evidence are one page: of one kind, and nothing that both say differs."""
    names = ["section", "table", "version", *([] if item["source"] == "abstract" else ["url"])]
    agree = all(item[name] == other[name] for name in names if name in item and name in other)
    if "where" in item and "where" in other and _UNKNOWN_PLACE not in item["where"]:
        agree = agree and item["where"] == other["where"]
    return item["source"] == other["source"] and agree
