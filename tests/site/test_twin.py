"""Markdown twins: what each kind of HTML becomes, that no word becomes a tag or a mark, and what llms.txt lists."""

from __future__ import annotations

import markdown  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from codev.site.pages.page import Page
from codev.site.pages.twin import llms_text, markdown_of, to_markdown

CASES = {
    "paragraphs": ("<p>One.</p>\n<p>Two <b>bold</b>,\n <em>leaning</em>.</p>", "One.\n\nTwo **bold**, *leaning*."),
    "a list": ("<ul><li>One</li> <li>Two</li></ul>", "- One\n- Two"),
    "a heading": ('<h2 id="a">Lineage</h2><p>Text</p>', "## Lineage\n\nText"),
    "a link": ('<a class="x" href="../../works/a_b/">A_B</a>', "[A\\_B](../../works/a_b/)"),
    "an address with parentheses": ('<a href="https://doi.org/10.1/(x)">x</a>', "[x](https://doi.org/10.1/%28x%29)"),
    "a link around a picture": ('<a href="x/"><svg><text>seen</text></svg></a>', ""),
    "facts": ("<dl><div><dt>Year</dt> <dd>2021</dd></div></dl>", "- **Year:** 2021"),
    "a table": (
        """<table><caption>Two</caption><thead><tr><th>A</th><th>B|C</th></tr></thead>
        <tbody><tr><td>1</td><td><p>2</p></td></tr><tr><th>3</th><td></td></tr></tbody></table><p>After</p>""",
        "Two\n\n| A | B\\|C |\n| --- | --- |\n| 1 |  2  |\n| 3 |  |\n\nAfter",
    ),
    "code": (
        "<p>Try <code>codev query</code>:</p><pre><code>a  *b*\nc &lt; d</code></pre>",
        "Try `codev query`:\n\n```\na  *b*\nc < d\n```",
    ),
    "what eyes and scripts use": ("<p>a<button>Copy</button><script>x</script><!-- no --></p>", "a"),
    "a fold": ("<details><summary>Two files</summary><p>x</p></details>", "**Two files**\n\nx"),
    "words that look like tags and marks": ("<p>a &lt;b&gt; *c* [d](e) #f &amp; g</p>", "a &lt;b> \\*c\\* \\[d\\](e) \\#f & g"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_html_becomes(case: str) -> None:
    text, expected = CASES[case]
    assert to_markdown(text) == expected


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=30))
def test_any_text_stays_text(words: str) -> None:
    made = to_markdown(f"<p>x{escape(words)}x</p>")
    shown = BeautifulSoup(markdown.markdown(made), "html.parser")
    assert [each.name for each in shown.find_all()] == ["p"]


def test_a_page_begins_with_its_title() -> None:
    page = Page("works/a/", "A <b> & *c*", "About.", "<h1>A</h1><p>One</p>\n\n## Two { #two }\n\n<p>x</p>", "Works")
    assert markdown_of(page) == "# A &lt;b> & \\*c\\*\n\nAbout.\n\nOne\n\n## Two\n\nx\n"


def test_entrances() -> None:
    config = {
        "site_name": "Atlas",
        "site_description": "Of things.",
        "nav": [{"Home": "index.md"}, {"Questions": [{"Gaps": "gaps.md"}, {"RQ1": "rq1/index.md"}]}],
    }
    text = llms_text(config)
    assert text.startswith("# Atlas\n\n> Of things.\n")
    assert "\n## Home\n\n- [Home](index.md)\n\n## Questions\n\n- [Gaps](gaps/index.md)\n- [RQ1](rq1/index.md)\n" in text
    assert "(api/v1/openapi.json)" in text
    assert "(downloads/codev.sqlite)" in text
