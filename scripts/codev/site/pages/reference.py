"""Reference pages, generated from what they describe: the entry's schema, rules of the check, the API, limits, modules."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from griffe import Docstring, DocstringSectionKind, parse_google
from markupsafe import Markup, escape

import codev
from codev.check.catalogue import rules
from codev.model import TAXONOMY_FILES, Record, Work
from codev.model.taxonomy import FORMAT, vocabulary_path
from codev.site.pages.environment import Renderer
from codev.site.pages.limits import limits_page
from codev.site.pages.page import Page, page_of_section

API_MODULES = (
    "codev",
    "codev.atlas",
    "codev.model",
    "codev.graph",
    "codev.query",
    "codev.bib",
    "codev.export",
    "codev.errors",
)
"""The modules whose public names are documented."""

SCOPE_HEADINGS = {
    "reading": "Reading a file",
    "work": "One work",
    "whole": "The whole knowledge base",
}
"""What rules look at."""

PATTERN_LENGTH_MAX = 60
"""Longer patterns say nothing to a reader; that a text is one paragraph goes without saying."""

HEADINGS = {
    DocstringSectionKind.parameters: "Args",
    DocstringSectionKind.returns: "Returns",
    DocstringSectionKind.yields: "Yields",
    DocstringSectionKind.raises: "Raises",
    DocstringSectionKind.attributes: "Attributes",
}
"""The sections of our docstrings.  https://google.github.io/styleguide/pyguide.html#383-functions-and-methods"""

_AS_TEXT: dict[str, Any] = {"warnings": False, "returns_named_value": False, "returns_multiple_items": False}
_PARAGRAPHS = re.compile(r"\n\n(?! )|(?<=::)\n\n")
_CODE = re.compile(r"``([^`]+)``|`([^`]+)`")


@dataclass(frozen=True)
class FieldRow:
    """A field of a record in the schema reference."""

    name: str
    kind: Markup
    is_required: bool
    meaning: str


@dataclass(frozen=True)
class Explanation:
    """A docstring in its parts.

    Attributes:
        paragraphs: Summary and explanation; code blocks keep their lines.
        sections: By heading, items of name and text; the name is empty where the section names nothing.
        examples: Sessions with the interpreter.
    """

    paragraphs: list[str]
    sections: dict[str, list[tuple[str, str]]]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApiObject:
    """A class or function in the API reference."""

    name: str
    anchor: str
    kind: str
    signature: str
    docstring: Explanation
    members: tuple[ApiObject, ...] = ()


def reference_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the reference pages.

    Args:
        renderer: Templates and knowledge base.
    """
    renderer.environment.filters["code"] = code_marks
    yield _schema_page(renderer)
    yield _rules_page(renderer)
    yield _api_page(renderer)
    body = renderer.render("modules.md.jinja", "modules/", folders=module_folders())
    yield limits_page(renderer)
    yield _page("modules/", "Modules", "Every module of the package codev in one sentence, folder by folder.", body)


def code_marks(text: str) -> Markup:
    """Return a docstring's text as HTML, its code in ``<code>``.

    Args:
        text: Plain text with single or double backquotes.
    """
    safe = str(escape(text))
    return Markup(_CODE.sub(lambda found: f"<code>{found[1] or found[2]}</code>", safe))  # noqa: S704 - escaped above


def _page(address: str, title: str, description: str, body: str) -> Page:
    """Return a page of this section."""
    return page_of_section("About", address, title, description, body)


def _schema_page(renderer: Renderer) -> Page:
    """Return the reference of the YAML files."""
    files = [("papers/<year>/<key>.yaml", "work", _records(Work))]
    files += [(vocabulary_path(stem), stem, _records(record)) for stem, record in TAXONOMY_FILES.items()]
    seen: set[str] = set()
    parts = []
    for path, stem, records in files:
        new = [(name, text, rows) for name, text, rows in records if name not in seen]
        seen |= {name for name, _, _ in new}
        parts.append((path, stem, new))
    body = renderer.render("schema.md.jinja", "schema/", parts=parts)
    return _page("schema/", "Entry schema", "Every field of every YAML file, with its kind and its meaning.", body)


def _records(top: type[Record]) -> list[tuple[str, str, list[FieldRow]]]:
    """Return a file's record and those inside it: name, meaning, fields."""
    schema = top.model_json_schema()
    found = [(top.__name__, schema.get("description", ""), _fields(schema))]
    for name, inner in schema.get("$defs", {}).items():
        if "properties" in inner:
            found.append((name, inner.get("description", ""), _fields(inner)))
        elif "enum" in inner:
            values = Markup(", ").join(Markup("<code>{}</code>").format(each) for each in inner["enum"])
            found.append((name, inner.get("description", ""), [FieldRow("one of", values, is_required=True, meaning="")]))
    return found


def _fields(schema: dict[str, Any]) -> list[FieldRow]:
    """Return the fields of a record."""
    required = set(schema.get("required", ()))
    return [
        FieldRow(name, _kind(about), name in required, about.get("description", ""))
        for name, about in schema.get("properties", {}).items()
    ]


def _kind(about: dict[str, Any]) -> Markup:
    """Return what a field holds, in words, with links to the records inside."""
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return Markup('<a href="#record-{0}">{0}</a>').format(name)
    for union in ("anyOf", "oneOf", "allOf"):
        if union in about:
            kinds = [_kind(each) for each in about[union] if each.get("type") != "null"]
            return Markup(" or ").join(dict.fromkeys(kinds))
    if "enum" in about or "const" in about:
        values = about.get("enum", [about.get("const")])
        return Markup(" or ").join(Markup("<code>{}</code>").format(each) for each in values)
    if about.get("type") == "array":
        return Markup("list of {}").format(_kind(about.get("items", {}))) if about.get("items") else Markup("list")
    words = {"string": "text", "integer": "number", "boolean": "true or false", "number": "number", "object": "mapping"}
    shown = words.get(about.get("type", ""), about.get("type", "anything"))
    if "pattern" in about and "\\x00" not in about["pattern"] and len(about["pattern"]) <= PATTERN_LENGTH_MAX:
        return Markup('{} <code class="pattern">{}</code>').format(shown, about["pattern"])
    return Markup("{}").format(shown)


