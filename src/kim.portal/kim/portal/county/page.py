"""What every public page needs: labels for ids, names of places, paragraphs, the origin line."""

from collections.abc import Callable
from collections.abc import Iterable
from functools import lru_cache
from kim.portal import _
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.county.settings import setting
from kim.portal.theme.assets import asset_url
from kim.portal.theme.icons import icon
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate

import re


ONCE = "kim.portal.page"


class Page(BrowserView):
    """Base of our pages; asks the catalog, wakes no object but its own."""

    parts = ViewPageTemplateFile("parts.pt")
    # Labels speak the interface's language, entries their own: the templates mark them.
    marks_languages = True

    @property
    def data_language(self) -> str | None:
        """The language of entries, for ``lang``; None where it is the interface's."""
        return self.once("data_language", self._data_language)

    @property
    def macros(self) -> Any:
        """Building blocks that all templates share."""
        return self.parts.macros

    @property
    def catalog(self) -> Any:
        return api.portal.get_tool("portal_catalog")

    @property
    def portal_url(self) -> str:
        return self.once("portal_url", lambda: api.portal.get().absolute_url())

    def terms(self, name: str) -> list[terms.Term]:
        return self.once(f"terms {name}", lambda: terms.terms(name))

    def titles(self, name: str) -> dict[str, str]:
        known = self.terms(name)
        return self.once(f"titles {name}", lambda: {term.id: term.title for term in known})

    def labels(self, name: str, ids: Iterable[str] | None) -> list[str]:
        """The labels of terms, in the list's order."""
        wanted = set(ids or ())
        return [term.title for term in self.terms(name) if term.id in wanted]

    @property
    def municipality_brains(self) -> list[Any]:
        """The municipalities that the visitor may see, by name."""
        return self.once("municipalities", self._municipalities)

    @property
    def municipality_names(self) -> dict[str, str]:
        brains = self.municipality_brains
        return self.once("names", lambda: {brain.getId: brain.Title for brain in brains})

    def where(self, served: Iterable[str] | None) -> str:
        """Catalog value of ``municipalities`` → words."""
        served = list(served or ())
        if COUNTY_WIDE in served:
            county = setting("title")
            return county or self.say(_("where_county", default="whole county"))
        if not served or UNKNOWN_PLACE in served:
            return self.say(_("where_unknown", default="Place: please ask"))
        names = self.municipality_names
        if len(served) > 1 and set(served) >= set(names):
            return self.say(_("where_all", default="all municipalities"))
        return ", ".join(names.get(item, item) for item in sorted(served))

    def paragraphs(self, text: str | None) -> list[str]:
        """Plain text → its paragraphs."""
        return [part.strip() for part in re.split(r"\n\s*\n", text or "") if part.strip()]

    def say(self, message: str) -> str:
        """A message in the visitor's language."""
        return translate(message, context=self.request)

    def once(self, key: str, compute: Callable[[], Any]) -> Any:
        """Compute a value once a request, whichever page or panel asks."""
        kept = IAnnotations(self.request).setdefault(ONCE, {})
        if key not in kept:
            kept[key] = compute()
        return kept[key]

    def icon(self, name: str) -> str:
        """An icon of Plone's set as inline SVG, always beside a word."""
        return icon(name)

    def asset(self, name: str) -> str:
        """The address of a file of the theme."""
        return asset_url(self.portal_url, name)

    def date(self, day: Any) -> str:
        """27.08.2021, as the visitor's language writes it."""
        return _localized(day, api.portal.get_current_language()) if day else ""

    def state(self) -> str:
        """The workflow state in words, for those who log in; visitors see what is published."""
        if api.user.is_anonymous():
            return ""
        workflow = api.portal.get_tool("portal_workflow")
        state = workflow.getInfoFor(self.context, "review_state", None)
        if state is None:
            return ""
        title = workflow.getTitleForStateOnType(state, self.context.portal_type)
        return translate(title, domain="plone", context=self.request)

    def origin(self) -> str:
        """Where the entry's facts come from."""
        sections = list(getattr(self.context, "sections", None) or ())
        if not sections:
            return ""
        return self.say(
            _(
                "origin",
                default="From the KIM concept${of}, ${sections}",
                mapping={"of": self._concept_date(), "sections": ", ".join(sections)},
            )
        )

    def _data_language(self) -> str | None:
        default = api.portal.get_default_language()
        return None if default == api.portal.get_current_language() else default

    def _municipalities(self) -> list[Any]:
        query = {"portal_type": "Municipality", "is_working_copy": False}
        return list(self.catalog(sort_on="sortable_title", **query))

    def _concept_date(self) -> str:
        day = setting("concept_date")
        if not day:
            return ""
        return self.say(_("origin_of", default=" of ${date}", mapping={"date": self.date(day)}))


@lru_cache(maxsize=1_024)
def _localized(day: Any, language: str) -> str:
    # Plone works out the format anew for each date of a list.
    return api.portal.get_localized_time(day)
