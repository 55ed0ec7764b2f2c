"""The codes of what is found while a file is read and its values are compared with the schema.

What finds them is in `codev.store.read`, `codev.store.yaml_in`, `codev.store.validate` and `codev.store.examine`; here they are
described, for `codev check --explain` and the documentation.
"""

from __future__ import annotations

from codev.check.rule import declare
from codev.limits.files import TAXONOMY_BYTES_MAX, WORK_BYTES_MAX, WORK_VALUES_MAX, YAML_DEPTH_MAX

declare(
    "not-a-file",
    "a link, folder or device is where a file should be",
    why="Links could lead out of the knowledge base, and reading a device or pipe could never end.",
    wrong="papers/2024/liu2024x.yaml → /etc/passwd",
    right="the file itself",
)
declare(
    "unreadable",
    "a file cannot be opened",
    why="What cannot be read cannot be checked.",
    wrong="a file without read permission",
    right="chmod u+r on the file",
)
declare(
    "too-large",
    "a file is larger than any entry should be",
    why=f"More than {WORK_BYTES_MAX // 1024} KiB for an entry, or {TAXONOMY_BYTES_MAX // 2**20} MiB for a vocabulary file, is "
    "a mistake or an attack.",
    wrong="an entry of 50 MB",
    right="one entry a file, one sentence a statement",
)
declare(
    "too-many-values",
    "a file holds more values than fit in memory",
    why=f"More than {WORK_VALUES_MAX:,} values in one entry are a mistake or an attack.",
    wrong="[a, a, a, … a million times]",
    right="the list that was meant",
)
declare(
    "misplaced-file",
    "the knowledge base has no place for a file",
    why="Entries are papers/<year>/<key>.yaml, the vocabulary is a fixed set of files.",
    wrong="papers/liu2023visual.yml, papers/2023/liu2023visual.YAML",
    right="papers/2023/liu2023visual.yaml",
)
declare(
    "not-utf8",
    "a file is not UTF-8",
    why="One encoding, without byte order mark, so that every tool reads the same characters.",
    wrong="a file saved as UTF-16 or Latin-1",
    right="the file saved as UTF-8",
)
declare(
    "control-character",
    "a file holds a character that YAML forbids",
    why="NUL and other control characters are invisible and end up in pages and terminals.",
    wrong="a NUL byte",
    right="the character removed",
)
declare(
    "yaml-syntax",
    "a file is not YAML",
    why="The file cannot be read.  The usual causes: text with ': ' or ' #' but no quotes, tabs, uneven indentation.",
    wrong="title: LLaVA: a model",
    right="title: 'LLaVA: a model'",
)
declare(
    "yaml-tag",
    "a value has a YAML tag",
    why="Tags (!…) can name code to run; data need none.",
    wrong="year: !!python/object:os.system x",
    right="year: 2024",
)
declare(
    "yaml-alias",
    "a value is an alias or a merge key",
    why="Aliases can blow a small file up to gigabytes; write the value where it is used.",
    wrong="datasets: *data",
    right="datasets: [coco]",
)
declare(
    "yaml-depth",
    "a file nests too deeply",
    why=f"Entries have 7 levels; more than {YAML_DEPTH_MAX} are a mistake or an attack.",
    wrong="[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
    right="[coco]",
)
declare(
    "yaml-key",
    "a key is not plain text",
    why="Keys are the names of fields.",
    wrong="? [a, b]\n: c",
    right="a: c",
)
declare(
    "duplicate-key",
    "a key is given twice in one group",
    why="Of two values under one key, one would be lost without notice.",
    wrong="title: One\ntitle: Two",
    right="title: One",
)
declare(
    "unknown-key",
    "a key is not known",
    why="A field with a typing error in its name would be lost without notice.",
    wrong="autors: [Haotian Liu]",
    right="authors: [Haotian Liu]",
)
declare(
    "missing-key",
    "a required key is missing",
    why="Without it the entry cannot be shown or found.",
    wrong="a work without 'title'",
    right="title: Visual Instruction Tuning",
)
declare(
    "wrong-type",
    "a value is of the wrong kind",
    why="A field is text, a number, a list or a group of keys; a mixture cannot be read.",
    wrong="year: '2023'",
    right="year: 2023",
)
declare(
    "wrong-word",
    "a value is not one of the words for its field",
    why="Some fields allow only certain words; the fix lists them.",
    wrong="scope: survey",
    right="scope: surveyed",
)
declare(
    "wrong-form",
    "an id does not follow its grammar",
    why="Ids are part of file names and addresses: lower-case letters, digits, hyphens.",
    wrong="arxiv: https://arxiv.org/abs/2304.08485v2",
    right="arxiv: '2304.08485'",
)
declare(
    "wrong-url",
    "an address may not be linked",
    why="Pages link to http and https only: 'javascript:' and the like could run in the reader's page.",
    wrong="url: javascript:alert(1)",
    right="url: https://openreview.net/forum?id=…",
)
declare(
    "wrong-text",
    "a text holds a line break or a character that cannot be seen",
    why="Names, titles and sentences stand on one line in tables, citations and messages, and invisible characters mislead.",
    wrong='title: "Two\\nlines"',
    right="title: One line",
)
declare(
    "wrong-length",
    "a text or list is too long, or empty",
    why="Leave a key out instead of giving it an empty value; a value that is too long does not fit where it is shown.",
    wrong="authors: []",
    right="authors: [Haotian Liu]",
)
declare(
    "wrong-value",
    "a value is out of range or does not fit another one",
    why="The message says which value and why.",
    wrong="year: 20223",
    right="year: 2023",
)
declare(
    "old-format",
    "a file follows an older version of the data model",
    why="taxonomy/format.yaml says which version the files follow.  'codev migrate' brings old ones up to date and keeps their "
    "comments.",
    wrong="checked:\n- {by: A. Curator, on: '2026-11-29', note: Against the abstract.}",
    right="checked:\n- {by: A. Curator, date: '2026-11-29', against: [abstract]}",
)
declare(
    "schema-line",
    "the first line does not name the schema",
    why="Editors complete and check a file by the schema that its first line names.  'codev check --fix' adds it.",
    wrong="key: liu2023visual on the first line",
    right="# yaml-language-server: $schema=../../taxonomy/schema/work.schema.json",
)
declare(
    "not-canonical",
    "a file is not in the canonical form",
    why="One order of keys, one way to wrap text and defaults left out: then a diff shows only what changed.  "
    "'codev check --fix' rewrites the file and keeps its comments.",
    wrong="year: 2023 above title: …",
    right="the file after 'codev check --fix'",
)
declare(
    "comment-lost",
    "a comment cannot be kept in the canonical form",
    why="'codev check --fix' would lose it, so it leaves the file alone.",
    wrong="a comment within a list that the canonical form writes on one line",
    right="the comment on a line of its own above the key",
)
declare(
    "more-findings",
    "a file has more findings than are listed",
    why="Correct such a file from the top; the other findings are only counted.",
    wrong="a list of 100,000 wrong values",
    right="the file after the first findings are corrected",
)
