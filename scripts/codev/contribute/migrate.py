"""An older knowledge base brought to the format of this code, with nothing lost; what is new already stays as it is.

Each step goes by the shape of what it finds, so that a half-migrated base, or an old entry in a new one, is brought up to date
as well, and a second run changes nothing.  What cannot be read or would become invalid is refused before a file is written.

From format 1 to 2: what a check was compared with, its day and the version read were told in a sentence under ``note``; makers'
pages of every kind stood as dataset cards; what the maintained list says of later works was a note; families had no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from codev.contribute.rename import Rewrite
from codev.contribute.rewrite import Change, rewritten
from codev.errors import KnowledgeBaseError, WrongUseError
from codev.ids import split_artifact
from codev.model import Compared, EvidenceSource
from codev.model.taxonomy import FORMAT
from codev.store.examine import digest_of
from codev.store.layout import FORMAT_PATH, list_files
from codev.store.read import read_bytes
from codev.store.yaml_in import YamlProblem, decode, read_document

Pages = Mapping[tuple[str, str], Mapping[str, str]]
"""The page behind a parent that was seen, by child and parent: ``model:vicuna``, ``model:llama``."""

NO_PAGES: Pages = {}
"""No page is known."""

_FAMILIES_PATH = "taxonomy/families.yaml"

_KINDS_OF_PAGES: tuple[tuple[str, str], ...] = (
    (r"third[- ]party|notes on|as quoted|as repeated|repeats|copy of|news report|implementation", "third-party-summary"),
    (r"which (trains on|is tuned from) it", "third-party-summary"),
    (r"^abstract\b", "abstract"),
    (r"^paper\b", "paper"),
    (r"model card", "model-card"),
    (r"dataset card", "dataset-card"),
    (r"project page", "project-page"),
    (r"README|documentation|repository|code of the release|script|configuration of the makers", "code"),
    (r"slides of an author|announcement", "report"),
)
"""What the words about a page say of its kind, the first that fits; a page that none fits is a third party's."""

_KINDS_OF_CARDS: tuple[tuple[str, str], ...] = (
    (r"^(https?://)?(www\.)?huggingface\.co/(?!datasets/|spaces/|papers/|blog/|collections/)[^/]+/[^/]+/?$", "model-card"),
    (r"^(https?://)?(www\.)?github\.com/", "code"),
    (r"^(https?://)?[^/]+\.github\.io(/|$)", "project-page"),
    (r"/blog/|makers' post", "report"),
)
"""What an address proves of a page that stands as a dataset card."""

_WORDS: tuple[tuple[str, Compared], ...] = (
    (r"excerpt of the abstract|abstracts?\b.*as far as the page shows", Compared.EXCERPT),
    (r"abstract", Compared.ABSTRACT),
    (r"introduction|figure|caption|passage|headings|section", Compared.PAPER),
    (r"dataset(?:'s)? card", Compared.DATASET_CARD),
    (r"model(?:'s)? card", Compared.MODEL_CARD),
    (r"project page|page of the (?:project|package)|authors' page", Compared.PROJECT_PAGE),
    (r"readme", Compared.CODE),
    (r"makers' post", Compared.REPORT),
    (r"summar(?:y|ies)", Compared.THIRD_PARTY_SUMMARY),
    (r"table 2", Compared.SURVEY),
)
"""What the words of a note say that a claim was compared with."""

_PAGES = (Compared.DATASET_CARD, Compared.MODEL_CARD, Compared.PROJECT_PAGE, Compared.CODE, Compared.REPORT)
"""What makers write besides the paper."""

_DATASETS = "huggingface.co/datasets/"
"""What proves by itself that a page is a dataset card."""

_SEEN = "the page seen on {}; its address was not written down"
"""The place of a page of which only the kind is known."""

