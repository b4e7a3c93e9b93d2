"""Facets: what a list of entries can be narrowed by.

A facet is a named utility: a small class and one registration; ``docs/search.md`` shows one being
added. Several values of a facet are alternatives (OR), facets narrow each other (AND).
"""

from collections.abc import Iterable
from collections.abc import Mapping
from functools import lru_cache
from kim.portal.county import terms
from kim.portal.theme.marks import local_date
from kim.portal.theme.marks import site_mark
from kim.portal.words.snapshot import Snapshot
from plone import api
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from typing import NamedTuple
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory


class Option(NamedTuple):
    """A value that can be chosen; ``level`` is its depth in a hierarchy, from 0."""

    value: str
    title: str
    level: int = 0


class Entries:
    """The sets of all searchable entries, for facets to choose from."""

    def __init__(self, site: PloneSite, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.catalog = site.portal_catalog
        self._below: dict[str, dict[str, list[str]]] = {}
        mark = site_mark(site)
        self._made = {} if mark is None else snapshot.made((mark, local_date(site)))

    @property
    def all(self) -> int:
        """The set of all entries."""
        return self.snapshot.alive

    def of(self, facet: "Facet", value: str) -> int:
        """The set that a facet's value stands for; made once for a state of the site."""
        return self.sets(facet, (value,))[value]

    def sets(self, facet: "Facet", values: Iterable[str]) -> Mapping[str, int]:
        """Value → the set that it stands for, for these values at least."""
        found = self._made.setdefault(facet, {})
        for value in values:
            if value not in found:
                found[value] = facet.entries(self, value)
        return found

    def values(self, index: str) -> Mapping[Any, int]:
        """Value → set of entries, for a catalog index."""
        return self.snapshot.values(self.catalog, index)

    def below(self, name: str, term_id: str) -> list[str]:
        """A term of a county's list and all terms below it."""
        found = self._below.get(name)
        if found is None:
            known = terms.terms(name)
            found = self._below[name] = {term.id: terms.below(known, term.id) for term in known}
        return found.get(term_id, [])

    def having(self, index: str, values: Iterable[Any]) -> int:
        """The set of entries that have one of the values."""
        known, found = self.values(index), 0
        for value in values:
            found |= known.get(value, 0)
        return found


class IFacet(Interface):
    """A named utility; the name stands in addresses (``?topic=…``)."""

    title = Attribute("What the facet is called on the page, a message")
    index = Attribute("Name of the catalog index that it asks")
    vocabulary = Attribute("Name of the vocabulary of its values")
    order = Attribute("Facets stand on the page in this order")

    def options() -> list[Option]:
        """The values that can be chosen, in order, in the visitor's language."""

    def entries(entries: Entries, value: str) -> int:
        """The set of entries that a value stands for."""

    def foremost(entries: Entries, value: str) -> int:
        """Those of them that are meant in the first place; the others are shown after them."""


@implementer(IFacet)
class Facet:
    """A facet whose values are those of its catalog index."""

    title: Any = ""
    index = ""
    vocabulary = ""
    order = 100

    def options(self) -> list[Option]:
        factory = getUtility(IVocabularyFactory, self.vocabulary)
        return [
            Option(term.value, said(term.title or term.token)) for term in factory(api.portal.get())
        ]

    def entries(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, (value,))

    def foremost(self, entries: Entries, value: str) -> int:
        return self.entries(entries, value)


class TermFacet(Facet):
    """A facet over one of the county's term lists; a term stands for all terms below it."""

    def options(self) -> list[Option]:
        known = terms.terms(self.index_terms)
        parents = {term.id: term.parent for term in known}
        return [Option(term.id, term.title, _depth(term.id, parents)) for term in known]

    def entries(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, entries.below(self.index_terms, value))

    @property
    def index_terms(self) -> str:
        """The list's name in :data:`terms.TERM_LISTS`."""
        return self.vocabulary.removeprefix("kim.")


class OpenFacet(Facet):
    """A facet where an offer that says nothing is open to everybody: what says so comes first."""

    types = ("Offer", "Programme")

    def entries(self, entries: Entries, value: str) -> int:
        return self.foremost(entries, value) | self._unrestricted(entries)

    def foremost(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, (value,))

    def _unrestricted(self, entries: Entries) -> int:
        every = entries.having("portal_type", self.types)
        return every & ~entries.having(self.index, entries.values(self.index))


class SwitchFacet(Facet):
    """A facet with one value: yes."""

    label: Any = ""
    value: Any = True

    def options(self) -> list[Option]:
        return [Option("yes", said(self.label))]

    def entries(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, (self.value,))


def facets() -> dict[str, IFacet]:
    """All facets by name, in the order of the page."""
    found = sorted(getUtilitiesFor(IFacet), key=lambda item: (item[1].order, item[0]))
    return dict(found)


def said(message: Any) -> str:
    """A label in the visitor's language."""
    request = getRequest()
    language = request.get("LANGUAGE") if request is not None else None
    if language is None or not isinstance(message, Message):
        return translate(message, context=request)
    return _translated(message.domain, str(message), message.default, language)


@lru_cache(maxsize=1_024)
def _translated(domain: str, msgid: str, default: str | None, language: str) -> str:
    # The labels of facets have no parts that change, and there are some forty on a page.
    return translate(msgid, domain=domain, default=default, target_language=language)


def _depth(term_id: str, parents: Mapping[str, str | None]) -> int:
    parent = parents.get(term_id)
    return 0 if parent is None else 1 + _depth(parent, parents)
