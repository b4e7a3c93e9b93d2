"""Pages of committees and seats: one of each, the list, what an actor's page shows."""

from AccessControl import getSecurityManager
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees import papers
from kim.portal.committees.committee import LEVELS
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import HOLDERS
from kim.portal.committees.seat import today
from kim.portal.committees.seats import line
from kim.portal.committees.seats import seats_of
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.committees.seats import sitting
from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.county.panels import rendered
from kim.portal.county.rhythm import in_words
from kim.portal.directory import listing
from kim.portal.directory.entries import entry
from kim.portal.directory.lists import EntryList
from plone import api
from plone.memoize.view import memoize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


MANAGE = "kim.portal: Manage Directory"


class SeatsPanel(Panel):
    """On an actor's page: the seats that it fills or that speak for it."""

    order = 35
    view = "kim-seats"


class ActorSeats(Page):
    """Seats that an actor sends somebody to, or that represent it, by their committee."""

    def seats(self) -> list[dict[str, Any]]:
        """What is valid today and stands in a committee that the visitor may see."""
        found = listing.find(portal_type="Seat", seat_actors=self.context.UID()).brains
        now = today()
        valid = [brain for brain in found if _begun(brain, now) and not _over(brain, now)]
        above = {brain.getPath().rsplit("/", 2)[0] for brain in valid}
        committees = {
            brain.getPath(): brain
            for brain in listing.find(
                portal_type="Committee", path={"query": sorted(above), "depth": 0}
            ).brains
        }
        return [
            {"function": brain.Title, "url": brain.getURL(), "committee": committees[path]}
            for brain in valid
            if (path := brain.getPath().rsplit("/", 2)[0]) in committees
        ]


def _begun(brain: Any, day: date) -> bool:
    return not brain.valid_from or brain.valid_from <= day


def _over(brain: Any, day: date) -> bool:
    return bool(brain.valid_to) and brain.valid_to < day


#: Panels of a committee's page stand above its facts, or below its seats.
ABOVE, BELOW = range(30), range(30, 1_000)


class CommitteesView(EntryList):
    """``/gremien``: who decides, and who prepares decisions, by level."""

    portal_type = "Committee"

    def levels(self) -> list[dict[str, Any]]:
        brains = listing.find(portal_type="Committee").brains
        return [
            {
                "id": level,
                "title": self.say(title),
                "entries": [entry(self, b) for b in brains if b.committee_level == level],
            }
            for level, title in LEVELS
            if any(brain.committee_level == level for brain in brains)
        ]


@dataclass(frozen=True)
class Person:
    """Somebody who holds a seat or stands in; ``name`` is what the committee sees."""

    id: str
    name: str


@dataclass(frozen=True)
class Row:
    """A seat as a page shows it: brains instead of UIDs; persons for those who may know them."""

    seat: Sitting
    url: str
    sender: Any | None
    represents: list[Any]
    leads: str
    since: str
    until: str
    holder: Person | None
    deputies: list[Person]


class OfCommittee(Page):
    """Base of pages of a committee and its seats: rows of seats, and who may see what."""

    seat_parts = ViewPageTemplateFile("rows.pt")

    @property
    def seat_macros(self) -> Any:
        """How seats are listed, wherever they are."""
        return self.seat_parts.macros

    @property
    def committee(self) -> Any:
        return committee_of(self.context)

    @property
    def sees_holders(self) -> bool:
        """The members and the office."""
        return bool(getSecurityManager().checkPermission(HOLDERS, self.context))

    @property
    def manages(self) -> bool:
        """The office."""
        return bool(getSecurityManager().checkPermission(MANAGE, self.context))

    def rows(self, seats: Iterable[Sitting]) -> list[Row]:
        """One query for all organisations that are named."""
        seats = list(seats)
        uids = {uid for seat in seats for uid in (seat.sender, *seat.represents) if uid}
        actors = {brain.UID: brain for brain in listing.by_uid(sorted(uids))}
        committee = self.committee
        lead = {
            **dict.fromkeys(line(committee, committee.deputy), self.say(DEPUTY)),
            **dict.fromkeys(line(committee, committee.chair), self.say(CHAIR)),
        }
        base = f"{committee.absolute_url()}/sitze"
        sees = self.sees_holders
        return [
            Row(
                seat=seat,
                url=f"{base}/{seat.id}",
                sender=actors.get(seat.sender),
                represents=[actors[uid] for uid in seat.represents if uid in actors],
                leads=lead.get(seat.uid, ""),
                since=self.date(seat.valid_from),
                until=self.date(seat.valid_to),
                holder=person(seat.holder) if sees and seat.holder else None,
                deputies=[person(user) for user in seat.deputies] if sees else [],
            )
            for seat in seats
        ]


