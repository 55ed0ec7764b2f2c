"""Prepares folders to build in, and reads a built site: its pages, links and ids.  Helpers of the tests, not tests."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html

from codev.site.engine.policy import policy
from generated import write_generated

_RUN_NEVER = {"application/json", "application/ld+json"}
"""Types of script elements that hold data and never run."""

_RUNNING = lxml.etree.XPath(
    "//@*[starts-with(name(), 'on') or name() = 'srcdoc' or starts-with(normalize-space(.), 'javascript:')]"
)
"""Attributes that would run as scripts."""

_LINK = re.compile(r'<(a|link|script|img|source|iframe|form)\b[^>]*?\s(href|src|action)="([^"]*)"')
_ID = re.compile(r'\sid="?([^"\s>]+)')
_DATA = re.compile(r'\sdata-source="([^"]*)"')


def prepare_root(repository: Path, base: Path, root: Path, count: int | None = None) -> Path:
    """Make a folder to build in; front-end bundles are shared.

    Args:
        repository: The checkout.
        base: The folder of a knowledge base.
        root: The folder to make.
        count: How many works a knowledge base generated from it shall have; None takes it as it is.

    Returns:
        The folder.
    """
    if count is None:
        for name in ("papers", "taxonomy"):
            shutil.copytree(base / name, root / name)
    else:
        write_generated(base, root, count)
    (root / "site").symlink_to(repository / "site")
    shared = repository / "build" / "cache" / "frontend"
    shared.mkdir(parents=True, exist_ok=True)
    (root / "build" / "cache").mkdir(parents=True)
    (root / "build" / "cache" / "frontend").symlink_to(shared)
    return root


def html_files(site: Path) -> list[str]:
    """Return the paths of all HTML pages, relative to the site."""
    return sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if not any(part.startswith("pagefind") for part in path.parts)
    )


def links_of(text: str) -> list[str]:
    """Return every address that a page links to or loads."""
    return [html.unescape(found[3]) for found in _LINK.finditer(text)] + [html.unescape(found) for found in _DATA.findall(text)]


def ids_of(text: str) -> list[str]:
    """Return every id of a page."""
    return [html.unescape(found) for found in _ID.findall(text)]


def target_of(page: str, link: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link leads to; None where it leads out of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path.endswith("/") or joined == "." or path in (".", ".."):
        joined = posixpath.join(joined, "index.html") if joined != "." else "index.html"
    return joined, unquote(parts.fragment)


def broken_links(site: Path) -> list[str]:
    """Return the internal links that lead nowhere, as "page: link"."""
    pages = {path: (site / path).read_text(encoding="utf-8") for path in html_files(site)}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {path: set(ids_of(text)) for path, text in pages.items()}
    broken = []
    for page, text in pages.items():
        if page == "404.html":  # its addresses are absolute: it is served in place of any page
            continue
        for link in set(links_of(text)):
            target = target_of(page, link)
            if target is None:
                continue
            path, fragment = target
            if path not in files or (fragment and path in ids and fragment not in ids[path]):
                broken.append(f"{page}: {link}")
    return sorted(broken)


def breaches(page: Path) -> list[str]:
    """Return what a page has that its policy forbids, and its policy where it is not the one that all have."""
    root = lxml.html.fromstring(page.read_bytes())
    first = root.find("head")[0]
    found = [] if (first.get("http-equiv"), first.get("content")) == ("Content-Security-Policy", policy()) else ["its policy"]
    found += [f"script {each.text}" for each in root.iter("script") if each.text and each.get("type") not in _RUN_NEVER]
    found += [each.tag for each in root.iter("iframe", "object", "embed", "base")]
    return found + [f"{each.getparent().tag} {each}" for each in _RUNNING(root)]
