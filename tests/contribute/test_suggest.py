"""Suggestions: ranked, explained, and blind to what must not be seen."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.contribute.letters import WORDS_MAX
from codev.contribute.suggest import Suggester
from codev.errors import WrongUseError

TEXT = "A benchmark of hallucination in long videos"


@pytest.fixture(scope="module")
def suggester(facts_atlas: Atlas) -> Suggester:
    """Trained on the real knowledge base."""
    return Suggester(facts_atlas)


def test_the_ranking_is_of_subsections_best_first(facts_atlas: Atlas, suggester: Suggester) -> None:
    ranked = suggester.rank(TEXT, 5)
    assert len(ranked) == 5
    assert all(each.node in facts_atlas.tree.subsections for each in ranked)
    assert all(each.leaf in facts_atlas.tree.descendants(each.node) for each in ranked)
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


def test_every_suggestion_says_why(facts_atlas: Atlas, suggester: Suggester) -> None:
    for each in suggester.rank(TEXT, 5):
        assert 0 < len(each.terms) <= WORDS_MAX
        assert all(word in TEXT.lower() for term in each.terms for word in term.split())
        for work in each.works:
            assert any(facts_atlas.tree.subsection_of(claim.node) == each.node for claim in facts_atlas.works[work.key].claims)


def test_plain_cases_are_right(suggester: Suggester) -> None:
    cases = {
        "Filtering image-text pairs by CLIP similarity before pre-training": "data-filter",
        "Deduplicating web-scale image data by semantic embeddings": "data-condensation",
        "A membership inference attack that reveals private training images": "privacy-and-ip",
        "Jailbreaking vision-language models with adversarial images": "data-toxicity",
        "Packing sequences of several samples for efficient training": "data-packing",
    }
    for text, node in cases.items():
        assert node in suggester.rank_nodes(text)[:3], text


def test_a_text_without_a_known_word_has_no_suggestion(suggester: Suggester) -> None:
    assert suggester.rank("qwertyuiop zxcvbnm") == ()
    assert suggester.rank("") == ()


def test_the_same_knowledge_gives_the_same_ranking(facts_atlas: Atlas, suggester: Suggester) -> None:
    assert Suggester(facts_atlas).rank(TEXT) == suggester.rank(TEXT)


def test_a_work_that_is_left_out_speaks_for_nothing(facts_atlas: Atlas) -> None:
    title = facts_atlas.works["liu2023visual"].title
    ranked = Suggester(facts_atlas, without=["liu2023visual"]).rank(title)
    assert "liu2023visual" not in {work.key for each in ranked for work in each.works}
    assert "liu2023visual" in {work.key for each in Suggester(facts_atlas).rank(title) for work in each.works}


def test_nothing_can_be_learned_from_nothing(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="no work is classified"):
        Suggester(facts_atlas, without=list(facts_atlas.works))


def test_only_the_first_node_can_be_sure(suggester: Suggester, facts_atlas: Atlas) -> None:
    rankings = [suggester.rank(work.title) for work in list(facts_atlas.works.values())[:40]]
    assert not any(each.sure for ranked in rankings for each in ranked[1:])
    assert {ranked[0].sure for ranked in rankings if ranked} == {True, False}


def test_an_abstract_is_read_beside_the_title(suggester: Suggester) -> None:
    title = "A study of what we did"
    abstract = "We pack sequences of several samples into one for efficient training, so that no padding is wasted."
    assert suggester.rank_nodes(f"{title}. {abstract}")[0] == "data-packing" != suggester.rank_nodes(title)[0]


def test_shares_of_all_nodes_add_up_to_one(suggester: Suggester) -> None:
    ranked = suggester.rank(TEXT)
    assert sum(each.score for each in ranked) <= 1 + 1e-9
    assert len({each.node for each in ranked}) == len(ranked)


def test_one_classified_work_is_enough(facts_atlas: Atlas) -> None:
    lone = Suggester(facts_atlas, without=[key for key in facts_atlas.works if key != "liu2023visual"])
    ranked = lone.rank("Visual instruction tuning")
    assert ranked[0].works[0].key == "liu2023visual"
