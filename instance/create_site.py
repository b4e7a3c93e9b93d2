"""Create the administrator and the site; run by ``bin/instance run``, which provides ``app``."""

from AccessControl.SecurityManagement import newSecurityManager
from argparse import ArgumentParser
from argparse import Namespace
from OFS.Application import Application
from pathlib import Path
from plone.distribution.api import site as site_api
from plone.distribution.api.distribution import get_creation_report
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService

import sys
import transaction


ADMINISTRATOR = "admin"
DISTRIBUTION = "kim"


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    parser.add_argument("--county", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--password", required=True, type=Path)
    parser.add_argument("--replace-incomplete", action="store_true")
    # Before them stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def set_administrator(app: Application, password: str) -> None:
    """Make the administrator or set the password, and act as administrator from here on."""
    users = app.acl_users
    if users.getUserById(ADMINISTRATOR) is None:
        users._doAddUser(ADMINISTRATOR, password, ["Manager"], [])
    elif IPluggableAuthService.providedBy(users):
        # The first Plone site turns the root's plain user folder into this.
        users["users"].updateUserPassword(ADMINISTRATOR, password)
    else:
        users._doChangeUser(ADMINISTRATOR, password, ["Manager"], [])
    transaction.commit()
    newSecurityManager(None, users.getUserById(ADMINISTRATOR).__of__(users))


def set_address(app: Application, site: str, port: int) -> None:
    """Let addresses made during the creation be those the site will have."""
    app.REQUEST.setServerURL("http", "localhost", port)
    app.REQUEST["VirtualRootPhysicalPath"] = ("", site)


def create(app: Application, site: str, county: str) -> None:
    """Create the site; a German-speaking county needs no further answer."""
    answers = {
        "site_id": site,
        "title": "Kommunales Integrationsmanagement",
        "description": "",
        "default_language": "de",
        "portal_timezone": "Europe/Berlin",
        "setup_content": True,
        "county": county,
    }
    site_api.create(app, DISTRIBUTION, answers)


def is_incomplete(app: Application, site: str) -> bool:
    """Tell whether a creation was cut short: the report is written last."""
    return site in app.objectIds() and get_creation_report(app[site]) is None


def main(app: Application, asked: Namespace) -> None:
    """Create what is missing."""
    set_address(app, asked.site, asked.port)
    set_administrator(app, asked.password.read_text(encoding="ascii").strip())
    if asked.replace_incomplete and is_incomplete(app, asked.site):
        app.manage_delObjects([asked.site])
        transaction.commit()
    if asked.site not in app.objectIds():
        create(app, asked.site, asked.county)


main(app, options())  # noqa: F821
