"""Visitors and editors with a browser, and a page of our own to look at."""

from collections.abc import Callable
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


ACCOUNTS = {
    "member": (TEST_USER_NAME, TEST_USER_PASSWORD),
    "manager": (SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
}


@pytest.fixture
def site(functional):
    """The portal with a public page in ``kommunen`` and one that nobody may see."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.portal.set_registry_record("plone.default_language", "de")
    page = api.content.create(portal, "Document", "seite", "Hilfe", description="Was es gibt.")
    api.content.create(portal, "Document", "geheim", "Verborgener Titel")
    api.content.transition(page, "publish")
    setRoles(portal, TEST_USER_ID, ["Member"])
    transaction.commit()
    return portal


@pytest.fixture
def browse(functional, site) -> Callable[..., Browser]:
    """Open an address of the site, as a visitor or ``as_`` one of ACCOUNTS."""

    def browse(path: str = "", as_: str | None = None, **headers: str) -> Browser:
        browser = Browser(functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", headers.pop("accept", "text/html"))
        for name, value in headers.items():
            browser.addHeader(name.replace("_", "-"), value)
        if as_:
            browser.addHeader("Authorization", "Basic {}:{}".format(*ACCOUNTS[as_]))
        browser.open(f"{site.absolute_url()}{path}")
        return browser

    return browse
