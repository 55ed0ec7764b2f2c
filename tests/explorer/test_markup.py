"""Works and claims as HTML: provenance shown, nothing of an entry unescaped, no link that could run."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.explorer.frames import Namer
from codev.explorer.markup import (
    claim_markup,
    columns_markup,
    findings_markup,
    framed,
    legend,
    outward_link,
    state_link,
    style,
    work_markup,
)
from codev.explorer.page import plain_markdown
from codev.explorer.state import read_address
from codev.model import Claim, Taxonomy
from codev.show.looks import DARK, LIGHT
from codev.store.findings import Finding, Severity
from small import small_atlas

HOSTILE = "<img src=x onerror=alert(1)><script>alert('1')</script> \"q\" & [a](javascript:alert(1))"


@pytest.fixture(scope="module")
def taxonomy(taxonomy: Taxonomy) -> Taxonomy:
    """The real vocabulary."""
    return taxonomy


def tags(markup: str) -> set[str]:
    """Return the elements of a piece of HTML, which must be well-formed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    fragment = parser.parseFragment(markup)
    return {element.tag for element in fragment.iter() if isinstance(element.tag, str)}


def test_every_work_is_well_formed_and_shows_its_provenance(atlas: Atlas) -> None:
    names = Namer(atlas).terms
    for work in atlas.works.values():
        markup = framed(work_markup(atlas, work, names))
        assert tags(markup) <= {"DOCUMENT_FRAGMENT", "div", "h3", "p", "span", "a", "dl", "dt", "dd", "details", "summary"}
        for claim in work.claims:
            assert claim.id in markup
            assert markup.count("<dt>Evidence</dt>") == len(work.claims)


def test_a_claim_shows_what_is_inferred_and_doubted(atlas: Atlas) -> None:
    names = Namer(atlas).terms
    for claim in atlas.claims.values():
        markup = str(claim_markup(atlas, claim, names))
        shown = {"stages", "capabilities", "modalities", "models", "datasets", "input_datasets", "acquired_from"}
        filled = {name for name in shown & set(claim.inferred) if getattr(claim, name) or name == "stages"}
        assert markup.count(">unverified<") == len(filled) + (claim.is_statement_inferred or claim.is_unverified)
        assert ("In doubt: " in markup) == (claim.doubt is not None)


def test_hostile_entries_are_shown_as_text(taxonomy: Taxonomy) -> None:
    claim = {"node": "data-filter", "statement": HOSTILE, "doubt": HOSTILE, "models": [HOSTILE[:100]]}
    work = {"title": HOSTILE, "authors": [HOSTILE[:100]], "notes": [HOSTILE], "venue": HOSTILE[:100], "claims": [claim]}
    atlas = small_atlas(taxonomy, {"evil2024work": work})
    markup = framed(work_markup(atlas, atlas.works["evil2024work"], Namer(atlas).terms))
    assert tags(markup) <= {"DOCUMENT_FRAGMENT", "div", "h3", "p", "span", "a", "dl", "dt", "dd"}
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "https://a b", 'https://x"onclick="y', ""])
def test_what_may_not_be_linked_is_text(url: str) -> None:
    assert str(outward_link("page", url)) == "page"


def test_a_link_out_opens_no_door_back() -> None:
    assert 'rel="noopener noreferrer"' in outward_link("page", "https://arxiv.org/abs/2407.08583")


@given(*[st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40)] * 2)
def test_links_within_are_addresses(text: str, name: str) -> None:
    link = str(state_link(text, {"question": "lineage", "of": name}))
    assert tags(link) == {"DOCUMENT_FRAGMENT", "a"}
    assert '"' not in link.partition('href="')[2].partition('"')[0]


def test_links_to_artifacts_and_works_are_understood(facts_atlas: Atlas) -> None:
    for parameters in ({"question": "lineage", "of": "model:clip"}, {"question": "works", "show": "liu2023visual"}):
        state, problems = read_address({name: [value] for name, value in parameters.items()})
        assert problems == ()
        assert state.query() is not None
    work = work_markup(facts_atlas, facts_atlas.works["liu2023visual"], Namer(facts_atlas).terms)
    assert "?question=similar&amp;of=liu2023visual" in work
    assert "?question=lineage&amp;of=model%3Allava" in work


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_plain_markdown_leaves_no_sign_that_could_mean_something(text: str) -> None:
    plain = plain_markdown(text)
    assert "\n" not in plain
    unescaped = [letter for place, letter in enumerate(plain) if letter in "*_[]<>`$!" and plain[place - 1] != "\\"]
    assert not unescaped


def test_the_style_sheet_has_both_looks() -> None:
    assert "#0072b2" in style(LIGHT)
    assert "#56b4e9" in style(DARK)


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


def test_a_claim_without_evidence_says_so(taxonomy: Taxonomy) -> None:
    atlas = small_atlas(taxonomy, {"bare2024work": {"claims": [{"node": "data-filter", "evidence": []}]}})
    claim: Claim = atlas.claims["bare2024work.1"]
    assert "<dd>none</dd>" in claim_markup(atlas, claim, {})
