r"""Text to LaTeX for BibTeX fields, such that the old 8-bit BibTeX sorts and prints it right.

Every special letter becomes a group that begins with a macro, ``{\'e}``: BibTeX's "special character".  Braces of the text
become macros, since BibTeX counts even escaped ones.  Letters without a macro (Chinese, say) stay as they are.
"""

from __future__ import annotations

import re

from pylatexenc.latexencode import RULE_DICT, RULE_REGEX, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

_LIGATURES = UnicodeToLatexConversionRule(
    rule_type=RULE_REGEX,
    rule=[
        # LaTeX would draw these pairs as one sign.
        (re.compile(r"-(?=-)"), r"{-}"),
        (re.compile(r"'(?=')"), r"{'}"),
        (re.compile(r",(?=,)"), r"{,}"),
    ],
    replacement_latex_protection="none",
)
_OWN = UnicodeToLatexConversionRule(
    rule_type=RULE_DICT,
    rule={
        # Signs that text fonts lack or that BibTeX counts; pylatexenc reads these macros, unlike \\textbraceleft.
        ord("{"): r"\ensuremath{\lbrace}",
        ord("}"): r"\ensuremath{\rbrace}",
        ord("|"): r"\ensuremath{|}",
        ord("`"): r"\textasciigrave",
        # Within braces a straight quotation mark needs no macro.
        ord('"'): '"',
        ord("\u00a0"): "~",
        # pylatexenc 2.10 writes these two as \\'{U}.
        ord("Ű"): r"\H{U}",
        ord("ű"): r"\H{u}",
    }
    # Letters for which it has another letter, or a macro that it cannot read, stay as they are.
    | {ord(letter): letter for letter in "·ĦħĸĿŀŉŦŧΆΈΉΊΌΎΏΑΒΕΖΗΙΚΜΝΟΡΤΧΪΫοό‐‒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"},
)
_ENCODER = UnicodeToLatexEncoder(
    conversion_rules=[_LIGATURES, _OWN, "defaults"],
    replacement_latex_protection="braces-all",
    unknown_char_policy="keep",
    unknown_char_warning=False,
    non_ascii_only=False,
)
_NOTHING_TO_DO = re.compile(r"\A[A-Za-z0-9 .:;?!()/*+=@\[\]\-',]*+\Z")
_PAIRS = re.compile(r"--|''|,,")
_CAPITAL_WITHIN = re.compile(r"\w[A-Z]|[A-Z][0-9]|[A-Z]-[0-9]")
_WORDS = re.compile(r"\S+")
_LEADING = re.compile(r"[(\[“\"']+")
_TRAILING = re.compile(r"(?<![:;,.!?)\]”\"'])[:;,.!?)\]”\"']++$")
_TRAILING_MARKS = re.compile(r"(?<![:;,.!?])[:;,.!?]++$")


def to_latex(text: str) -> str:
    """Return a text as LaTeX.

    Args:
        text: Any text on one line.

    Returns:
        LaTeX that LaTeX, and pylatexenc, turn back into the text.
    """
    if _NOTHING_TO_DO.match(text) and not _PAIRS.search(text):
        return text
    latex: str = _ENCODER.unicode_to_latex(text)
    return latex


def title_to_latex(title: str) -> str:
    """Return a title as LaTeX, the words whose capitals carry meaning in braces: ``{ShareGPT4V}: Improving …``.

    A style that sets titles in sentence case leaves what is in braces alone.  Words with a capital after their beginning
    (``MLLM``, ``LLaVA``, ``GPT-4``) are protected, words that are merely capitalised are not.

    Args:
        title: The title as published.
    """
    return _WORDS.sub(lambda match: _protected(match.group()), title)


def _protected(word: str) -> str:
    """Return a word as LaTeX, in braces where its capitals carry meaning."""
    if not _CAPITAL_WITHIN.search(word):
        return to_latex(word)
    head = _LEADING.match(word)
    # A closing bracket belongs to the word where the opening one does: GPT-4V(ision).
    tail = (_TRAILING if head else _TRAILING_MARKS).search(word)
    start = head.end() if head else 0
    end = max(tail.start() if tail else len(word), start)
    return f"{to_latex(word[:start])}{{{to_latex(word[start:end])}}}{to_latex(word[end:])}"


def verbatim_address(url: str) -> str:
    """Return an address for a field that is taken as it is: braces, which BibTeX counts, as their URL escapes."""
    return url.replace("{", "%7B").replace("}", "%7D")
