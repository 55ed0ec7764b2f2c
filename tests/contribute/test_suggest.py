"""Suggestions: ranked, explained, and blind to what must not be seen."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.contribute.suggest import REASONS_MAX, Suggester
from codev.errors import WrongUseError

TEXT = "A benchmark of hallucination in long videos"


@pytest.fixture(scope="module")
def suggester(atlas: Atlas) -> Suggester:
    """Trained on the real knowledge base."""
    return Suggester(atlas)


def test_the_ranking_is_of_subsections_best_first(atlas: Atlas, suggester: Suggester) -> None:
    ranked = suggester.rank(TEXT, 5)
    assert len(ranked) == 5
    assert all(each.node in atlas.tree.subsections for each in ranked)
    assert all(each.leaf in atlas.tree.descendants(each.node) for each in ranked)
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


def test_every_suggestion_says_why(atlas: Atlas, suggester: Suggester) -> None:
    for each in suggester.rank(TEXT, 5):
        assert 0 < len(each.terms) <= REASONS_MAX
        assert all(word in TEXT.lower() for term in each.terms for word in term.split())
        for work in each.works:
            assert any(atlas.tree.subsection_of(claim.node) == each.node for claim in atlas.works[work.key].claims)


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


def test_the_same_knowledge_gives_the_same_ranking(atlas: Atlas, suggester: Suggester) -> None:
    assert Suggester(atlas).rank(TEXT) == suggester.rank(TEXT)


def test_a_work_that_is_left_out_speaks_for_nothing(atlas: Atlas) -> None:
    title = atlas.works["liu2023visual"].title
    ranked = Suggester(atlas, without=["liu2023visual"]).rank(title)
    assert "liu2023visual" not in {work.key for each in ranked for work in each.works}
    assert "liu2023visual" in {work.key for each in Suggester(atlas).rank(title) for work in each.works}


def test_nothing_can_be_learned_from_nothing(atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="no work is classified"):
        Suggester(atlas, without=list(atlas.works))
