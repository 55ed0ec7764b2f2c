"""The Content-Security-Policy of every page, and the theme's scripts put into files, so that no page has a script in its HTML.

The template of the pages writes the policy into their heads, and the generator's pages pass through `without_inline_scripts`
before anything is filled into them.  A script that somebody's text brought into a page then does not run: neither a script
element, nor a handler in an attribute, nor a ``javascript:`` address.  A page that lacks what the theme always writes raises
`BuildError`.

https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType

from codev.errors import BuildError

DIRECTIVES = MappingProxyType(
    {
        "default-src": "'none'",
        # The search engine is WebAssembly: https://www.w3.org/TR/CSP3/#grammardef-wasm-unsafe-eval
        "script-src": "'self' 'wasm-unsafe-eval'",
        "worker-src": "'self'",
        # Pictures are coloured by attributes, and the map of gaps is switched by rules that name its terms.
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self'",
        # The theme's icons are data; a picture that a reader saves as PNG is drawn from a blob.
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
)
"""What a page may load and do, by directive; what is not named is refused."""

SCRIPT_FOLDER = "assets/codev/theme/"
"""Where the theme's scripts stand, each under a name that its content gives."""

_INLINE = re.compile(r"<script>((?:[^<]|<(?!/?script>))*+)</script>")
"""A script in the HTML, which does not name another one.

Blocks of data have a type, scripts in files an address; the theme writes neither otherwise.
"""

_BASE = re.compile(r'<script src="([^"<]*)assets/codev/begin\.js"></script>')
"""The script with which every page begins: its address leads from a page to where the site begins."""


def policy() -> str:
    """Return the policy as a header and a meta element have it."""
    return "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())


def without_inline_scripts(html: str, name: str) -> tuple[str, dict[str, bytes]]:
    """Put the scripts that stand in a page of the generator into files.

    Args:
        html: The page, in which nothing is filled in yet.
        name: What the page is called in a message.

    Returns:
        The page, whose scripts now lead to files and run at the same moment, and the files by their paths in the site.

    Raises:
        BuildError: The page has no script to begin with, no policy, or has a script that cannot be moved.
    """
    begin = _BASE.search(html)
    if begin is None or f'content="{policy()}"' not in html:
        raise BuildError(f"{name} has no policy or no script to begin with", "let site/theme write both")
    base = begin[1].rstrip("/")
    files = {}

    def moved(found: re.Match[str]) -> str:
        path = f"{SCRIPT_FOLDER}{hashlib.blake2b(found[1].encode(), digest_size=8).hexdigest()}.js"
        files[path] = found[1].encode()
        return f'<script src="{base}/{path}"></script>'

    done = _INLINE.sub(moved, html)
    if "<script>" in done:
        raise BuildError(f"{name} has a script that names another script element", "put it into a file below site/theme/assets")
    return done, files
