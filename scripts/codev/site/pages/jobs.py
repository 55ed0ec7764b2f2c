"""Every generated page of the site, as jobs in one stable order: what is not to be made anew is not even begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from codev.site.pages.about import downloads_page, site_pages
from codev.site.pages.answers import answer_pages
from codev.site.pages.artifacts import artifact_indices, artifact_page
from codev.site.pages.comparison import choice_pages
from codev.site.pages.environment import Renderer
from codev.site.pages.findings import findings_page
from codev.site.pages.gaps_and_trends import map_pages
from codev.site.pages.home import home_page
from codev.site.pages.loops import loops_page
from codev.site.pages.matrices import matrix_pages, row_nodes, row_page
from codev.site.pages.nodes import node_page, taxonomy_page
from codev.site.pages.page import Page
from codev.site.pages.people import author_index, author_page, venue_index, venue_page
from codev.site.pages.questions import question_pages
from codev.site.pages.records import record_pages
from codev.site.pages.reference import reference_pages
from codev.site.pages.survey import survey_pages
from codev.site.pages.terms import term_ids, term_page, terms_index
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
        map_pages,
        record_pages,
        trust_pages,
        survey_pages,
        terms_index,
        site_pages,
        reference_pages,
    ]
    jobs = [PageJob(function.__name__, lambda function=function: function(renderer)) for function in several]  # type: ignore[misc]

    def add(make: Callable[..., Page], *things: str) -> None:
        jobs.append(PageJob(" ".join([make.__name__, *things]), lambda: [make(renderer, *things)]))

    atlas, addresses = renderer.atlas, renderer.addresses
    add(home_page)
    add(findings_page)
    add(downloads_page)
    add(taxonomy_page)
    for node in atlas.tree:
        add(node_page, node)
    for folder, term in term_ids(atlas.taxonomy):
        add(term_page, folder, term)
    for node in row_nodes(atlas):
        add(row_page, node)
    for model in atlas.models:
        add(artifact_page, "model", model)
    for dataset in atlas.datasets:
        add(artifact_page, "dataset", dataset)
    for name in addresses.author_slugs:
        add(author_page, name)
    for name in addresses.venue_slugs:
        add(venue_page, name)
    for key in atlas.works:
        add(work_page, key)
    return jobs


def generated_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield every page that is generated from the knowledge base.

    Args:
        renderer: Templates and knowledge base.
    """
    for job in page_jobs(renderer):
        yield from job.make()
