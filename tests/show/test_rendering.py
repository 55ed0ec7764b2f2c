"""Templates are rendered in less time and come out as jinja2 alone renders them; no text is shown unescaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context, pass_eval_context
from markupsafe import Markup, escape

from codev import Atlas
from codev.show import cards
from codev.show.rendering import QuickEnvironment, escaped, filled
from codev.site.pages.environment import Renderer
from codev.site.pages.jobs import page_jobs

JOBS = ("work_page", "artifact_page model", "term_page stages", "row_page", "node_page", "gaps_page", "home_page", "loops_page")
"""The jobs whose pages are compared: among them they use every file of macros."""


class Shown:
    """What says itself how it is shown, as markup does."""

    def __html__(self) -> str:
        return "<b>shown</b>"


class Text(str):
    """A text of a kind of its own."""

    __slots__ = ()


@given(st.text(alphabet=st.sampled_from("ab &<>\"'é;\n") | st.characters()))
def test_a_text_is_escaped_as_by_the_library(text: str) -> None:
    assert str(escaped(text)) == str(escape(text))
    assert str(escaped(Text(text))) == str(escape(Text(text)))
    assert escaped(Markup(text)) == text  # noqa: S704 - that it stays as it is, is what is tested


@pytest.mark.parametrize("value", [Shown(), 3, None, 2.5, ["<"], Markup("<i>"), Text("<i>"), b"<"])
def test_other_values_are_shown_as_by_the_library(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pass_context
def given_context(context: Any, name: str) -> str:
    """Return a variable of the template that calls."""
    return str(context[name])


@pass_eval_context
def is_escaping(context: Any) -> bool:
    """Return whether the place that calls escapes."""
    return bool(context.autoescape)


class Callable:
    """An object that can be called, and wants the context.

    Attributes:
        name: A text.
        items: A mapping whose method is not what a template means by ``items``.
    """

    name, items = "<called>", {"x": "<item>"}

    @property
    def depth(self) -> Callable:
        """Itself, one step further."""
        return self

    @pass_context
    def __call__(self, context: Any) -> str:
        """Return a variable of the template that calls."""
        return f"{context['x']}!"

    @pass_context
    def method(self, context: Any) -> str:
        """Return the same."""
        return f"{context['x']}?"


TEMPLATES = [
    "{{ x }} {{ y }} {{ 3 }} {{ '<literal>' }} {{ none }}",
    "{% macro m(a, b='<') %}<i>{{ a }}</i>{{ b }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(x) }}{{ m(y, x, 1, k=x) }}",
    "{% macro m(a, b='<', c=3) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{% for z in [x] %}{{ m(z) }}{{ m(y, x) }}{% endfor %}",
    "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m(x, y) }}{{ m(b=x) }}{{ m(x) ~ m(y) ~ '<' }}{{ m() }}",
    "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% autoescape false %}{{ m(x) + x }}{% endautoescape %}{{ m(m(x)) ~ x }}",
    "{% macro m(a, caller=none) %}{{ a }}{{ caller is none }}{% endmacro %}{{ m(x) }}{% call m(y) %}{{ x }}{% endcall %}",
    "{% macro m() %}[{{ caller(x) }}]{% endmacro %}{% call(a) m() %}{{ a }}{{ x }}{% endcall %}",
    "{% autoescape false %}{{ x }}{{ y }}{{ is_escaping() }}{% endautoescape %}{{ is_escaping() }}",
    "{% autoescape off %}{{ x }}{{ y }}{% endautoescape %}{% autoescape not off %}{{ x }}{{ y }}{% endautoescape %}",
    "{{ called.depth.depth.name }} {{ {'a': {'b': x}}.a.b }} {{ called.nothing }} {{ x.nothing is defined }}",
    "{{ called.depth.items.x }} {% for z in [called, called.depth] if z.name %}{{ z.name ~ x ~ called.depth.name }}{%endfor%}",
    "{% for each in [x, y] %}{{ loop.index }}{{ each }}{{ given_context('x') }}{% endfor %}",
    "{{ called() }} {{ called.method() }} {{ x.upper() }} {{ x | upper }} {{ (x ~ y) | e | forceescape }} {{ x | safe }}",
    "{% set z %}<u>{{ x }}</u>{% endset %}{{ z }} {{ x is string }} {{ [x, y] }} {{ {'a': x} }}",
    "{% filter upper %}{{ x }}{% endfilter %}{{ '%s <' | format(x) }}{{ ('<b>' | safe) ~ x }}",
]


@pytest.mark.parametrize("source", TEMPLATES)
def test_templates_come_out_as_the_library_renders_them(source: str) -> None:
    values = {"x": "<&\"'> text", "y": Markup("<em>y</em>"), "called": Callable(), "off": False}
    texts = []
    for kind in (Environment, QuickEnvironment):
        made = kind(autoescape=True)
        made.globals |= {"given_context": given_context, "is_escaping": is_escaping}
        texts.append(made.from_string(source).render(**values))
    assert texts[0] == texts[1]
    assert "text" in texts[0].lower()


@pytest.mark.parametrize("call", ["m(x, x)", "m(x, b=x)", "m(caller=x)"])
def test_what_a_macro_does_not_take_is_still_told(call: str) -> None:
    for kind in (Environment, QuickEnvironment):
        with pytest.raises(TypeError, match="macro 'm'"):
            kind().from_string("{% macro m(a) %}{{ a }}{% endmacro %}{{ " + call + " }}").render(x=1)


def test_what_is_unknown_is_still_told() -> None:
    with pytest.raises(UndefinedError):
        QuickEnvironment(autoescape=True).from_string("{{ missing() }}").render()


def bodies(atlas: Atlas, templates: Path) -> dict[str, str]:
    """Return the bodies of some pages, by address."""
    renderer = Renderer(atlas, templates)
    renderer.environment.bytecode_cache = None
    jobs = [job for job in page_jobs(renderer) if job.name.startswith(JOBS)]
    some = {job.name.split()[0]: job for job in reversed(jobs)} | {job.name: job for job in jobs[::17]}
    return {page.address: page.body for job in some.values() for page in job.make()}


def test_pages_come_out_as_the_library_renders_them(
    part_atlas: Atlas, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = repository / "site" / "templates"
    quick = bodies(part_atlas, templates)
    monkeypatch.setattr(cards, "QuickEnvironment", Environment)
    assert bodies(part_atlas, templates) == quick
    assert len(quick) > 20


class Depth:
    """Says where things lead, for macros."""

    def __init__(self, base: str) -> None:
        self.base = base

    def work(self, key: str) -> str:
        """Return the way to a work."""
        return f"{self.base}works/{key}/"


def importing(macro: str) -> QuickEnvironment:
    """Return an environment with a page that imports a macro and calls it with ``key``."""
    page = '{% import "_macros.jinja" as show with context %}{{ show.way(key) }}'
    return QuickEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader({"_macros.jinja": f"{{% macro way(key) %}}{macro}{{% endmacro %}}", "page.jinja": page}),
    )


def test_macros_are_made_once_for_what_says_where_things_lead() -> None:
    made = importing("<a href='{{ to.work(key) }}'></a>")
    near, far = Depth("../"), Depth("../../")
    texts = [made.get_template("page.jinja").render(to=to, key=key) for to, key in ((near, "a"), (far, "b"), (near, "c"))]
    assert texts == ["<a href='../works/a/'></a>", "<a href='../../works/b/'></a>", "<a href='../works/c/'></a>"]
    assert len(made.macros_made) == 2


def test_macros_see_nothing_else_of_the_page_that_imports_them() -> None:
    page = importing("{{ title }}").get_template("page.jinja")
    with pytest.raises(UndefinedError, match="title"):
        page.render(to=Depth(""), key="a", title="of the first page, which the second would show")


def test_pages_at_one_depth_share_their_macros(part_atlas: Atlas, repository: Path) -> None:
    renderer = Renderer(part_atlas, repository / "site" / "templates")
    for job in page_jobs(renderer):
        if job.name.startswith("work_page"):
            list(job.make())
    assert {renderer.links(f"works/{key}/") for key in part_atlas.works} == {renderer.links("works/x/")}
    assert len(renderer.environment.macros_made) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [3, None, "<'\"&>", Markup("<i>"), "{0} {x}"])
def test_a_text_is_filled_as_by_the_library(value: object) -> None:
    assert filled("<a {}>{x}</a>", value, x=value) == Markup("<a {}>{x}</a>").format(value, x=value)
