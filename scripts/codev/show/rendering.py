"""A jinja2 environment that escapes, calls and imports in less time: rendering is most of what a build does.

The pages come out the same.  jinja2 makes a `Markup` of every text that a template shows, looks at each function that a
template calls for marks that nearly none has, and makes all macros that a page imports anew for each page.  This is changed
where jinja2 lets a subclass do so: `Environment.code_generator_class`, as its own native environment does,
`Environment.context_class` and `Environment.template_class`
(https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_SPECIAL = re.compile(r"""[&<>"']""")
"""The characters that `markupsafe.escape` replaces."""


def escaped(value: object) -> str:
    """Return what a template shows of a value: the same characters as `markupsafe.escape`.

    Args:
        value: A text, markup, or anything that can be shown.
    """
    if type(value) is Markup or (type(value) is str and _SPECIAL.search(value) is None):
        return value
    return escape(value)


def filled(template: str, *values: object, **named: object) -> Markup:
    """Return HTML or XML with values, which are escaped: what `Markup.format` gives, in half the time.

    Args:
        template: The text, with the places of values as `str.format` has them.
        values: Texts, markup, or anything that can be shown.
        named: Likewise, by the names of their places.
    """
    held = {name: escape(value) for name, value in named.items()}
    return Markup(template.format(*map(escape, values), **held))  # noqa: S704 - every value is escaped


class _Generator(CodeGenerator):
    """Writes templates whose output goes through `escaped`, and that ask for attributes at once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands before a value that is shown."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is jinja2's
        """Write what reads an attribute; where there is none, jinja2 looks for an item, or tells what is unknown."""
        self.write("(_held if (_held := getattr((_owner := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_owner, {node.attr!r}))")


_PLAIN = frozenset([MethodType, FunctionType, partial, type(cache(len))])  # the last: functions that keep their answers
"""Kinds of what templates call that is not an object of a class of its own, which might want to be given the context."""


class _Context(Context):
    """Calls macros, methods and functions, which are nearly all that templates call, without asking what they want first."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is not Macro and (kind not in _PLAIN or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        if kind is not Macro:
            return called(*args, **kwargs)
        spared = len(called.arguments) - len(args)
        if kwargs or spared < 0 or called.caller or called.catch_kwargs or called.catch_varargs:
            return called(self.eval_ctx, *args, **kwargs)
        # What the macro itself does with arguments that all stand in their order.
        text = called._func(*args, *(missing,) * spared)  # noqa: SLF001 - nothing else gives it
        return str.__new__(Markup, text) if self.eval_ctx.autoescape else text


class _Template(Template):
    """A template whose macros are made once for each ``to``, where another one imports them with its context.

    So macros see the globals and ``to``, and nothing else of the page that imports them: that is handed to them.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - the name is jinja2's
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - likewise
    ) -> TemplateModule:
        """Return the template's macros.

        Args:
            vars: What the template that imports them shows.
            shared: Whether these are its globals too; so they are where a template imports another.
            locals: Variables of the place where they are imported.
        """
        if not shared or vars is None or "to" not in vars:
            return super().make_module(vars, shared, locals)
        made: dict[tuple[str | None, int], TemplateModule] = self.environment.macros_made  # type: ignore[attr-defined]
        to = vars["to"]
        key = self.name, id(to)  # which the macros keep alive
        if key not in made:
            made[key] = super().make_module({"to": to})
        return made[key]


class QuickEnvironment(Environment):
    """An environment whose templates are rendered in less time.

    Attributes:
        macros_made: The macros of each template for each ``to``, by the template's name and the object's identity: a face hands
            over few such objects.
    """

    code_generator_class = _Generator
    context_class = _Context
    template_class = _Template
    escaped = staticmethod(escaped)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Prepare it.

        Args:
            args: What jinja2 takes.
            options: Likewise.
        """
        super().__init__(*args, **options)
        self.macros_made: dict[tuple[str | None, int], TemplateModule] = {}
