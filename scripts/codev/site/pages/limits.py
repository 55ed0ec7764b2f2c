"""The page of limits: every bound on input, read from the modules of `codev.limits` with the reason that stands below it.

A limit without a text below it raises `codev.errors.BuildError`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import griffe

from codev import limits
from codev.errors import BuildError
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

Value = float | Mapping[str, int]
"""The value of a limit: a number, or one for each part of what is bounded."""

_BYTES = (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10))
_SUFFIX = "_MAX"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on input.

    Attributes:
        name: The constant.
        value: What it allows at the most.
        reason: What it bounds, why, and what happens beyond it.
    """

    name: str
    value: Value
    reason: str

    @property
    def words(self) -> str:
        """The value with its unit, as readers see it; the parts of one with parts are separated by commas."""
        if isinstance(self.value, Mapping):
            return ", ".join(f"{part.lower().replace('_', ' ')} {number:,}" for part, number in self.value.items())
        return _with_unit(self.name, self.value)


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """The limits on one kind of input.

    Attributes:
        name: The module within `codev.limits`.
        about: The paragraphs of its docstring.
        limits: Its limits, in the order of the module.
    """

    name: str
    about: tuple[str, ...]
    limits: tuple[Limit, ...]


def limit_groups() -> tuple[LimitGroup, ...]:
    """Return all limits, module by module in alphabetical order.

    Raises:
        BuildError: A limit has no text below it.
    """
    files = [file for file in sorted(Path(limits.__file__).parent.glob("*.py")) if file.stem != "__init__"]
    return tuple(_group(file.stem, griffe.visit(file.stem, filepath=file, code=file.read_text("utf-8"))) for file in files)


def limits_page(renderer: Renderer) -> Page:
    """Return the page.

    Args:
        renderer: Templates; its filter ``code`` marks code in a docstring.

    Raises:
        BuildError: A limit has no text below it.
    """
    return page_of_section(
        "About",
        "limits/",
        "Limits",
        "Every bound on what entries, files, services and visitors may send, with its value and its reason.",
        renderer.render("limits.md.jinja", "limits/", groups=limit_groups()),
    )


def _group(name: str, module: griffe.Module) -> LimitGroup:
    """Return the limits of a module.

    Raises:
        BuildError: A limit has no text below it.
    """
    values = vars(importlib.import_module(f"codev.limits.{name}"))
    found = []
    for constant, attribute in module.attributes.items():
        if not constant.endswith(_SUFFIX) or attribute.is_alias:
            continue
        if attribute.docstring is None:
            raise BuildError(f"codev.limits.{name}.{constant} has no reason", "write a docstring below it")
        found.append(Limit(constant, values[constant], " ".join(attribute.docstring.value.split())))
    about = module.docstring.value.split("\n\n") if module.docstring else []
    return LimitGroup(name, tuple(" ".join(each.split()) for each in about), tuple(found))


def _with_unit(name: str, value: float) -> str:
    """Return a number with the unit that the name of its limit ends with; names that are counted speak for themselves."""
    words = name.removesuffix(_SUFFIX).split("_")
    if "BYTES" in words:
        for unit, size in _BYTES:
            if value >= size and value % size == 0:
                return f"{value // size:,} {unit}"
        return f"{value:,} bytes"
    if "SECONDS" in words:
        return f"{value:,g} s"
    if "MEGABYTES" in words:
        return f"{value:,} MB"
    unit = words[-1].lower()
    return f"{value:,} characters" if unit == "characters" else f"{value:,}"
