"""Pages of proposals: one of each, a committee's list, what other pages show of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.committees.views import person
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.panels import Panel
from kim.portal.county.panels import rendered
from kim.portal.forms.posting import Posting
from kim.portal.meetings import agenda
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.views import OfMeetings
from kim.portal.proposals import checks
from kim.portal.proposals import difference
from kim.portal.proposals import folders
from kim.portal.proposals import gathering
from kim.portal.proposals import kind
from kim.portal.proposals import life
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.versions import Version
from kim.portal.theme.marks import local_zone
from kim.portal.tracking import bodies
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.pages import TrackedPage
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.schema import getFields


#: Titles of what a version holds, as the form has them.
TITLES = {name: getFields(IProposal)[name].title for name in versions.TEXTS}


@dataclass(frozen=True)
class Act:
    """Something that the reader can do now: the page where it is done."""

    title: str
    url: str
    primary: bool


#: Pages by the permission that they need, in the states in which they are offered.
PREPARED = {
    life.DRAFT: ("table", "add-gaps", "withdraw"),
    life.IN_CONSULTATION: ("submit", "ask-opinions", "add-gaps", "refer", "withdraw"),
    life.SUBMITTED: ("ask-opinions", "withdraw"),
}
MANAGED = {
    life.SUBMITTED: ("schedule", "return"),
    life.SCHEDULED: ("unschedule", "postpone", "refer-back"),
    life.ADOPTED: ("close",),
    life.IN_IMPLEMENTATION: ("close",),
}
VERBS = {
    "table": _("button_table", default="Put up for discussion"),
    "add-gaps": _("button_add_gaps", default="Add gap reports"),
    "withdraw": _("button_withdraw", default="Withdraw"),
    "submit": _("button_submit_proposal", default="Submit"),
    "ask-opinions": _("button_ask_opinions", default="Ask for opinions"),
    "refer": _("button_refer", default="Refer to the structural level"),
    "schedule": _("button_schedule", default="Put on an agenda"),
    "return": _("button_return", default="Give back"),
    "unschedule": _("button_unschedule", default="Take off the agenda"),
    "postpone": _("button_postpone", default="Put off"),
    "refer-back": _("button_refer_back", default="Refer back with a question"),
    "close": _("button_close_proposal", default="Close"),
}
#: The level above which nothing is referred.
FROM_CASES = "refer"


class OfProposals(OfMeetings):
    """Base of pages that show proposals."""

    proposal_parts = ViewPageTemplateFile("parts.pt")

    @property
    def proposal_macros(self) -> Any:
        return self.proposal_parts.macros

    def title_of_state(self, state: str) -> str:
        return self.say(kind.PROPOSALS.states[state])

    def silence(self, opinion: Opinion) -> str:
        if opinion.silence_agrees:
            return self.say(_("silence_agrees", default="Silence counts as consent."))
        return self.say(_("silence_nothing", default="Silence counts as nothing said."))

    def standing(self, opinion: Opinion) -> str:
        """What the body has said, or what its silence means."""
        titles = dict(opinions.ANSWERS)
        if opinion.answer:
            return self.say(titles[opinion.answer])
        if opinion.is_open(self.today):
            return self.say(_("opinion_awaited", default="not answered yet"))
        if opinion.counts_as(self.today):
            return self.say(_("opinion_silent_agrees", default="was silent: counts as consent"))
        return self.say(_("opinion_silent", default="was silent: counts as nothing said"))

    def body_title(self, token: str) -> str:
        return bodies.title_of(token)

    def answer_title(self, answer: str) -> str:
        return self.say(dict(opinions.ANSWERS)[answer])

    @property
    def today(self) -> date:
        return today()

    def day_of(self, when: Any) -> str:
        """“25.11.2026”, in local time."""
        return self.date(when.astimezone(local_zone(api.portal.get())).date())

    def name(self, user_id: str) -> str:
        """For those who know who sits in the committee; others read no names."""
        return person(user_id).name if user_id and self.sees_holders else ""


class ProposalView(TrackedPage, OfProposals):
    """A proposal: its text, what it answers, what is said of it, its way."""

    error = field = ""

    @property
    def addressee(self) -> str:
        return bodies.title_of(self.context.addressee) if self.context.addressee else ""

    def gaps(self) -> list[Any]:
        """Those that the reader may see."""
        return gathering.brains(self.context.gaps or (), "GapReport")

    @property
    def item(self) -> Any | None:
        """The agenda item, for who may see it."""
        return gathering.named(self.context.item)

    @property
    def meeting(self) -> Any | None:
        item = scheduling.item_of(self.context)
        found = meeting_of(item) if item is not None else None
        return found if found is not None and api.user.has_permission("View", obj=found) else None

    def opinions(self) -> list[Opinion]:
        return opinions.asked(self.context)

    def own_opinions(self) -> list[Opinion]:
        """Those that the reader can give now."""
        if self.review not in opinions.ASKING:
            return []
        return [one for one in opinions.own(self.context) if one.may_answer(self.today)]

    def versions(self) -> list[Version]:
        return versions.versions(self.context)[::-1]

    def checks(self) -> list[checks.Check]:
        """For the office, and for the working group to know what is looked at."""
        known = self.review in (life.SUBMITTED, life.SCHEDULED) and self.sees_holders
        return checks.checks(self.context) if known else []

    @property
    def ticks(self) -> bool:
        return self.review == life.SUBMITTED and self.may(life.MANAGE)

    @property
    def edits(self) -> bool:
        return self.may("Modify portal content")

    def where_words(self) -> str:
        return self.where(self.context.municipalities or [COUNTY_WIDE])

    def acts(self) -> list[Act]:
        """What the reader can do now, the main thing first."""
        found = [
            *(MANAGED.get(self.review, ()) if self.may(life.MANAGE) else ()),
            *(PREPARED.get(self.review, ()) if self.may(life.PREPARE) else ()),
        ]
        url = self.context.absolute_url()
        return [
            Act(self.say(VERBS[name]), f"{url}/@@{name}", number == 0)
            for number, name in enumerate(name for name in found if self._offered(name))
        ]

    def panels(self) -> list[str]:
        """What rooms above say of it."""
        return rendered(self)

    def _offered(self, name: str) -> bool:
        return name != FROM_CASES or self.committee.level == "case"


class OpinionView(Posting, ProposalView):
    """``@@opinion``: those who act for a body that was asked say what it thinks."""

    def __call__(self) -> str:
        """For others there is no such page."""
        if not self.may(life.OPINION) and not self.own_opinions():
            raise NotFound(self.request.getURL())
        return super().__call__()

    def mine(self) -> list[Opinion]:
        return self.own_opinions()

    def typed_or(self, name: str, opinion: Opinion, value: str) -> str:
        """What was typed, where it could not be kept."""
        return self.typed(name) if self.error and self.typed("body") == opinion.token else value

    def answers(self) -> list[tuple[str, str]]:
        return [(key, self.say(title)) for key, title in opinions.ANSWERS]

    def post(self) -> str:
        try:
            opinions.answer(
                self.context,
                self.typed("body"),
                self.typed("answer"),
                self.typed("text"),
                bool(self.typed("no_clients")),
            )
        except NotPossible as error:
            self.error, self.field = self.say(error.message), error.field
            return self.index()
        message = _("opinion_kept", default="Thank you: the opinion is there.")
        api.portal.show_message(message, self.request)
        return self.go(self.context.absolute_url())


class ChecksView(Posting, ProposalView):
    """``@@checks``: takes what the office ticks on the proposal's page."""

    def index(self) -> str:
        return self.go(self.context.absolute_url())

    def post(self) -> str:
        sent = self.request.form.get("checks", [])
        keys = sent if isinstance(sent, list) else [sent]
        try:
            checks.tick(self.context, [key if isinstance(key, str) else "" for key in keys])
        except NotPossible as error:
            api.portal.show_message(error.message, self.request, type="error")
        else:
            api.portal.show_message(_("checks_saved", default="Saved."), self.request)
        return self.go(f"{self.context.absolute_url()}#checks")


