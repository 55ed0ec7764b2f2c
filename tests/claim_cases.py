"""The rules on what claims rest on, and on what stands beside them, by example; as in `rule_cases`."""

from __future__ import annotations

from rule_cases import EVALCRAFTER, FOURTH, MOLMO, THIRD, VISUAL, WORK, Case, Reading

FIRST = "  - {source: survey, section: 3.1.1}\n  inferred: [datasets, input_datasets]"
"""Evidence and what is inferred of liu2023visual.1."""

LAST = "- {source: survey, section: '5.2'}\n  inferred: [stages, capabilities, datasets, statement, input_datasets]"
"""Those of liu2023visual.4."""

CHECK = "  - {by: A. Curator, date: '2026-11-29', against: [%s]}"

ARTIFACTS = "taxonomy/artifacts.yaml"


def checked(against: str) -> tuple[str, str]:
    """Return the edit that lets somebody check liu2023visual.4."""
    return (LAST, f"{LAST}\n  checked:\n{CHECK % against}")


def inferring(parts: str) -> tuple[str, str]:
    """Return the edit that changes what liu2023visual.1 infers."""
    return ("inferred: [datasets, input_datasets]", f"inferred: [{parts}]")


def stating(parts: str, inferred: str, source: str = "abstract") -> tuple[str, str]:
    """Return the edit that lets evidence of liu2023visual.1 state something, and changes what is inferred."""
    return (FIRST, f"  - {{source: {source}, states: [{parts}]}}\n  inferred: [{inferred}]")


def parent(line: str) -> tuple[str, str]:
    """Return the edit that gives a dataset another parent."""
    return ("- {id: cc3m, basis: seen}", f"- {line}")


