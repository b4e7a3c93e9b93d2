"""Pages of decisions: one of each, and the list of a committee."""

from collections.abc import Iterator
from dataclasses import dataclass
from DateTime import DateTime
from datetime import datetime
from kim.portal import _
from kim.portal.committees.views import Person
from kim.portal.committees.views import person
from kim.portal.county.panels import rendered
from kim.portal.decisions import extracts
from kim.portal.decisions import life
from kim.portal.decisions import register
from kim.portal.decisions import words
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.standing import is_secret
from kim.portal.directory.batch import Batch
from kim.portal.directory.batch import page_number
from kim.portal.meetings.views import OfMeetings
from kim.portal.sessions.views import VOTES
from kim.portal.theme.marks import local_zone
from kim.portal.tracking.pages import Tracked
from plone import api
from plone.dexterity.content import DexterityContent
from plone.namedfile.utils import stream_data
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound


PAGE = 25
FILTERS = ("year", "topic", "municipality")


@dataclass(frozen=True)
class Entry:
    """A decision in a list."""

    number: str
    title: str
    url: str
    outcome: str
    day: str
    state: str


class OfDecisions(OfMeetings):
    """Base of pages of decisions."""

    decision_parts = ViewPageTemplateFile("parts.pt")

    @property
    def decision_macros(self) -> Any:
        return self.decision_parts.macros

    def __call__(self) -> str:
        if not api.user.is_anonymous():
            self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    def moment(self, when: datetime) -> str:
        """“25.11.2026”, in local time."""
        return self.date(when.astimezone(local_zone(api.portal.get())).date())

    def person(self, user_id: str) -> Person:
        return person(user_id)

    def entry(self, brain: Any) -> Entry:
        """A line of a list out of the catalog."""
        year, _dash, number = brain.getId.partition("-")
        inside = not api.user.is_anonymous()
        return Entry(
            number=f"{number}/{year}",
            title=brain.Title,
            url=brain.getURL(),
            outcome=words.outcome(brain.decision_outcome or "", self.say),
            day=self.date(brain.decided_on),
            state=self.state_title(brain.review_state, "Decision") if inside else "",
        )


class DecisionView(Tracked, OfDecisions):
    """A decision: for everyone what was decided, inside the whole of it."""

    @property
    def page_title(self) -> str:
        return f"{self.context.number}: {self.context.title}"

    @property
    def inside(self) -> bool:
        return self.may(life.READ)

    @property
    def record(self) -> dict[str, Any]:
        return self.context.record

    @property
    def register_url(self) -> str:
        return register.folder_of(self.committee).absolute_url()

    def outcome(self) -> str:
        return words.outcome(self.context.outcome, self.say)

    def day(self) -> str:
        return self.date(self.context.day)

    def replaces(self) -> Decision | None:
        """For who may see it."""
        uid = self.context.supersedes
        found = self.catalog(portal_type="Decision", UID=uid) if uid else []
        return visible(found[0].getObject()) if found else None

    def replaced_by(self) -> Decision | None:
        return visible(register.successor(self.context))

    # Inside

    def vote(self) -> str:
        return words.vote(self.record["vote"], self.say)

    def present(self) -> list[str]:
        return words.present(self.record["seats"])

    def by_seat(self) -> list[tuple[str, str]]:
        """Function and vote of each seat."""
        names = {one["seat"]: one["function"] for one in self.record["seats"]}
        said = dict(self.vote_titles())
        return [(names.get(s, "–"), said.get(v, v)) for s, v in self.record["vote"]["by_seat"]]

    def vote_titles(self) -> Iterator[tuple[str, str]]:
        for name, title in VOTES:
            yield name, self.say(title)

    def behind(self) -> list[DexterityContent]:
        """Meeting and proposal, where the reader may see them."""
        uids = [self.record.get("meeting"), self.record.get("proposal")]
        brains = self.catalog(UID=[uid for uid in uids if uid])
        return [brain.getObject() for brain in sorted(brains, key=lambda b: uids.index(b.UID))]

    def extract(self) -> extracts.Extract | None:
        return extracts.extract(self.context)

    def panels(self) -> list[str]:
        return rendered(self)

    @property
    def publishes(self) -> bool:
        recorded = api.content.get_state(self.context) == life.RECORDED
        return recorded and self.may(life.MAY_PUBLISH) and not is_secret(self.context)


class ExtractView(BrowserView):
    """``@@extract``: the PDF as it was handed out, for those inside."""

    def __call__(self) -> Any:
        found = extracts.extract(self.context)
        if found is None or not api.user.has_permission(life.READ, obj=self.context):
            raise NotFound(self.request.getURL())
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-cache")
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Length", str(found.file.getSize()))
        response.setHeader("Content-Disposition", f'inline; filename="{found.file.filename}"')
        return stream_data(found.file)


class DecisionsView(OfDecisions):
    """``beschluesse``: the decisions that the reader may see, the last one first."""

    page_description = _(
        "decisions_help",
        default="What the steering group has decided, as far as it is open to everyone.",
    )

    def chosen(self, name: str) -> str:
        """A filter of the address, where it is one of those offered."""
        value = self.request.form.get(name)
        known = isinstance(value, str) and value in dict(self.choices(name))
        return value if known else ""

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen(name) for name in FILTERS)

    def choices(self, name: str) -> list[tuple[str, str]]:
        return self.once(f"decisions {name}", lambda: self._choices(name))

    def _choices(self, name: str) -> list[tuple[str, str]]:
        if name == "year":
            years = {brain.getId.partition("-")[0] for brain in self._find()}
            return [(year, year) for year in sorted(years, reverse=True)]
        if name == "topic":
            return [(term.id, term.title) for term in self.terms("topics")]
        return list(self.municipality_names.items())

    def entries(self) -> list[Entry]:
        start = (self.page - 1) * PAGE
        return [self.entry(brain) for brain in self.found()[start : start + PAGE]]

    def found(self) -> Any:
        query: dict[str, Any] = {}
        if year := self.chosen("year"):
            first, last = DateTime(f"{year}/01/01"), DateTime(f"{year}/12/31 23:59:59")
            query["created"] = {"query": (first, last), "range": "min:max"}
        for name, index in (("topic", "topics"), ("municipality", "municipalities")):
            if value := self.chosen(name):
                query[index] = value
        return self.once(f"decisions found {query}", lambda: self._find(**query))

    @property
    def page(self) -> int:
        return page_number(self.request.form.get("page"))

    def batch(self) -> Batch:
        kept = {name: self.chosen(name) for name in FILTERS}
        parameters = {name: value for name, value in kept.items() if value}
        total = len(self.found())
        return Batch(self.page, PAGE, total, self.context.absolute_url(), parameters)

    def _find(self, **query: Any) -> Any:
        path = "/".join(self.context.getPhysicalPath())
        return self.catalog(
            portal_type="Decision", path=path, sort_on="created", sort_order="reverse", **query
        )


def visible(decision: Decision | None) -> Decision | None:
    """The same for who may see it."""
    if decision is None or not api.user.has_permission("View", obj=decision):
        return None
    return decision