class VersionsView(OfProposals):
    """``@@versionen``: what differs between any two submitted texts."""

    @property
    def page_title(self) -> str:
        return self.context.title

    def versions(self) -> list[Version]:
        return versions.versions(self.context)

    @property
    def new(self) -> Version | None:
        return self._asked("new", -1)

    @property
    def old(self) -> Version | None:
        return self._asked("old", -2)

    def differences(self) -> Iterator[tuple[str, list[difference.Piece]]]:
        """Field by field, the title of the field first."""
        old, new = self.old, self.new
        for name, title in TITLES.items():
            before = old.texts.get(name, "") if old is not None else ""
            yield self.say(title), difference.difference(before, new.texts.get(name, ""))

    def is_changed(self, pieces: list[difference.Piece]) -> bool:
        return difference.changed(pieces)

    def _asked(self, name: str, default: int) -> Version | None:
        """The version that the address names, else the last one or the one before it."""
        found = self.versions()
        number = self.request.form.get(name)
        if isinstance(number, str) and number.isdecimal() and len(number) < 6:
            chosen = versions.numbered(self.context, int(number))
            if chosen is not None:
                return chosen
        place = max(-len(found), default)
        return found[place] if found else None


class ProposalsView(OfProposals):
    """``vorschlaege``: a committee's proposals, those under way first."""

    def under_way(self) -> list[Any]:
        return under_way(self.committee)

    def over(self) -> list[Any]:
        return find(self.committee, life.ENDS, sort_on="modified", sort_order="reverse")

    @property
    def adds(self) -> bool:
        return gathering.may_add(self.committee)


