"""What a Plone site would otherwise use, set up over the same entries and the same indexes.

eea.facetednavigation gets one checkbox widget for each of our facets that it can count: all but
"last verified", which is a range of dates. Its counter is asked for the same values as ours.
"""

from kim.portal.search.facets import facets
from typing import Any


FACETED = "messung-facetten"
LISTING = "messung-liste"
PAGE_SIZE = 25
# Our facet → how eea.facetednavigation is told the values to show.
WIDGETS = {
    "municipality": {"catalog": "portal_catalog"},
    "type": {"catalog": "portal_catalog"},
    "topic": {"vocabulary": "kim.topics"},
    "category": {"vocabulary": "kim.categories"},
    "target_group": {"vocabulary": "kim.target_groups"},
    "age": {"catalog": "portal_catalog"},
    "language": {"vocabulary": "kim.languages"},
    "residence_status": {"vocabulary": "kim.residence_statuses"},
    "legal_area": {"vocabulary": "kim.legal_areas"},
    "free": {"catalog": "portal_catalog"},
    "interpretation": {"catalog": "portal_catalog"},
    "case_management": {"catalog": "portal_catalog"},
}
# Where a value of ours is another one in the index.
VALUES = {
    "type": ("Offer", "Actor", "Programme", "Network", "Municipality", "Document"),
    "free": ("free",),
    "case_management": ("True",),
}


def set_up(site: Any) -> None:
    """A faceted folder and a collection of 25, both published."""
    from plone import api
    from plone.dexterity.utils import addContentToContainer
    from plone.dexterity.utils import createContent

    site.portal_setup.runAllImportStepsFromProfile("profile-eea.facetednavigation:default")
    query = [
        {
            "i": "portal_type",
            "o": "plone.app.querystring.operation.selection.any",
            "v": ["Offer"],
        }
    ]
    listing = createContent(
        "Collection",
        id=LISTING,
        title="Messung: Liste",
        query=query,
        sort_on="sortable_title",
        item_count=PAGE_SIZE,
    )
    listing = addContentToContainer(site, listing, checkConstraints=False)
    faceted = createContent("Folder", id=FACETED, title="Messung: Facetten")
    faceted = addContentToContainer(site, faceted, checkConstraints=False)
    for content in (listing, faceted):
        if api.content.get_state(content, "published") != "published":
            api.content.transition(content, "publish")
    _add_widgets(faceted)


def _add_widgets(folder: Any) -> None:
    from eea.facetednavigation.interfaces import ICriteria
    from eea.facetednavigation.subtypes.interfaces import IPossibleFacetedNavigable
    from eea.facetednavigation.subtypes.subtyper import FacetedSubtyper
    from persistent.list import PersistentList
    from zope.interface import alsoProvides

    alsoProvides(folder, IPossibleFacetedNavigable)
    FacetedSubtyper(folder, folder.REQUEST).enable()
    criteria = ICriteria(folder)
    # It comes with some of its own.
    criteria._update(PersistentList())
    known = facets()
    for name, values in WIDGETS.items():
        criteria.add(
            "checkbox",
            "left",
            "default",
            _cid_=name,
            title=name,
            index=known[name].index,
            operator="or",
            count=True,
            **values,
        )
    criteria.add("resultsperpage", "right", "default", _cid_="b_size", title="n", default="20")


def values() -> dict[str, list[str]]:
    """Facet → the values to count, as they stand in its index."""
    known = facets()
    return {
        name: list(VALUES.get(name) or [option.value for option in known[name].options()])
        for name in WIDGETS
    }


class Faceted:
    """eea.facetednavigation in one request."""

    def __init__(self, site: Any) -> None:
        from eea.facetednavigation.interfaces import ICriteria
        from zope.component import getMultiAdapter

        self.folder, self.request = site[FACETED], site.REQUEST
        self.criteria = ICriteria(self.folder)
        self.handler = getMultiAdapter((self.folder, self.request), name="faceted_query")

    def entries(self) -> Any:
        """Its query, as its counter makes it."""
        return self.handler.query(batch=False, sort=False, counter_query=True)

    def count(self, brains: Any, values: dict[str, list[str]]) -> dict[str, dict[str, int]]:
        """Its counting function for each facet."""
        found = {}
        for name, sequence in values.items():
            criterion = self.criteria.get(name)
            widget = self.criteria.widget(cid=name)(self.folder, self.request, criterion)
            found[name] = widget.count(brains, sequence)
        return found
