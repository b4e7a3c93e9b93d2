"""An existing site gets the search with facets."""

from kim.portal.search.finding import Finder
from kim.portal.search.query import Query
from kim.portal.upgrades.to_1001 import upgrade
from kim.portal.words.changes import text_index
from plone import api


def test_a_site_of_version_1000_can_search(county, integration, portal):
    catalog = portal.portal_catalog
    for name in ("kim_text", "age_bands"):
        catalog.delIndex(name)
    del api.portal.get_tool("portal_registry").records["kim.search.synonyms"]
    # Until then the page is there, by name and without words.
    assert Finder(portal).find(Query("Sprachkurse")).total
    upgrade(portal.portal_setup)
    assert text_index(catalog).numObjects() == len(catalog._catalog.paths)
    finder = Finder(portal)
    assert finder.find(Query("Sprachkurse")).brains[0].Title == "Sprachkurs am Abend"
    assert finder.find(Query(chosen={"age": ("18-26",)})).total
    assert api.portal.get_registry_record("kim.search.synonyms") == []
