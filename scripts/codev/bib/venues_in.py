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
    ("LREC-COLING", r"\blrec-coling\b|joint international conference on computational linguistics, language resources"),
    ("LREC", r"\blrec\b|language resources and evaluation conference|conference on language resources and evaluation"),
    ("CoNLL", r"\bconll\b|conference on computational natural language learning"),
    ("IJCNLP", r"\bijcnlp\b|^(?!.*annual meeting).*international joint conference on natural language processing"),
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
    ("ACM Multimedia", r"\bacm ?mm\b|acm (international )?conference on multimedia\b(?! retrieval)|^acm multimedia$"),
    ("ICMR", r"\bicmr\b|conference on multimedia retrieval"),
    ("ICME", r"\bicme\b|international conference on multimedia and expo"),
    ("ICIP", r"\bicip\b|international conference on image processing"),
    ("BMVC", r"\bbmvc\b|british machine vision conference"),
    ("ACCV", r"\baccv\b|asian conference on computer vision"),
    ("3DV", r"\b3dv\b|international conference on 3d vision"),
    ("MICCAI", r"\bmiccai\b|medical image computing and computer[- ]assisted intervention"),
    ("ICRA", r"\bicra\b|international conference on robotics and automation"),
    ("IROS", r"\biros\b|international conference on intelligent robots and systems"),
    ("CIKM", r"\bcikm\b|information (and|&) knowledge management"),
    ("WSDM", r"\bwsdm\b|conference on web search and data mining"),
    ("RecSys", r"\brecsys\b|conference on recommender systems"),
    ("ECIR", r"\becir\b|european conference on information retrieval"),
    ("ISMIR", r"\bismir\b|society for music information retrieval conf"),
    ("IJCNN", r"\bijcnn\b|international joint conference on neural networks"),
    ("KDD", r"\b(sig)?kdd\b|knowledge discovery (and|&) data mining"),
    (
        "WWW",
        r"\bwww\b|\bthe web conference\b|acm web conference|international (conference on world wide web|world wide web conf)",
    ),
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
_GLUED_YEAR = re.compile(r"(?<=[A-Za-z])(?=(19|20)[0-9]{2}\b)")
"""Where a year follows a name without a space, as in "ACL2019"."""

# Workshops of a venue are not the venue; the table says which workshops have a name of their own here.
_WORKSHOP = re.compile(r"workshop", re.IGNORECASE)
_CLUTTER = re.compile(
    r"""^(in:?\s+)?((the\s+)?proceedings\s+of\s+)?(the\s+)?
        ((19|20)[0-9]{2}\s+)?
        ([0-9]{1,3}(st|nd|rd|th)\s+|(twenty|thirty|forty|fifty|sixty|seventy)[-\s]?\w*\s+
        |(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth)\s+
         (?=.*\b(conference|workshop|symposium|meeting|congress)\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
# "(SemEval-2023)" keeps the name in the brackets; "(2023)", ", 2023" and a bare year at the end go.
_YEAR_IN_NAME = re.compile(r"(?<=[A-Za-z])[-\s']*((19|20)[0-9]{2}|'[0-9]{2})\)\s*$")
_YEAR_AT_END = re.compile(r"\s*(\((19|20)[0-9]{2}\)|,?\s*\b(19|20)[0-9]{2}\b)\s*$")


def known_venue(text: str) -> str | None:
    """Return the venue of the table that a text names, or None.

    Args:
        text: A venue's name, or a sentence that holds one, such as "Accepted at CVPR 2025".
    """
    spaced = _GLUED_YEAR.sub(" ", text)
    for name, pattern in _PATTERNS:
        if pattern.search(spaced) and (not _WORKSHOP.search(text) or "Workshop" in name or name == "arXiv"):
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
    bare = _YEAR_AT_END.sub("", _YEAR_IN_NAME.sub(")", _CLUTTER.sub("", text, count=1))).strip(" ,.:;")
    return (bare or text)[:NAME_LENGTH_MAX].strip() or None
