"""The county's term lists: topics, phases, target groups and the like.

Each list is a collective.taxonomy utility, so that the office edits it in the browser. A term's id
is stable and stands in addresses (``?topic=language``); its label may exist in several languages,
German steps in where one is missing.
"""

from collective.taxonomy import PATH_SEPARATOR
from collective.taxonomy.factory import registerTaxonomy
from collective.taxonomy.interfaces import ITaxonomy
from dataclasses import dataclass
from kim.portal.theme.marks import cached_by_mark
from kim.portal.theme.marks import IChangeMark
from kim.portal.theme.marks import serial
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.component import adapter
from zope.component import queryUtility
from zope.interface import implementer


# Every term has a label in this language; it gives the lists their order and steps in for others.
DATA_LANGUAGE = "de"

# Our names → the taxonomy's (which knows no underscore).
TERM_LISTS = {
    "topics": "topics",
    "dimensions": "dimensions",
    "phases": "phases",
    "target_groups": "targetgroups",
    "residence_statuses": "residencestatuses",
    "legal_areas": "legalareas",
    "languages": "languages",
    "duties": "duties",
    "categories": "categories",
}


# Titles in Site Setup → Taxonomies, for the office.
LIST_TITLES = {
    "topics": "Themen",
    "dimensions": "Zieldimensionen",
    "phases": "Phasen",
    "target_groups": "Zielgruppen",
    "residence_statuses": "Aufenthaltsstatus",
    "legal_areas": "Rechtskreise",
    "languages": "Sprachen",
    "duties": "Zuständigkeiten",
    "categories": "Kategorien der Akteure",
}


@dataclass(frozen=True)
class Term:
    """One entry of a term list; ``parent`` is the id of the term above it or None."""

    id: str
    title: str
    parent: str | None = None


def taxonomy(name: str) -> Any | None:
    """The taxonomy utility behind one of TERM_LISTS, or None before it is loaded."""
    return queryUtility(ITaxonomy, name=f"collective.taxonomy.{TERM_LISTS[name]}")


def terms(name: str, language: str | None = None) -> list[Term]:
    """All terms of a list in display order, labelled in `language` or the visitor's."""
    language = language or api.portal.get_current_language()
    return list(_terms(api.portal.get(), name, language))


@cached_by_mark
def _terms(site: PloneSite, name: str, language: str) -> tuple[Term, ...]:
    utility = taxonomy(name)
    if utility is None or not utility.data:
        return ()
    default = utility.default_language
    paths = utility.data.get(default, {})
    order = utility.order.get(default) or {}
    labels = {
        term_id: _label(path) for path, term_id in utility.data.get(language, {}).items() if path
    }
    return tuple(
        Term(paths[path], labels.get(paths[path]) or _label(path), paths.get(_parent(path)))
        for path in order.values()
        if path in paths
    )


@implementer(IChangeMark)
@adapter(IPloneSiteRoot)
def terms_mark(site: PloneSite) -> bytes:
    """Moves when the office edits a term list: cached pages and lists follow."""
    found = [utility for name in TERM_LISTS if (utility := taxonomy(name)) is not None]
    return serial(*(part for utility in found for part in (utility.data, utility.order)))


def languages(name: str) -> list[str]:
    """The languages that a list has labels in."""
    utility = taxonomy(name)
    return sorted(utility.data) if utility is not None else []


def titles(name: str, language: str | None = None) -> dict[str, str]:
    """Term id → label."""
    return {term.id: term.title for term in terms(name, language)}


def below(among: list[Term], term_id: str) -> list[str]:
    """A term's id and the ids of all terms under it: what a search for the term must look for."""
    found = [term_id]
    for term in among:
        if term.parent in found:
            found.append(term.id)
    return found


def replace(name: str, records: list[dict[str, Any]]) -> None:
    """Write a term list from county-data records (``id``, ``title`` by language, ``children``)."""
    portal = api.portal.get()
    utility = registerTaxonomy(portal, TERM_LISTS[name], LIST_TITLES[name], DATA_LANGUAGE)
    for code in sorted(_languages(records) | {DATA_LANGUAGE}):
        utility.update(code, list(_paths(records, code)), clear=True)


def _paths(records: list[dict], code: str, above: str = "") -> list[tuple[str, str]]:
    found = []
    for record in records:
        label = record["title"].get(code) or record["title"][DATA_LANGUAGE]
        path = above + PATH_SEPARATOR + label
        found.append((path, record["id"]))
        found.extend(_paths(record.get("children", []), code, path))
    return found


def _languages(records: list[dict]) -> set[str]:
    codes: set[str] = set()
    for record in records:
        codes |= set(record["title"]) | _languages(record.get("children", []))
    return codes


def _label(path: str) -> str:
    return path.rsplit(PATH_SEPARATOR, 1)[-1]


def _parent(path: str) -> str:
    return path.rsplit(PATH_SEPARATOR, 1)[0]
