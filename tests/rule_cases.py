"""The check's rules by example: edits of real entries, and texts that cannot be read, each with what is found and where.

In `at`, a caret stands before the place that line and column should name; the text around it must be unique in the edited file.
"""

from __future__ import annotations

from dataclasses import dataclass

from codev.limits.records import NODE_DEPTH_MAX

Edit = tuple[str, str]
"""What is replaced (its first occurrence), and by what."""

VISUAL = "papers/2023/liu2023visual.yaml"
MOLMO = "papers/2026/clark2026molmo2.yaml"
BACKGROUND = "papers/2022/bai2022constitutional.yaml"
EVALCRAFTER = "papers/2023/liu2023evalcrafter.yaml"
EVALCRAFTER_TITLE = "'EvalCrafter: Benchmarking and Evaluating Large Video Generation Models'"


@dataclass(frozen=True)
class Reading:
    """A text that cannot be read as an entry.

    Attributes:
        code: What is found.
        raw: The file's bytes.
        line: Where, counted from 1.
        column: Its column, counted from 1.
        fix: Words that the advice holds.
    """

    code: str
    raw: bytes
    line: int
    column: int
    fix: str

    def __str__(self) -> str:
        """Return what the test is called."""
        return f"{self.code}: {self.raw[:30]!r}"


@dataclass(frozen=True)
class Case:
    """One rule tried on one file.

    Attributes:
        code: The rule.
        path: The file.
        wrong: The edit that the rule finds.
        at: Where it should point.
        fix: Words that the advice holds.
        right: A like edit that the rule lets pass; none means the file as it is.
    """

    code: str
    path: str
    wrong: Edit
    at: str
    fix: str
    right: Edit = ("", "")

    def __str__(self) -> str:
        """Return what the test is called."""
        return f"{self.code}: {self.wrong[1][:40]!r}"


def nodes_in_a_row(count: int) -> str:
    """Return nodes under the node scaling, each below the one before."""
    parents = ["scaling", *(f"deep-{number}" for number in range(count))]
    return "".join(
        f"- id: deep-{number}\n  name: Deep {number}\n  parent: {parents[number]}\n  section: '3'\n  definition: One level.\n"
        for number in range(count)
    )


FOURTH = (
    "Text-only GPT-4, fed COCO captions and object boxes, writes detailed image descriptions that become\n"
    "    part of LLaVA's visual instruction data."
)
"""The statement of liu2023visual.4."""

THIRD = (
    "Text-only GPT-4 (given captions, boxes and {} seed examples) invents conversations and reasoning\n"
    "    questions with answers about images."
)
"""That of liu2023visual.3 with other punctuation."""

DREAMS = "- id: data-dreams\n  name: Dreams\n  parent: scaling-up\n  section: '3.1'\n  definition: Dreamt data.\n"

LONG = "This sentence goes on and on about what the work does with its data. " * 4

