"""CSL-JSON: citeproc-py reads it back and can cite from it."""

from __future__ import annotations

import json

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from codev import Atlas
from codev.bib import split_name, to_csl, to_csl_json, work_to_csl


@pytest.fixture(scope="module")
def source(atlas: Atlas) -> CiteProcJSON:
    """All works of the knowledge base as citeproc-py reads them."""
    return CiteProcJSON(json.loads(to_csl_json(atlas.works.values())))


def test_every_work_comes_back(atlas: Atlas, source: CiteProcJSON) -> None:
    assert list(source) == list(atlas.works)
    for key, work in atlas.works.items():
        reference = source[key]
        assert str(reference.title) == work.title
        assert reference.issued.year == (work.venue_year or work.year)
        assert [str(name.family) for name in reference.author if "family" in name] == [
            split_name(name).family for name in work.authors if not split_name(name).is_group
        ]


@pytest.mark.filterwarnings("ignore::UserWarning")  # citeproc-py warns of locale terms that its own style lacks
def test_it_can_be_cited(facts_atlas: Atlas) -> None:
    source = CiteProcJSON(json.loads(to_csl_json([facts_atlas.works["jia2024gpt4mts"]])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("jia2024gpt4mts")]))
    entry = str(bibliography.bibliography()[0])
    assert entry.startswith("Jia, F. et al. (2024) “GPT4MTS: Prompt-Based Large Language Model")
    assert "AAAI, pp. 23343–23351" in entry


def test_a_preprint(facts_atlas: Atlas) -> None:
    item = work_to_csl(facts_atlas.works["chen2023sharegpt4v"])
    assert (item["type"], item["genre"], item["number"]) == ("article", "preprint", "arXiv:2311.12793")
    assert item["author"][0] == {"family": "Chen", "given": "Lin"}


def test_groups_are_literal(facts_atlas: Atlas) -> None:
    assert work_to_csl(facts_atlas.works["openai2024sora"])["author"] == [{"literal": "OpenAI"}]


def test_particles(facts_atlas: Atlas) -> None:
    names = [name for item in to_csl(facts_atlas.works.values()) for name in item["author"] if name.get("family") == "Werra"]
    assert names
    assert all(name == {"family": "Werra", "given": "Leandro", "non-dropping-particle": "von"} for name in names)


def test_more_authors_are_said(facts_atlas: Atlas) -> None:
    assert "et al" in work_to_csl(facts_atlas.works["achiam2023gpt4"])["note"]


def test_no_works() -> None:
    assert to_csl_json([]) == "[]\n"
