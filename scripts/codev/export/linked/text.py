"""RDF as text in Turtle and TriG (https://www.w3.org/TR/rdf12-turtle/), written directly: a library would take seconds.

Whatever an entry holds becomes a name or a literal that is safe: a character that may not stand in one is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote

from codev.export.about import IRI_BASE

PREFIXES = {
    "codev": IRI_BASE,
    "cc": "http://creativecommons.org/ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "np": "http://www.nanopub.org/nschema#",
    "npx": "http://purl.org/nanopub/x/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The namespaces that files use, by what stands before the colon."""

LANGUAGE = "en"
"""The language of what the atlas itself writes."""

Statement = tuple[str, str | Iterable[str]]
"""A predicate with its object or objects, all as text; one without objects is left out."""

_LOCAL = re.compile(r"[A-Za-z0-9_:](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_:-])?")
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
"""What stands quoted in an address.  https://www.rfc-editor.org/rfc/rfc3986#appendix-A"""

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')


def head(*prefixes: str) -> str:
    """Return the lines that begin a file.

    Args:
        prefixes: The namespaces that it uses, besides that of the atlas.
    """
    return "".join(f"@prefix {each}: <{PREFIXES[each]}> .\n" for each in ("codev", *prefixes)) + "\n"


@lru_cache(maxsize=1 << 16)
def name(kind: str, thing: str) -> str:
    """Return the name of a thing of the knowledge base, such as ``codev:work:wu2023nextgpt``.

    Args:
        kind: What the id is unique in.
        thing: The id; where it is none, since an entry names what there is not, it is quoted.
    """
    local = f"{kind}:{thing}"
    return f"codev:{local}" if _LOCAL.fullmatch(local) else f"<{IRI_BASE}{kind}:{quote(thing, safe='@.:-')}>"


def iri(address: str) -> str:
    """Return an address, or a way from the file to a page, as a name."""
    whole, mark, fragment = address.partition("#")
    place = fragment.replace("#", "%23")
    return f"<{_NOT_IN_URI.sub(lambda found: quote(found[0], safe=''), whole + mark + place)}>"


def literal(text: str, language: str = "") -> str:
    """Return a text.

    Args:
        text: Any text.
        language: Its language; empty where that is not known.
    """
    safe = _TO_ESCAPE.sub(lambda found: _ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04x}", text)
    return f'"{safe}"@{language}' if language else f'"{safe}"'


def typed(text: str, datatype: str) -> str:
    """Return a value of a datatype of XML Schema, such as ``"2023"^^xsd:gYear``."""
    return f"{literal(text)}^^xsd:{datatype}"


def block(subject: str, statements: Iterable[Statement]) -> str:
    """Return all that is said of a subject, each predicate on a line; empty where nothing is.

    Args:
        subject: Its name.
        statements: What is said of it.
    """
    parts = _parts(statements)
    if not parts:
        return ""
    between = " ;\n  "
    return f"{subject} {between.join(parts)} .\n"


def nested(statements: Iterable[Statement]) -> str:
    """Return a thing without name, by what is said of it."""
    return f"[ {' ; '.join(_parts(statements))} ]"


def _parts(statements: Iterable[Statement]) -> list[str]:
    """Return each predicate with its objects."""
    parts = []
    for predicate, given in statements:
        objects: Sequence[str] = (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))
        if objects and objects[0]:
            parts.append(f"{predicate} {', '.join(objects)}")
    return parts
