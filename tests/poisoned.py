"""Records in which every free text is hostile as well as what it was; which fields hold free text comes from the models.

Helpers of tests, not tests.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from codev.model.fields import PARAGRAPH_PATTERN

EVIL = (
    "<img src=x onerror=alert(1)><script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(1)) "
    ":material/home: :red[z] $\\int$ **evil** `evil` \u202e {0.__class__} {Title} \\"
)
"""What a browser, Markdown, LaTeX, Streamlit's own signs or a format string would make something of."""

TEMPLATED = (
    "{{ 7*7 }} {% raw %} ${7*7} @@body@@ \" onmouseover=\"alert(2) ' autofocus onfocus='alert(3) -->"
    "</title><svg/onload=alert(4)> {: #id .evil } [[toc]] </script><script>alert(5)</script> &lt;b&gt; <!--"
)
"""What a template, or an attribute whose quotes are not escaped, would make something of."""


@cache
def free_fields(record: type[BaseModel]) -> frozenset[str]:
    """Return the fields of a record that hold free text and refer to nothing.

    Args:
        record: Its class.
    """
    schema = record.model_json_schema(by_alias=False)
    found = set()
    for name, about in schema["properties"].items():
        forms = [each for form in (about, *about.get("anyOf", ())) for each in (form, form.get("items"))]
        field = record.model_fields[name]
        is_text = any(isinstance(each, dict) and each.get("pattern") == PARAGRAPH_PATTERN for each in forms)
        if is_text and "Refers(" not in f"{field.annotation!r} {field.metadata!r}":
            found.add(name)
    return frozenset(found)


def poisoned(record: Any, evil: str = EVIL) -> Any:
    """Return a record in which every free text is hostile as well as what it was.

    Args:
        record: The record, or several.
        evil: What is added to each text.
    """
    if isinstance(record, BaseModel):
        free = free_fields(type(record))
        changes = {}
        for name in type(record).model_fields:
            value = getattr(record, name)
            changes[name] = _made_hostile(value, evil) if name in free else poisoned(value, evil)
        return record.model_copy(update=changes)
    if isinstance(record, (list, tuple)):
        return type(record)(poisoned(each, evil) for each in record)
    return record


def _made_hostile(value: Any, evil: str) -> Any:
    """Return a free text, or several, with a hostile one behind it."""
    if isinstance(value, tuple):
        return tuple(f"{each} {evil}" for each in value)
    return f"{value} {evil}" if isinstance(value, str) else value