CASES = [
    # -- one work ----------------------------------------------------------------------------------------------------
    Case(
        "key-not-file-name",
        VISUAL,
        ("key: liu2023visual", "key: liu2023visuals"),
        "key: ^liu2023visuals",
        "liu2023visuals.yaml",
    ),
    Case(
        "wrong-folder",
        VISUAL,
        ("\nyear: 2023", "\nyear: 2022"),
        "year: ^2022\nvenue",
        "papers/2022/liu2023visual.yaml",
    ),
    Case("key-year", VISUAL, ("\nyear: 2023", "\nyear: 2024"), "key: ^liu2023visual\n", "correct the one"),
    Case(
        "arxiv-year",
        VISUAL,
        ("'2304.08485'", "'2204.08485'"),
        "arxiv: ^'2204",
        "year: 2022",
        ("'2304.08485'", "'2404.08485'"),  # a venue of 2023 came before the preprint
    ),
    Case("arxiv-year", MOLMO, ("venue: CVPR\narxiv: '2601.10611'", "arxiv: '2701.10611'"), "arxiv: ^'2701", "name the venue"),
    Case(
        "no-address",
        VISUAL,
        ("arxiv: '2304.08485'\narxiv_from: looked-up-or-recalled\n", ""),
        "^title: Visual Instruction",
        "'arxiv', 'doi' or 'url'",
        (
            "arxiv: '2304.08485'\narxiv_from: looked-up-or-recalled\n",
            "url: https://openreview.net/forum?id=w0H2xGHlkw\n",
        ),
    ),
    Case("stray-field", VISUAL, ("arxiv: '2304.08485'", "doi: 10.1000/xyz"), "^arxiv_from", "add 'arxiv'"),
    Case("stray-field", VISUAL, ("venue: NeurIPS\n", ""), "^volume", "add 'venue'"),
    Case(
        "venue-form",
        EVALCRAFTER,
        ("venue: arXiv", "venue: Transactions on Machine Learning Research"),
        "venue: ^Transactions on",
        "write 'venue: TMLR'",
        ("venue: arXiv", "venue: TMLR"),
    ),
    Case(
        "venue-form",
        EVALCRAFTER,
        ("venue: arXiv", "venue: Proceedings of the 3rd Workshop on Things"),
        "venue: ^Proceedings of",
        "write 'venue: Workshop on Things'",
        ("venue: arXiv", "venue: Workshop on Things"),
    ),
    Case("wrong-scope", VISUAL, ("scope: surveyed", "scope: extended"), "^survey:", "remove 'survey'"),
    Case("wrong-scope", VISUAL, ("scope: surveyed", "scope: extended"), "- ^{source: survey, section: '5.2'}", "abstract"),
    Case("wrong-scope", MOLMO, ("scope: extended", "scope: background"), "scope: ^background", "scope: extended"),
    Case("wrong-scope", MOLMO, ("scope: extended", "scope: background"), "^judged_paradigm", "remove 'judged_paradigm'"),
    Case("surveyed-without-claim", BACKGROUND, ("scope: background", "scope: surveyed"), "scope: ^surveyed", "add the claim"),
    Case(
        "foreign-claim-id", VISUAL, ("id: liu2023visual.2", "id: liu2023visuals.2"), "id: ^liu2023visuals.2", "liu2023visual.5"
    ),
    Case(
        "duplicate-claim-id",
        VISUAL,
        ("id: liu2023visual.2", "id: liu2023visual.1"),
        "^liu2023visual.1\n  node: acquisition-for-fine",
        "liu2023visual.5",
    ),
    Case(
        "evidence-missing",
        VISUAL,
        ("  evidence:\n  - {source: survey-list}\n", ""),
        "- ^id: liu2023visual.3",
        "recalled",
        ("{source: survey-list}", "{source: recalled}"),
    ),
    Case(
        "evidence-place",
        VISUAL,
        ("{source: survey, section: '5.2'}", "{source: survey}"),
        "- ^{source: survey}",
        "section: 3.1.1",
    ),
    Case(
        "evidence-place",
        VISUAL,
        ("{source: survey, section: '5.2'}", "{source: paper}"),
        "- ^{source: paper}",
        "where",
        ("{source: survey, section: '5.2'}", "{source: paper, where: Section 3}"),
    ),
    Case(
        "evidence-place",
        VISUAL,
        ("{source: survey, section: '5.2'}", "{source: survey-table}"),
        "- ^{source: survey-t",
        "table: 2",
    ),
    Case(
        "inferred-empty",
        MOLMO,
        ("inferred: [capabilities, datasets]", "inferred: [acquired_from]"),
        "[^acquired_from]",
        "remove it",
        ("inferred: [capabilities, datasets]", "inferred: [modalities]"),
    ),
    Case(
        "statement-too-long",
        VISUAL,
        ("Recasts captioned", f"{LONG}Recasts captioned"),
        "statement: ^This sentence",
        "two claims",
    ),
    Case(
        "repeated-item", VISUAL, ("stages: [finetune]", "stages: [finetune, finetune]"), "[finetune, ^finetune]", "take one out"
    ),
    Case(
        "repeated-item",
        VISUAL,
        ("  - {source: survey-list}", "  - {source: survey-list}\n  - {source: survey-list}"),
        "list}\n  - ^{source: survey-list}",
        "take one out",
        ("  - {source: survey-list}", "  - {source: survey-list}\n  - {source: abstract}"),
    ),
    Case(
        "statement-no-sentence",
        MOLMO,
        ("statement: Trains with an efficient", "statement: Efficient.\n  doubt: Trains with an efficient"),
        "statement: ^Efficient.",
        "full stop",
    ),
    Case(
        "statement-no-sentence",
        MOLMO,
        ("    video-language family.", "    video-language family"),
        "statement: ^Gathers",
        "full stop",
    ),
    Case("author-form", VISUAL, ("[Haotian Liu, ", "['Liu, Haotian', "), "[^'Liu, Haotian'", "Given Family"),
    Case(
        "author-form",
        VISUAL,
        ("Yong Jae Lee]", "Ada Author and Example Team]"),
        "^Ada Author and",
        "family_names: ['Ada Author and Example Team']",
        ("Yong Jae Lee]", "'Institute of Data, Models and Words']"),
    ),
    Case(
        "author-form",
        VISUAL,
        ("Yong Jae Lee]", "Barnes & Noble]"),
        "^Barnes & Noble",
        "for the name of one group",
        ("Yong Jae Lee]", "Barnes & Noble]\nfamily_names: [Barnes & Noble]"),
    ),
    Case(
        "family-name",
        VISUAL,
        ("Yong Jae Lee]", "Yong Jae Lee]\nfamily_names: [Jae Le]"),
        "[^Jae Le]",
        "as in 'authors'",
        ("Yong Jae Lee]", "Yong Jae Lee]\nfamily_names: [Jae Lee]"),
    ),
    Case(
        "title-form",
        VISUAL,
        ("Visual Instruction Tuning", "<i>Visual</i> Instruction Tuning"),
        "title: ^<i>",
        "plain text",
        ("Visual Instruction Tuning", "Visual <i> Instruction Tuning"),
    ),
    Case("title-form", VISUAL, ("Visual Instruction Tuning", "Visual &amp; Tuning"), "title: ^Visual", "plain text"),
    Case("author-form", VISUAL, ("Yong Jae Lee]", "et al]"), "^et al]", "et_al: true", ("Yong Jae Lee]", "Sandy Anderson]")),
    Case(
        "title-form", VISUAL, ("Visual Instruction Tuning", "'{Visual} Instruction Tuning'"), "title: ^'{Visual}", "plain text"
    ),
    Case(
        "title-form",
        VISUAL,
        ("Visual Instruction Tuning", "Visual Instruction Tuning."),
        "title: ^Visual",
        "plain text",
        ("Visual Instruction Tuning", "Visual Instruction Tuning..."),
    ),
    # -- terms -------------------------------------------------------------------------------------------------------
    Case(
        "unknown-term",
        VISUAL,
        ("node: direct-generation", "node: direct-generaton"),
        "node: ^direct-generaton",
        "direct-generation?",
    ),
    Case("unknown-term", VISUAL, ("stages: [finetune]", "stages: [fine-tune]"), "[^fine-tune]", "did you mean finetune"),
    Case(
        "unknown-term",
        VISUAL,
        ("modalities: [image, text]", "modalities: [images, text]"),
        "[^images, text]",
        "did you mean image",
    ),
    Case("unknown-term", VISUAL, ("[existing-datasets]", "[existing-dataset]"), "[^existing-dataset]", "existing-datasets?"),
    Case("unknown-term", VISUAL, ("data-mapper]", "data-maper]"), ", ^data-maper]", "data-mapper"),
    Case("unknown-term", VISUAL, ("sections: ['2.4'", "sections: ['9.4'"), "sections: [^'9.4'", "such as 3.1.1"),
    Case(
        "unknown-term",
        VISUAL,
        ("{source: survey, section: '5.2'}", "{source: survey, section: '7.7'}"),
        "section: ^'7.7'",
        "such as 3.1.1",
    ),
    Case("unknown-term", VISUAL, ("input: [image, text]", "input: [picture, text]"), "[^picture, text]", "write one of"),
    Case(
        "unknown-term",
        "taxonomy/roadmap.yaml",
        ("insight-derivation]", "insight-derivaton]"),
        "^insight-derivaton]",
        "insight-derivation",
    ),
    Case(
        "unknown-term",
        "taxonomy/not-applicable.yaml",
        ("nodes: [data-packing]", "nodes: [packing-data]"),
        "[^packing-data]",
        "data-packing",
    ),
    Case("unknown-term", "taxonomy/not-applicable.yaml", ("stages: [inference]", "stages: [infer]"), "[^infer]", "inference"),
    Case("unknown-capability", VISUAL, ("[captioning, rewriting]", "[captoning, rewriting]"), "[^captoning", "captioning?"),
    Case(
        "unknown-capability", VISUAL, ("[captioning, rewriting]", "[robustness, rewriting]"), "[^robustness", "correct the node"
    ),
    Case(
        "unknown-capability",
        VISUAL,
        ("[instruction-following]", "[text-generation]"),
        "[^text-generation]\n",
        "did you mean",
        ("[instruction-following]", "[robustness]"),
    ),
    Case(
        "unknown-work",
        "taxonomy/paradigms.yaml",
        ("kirillov2023segment", "kirilov2023segment"),
        "[^kirilov2023",
        "kirillov2023segment?",
    ),
    Case(
        "unused-term",
        "taxonomy/modalities.yaml",
        ("modalities:\n", "modalities:\n- id: smell\n  name: Smell\n  definition: What a nose takes in.\n"),
        "id: ^smell",
        "remove it",
        ("modalities:\n", "modalities:\n- id: smell\n  name: Smell\n  definition: What a nose takes in.\n  section: '2.1'\n"),
    ),
    Case(
        "unused-term",
        "taxonomy/nodes.yaml",
        ("- id: data-augmentation\n", f"{DREAMS}- id: data-augmentation\n"),
        "id: ^data-dreams",
        "classify a work",
    ),
    Case(
        "impossible-cell",
        EVALCRAFTER,
        ("stages: [evaluation]\n  capabilities: [preference", "stages: [finetune]\n  capabilities: [preference"),
        "stages: ^[finetune]",
        "narrow the rule",
    ),
    # -- authors -----------------------------------------------------------------------------------------------------
    Case(
        "author-spelling",
        VISUAL,
        ("Chunyuan Li,", "Chunyuan Lí,"),
        ", ^Chunyuan Lí,",
        "write 'Chunyuan Li' in both",
        ("Chunyuan Li,", "Chun-Yuan Li,"),
    ),
    # -- artifacts ---------------------------------------------------------------------------------------------------
    Case(
        "unknown-artifact", VISUAL, ("datasets: [cc3m-595k]", "datasets: [cc3m-959k]"), "[^cc3m-959k]", "did you mean cc3m-595k"
    ),
    Case("unknown-artifact", VISUAL, ("models: [gpt-4]", "models: [model:gpt-4]"), "[^model:gpt-4]", "write gpt-4"),
    Case(
        "unknown-artifact",
        VISUAL,
        ("models: [gpt-4]", "models: [llava-instruct-158k]"),
        "models: [^llava-instruct-158k]\n",
        "is a dataset",
    ),
    Case(
        "unknown-artifact",
        VISUAL,
        ("models: [gpt-4]", "models: [zzzz-qqqq-xxxx]"),
        "[^zzzz-qqqq-xxxx]",
        "taxonomy/artifacts.yaml",
        ("models: [gpt-4]", "models: [GPT 4]"),  # another spelling of one name leads there too
    ),
    Case("unknown-origin", VISUAL, ("{id: vicuna, ", "{id: vicunna, "), "{id: ^vicunna", "did you mean vicuna"),
    Case("unknown-origin", VISUAL, ("{id: vicuna, ", "{id: coco, "), "{id: ^coco, basis: recalled}", "is a dataset"),
    Case("unknown-origin", MOLMO, ("covers: [molmo2-cap,", "covers: [molmo2-kap,"), "[^molmo2-kap", "molmo2-cap"),
    Case(
        "unknown-origin",
        VISUAL,
        ("    family: llava\n", "    family: llava\n    variant_of: llama-9\n"),
        "variant_of: ^llama-9",
        "llama",
    ),
    Case(
        "origin-without-claim",
        VISUAL,
        ("{id: cc3m, basis: seen}", "{id: coco, basis: claim}"),
        "basis: ^claim}\n    purpose: training\n    size: {count: 595000",
        "basis: recalled",
        ("{id: cc3m, basis: seen}", "{id: cc3m, basis: claim}"),
    ),
    Case("duplicate-artifact", VISUAL, ("id: llava-wild", "id: coco"), "- id: ^coco\n", "another id"),
    Case("name-claimed-twice", VISUAL, ("aliases: [LLaVA-1.0]", "aliases: [GPT-4]"), "[^GPT-4]", "one of the two"),
    Case(
        "alias-collision",
        VISUAL,
        ("aliases: [LLaVA-1.0]", "aliases: [G P T 4]"),
        "[^G P T 4]",
        "cannot be confused",
        ("aliases: [LLaVA-1.0]", "aliases: [LLaVA-1.0, L-LaVA]"),  # two spellings of one artifact
    ),
    Case("origin-cycle", VISUAL, ("{id: vicuna, ", "{id: llava, "), "{id: ^llava, ", "remove the wrong one"),
    Case(
        "origin-cycle",
        "taxonomy/artifacts.yaml",
        ("- {id: llama-2, basis: recalled}\n- id: video-llama\n", "- {id: llava, basis: recalled}\n- id: video-llama\n"),
        "{id: ^llava, basis: recalled}\n- id: video-llama\n",
        "remove the wrong one",
    ),
    Case("duplicate-table-row", EVALCRAFTER, ("row: 29", "row: 28"), "row: ^28", "row's number"),
    # -- once --------------------------------------------------------------------------------------------------------
    Case("duplicate-work-key", VISUAL, ("key: liu2023visual", "key: liu2023evalcrafter"), "key: ^liu2023evalcrafter", "merge"),
    Case("duplicate-arxiv", VISUAL, ("'2304.08485'", "'2310.11440'"), "arxiv: ^'2310.11440'", "merge"),
    Case(
        "duplicate-doi",
        VISUAL,
        ("arxiv: '2304.08485'", "arxiv: '2304.08485'\ndoi: 10.14778/3611479.3611527"),
        "doi: ^10.14778",
        "merge",
        ("arxiv: '2304.08485'", "arxiv: '2304.08485'\ndoi: 10.14778/3611479.3611528"),
    ),
    Case(
        "duplicate-title",
        EVALCRAFTER,
        (f"{EVALCRAFTER_TITLE}\nauthors: [", "Visual Instruction Tunning\nauthors: [Haotian Liu, "),
        "title: ^Visual",
        "merge",
    ),
    Case(
        "duplicate-title",
        EVALCRAFTER,
        (EVALCRAFTER_TITLE, "A visual instruction tuning"),
        "title: ^A visual",
        "merge",
        (EVALCRAFTER_TITLE, "Visual Instruction Tuning Up"),  # similar only: `codev add` asks a person
    ),
    Case(
        "duplicate-title",
        EVALCRAFTER,
        (
            f"{EVALCRAFTER_TITLE}\nauthors: [",
            "Visual instruction-tuning\nauthors: [Haotian Liu, ",
        ),
        "title: ^Visual",
        "merge",
        (
            f"{EVALCRAFTER_TITLE}\nauthors: [",
            "Visual Instruction Tuning 2\nauthors: [Haotian Liu, ",
        ),
    ),
    Case(
        "repeated-statement",
        VISUAL,
        (FOURTH, THIRD.format("a few")),
        "statement: ^Text-only GPT-4 (given",
        "this claim only",
        (FOURTH, THIRD.format("no")),
    ),
    Case("duplicate-reference", VISUAL, ("references: [49]", "references: [49, 192]"), "^192]", "correct the number"),
    Case("duplicate-reference", VISUAL, ("references: [49]", "references: [49, 49]"), "[49, ^49]", "correct"),
    # -- the vocabulary itself ---------------------------------------------------------------------------------------
    Case(
        "duplicate-term",
        "taxonomy/stages.yaml",
        ("id: pretrain-projector", "id: pretrain"),
        "id: ^pretrain\n  name: Pre-training of proj",
        "another id",
    ),
    Case(
        "alias-of-two-terms",
        "taxonomy/capabilities.yaml",
        ("  name: Perception\n", "  name: Perception\n  aliases: [retrieval]\n"),
        "aliases: [^retrieval]",
        "more precise",
    ),
    Case(
        "unknown-parent",
        "taxonomy/nodes.yaml",
        ("parent: data-acquisition", "parent: data-aquisition"),
        "parent: ^data-aquisition",
        "data-acquisition",
    ),
    Case(
        "parent-cycle",
        "taxonomy/nodes.yaml",
        ("  direction: data4model\n  section: '3'", "  parent: scaling-up\n  section: '3'"),
        "parent: ^scaling-up\n  section: '3'\n",
        "another parent",
    ),
    Case(
        "node-too-deep",
        "taxonomy/nodes.yaml",
        ("- id: scaling-up\n", f"{nodes_in_a_row(NODE_DEPTH_MAX + 1)}- id: scaling-up\n"),
        f"parent: ^deep-{NODE_DEPTH_MAX - 1}\n",
        "nearer to the top",
        ("- id: scaling-up\n", f"{nodes_in_a_row(NODE_DEPTH_MAX)}- id: scaling-up\n"),
    ),
    Case(
        "node-direction", "taxonomy/nodes.yaml", ("  direction: data4model\n", ""), "- ^id: scaling\n", "direction: data4model"
    ),
    Case(
        "node-direction",
        "taxonomy/nodes.yaml",
        ("  parent: scaling\n", "  parent: scaling\n  direction: data4model\n"),
        "^direction: data4model\n  section: '3.1'",
        "remove 'direction'",
    ),
    Case(
        "survey-or-added",
        "taxonomy/nodes.yaml",
        ("  section: '3'\n  definition: Give", "  definition: Give"),
        "- id: ^scaling\n",
        "or 'since: atlas'",
    ),
    Case(
        "survey-or-added",
        "taxonomy/stages.yaml",
        ("  printed: Eval\n  section: '4.4'\n", "  printed: Eval\n"),
        "- id: ^evaluation\n",
        "or 'since: atlas'",
        ("  printed: Eval\n  section: '4.4'\n", "  printed: Eval\n  since: atlas\n"),
    ),
    Case(
        "survey-or-added",
        "taxonomy/nodes.yaml",
        ("  name: Scaling\n", "  name: Scaling\n  since: atlas\n"),
        "^section: '3'\n  definition: Give",
        "remove 'section'",
    ),
    Case(
        "survey-or-added",
        "taxonomy/nodes.yaml",
        ("  name: Scaling\n", "  name: Scaling\n  since: atlas\n"),
        "parent: ^scaling\n  section: '3.1'\n",
        "in place of the section",
    ),
    Case(
        "added-for-few",
        "taxonomy/modalities.yaml",
        ("modalities:\n", "modalities:\n- {id: smell, name: Smell, since: atlas, definition: What a nose takes in.}\n"),
        "since: ^atlas",
        "in the claims of",
        ("  name: Image\n", "  name: Image\n  since: atlas\n"),
    ),
    Case(
        "added-for-few",
        "taxonomy/nodes.yaml",
        ("- id: data-augmentation\n", DREAMS.replace("section: '3.1'", "since: atlas") + "- id: data-augmentation\n"),
        "since: ^atlas",
        "or remove it",
        ("  parent: data-mapper\n  section: '5.2'\n", "  parent: data-mapper\n  since: atlas\n"),
    ),
    Case(
        "added-for-few",
        "taxonomy/capabilities.yaml",
        ("leveraged:\n", "leveraged:\n- {id: perception, name: Sight, since: atlas, definition: See.}\n"),
        "since: ^atlas",
        "in the claims of",
        ("  name: Perception\n", "  name: Perception\n  since: atlas\n"),
    ),
    Case(
        "rule-too-wide",
        "taxonomy/not-applicable.yaml",
        ("  nodes: [data-packing]\n  stages: [inference, evaluation]\n", ""),
        "- ^id: packing-needs-training",
        "name the nodes",
        ("  nodes: [data-packing]\n", "  nodes: [data-packing]\n  modalities: [image]\n"),
    ),
    # -- form --------------------------------------------------------------------------------------------------------
    Case(
        "schema-line",
        VISUAL,
        ("# yaml-language-server: $schema=../../taxonomy/schema/work.schema.json\n", ""),
        "^key: liu2023visual\n",
        "begin with",
    ),
    Case(
        "not-canonical",
        VISUAL,
        ("\nyear: 2023\nvenue: NeurIPS", "\nvenue: NeurIPS\nyear: 2023"),
        "^venue: NeurIPS\nyear",
        "--fix",
    ),
    Case("not-canonical", VISUAL, ("scope: surveyed", "et_al: false\nscope: surveyed"), "^et_al", "--fix"),
    Case(
        "not-canonical",
        VISUAL,
        ("title: Visual Instruction Tuning", 'title: "Visual Instruction Tuning"'),
        "^title: ",
        "--fix",
        ("\nyear: 2023", "  # as published\nyear: 2023"),  # a comment is part of the form
    ),
]

