"""Every generated page of the site, in one stable order."""

from __future__ import annotations

from collections.abc import Iterator

from codev.query import similar_to_each
from codev.site.artifact_pages import artifact_indices, artifact_page
from codev.site.environment import Renderer
from codev.site.home_pages import home_page
from codev.site.map_pages import map_pages
from codev.site.matrix_pages import matrix_pages
from codev.site.node_pages import node_pages
from codev.site.page import Page
from codev.site.people_pages import people_pages
from codev.site.question_pages import question_pages
from codev.site.record_pages import record_pages
from codev.site.reference_pages import reference_pages
from codev.site.site_pages import site_pages
from codev.site.survey_pages import survey_pages
from codev.site.work_pages import SIMILAR_COUNT, work_page, works_index


def generated_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield every page that is generated from the knowledge base.

    Args:
        renderer: Templates and knowledge base.
    """
    yield home_page(renderer)
    yield from works_index(renderer)
    yield from node_pages(renderer)
    yield from artifact_indices(renderer)
    for artifact in (*renderer.atlas.models.values(), *renderer.atlas.datasets.values()):
        yield artifact_page(renderer, artifact)
    yield from people_pages(renderer)
    yield from matrix_pages(renderer)
    yield from question_pages(renderer)
    yield from map_pages(renderer)
    yield from record_pages(renderer)
    yield from survey_pages(renderer)
    yield from site_pages(renderer)
    yield from reference_pages(renderer)
    alike = dict(similar_to_each(renderer.atlas, limit=SIMILAR_COUNT))
    for work in renderer.atlas.works.values():
        yield work_page(renderer, work, alike.get(work.key, ()))
