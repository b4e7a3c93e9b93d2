"""``@@record``: the page on which a meeting is recorded while it goes on.

Works by its buttons; ``theme/static/record.js`` saves while people type.
"""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.views import Person
from kim.portal.committees.views import person as named
from kim.portal.editing import accounts
from kim.portal.forms.posting import Posting
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import acts
from kim.portal.sessions import attendance
from kim.portal.sessions import ballots
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.attendance import Attendance
from kim.portal.sessions.views import OfSessions
from kim.portal.sessions.views import STATUSES
from kim.portal.sessions.views import VOTES


MODES = (
    ("", _("mode_none", default="No vote")),
    (votes.CONSENSUS, _("mode_consensus", default="Consensus: nobody is against it")),
    (votes.COUNTS, _("mode_counts", default="By counting")),
    (votes.SEATS, _("mode_seats", default="Seat by seat")),
)
#: What is said of a body of the wrong form, to people.
UNREADABLE = _("error_unreadable", default="This could not be read.")
FIELDS = ("status", "person", "came", "left")


@dataclass(frozen=True)
class Shown:
    """A row of the attendance: who may be chosen, and the row as a form has it."""

    row: Attendance
    people: list[Person]
    values: dict[str, str]
    was: str


@dataclass(frozen=True)
class Ballot:
    """The vote on an item as a form has it."""

    mode: str
    counts: dict[str, str]
    seats: dict[str, str]

    def said(self) -> str:
        """As one word, to tell whether somebody has changed it."""
        parts = self.seats if self.mode == votes.SEATS else {}
        parts = self.counts if self.mode == votes.COUNTS else parts
        return " ".join([self.mode, *(f"{n}={v}" for n, v in sorted(parts.items()) if v)])


