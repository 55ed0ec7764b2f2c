"""YAML text to plain data, safely, with the position of every value.

libyaml composes the nodes; this module turns them into dicts, lists and scalars.  What YAML can do beyond plain data is
refused with a `YamlProblem`: tags, anchors and aliases, merge keys, duplicate keys, several documents, text that is not
UTF-8.  Scalars that are not whole numbers, true, false or null are text: ``2407.08583`` is never a number, ``no`` never false.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from yaml.resolver import Resolver

from codev.limits.files import TAXONOMY_VALUES_MAX, YAML_DEPTH_MAX
from codev.model.references import Location
from codev.store.missing_colon import missing_colon

_CONFLICT = re.compile(r"^(<<<<<<<|>>>>>>>) ", re.MULTILINE)
"""What git writes into a file where two changes meet."""

_TAG = "tag:yaml.org,2002:"
_ScalarNode = yaml.ScalarNode
_TEXT, _MAP, _SEQUENCE = _TAG + "str", _TAG + "map", _TAG + "seq"
# Numbers such as 0x1F, 010, 1_000 and 12:30 are text here; only what prints as it is written is a number.
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file.

    Attributes:
        line: Counted from 1.
        column: Counted from 1, in characters.
    """

    line: int
    column: int


START = Position(1, 1)


class YamlProblem(Exception):  # noqa: N818 - becomes a finding, not an error for the user
    """Why a text is not one of our files.

    Attributes:
        code: The finding's code.
        message: What is wrong.
        fix: What to write instead.
        position: Where.
    """

    def __init__(self, code: str, message: str, fix: str, position: Position) -> None:
        """Keep what the finding will say."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix
        self.position = position


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data and the nodes that they came from.

    Attributes:
        data: A dict at the top.
        root: The node of the whole, for positions.
    """

    data: dict[str, Any]
    root: yaml.MappingNode

    def position(self, location: Location) -> Position:
        """Return where a value stands; the nearest enclosing one where the location leads nowhere.

        Args:
            location: A path into the data; a last step that names a missing key leads to its parent.
        """
        node: yaml.Node = self.root
        mark = node.start_mark
        for step in location:
            found = _step(node, step)
            if found is None:
                break
            node = found
            mark = node.start_mark
        return Position(mark.line + 1, mark.column + 1)

    def key_position(self, location: Location) -> Position:
        """Return where the *key* of a value stands, for findings about the key itself."""
        node: yaml.Node = self.root
        for step in location[:-1]:
            found = _step(node, step)
            if found is None:
                return self.position(location)
            node = found
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if key.value == location[-1]:
                    return Position(key.start_mark.line + 1, key.start_mark.column + 1)
        return self.position(location)


_RESOLVER = Resolver()
_WORD_CHARACTERS_MAX = 5  # of "false", the longest word that is not text


def tag_of(kind: Any, value: Any, implicit: Any) -> str:
    """Return the tag of a node as PyYAML's resolver does, text that cannot be anything else first: most of it is.

    Args:
        kind: The node's class.
        value: A scalar's text.
        implicit: Whether the tag may follow from the text, and whether it stands in quotes.
    """
    if kind is yaml.ScalarNode and implicit[0] and value:
        first = value[0]
        if first not in _RESOLVER.yaml_implicit_resolvers or (first.isalpha() and len(value) > _WORD_CHARACTERS_MAX):
            return _TEXT
    tag: str = _RESOLVER.resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
    return tag


_resolve = lru_cache(maxsize=8192)(tag_of)


class _TooManyNodes(Exception):  # noqa: N818 - becomes a YamlProblem
    """A text holds more nodes than it may."""


class _Loader(yaml.CSafeLoader):
    """libyaml's parser; whether a scalar is text or a number is worked out once for each, since keys and terms repeat."""

    # No path resolvers are registered, so that going down and up needs no bookkeeping.
    resolve = staticmethod(_resolve)

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