_NAMED = "page named"
_HEAD = re.compile(r"^against (.*?)(?=;|, (?:which|of which|read|not)\b|\.?$)", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:the |and |abstract|project page|(?:dataset|model)(?:'s)? card|page named|of version [0-9]| as far as the page shows it"
    r"| )*"
)
"""What says no more than ``against`` and ``version`` do."""

_LISTED = re.compile(r"^In the survey's maintained list since ([0-9]{4}), under .*\(§[0-9.]+\)\.$")


def migrate(root: Path, pages: Pages = NO_PAGES) -> Rewrite:
    """Return what has to be written so that a knowledge base has the format of this code.

    Args:
        root: Its folder.
        pages: The pages behind parents that were seen.

    Raises:
        KnowledgeBaseError: A file cannot be read, is of a newer format, or would become invalid.
    """
    texts: dict[str, str] = {}
    used: dict[str, set[str | None]] = {}
    given: dict[str, str] = {}
    read: dict[str, str] = {}
    unused = set(pages)
    for file in list_files(root):
        raw = read_bytes(root, file)
        read[file.path] = digest_of(file, raw) if isinstance(raw, bytes) else ""
        try:
            given[file.path] = decode(raw) if isinstance(raw, bytes) else ""
            data = read_document(given[file.path], file.nodes_max).data
        except YamlProblem as problem:
            raise KnowledgeBaseError(f"{file.path}:{problem.position.line} {problem}", "run 'codev check'") from problem
        if file.path == FORMAT_PATH and data.get("format", 0) > FORMAT:
            raise KnowledgeBaseError(f"the files have format {data['format']}, this codev has {FORMAT}", "update codev")
        if file.kind != "taxonomy" or file.stem == "artifacts":
            before = repr(data)
            # What a second curator alone calls a family is none.
            _migrate_file(data, pages, unused, used if file.kind != "double" else {})
            if repr(data) != before:
                texts[file.path] = rewritten(file.path, given[file.path], _become(data))
    texts |= _families(given.get(_FAMILIES_PATH), used)
    if FORMAT_PATH not in given or read_document(given[FORMAT_PATH]).data != {"format": FORMAT}:
        texts[FORMAT_PATH] = rewritten(FORMAT_PATH, "format: 1\n", lambda _: {"format": FORMAT})
    remarks = tuple(f"no parent was seen for {child} ← {parent}" for child, parent in sorted(unused))
    return Rewrite(texts, remarks=remarks, read=read)


def pages_of(rows: Iterable[Mapping[str, Any]]) -> Pages:
    """Return the pages behind parents, from rows of ``child``, ``parent``, ``url`` and ``where``.

    Args:
        rows: Read from a file.

    Raises:
        WrongUseError: A row lacks one of the four, or names no artifact.
    """
    found = {}
    for number, row in enumerate(rows, 1):
        texts = {name: row.get(name) for name in ("child", "parent", "url", "where")}
        if not all(isinstance(text, str) and text for text in texts.values()):
            raise WrongUseError(f"line {number} lacks child, parent, url or where", "give all four as text")
        if split_artifact(row["child"])[0] is None or split_artifact(row["parent"])[0] is None:
            raise WrongUseError(f"line {number} names no model and no dataset", "write model:… or dataset:…")
        found[row["child"], row["parent"]] = {"url": row["url"], "where": row["where"]}
    return found


def _become(data: dict[str, Any]) -> Change:
    """Return the change of whatever a file holds to some data."""
    return lambda _: data


def _migrate_file(data: dict[str, Any], pages: Pages, unused: set[tuple[str, str]], used: dict[str, set[str | None]]) -> None:
    """Bring the data of one file up to date, in place; note the families and pages that it uses."""
    holder = data.get("introduces") or {} if "key" in data else data
    for kind in ("model", "dataset"):
        for artifact in holder.get(f"{kind}s") or ():
            if artifact.get("family"):
                used.setdefault(artifact["family"], set()).add(artifact.get("developer"))
            for origin in artifact.get("derived_from") or ():
                pair = (f"{kind}:{artifact['id']}", f"{kind}:{origin.get('id')}")
                if pair in pages and origin.get("basis") == "seen":
                    unused.discard(pair)
                    if "url" not in origin:
                        origin.update(_page(pages[pair]))
    for claim in data.get("claims") or ():
        _migrate_claim(claim)
    _move_list(data)


def _page(page: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that tell of the page behind a parent; words that say no more than its kind are left out."""
    kind = next((kind for words, kind in _KINDS_OF_PAGES if re.search(words, page["where"])), "third-party-summary")
    where = page["where"] if page["where"].replace(" ", "-") != kind else None
    return {"source": kind, **({"where": where} if where else {}), "url": page["url"]}


def _migrate_claim(claim: dict[str, Any]) -> None:
    """Bring the evidence and the checks of a claim up to date, in place."""
    inferred = claim.get("inferred") or []
    if "datasets" in inferred and not claim.get("datasets") and claim.get("input_datasets"):
        # 'datasets' stood for the input datasets of a claim that has no others.
        claim["inferred"] = list(dict.fromkeys("input_datasets" if each == "datasets" else each for each in inferred))
    evidence: list[dict[str, Any]] = claim.get("evidence") or []
    for item in evidence:
        if item.get("source") == "dataset-card":
            places = [item[name] for name in ("url", "where") if name in item]
            item["source"] = next(
                (kind for words, kind in _KINDS_OF_CARDS if any(re.search(words, place) for place in places)), "dataset-card"
            )
        _move_version(item)
    old = [check for check in claim.get("checked") or () if "on" in check]
    versions = {
        each
        for check in old
        for each in re.findall(r"\bversions? ([0-9])(?: and ([0-9]))?", _head(check))
        for each in each
        if each
    }
    versions |= {item["version"].removeprefix("v") for item in evidence if "version" in item}
    if len(versions) == 1 and old:
        abstracts = [item for item in evidence if item.get("source") == "abstract"]
        # Beside the preprint's page, another one shows the text as published.
        of_preprint = [item for item in abstracts if "arxiv.org" in item.get("url", "arxiv.org")]
        for item in of_preprint or abstracts:
            item["version"] = f"v{min(versions)}"
    for check in old:
        for compared in _compared(_head(check).lower()):
            _tell_kind(compared, evidence)
    for check in old:
        _migrate_check(check, evidence, keeps_version=len(versions) > 1)


def _move_version(item: dict[str, Any]) -> None:
    """Move a version from where it stood to its field, in place."""
    found = re.fullmatch(r"version ([0-9])", item.get("where", "")) or re.search(
        r"arxiv\.org/abs/[0-9.]+v([0-9])$", item.get("url", "")
    )
    if found and "version" not in item:
        item["version"] = f"v{found.group(1)}"
        if item.get("where") == f"version {found.group(1)}":
            del item["where"]


def _head(check: Mapping[str, Any]) -> str:
    """Return the words of a note that tell what was compared; before notes did, it was the abstract."""
    found = _HEAD.match(check.get("note") or "against the abstract")
    return found.group(1) if found else ""


def _migrate_check(check: dict[str, Any], evidence: list[dict[str, Any]], *, keeps_version: bool) -> None:
    """Bring one check up to date, in place."""
    head, note = _head(check), check.pop("note", None)
    words = head.lower()
    found = _compared(words)
    pages = [
        Compared(item["source"])
        for item in evidence
        if item["source"] not in ("abstract", "recalled") and not EvidenceSource(item["source"]).is_of_survey
    ]
    if _NAMED in words or not found:
        found += pages or [Compared.ABSTRACT]
    against = [fit for compared in found if (fit := _fitting(compared, evidence, check["on"])) is not None]
    if not against:
        # Whatever it was, it was read: more than its kind was not written down.
        against = found
        for compared in found:
            source = "abstract" if compared is Compared.EXCERPT else compared.value
            evidence.append({"source": source, "where": _SEEN.format(check["on"])})
    is_plain = bool(head and _PLAIN.fullmatch(words)) and not (keeps_version and "version" in words) and against == found
    check["date"] = check.pop("on")
    check["against"] = list(dict.fromkeys(compared.value for compared in against))
    if note and not is_plain:
        check["note"] = note
    elif note and (rest := note[len("against ") + len(head) :].strip(" ;,.")):
        check["note"] = f"{rest[0].upper()}{rest[1:]}." if not rest.startswith(("which", "of which")) else note


def _compared(words: str) -> list[Compared]:
    """Return what the words of a note say that a claim was compared with."""
    found = [compared for pattern, compared in _WORDS if re.search(pattern, words)]
    return [each for each in found if each is not Compared.ABSTRACT or Compared.EXCERPT not in found]


def _tell_kind(compared: Compared, evidence: list[dict[str, Any]]) -> None:
    """Let the reader of a page say of what kind it is, where it stands as a dataset card and its address proves nothing."""
    cards = [item for item in evidence if item["source"] == "dataset-card" and _DATASETS not in item.get("url", "")]
    if compared in _PAGES and cards and not any(compared.value == item["source"] for item in evidence):
        cards[0]["source"] = compared.value


def _fitting(compared: Compared, evidence: list[dict[str, Any]], day: str) -> Compared | None:
    """Return what was compared; None where the evidence has nothing of the kind, so that only the note tells it.

    A makers' page that was compared and is not among the evidence is added: its address was not written down.
    """
    if any(compared.fits(EvidenceSource(item["source"])) for item in evidence):
        return compared
    if compared not in _PAGES:
        return None
    evidence.append({"source": compared.value, "where": _SEEN.format(day)})
    return compared


def _move_list(data: dict[str, Any]) -> None:
    """Move what a note says of the maintained list to its field, in place."""
    found = [note for note in data.get("notes") or () if _LISTED.match(note)]
    if found and data.get("scope") == "extended":
        since = int(_LISTED.match(found[0]).group(1))  # type: ignore[union-attr]
        data["maintained_list"] = {"sections": re.findall(r"§([0-9.]+)", found[0]), "since": since}
        data["notes"] = [note for note in data["notes"] if note not in found]
        if not data["notes"]:
            del data["notes"]


def _families(text: str | None, used: Mapping[str, set[str | None]]) -> dict[str, str]:
    """Return the new text of the file of families, where one is used that it lacks; its id stands for its name."""
    families = list(read_document(text).data.get("families") or ()) if text is not None else []
    lacking = sorted(used.keys() - {each["id"] for each in families})
    if not lacking and text is not None:
        return {}
    for family in lacking:
        developers = used[family] - {None}
        row = {"id": family, "name": family}
        families.append({**row, "developer": developers.pop()} if len(developers) == 1 else row)
    return {_FAMILIES_PATH: rewritten(_FAMILIES_PATH, text or "families: []\n", lambda _: {"families": families})}
