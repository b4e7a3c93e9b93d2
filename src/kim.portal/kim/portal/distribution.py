"""Plone's "create site" with our distribution: profiles, folders, pages, a county's data."""

from kim.portal.county.loading import load
from kim.portal.county.records import DATA
from kim.portal.county.records import data_sets
from kim.portal.county.settings import setting
from kim.portal.intake.forms import ship_contact
from kim.portal.pages import build_legal_pages
from kim.portal.reporting.target import ship_form
from kim.portal.structure import build_sections
from plone import api
from plone.distribution.core import Distribution
from plone.distribution.handler import default_handler
from Products.CMFPlone.Portal import PloneSite
from typing import Any

import logging


logger = logging.getLogger("kim.portal")

NO_COUNTY = "none"
LANGUAGES = ["de", "en"]


def check(answers: dict[str, Any]) -> dict[str, Any]:
    """Refuse an unknown county before anything is made.

    :raises ValueError: where the package brings no such data set.
    """
    county = answers.get("county", NO_COUNTY)
    if county not in (NO_COUNTY, *data_sets()):
        raise ValueError(f"unknown county data set {county!r}; there are {data_sets()}")
    return answers


def create(distribution: Distribution, site: PloneSite, answers: dict[str, Any]) -> PloneSite:
    """Set the site up; a site whose county data are wrong is not made at all.

    :raises CountyDataError: with every problem of every file.
    """
    default_language = answers.get("default_language", LANGUAGES[0])
    api.portal.set_registry_record("plone.available_languages", LANGUAGES)
    default_handler(distribution, site, answers)
    api.portal.set_registry_record("plone.available_languages", LANGUAGES)
    api.portal.set_registry_record("plone.default_language", default_language)
    build_sections()
    ship_contact()
    ship_form()
    county = answers.get("county", NO_COUNTY)
    if county != NO_COUNTY:
        summary = load(DATA / county, logger.info)
        for line in summary.lines():
            logger.info(line)
    if answers.get("setup_content", True):
        build_legal_pages(setting("title"), setting("contact"))
    return site
