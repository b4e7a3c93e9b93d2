"""What a page costs: CPU per request, ours against Plone's own and against an empty view.

Two sites are made in a temporary folder: ``kim``, as it is delivered, and ``stock``, the same data
with Plone's own pages (the portal's browser layer taken away). Both are asked in one process
through the WSGI publisher, in turns, so that whatever else the machine does falls on all alike; of
each page the median counts. *Cold* is a page that no cache has (every request has an address of
its own), *cached* the same address again. Only ratios within one run mean anything.

    python benchmarks/run.py            prints a table and writes benchmarks/results.md
    python benchmarks/run.py -n 20      fewer rounds
"""

from argparse import ArgumentParser
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from io import BytesIO
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import logging
import os
import platform
import sys
import warnings


HOST = "localhost:8080"
RESULTS = Path(__file__).with_name("results.md")
WARM_UP = 5

COLD_TARGET = 0.25  # of the stock item view
CACHED_TARGET = 1.5  # times an empty view

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
  <page name="benchmark-empty" for="*" class="__main__.Empty" permission="zope2.View" />
</configure>
"""


@dataclass(frozen=True)
class Case:
    """A page to ask for: its name in the table, its address, whether a cache may have it."""

    name: str
    path: str
    cold: bool = True


@dataclass(frozen=True)
class Result:
    """The median CPU time of a case, in milliseconds."""

    case: Case
    milliseconds: float


@contextmanager
def zope() -> Iterator[None]:
    """Zope with an empty database in a folder that goes away."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "etc").mkdir()
        (home / "etc" / "site.zcml").write_text(SITE_ZCML)
        (home / "zope.conf").write_text(ZOPE_CONF.format(home=home))
        os.environ.setdefault("CHAMELEON_CACHE", str(home))
        from Zope2.Startup.run import configure_wsgi

        configure_wsgi(str(home / "zope.conf"))
        yield


def make_sites() -> list[Case]:
    """Make both sites and name the pages to compare."""
    from AccessControl.SecurityManagement import newSecurityManager
    from plone.distribution.api.site import create
    from Testing.makerequest import makerequest
    from zope.globalrequest import setRequest

    import transaction
    import Zope2

    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    app.acl_users._doAddUser("admin", os.urandom(16).hex(), ["Manager"], [])
    newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
    answers = {
        "title": "KIM",
        "description": "",
        "default_language": "de",
        "portal_timezone": "Europe/Berlin",
        "county": "rhein-kreis-neuss",
    }
    for site_id in ("kim", "stock"):
        create(app, "kim", answers | {"site_id": site_id})
        transaction.commit()
    strip_layer(app["stock"])
    transaction.commit()
    pages = first_of_each_type(app["kim"])
    app._p_jar.close()
    return cases(pages)


def strip_layer(site) -> None:
    """Leave the data and take our pages away."""
    from plone.browserlayer.utils import unregister_layer
    from zope.component.hooks import setSite

    setSite(site)
    unregister_layer("kim.portal")


def first_of_each_type(site) -> dict[str, str]:
    """Type → path below the site of an entry that is open to everyone."""
    found = {}
    for brain in site.portal_catalog.unrestrictedSearchResults(
        portal_type=["Offer", "Actor", "Municipality"], review_state="published", sort_on="path"
    ):
        found.setdefault(brain.portal_type, brain.getPath().removeprefix("/kim"))
    return found


def cases(pages: dict[str, str]) -> list[Case]:
    """The table's lines."""
    offer = pages["Offer"]
    ours = {
        "offer": offer,
        "actor": pages["Actor"],
        "municipality": pages["Municipality"],
        "start page": "",
        "plain page": "/impressum",
    }
    return [
        Case("empty Zope view", f"/kim{offer}/@@benchmark-empty"),
        Case("stock: item view of an offer", f"/stock{offer}/@@view"),
        Case("stock: a plain page", "/stock/impressum"),
        *(Case(f"{name}, cold", f"/kim{path}") for name, path in ours.items()),
        *(Case(f"{name}, cached", f"/kim{path}", cold=False) for name, path in ours.items()),
    ]


def ask(path: str, query: str = "") -> int:
    """Publish one address as a visitor would; the status."""
    from ZPublisher.WSGIPublisher import publish_module

    environ = {
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": "127.0.0.1",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    answered = []
    body = publish_module(environ, lambda status, headers, exc_info=None: answered.append(status))
    b"".join(body)
    return int(answered[0].split()[0])


def measure(cases: list[Case], rounds: int) -> list[Result]:
    """Ask for all pages in turns; of each the median."""
    times: dict[Case, list[float]] = {case: [] for case in cases}
    number = count()
    for turn in range(WARM_UP + rounds):
        for case in cases:
            spent = timed(case, lambda: f"cold={next(number)}")
            if turn >= WARM_UP:
                times[case].append(spent)
    return [Result(case, median(times[case]) * 1000) for case in cases]


def timed(case: Case, fresh: Callable[[], str]) -> float:
    """The CPU seconds of one request.

    :raises RuntimeError: where the page is not there: then there is nothing to measure.
    """
    query = fresh() if case.cold else ""
    start = process_time()
    status = ask(case.path, query)
    spent = process_time() - start
    if status != 200:
        raise RuntimeError(f"{case.path}: {status}")
    return spent


def report(results: list[Result], load: float, rounds: int) -> str:
    """The table, with what it was measured on."""
    empty, stock = results[0].milliseconds, results[1].milliseconds
    lines = [
        "# What a page costs",
        "",
        f"CPU per request, median of {rounds}, anonymous, in one process. {date.today()}, "
        f"Plone {version('Products.CMFPlone')}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {load:.1f} at the start. "
        "Written by `make bench`; only the ratios of one run mean anything.",
        "",
        "| Page | ms | of the stock item view | × empty view | target |",
        "|---|---:|---:|---:|---|",
    ]
    for result in results:
        of_stock, of_empty = result.milliseconds / stock, result.milliseconds / empty
        lines.append(
            f"| {result.case.name} | {result.milliseconds:.2f} | {of_stock:.2f} | {of_empty:.2f} "
            f"| {verdict(result.case, of_stock, of_empty)} |"
        )
    return "\n".join([*lines, ""])


def verdict(case: Case, of_stock: float, of_empty: float) -> str:
    """Whether the page is as quick as it shall be."""
    if case.name.endswith("cold"):
        return f"≤ {COLD_TARGET} of stock: {'met' if of_stock <= COLD_TARGET else 'missed'}"
    if case.name.endswith("cached"):
        return f"≤ {CACHED_TARGET} × empty: {'met' if of_empty <= CACHED_TARGET else 'missed'}"
    return ""


def main() -> None:
    """Make the sites, measure, report."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    with zope():
        from Products.Five.browser import BrowserView
        from Zope2.App import zcml

        import Zope2

        globals()["Empty"] = type("Empty", (BrowserView,), {"__call__": lambda self: "empty"})
        Zope2.app()._p_jar.close()
        zcml.load_string(EMPTY_VIEW)
        pages = make_sites()
        load = os.getloadavg()[0]
        table = report(measure(pages, rounds), load, rounds)
    print(table)
    RESULTS.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
