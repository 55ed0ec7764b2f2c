"""What readers and analysts ask (issues 13 and 15), as calls of tools; the names are of the frozen knowledge base."""

from __future__ import annotations

from typing import Any

from codev import Atlas
from codev.query import ask

ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "works that improve reading of documents at fine-tuning": (
        "works",
        {"enhanced": ["document-chart-understanding"], "stage": ["finetune"], "effect": ["improves"]},
    ),
    "what ShareGPT4V was made from": ("lineage", {"of": "ShareGPT4V"}),
    "who uses ShareGPT4V": ("lineage", {"of": "ShareGPT4V", "edge_direction": "down", "depth": 3}),
    "what falls without GPT-4V": ("falls", {"model": "gpt-4v"}),
    "works on video of 2024": ("works", {"modality": ["video"], "year": ["2024"]}),
    "an author with diacritics": ("works", {"author": ["Piotr Dollar"]}),
    "a section of the survey": ("works", {"section": ["3.2"]}),
    "loops, side by side": ("loops", {"longest": 4}),
    "the best reasoned gap": ("gaps", {"status": "empty", "role": ["data-filter"]}),
    "gaps of audio at fine-tuning": ("gaps", {"modality": ["audio"], "stage": ["finetune"]}),
    "what is doubtful": ("claims", {"doubt": ["yes"]}),
    "LLaVA's neighbourhood": ("neighbours", {"of": "model:llava"}),
    "LLaVA-1.5 and BLIP-2 compared": ("compare", {"things": ["model:llava-1-5", "model:blip-2"]}),
    "most used datasets": ("most-used", {"kind": "dataset"}),
    "data filters by capability": ("rq2", {"role": ["data-filter"]}),
    "fine-tuning by capability": ("rq1", {"stage": ["finetune"]}),
    "closed against open by year": ("trends", {"by": "openness"}),
    "Table 2 against the text": ("disagreements", {"kind": "classification"}),
    "weak evidence in a node": ("evidence", {"node": ["data-filter"]}),
    "the path from CLIP to LLaVA": ("path", {"of": "model:clip", "to": "model:llava"}),
    "similar to LLaVA": ("similar", {"of": "liu2023visual"}),
    "self-boosted chains": ("chains", {"paradigm": "self-boosted"}),
    "what rests on GPT-4": ("dependence", {"model": "gpt-4"}),
    "benchmarks in the training data": ("leakage", {}),
}


def expected(atlas: Atlas, name: str) -> list[dict[str, Any]]:
    """Return the rows that ``codev query`` gives to a question of `ASKED`."""
    question, given = ASKED[name]
    return ask(atlas, question, **given).as_dicts()
