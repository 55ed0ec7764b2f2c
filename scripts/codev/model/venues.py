"""The one table of venues: the name that entries use, what is printed elsewhere, and whether it is a journal.

"Advances in Neural Information Processing Systems 36" is NeurIPS.  The check, the readers of bibliographies and the writers of
references derive from this table.  A venue that is not in it is kept as printed, without year, ordinal and "Proceedings of"; an
empty name gives None.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

VenueKind = Literal["preprint", "proceedings", "journal"]
"""How what a venue publishes is cited."""

PREPRINT: VenueKind = "preprint"
PROCEEDINGS: VenueKind = "proceedings"
JOURNAL: VenueKind = "journal"


class Venue(NamedTuple):
    """A venue.

    Attributes:
        name: What entries write.
        kind: How what it publishes is cited.
        pattern: What is printed, the venue's own full and short names; empty where only the name itself is known.
    """

    name: str
    kind: VenueKind
    pattern: str = ""


VENUES: tuple[Venue, ...] = (
    Venue("arXiv", PREPRINT, r"\barxiv\b|\bcorr\b|computing research repository"),
    Venue(
        "NeurIPS Datasets and Benchmarks Track",
        PROCEEDINGS,
        r"(neurips|neural information processing).{0,100}datasets and benchmarks",
    ),
    Venue("NeurIPS Workshops", PROCEEDINGS, r"(neurips|nips|neural information processing).{0,100}workshop"),
    Venue("NeurIPS", PROCEEDINGS, r"\bneurips\b|\bnips\b|neural information processing systems"),
    Venue("ICLR Workshops", PROCEEDINGS, r"(iclr|learning representations).{0,100}workshop"),
    Venue("ICLR", PROCEEDINGS, r"\biclr\b|conference on learning representations"),
    Venue("ICML Workshops", PROCEEDINGS, r"(icml|conference on machine learning).{0,100}workshop"),
    Venue("ICML", PROCEEDINGS, r"\bicml\b|(?<!asian )(?<!european )international conference on machine learning(?! and)"),
    Venue("CVPR Workshops", PROCEEDINGS, r"\bcvprw\b|(cvpr|computer vision and pattern recognition).{0,100}workshop"),
    Venue("CVPR", PROCEEDINGS, r"\bcvpr\b|conference on computer vision and pattern recognition"),
    Venue("ICCV Workshops", PROCEEDINGS, r"\biccvw\b|(\biccv\b|international conference on computer vision).{0,100}workshop"),
    Venue("ICCV", PROCEEDINGS, r"\biccv\b|international conference on computer vision(?! theory| and\b)"),
    Venue("ECCV Workshops", PROCEEDINGS, r"(\beccv\b|european conference on computer vision).{0,100}workshop"),
    Venue("ECCV", PROCEEDINGS, r"\beccv\b|european conference on computer vision|^computer vision\s*[-–—]+\s*eccv"),
    Venue("WACV", PROCEEDINGS, r"\bwacv\b|winter conference on applications of computer vision"),
    Venue("Findings of ACL", PROCEEDINGS, r"findings.{0,100}(\bacl\b|association for computational linguistics: acl)"),
    Venue("Findings of EMNLP", PROCEEDINGS, r"findings.{0,100}(emnlp|empirical methods)"),
    Venue("Findings of NAACL", PROCEEDINGS, r"findings.{0,100}naacl"),
    Venue(
        "TACL",
        JOURNAL,
        r"\btacl\b|transactions of the association for computational linguistics|^trans\. assoc\. comput\. ling",
    ),
    Venue(
        "NAACL",
        PROCEEDINGS,
        r"\bnaacl\b|(north american|nations of the americas) chapter of the association for computational",
    ),
    Venue("EACL", PROCEEDINGS, r"\beacl\b|european chapter of the association for computational"),
    Venue("EMNLP", PROCEEDINGS, r"\bemnlp\b|empirical methods in natural language"),
    Venue(
        "LREC-COLING",
        PROCEEDINGS,
        r"\blrec-coling\b|joint international conference on computational linguistics, language resources",
    ),
    Venue(
        "LREC",
        PROCEEDINGS,
        r"\blrec\b|language resources and evaluation conference|conference on language resources and evaluation",
    ),
    Venue("CoNLL", PROCEEDINGS, r"\bconll\b|conference on computational natural language learning"),
    Venue(
        "IJCNLP",
        PROCEEDINGS,
        r"\bijcnlp\b|^(?!.*annual meeting).*international joint conference on natural language processing",
    ),
    Venue("COLING", PROCEEDINGS, r"\bcoling\b|conference on computational linguistics"),
    Venue("ACL", PROCEEDINGS, r"\bacl\b|(annual )?meeting of the association for computational linguistics"),
    Venue("AAAI", PROCEEDINGS, r"\baaai\b"),
    Venue("IJCAI", PROCEEDINGS, r"\bijcai\b|joint conference on artificial intelligence"),
    Venue("AISTATS", PROCEEDINGS, r"\baistats\b|artificial intelligence and statistics"),
    Venue(
        "IEEE TPAMI",
        JOURNAL,
        r"\btpami\b|transactions on pattern analysis and machine intelligence|trans\. pattern anal|^pami$",
    ),
    Venue("IEEE TMM", JOURNAL, r"\btmm\b|transactions on multimedia(?! computing)|ieee trans\. multim"),
    Venue("IJCV", JOURNAL, r"\bijcv\b|^international journal of computer vision$|^int\. j\. comput\. vis"),
    Venue("TMLR", JOURNAL, r"\btmlr\b|transactions on machine learning research|^trans\. mach\. learn\. res"),
    Venue("JMLR", JOURNAL, r"\bjmlr\b|^(the )?journal of machine learning research|^j\. mach\. learn\. res"),
    Venue("ACM Computing Surveys", JOURNAL, r"\bacm comput(ing|\.) surv(eys|\.)|^csur$"),
    Venue(
        "ACM Multimedia",
        PROCEEDINGS,
        r"\bacm ?mm\b|acm (international )?conference on multimedia\b(?! retrieval)|^acm multimedia$|^mm$",
    ),
    Venue("ICMR", PROCEEDINGS, r"\bicmr\b|conference on multimedia retrieval"),
    Venue("ICME", PROCEEDINGS, r"\bicme\b|international conference on multimedia and expo"),
    Venue("ICIP", PROCEEDINGS, r"\bicip\b|international conference on image processing"),
    Venue("BMVC", PROCEEDINGS, r"\bbmvc\b|british machine vision conference"),
    Venue("ACCV", PROCEEDINGS, r"\baccv\b|asian conference on computer vision"),
    Venue("3DV", PROCEEDINGS, r"\b3dv\b|international conference on 3d vision"),
    Venue("MICCAI", PROCEEDINGS, r"\bmiccai\b|medical image computing and computer[- ]assisted intervention"),
    Venue("ICRA", PROCEEDINGS, r"\bicra\b|international conference on robotics and automation"),
    Venue("IROS", PROCEEDINGS, r"\biros\b|international conference on intelligent robots and systems"),
    Venue("CIKM", PROCEEDINGS, r"\bcikm\b|information (and|&) knowledge management"),
    Venue("WSDM", PROCEEDINGS, r"\bwsdm\b|conference on web search and data mining"),
    Venue("RecSys", PROCEEDINGS, r"\brecsys\b|conference on recommender systems"),
    Venue("ECIR", PROCEEDINGS, r"\becir\b|european conference on information retrieval"),
    Venue("ISMIR", PROCEEDINGS, r"\bismir\b|society for music information retrieval conf"),
    Venue("IJCNN", PROCEEDINGS, r"\bijcnn\b|international joint conference on neural networks"),
    Venue("KDD", PROCEEDINGS, r"\b(sig)?kdd\b|knowledge discovery (and|&) data mining"),
    Venue(
        "WWW",
        PROCEEDINGS,
        r"\bwww\b|\bthe web conference\b|acm web conference|international (conference on world wide web|world wide web conf)",
    ),
    Venue("SIGMOD", PROCEEDINGS, r"\bsigmod\b|conference on management of data"),
    Venue("PACMMOD", JOURNAL, r"\bpacmmod\b|proceedings of the acm on management of data|proc\. acm manag"),
    Venue("Proceedings of the VLDB Endowment", JOURNAL, r"vldb endow|^pvldb$"),
    Venue("ICASSP", PROCEEDINGS, r"\bicassp\b|acoustics, speech,? and signal processing(?!.{0,100}transactions)"),
    Venue("INTERSPEECH", PROCEEDINGS, r"\binterspeech\b"),
    Venue("CoRL", PROCEEDINGS, r"\bcorl\b|conference on robot learning"),
    Venue("COLM", PROCEEDINGS, r"\bcolm\b|conference on language modeling"),
    Venue("CHI", PROCEEDINGS, r"\bchi '?[0-9]{2}\b|human factors in computing systems|^sigchi$"),
    Venue("SIGGRAPH Asia", PROCEEDINGS, r"siggraph asia"),
    Venue("SIGIR", PROCEEDINGS, r"\bsigir\b|research and development in information retrieval"),
    Venue("IEEE S&P", PROCEEDINGS, r"symposium on security and privacy"),
    Venue(
        "Journal of Artificial Intelligence Research",
        JOURNAL,
        r"\bjair\b|^(the )?journal of artificial intelligence research|^j\. artif\. intell\. res",
    ),
    *(
        Venue(name, PROCEEDINGS)
        for name in (
            "ASE",
            "CCS",
            "COLT",
            "FAccT",
            "ICDE",
            "ICDM",
            "ICSE",
            "IUI",
            "RSS",
            "SIGGRAPH",
            "SIGSPATIAL",
            "UAI",
            "VIS",
            "VLDB",
            "IEEE BigData",
            "IEEE PacificVis",
            "USENIX Security",
        )
    ),
    *(
        Venue(name, JOURNAL)
        for name in (
            "Computer",
            "Data Intelligence",
            "DMLR",
            "IEEE TIP",
            "IEEE TKDE",
            "Information Fusion",
            "Nature",
            "Neural Networks",
            "Neurocomputing",
            "Pattern Recognition",
            "Patterns",
            "Science",
            "TIST",
            "TOIS",
        )
    ),
)
"""Every venue, the more special first: a text is of the first one that fits."""

_BY_NAME = {venue.name.casefold(): venue for venue in VENUES}
_PATTERNS = tuple((venue, re.compile(venue.pattern, re.IGNORECASE)) for venue in VENUES if venue.pattern)
_GLUED_YEAR = re.compile(r"(?<=[A-Za-z])(?=(19|20)[0-9]{2}\b)")
"""Where a year follows a name without a space, as in "ACL2019"."""

# Workshops of a venue are not the venue; the table says which workshops have a name of their own here.
_WORKSHOP = re.compile(r"workshop", re.IGNORECASE)
_SERIES = re.compile(
    r"""(lecture\ notes\ in|communications\ in\ computer\ and\ information|advances\ in\ (intelligent\ systems|information\ and)
        |ifip\ advances|studies\ in|smart\ innovation|springer\ proceedings|proceedings\ of\ machine\ learning\ research\b
        |frontiers\ in\ artificial\ intelligence\ and|leibniz\ international|ceur\ workshop
        |acm\ international\ conference\ proceeding)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLUTTER = re.compile(
    r"""^(in:?\s+)?((the\s+)?proceedings\s+of\s+)?(the\s+)?
        ((19|20)[0-9]{2}\s+)?
        ([0-9]{1,3}(st|nd|rd|th)\s+|(twenty|thirty|forty|fifty|sixty|seventy)[-\s]?\w*\s+
        |(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth)\s++
         (?=.*\b(conference|workshop|symposium|meeting|congress)\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
# "(SemEval-2023)" keeps the name in the brackets; "(2023)", ", 2023" and a bare year at the end go.
_YEAR_IN_NAME = re.compile(r"(?<=[A-Za-z])[-\s']*((19|20)[0-9]{2}|'[0-9]{2})\)\s*$")
_YEAR_AT_END = re.compile(r"(?:(?<!\s)\s++)?+(\((19|20)[0-9]{2}\)|(?:,\s*+)?+\b(19|20)[0-9]{2}\b)\s*+$")


def find_venue(text: str) -> Venue | None:
    """Return the venue of the table that a text names, or None.

    Args:
        text: A venue's name, or a sentence that holds one, such as "Accepted at CVPR 2025".
    """
    if (named := _BY_NAME.get(text.casefold())) is not None:
        return named
    spaced = _GLUED_YEAR.sub(" ", text)
    for venue, pattern in _PATTERNS:
        if pattern.search(spaced) and (not _WORKSHOP.search(text) or "Workshop" in venue.name or venue.kind == PREPRINT):
            return venue
    return None


def is_series(printed: str) -> bool:
    """Return whether a name is that of a series in which proceedings appear, which is no venue.

    Args:
        printed: What is printed as the container of a work.
    """
    return _SERIES.match(printed) is not None


def known_venue(text: str) -> str | None:
    """Return the name of the venue of the table that a text names, or None; see `find_venue`."""
    found = find_venue(text)
    return None if found is None else found.name


@lru_cache(maxsize=4096)
def canonical_venue(printed: str) -> str | None:
    """Return a venue's name in the form that entries use.

    Args:
        printed: What is printed, on one line.

    Returns:
        The name, which stays as it is when it is read again; None for an empty one.
    """
    name, before = printed, None
    while name and name != before:
        name, before = _without_clutter(name), name
    return name or None


def _without_clutter(printed: str) -> str:
    """Return the name of a venue of the table, else the text without the first year, ordinal and "Proceedings of"."""
    if (known := find_venue(printed)) is not None:
        return known.name
    if re.match(r"proceedings of the (acm|vldb|national)", printed, re.IGNORECASE):
        return printed
    bare = _YEAR_AT_END.sub("", _YEAR_IN_NAME.sub(")", _CLUTTER.sub("", printed, count=1))).strip(" ,.:;")
    return bare or printed.strip()
