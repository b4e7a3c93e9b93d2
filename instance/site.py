"""The site in the database: whether there is one, and its creation through ``create_site.py``."""

from __future__ import annotations

from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import RunFolder
from instance.folder import tail
from instance.processes import Family
from typing import Any

import json


SITE = "kim"
RECORD = "site.json"
NO_COUNTY = "none"
COUNTIES = CHECKOUT / "src/kim.portal/kim/portal/county/data"


def counties() -> list[str]:
    """Return the names of the county data sets that come with the package."""
    return sorted(path.name for path in COUNTIES.glob("[a-z]*") if path.is_dir())


def check_county(county: str) -> None:
    """Refuse a county that there is no data for."""
    known = [*counties(), NO_COUNTY]
    if county not in known:
        raise Failure(f"There is no county data {county!r}; choose one of: {', '.join(known)}.")


def county_of(folder: RunFolder) -> str | None:
    """Return the county that the database was created for; None where there is no site."""
    record = _recorded(folder)
    return record["county"] if record.get("complete") and folder.database.exists() else None


def create(family: Family, folder: RunFolder, county: str, port: int) -> None:
    """Create administrator and site as another client of the running database server.

    A site that an interrupted creation left behind is replaced; any other one is kept.
    """
    log = folder.logs / "site-creation.log"
    log.unlink(missing_ok=True)
    incomplete = _recorded(folder).get("complete") is False
    _note(folder, county, complete=False)
    script = CHECKOUT / "instance" / "create_site.py"
    arguments = ["--site", SITE, "--county", county, "--port", port, "--password", folder.password]
    if incomplete:
        arguments.append("--replace-incomplete")
    if not family.run([folder.instance, "run", script, *map(str, arguments)], log):
        raise Failure(f"The site could not be created (details: {log}): {tail(log)}")
    _note(folder, county, complete=True)


def _recorded(folder: RunFolder) -> dict[str, Any]:
    """Return what is on record about the site; empty for a new or a restored database."""
    try:
        return json.loads((folder.var / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _note(folder: RunFolder, county: str, complete: bool) -> None:
    record = {"site": SITE, "county": county, "complete": complete}
    (folder.var / RECORD).write_text(json.dumps(record), encoding="utf-8")
