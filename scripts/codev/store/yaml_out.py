"""Records to YAML in one canonical form, so that every change shows as what it is.

Keys come in the order of the models' fields, defaults are left out, short lists and small records stand on one line, text is
wrapped at `WIDTH` columns by libyaml's emitter.  Writing what was read gives the same bytes (tested on every file).
"""

from __future__ import annotations

import io
from functools import cache, lru_cache, partial
from typing import Any

import yaml

from codev.model.fields import Record
from codev.model.references import inner_records
from codev.model.rejected import REJECTED_PATH
from codev.model.taxonomy import TAXONOMY_FILES, vocabulary_path
from codev.model.work import Work
from codev.store.layout import FileKind
from codev.store.yaml_in import scalar_value, tag_of

WIDTH = 110
"""Columns after which text is wrapped."""

FLOW_ITEM_MAX = 48
"""A list is written on one line, ``[text, image]``, when no item has more characters."""


_ScalarNode = yaml.ScalarNode
_TEXT, _MAP, _SEQUENCE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"


_STYLE: dict[str, Any] = {"allow_unicode": True, "width": WIDTH, "line_break": "\n"}


class _OneLine(dict[str, Any]):
    """A mapping that is written on one line."""


_resolve_plain = lru_cache(maxsize=8192)(partial(tag_of, yaml.ScalarNode, implicit=(True, False)))


class _Dumper(yaml.CSafeDumper):
    """libyaml's emitter with this project's choices."""

    # No path resolvers are registered, so that going down and up needs no bookkeeping.
    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing."""

    def ascend_resolver(self) -> None:
        """Do nothing."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag that a reader would give a node; worked out once for each scalar, since keys and terms repeat."""
        if kind is _ScalarNode:
            return _resolve_plain(value) if implicit[0] else _TEXT
        return _MAP if kind is yaml.MappingNode else _SEQUENCE

    def ignore_aliases(self, data: Any) -> bool:
        """Never write anchors: equal values are written out."""
        return True


class _NodeDumper(_Dumper):
    """The same for nodes that were read, whose texts need not be looked at again.

    Attributes:
        tags: The tag that a reader would give a text, where it is not that of plain text.
    """

    tags: dict[str, str]

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag that a reader would give a node."""
        if kind is _ScalarNode:
            return self.tags.get(value, _TEXT) if implicit[0] else _TEXT
        return _MAP if kind is yaml.MappingNode else _SEQUENCE


def _represent_list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    """Write short scalars on one line, the rest one a line."""
    short = all(isinstance(item, int) or (isinstance(item, str) and len(item) <= FLOW_ITEM_MAX) for item in items)
    return dumper.represent_sequence(_SEQUENCE, items, flow_style=short)


def _represent_dict(dumper: _Dumper, items: dict[str, Any]) -> yaml.Node:
    """Write a mapping in the order of its keys."""
    return dumper.represent_mapping(_MAP, items.items(), flow_style=isinstance(items, _OneLine))


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(dict, _represent_dict)
_Dumper.add_representer(_OneLine, _represent_dict)


def schema_comment(kind: FileKind, stem: str) -> str:
    """Return the line that tells an editor which schema the file follows.

    Args:
        kind: The kind of file.
        stem: The file's name without ending.

    See https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
    """
    where = f"schema/{stem}" if kind == "taxonomy" else "../../taxonomy/schema/work"
    if kind == "taxonomy" and vocabulary_path(stem) == REJECTED_PATH:
        where = f"../taxonomy/schema/{stem}"
    return f"# yaml-language-server: $schema={where}.schema.json\n"


def canonical_text(record: Record, kind: FileKind, stem: str) -> str:
    """Return the one form in which a record is written.

    Args:
        record: A work, or the record of a taxonomy file.
        kind: The kind of file.
        stem: The file's name without ending.
    """
    plain = plain_data(record)
    return schema_comment(kind, stem) + dump(plain)


def dump(plain: dict[str, Any]) -> str:
    """Return plain data as YAML in this project's style."""
    text: str = yaml.dump(plain, Dumper=_Dumper, sort_keys=False, default_flow_style=False, **_STYLE)
    return text


def dump_nodes(root: yaml.MappingNode, record: type[Record]) -> str:
    """Return nodes that were read as YAML in this project's style: what `dump` writes, in half the time.

    Args:
        root: A file's nodes, whose data are in the canonical order with defaults left out; their styles are overwritten.
        record: The record's type.
    """
    stream = io.StringIO()
    dumper = _NodeDumper(stream, **_STYLE)
    dumper.tags = {}
    _restyle(root, record, dumper.tags)
    try:
        dumper.open()
        dumper.serialize(root)
        dumper.close()
    finally:
        dumper.dispose()
    return stream.getvalue()


def _restyle(node: Any, record: type[Record] | None, tags: dict[str, str]) -> None:
    """Set the style of a node and of all below it.

    Args:
        node: A list or mapping.
        record: Its type; None where it is no record.
        tags: Filled with the scalars that a reader would not take for text, and what for.
    """
    if node.__class__ is yaml.MappingNode:
        inner = _inner_types(record) if record is not None else {}
        node.flow_style = record is not None and record.compact
        for key, value in node.value:
            if key.style or key.tag != _TEXT:
                _unquote(key, tags)
            if value.__class__ is not _ScalarNode:
                _restyle(value, inner.get(key.value), tags)
            elif value.style or value.tag != _TEXT:
                _unquote(value, tags)
        return
    short = True
    for item in node.value:
        if item.__class__ is not _ScalarNode:
            short = False
            _restyle(item, record, tags)
            continue
        if item.style or item.tag != _TEXT:
            _unquote(item, tags)
        short = short and (len(item.value) <= FLOW_ITEM_MAX or item.tag != _TEXT)
    node.flow_style = short


def _unquote(node: Any, tags: dict[str, str]) -> None:
    """Let a scalar that is quoted, or no text to a reader, be written in the emitter's own way.

    What is text here and something else to a reader, such as a date, becomes text, which the emitter then puts in quotes.
    """
    node.style = None
    tag = _resolve_plain(node.value)
    if tag != _TEXT:
        tags[node.value] = tag
        if node.tag != _TEXT and isinstance(scalar_value(node), str):
            node.tag = _TEXT


def plain_data(record: Record) -> dict[str, Any]:
    """Return a record as dicts, lists and scalars, defaults left out, compact records marked.

    Args:
        record: Any record.
    """
    data = record.model_dump(mode="json", exclude_defaults=True)
    return mark_compact(data, type(record))


def mark_compact(data: dict[str, Any], record: type[Record]) -> dict[str, Any]:
    """Return plain data with the mappings of compact records marked, so that `dump` writes them on one line.

    Args:
        data: What the record holds; left as it is.
        record: The record's type.
    """
    marked = _OneLine(data) if record.compact else dict(data)
    for name, inner, is_list in inner_records(record):
        value = data.get(name)
        if value is not None:
            marked[name] = [mark_compact(item, inner) for item in value] if is_list else mark_compact(value, inner)
    return marked


@cache
def _inner_types(record: type[Record]) -> dict[str, type[Record]]:
    """Return the types of the records that a record's fields hold, by field."""
    return {name: inner for name, inner, _ in inner_records(record)}


def record_type(kind: FileKind, stem: str) -> type[Record] | None:
    """Return the model of a file's content, or None where the knowledge base has no such file."""
    return TAXONOMY_FILES.get(stem) if kind == "taxonomy" else Work
