"""Names of venues to the one form that entries use: "Advances in Neural Information Processing Systems 36" is NeurIPS.

A venue that is not in the table is kept as printed, without year, ordinal and "Proceedings of"; an empty name gives None.
"""

from __future__ import annotations

import re

from codev.bib.citation_in import NAME_LENGTH_MAX, one_line

# (name, pattern of what is printed), the more special first.  The names on the left are those that papers/ uses; the patterns
# are the venues' own full and short names.
_KNOWN: tuple[tuple[str, str], ...] = (
    ("arXiv", r"\barxiv\b|\bcorr\b|computing research repository"),
    ("NeurIPS Datasets and Benchmarks Track", r"(neurips|neural information processing).*datasets and benchmarks"),
    ("NeurIPS Workshops", r"(neurips|nips|neural information processing).*workshop"),
    ("NeurIPS", r"\bneurips\b|\bnips\b|neural information processing systems"),
    ("ICLR Workshops", r"(iclr|learning representations).*workshop"),
    ("ICLR", r"\biclr\b|conference on learning representations"),
    ("ICML Workshops", r"(icml|conference on machine learning).*workshop"),
    ("ICML", r"\bicml\b|(?<!asian )(?<!european )international conference on machine learning(?! and)"),
    ("CVPR Workshops", r"\bcvprw\b|(cvpr|computer vision and pattern recognition).*workshop"),
    ("CVPR", r"\bcvpr\b|conference on computer vision and pattern recognition"),
    ("ICCV Workshops", r"\biccvw\b|(\biccv\b|international conference on computer vision).*workshop"),
    ("ICCV", r"\biccv\b|international conference on computer vision(?! theory)"),
    ("ECCV Workshops", r"(\beccv\b|european conference on computer vision).*workshop"),
    ("ECCV", r"\beccv\b|european conference on computer vision|^computer vision\s*[-–—]+\s*eccv"),
    ("WACV", r"\bwacv\b|winter conference on applications of computer vision"),
    ("Findings of ACL", r"findings.*(\bacl\b|association for computational linguistics: acl)"),
    ("Findings of EMNLP", r"findings.*(emnlp|empirical methods)"),
    ("Findings of NAACL", r"findings.*naacl"),
    ("TACL", r"\btacl\b|transactions of the association for computational linguistics"),
    ("NAACL", r"\bnaacl\b|(north american|nations of the americas) chapter of the association for computational"),
    ("EACL", r"\beacl\b|european chapter of the association for computational"),
    ("EMNLP", r"\bemnlp\b|empirical methods in natural language"),
    ("COLING", r"\bcoling\b|conference on computational linguistics"),
    ("ACL", r"\bacl\b|(annual )?meeting of the association for computational linguistics"),
    ("AAAI", r"\baaai\b"),
    ("IJCAI", r"\bijcai\b|joint conference on artificial intelligence"),
    ("AISTATS", r"\baistats\b|artificial intelligence and statistics"),
    ("IEEE TPAMI", r"\btpami\b|transactions on pattern analysis and machine intelligence|trans\. pattern anal"),
    ("IEEE TMM", r"\btmm\b|transactions on multimedia(?! computing)"),
    ("IJCV", r"\bijcv\b|^international journal of computer vision$"),
    ("TMLR", r"\btmlr\b|transactions on machine learning research"),
    ("JMLR", r"\bjmlr\b|^(the )?journal of machine learning research"),
    ("ACM Computing Surveys", r"\bacm comput(ing|\.) surv(eys|\.)"),
    ("ACM Multimedia", r"\bacm ?mm\b|acm international conference on multimedia\b(?! retrieval)|^acm multimedia$"),
    ("KDD", r"\b(sig)?kdd\b|knowledge discovery (and|&) data mining"),
    ("WWW", r"\bwww\b|\bthe web conference\b|acm web conference"),
    ("SIGMOD", r"\bsigmod\b|conference on management of data"),
    ("PACMMOD", r"\bpacmmod\b|proceedings of the acm on management of data|proc\. acm manag"),
    ("Proceedings of the VLDB Endowment", r"vldb endow"),
    ("ICASSP", r"\bicassp\b|acoustics, speech,? and signal processing(?!.*transactions)"),
    ("INTERSPEECH", r"\binterspeech\b"),
    ("CoRL", r"\bcorl\b|conference on robot learning"),
    ("COLM", r"\bcolm\b|conference on language modeling"),
    ("CHI", r"\bchi '?[0-9]{2}\b|human factors in computing systems"),
    ("SIGGRAPH Asia", r"siggraph asia"),
    ("SIGIR", r"\bsigir\b|research and development in information retrieval"),
    ("IEEE S&P", r"symposium on security and privacy"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KNOWN)
# Workshops of a venue are not the venue; the table says which workshops have a name of their own here.
_WORKSHOP = re.compile(r"workshop", re.IGNORECASE)
_CLUTTER = re.compile(
    r"""^(in:?\s+)?((the\s+)?proceedings\s+of\s+)?(the\s+)?
        ((19|20)[0-9]{2}\s+)?([0-9]{1,3}(st|nd|rd|th)\s+|(twenty|thirty|forty|fifty|sixty|seventy)[-\s]?\w*\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)


def known_venue(text: str) -> str | None:
    """Return the venue of the table that a text names, or None.

    Args:
        text: A venue's name, or a sentence that holds one, such as "Accepted at CVPR 2025".
    """
    for name, pattern in _PATTERNS:
        if pattern.search(text) and (not _WORKSHOP.search(text) or "Workshop" in name or name == "arXiv"):
            return name
    return None


def canonical_venue(printed: str) -> str | None:
    """Return a venue's name in the form that entries use.

    Args:
        printed: What the bibliography prints, in Unicode.

    Returns:
        The name, at most `NAME_LENGTH_MAX` characters; None for an empty one.
    """
    text = one_line(printed)[:1000]
    if (known := known_venue(text)) is not None:
        return known
    if re.match(r"proceedings of the (acm|vldb|national)", text, re.IGNORECASE):
        return text[:NAME_LENGTH_MAX]
    bare = re.sub(r"\s*[,(]?\s*\b(19|20)[0-9]{2}\b\)?\s*$", "", _CLUTTER.sub("", text, count=1)).strip(" ,.:;")
    return (bare or text)[:NAME_LENGTH_MAX].strip() or None
