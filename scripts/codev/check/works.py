"""Rules on one work by itself: its name and place, its claims, and what its scope allows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from codev.check.rule import WORK_RULES, work_rule
from codev.ids import arxiv_year, claim_number, work_of_claim
from codev.limits.records import STATEMENT_CHARACTERS_MAX
from codev.model.evidence import Evidence, EvidenceSource
from codev.model.people import SUFFIX, is_group_name
from codev.model.venues import canonical_venue
from codev.model.work import Claim, Scope, Work
from codev.store.findings import Problem, Severity
from codev.store.layout import SourceFile, work_path

WORDS_MIN = 4
"""A sentence that says something of a work has no fewer words: the shortest of the 694 has 13."""

NO_NAME = re.compile(r"[,;&{}\\]|\bet al\b|\band\b")
"""What no name of one author holds."""

NO_TITLE = re.compile(r"[{}\\]|</[A-Za-z]|&#?[A-Za-z0-9]{2,31};|(?<!\.)\.$")
"""What no title as published holds: LaTeX, HTML, a full stop at its end."""

_LISTS = ("stages", "capabilities", "modalities", "models", "datasets", "input_datasets", "acquired_from", "inferred")


def check_work(work: Work, path: str) -> Iterator[tuple[str, Severity, Problem]]:
    """Yield what every rule on one work finds, with the rule's code and severity.

    Args:
        work: The work.
        path: Its file, relative to the root.
    """
    for rule, function in WORK_RULES:
        for problem in function(work, path):
            yield rule.code, rule.severity, problem


@work_rule("key-not-file-name")
def key_not_file_name(work: Work, path: str) -> Iterator[Problem]:
    """The key is not the file's name.

    Why: A work is found by its key: the file papers/<year>/<key>.yaml must have its name.
    Wrong: papers/2023/liu2023visual.yaml holds 'key: liu2023llava'
    Right: key: liu2023visual
    """
    stem = SourceFile(path, "work").stem
    if work.key != stem:
        yield Problem(
            ("key",), f"the key {work.key} is not the file's name {stem}", f"rename the file to {work.key}.yaml, or the key"
        )


@work_rule("wrong-folder")
def wrong_folder(work: Work, path: str) -> Iterator[Problem]:
    """The file is not in the folder of its year.

    Why: Entries are in the folder of the year of first publication.
    Wrong: papers/2023/zhu2024minigpt4.yaml holds 'year: 2024'
    Right: papers/2024/zhu2024minigpt4.yaml
    """
    folder = path.split("/")[-2]
    if folder != f"{work.year:04d}":
        message = f"the work is of {work.year}, but its folder is {folder}"
        yield Problem(("year",), message, f"move the file to {work_path(work.key, work.year)}, or correct the year")


@work_rule("key-year")
def key_year(work: Work, path: str) -> Iterator[Problem]:
    """The year within the key is not the work's.

    Why: A key is family name, year of first publication and title word; a different year misleads readers.
    Wrong: key: liu2024visual with year: 2023
    Right: key: liu2023visual
    """
    found = re.match("[a-z]+([0-9]{4})", work.key)
    if found and int(found.group(1)) != work.year:
        renamed = work.key.replace(found.group(1), str(work.year), 1)
        fix = "correct the one that is wrong"
        if work.scope is Scope.EXTENDED:
            # The keys of the survey's facts are kept for ever (DESIGN §2).
            fix += f"; 'codev rename work:{work.key} {renamed}' corrects the key and moves the file"
        yield Problem(("key",), f"the key says {found.group(1)}, the entry {work.year}", fix)


@work_rule("arxiv-year")
def arxiv_and_year(work: Work, path: str) -> Iterator[Problem]:
    """The arXiv id and the year do not fit.

    Why: 'year' is that of first publication, preprints included; the first digits of an arXiv id say when the preprint came.
    Wrong: arxiv: '2304.08485' with year: 2024
    Right: year: 2023
    """
    if work.arxiv is None:
        return
    given = arxiv_year(work.arxiv)
    if work.year > given:
        message = f"the arXiv id is of {given}, before the year of first publication, {work.year}"
        yield Problem(("arxiv",), message, f"write 'year: {given}' and the later year under 'venue_year', or correct the id")
    elif work.year < given and work.venue in (None, "arXiv"):
        message = f"the arXiv id is of {given}, and no venue says where the work appeared in {work.year}"
        yield Problem(("arxiv",), message, "name the venue, or correct the year or the id")


@work_rule("no-address")
def no_address(work: Work, path: str) -> Iterator[Problem]:
    """The entry does not say where the work can be read.

    Why: Readers who doubt a claim must be able to look it up.
    Wrong: an entry without arxiv, doi and url
    Right: url: https://openreview.net/forum?id=…
    """
    if not (work.arxiv or work.doi or work.url):
        yield Problem(
            ("title",), "the entry does not say where the work can be read", "add 'arxiv', 'doi' or 'url'", of_key=True
        )


@work_rule("author-form")
def author_form(work: Work, path: str) -> Iterator[Problem]:
    """An author's name contains something else.

    Why: Names are written 'Given Family', one an item: pages, citations and the search for authors use them.
    Wrong: authors: ['Liu, Haotian and others']
    Right:
        authors: [Haotian Liu]
        et_al: true
    """
    # A group's name may hold "and" and commas: its words tell, or the entry says so.
    if not NO_NAME.search("\n".join(work.authors)):
        return
    for number, name in enumerate(work.authors):
        found = NO_NAME.search(name)
        if found and not (found.group() in (",", "&", "and") and (name in work.family_names or is_group_name(name))):
            fix = "write 'Given Family', one name an item, and 'et_al: true' where there are more"
            fix += f"; for the name of one group, add 'family_names: [{name!r}]'" if found.group() in ("&", "and") else ""
            yield Problem(("authors", number), f"the name {name!r} holds {found.group()!r}", fix)


@work_rule("family-name")
def family_name(work: Work, path: str) -> Iterator[Problem]:
    """A name under 'family_names' is that of no author.

    Why: 'family_names' says where a family name of several words begins.  It has no effect where no author's name ends with it.
    Wrong: authors: [Gabriel García Márquez] with family_names: [Garcia Marquez]
    Right: family_names: [García Márquez]
    """
    for number, name in enumerate(work.family_names):
        if not any(f" {SUFFIX.sub('', author)}".endswith(f" {name}") or author == name for author in work.authors):
            fix = "write it exactly as in 'authors', or remove it"
            yield Problem(("family_names", number), f"no author's name ends with {name!r}", fix)


@work_rule("title-form")
def title_form(work: Work, path: str) -> Iterator[Problem]:
    """A title holds LaTeX or HTML, or ends in a full stop.

    Why: Titles are shown and compared as they were published, without the marks of a bibliography.
    Wrong: title: '{LLaVA}: A Model.'
    Right: title: 'LLaVA: A Model'
    """
    found = NO_TITLE.search(work.title)
    if found:
        yield Problem(("title",), f"the title holds {found.group()!r}", "write the title as published, in plain text")


@work_rule("venue-form")
def venue_form(work: Work, path: str) -> Iterator[Problem]:
    """A venue is not written as the other entries write it.

    Why: Works are found and counted by venue, and one venue under two names counts as two.  Names come from one table
        (scripts/codev/model/venues.py); what is not in it is written without year, ordinal and 'Proceedings of'.
    Wrong: venue: Transactions on Machine Learning Research
    Right: venue: TMLR
    """
    if work.venue is not None and (name := canonical_venue(work.venue)) != work.venue:
        yield Problem(("venue",), f"the venue {work.venue!r} is called {name!r} here", f"write 'venue: {name}'")


@work_rule("stray-field")
def stray_field(work: Work, path: str) -> Iterator[Problem]:
    """A field says something about another one that is missing.

    Why: 'arxiv_from' says where the arXiv id was found, 'venue_year' when the venue published: alone they mean nothing.
    Wrong: arxiv_from: survey, without arxiv
    Right: arxiv: '2304.08485' with arxiv_from: survey
    """
    for name, needed in (("arxiv_from", "arxiv"), ("venue_year", "venue"), ("volume", "venue"), ("number", "venue")):
        if getattr(work, name) is not None and getattr(work, needed) is None:
            yield Problem((name,), f"{name!r} is given without {needed!r}", f"add {needed!r}, or remove {name!r}", of_key=True)


@work_rule("wrong-scope")
def wrong_scope(work: Work, path: str) -> Iterator[Problem]:
    """A field does not belong to a work of this scope.

    Why: The survey's own fields belong to works that it cites, the curator's to the others; mixing them hides who says what.
    Wrong: scope: extended with survey: {references: [12]}
    Right: scope: extended with seen_at: https://arxiv.org/abs/2501.12345
    """
    if work.scope is Scope.EXTENDED:
        if work.survey is not None:
            yield Problem(
                ("survey",), "an extended work is not in the survey", "remove 'survey', or correct the scope", of_key=True
            )
        for number, claim in enumerate(work.claims):
            for place, item in enumerate(claim.evidence):
                is_listed = item.source is EvidenceSource.SURVEY_LIST and work.maintained_list is not None
                if item.source.is_of_survey and not is_listed:
                    message = "an extended work has no evidence in the survey"
                    yield Problem(
                        ("claims", number, "evidence", place), message, "name what was read: abstract, paper, dataset-card…"
                    )
        return
    if work.survey is None:
        message = f"a {work.scope.value} work needs the survey's reference number"
        yield Problem(("scope",), message, "add 'survey: {references: [NUMBER]}', or write 'scope: extended'")
    for name in ("seen_at", "judged_paradigm", "maintained_list"):
        if getattr(work, name) is not None:
            yield Problem((name,), f"{name!r} is for extended works", f"remove {name!r}, or correct the scope", of_key=True)


@work_rule("surveyed-without-claim")
def surveyed_without_claim(work: Work, path: str) -> Iterator[Problem]:
    """A surveyed work has no claim.

    Why: 'surveyed' means that the survey classifies the work; the claim is that classification.
    Wrong: scope: surveyed, without claims
    Right: scope: background, with 'survey.background' saying why it is cited
    """
    if work.scope is Scope.SURVEYED and not work.claims:
        yield Problem(
            ("scope",), "the survey classifies the work, but there is no claim", "add the claim, or write 'scope: background'"
        )


@work_rule("foreign-claim-id")
def foreign_claim_id(work: Work, path: str) -> Iterator[Problem]:
    """A claim's id is not of its work.

    Why: A claim is found by its id, which begins with its work's key.
    Wrong: id: liu2023visual.1 in the entry of chen2023sharegpt4v
    Right: id: chen2023sharegpt4v.1
    """
    free = max((claim_number(claim.id) for claim in work.claims if work_of_claim(claim.id) == work.key), default=0)
    # Where no claim is of the work its key was changed: the claims keep their numbers.
    numbers = [claim_number(claim.id) for claim in work.claims]
    keeps = free == 0 and len(set(numbers)) == len(numbers)
    for number, claim in enumerate(work.claims):
        if work_of_claim(claim.id) != work.key:
            free = numbers[number] if keeps else free + 1
            yield Problem(("claims", number, "id"), f"{claim.id} is not a claim of {work.key}", f"write {work.key}.{free}")


@work_rule("duplicate-claim-id")
def duplicate_claim_id(work: Work, path: str) -> Iterator[Problem]:
    """Two claims have one id.

    Why: Ids are stored and cited; one id must not lead to two claims.
    Wrong: two claims with id: liu2023visual.1
    Right: id: liu2023visual.2, a number that was never used
    """
    seen: set[str] = set()
    free = max((claim_number(claim.id) for claim in work.claims), default=0)
    for number, claim in enumerate(work.claims):
        if claim.id in seen:
            free += 1
            yield Problem(("claims", number, "id"), f"the id {claim.id} is used before", f"write {work.key}.{free}")
        seen.add(claim.id)


@work_rule("statement-too-long")
def statement_too_long(work: Work, path: str) -> Iterator[Problem]:
    """A statement is too long.

    Why: One sentence can be checked, three cannot; say more in another claim or in a note.
    Wrong: a statement of more than 240 characters
    Right: two claims of one sentence each
    """
    for number, claim in enumerate(work.claims):
        length = len(claim.statement)
        if length > STATEMENT_CHARACTERS_MAX:
            message = f"the statement has {length} characters, more than {STATEMENT_CHARACTERS_MAX}"
            yield Problem(("claims", number, "statement"), message, "say one thing in one sentence, or make two claims of it")


@work_rule("statement-no-sentence")
def statement_no_sentence(work: Work, path: str) -> Iterator[Problem]:
    """A statement is not a sentence.

    Why: A claim is one sentence that can be checked; a few words or an unfinished line cannot.
    Wrong: statement: better data
    Right: statement: Filters web pairs by CLIP score, which improves zero-shot accuracy.
    """
    for number, claim in enumerate(work.claims):
        if not claim.statement.endswith((".", "!", "?")) or claim.statement.count(" ") < WORDS_MIN - 1:
            fix = f"write a sentence of {WORDS_MIN} words or more, with its full stop"
            yield Problem(("claims", number, "statement"), "the statement is not a whole sentence", fix)


@work_rule("repeated-item")
def repeated_item(work: Work, path: str) -> Iterator[Problem]:
    """A list names one thing twice.

    Why: It would be counted twice.
    Wrong: stages: [finetune, finetune]
    Right: stages: [finetune]
    """
    for number, claim in enumerate(work.claims):
        yield from _repeated_in(claim, number)


def _repeated_in(claim: Claim, number: int) -> Iterator[Problem]:
    """Yield what one claim's lists repeat."""
    for name in (*_LISTS, "evidence"):
        items = getattr(claim, name)
        if len(items) < 2 or len(set(items)) == len(items):
            continue
        seen: Counter[object] = Counter()
        for place, item in enumerate(items):
            seen[item] += 1
            if seen[item] == 2:
                shown = item.describe() if isinstance(item, Evidence) else item
                yield Problem(("claims", number, name, place), f"{name} names {shown} twice", "take one out")
