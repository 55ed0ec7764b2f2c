"""A file of the knowledge base changed through its data: canonical form and comments kept, positions never counted by hand.

What a change would make invalid is refused before anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import codev.check.catalogue  # noqa: F401 - importing it registers every rule
from codev.check.works import check_work
from codev.errors import KnowledgeBaseError, WrongUseError
from codev.model import Work
from codev.store.comments import CommentLost
from codev.store.examine import formatted
from codev.store.findings import Severity
from codev.store.layout import SourceFile
from codev.store.validate import validate_data
from codev.store.yaml_in import YamlProblem, read_document
from codev.store.yaml_out import record_type

Change = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes a file's data and returns it changed; may change it in place."""


def rewritten(path: str, text: str, change: Change, new_path: str | None = None) -> str:
    """Return the text of a file after a change of its data.

    Args:
        path: The file, relative to the root.
        text: Its present text.
        change: What to change.
        new_path: Where the file goes, where that changes too.

    Raises:
        KnowledgeBaseError: The file cannot be read, or the change would make it invalid.
    """
    target = SourceFile.at(new_path or path)
    kind = record_type(target.kind, target.stem)
    if kind is None:
        raise KnowledgeBaseError(f"there is no place for {path}", "run 'codev check'")
    try:
        document = read_document(text)
        data = json.dumps(change(document.data), ensure_ascii=False)
        record, findings = validate_data(kind, data, document, path)
        if record is None:
            first = findings[0]
            raise KnowledgeBaseError(f"{path} would become invalid: {first.message}", first.fix)
        return formatted(target, text, record)
    except YamlProblem as problem:
        raise KnowledgeBaseError(f"{path}:{problem.position.line} {problem}", "run 'codev check'") from problem
    except CommentLost as lost:
        raise KnowledgeBaseError(f"{path}:{lost.line} {lost}", "move the comment above a key, and try again") from lost


def require_rules_kept(path: str, before: str, text: str) -> None:
    """Refuse a change by which an entry breaks a rule that it kept; notices do not count.

    Args:
        path: The entry, relative to the root.
        before: Its text until now.
        text: Its new text.

    Raises:
        WrongUseError: With what the rule says.
    """
    old, new = (
        {
            (code, found.message): found
            for code, severity, found in check_work(_work(each), path)
            if severity is not Severity.NOTICE
        }
        for each in (before, text)
    )
    for name, found in new.items():
        if name not in old:
            raise WrongUseError(f"{path} would become wrong: {found.message}", found.fix)


def _work(text: str) -> Work:
    """Return the work that a text holds."""
    return Work.model_validate_json(json.dumps(read_document(text).data))
