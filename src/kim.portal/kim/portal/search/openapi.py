"""``@openapi``: the description of the portal's own services, for programs and for tests.

What is fixed stands in ``openapi.yaml``; the services of other rooms in the file of that name that
each of them may have, with ``paths`` alone. A facet that somebody registers appears by itself.
"""

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from importlib.metadata import version
from kim.portal.search.answers import OpenAnswer
from kim.portal.search.answers import OPENAPI
from kim.portal.search.facets import said
from kim.portal.search.finding import Finder
from pathlib import Path
from plone import api
from plone.i18n.interfaces import ILanguageUtility
from typing import Any
from zope.component import getUtility

import yaml


FILE = "openapi.yaml"


class Description(OpenAnswer):
    """``GET @openapi``"""

    name = OPENAPI

    def reply(self) -> dict[str, Any]:
        self.check_names(())
        return description(Finder(api.portal.get()), self.context.absolute_url())


def description(finder: Finder, address: str) -> dict[str, Any]:
    """The OpenAPI document of a site, with the facets and values that the visitor has."""
    found = deepcopy(fixed())
    found["info"]["version"] = version("kim.portal")
    found["servers"] = [{"url": address}]
    languages = getUtility(ILanguageUtility).getSupportedLanguages()
    found["components"]["parameters"]["language"]["schema"]["enum"] = list(languages)
    found["paths"]["/@directory"]["get"]["parameters"] += [*_filters(finder), _near(finder)]
    return found


def _filters(finder: Finder) -> Iterator[dict[str, Any]]:
    for name, facet in finder.facets.items():
        values = [option.value for option in finder.options(name)]
        yield {
            "name": name,
            "in": "query",
            "description": said(facet.title),
            "explode": True,
            "schema": {"type": "array", "items": _one_of(values)},
        }


def _near(finder: Finder) -> dict[str, Any]:
    return {
        "name": "near",
        "in": "query",
        "description": "The municipality from which a distance is measured.",
        "schema": _one_of(sorted(finder.places)),
    }


def _one_of(values: list[str]) -> dict[str, Any]:
    # An enumeration of nothing is not allowed.
    return {"type": "string", "enum": values} if values else {"type": "string", "maxLength": 0}


@lru_cache(maxsize=1)
def fixed() -> dict[str, Any]:
    """What no site changes; for reading only."""
    own = Path(__file__).with_name(FILE)
    found = _read(own)
    for path in sorted(own.parents[1].glob(f"*/{FILE}")):
        if path != own:
            found["paths"] |= _read(path)["paths"]
    return found


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
