"""Load county data into the site; run by ``bin/instance run``, which provides ``app``."""

from AccessControl.SecurityManagement import newSecurityManager
from argparse import ArgumentParser
from argparse import Namespace
from kim.portal.county.loading import load
from kim.portal.county.records import CountyDataError
from OFS.Application import Application
from pathlib import Path
from zope.component.hooks import setSite

import sys
import transaction


ADMINISTRATOR = "admin"


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    parser.add_argument("--folder", required=True, type=Path)
    # Before them stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def main(app: Application, asked: Namespace) -> int:
    """Load, and try again where somebody else wrote at the same time; 1 if the data are wrong."""
    newSecurityManager(None, app.acl_users.getUserById(ADMINISTRATOR).__of__(app.acl_users))
    for attempt in transaction.manager.attempts():
        with attempt:
            setSite(app[asked.site])
            try:
                summary = load(asked.folder, print)
            except CountyDataError as error:
                print(error)
                return 1
    print("\n".join(summary.lines()))
    return 0


sys.exit(main(app, options()))  # noqa: F821
