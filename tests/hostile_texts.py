"""Hostile files that are made for a test instead of being kept: they are long, and short to describe."""

from __future__ import annotations

from pathlib import Path

from codev.limits.texts import LATEX_MARKS_MAX

CLEAN_BIBTEX = "@article{x, title={A good paper on data}, author={Jane Good}, year=2024, eprint={2404.12345}}\n"


def made_files(folder: Path, root: Path) -> None:
    """Write the files.

    Args:
        folder: Where they go.
        root: A knowledge base, whose taxonomy one of them lengthens.
    """
    letters = "a" * 1_000_000
    (folder / "letters-after-arxiv.bib").write_text(
        "@article{x, title={B good paper on data}, author={Jane B}, year=2024, "
        f"eprint={{arXiv{letters}}}, note={{arXiv{letters}}}, doi={{10.1234/b}}}}\n"
    )
    (folder / "many-ands.bib").write_text(
        f"@article{{x, title={{A good paper}}, author={{{'and ' * 10_000}}}, year=2024, doi={{10.1234/c}}}}\n"
    )
    # Arguments within each other, which the parser would try again and again; as many marks as are parsed.
    hard = "\\frac{" * (LATEX_MARKS_MAX // 3) + "a" + "}" * (LATEX_MARKS_MAX // 3)
    (folder / "abstracts.bib").write_text(
        "".join(
            f"@article{{x{number}, title={{Paper number {number} on data}}, author={{Jane Good}}, year=2024, "
            f"doi={{10.1234/d{number}}}, abstract={{{hard}}}}}\n"
            for number in range(200)
        )
    )
    nodes = (root / "taxonomy" / "nodes.yaml").read_text("utf-8").rstrip() + "\n"
    above = ["data-filter", *(f"deep-{number}" for number in range(3999))]
    (folder / "4000-levels.yaml").write_text(
        nodes
        + "".join(
            f"- id: deep-{number}\n  name: Deep {number}\n  parent: {parent}\n  definition: Deep.\n"
            for number, parent in enumerate(above)
        )
    )
