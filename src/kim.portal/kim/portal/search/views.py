"""The search page: its address is the question, the same :class:`Finder` as the API answers it.

Works without script; ``theme/static/search.js`` asks for the same address and swaps what changed.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from functools import cached_property
from kim.portal import _
from kim.portal.county.page import Page
from kim.portal.county.settings import setting
from kim.portal.directory import listing
from kim.portal.directory.entries import facts
from kim.portal.search.choices import Choices
from kim.portal.search.choices import choices
from kim.portal.search.directory_facets import type_title
from kim.portal.search.facets import said
from kim.portal.search.finding import Finder
from kim.portal.search.finding import Found
from kim.portal.search.finding import Relief
from kim.portal.search.left_out import left_out
from kim.portal.search.query import DISTANCE
from kim.portal.search.query import LONGEST_TEXT
from kim.portal.search.query import NAME
from kim.portal.search.query import Query
from kim.portal.search.query import read_leniently
from kim.portal.search.query import RELEVANCE
from kim.portal.search.query import VERIFIED
from kim.portal.words.highlight import marked
from kim.portal.words.spelling import as_written
from kim.portal.words.unmet import note
from plone import api
from Products.Five import BrowserView
from typing import Any


# So many facets are open at first.
OPEN_FACETS = 3
SORTS = {
    RELEVANCE: _("sort_relevance", default="What fits best"),
    NAME: _("sort_name", default="Name"),
    VERIFIED: _("sort_verified", default="Last verified"),
    DISTANCE: _("sort_distance", default="Distance"),
}


@dataclass(frozen=True)
class Result:
    """A line of the list; ``title`` and ``description`` are HTML, with what was found marked."""

    title: str
    url: str
    description: str
    facts: list[str]


@dataclass(frozen=True)
class Link:
    """A way on: an address with its words."""

    title: str
    url: str


@dataclass(frozen=True)
class Pages:
    """Where the page stands in the list, for the macro ``pages``."""

    page: int
    pages: int
    previous: str | None
    next: str | None


class SearchPage(Page):
    """``/suche?municipality=…&topic=…&q=…``"""

    longest_text = LONGEST_TEXT

    @cached_property
    def finder(self) -> Finder:
        return Finder(api.portal.get())

    @cached_property
    def query(self) -> Query:
        return read_leniently(self.request.form, self.finder.known, self.finder.places)

    @cached_property
    def found(self) -> Found:
        """The answer; beyond the last page it is the last page."""
        found = self.finder.find(self.query)
        if found.brains or not found.total:
            return found
        last = -(-found.total // self.query.size)
        return self.finder.find(replace(self.query, page=last))

    def __call__(self) -> str:
        """The page; words that stand nowhere are told to the office, those of visitors only."""
        if api.user.is_anonymous() and self.found.missing:
            note(api.portal.get(), self.found.missing)
        return super().__call__()

    @property
    def address(self) -> str:
        return f"{self.portal_url}/suche"

    @property
    def page_title(self) -> str:
        """What was asked for stands in the tab."""
        if not self.query.text:
            return self.say(_("title_search", default="Search"))
        return self.say(
            _("search_for", default="Search: ${text}", mapping={"text": self.query.text})
        )

    @property
    def canonical_url(self) -> str:
        """Without what was not understood."""
        return self.query.address(self.address, self.found.query.page)

    def heading(self) -> str:
        """How many there are."""
        return self.say_results(self.found.total)

    def say_results(self, total: int) -> str:
        if total == 1:
            return self.say(_("results_one", default="1 result"))
        # Zero would be taken for no value.
        return self.say(
            _("results_many", default="${total} results", mapping={"total": str(total)})
        )

    def show_button(self) -> str:
        """What the button says as soon as a script has counted."""
        return self.say(
            _("results_show", default="Show: ${results}", mapping={"results": self.heading()})
        )

    # What was made of the question

    def left_out(self) -> list[str]:
        """What the address asks that could not be understood."""
        return left_out(self.request.form, self.query, self.finder.known)

    def is_cut(self) -> bool:
        """Whether the text was too long."""
        text = self.request.form.get("q")
        return isinstance(text, str) and len(text) > LONGEST_TEXT

    def needs_place(self) -> bool:
        """Whether to sort by distance, nobody said from where."""
        return self.request.form.get("sort") == DISTANCE and self.query.sort != DISTANCE

    def corrected(self) -> Link | None:
        """The words as they were taken, and the question with them."""
        text = self.query.text
        if not self.found.corrections:
            return None
        texts = [text for brain in self.found.brains for text in (brain.Title, brain.Description)]
        for typed, folded in self.found.corrections:
            text = text.replace(typed, as_written(folded, typed, texts))
        return Link(text, replace(self.query, text=text, page=1).address(self.address))

    def misspelt(self) -> str:
        """The words that were taken for others."""
        return ", ".join(typed for typed, _folded in self.found.corrections)

    def missing(self) -> str:
        """The words that stand nowhere, while others do."""
        return ", ".join(self.found.missing) if self.found.total else ""

    # Filters

    def facets(self) -> list[Choices]:
        """All facets with all values; open are the first ones and those that are in use."""
        return [
            choices(facet, place < OPEN_FACETS) for place, facet in enumerate(self.found.facets)
        ]

    def filters(self) -> list[Link]:
        """The filters in use, each with the address without it."""
        query = self.query
        return [
            Link(
                f"{facet.title}: {value.title}",
                query.without(facet.name, value.value).address(self.address),
            )
            for facet in self.found.facets
            for value in facet.chosen
        ]

    def without_filters(self) -> str:
        return replace(self.query, chosen={}, page=1).address(self.address)

    def sorts(self) -> list[tuple[str, str, bool]]:
        """What one can sort by: value, words, whether it is chosen."""
        chosen = DISTANCE if self.needs_place() else self.query.sort
        return [(value, self.say(title), value == chosen) for value, title in SORTS.items()]

    # The list

    def results(self) -> tuple[list[Result], list[Result]]:
        """Those with all words; then, where it is sorted so, those that lack one."""
        found = self.found
        shown = [self._result(brain) for brain in found.brains]
        if found.partly in (0, found.total) or found.query.sort != RELEVANCE:
            return shown, []
        whole = max(0, found.total - found.partly - found.query.start)
        return shown[:whole], shown[whole:]

    def partly_note(self) -> str:
        """How many results lack a word, where they do not stand together at the end."""
        found = self.found
        if not found.partly:
            return ""
        if found.partly == found.total:
            return self.say(_("results_none_whole", default="No entry has all your words."))
        if found.query.sort == RELEVANCE:
            return ""
        return self.say(
            _(
                "results_partly",
                default="Lacking some of your words: ${partly}",
                mapping={"partly": found.partly},
            )
        )

    def pages(self) -> Pages:
        found = self.found
        page, last = found.query.page, max(1, -(-found.total // found.query.size))
        return Pages(
            page,
            last,
            self.query.address(self.address, page - 1) if page > 1 else None,
            self.query.address(self.address, page + 1) if page < last else None,
        )

    # Where nothing was found

    def reliefs(self) -> list[Link]:
        """Filters that stand in the way, with what there is without them."""
        return [
            Link(self._said_of(relief), self._address_of(relief)) for relief in self.found.reliefs
        ]

    def _said_of(self, relief: Relief) -> str:
        mapping = {"title": relief.title, "results": self.say_results(relief.total)}
        if relief.kept:
            return self.say(
                _("relief_only", default="Only with “${title}”: ${results}", mapping=mapping)
            )
        return self.say(
            _("relief_results", default="Without “${title}”: ${results}", mapping=mapping)
        )

    def _address_of(self, relief: Relief) -> str:
        left = (self.query.only if relief.kept else self.query.without)(relief.facet, relief.value)
        return left.address(self.address)

    def contact(self) -> Any | None:
        """Whom to ask (§ 4)."""
        return listing.by_external_id(setting("contact"))

    def _result(self, brain: Any) -> Result:
        words = self.found.words
        return Result(
            marked(brain.Title, words),
            brain.getURL(),
            marked(brain.Description, words),
            self._facts(brain),
        )

    def _facts(self, brain: Any) -> list[str]:
        """What it is comes first: an actor and its offer may have one name."""
        kind = self.once(f"type {brain.portal_type}", lambda: said(type_title(brain.portal_type)))
        found = [kind, *(fact for fact in facts(self, brain) if fact != kind)]
        day = brain.verified_on
        if isinstance(day, date):
            found.append(self.once(f"verified {day}", lambda: self._verified(day)))
        return found

    def _verified(self, day: date) -> str:
        return self.say(
            _("verified_fact", default="Verified: ${date}", mapping={"date": self.date(day)})
        )


class OldSearch(BrowserView):
    """``@@search?SearchableText=…``, where Plone and old links look for it."""

    def __call__(self) -> str:
        text = self.request.form.get("SearchableText", "")
        query = Query(text=text[:LONGEST_TEXT] if isinstance(text, str) else "")
        address = query.address(f"{api.portal.get().absolute_url()}/suche")
        self.request.response.redirect(address, status=301)
        return ""