class _CountingLoader(yaml.CSafeLoader):
    """The same for long texts: gives up before the nodes fill the memory."""

    nodes_left: int

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return the tag of a node, which is asked for once a node."""
        self.nodes_left -= 1
        if self.nodes_left < 0:
            raise _TooManyNodes
        tag: str = _resolve(kind, value, implicit)
        return tag


def decode(raw: bytes) -> str:
    """Return the text of a file.

    Args:
        raw: The file's bytes.

    Raises:
        YamlProblem: The bytes are not UTF-8, or hold a character that YAML forbids.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise YamlProblem("not-utf8", "the file is UTF-16", "save it as UTF-8 without a byte order mark", START) from error
        before = raw[: error.start].decode("utf-8", "replace")
        raise YamlProblem(
            "not-utf8", f"byte {error.start} is not UTF-8", "save the file as UTF-8 without a byte order mark", _place(before)
        ) from error
    if text.startswith("\ufeff"):
        raise YamlProblem("not-utf8", "the file begins with a byte order mark", "save the file as UTF-8 without one", START)
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if found:
        raise YamlProblem(
            "control-character",
            f"the character U+{ord(found.group()):04X} cannot stand in YAML",
            "remove it",
            _place(text[: found.start()]),
        )
    return text


def composed(text: str) -> str:
    """Return a text in which a letter and its accent are one character (Unicode NFC).

    Written as two they look alike and compare unlike: one author would be two.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def read_document(text: str, nodes_max: int = TAXONOMY_VALUES_MAX) -> Document:
    """Return the data of one YAML text.

    Args:
        text: The text of a file.
        nodes_max: How many values, lists and mappings it may hold; each takes about 450 bytes of memory.

    Raises:
        YamlProblem: The text is not YAML, or uses what our files may not use.
    """
    try:
        # A node takes two characters or more, so that short texts need no counting.
        root = yaml.compose(text, Loader=_Loader) if len(text) <= 2 * nodes_max else _compose_counting(text, nodes_max)
    except _TooManyNodes:
        raise YamlProblem("too-many-values", f"more than {nodes_max:,} values", "shorten or split the file", START) from None
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(error, text) from error
    except UnicodeEncodeError as error:
        raise YamlProblem(
            "not-utf8", "half of a surrogate pair is no character", "remove it", _place(text[: error.start])
        ) from error
    except yaml.YAMLError as error:
        raise YamlProblem("yaml-syntax", f"not YAML: {error}", "see the recipe in CONTRIBUTING", START) from error
    if root is None:
        raise YamlProblem("yaml-syntax", "the file is empty", "write an entry, or delete the file", START)
    if not isinstance(root, yaml.MappingNode):
        raise YamlProblem("yaml-syntax", "the file is not a mapping", "write 'key: value' lines at the top level", _at(root))
    if "*" in text and "&" in text:
        _refuse_aliases(text)
    data = _plain(root, 0)
    return Document(data, root)


def scalar_spans(node: yaml.Node) -> Iterator[tuple[int, int, yaml.Node]]:
    """Yield where each scalar begins and ends in the text, as indices in characters, in order."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalar_spans(key)
            yield from scalar_spans(value)
    else:
        for item in node.value:
            yield from scalar_spans(item)


def _compose_counting(text: str, nodes_max: int) -> Any:
    """Return the nodes of a text, or None where it is empty; gives up at too many."""
    loader = _CountingLoader(text)
    loader.nodes_left = nodes_max
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _refuse_aliases(text: str) -> None:
    """Refuse an alias, which libyaml's composer replaces by what it stands for, at its place."""
    alias = next((event for event in yaml.parse(text, Loader=_Loader) if isinstance(event, yaml.AliasEvent)), None)
    if alias is not None:
        raise YamlProblem(
            "yaml-alias", f"the alias *{str(alias.anchor)[:60]} is not used here", "write the value out", _at(alias)
        )


def _plain(node: yaml.Node, depth: int) -> Any:
    """Return a node's data; see the module's head for what is refused.

    Scalars are told from the rest in place rather than by a call each: a third of the time.
    """
    if depth >= YAML_DEPTH_MAX:
        raise YamlProblem("yaml-depth", f"more than {YAML_DEPTH_MAX} levels deep", "see the recipe in CONTRIBUTING", _at(node))
    if node.__class__ is yaml.MappingNode:
        return _mapping(node, depth)
    if node.__class__ is not yaml.SequenceNode:
        return scalar_value(node)
    if node.tag != _SEQUENCE:
        raise _tag_problem(node)
    return [
        item.value if item.__class__ is _ScalarNode and item.tag == _TEXT else _plain(item, depth + 1) for item in node.value
    ]


