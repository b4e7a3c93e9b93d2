"""The search page: Plone's full text over what the visitor may see, as a plain list."""

from kim.portal import _
from kim.portal.directory.batch import Batch
from kim.portal.directory.batch import page_number
from kim.portal.directory.entries import entry
from kim.portal.directory.listing import find
from kim.portal.directory.listing import Found
from kim.portal.directory.listing import NOTHING
from kim.portal.directory.lists import EntryList
from kim.portal.directory.lists import PAGE_SIZE
from plone.base.utils import munge_search_term
from Products.ZCTextIndex.ParseTree import ParseError
from typing import Any


SEARCHED = (
    "Offer",
    "Actor",
    "Municipality",
    "Programme",
    "Network",
    "Document",
    "News Item",
    "Event",
)
LONGEST = 200


class SearchView(EntryList):
    """``/@@search?SearchableText=…``; works without script, its address is the search."""

    @property
    def text(self) -> str:
        """What was asked for, cut to a sensible length."""
        asked = self.request.form.get("SearchableText", "")
        return " ".join(asked.split())[:LONGEST] if isinstance(asked, str) else ""

    @property
    def page_title(self) -> str:
        """What was asked for stands in the heading and in the tab."""
        if not self.text:
            return self.say(_("title_search", default="Search"))
        return self.say(_("search_for", default="Search: ${text}", mapping={"text": self.text}))

    def results(self) -> dict[str, Any]:
        page = page_number(self.request.form.get("page"))
        found = self._find((page - 1) * PAGE_SIZE)
        return {
            "entries": [entry(self, brain) for brain in found.brains],
            "total": found.total,
            "batch": Batch(page, PAGE_SIZE, found.total, self.address(), self.parameters()),
        }

    def address(self) -> str:
        return f"{self.portal_url}/@@search"

    def parameters(self) -> dict[str, str]:
        return {"SearchableText": self.text}

    def _find(self, start: int) -> Found:
        words = munge_search_term(self.text) if self.text else ""
        if not words:
            return NOTHING
        try:
            return find(PAGE_SIZE, start, portal_type=SEARCHED, SearchableText=words)
        except ParseError:
            # Words that the index cannot take, such as a lone operator.
            return NOTHING
