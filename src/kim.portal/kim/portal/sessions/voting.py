"""Voting in a written procedure: ``@@vote``, for members, ``stimme``, for those who were let in."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.admission import passes
from kim.portal.admission import posting
from kim.portal.admission.passes import Pass
from kim.portal.admission.places import IPass
from kim.portal.admission.places import IPassPage
from kim.portal.committees.seats import Sitting
from kim.portal.forms.posting import Posting
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import agenda
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import acts
from kim.portal.sessions import ballots
from kim.portal.sessions import votes
from kim.portal.sessions.views import OfSessions
from kim.portal.sessions.views import VOTES
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import implementer


@dataclass(frozen=True)
class Paper:
    """The ballot paper of a seat; `said` by UID of an item, `last` who voted when."""

    seat: Sitting
    said: dict[str, str]
    objects: bool
    objection: str
    last: str


class BallotForm(OfSessions):
    """The form, wherever it stands: `person` votes for their seats."""

    form = ViewPageTemplateFile("ballot.pt")
    error = ""

    @property
    def person(self) -> str:
        return api.user.get_current().getId() or ""

    @property
    def action(self) -> str:
        return f"{self.context.absolute_url()}/@@vote"

    def token(self) -> str:
        """The hidden field by which a post is known to come from here."""
        return self.context.restrictedTraverse("@@authenticator").authenticator()

    @property
    def is_open(self) -> bool:
        return ballots.is_open(self.context)

    def lines(self) -> list[Line]:
        """What is voted on, as the voter may see it."""
        lines = agenda.lines_for_reader(self.context)
        return [line for line in lines if line.item is not None and line.item.kind == DECISION]

    def choices(self) -> list[tuple[str, str]]:
        return [(value, self.say(title)) for value, title in VOTES]

    def papers(self) -> list[Paper]:
        return [self._paper(seat) for seat in ballots.seats_of(self.context, self.person)]

    def links(self, item: AgendaItem) -> bool:
        """Whether the voter can open an item's page."""
        return True

    def take(self) -> bool:
        """Take what was posted; whether it could be."""
        form, given = self.request.form, {}
        for line in self.lines():
            vote = form.get(f"vote-{line.uid}")
            if vote:
                given[line.uid] = vote
        objection = self._typed("objection") if form.get("objects") else ""
        if form.get("objects") and not objection:
            self.error = self.say(
                _("error_objection_reason", default="Please say why you object to the procedure.")
            )
            return False
        if not given and not objection:
            self.error = self.say(_("error_nothing_voted", default="Please vote on an item."))
            return False
        data = {"seat": self._typed("seat"), "votes": given, "objection": objection}
        try:
            acts.put_ballot(self.context, self.person, [], data)
        except MeetingError as error:
            self.error = self.say(error.message)
            return False
        except BadParameter:
            self.error = self.say(_("error_vote", default="Yes, no or abstention?"))
            return False
        return True

    def _typed(self, name: str) -> str:
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def _paper(self, seat: Sitting) -> Paper:
        if self.error and self._typed("seat") == seat.uid:
            said = {line.uid: self._typed(f"vote-{line.uid}") for line in self.lines()}
            objects = bool(self.request.form.get("objects"))
            return Paper(seat, said, objects, self._typed("objection"), self._last(seat))
        said = {line.uid: votes.vote_of(line.item, seat.uid) or "" for line in self.lines()}
        objection = votes.objection_of(self.context, seat.uid)
        return Paper(seat, said, bool(objection), objection, self._last(seat))

    def _last(self, seat: Sitting) -> str:
        """“Anna Test, 25 November 2026, 14:30”; empty while nobody has voted."""
        entries = [e for line in self.lines() for e in votes.history(line.item, seat.uid)]
        if not entries:
            return ""
        last = max(entries, key=lambda entry: entry["when"])
        return f"{last['name']}, {self.moment(last['when'])}"


class VoteView(Posting, BallotForm):
    """``@@vote`` on a meeting."""

    page_title = _("vote_title", default="Vote")

    def post(self) -> str:
        if not self.take():
            return self.index()
        message = _("vote_kept", default="Your vote is kept. It can be changed until the last day.")
        api.portal.show_message(message, self.request)
        return self.go(self.action)


@implementer(IPassPage)
class PassVote(BallotForm):
    """``stimme``: for whoever was let in by a link, for one seat."""

    title = _("vote_title", default="Vote")
    order = 20

    def __init__(self, given: Pass, request: IKimLayer) -> None:
        super().__init__(given.meeting, request)
        self.given = given

    @property
    def person(self) -> str:
        return self.given.person

    @property
    def action(self) -> str:
        return passes.address(self.context, "stimme")

    def token(self) -> str:
        value = posting.token(posting.subject(self.given))
        return f'<input type="hidden" name="{posting.FIELD}" value="{value}" />'

    def papers(self) -> list[Paper]:
        return [paper for paper in super().papers() if paper.seat.uid == self.given.seat_uid]

    def links(self, item: AgendaItem) -> bool:
        return False

    def render(self) -> str:
        own = self._typed("seat") == self.given.seat_uid
        if self.request.method == "POST" and own and self.take():
            self.request.response.redirect(self.action)
            return ""
        return self.form()


@adapter(IPass, IKimLayer)
@implementer(IPassPage)
def pass_vote(given: Pass, request: IKimLayer) -> PassVote | None:
    """Of a written procedure alone."""
    return PassVote(given, request) if given.meeting.is_procedure else None
