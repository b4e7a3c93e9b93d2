"""Labels as words of a query: who types a municipality, a target group or a language means the
entries that carry it, whether or not their texts say so. In all languages that a label has.
"""

from collections.abc import Mapping
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.settings import setting
from kim.portal.search.facets import Entries
from kim.portal.search.facets import facets
from kim.portal.search.facets import IFacet
from kim.portal.search.facets import TermFacet
from kim.portal.theme.marks import cached_by_mark
from kim.portal.words.matching import Label
from kim.portal.words.synonyms import Phrase
from kim.portal.words.synonyms import phrase
from plone import api
from Products.CMFPlone.Portal import PloneSite
from typing import Any


PLACE = "municipality"


class Labels:
    """The labels of all facets over term lists, and the names of the municipalities."""

    def __init__(self, site: PloneSite, entries: Entries) -> None:
        self.known, self.mentioned = _known(site)
        self.facets: Mapping[str, IFacet] = facets()
        self.entries = entries

    def __contains__(self, key: Phrase) -> bool:
        return key in self.known

    def find(self, key: Phrase) -> Label:
        """What a label stands for; the same label may stand in several lists."""
        foremost = every = 0
        for name, value in self.known[key]:
            facet = self.facets.get(name)
            if facet is not None:
                foremost |= facet.foremost(self.entries, value)
                every |= self.entries.of(facet, value)
        return Label(foremost, every, self.known[key][0][0] == PLACE)

    def mentioning(self, lemma: str) -> int:
        """The entries that carry a longer label with this word in it."""
        found = 0
        for name, value in self.mentioned.get(lemma, ()):
            if name in self.facets:
                found |= self.facets[name].foremost(self.entries, value)
        return found


Values = dict[Any, tuple[tuple[str, str], ...]]


@cached_by_mark
def _known(site: PloneSite) -> tuple[Values, Values]:
    """Whole labels as phrases, and the single words of longer ones → (facet, value) pairs."""
    whole: Values = {}
    mentioned: Values = {}
    for name, value, label in _places():
        whole[phrase(label)] = (*whole.get(phrase(label), ()), (name, value))
    for name, value, label in _terms():
        key = phrase(label)
        whole[key] = (*whole.get(key, ()), (name, value))
        for lemma in set(key) if len(key) > 1 else ():
            mentioned[lemma] = (*mentioned.get(lemma, ()), (name, value))
    whole.pop((), None)
    return whole, mentioned


def _places() -> list[tuple[str, str, str]]:
    # The same for everybody who asks, so only what everybody may know: a draft's name is no word.
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Municipality", is_working_copy=False, allowedRolesAndUsers="Anonymous"
    )
    found = [(PLACE, brain.getId, brain.Title) for brain in brains]
    county = setting("title")
    return [*found, (PLACE, COUNTY_WIDE, county)] if county else found


def _terms() -> list[tuple[str, str, str]]:
    return [
        (name, term.id, term.title)
        for name, facet in facets().items()
        if isinstance(facet, TermFacet)
        for language in terms.languages(facet.index_terms)
        for term in terms.terms(facet.index_terms, language)
    ]
