"""One table of cases for every id: what it is built as and what it is read as."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas, ids
from codev.errors import WrongUseError

SLUGS = [
    ("data-filter", True),
    ("3dmit", True),
    ("Data", False),
    ("a--b", False),
    ("-a", False),
    ("", False),
    ("a" * 81, False),
]

KEYS = [
    # family name, year, title, key: the first three are real works of the survey
    ("Wu", 2023, "NExT-GPT: Any-to-Any Multimodal LLM", "wu2023nextgpt"),
    ("Liu", 2023, "Visual Instruction Tuning", "liu2023visual"),
    ("Theis", 2017, "Lossy Image Compression with Compressive Autoencoders", "theis2017lossy"),
    ("Ærøskøbing", 2024, "On the “Use” of Data", "aeroskobing2024use"),
    ("Müller-Groß", 2025, "A Survey", "mullergross2025survey"),
    ("李", 2024, "多模态", "li2024duomotai"),
    ("Клевцова", 2025, "Рычаги цифровых данных", "klevtsova2025rychagi"),
    ("Παπαδόπουλος", 2025, "α-Δεδομένα", "papadopoylos2025adedomena"),
    ("!", 2024, "???", "anonymous2024untitled"),
    ("Li", 2024, "What If We Recaption Billions of Web Images?", "li2024recaption"),
    ("DatologyAI", 2026, "20x Faster: Vision Data", "datologyai202620x"),
    ("DatologyAI", 2026, "20 Ways to Curate", "datologyai2026ways"),
    ("Wu", 2025, "A 100,000-Image Corpus", "wu2025100000image"),
    ("An", 2025, "LLaVA-OneVision-1.5: Open", "an2025llavaonevision15"),
    ("Wu", 2025, "R. 1984", "wu2025r"),
]

ARXIV = [
    ("https://arxiv.org/abs/2407.08583v2", "2407.08583"),
    ("arXiv preprint arXiv:1703.00395", "1703.00395"),
    ("https://arxiv.org/pdf/cs/0101001v1.pdf", "cs/0101001"),
    ("hep-th/9901001", "hep-th/9901001"),
    ("10.1145/3649447", None),
    ("10.48550/arXiv.2304.08485", "2304.08485"),
    ("https://doi.org/10.48550/ARXIV.2304.08485v2", "2304.08485"),
    ("http://dx.doi.org/10.48550/arxiv.cs/0101001", "cs/0101001"),
    ("https://arxiv.org/pdf/2304.08485v3.pdf", "2304.08485"),
    ("https://arxiv.org/html/2304.08485v1#S3", "2304.08485"),
    ("https://ar5iv.labs.arxiv.org/html/2304.08485", "2304.08485"),
    ("https://www.alphaxiv.org/abs/2304.08485v2", "2304.08485"),
    ("https://huggingface.co/papers/2304.08485", "2304.08485"),
    ("arXiv: 2304.08485 [cs.CV]", "2304.08485"),
    ("ARXIV.2304.08485", "2304.08485"),
    ("abs/2304.08485", "2304.08485"),
    ("cs.CL/0101001v2", "cs/0101001"),
    ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
    ("10.1234/2304.08485", None),
    ("https://doi.org/10.1109/cs/0101001", None),
    ("https://doi.org/10.48550%2FarXiv.2304.08485", "2304.08485"),
    ("https://ieeexplore.ieee.org/document/9578732", None),
    ("13045.678901", None),
    ("cs/010100", None),
    ("2413.00001", None),
    ("no id here", None),
]

DOIS = [
    ("10.1000/xyz", "10.1000/xyz"),
    ("https://doi.org/10.1000/xyz.", "10.1000/xyz"),
    ("doi:10.1002/(SICI)1097-4571(199806)49:8", "10.1002/(SICI)1097-4571(199806)49:8"),
    ("https://doi.org/10.1000%2Fxyz", "10.1000/xyz"),
    ("(see 10.1000/xyz)", "10.1000/xyz"),
    ("https://dl.acm.org/doi/pdf/10.1145/3649447?download=true", "10.1145/3649447"),
    ("http://dx.doi.org/10.1016/S0140-6736(05)1-6#abstract", "10.1016/S0140-6736(05)1-6"),
    ("10.1/x", None),
    ("10.1000/<script>", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), SLUGS)
def test_slugs(text: str, *, expected: bool) -> None:
    assert ids.is_slug(text) is expected


@pytest.mark.parametrize(("family", "year", "title", "key"), KEYS)
def test_keys_are_made_and_recognised(family: str, year: int, title: str, key: str) -> None:
    assert ids.make_work_key(family, year, title) == key
    assert ids.is_work_key(key)


def test_a_letter_is_added_on_collision() -> None:
    taken = {"liu2023visual", "liu2023visualb"}
    assert ids.make_work_key("Liu", 2023, "Visual Instruction Tuning", taken) == "liu2023visualc"


def test_an_impossible_year_is_refused() -> None:
    with pytest.raises(WrongUseError, match="four digits"):
        ids.make_work_key("Liu", 23, "Visual Instruction Tuning")


@given(st.text(max_size=60), st.integers(1900, 2999), st.text(max_size=200))
def test_every_made_key_is_one(family: str, year: int, title: str) -> None:
    assert ids.is_work_key(ids.make_work_key(family, year, title))


@given(st.text(max_size=200))
def test_a_slug_is_one_or_empty(name: str) -> None:
    slug = ids.slugify(name)
    assert slug == "" or ids.is_slug(slug)


@pytest.mark.parametrize(("text", "expected"), ARXIV)
def test_arxiv_ids_are_found_in_text(text: str, expected: str | None) -> None:
    assert ids.find_arxiv(text) == expected


@pytest.mark.parametrize(("text", "expected"), DOIS)
def test_dois_are_found_in_text(text: str, expected: str | None) -> None:
    assert ids.find_doi(text) == expected


@pytest.mark.parametrize(("arxiv", "year"), [("2407.08583", 2024), ("cs/0101001", 2001), ("hep-th/9901001", 1999)])
def test_the_year_of_an_arxiv_id(arxiv: str, year: int) -> None:
    assert ids.arxiv_year(arxiv) == year


def test_claims_lead_to_their_work() -> None:
    assert ids.work_of_claim("wu2023nextgpt.12") == "wu2023nextgpt"
    assert ids.claim_number("wu2023nextgpt.12") == 12
    with pytest.raises(WrongUseError, match=r"wu2023nextgpt\.1"):
        ids.work_of_claim("wu2023nextgpt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("model:lamm", ("model", "lamm")), ("dataset: LAMM", ("dataset", "LAMM")), ("VQA: v2", (None, "VQA: v2"))],
)
def test_kinds_are_split_off(name: str, expected: tuple[str | None, str]) -> None:
    assert ids.split_artifact(name) == expected


def test_every_id_of_the_knowledge_base_follows_its_grammar(atlas: Atlas) -> None:
    assert all(ids.is_work_key(key) for key in atlas.works)
    assert all(ids.is_slug(each) for each in (*atlas.models, *atlas.datasets, *atlas.tree))
    assert all(re.match(ids.CLAIM_ID_PATTERN, claim_id) for claim_id in atlas.claims)
    assert all(re.match(ids.ARXIV_PATTERN, work.arxiv) for work in atlas.works.values() if work.arxiv)
