"""What machines read in the head of a page: Open Graph for link previews, JSON-LD for search engines.

Every page says what it is; works, models and datasets say more.  Texts of entries are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from codev.atlas import Atlas
from codev.bib import split_authors
from codev.export.jsonld import author
from codev.model import Artifact, Dataset, Model
from codev.show.openings import artifact_opening
from codev.site.pages.page import DESCRIPTION_LENGTH_MAX, Page, shortened

SITE_NAME = "CoDev Atlas"
"""What the site is called."""

_JSON_LD = '<script type="application/ld+json">'


def json_ld(data: object) -> str:
    """Return data as a JSON-LD script; ``<``, ``>`` and ``&`` are written so that no text can end the script.

    Args:
        data: Anything that JSON holds.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f"{_JSON_LD}{safe}</script>"


def head_of(page: Page, site_url: str | None = None) -> str:
    """Return a page's head: what it brings itself, Open Graph (https://ogp.me), and JSON-LD where it brings none.

    Args:
        page: The page.
        site_url: Where the site is published, ending in a slash; None where it is not known.
    """
    description = shortened(page.description, DESCRIPTION_LENGTH_MAX)
    address = f"{site_url}{page.address}" if site_url else None
    properties = {
        "og:type": "article" if page.address else "website",
        "og:site_name": SITE_NAME,
        "og:title": page.title,
        "og:description": description,
        "og:url": address,
    }
    tags = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items() if value]
    own = page.head
    if _JSON_LD not in own:
        data = {
            "@context": "https://schema.org",
            "@type": "CollectionPage" if page.layout == "wide" else "WebPage",
            "name": page.title,
            "description": description,
            "url": address,
            "isPartOf": {"@type": "WebSite", "name": SITE_NAME, **({"url": site_url} if site_url else {})},
        }
        own += json_ld({name: value for name, value in data.items() if value})
    return "".join(tags) + own


def artifact_data(atlas: Atlas, artifact: Model | Dataset) -> Mapping[str, Any]:
    """Return a model or dataset as schema.org describes it (https://schema.org/Dataset, https://schema.org/SoftwareApplication).

    Only what a page that was seen confirms is said.

    Args:
        atlas: The knowledge base.
        artifact: The model or dataset.
    """
    introducer = atlas.introducer(artifact.artifact_kind, artifact.id)
    work = atlas.works[introducer] if introducer is not None else None
    seen = {name: getattr(artifact, name) for name in ("licence", "source", "developer") if not artifact.is_recalled(name)}
    known: Mapping[str, Artifact] = atlas.datasets if isinstance(artifact, Dataset) else atlas.models
    ids = [each.id for each in artifact.derived_from if each.id is not None and not each.is_unverified]
    parents = [known[each].name for each in ids if each in known]
    creator = [author(name) for name in split_authors(work)] if work is not None else []
    if not creator and seen.get("developer"):
        creator = [{"@type": "Organization", "name": str(seen["developer"])}]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset" if isinstance(artifact, Dataset) else "SoftwareApplication",
        "applicationCategory": None if isinstance(artifact, Dataset) else "Machine-learning model",
        "name": artifact.name,
        "alternateName": list(artifact.aliases),
        "description": artifact_opening(atlas, artifact),
        "identifier": f"{artifact.artifact_kind}:{artifact.id}",
        "license": seen.get("licence"),
        "url": seen.get("source"),
        "creator": creator,
        "datePublished": str(artifact.year) if artifact.year else None,
        "isBasedOn": parents,
    }
    if isinstance(artifact, Dataset):
        data["distribution"] = [{"@type": "DataDownload", "contentUrl": seen["source"]}] if seen.get("source") else []
        data["size"] = f"{artifact.best_size.as_stated} {artifact.best_size.unit}" if artifact.best_size else None
        data["citation"] = work.title if work is not None else None
    return {name: value for name, value in data.items() if value}
