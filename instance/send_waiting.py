"""Send the mails that wait; run by ``bin/instance run``, which provides ``app``."""

from argparse import ArgumentParser
from argparse import Namespace
from kim.portal.notifications.delivery import deliver
from kim.portal.notifications.server import settings
from OFS.Application import Application
from zope.component.hooks import setSite

import sys


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    # Before it stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def told(done: int, total: int) -> None:
    """Show how far it is."""
    print(f"{done} of {total} mails", flush=True)


def main(app: Application, asked: Namespace) -> int:
    """1 where mails still wait although there is a server."""
    site = app[asked.site]
    setSite(site)
    made = deliver(app._p_jar.db(), site.getPhysicalPath(), told=told)
    if settings(site) is None:
        print(f"No mail server is set up: {made.waiting} mails wait")
        return 0
    print(
        f"{made.sent} mails sent, {made.failed} refused, {made.unclear} unclear, "
        f"{made.waiting} still waiting"
    )
    return 1 if made.waiting else 0


sys.exit(main(app, options()))  # noqa: F821
