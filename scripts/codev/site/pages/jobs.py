"""Every generated page of the site, as jobs in one stable order: what is not to be made anew is not even begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from codev.site.pages.about import downloads_page, site_pages
from codev.site.pages.answers import answer_pages
from codev.site.pages.artifacts import artifact_indices, artifact_page
from codev.site.pages.comparison import choice_pages
from codev.site.pages.entry_form import entry_form_page
from codev.site.pages.environment import Renderer
from codev.site.pages.findings import findings_page
from codev.site.pages.gaps import gaps_page
from codev.site.pages.home import home_page
from codev.site.pages.loops import loops_page
from codev.site.pages.matrices import matrix_pages, row_nodes, row_page
from codev.site.pages.nodes import node_page, taxonomy_page
from codev.site.pages.page import Page
from codev.site.pages.people import author_index, author_page, venue_index, venue_page
from codev.site.pages.questions import question_pages
from codev.site.pages.records import record_pages
from codev.site.pages.reference import reference_pages
from codev.site.pages.sections import section_page
from codev.site.pages.survey import survey_pages
from codev.site.pages.terms import term_ids, term_page, terms_index
from codev.site.pages.trends import trends_page
from codev.site.pages.trust import trust_pages
from codev.site.pages.works import work_page, works_index


@dataclass(frozen=True)
class PageJob:
    """Pages that are made together.

    Attributes:
        name: Tells it from the others, from one build to the next.
        make: Makes the pages.
    """

    name: str
    make: Callable[[], Iterable[Page]]


def page_jobs(renderer: Renderer) -> list[PageJob]:
    """Return the jobs that make every page that is generated from the knowledge base.

    Args:
        renderer: Templates and knowledge base.
    """
    several: list[Callable[[Renderer], Iterable[Page]]] = [
        works_index,
        artifact_indices,
        author_index,
        venue_index,
        matrix_pages,
        loops_page,
        question_pages,
        answer_pages,
        choice_pages,
        gaps_page,
        trends_page,
        entry_form_page,
        record_pages,
        trust_pages,
        survey_pages,
        terms_index,
        site_pages,
        reference_pages,
    ]
    jobs = [PageJob(function.__name__, lambda function=function: function(renderer)) for function in several]  # type: ignore[misc]

    atlas, addresses = renderer.atlas, renderer.addresses
    single: list[tuple[Callable[..., Page], Iterable[tuple[str, ...]]]] = [
        (home_page, [()]),
        (findings_page, [()]),
        (downloads_page, [()]),
        (taxonomy_page, [()]),
        (node_page, zip(atlas.tree)),
        (term_page, term_ids(atlas.taxonomy)),
        (section_page, zip(atlas.names_by_section)),
        (row_page, zip(row_nodes(atlas))),
        (artifact_page, (("model", model) for model in atlas.models)),
        (artifact_page, (("dataset", dataset) for dataset in atlas.datasets)),
        (author_page, zip(addresses.author_slugs)),
        (venue_page, zip(addresses.venue_slugs)),
        (work_page, zip(atlas.works)),
    ]
    for make, listed in single:
        for things in listed:
            name = " ".join([make.__name__, *things])
            jobs.append(PageJob(name, lambda make=make, things=things: [make(renderer, *things)]))  # type: ignore[misc]
    return jobs


def generated_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield every page that is generated from the knowledge base.

    Args:
        renderer: Templates and knowledge base.
    """
    for job in page_jobs(renderer):
        yield from job.make()
