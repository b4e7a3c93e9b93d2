"""Plone's "create site" offers our distribution, which makes a whole portal of a bare site.

That it does so from nothing is proven by the browser tests: ``make start`` makes their instance.
"""

from kim.portal.county.records import data_sets
from kim.portal.distribution import check
from kim.portal.distribution import create
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.distribution.api import distribution as distributions

import pytest


ANSWERS = {"site_id": "kreis", "title": "KIM", "default_language": "de", "setup_content": True}


@pytest.fixture
def site(integration, portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


def test_the_form_offers_the_county_folders(integration):
    schema = distributions.get("kim").schema
    assert schema["properties"]["county"]["enum"] == ["none", *data_sets()]


def test_a_portal_with_its_county(site):
    create(distributions.get("kim"), site, {**ANSWERS, "county": "rhein-kreis-neuss"})
    assert len(site["kommunen"]) == 8
    assert api.content.get_state(site["impressum"]) == "published"
    assert "Rhein-Kreis Neuss" in site["impressum"].text.raw
    assert api.portal.get_registry_record("plone.available_languages") == ["de", "en"]


def test_an_empty_portal(site):
    create(distributions.get("kim"), site, {**ANSWERS, "county": "none", "setup_content": False})
    assert len(site["akteure"]) == 0
    assert "impressum" not in site


def test_an_unknown_county_is_refused_before_anything_is_made(integration):
    with pytest.raises(ValueError):
        check({**ANSWERS, "county": "atlantis"})
