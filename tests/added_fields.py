"""What becomes of fields that a copy of the model has more: told as JSON for the test that starts this in another process.

Try ``python tests/added_fields.py FOLDER``, the copy of the package being the one that is imported.  The fields are those of
`FIELDS`; the knowledge base is a small one made in the folder, in which one claim states them.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

FROZEN = Path(__file__).parent / "fixtures" / "facts_base"
ENTRY = "papers/2023/liu2023visual.yaml"
OTHERS = ("papers/2021/radford2021learning.yaml", "papers/2023/kirillov2023segment.yaml")

FIELDS = '''    setting: Label | None = None
    """Where it was tried, in a few words."""
    compared_with: tuple[ModelName, ...] = ()
    """The models that it is compared with."""
    shown_in: tuple[ModalityId, ...] = ()
    """The modalities in which it is shown."""
'''
"""A plain field and two that refer to something, as they stand in the class ``Claim``."""

GIVEN = "  setting: a kitchen in winter\n  compared_with: [clip, SAM]\n  shown_in: [image]\n"
WRONG = "  setting: a kitchen in winter\n  compared_with: [clipp, SAM]\n  shown_in: [imagee]\n"


def main(folder: Path) -> dict[str, Any]:
    """Return what check, schema, renaming, merging, comparing and exports make of the fields."""
    from codev import Atlas
    from codev.contribute.difference import difference, load_side
    from codev.contribute.merge import merge
    from codev.contribute.rename import rename
    from codev.export import export
    from codev.export.sqlite_documents import read_published
    from codev.model.schema import schema_texts

    plain = base(folder / "plain", "")
    wrong = base(folder / "wrong", WRONG)
    root = base(folder / "given", GIVEN)
    atlas = Atlas.load(root, use_cache=False)
    claim = atlas.claims["liu2023visual.1"]
    export(atlas, ["jsonl", "csv", "parquet", "sqlite", "datapackage"], folder / "out")
    changes = difference(load_side(plain, "plain"), load_side(root, "given")).changes
    return {
        "claim": [getattr(claim, name) for name in ("setting", "compared_with", "shown_in")],
        "schema": json.loads(schema_texts(atlas.taxonomy)["work.schema.json"])["$defs"]["Claim"]["properties"],
        "found": findings(wrong),
        "found when right": findings(root),
        "renamed": rename(atlas, "model:clip", "clip-one").texts[ENTRY],
        "renamed term": rename(atlas, "modality:image", "picture").texts[ENTRY],
        "merged": merge(atlas, "model:llava", "model:clip").texts[ENTRY],
        "changes": [[each.id, [field.field for field in each.fields]] for each in changes],
        "published": read_published(folder / "out" / "codev.sqlite").works == atlas.works,
        **exported(folder / "out"),
    }


def base(root: Path, added: str) -> Path:
    """Write a small knowledge base whose first claim says something more."""
    shutil.copytree(FROZEN / "taxonomy", root / "taxonomy")
    for path in (ENTRY, *OTHERS):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FROZEN / path, root / path)
    text = (root / ENTRY).read_text("utf-8")
    place = text.index("  statement:", text.index("- id: liu2023visual.1\n"))
    (root / ENTRY).write_text(text[:place] + added + text[place:], "utf-8")
    return root


def findings(root: Path) -> list[list[str]]:
    """Return what the check finds about the new fields."""
    from codev.check.run import check

    lines = (root / ENTRY).read_text("utf-8").splitlines()
    found = [each for each in check(root, use_cache=False).findings if each.path == ENTRY]
    return [[each.code, each.fix] for each in found if lines[each.line - 1].strip().startswith(("compared_with", "shown_in"))]


def exported(folder: Path) -> dict[str, Any]:
    """Return what exports hold of the first claim's new fields."""
    import pyarrow.parquet as pq

    entries = (folder / "jsonl/works.jsonl").read_text("utf-8").splitlines()
    entry = next(each for each in map(json.loads, entries) if each["key"] == "liu2023visual")
    claims = map(json.loads, (folder / "jsonl/claims.jsonl").read_text("utf-8").splitlines())
    claim = next(each for each in claims if each["id"] == "liu2023visual.1")
    with (folder / "csv/claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(each for each in csv.DictReader(stream) if each["id"] == "liu2023visual.1")
    table = pq.read_table(folder / "parquet/claims.parquet").to_pylist()
    held = next(each for each in table if each["id"] == "liu2023visual.1")
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    fields = next(each["schema"]["fields"] for each in described if each["name"] == "claims")
    names = ("setting", "compared_with", "shown_in")
    with sqlite3.connect(folder / "codev.sqlite") as connection:
        sql = {
            "setting": "SELECT setting FROM claims WHERE id = 'liu2023visual.1'",
            "compared_with": "SELECT models.name FROM claim_compared_with JOIN models ON models.id = model ORDER BY position",
            "shown_in": "SELECT modality FROM claim_shown_in",
            "documentation": "SELECT meaning FROM documentation WHERE table_name = 'claims' AND column_name = 'setting'",
            "broken": "SELECT count(*) FROM pragma_foreign_key_check('claim_compared_with') WHERE parent = 'models'",
        }
        answers = {name: [each[0] for each in connection.execute(query)] for name, query in sql.items()}
    return {
        "jsonl works": [entry["claims"][0][name] for name in names],
        "jsonl claims": [claim[name] for name in names],
        "csv": [row[name] for name in names],
        "parquet": [held[name] for name in names],
        "datapackage": [each["name"] for each in fields if each["name"] in names],
        "sqlite": answers,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201 - read by the test
