"""The facets that every portal has: over the fields of the directory."""

from datetime import timedelta
from kim.portal import _
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.directory.ages import BANDS
from kim.portal.search.facets import Entries
from kim.portal.search.facets import Facet
from kim.portal.search.facets import OpenFacet
from kim.portal.search.facets import Option
from kim.portal.search.facets import said
from kim.portal.search.facets import SwitchFacet
from kim.portal.search.facets import TermFacet
from kim.portal.theme.marks import local_date
from plone import api
from typing import Any


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