def _rules_page(renderer: Renderer) -> Page:
    """Return the reference of the check's rules."""
    groups = [(heading, scope, [rule for rule in rules() if rule.scope == scope]) for scope, heading in SCOPE_HEADINGS.items()]
    body = renderer.render("rules.md.jinja", "rules/", groups=groups)
    return _page("rules/", "Rules of the check", f"The {len(rules())} rules of 'codev check': what each finds and why.", body)


def _api_page(renderer: Renderer) -> Page:
    """Return the reference of the Python API."""
    modules = []
    for name in API_MODULES:
        module = importlib.import_module(name)
        public = getattr(module, "__all__", None) or [
            each
            for each, thing in vars(module).items()
            if not each.startswith("_") and getattr(thing, "__module__", "") == name
        ]
        objects = [_object(name, each, getattr(module, each)) for each in public]
        modules.append((name, explanation_of(module), [each for each in objects if each is not None]))
    face = [Markup("<code>{}</code>").format(name) for name in codev.__all__]
    body = renderer.render("api.md.jinja", "api/", modules=modules, face=face, entry_format=FORMAT)
    return _page(
        "api/", "Python API", "The public names of the package codev: classes, functions, what they take and give.", body
    )


def explanation_of(thing: Any) -> Explanation:
    """Return the docstring of a class, function or module in its parts.

    Args:
        thing: Anything with a docstring; without one every part is empty.
    """
    paragraphs: list[str] = []
    sections: dict[str, list[tuple[str, str]]] = {}
    examples: list[str] = []
    for section in parse_google(Docstring(inspect.getdoc(thing) or ""), **_AS_TEXT):
        if section.kind is DocstringSectionKind.text:
            paragraphs += _PARAGRAPHS.split(section.value)
        elif section.kind is DocstringSectionKind.examples:
            examples += [text for _, text in section.value]
        else:
            sections[HEADINGS[section.kind]] = [_named(section.kind, item) for item in section.value]
    return Explanation(paragraphs, sections, tuple(examples))


def _named(kind: DocstringSectionKind, item: Any) -> tuple[str, str]:
    """Return an item of a section as name and text; what something returns has no name, and may hold a colon."""
    text = item.description.replace("\n", " ")
    if kind is DocstringSectionKind.raises:
        return item.annotation, text
    if kind in (DocstringSectionKind.returns, DocstringSectionKind.yields):
        return "", f"{item.annotation}: {text}" if item.annotation else text
    return item.name, text


def module_folders() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return every folder of the package with its sentence, and the modules in it, each with its own.

    The sentence is the first line of the module's docstring; that every module has one is held by a test.
    """
    package = Path(codev.__file__).parent
    sentences = {
        path.relative_to(package.parent): path.read_text("utf-8").partition('"""')[2].splitlines()[0].removesuffix('"""')
        for path in sorted(package.rglob("*.py"))
    }
    modules: dict[Path, list[tuple[str, str]]] = {}
    for path, about in sentences.items():
        modules.setdefault(path.parent, []).append((path.stem, about))
    return [
        (folder.as_posix(), dict(found)["__init__"], [each for each in found if each[0] != "__init__"])
        for folder, found in modules.items()
    ]


def _object(module: str, name: str, thing: Any) -> ApiObject | None:
    """Return a public class or function; None for constants, which say nothing of themselves."""
    anchor = f"{module}.{name}"
    if inspect.isclass(thing):
        members = tuple(
            ApiObject(each, f"{anchor}.{each}", _member_kind(member), _signature(member), explanation_of(member))
            for each, member in vars(thing).items()
            if not each.startswith("_") and _member_kind(member) and inspect.getdoc(member) and not _is_inherited(thing, each)
        )
        return ApiObject(name, anchor, "class", "", explanation_of(thing), members)
    if callable(thing):
        return ApiObject(name, anchor, "function", _signature(thing), explanation_of(thing))
    return None


def _is_inherited(owner: type, name: str) -> bool:
    """Return whether a member comes from a library's base class and says nothing about ours."""
    return name in ("model_config", "model_fields", "model_post_init") and hasattr(owner, "model_fields")


def _member_kind(member: Any) -> str:
    """Return what a member of a class is, or nothing where it is not documented."""
    if isinstance(member, property) or type(member).__name__ == "cached_property":
        return "property"
    if isinstance(member, classmethod):
        return "class method"
    if isinstance(member, staticmethod):
        return "static method"
    return "method" if inspect.isfunction(member) else ""


def _signature(thing: Any) -> str:
    """Return a function's parameters and what it gives, as written."""
    function = thing.__func__ if isinstance(thing, classmethod | staticmethod) else thing
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return ""
    kept = [each for each in signature.parameters.values() if each.name not in ("self", "cls")]
    # Defaults that are objects would print where they are in memory: they are named by their kind.
    shown = [
        each
        if each.default is inspect.Parameter.empty or isinstance(each.default, str | int | float | bool | tuple | type(None))
        else each.replace(default=_Named(f"{type(each.default).__name__}()"))
        for each in kept
    ]
    return str(signature.replace(parameters=shown)).replace("'", "")


class _Named:
    """A default that prints as a name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name