CLAIM_CASES = [
    # -- inferred ----------------------------------------------------------------------------------------------------
    Case(
        "inferred-empty", VISUAL, inferring("datasets.cc3m"), "[^datasets.cc3m]", "datasets.cc3m-595k?", inferring("datasets")
    ),
    Case("inferred-empty", VISUAL, inferring("models.clip"), "[^models.clip]", "models.llava", inferring("models.llava")),
    Case("inferred-empty", VISUAL, inferring("stages, acquired_from.web"), ", ^acquired_from.web]", "existing-datasets"),
    Case("inferred-empty", VISUAL, inferring("models.llava, models"), "[^models.llava", "one of the two", inferring("models")),
    Case(
        "inferred-empty",
        VISUAL,
        ("  datasets: [cc3m-595k]\n  input", "  input"),
        "[^datasets, input_datasets]",
        "did you mean input_datasets?",
    ),
    Case(
        "inferred-empty", MOLMO, ("[capabilities, datasets]", "[datasets.molmo2-kap]"), "[^datasets.molmo2-kap]", "molmo2-cap?"
    ),
    Case("wrong-form", VISUAL, inferring("model"), "[^model]", "did you mean models"),
    Case("wrong-form", VISUAL, inferring("node.scaling"), "[^node.scaling]", "models.gpt-4"),
    Case("repeated-item", VISUAL, inferring("models, models"), "[models, ^models]", "take one out"),
    # -- states ------------------------------------------------------------------------------------------------------
    Case(
        "states-absent",
        VISUAL,
        stating("models.lava", "datasets"),
        "states: [^models.lava]",
        "did you mean models.llava?",
        stating("models.llava", "datasets"),
    ),
    Case(
        "states-absent",
        EVALCRAFTER,
        ("{source: survey-table, table: 2}", "{source: survey-table, table: 2, states: [input_datasets]}"),
        "states: [^input_datasets]",
        "fill in",
    ),
    Case(
        "stated-and-inferred",
        VISUAL,
        stating("datasets", "datasets"),
        "inferred: [^datasets]\n- id: liu2023visual.2",
        "take it out",
        stating("datasets", "datasets", "third-party-summary"),  # weak evidence proves nothing
    ),
    Case(
        "stated-and-inferred",
        VISUAL,
        stating("modalities.image", "modalities"),
        "inferred: [^modalities]",
        "write modalities.text",
        stating("modalities.image", "modalities.text"),
    ),
    Case("stated-and-inferred", VISUAL, stating("modalities", "modalities.text"), "[^modalities.text]", "take it out"),
    # -- checks and evidence -----------------------------------------------------------------------------------------
    Case("check-without-evidence", VISUAL, checked("abstract"), "against: [^abstract]", "source: abstract", checked("survey")),
    Case("check-without-evidence", VISUAL, checked("survey, excerpt"), "[survey, ^excerpt]", "source: abstract"),
    Case("check-without-evidence", VISUAL, checked("project-page"), "[^project-page]", "source: project-page"),
    Case("wrong-word", VISUAL, checked("survey-table"), "[^survey-table]", "did you mean survey?"),
    Case("wrong-length", VISUAL, checked(""), "against: ^[]", "fill it in"),
    Case(
        "evidence-place",
        VISUAL,
        ("{source: survey-list}", "{source: project-page}"),
        "- ^{source: project-page}",
        "where",
        ("{source: survey-list}", "{source: project-page, url: 'https://llava-vl.github.io'}"),
    ),
    Case(
        "wrong-form", VISUAL, ("{source: survey-list}", "{source: abstract, version: version 2}"), "version: ^version 2", "v2"
    ),
    Case(
        "similar-claims",
        VISUAL,
        (FOURTH, THIRD.format("a few").replace("(", "").replace(")", "").replace("conversations", "dialogues")),
        "statement: ^Text-only GPT-4 given captions",
        "join the claims 3 and 4",
    ),
    Case("role-without-actor", VISUAL, ("  models: [gpt-4]\n", ""), "node: ^direct-generation", "kind: unnamed"),
    Case("added-in-future", VISUAL, ("added: '2026-11-25'", "added: '2999-01-01'"), "added: ^'2999-01-01'", "day of today"),
    Case(
        "paradigm-contradicted",
        "papers/2025/guo2025pisa.yaml",
        ("judged_paradigm: self-boosted", "judged_paradigm: externally-boosted"),
        "judged_paradigm: ^externally",
        "correct the judgement",
    ),
    Case(
        "wrong-scope",
        VISUAL,
        ("\nintroduces:\n", "\nmaintained_list:\n  sections: ['5.1']\nintroduces:\n"),
        "^maintained_list:\n  sections: ['5.1']",
        "remove 'maintained_list'",
    ),
    Case(
        "wrong-scope",
        MOLMO,
        ("  - {source: abstract}\n  inferred: [capabilities, datasets]", "  - {source: survey-list}\n  inferred: [datasets]"),
        "- ^{source: survey-list}",
        "name what was read",
    ),
    # -- artifacts ---------------------------------------------------------------------------------------------------
    Case(
        "unused-artifact",
        ARTIFACTS,
        ("models:\n", "models:\n- id: nobodys-model\n  name: Nobody's Model\n"),
        "id: ^nobodys-model",
        "remove it",
    ),
    Case(
        "alias-collision",
        VISUAL,
        ("aliases: [LLaVA-1.0]", "aliases: [G P T 4]\n    distinct_from: [gpt-4]"),
        "aliases: [^G P T 4]",
        "'distinct_from' in both",
    ),
    Case(
        "unknown-origin", VISUAL, ("    family: llava\n", "    family: llava\n    distinct_from: [lava]\n"), "[^lava]", "llava"
    ),
    Case("unknown-origin", VISUAL, parent("{model: clipp, basis: seen, as: filter}"), "model: ^clipp", "clip"),
    Case("wrong-value", VISUAL, parent("{model: clip, basis: seen}"), "- ^{model: clip, basis: seen}", "as: filter"),
    Case(
        "wrong-value",
        VISUAL,
        parent("{id: cc3m, basis: recalled, url: 'https://a.b'}"),
        "- ^{id: cc3m, basis: recalled, u",
        "basis: seen",
    ),
    Case("wrong-word", VISUAL, parent("{id: cc3m, basis: seen, as: filterd}"), "as: ^filterd", "did you mean filter"),
    Case("unknown-term", VISUAL, ("    family: llava\n", "    family: lava\n"), "family: ^lava", "did you mean llava"),
    Case(
        "unused-term",
        "taxonomy/families.yaml",
        ("families:\n", "families:\n- id: aardvark\n  name: Aardvark\n"),
        "id: ^aardvark",
        "use it in an entry",
    ),
    # -- form --------------------------------------------------------------------------------------------------------
    Case(
        "old-format",
        VISUAL,
        (LAST, f"{LAST}\n  checked:\n  - {{by: A. Curator, 'on': '2026-11-29', note: Against the abstract.}}"),
        "^'on': '2026-11-29'",
        "run 'codev migrate'",
        checked("survey"),
    ),
]

OLD = WORK.replace(
    "added: ",
    """claims:
- id: liu2023visual.1
  node: data-filter
  statement: Keeps what is good.
  evidence:
  - {source: abstract}
  checked:
  - {by: A. Curator, 'on': '2026-11-29'}
added: """,
)
"""An entry that an older version of the data model wrote."""
OLD_LINE = OLD[: OLD.index("'on'")].count("\n") + 1
CLAIM_READINGS = [Reading("old-format", OLD.encode(), OLD_LINE, 22, "run 'codev migrate'")]
