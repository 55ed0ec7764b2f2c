"""Small pieces of HTML and the style sheet: nothing of an entry unescaped."""

from __future__ import annotations

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from codev.explorer.state.page import plain_markdown
from codev.explorer.widgets.markup import columns_markup, findings_markup, legend, style
from codev.show.looks import DARK, LIGHT
from codev.store.findings import Finding, Severity

HOSTILE = "<img src=x onerror=alert(1)><script>alert('1')</script> \"q\" & [a](javascript:alert(1))"


def tags(markup: str) -> set[str]:
    """Return the elements of a piece of HTML, which must be well-formed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    fragment = parser.parseFragment(markup)
    return {element.tag for element in fragment.iter() if isinstance(element.tag, str)}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_plain_markdown_leaves_no_sign_that_could_mean_something(text: str) -> None:
    plain = plain_markdown(text)
    assert "\n" not in plain
    unescaped = [letter for place, letter in enumerate(plain) if letter in "*_[]<>`$!" and plain[place - 1] != "\\"]
    assert not unescaped


def test_the_style_sheet_has_both_looks() -> None:
    assert LIGHT["d2m-text"] in style(LIGHT)
    assert DARK["d2m-text"] in style(DARK)


def test_nothing_in_the_style_sheet_makes_the_browser_drop_it() -> None:
    # Streamlit's sanitizer drops a whole style sheet in which something looks like an element.
    for sheet in (style(LIGHT), style(DARK)):
        inner = sheet.removeprefix("<style>").removesuffix("</style>")
        assert "<" not in inner
        assert inner.count("{") == inner.count("}")


def test_findings_and_columns_escape_what_they_show() -> None:
    finding = Finding("papers/2023/x.yaml", 3, 1, "unknown-name", Severity.ERROR, HOSTILE, HOSTILE)
    assert tags(findings_markup([finding])) == {"DOCUMENT_FRAGMENT", "ol", "li", "span", "br"}
    assert tags(columns_markup({HOSTILE: HOSTILE})) == {"DOCUMENT_FRAGMENT", "dl", "dt", "dd", "code"}


def test_a_legend_escapes_its_names() -> None:
    assert tags(legend({HOSTILE: "#000000"})) == {"DOCUMENT_FRAGMENT", "div", "span", "i"}
