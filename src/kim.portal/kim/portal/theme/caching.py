"""Pages from the RAM cache, and a change that shows at once.

plone.app.caching keeps a visitor's page under its address and the ``kim.portal`` component of its
ETag. That component moves with every change mark (:mod:`kim.portal.theme.marks`), the local date,
the language and the version of the static files. Whoever logs in always gets a page made anew.

An object's default view is cached without further ado. A named view becomes so by one line in the
ZCML of its room::

    <cache:ruleset for=".views.TopicView" ruleset="plone.content.itemView" />

Such a view must depend on nothing but the catalog, the settings, the date, the language and its
address with query. What else it shows gets a change mark of its own.
"""

from kim.portal.theme.assets import asset_version
from kim.portal.theme.marks import local_date
from kim.portal.theme.marks import site_mark
from plone.app.caching.interfaces import IETagValue
from uuid import uuid4
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IETagValue)
@adapter(Interface, Interface)
class PageState:
    """The ``kim.portal`` component of an ETag; never the same twice while a change is pending."""

    def __init__(self, published: object, request: HTTPRequest) -> None:
        self.request = request

    def __call__(self) -> str:
        site = getSite()
        mark = site_mark(site)
        if mark is None:
            return uuid4().hex
        language = self.request.get("LANGUAGE", "")
        return f"{mark}-{local_date(site):%Y%m%d}-{language}-{asset_version()}"