class Record(Posting, OfSessions):
    """Attendance, then item by item."""

    page_title = _("record_title", default="Record the meeting")

    def __call__(self) -> str:
        self.errors: dict[str, str] = {}
        # The table needs the room.
        self.request.set("disable_plone.leftcolumn", True)
        return super().__call__()

    # What is shown

    def rows(self) -> list[Shown]:
        return self.once(
            "rows", lambda: [self._shown(row) for row in attendance.rows(self.context)]
        )

    def statuses(self) -> list[tuple[str, str]]:
        return [(value, self.say(title)) for value, title in STATUSES]

    def outcomes(self) -> list[tuple[str, str]]:
        return [(value, self.say(title)) for value, title in results.OUTCOMES]

    def modes(self) -> list[tuple[str, str]]:
        return [(value, self.say(title)) for value, title in MODES]

    def choices(self) -> list[tuple[str, str]]:
        return [(value, self.say(title)) for value, title in VOTES]

    def guests(self) -> str:
        """Who was noted, a line each."""
        if self.typed("act") == "guests":
            return self.typed("guests")
        return "\n".join(attendance.noted(self.context))

    def lines(self) -> list[Line]:
        return agenda.lines_for_reader(self.context)

    def text(self, item: AgendaItem) -> str:
        """What was typed where it could not be saved, else what is saved."""
        if self._is_wrong(item) and "text" in self.request.form:
            return self.request.form["text"]
        return results.result(item).text

    def base(self, item: AgendaItem) -> str:
        if self._is_wrong(item):
            return self.typed("base")
        return str(results.result(item).revision)

    def outcome(self, item: AgendaItem) -> str:
        if self._is_wrong(item) and "outcome" in self.request.form:
            return self.typed("outcome")
        return results.result(item).outcome or ""

    def was_outcome(self, item: AgendaItem) -> str:
        return results.result(item).outcome or ""

    def ballot(self, item: AgendaItem) -> Ballot:
        return self._typed_ballot() if self._is_wrong(item) else self._ballot(item)

    def was(self, item: AgendaItem) -> str:
        return self._ballot(item).said()

    def voters(self) -> list[Attendance]:
        """Rows of the seats that vote and are there."""
        there = attendance.voters(self.context)
        return [shown.row for shown in self.rows() if shown.row.seat.uid in there]

    def takes_text(self, item: AgendaItem) -> bool:
        return item.kind != CASE

    def votes_here(self, item: AgendaItem) -> bool:
        return item.kind != CASE and not self.context.is_procedure

    def waits_for_votes(self, item: AgendaItem) -> bool:
        """Its outcome follows from votes that may still come."""
        is_ballot = self.context.is_procedure and item.kind == DECISION
        return is_ballot and not ballots.may_settle(self.context)

    def turnout(self, item: AgendaItem) -> str:
        """“3 of 9 seats have voted”, of a written procedure that goes on."""
        count = {"some": len(votes.voted(item)), "all": len(attendance.voting_seats(self.context))}
        message = _("turnout", default="${some} of ${all} seats have voted.", mapping=count)
        return self.say(message)

    @property
    def names_others(self) -> bool:
        """The office."""
        return self.may(life.MANAGE)

    def saved(self, item: AgendaItem) -> str:
        """“Anna Test, 25 November 2026, 14:30”"""
        found = results.result(item)
        return f"{found.by}, {self.moment(found.when)}" if found.when else ""

    # What is done

    def post(self) -> str:
        act = {
            "attendance": self._attendance,
            "expected": self._expected,
            "other": self._other,
            "guests": self._guests,
            "item": self._item,
        }.get(self.typed("act"))
        place = act() if act else ""
        return self.index() if self.errors else self.go(f"{self._url}#{place}")

    @property
    def _url(self) -> str:
        return f"{self.context.absolute_url()}/@@record"

    def _attendance(self) -> str:
        """Rows that somebody changed; the others may have been changed elsewhere meanwhile."""
        for row in attendance.rows(self.context):
            uid = row.seat.uid
            values = {name: self.typed(f"{name}-{uid}") for name in FIELDS}
            if values["status"] and " ".join(values.values()) != self.typed(f"was-{uid}"):
                self._try(uid, acts.put_attendance, self.context, {"seat": uid, **values})
        return "attendance"

    def _expected(self) -> str:
        attendance.record_expected(self.context)
        return "attendance"

    def _other(self) -> str:
        """Somebody who neither holds the seat nor deputises, by their address."""
        found = accounts.find(self.typed("email"))
        if found is None:
            self.errors["other"] = self.say(
                _("error_account", default="There is no account of this kind.")
            )
            return ""
        data = {"seat": self.typed("seat"), "status": attendance.PRESENT, "person": found.getId()}
        self._try("other", acts.put_attendance, self.context, data)
        return "attendance"

    def _guests(self) -> str:
        self._try("guests", acts.put_guests, self.context, self.typed("guests").splitlines())
        return "guests"

    def _item(self) -> str:
        """The text first: it is what would be lost."""
        name = self.typed("item")
        line = next(
            (e for e in self.lines() if e.item is not None and e.item.getId() == name), None
        )
        if line is None:
            return ""
        item = line.item
        form = self.request.form
        if "text" in form and self.takes_text(item):
            data = {"text": form["text"], "base": self.typed("base")}
            self._try(name, acts.put_text, item, data)
        typed = self._typed_ballot()
        if self.votes_here(item) and typed.said() != self.typed("was"):
            data = {"mode": typed.mode, "seats": typed.seats, **typed.counts}
            self._try(name, acts.put_vote, item, data)
        # One that somebody else has set meanwhile stays, unless it was changed here.
        changed = "outcome" in form and self.typed("outcome") != self.typed("was_outcome")
        if changed and name not in self.errors:
            self._try(name, acts.put_outcome, item, {"outcome": self.typed("outcome")})
        return name

    def _try(self, key: str, act: object, *args: object) -> None:
        """Do it, or note what is wrong with it; the first thing counts."""
        try:
            act(*args)
        except MeetingError as error:
            self.errors.setdefault(key, self.say(error.message))
        except BadParameter:
            self.errors.setdefault(key, self.say(UNREADABLE))

    # How forms and records meet

    def _is_wrong(self, item: AgendaItem) -> bool:
        return item.getId() in self.errors

    def _typed_ballot(self) -> Ballot:
        prefix = "seat-"
        form = self.request.form
        seats = {n.removeprefix(prefix): self.typed(n) for n in form if n.startswith(prefix)}
        counts = {name: self.typed(name) for name in votes.VOTES}
        mode = self.typed("mode")
        if not mode and not self.typed("was"):
            # Who types numbers means to count.
            mode = votes.COUNTS if any(counts.values()) else mode
            mode = votes.SEATS if any(seats.values()) else mode
        return Ballot(mode, counts, seats)

    def _ballot(self, item: AgendaItem) -> Ballot:
        found = votes.tally(item)
        if found is None:
            return Ballot("", dict.fromkeys(votes.VOTES, ""), {})
        counts = (found.yes, found.no, found.abstain)
        typed = {n: str(c) for n, c in zip(votes.VOTES, counts, strict=True)}
        return Ballot(found.mode, typed, dict(found.by_seat))

    def _shown(self, row: Attendance) -> Shown:
        seat = row.seat
        ids = dict.fromkeys(filter(None, (seat.holder, *seat.deputies, row.person)))
        # The name as it was recorded, also where the account is gone.
        people = [Person(i, row.name) if i == row.person else named(i) for i in ids]
        kept = {
            "status": row.status or "",
            "person": row.person or "",
            "came": f"{row.came:%H:%M}" if row.came else "",
            "left": f"{row.left:%H:%M}" if row.left else "",
        }
        was, values = " ".join(kept.values()), kept
        if seat.uid in self.errors:
            values = {name: self.typed(f"{name}-{seat.uid}") for name in FIELDS}
        return Shown(row, people, values, was)
