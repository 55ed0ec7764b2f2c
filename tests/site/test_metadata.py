"""What machines read of a page: Open Graph on every page, JSON-LD by kind, hostile texts, and where errors are reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from codev.errors import WrongUseError
from codev.model import Taxonomy
from codev.site.engine.settings import REPORT_FORM, SiteSettings, read_settings
from codev.site.pages.metadata import artifact_data, head_of, json_ld
from codev.site.pages.page import Page
from small import small_atlas

HOSTILE = '"><script>alert(1)</script>&'


def page(**values: Any) -> Page:
    """Return a page."""
    made = {"address": "loops/", "title": "Loops", "description": "All loops.", "body": "", "section": "Questions", **values}
    return Page(**made)


def read(head: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the properties and the JSON-LD of a head."""
    soup = BeautifulSoup(head, "html.parser")
    scripts = soup.find_all("script")
    assert [each.get("type") for each in scripts] == ["application/ld+json"]
    return {str(each["property"]): str(each["content"]) for each in soup.find_all("meta")}, json.loads(scripts[0].text)


def test_every_page_says_what_it_is() -> None:
    properties, data = read(head_of(page(), "https://example.org/atlas/"))
    assert properties == {
        "og:type": "article",
        "og:site_name": "CoDev Atlas",
        "og:title": "Loops",
        "og:description": "All loops.",
        "og:url": "https://example.org/atlas/loops/",
    }
    assert (data["@type"], data["name"], data["url"]) == ("WebPage", "Loops", "https://example.org/atlas/loops/")


def test_the_address_of_the_site_may_be_unknown() -> None:
    properties, data = read(head_of(page(address="")))
    assert properties["og:type"] == "website"
    assert "og:url" not in properties
    assert "url" not in data


def test_a_page_that_says_more_of_itself_is_left_to_it() -> None:
    _, data = read(head_of(page(head=json_ld({"@type": "Dataset"}))))
    assert data == {"@type": "Dataset"}


def test_hostile_texts_stay_texts() -> None:
    properties, data = read(head_of(page(title=HOSTILE, description=HOSTILE)))
    assert properties["og:title"] == data["name"] == HOSTILE


def test_a_dataset_says_where_it_is_and_who_made_it(taxonomy: Taxonomy) -> None:
    record = {
        "id": "d",
        "aliases": ["D one"],
        "licence": "CC BY 4.0",
        "source": "https://example.org/d",
        "verified": ["licence", "source"],
        "size": {"count": 10, "unit": "images", "as_stated": "10"},
        "derived_from": [{"id": "p", "basis": "seen"}, {"id": "q", "basis": "recalled"}],
    }
    atlas = small_atlas(taxonomy, {"a2024one": {"datasets": [record, "p", "q"]}})
    data = artifact_data(atlas, atlas.datasets["d"])
    assert data["@type"] == "Dataset"
    assert data["license"] == "CC BY 4.0"
    assert data["distribution"] == [{"@type": "DataDownload", "contentUrl": "https://example.org/d"}]
    assert data["creator"] == [{"@type": "Person", "name": "Ada Author", "givenName": "Ada", "familyName": "Author"}]
    assert data["isBasedOn"] == ["P"], "a parent from memory is not said"
    assert data["size"] == "10 images"


def test_what_nobody_saw_is_not_said_of_a_model(taxonomy: Taxonomy) -> None:
    model = {"id": "m", "licence": "MIT", "source": "https://example.org/m"}
    atlas = small_atlas(taxonomy, {"a2024one": {"authors": ["OpenAI"], "models": [model]}})
    data = artifact_data(atlas, atlas.models["m"])
    assert data["@type"] == "SoftwareApplication"
    assert data["creator"] == [{"@type": "Organization", "name": "OpenAI"}], "a group is no person"
    assert "license" not in data
    assert "url" not in data


def settings(root: Path, **variables: str) -> SiteSettings:
    """Return the settings of a site in an environment."""
    (root / "site").mkdir(exist_ok=True)
    (root / "site" / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return read_settings(root, variables)


def test_errors_are_reported_by_form_or_mail_or_as_the_page_says(tmp_path: Path, repository: Path) -> None:
    assert (repository / ".github" / "ISSUE_TEMPLATE" / REPORT_FORM).is_file()
    form = settings(tmp_path, CODEV_REPO_URL="https://example.org/r").report_url
    assert form == f"https://example.org/r/issues/new?template={REPORT_FORM}&what="
    mail = settings(tmp_path, CODEV_REPORT_MAIL="atlas@example.org").report_url
    assert mail == "mailto:atlas@example.org?subject=CoDev%20Atlas%3A%20error%20on%20"
    assert settings(tmp_path).report_url == ""


@pytest.mark.parametrize(
    "mail", ["", "atlas", "a@b", "a@example.org?bcc=x@y.z", '"a b"@example.org', "a@example.org\n", "a@" + "b" * 300 + ".org"]
)
def test_a_hostile_mail_address_is_refused(tmp_path: Path, mail: str) -> None:
    if not mail:
        assert settings(tmp_path, CODEV_REPORT_MAIL=mail).report_mail is None
        return
    with pytest.raises(WrongUseError, match="is not a mail address"):
        settings(tmp_path, CODEV_REPORT_MAIL=mail)