WORK = """# yaml-language-server: $schema=../../taxonomy/schema/work.schema.json
key: liu2023visual
title: Visual Instruction Tuning
authors: [Haotian Liu]
year: 2023
arxiv: '2304.08485'
scope: extended
added: '2026-11-25'
"""
"""A small entry with nothing wrong in it by itself, at ``papers/2023/liu2023visual.yaml``."""


def changed(old: str, new: str) -> bytes:
    """Return the small entry with one change."""
    assert WORK.count(old) == 1
    return WORK.replace(old, new).encode()


READINGS = [
    Reading("not-utf8", "key: é".encode("latin-1"), 1, 6, "UTF-8"),
    Reading("not-utf8", WORK.encode("utf-16"), 1, 1, "byte order mark"),
    Reading("not-utf8", b"\xef\xbb\xbf" + WORK.encode(), 1, 1, "without one"),
    Reading("control-character", changed("Visual", "Vis\0ual"), 3, 11, "remove it"),
    Reading("control-character", changed("Visual", "Vis\x1b[31mual"), 3, 11, "remove it"),
    Reading("yaml-syntax", b"", 1, 1, "write an entry"),
    Reading("yaml-syntax", b"- a list", 1, 1, "key: value"),
    Reading("yaml-syntax", b"just text", 1, 1, "key: value"),
    Reading("yaml-syntax", changed("Visual Instruction Tuning", "Visual: Tuning"), 3, 14, "quote the text"),
    Reading("yaml-syntax", changed("[Haotian Liu]", "[Haotian Liu"), 5, 5, "indentation"),
    Reading("yaml-syntax", changed("scope", "\tscope"), 7, 1, "not tabs"),
    Reading("yaml-syntax", changed("scope: ", "scope "), 7, 1, "write 'scope: "),
    Reading("yaml-syntax", changed("scope: ", "scope:"), 7, 1, "write 'scope: "),
    Reading("yaml-syntax", b"venue arXiv\nkey: a\n", 1, 1, "write 'venue: arXiv'"),
    Reading("yaml-syntax", b"claims:\n- id: a\n  node b\n  stages: [c]\n", 3, 3, "write 'node: b'"),
    Reading("yaml-syntax", b"claims:\n- id a\n  node: b\n", 2, 3, "write 'id: a'"),
    Reading("yaml-syntax", b"key: a\nvenue arXiv\n", 2, 1, "write 'venue: arXiv'"),
    Reading("yaml-syntax", b"title: a: b\nkey: c\n", 1, 9, "quote the text"),
    Reading("yaml-syntax", WORK.encode() + b"---\nkey: other\n", 9, 1, "one document"),
    Reading("yaml-syntax", changed("scope", "<<<<<<< HEAD\nscope: surveyed\n=======\nscope"), 7, 1, "one side"),
    Reading("yaml-tag", changed("Visual Instruction Tuning", "!!python/object/apply:os.system [ls]"), 3, 8, "remove the tag"),
    Reading("yaml-tag", changed("[Haotian Liu]", "!!set {Haotian Liu}"), 4, 10, "remove the tag"),
    Reading("yaml-tag", changed("2023\narxiv", "!!int 2023\ntitel: !x y\narxiv"), 6, 8, "remove the tag"),
    Reading("yaml-alias", changed("[Haotian Liu]", "[&a Haotian Liu, *a]"), 4, 27, "write the value out"),
    Reading("yaml-alias", changed("[Haotian Liu]", "&a [*a]"), 4, 14, "write the value out"),
    Reading("yaml-alias", changed("[Haotian Liu]", "*nobody"), 4, 10, "write the value out"),
    Reading("yaml-alias", WORK.encode() + b"<<: {a: b}\n", 9, 1, "write the values out"),
    Reading("yaml-depth", changed("[Haotian Liu]", "[" * 30 + "]" * 30), 4, 25, "recipe"),
    Reading("yaml-depth", changed("[Haotian Liu]", "[" * 10_000), 4, 1009, "recipe"),
    Reading("yaml-key", WORK.encode() + b"? [a, b]\n: c\n", 9, 3, "key: value"),
    Reading("duplicate-key", WORK.encode() + b"year: 2024\n", 9, 1, "delete one"),
    Reading("too-many-values", changed("[Haotian Liu]", f"[{'a,' * 30_000}]"), 1, 1, "shorten"),
    Reading("unknown-key", changed("authors", "autors"), 4, 1, "did you mean authors"),
    Reading("unknown-key", changed("scope", "wholly_unknown"), 7, 1, "the keys here are key, title"),
    Reading("unknown-key", WORK.encode() + b"links: {hompage: 'https://a.org'}\n", 9, 9, "the keys here are code"),
    Reading("missing-key", changed("scope: extended\n", ""), 2, 1, "add 'scope: …'"),
    Reading("missing-key", WORK.encode() + b"claims:\n- id: liu2023visual.1\n  node: x\n", 10, 3, "add 'statement: …'"),
    Reading("wrong-type", changed("year: 2023", "year: '2023'"), 5, 7, "without quotes"),
    Reading("wrong-type", changed("year: 2023", "year: 2023.5"), 5, 7, "digits only"),
    Reading("wrong-value", changed("year: 2023", f"year: {'9' * 5000}"), 5, 7, "at most 15 digits"),
    Reading("wrong-type", changed("year: 2023", "year:"), 5, 6, "fill it in"),
    Reading("wrong-type", changed("Visual Instruction Tuning", "~"), 3, 8, "fill it in"),
    Reading("wrong-type", WORK.encode() + b"claims:\n", 9, 8, "leave the key out"),
    Reading("wrong-type", changed("[Haotian Liu]", "Haotian Liu"), 4, 10, "write [one, two]"),
    Reading("yaml-key", changed("Visual Instruction Tuning", "{{ 7*7 }}"), 3, 9, "key: value"),
    Reading("wrong-type", WORK.encode() + b"et_al: yes\n", 9, 8, "true or false"),
    Reading("wrong-type", WORK.encode() + b"links: https://a.org\n", 9, 8, "key: value"),
    Reading("wrong-word", changed("scope: extended", "scope: extnded"), 7, 8, "did you mean extended"),
    Reading("wrong-word", changed("scope: extended", "scope: zzz"), 7, 8, "write one of surveyed, background, extended"),
    Reading("wrong-form", changed("key: liu2023visual", "key: ../../x"), 2, 6, "wu2023nextgpt"),
    Reading("wrong-form", changed("'2304.08485'", "https://arxiv.org/abs/2304.08485v2"), 6, 8, "without version"),
    Reading("wrong-form", changed("arxiv: '2304.08485'", "doi: https://doi.org/10.1/x"), 6, 6, "without address"),
    Reading("wrong-form", changed("'2026-11-25'", "25.11.2026"), 8, 8, "'2026-11-25'"),
    Reading("wrong-form", WORK.encode() + b"survey: {references: [1], sections: [chapter 3]}\n", 9, 38, "'Table 2'"),
    Reading("wrong-form", WORK.encode() + b"introduces: {models: [{id: GPT 5, name: GPT-5}]}\n", 9, 28, "such as gpt-5"),
    Reading("wrong-url", WORK.encode() + b"links: {code: 'javascript:alert(1)'}\n", 9, 15, "http or https"),
    Reading("wrong-url", WORK.encode() + b"url: https://good.org@evil.org/\n", 9, 6, "http or https"),
    Reading("wrong-text", changed("Visual Instruction Tuning", '"Two\\nlines"'), 3, 8, "one paragraph"),
    *(
        Reading("wrong-text", changed("Visual Instruction Tuning", f'"Visual\\{escape}Tuning"'), 3, 8, "plain spaces")
        for escape in ("t", "e", "x9b", "xa0", "u200b", "u202e", "u2066", "ufeff")
    ),
    Reading("wrong-text", changed("Haotian Liu", "Haotian\u00a0Liu"), 4, 11, "plain spaces"),
    Reading("wrong-length", changed("[Haotian Liu]", "[]"), 4, 10, "fill it in"),
    Reading("wrong-length", WORK.encode() + b"venue: ''\n", 9, 8, "leave the key out"),
    Reading("wrong-length", changed("Visual Instruction Tuning", "x" * 401), 3, 8, "shorten"),
    Reading("wrong-length", changed("Visual Instruction Tuning", "''"), 3, 8, "fill it in"),
    Reading("wrong-value", changed("year: 2023", "year: 20230"), 5, 7, "2100"),
    Reading("wrong-value", changed("'2026-11-25'", "'2026-02-30'"), 8, 8, "correct"),
    Reading(
        "wrong-value",
        WORK.encode()
        + b"claims:\n- id: liu2023visual.1\n  node: x\n  statement: S.\n  evidence:\n  - {source: abstract, table: 2}\n",
        14,
        5,
        "write the place under 'where'",
    ),
]