class CommitteePanel(Panel):
    """On a committee's page, for its members."""

    order = 22
    view = "kim-proposals"


class CommitteeProposals(OfProposals):
    """The proposals under way; nothing for who may not see the folder."""

    def __call__(self) -> str:
        return self.index() if self.is_open else ""

    @property
    def is_open(self) -> bool:
        folder = self.context.get(folders.PROPOSALS)
        return folder is not None and bool(api.user.has_permission("View", obj=folder))

    @property
    def url(self) -> str:
        return folders.proposals_folder(self.context).absolute_url()

    @property
    def adds(self) -> bool:
        return gathering.may_add(self.context)

    def under_way(self) -> list[Any]:
        return under_way(self.context)


class ItemPanel(Panel):
    """On an agenda item's page."""

    order = 5
    view = "kim-item-proposal"


class ItemProposal(OfProposals):
    """The proposal that an item deals with, for who may see it."""

    def __call__(self) -> str:
        return self.index() if self.proposal is not None else ""

    @property
    def proposal(self) -> Proposal | None:
        found = scheduling.proposal_of(self.context)
        sees = found is not None and api.user.has_permission("View", obj=found)
        return found if sees else None


class MeetingPanel(Panel):
    """On a meeting's page, below its agenda."""

    order = 51
    view = "kim-meeting-proposals"


class MeetingProposals(OfProposals):
    """The proposals on a meeting's agenda that the reader may see, with their items' numbers."""

    def __call__(self) -> str:
        return self.index() if self.rows() else ""

    def rows(self) -> list[tuple[str, Any]]:
        return self.once("meeting proposals", self._rows)

    def _rows(self) -> list[tuple[str, Any]]:
        lines = [line for line in agenda.lines_for_reader(self.context) if line.item is not None]
        uids = {scheduling.named_by(line.item): line.number for line in lines}
        uids.pop("", None)
        found = [(uids[brain.UID], brain) for brain in gathering.brains(uids, "Proposal")]
        return sorted(found, key=lambda row: [int(part) for part in row[0].split(".")])


def under_way(committee: Any) -> list[Any]:
    """What is due first comes first."""
    return sorted(find(committee, life.OPEN), key=lambda brain: brain.due_on or date.max)


def find(committee: Any, states: tuple[str, ...], **query: Any) -> list[Any]:
    """Brains of a committee's proposals in these states that the reader may see."""
    path = "/".join((*committee.getPhysicalPath(), folders.PROPOSALS))
    catalog = api.portal.get_tool("portal_catalog")
    return list(
        catalog(
            portal_type="Proposal",
            path={"query": path, "depth": 1},
            review_state=states,
            **query,
        )
    )
