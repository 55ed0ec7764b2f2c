"""HTML in titles, names and abstracts to plain text: entities become letters, tags go, and what they enclose stays.

Publishers' records hold HTML, JATS and MathML, often escaped twice.  Only tags of those languages are removed: a title may well
speak of ``<image>`` tokens.  Every pattern takes time that grows with the length of the text only.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from codev.limits.texts import ESCAPES_MAX

_ENTITY = re.compile(r"(?:\{\\&\}|\\?&)(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = """a abbr alternatives b bdi big bold cite code em ext-link font i inf inline-formula italic kbd mark math mfenced
    mfrac mi mn mo monospace mover mpadded mrow ms mspace msqrt mstyle msub msubsup msup mtext munder named-content overline
    roman s sans-serif sc scp semantics small span strong styled-content sub sup tex-math tt u underline var xref annotation"""
_BLOCK = "abstract blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li list list-item ol p sec table td title tr ul"
_TAG = re.compile(
    rf"</?(?:(?:mml|jats|m):)?({'|'.join((_INLINE + ' ' + _BLOCK).split())})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE
)
_RAISED = re.compile(r"(?<=[^\W\d_])\s*<(?:jats:)?sup(?:\s[^<>]{0,200})?>\s*([0-9]{1,3})\s*</(?:jats:)?sup>", re.IGNORECASE)
_MATHML_RAISED = re.compile(r"<(mml:|m:)?mn(?:\s[^<>]{0,200})?>([0-9]{1,3})</(?:mml:|m:)?mn></(?:mml:|m:)?msup>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_TEX_BESIDE_MATHML = re.compile(r"<(?:jats:)?tex-math[^<>]{0,200}>[^<>]{0,2000}</(?:jats:)?tex-math>", re.IGNORECASE)
_BLOCKS = frozenset(_BLOCK.split())


def without_html(text: str) -> str:
    """Return a text without HTML's entities and tags.

    A digit in superscript gets a circumflex, as titles are written here: ``VILA<sup>2</sup>`` gives ``VILA^2``.

    Args:
        text: A text as a record holds it; one without HTML stays as it is.
    """
    for _ in range(ESCAPES_MAX):
        if "&" not in text or (unescaped := _ENTITY.sub(_letter, text)) == text:
            break
        text = unescaped
    if "<" not in text:
        return text
    if "mml:math" in text:
        # The same formula stands there twice.
        text = _TEX_BESIDE_MATHML.sub("", text)
    if "msup" in text or "mml:" in text:
        # Between MathML's elements spaces mean nothing.
        text = _MATHML_RAISED.sub(r"^\2</msup>", re.sub(r">\s+<(?=/?(?:mml:|m:)?m)", "><", text))
    text = _RAISED.sub(r"^\1", _COMMENT.sub("", text))
    closed = {found.group(1).lower() for found in _TAG.finditer(text) if found.group().startswith("</")} | {
        "br",
        "hr",
        "mspace",
    }

    def shown(found: re.Match[str]) -> str:
        name = found.group(1).lower()
        # A tag that is nowhere closed is text: "the <s> token".
        return found.group() if name not in closed else " " if name in _BLOCKS else ""

    return _TAG.sub(shown, text)


def _letter(found: re.Match[str]) -> str:
    """Return what an entity stands for; what only looks like one stays."""
    name = found.group(1)
    return html.unescape(f"&{name};") if name[0] == "#" or f"{name};" in html5 else found.group()