CHAIR = _("field_chair", default="Chair")
DEPUTY = _("field_deputy_chair", default="Deputy chair")


def person(user_id: str) -> Person:
    """Their name; an account that is gone has none."""
    user = api.user.get(userid=user_id)
    if user is None:
        return Person(user_id, "–")
    return Person(user_id, user.getProperty("fullname") or user.getUserName())


class CommitteeView(OfCommittee):
    """Name, tasks, functions and organisations for everyone; persons and papers for members."""

    def above(self) -> list[str]:
        """What its members come for stands first."""
        return rendered(self, ABOVE)

    def panels(self) -> list[str]:
        return rendered(self, BELOW)

    @property
    def rhythm(self) -> str | None:
        """The number in words, where there are no others."""
        words = in_words(self.context.meets_every, self.context.meets_unit)
        return self.say(words) if words else None

    @property
    def level(self) -> str:
        return self.say(dict(LEVELS)[self.context.level])

    def office(self) -> Any | None:
        found = listing.by_uid([self.context.office]) if self.context.office else []
        return found[0] if found else None

    def candidates(self) -> list[Any]:
        return listing.by_uid(list(self.context.candidates or ()))

    def seats(self) -> list[Row]:
        return self.rows(seats_on(self.context, today()))

    @property
    def ended(self) -> bool:
        return self.context.ended(today())

    @memoize
    def papers(self) -> dict[str, Any] | None:
        """What is new in the papers since the last visit, and what is there; None for visitors."""
        folder = self.context.get(papers.PAPERS)
        check = getSecurityManager().checkPermission
        if folder is None or api.user.is_anonymous() or not check("View", folder):
            return None
        # Lists and other views of the same request ask again: the visit counts once.
        before = papers.visit(self.context, api.user.get_current().getId(), self.request)
        found = papers.changed(self.context, before) if before is not None else []
        rest = papers.changed(self.context)[:SHOWN] if not found else []
        return {
            "url": folder.absolute_url(),
            "before": self.date(before),
            "new": [self._paper(brain) for brain in found],
            "latest": [self._paper(brain) for brain in rest],
        }

    def _paper(self, brain: Any) -> dict[str, str]:
        is_file = brain.portal_type in ("File", "Image")
        return {
            "title": brain.Title or brain.getId,
            "url": brain.getURL() + ("/view" if is_file else ""),
            "date": api.portal.get_localized_time(brain.modified, long_format=True),
        }


SHOWN = 5


class SeatsView(OfCommittee):
    """``sitze``: the seats on a day; members and the office may ask for any day."""

    error = False

    @property
    def page_description(self) -> str:
        """Whose seats they are."""
        return self.say(
            _(
                "seats_description",
                default="${committee}: its seats and the organisations behind them",
                mapping={"committee": self.committee.title},
            )
        )

    @property
    def day(self) -> date:
        asked = self.request.form.get("date")
        if not self.sees_holders or not isinstance(asked, str) or not asked:
            return today()
        try:
            return date.fromisoformat(asked)
        except ValueError:
            self.error = True
            return today()

    def seats(self) -> list[Row]:
        return self.rows(seats_on(self.committee, self.day))

    def others(self) -> list[Row]:
        """For members and the office: what is over, and what is still to come."""
        if not self.sees_holders:
            return []
        day = self.day
        valid = {seat.uid for seat in seats_on(self.committee, day)}
        every = (sitting(seat, day) for seat in seats_of(self.committee))
        return self.rows(seat for seat in every if seat.uid not in valid)


class SeatView(OfCommittee):
    """One seat."""

    def row(self) -> Row:
        return self.rows([sitting(self.context, today())])[0]
