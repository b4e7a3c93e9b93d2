"""Facets: what a list of entries can be narrowed by.

A facet is a named utility: a small class and one registration; ``docs/search.md`` shows one being
added. Several values of a facet are alternatives (OR), facets narrow each other (AND).
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from kim.portal import _
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.directory.ages import BANDS
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


class MunicipalityFacet(Facet):
    """Where: what is for the whole county is for each municipality too, after its own."""

    title = _("facet_municipality", default="Where")
    index = "municipalities"
    vocabulary = "kim.municipalities"
    order = 10

    def options(self) -> list[Option]:
        return [
            *super().options(),
            Option(COUNTY_WIDE, said(_("where_county", default="whole county"))),
            Option(UNKNOWN_PLACE, said(_("where_unknown", default="Place: please ask"))),
        ]

    def entries(self, entries: Entries, value: str) -> int:
        values = (value,) if value == UNKNOWN_PLACE else (value, COUNTY_WIDE)
        return entries.having(self.index, values)

    def foremost(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, (value,))


class TypeFacet(Facet):
    """What kind of thing it is."""

    title = _("facet_type", default="What")
    index = "portal_type"
    order = 20
    types = {
        "offer": (_("type_offer", default="Offer"), ("Offer",)),
        "actor": (_("type_actor", default="Organisation or office"), ("Actor",)),
        "programme": (_("type_programme", default="Programme"), ("Programme",)),
        "network": (_("type_network", default="Network"), ("Network",)),
        "committee": (_("type_committee", default="Committee"), ("Committee",)),
        "municipality": (_("type_municipality", default="Municipality"), ("Municipality",)),
        "page": (_("type_page", default="Page"), ("Document", "News Item", "Event")),
    }

    def options(self) -> list[Option]:
        return [Option(value, said(title)) for value, (title, _types) in self.types.items()]

    def entries(self, entries: Entries, value: str) -> int:
        return entries.having(self.index, self.types[value][1])


class TopicFacet(TermFacet):
    title = _("facet_topic", default="Topic")
    index = "topics"
    vocabulary = "kim.topics"
    order = 30


class CategoryFacet(TermFacet):
    title = _("facet_category", default="Who offers it")
    index = "category"
    vocabulary = "kim.categories"
    order = 40


class TargetGroupFacet(TermFacet):
    title = _("facet_target_group", default="For whom")
    index = "target_groups"
    vocabulary = "kim.target_groups"
    order = 50


class AgeFacet(OpenFacet):
    title = _("facet_age", default="Age")
    index = "age_bands"
    order = 60

    def options(self) -> list[Option]:
        return [Option(band.id, said(band.title)) for band in BANDS]


class LanguageFacet(TermFacet):
    title = _("facet_language", default="Language spoken")
    index = "spoken_languages"
    vocabulary = "kim.languages"
    order = 70


class ResidenceStatusFacet(OpenFacet, TermFacet):
    title = _("facet_residence_status", default="Residence status")
    index = "residence_statuses"
    vocabulary = "kim.residence_statuses"
    order = 80

    def foremost(self, entries: Entries, value: str) -> int:
        return TermFacet.entries(self, entries, value)


class LegalAreaFacet(TermFacet):
    title = _("facet_legal_area", default="Legal area")
    index = "legal_areas"
    vocabulary = "kim.legal_areas"
    order = 90


class CostFacet(SwitchFacet):
    title = _("facet_cost", default="Cost")
    label = _("cost_free", default="Free of charge")
    index = "cost"
    value = "free"
    order = 100


class InterpretationFacet(Facet):
    title = _("facet_interpretation", default="Interpretation")
    index = "interpretation"
    order = 110
    labels = {
        "available": _("interpretation_available", default="Interpretation available"),
        "on_request": _("interpretation_on_request", default="Interpretation on request"),
    }

    def options(self) -> list[Option]:
        return [Option(value, said(title)) for value, title in self.labels.items()]


class CaseManagementFacet(SwitchFacet):
    title = _("facet_case_management", default="Case management")
    label = _("field_own_case_management", default="Has its own case management")
    index = "own_case_management"
    order = 120


class VerifiedFacet(Facet):
    """Verified lately: a date index, of which the last days count."""

    title = _("facet_verified", default="Last verified")
    index = "verified_on"
    order = 130
    days = {
        "3-months": (92, _("verified_3_months", default="in the last 3 months")),
        "6-months": (183, _("verified_6_months", default="in the last 6 months")),
        "12-months": (366, _("verified_12_months", default="in the last 12 months")),
    }

    def options(self) -> list[Option]:
        return [Option(value, said(title)) for value, (_days, title) in self.days.items()]

    def entries(self, entries: Entries, value: str) -> int:
        first = local_date(api.portal.get()) - timedelta(days=self.days[value][0])
        index = entries.catalog._catalog.getIndex(self.index)
        least = index._convert(first)
        return entries.having(
            self.index, (day for day in entries.values(self.index) if day >= least)
        )


def type_title(portal_type: str) -> Any:
    """What a content type is called here, a message."""
    for title, portal_types in TypeFacet.types.values():
        if portal_type in portal_types:
            return title
    return portal_type


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
