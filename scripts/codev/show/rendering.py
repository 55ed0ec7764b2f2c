"""A jinja2 environment that escapes and calls in less time: rendering is most of what a build does.

The pages come out the same.  jinja2 makes a `Markup` of every text that a template shows, and looks at each function that a
template calls for marks that nearly none has; together that is a seventh of the time of rendering.  Both are changed where
jinja2 lets a subclass do so: `Environment.code_generator_class`, as its own native environment does, and
`Environment.context_class` (https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment).
"""

from __future__ import annotations

import re
from types import MethodType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
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


class _Generator(CodeGenerator):
    """Writes templates whose output goes through `escaped`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands before a value that is shown."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """Calls macros and methods, which are nearly all that templates call, without asking what they want to be given."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind is not MethodType or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class QuickEnvironment(Environment):
    """An environment whose templates are rendered in less time."""

    code_generator_class = _Generator
    context_class = _Context
    escaped = staticmethod(escaped)
