"""Pages of proposals: one of each, and a committee's list."""

from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.committees.views import person
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.panels import rendered
from kim.portal.forms.posting import Posting
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.views import OfMeetings
from kim.portal.proposals import checks
from kim.portal.proposals import gathering
from kim.portal.proposals import kind
from kim.portal.proposals import life
from kim.portal.proposals import listing
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.versions import Version
from kim.portal.theme.marks import local_zone
from kim.portal.tracking import bodies
from kim.portal.tracking.indexers import NO_DAY
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.pages import TrackedPage
from kim.portal.tracking.places import actions
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound


#: Orders of panels above the text, and below.
ABOVE, BELOW = range(10), range(10, 1_000)
#: What leads on: the other acts are ways out, or beside the way.
MAIN = {
    life.DRAFT: "table",
    life.IN_CONSULTATION: "submit",
    life.SUBMITTED: "schedule",
    life.ADOPTED: "close",
}


@dataclass(frozen=True)
class Act:
    """Something that the reader can do now: the page where it is done."""

    title: str
    url: str
    primary: bool


class OfProposals(OfMeetings):
    """Base of pages that show proposals."""

    proposal_parts = ViewPageTemplateFile("parts.pt")

    @property
    def proposal_macros(self) -> Any:
        return self.proposal_parts.macros

    def title_of_state(self, state: str) -> str:
        return self.say(kind.PROPOSALS.states[state])

    def is_due(self, brain: Any) -> bool:
        """Whether somebody has to act on it by a day."""
        return bool(brain.due_on) and brain.due_on != NO_DAY

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
        url = self.context.absolute_url()
        main = MAIN.get(self.review)
        return [
            Act(self.say(action.label), f"{url}/@@{action.name}", action.name == main)
            for action in actions(self.context)
        ]

    def panels_above(self) -> list[str]:
        """What rooms above have to say first."""
        return rendered(self, ABOVE)

    def panels(self) -> list[str]:
        """What else rooms above say of it."""
        return rendered(self, BELOW)


class OpinionView(Posting, ProposalView):
    """``@@opinion``: those who act for a body that was asked say what it thinks."""

    def __call__(self) -> str:
        """For others there is no such page."""
        if not self.may(life.OPINION) and not self.own_opinions():
            raise NotFound(self.request.getURL())
        return super().__call__()

    def mine(self) -> list[Opinion]:
        return self.own_opinions()

    def is_wrong(self, opinion: Opinion) -> bool:
        """Whether the error is about what was typed for this one."""
        return bool(self.error) and self.typed("body") == opinion.token

    @property
    def has_form(self) -> bool:
        return any(self.is_wrong(opinion) for opinion in self.mine())

    def typed_or(self, name: str, opinion: Opinion, value: str) -> str:
        """What was typed, where it could not be kept."""
        return self.typed(name) if self.is_wrong(opinion) else value

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


class ProposalsView(OfProposals):
    """``vorschlaege``: a committee's proposals, those under way first."""

    def under_way(self) -> list[Any]:
        return listing.under_way(self.committee)

    def over(self) -> list[Any]:
        return listing.find(self.committee, life.ENDS, sort_on="modified", sort_order="reverse")

    @property
    def adds(self) -> bool:
        return gathering.may_add(self.committee)