def _mapping(node: yaml.Node, depth: int) -> dict[str, Any]:
    """Return a mapping's data."""
    if node.tag != _MAP:
        raise _tag_problem(node)
    data: dict[str, Any] = {}
    try:
        for key_node, value_node in node.value:
            if value_node.__class__ is _ScalarNode and value_node.tag == _TEXT:
                data[key_node.value] = value_node.value
            else:
                data[key_node.value] = _plain(value_node, depth + 1)
    except TypeError as error:  # the value of a key that is a list or mapping cannot be hashed
        key_node = next(key for key, _ in node.value if key.__class__ is not _ScalarNode)
        raise YamlProblem("yaml-key", "a key is not plain text", "write 'key: value'", _at(key_node)) from error
    if len(data) < len(node.value) or "<<" in data:
        raise _key_problem(node)
    return data


def _key_problem(node: yaml.Node) -> YamlProblem:
    """Return the problem of the first key that stands twice or is a merge key."""
    seen: set[str] = set()
    for key_node, _ in node.value:
        key = key_node.value
        if key == "<<":
            return YamlProblem("yaml-alias", "merge keys (<<) are not used here", "write the values out", _at(key_node))
        if key in seen:
            break
        seen.add(key)
    shown = key if len(key) <= 60 else key[:57] + "…"
    return YamlProblem("duplicate-key", f"the key {shown!r} stands twice", "join the two, or delete one", _at(key_node))


def scalar_value(node: yaml.Node) -> str | int | bool | None:
    """Return the value of a scalar whose tag is not plain text's.

    Raises:
        YamlProblem: The tag is none that our files use.
    """
    text: str = node.value
    kind = node.tag.removeprefix(_TAG)
    if kind == "int":
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
    if kind in ("float", "timestamp"):
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return {"true": True, "false": False}.get(text, text)
    raise _tag_problem(node)


def _tag_problem(node: yaml.Node) -> YamlProblem:
    tag = str(node.tag).removeprefix(_TAG)[:60]
    return YamlProblem("yaml-tag", f"the tag {tag!r} is not used here", "remove the tag (!…)", _at(node))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> YamlProblem:
    """Return libyaml's complaint in words, with the usual cause where it is known."""
    mark = error.problem_mark or error.context_mark
    position = Position(mark.line + 1, mark.column + 1) if mark else START
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        fix = "keep the lines of one side, and delete those that begin with <<<<<<<, ======= and >>>>>>>"
        return YamlProblem("yaml-syntax", "a merge conflict is not resolved", fix, _place(text[: conflict.start()]))
    if (missing := missing_colon(error, text)) is not None:
        return YamlProblem("yaml-syntax", missing.message, missing.fix, Position(missing.line, missing.column))
    problem = (error.problem or "cannot be read").strip()
    fix = "quote the text if it holds ': ' or ' #', and check the indentation"
    if "expected a single document" in str(error.context or "") or "another document" in problem:
        fix = "keep one document a file: remove '---'"
    elif "nesting" in problem:
        return YamlProblem("yaml-depth", "nested too deeply", "see the recipe in CONTRIBUTING", position)
    elif "alias" in problem:
        return YamlProblem("yaml-alias", problem, "write the value out", position)
    elif any("\t" in line for line in text.split("\n")[max(position.line - 2, 0) : position.line]):
        fix = "use spaces, not tabs"
    return YamlProblem("yaml-syntax", f"not YAML: {problem}", fix, position)


def _step(node: yaml.Node, step: str | int) -> yaml.Node | None:
    """Return the node one step further, or None."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _at(node: yaml.Node | yaml.Event) -> Position:
    mark: Any = node.start_mark
    return Position(mark.line + 1, mark.column + 1)


def _place(before: str) -> Position:
    """Return the position right after a text."""
    return Position(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
