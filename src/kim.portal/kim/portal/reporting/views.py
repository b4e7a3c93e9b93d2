"""Beside the form of a report: what exists already, and the way in from an agenda item."""

from functools import cached_property
from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.directory.entries import Entry
from kim.portal.directory.entries import entry
from kim.portal.gaps import life
from kim.portal.gaps.folders import FOLDER
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.kind import GAPS
from kim.portal.reporting.suggestions import Suggestions
from kim.portal.reporting.suggestions import suggestions
from plone import api
from typing import Any


class GapSuggestions(Page):
    """``@@gap-suggestions``: a part of a page, for what was typed so far; it writes nothing."""

    @cached_property
    def found(self) -> Suggestions:
        return suggestions(self.request.form)

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    def offers(self) -> list[Entry]:
        return [entry(self, brain) for brain in self.found.offers]

    def actors(self) -> list[tuple[str, Entry]]:
        """UIDs with the entries, so that a script can tick them in the form."""
        return [(brain.UID, entry(self, brain)) for brain in self.found.actors]

    def similar(self) -> list[dict[str, Any]]:
        return [
            {
                "title": brain.Title,
                "url": brain.getURL(),
                "state": self.say(GAPS.states[brain.review_state]),
                "where": self.where(brain.municipalities) if brain.municipalities else "",
            }
            for brain in self.found.similar
        ]

    def told(self) -> list[dict[str, str]]:
        """Doubts about data of clients."""
        return [
            {"label": self.say(IGapReport[name].title), "message": self.say(message)}
            for name, message in self.found.told.items()
        ]


class FromItemPanel(Panel):
    """On an agenda item's page: report the gap that was spoken of."""

    order = 60
    view = "kim-gap-from-item"


class FromItem(Page):
    """The way from an item to the form, for whoever may write a report."""

    def __call__(self) -> str:
        return self.index() if self.may_report else ""

    @property
    def may_report(self) -> bool:
        folder = api.portal.get().get(FOLDER)
        return folder is not None and api.user.has_permission(life.ADD, obj=folder)

    @property
    def url(self) -> str:
        uid = api.content.get_uuid(self.context)
        return f"{self.portal_url}/{FOLDER}/@@melden?item={uid}"
