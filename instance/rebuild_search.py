"""Build the search's text index again; run by ``bin/instance run``, which provides ``app``."""

from AccessControl.SecurityManagement import newSecurityManager
from argparse import ArgumentParser
from argparse import Namespace
from kim.portal.words.rebuilding import batches
from kim.portal.words.rebuilding import forget_missing
from kim.portal.words.rebuilding import index
from OFS.Application import Application
from zope.component.hooks import setSite

import sys
import time
import transaction


ADMINISTRATOR = "admin"


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    # Before it stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def main(app: Application, asked: Namespace) -> int:
    """Commit portion by portion; one that meets somebody else's change is done again."""
    newSecurityManager(None, app.acl_users.getUserById(ADMINISTRATOR).__of__(app.acl_users))
    site = app[asked.site]
    setSite(site)
    begin, done = time.monotonic(), 0
    portions = batches(site)
    total = sum(map(len, portions))
    for portion in portions:
        for attempt in transaction.manager.attempts():
            with attempt:
                index(site, portion)
        site._p_jar.cacheMinimize()
        done += len(portion)
        print(f"{done} of {total} entries", flush=True)
    for attempt in transaction.manager.attempts():
        with attempt:
            forget_missing(site)
    print(f"The search is built anew: {total} entries in {time.monotonic() - begin:.0f} s")
    return 0


sys.exit(main(app, options()))  # noqa: F821
