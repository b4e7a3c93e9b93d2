"""Zope in this process, in a folder that goes away: a site, its visitors, and Plone's own look."""

from argparse import ArgumentParser
from argparse import Namespace
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import strftime
from typing import Any

import logging
import os
import signal
import sys
import warnings


HOST = "localhost:8080"
COUNTY = "rhein-kreis-neuss"
HTML, JSON = "text/html", "application/json"

ZOPE_CONF = """
instancehome {home}
<zodb_db main>
  <blobstorage>
    blob-dir {home}/blobs
    <filestorage>
      path {home}/Data.fs
    </filestorage>
  </blobstorage>
  mount-point /
  cache-size 30000
</zodb_db>
"""

SITE_ZCML = """
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
</configure>
"""

EMPTY_VIEW = """
<configure xmlns="http://namespaces.zope.org/browser">
  <page name="benchmark-empty" for="*" class="benchmarks.server.Empty" permission="zope2.View" />
</configure>
"""


def options(description: str) -> Namespace:
    """The options of `make bench`; both programs take them, each heeds its own."""
    parser = ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("-n", "--rounds", type=int, help="requests of each page")
    parser.add_argument(
        "--sizes", default="1000,10000,50000", help="numbers of generated offers, ascending"
    )
    return parser.parse_args()


def say(text: str) -> None:
    """Show that something goes on."""
    print(f"{strftime('%H:%M:%S')} {text}", flush=True)


@contextmanager
def zope() -> Iterator[None]:
    """Zope with an empty database in a folder that goes away, however this process ends."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "etc").mkdir()
        (home / "etc" / "site.zcml").write_text(SITE_ZCML)
        (home / "zope.conf").write_text(ZOPE_CONF.format(home=home))
        os.environ.setdefault("CHAMELEON_CACHE", str(home))
        from Zope2.Startup.run import configure_wsgi

        configure_wsgi(str(home / "zope.conf"))
        from Products.Five.browser import BrowserView
        from Zope2.App import zcml

        import Zope2

        globals()["Empty"] = type("Empty", (BrowserView,), {"__call__": lambda self: "empty"})
        # Starts the database; what is imported from Testing before would bring its own.
        Zope2.app()._p_jar.close()
        zcml.load_string(EMPTY_VIEW)
        yield


@contextmanager
def manager() -> Iterator[Any]:
    """The application, for somebody who may do everything; what is not committed is dropped."""
    from AccessControl.SecurityManagement import newSecurityManager

    with _application() as app:
        if app.acl_users.getUser("admin") is None:
            app.acl_users._doAddUser("admin", os.urandom(16).hex(), ["Manager"], [])
        newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
        yield app


@contextmanager
def visitor(site_id: str) -> Iterator[Any]:
    """The site as an anonymous request sees it: a new transaction, a new request."""
    from zope.component.hooks import setSite

    with _application() as app:
        setSite(app[site_id])
        yield app[site_id]


@contextmanager
def _application() -> Iterator[Any]:
    from AccessControl.SecurityManagement import noSecurityManager
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import clearRequest
    from zope.globalrequest import setRequest

    import transaction
    import Zope2

    transaction.begin()
    app = makerequest(Zope2.app(), environ={"HTTP_HOST": HOST})
    setRequest(app.REQUEST)
    noSecurityManager()
    try:
        yield app
    finally:
        transaction.abort()
        noSecurityManager()
        setSite(None)
        clearRequest()
        app.REQUEST.close()
        app._p_jar.close()


def make_site(site_id: str) -> None:
    """A site of our distribution with the county's data."""
    from plone.distribution.api.site import create

    import transaction

    answers = {
        "site_id": site_id,
        "title": "KIM",
        "description": "",
        "default_language": "de",
        "portal_timezone": "Europe/Berlin",
        "county": COUNTY,
    }
    with manager() as app:
        create(app, "kim", answers)
        transaction.commit()


def first_of_each_type(site_id: str) -> dict[str, str]:
    """Type → path below the site of an entry that is open to everyone."""
    found: dict[str, str] = {}
    with visitor(site_id) as site:
        for brain in site.portal_catalog.unrestrictedSearchResults(
            portal_type=["Offer", "Actor", "Municipality"],
            review_state="published",
            sort_on="path",
        ):
            found.setdefault(brain.portal_type, brain.getPath().removeprefix(f"/{site_id}"))
    return found


class _Look:
    """Whether a request gets our pages or Plone's own: with or without the portal's browser layer.

    Takes the layer away where plone.browserlayer marks the request, as if it were not registered:
    so that one database serves both.
    """

    def __init__(self) -> None:
        self.stock = False
        self._every: Any = None

    def install(self) -> None:
        from plone.browserlayer import layer

        if self._every is None:
            self._every = layer.getAllUtilitiesRegisteredFor
            layer.getAllUtilitiesRegisteredFor = self._layers

    def _layers(self, provided: Any) -> list[Any]:
        from kim.portal.interfaces import IKimLayer

        return [
            layer
            for layer in self._every(provided)
            if not (self.stock and layer.isOrExtends(IKimLayer))
        ]


LOOK = _Look()


def ask(
    path: str,
    query: str = "",
    accept: str = HTML,
    stock: bool = False,
    login: str | None = None,
) -> tuple[int, bytes]:
    """Publish one address as a visitor would; status and body.

    `stock`: with Plone's own pages; `login`: as this user, ``name:password``.
    """
    from ZPublisher.WSGIPublisher import publish_module

    if stock:
        LOOK.install()
    LOOK.stock = stock
    environ = {
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT": accept,
        "REMOTE_ADDR": "127.0.0.1",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    if login is not None:
        environ["HTTP_AUTHORIZATION"] = f"Basic {b64encode(login.encode()).decode()}"
    answered: list[str] = []
    body = publish_module(environ, lambda status, headers, exc_info=None: answered.append(status))
    return int(answered[0].split()[0]), b"".join(body)
