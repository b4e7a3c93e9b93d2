"""Verify every register of decisions; run by ``bin/instance run``, which provides ``app``."""

from AccessControl.SecurityManagement import newSecurityManager
from argparse import ArgumentParser
from argparse import Namespace
from kim.portal.decisions import register
from OFS.Application import Application
from zope.component.hooks import setSite

import sys


ADMINISTRATOR = "admin"


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--site", required=True)
    # Before it stand the interpreter, "-c" and this script.
    return parser.parse_args(sys.argv[3:])


def main(app: Application, asked: Namespace) -> int:
    """One line for each fault, one for each register; 1 where one is broken."""
    newSecurityManager(None, app.acl_users.getUserById(ADMINISTRATOR).__of__(app.acl_users))
    setSite(app[asked.site])
    broken = 0
    for folder in register.registers():
        name = "/".join(folder.getPhysicalPath()[2:])
        faults = register.faults(folder)
        for fault in faults:
            print(f"{name}: decision {fault.number or '?'}: {register.WORDS[fault.what]}")
        count = len(register.decisions(folder))
        if faults:
            broken = 1
            print(f"{name}: BROKEN, {count} decisions", flush=True)
        else:
            print(f"{name}: OK, {count} decisions, seal {register.head(folder)}", flush=True)
    return broken


sys.exit(main(app, options()))  # noqa: F821
