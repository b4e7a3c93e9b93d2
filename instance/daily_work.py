"""Do what is due today; run by ``bin/instance run``, which provides ``app``."""

from AccessControl.SecurityManagement import newSecurityManager
from argparse import ArgumentParser
from argparse import Namespace
from kim.portal.interfaces import IKimLayer
from kim.portal.notifications import daily
from kim.portal.notifications.settings import public_address
from kim.portal.theme.marks import local_date
from OFS.Application import Application
from Products.CMFPlone.Portal import PloneSite
from urllib.parse import urlsplit
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import sys
import traceback


ADMINISTRATOR = "admin"
PORTS = {"http": 80, "https": 443}


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    # Before it stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def enter(app: Application, site: PloneSite) -> None:
    """Act as administrator and, for addresses and views, as if somebody visited the portal."""
    newSecurityManager(None, app.acl_users.getUserById(ADMINISTRATOR).__of__(app.acl_users))
    setSite(site)
    setRequest(app.REQUEST)
    alsoProvides(app.REQUEST, IKimLayer)
    address = public_address(site)
    if address is None:
        print("The portal's address is not set (kim.notifications.address): links in mails")
        print("begin with http://localhost:8080", flush=True)
    parts = urlsplit(address or "http://localhost:8080")
    app.REQUEST.setServerURL(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme])
    app.REQUEST["VirtualRootPhysicalPath"] = site.getPhysicalPath()


def tell(done: daily.Done) -> None:
    """One line for each work; the whole error behind one that failed."""
    print(f"{done.title}: {'failed' if done.error else done.count}", flush=True)
    if done.error is not None:
        traceback.print_exception(done.error)


def main(app: Application, asked: Namespace) -> int:
    """1 where a work failed."""
    site = app[asked.site]
    enter(app, site)
    failed = 0
    for done in daily.run(site, local_date(site)):
        tell(done)
        failed += done.error is not None
    return 1 if failed else 0


sys.exit(main(app, options()))  # noqa: F821
