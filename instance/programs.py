"""The programs in a run folder, ``bin/instance`` and ``bin/zeoserver``, built with buildout."""

from __future__ import annotations

from instance.environment import ENVIRONMENT
from instance.environment import pins
from instance.environment import STAMP
from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import digest
from instance.folder import RunFolder
from instance.folder import tail
from instance.processes import Family


BUILDOUT = ENVIRONMENT / "bin" / "buildout"
SOURCES = (CHECKOUT / "buildout.cfg", CHECKOUT / "instance" / "wsgi.ini.in", STAMP)


def configuration(folder: RunFolder, listen: str) -> str:
    """Return what ``buildout.cfg`` leaves open: the pinned versions and the run's own settings."""
    versions = {name.replace("-", "."): version for name, version in pins()}
    versions["kim.portal"] = _own_version()
    lines = [
        "[buildout]",
        f"extends = {CHECKOUT / 'buildout.cfg'}",
        f"directory = {folder.root}",
        "",
        "[run]",
        f"checkout = {CHECKOUT}",
        f"listen = {listen}",
        "",
        "[versions]",
        *(f"{name} = {version}" for name, version in sorted(versions.items())),
    ]
    return "\n".join(lines) + "\n"


def ensure(family: Family, folder: RunFolder, listen: str) -> None:
    """Build the programs unless they are there and nothing they are made from has changed."""
    wanted = configuration(folder, listen)
    mark = digest(SOURCES, wanted)
    stamp = folder.build / "up-to-date"
    if folder.instance.exists() and stamp.exists() and stamp.read_text("ascii") == mark:
        return
    stamp.unlink(missing_ok=True)
    _build(family, folder, wanted)
    stamp.write_text(mark, encoding="ascii")


def _build(family: Family, folder: RunFolder, wanted: str) -> None:
    settings, log = folder.build / "run.cfg", folder.build / "buildout.log"
    settings.write_text(wanted, encoding="utf-8")
    log.unlink(missing_ok=True)
    if not family.run([BUILDOUT, "-c", settings], log):
        raise Failure(f"The programs could not be built (details: {log}): {tail(log)}")
    # The recipe insists on writing a first user; the site's creation makes a real one.
    (folder.root / "parts" / "instance" / "inituser").unlink(missing_ok=True)


def _own_version() -> str:
    """Return the version of kim.portal that stands in the environment."""
    found = sorted(ENVIRONMENT.glob("lib/python*/site-packages/kim_portal-*.dist-info"))
    return found[-1].name[len("kim_portal-") : -len(".dist-info")]
