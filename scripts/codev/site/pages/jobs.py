"""Every generated page, as jobs in one stable order: what is not to be made anew is not even begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from codev.site.pages.about import about_page, downloads_page, graph_page, news_page
from codev.site.pages.answers import answer_pages
from codev.site.pages.artifacts import artifact_indices, artifact_page
from codev.site.pages.comparison import basket_page, compare_page, used_page
from codev.site.pages.entry_form import entry_form_page
from codev.site.pages.environment import Renderer
from codev.site.pages.findings import findings_page
from codev.site.pages.gaps import gaps_page
from codev.site.pages.home import home_page
from codev.site.pages.loops import loops_page
from codev.site.pages.matrices import matrix_pages, row_nodes, row_page
from codev.site.pages.nodes import node_page, taxonomy_page
from codev.site.pages.page import Job, Page
from codev.site.pages.people import author_index, author_page, venue_index, venue_page
from codev.site.pages.questions import chains_page, dependence_page, leakage_page
from codev.site.pages.records import disagreements_page, evidence_page
from codev.site.pages.reference import reference_pages
from codev.site.pages.sections import section_page
from codev.site.pages.survey import survey_pages
from codev.site.pages.terms import term_ids, term_page, terms_index
from codev.site.pages.trends import trends_page
from codev.site.pages.trust import trust_pages
from codev.site.pages.works import work_page, works_index, year_page


def page_jobs(renderer: Renderer) -> list[Job[Page]]:
    """Return the jobs that make every page that is generated from the knowledge base; those that take long come first.

    Args:
        renderer: Templates and knowledge base.
    """
    several: list[Callable[[Renderer], Iterable[Page]]] = [
        artifact_indices,
        matrix_pages,
        loops_page,
        answer_pages,
        gaps_page,
        trends_page,
        entry_form_page,
        trust_pages,
        survey_pages,
        terms_index,
        reference_pages,
    ]
    jobs = [Job(make.__name__, partial(make, renderer)) for make in several]
    atlas, addresses = renderer.atlas, renderer.addresses
    single: list[tuple[Callable[..., Page], Iterable[tuple[str, ...]]]] = [
        (works_index, [()]),
        (author_index, [()]),
        (venue_index, [()]),
        (home_page, [()]),
        (findings_page, [()]),
        (chains_page, [()]),
        (dependence_page, [()]),
        (leakage_page, [()]),
        (graph_page, [()]),
        (news_page, [()]),
        (about_page, [()]),
        (disagreements_page, [()]),
        (evidence_page, [()]),
        (downloads_page, [()]),
        (compare_page, [()]),
        (basket_page, [()]),
        (used_page, [()]),
        (taxonomy_page, [()]),
        (year_page, zip(atlas.works_by_year)),
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
        jobs += [Job(" ".join([make.__name__, *things]), partial(_one, make, renderer, *things)) for things in listed]
    return jobs


def _one(make: Callable[..., Page], renderer: Renderer, *things: str) -> Iterator[Page]:
    """Yield the page that a function makes."""
    yield make(renderer, *things)


def generated_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield every page that is generated from the knowledge base.

    Args:
        renderer: Templates and knowledge base.
    """
    for job in page_jobs(renderer):
        yield from job.make()
