"""The counties of the tests, loaded into the site under test: a tiny made-up one and a real one."""

from kim.portal.county.loading import load
from kim.portal.county.records import DATA
from lxml import html
from pathlib import Path
from plone.testing.zope import Browser
from Products.CMFPlone.Portal import PloneSite


TINY = Path(__file__).parent / "county" / "tiny"


def build_tiny(_portal: PloneSite) -> None:
    load(TINY)


def build_real(_portal: PloneSite) -> None:
    """The data that the portal starts with."""
    load(DATA / "rhein-kreis-neuss")


class Visitor:
    """An anonymous browser without script."""

    def __init__(self, portal: PloneSite) -> None:
        self.url = portal.absolute_url()
        self.browser = Browser(portal.getPhysicalRoot())
        self.browser.raiseHttpErrors = False

    def open(self, path: str) -> html.HtmlElement:
        """The page at a path below the site; `status` and `text` tell the rest."""
        self.browser.open(self.url + path)
        return html.fromstring(self.browser.contents)

    @property
    def status(self) -> int:
        return int(self.browser.headers["status"].split()[0])

    @property
    def text(self) -> str:
        """The main content's words."""
        return words(html.fromstring(self.browser.contents).get_element_by_id("content"))


def words(element: html.HtmlElement) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())
