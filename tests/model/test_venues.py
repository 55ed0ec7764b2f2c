"""Names of venues: the table, what is not in it, and that the table speaks the language of the entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.model.venues import VENUES, Venue, canonical_venue, find_venue

SEMEVAL = "International Workshop on Semantic Evaluation (SemEval)"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Advances in Neural Information Processing Systems 36", "NeurIPS"),
        ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR"),
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)", "CVPR Workshops"),
        ("2023 IEEE/CVF International Conference on Computer Vision (ICCV)", "ICCV"),
        ("European Conference on Computer Vision", "ECCV"),
        ("The Twelfth International Conference on Learning Representations", "ICLR"),
        ("International Conference on Machine Learning", "ICML"),
        ("Asian Conference on Machine Learning", "Asian Conference on Machine Learning"),
        (
            "International Conference on Computer Vision and Graphics",
            "International Conference on Computer Vision and Graphics",
        ),
        ("Transactions on Machine Learning Research", "TMLR"),
        ("nature", "Nature"),
        ("MM", "ACM Multimedia"),
        ("Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics (Volume 1)", "ACL"),
        ("Findings of the Association for Computational Linguistics: ACL 2024", "Findings of ACL"),
        ("Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing", "EMNLP"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI"),
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "IEEE TPAMI"),
        ("arXiv preprint arXiv:2304.08485", "arXiv"),
        ("CoRR", "arXiv"),
        ("Proceedings of the 3rd Workshop on Things", "Workshop on Things"),
        ("A Journal of Nothing Known, 2021", "A Journal of Nothing Known"),
        ("Proceedings of the 17th International Workshop on Semantic Evaluation (SemEval-2023)", SEMEVAL),
        (
            "Proceedings of the Sixth Workshop on Online Abuse and Harms (WOAH 2022)",
            "Workshop on Online Abuse and Harms (WOAH)",
        ),
        ("Proceedings of the Workshop on Things (2019)", "Workshop on Things"),
        ("First Monday", "First Monday"),
        ("Proceedings of the Thirteenth Language Resources and Evaluation Conference", "LREC"),
        ("Language Resources and Evaluation", "Language Resources and Evaluation"),
        ("British Machine Vision Conference 2022, BMVC 2022, London, UK, November 21-24", "BMVC"),
        ("ACM International Conference on Information & Knowledge Management", "CIKM"),
        ("Proceedings of the 23rd Annual ACM Conference on Multimedia", "ACM Multimedia"),
        ("Proceedings of the 57th Conference of the Association for Computational Linguistics (ACL2019)", "ACL"),
        ("CVPR2023", "CVPR"),
        ("Findings of EMNLP2024", "Findings of EMNLP"),
        ("Proceedings of the 26th International Conference on World Wide Web", "WWW"),
        ("Annual Meeting of the ACL and the 11th International Joint Conference on Natural Language Processing", "ACL"),
        ("Proceedings of the Sixth International Joint Conference on Natural Language Processing", "IJCNLP"),
        ("", None),
    ],
)
def test_venues(printed: str, name: str | None) -> None:
    assert canonical_venue(printed) == name


PARTS = (
    *(
        "In:",
        "Proceedings of the",
        "The",
        "2023",
        "3rd",
        "Third",
        "Twenty-second",
        "Workshop on Things",
        "Journal of X",
        "(2023)",
    ),
    *(", 2024", "'23", "NIPS", "ACL2019", "(SemEval-2023)", "Annual", "International", "of", ".", ",", "First Monday"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=6) | st.lists(st.text(max_size=8), max_size=4))
def test_a_canonical_name_is_read_as_itself(parts: list[str]) -> None:
    name = canonical_venue(" ".join(parts))
    assert name is None or canonical_venue(name) == name


@pytest.mark.parametrize("venue", VENUES, ids=lambda venue: venue.name)
def test_the_name_of_each_venue_is_canonical(venue: Venue) -> None:
    assert find_venue(venue.name) == find_venue(venue.name.upper()) == venue


def test_the_one_form_of_a_name_stays_as_it_is(atlas: Atlas) -> None:
    names = {canonical_venue(work.venue) for work in atlas.works.values() if work.venue}
    changed = {name: canonical_venue(name) for name in names if name}
    assert {name: other for name, other in changed.items() if name != other} == {}
