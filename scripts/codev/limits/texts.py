"""Bounds on bibliographic texts from files and services: BibTeX, LaTeX, markup, lists of names, abstracts, forms.

What goes beyond one is cut off, or loses its markup, as the line under each constant says.
"""

from __future__ import annotations

ABSTRACT_WORDS_MAX = 3000
"""Words of an inverted abstract that are put in order: more than an abstract of the length that is kept can have."""

SEARCH_HITS_MAX = 30
"""Hits of a search that are read: DBLP sends as many where nobody asks for another number."""

ABSTRACT_CHARACTERS_MAX = 8000
"""Characters of an abstract that are kept: arXiv allows 1,920, journals rarely print more than 4,000.
https://info.arxiv.org/help/prep.html#abstracts"""

LATEX_CHARACTERS_MAX = 20_000
"""Characters of one value that are read; the rest is cut off: no title, name or abstract is longer."""

LATEX_MARKS_MAX = 600
"""Braces, backslashes and dollar signs of one text that is parsed; a denser one loses them, accents too, and keeps its words.

An abstract of 1,900 characters in French or Vietnamese has up to 200 accented letters, each with three of these signs."""

LATEX_SPARE_STEPS_MAX = 100
"""Pieces that the parser may take from a text beyond the number of its characters.  Readable LaTeX has fewer pieces than
characters, each taken once; an argument that is opened 20 times within itself would be tried again for minutes."""

MISSING_COMMAS_MAX = 40
"""Missing commas of one entry that are mended: no entry has more fields."""

CROSSREF_DEPTH_MAX = 4
"""Cross-references that are followed in a row: BibTeX itself follows one, biblatex a few."""

AUTHORS_MAX = 3000
"""Names of one work that are read: the longest real lists, of particle physics, have fewer.
https://doi.org/10.1103/PhysRevLett.114.191803 (5,154 authors) is the known exception and ends in et al."""

NAME_LIST_CHARACTERS_MAX = 200_000
"""Characters of one list of names that are read."""

NAME_CHARACTERS_MAX = 1000
"""Characters of one name, LaTeX included, that are read: eight times what an entry can hold."""

COMMENT_CHARACTERS_MAX = 2000
"""Characters of an arXiv comment that are read; the rest is cut off."""

ESCAPES_MAX = 3
"""How often an entity may be escaped: ``&amp;amp;lt;`` is what three systems in a row make of ``<``."""

VENUE_CHARACTERS_MAX = 500
"""Characters of a venue's name in a service's answer that are read; the rest is cut off."""

ABSTRACT_WORD_CHARACTERS_MAX = 100
"""Characters of one word of an inverted abstract that are kept."""

COMPARED_CHARACTERS_MAX = 20_000
"""Characters of a title with its abstract that are compared with the works'; the rest is not read."""

PROPOSALS_MAX = 2000
"""New works of one file for which a classification is proposed: for more, it would take minutes.

``codev suggest KEY`` gives it later."""

ISSUE_CHARACTERS_MAX = 70_000
"""Characters of an issue: GitHub allows 65,536."""

LATEX_DEPTH_MAX = 20
"""Braces within each other in a text that is parsed: an accent in a protected name nests four; a deeper one keeps its words."""
