"""Pages of mandates: one of each, those of a decision, the open ones on other pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal.access.steps import Step
from kim.portal.access.steps import step_of
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.county.panels import Panel
from kim.portal.decisions import life as decision_life
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import REJECTED
from kim.portal.decisions.views import OfDecisions
from kim.portal.mandates import evidence
from kim.portal.mandates import life
from kim.portal.mandates import listing
from kim.portal.mandates.kind import MANDATES
from kim.portal.mandates.listing import Line
from kim.portal.mandates.mandate import decision_of
from kim.portal.meetings.sources import STANDING_MANDATES
from kim.portal.meetings.views import Fragment
from kim.portal.proposals import life as proposal_life
from kim.portal.tracking import bodies
from kim.portal.tracking import way
from kim.portal.tracking.pages import Tracked
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: Pages of the steps in the order of their buttons; the first one possible is the main one.
PAGES = {
    life.ACCEPT: "accept",
    life.REPORT: "report-result",
    life.CONFIRM: "confirm-result",
    life.REJECT_RESULT: "reject-result",
    life.DECLINE: "decline",
    life.EXTEND: "extend",
    life.REVOKE: "revoke",
}


@dataclass(frozen=True)
class Action:
    title: str
    url: str
    main: bool


class OfMandates(OfDecisions):
    """Base of pages and panels: how mandates are listed."""

    mandate_parts = ViewPageTemplateFile("parts.pt")

    @property
    def mandate_macros(self) -> Any:
        return self.mandate_parts.macros

    def lines(self) -> list[Line]:
        """Those that the reader may see, what is due first."""
        return [listing.line(brain, today()) for brain in self.brains()]

    def brains(self) -> list[Any]:
        raise NotImplementedError

    def state_words(self, state: str) -> str:
        return self.say(MANDATES.states[state])


class MandateView(Tracked, OfMandates):
    """A mandate: what is to be done, how it stands, what may be done with it."""

    @property
    def page_title(self) -> str:
        return self.context.title

    @property
    def decision(self) -> Decision:
        return decision_of(self.context)

    @property
    def sees_decision(self) -> bool:
        return bool(api.user.has_permission("View", obj=self.decision))

    @property
    def review(self) -> str:
        return api.content.get_state(self.context)

    @property
    def addressee(self) -> str:
        return bodies.title_of(self.context.addressee)

    @property
    def overdue(self) -> bool:
        return self.review in life.RUNNING and self.context.is_overdue(today())

    def days_before(self) -> list[str]:
        return [self.date(day) for day in self.context.dates]

    def evidence(self) -> list[evidence.Evidence]:
        return list(evidence.shown(self.context))

    @property
    def adds_files(self) -> bool:
        return self.may("plone.app.contenttypes: Add File")

    def actions(self) -> Iterator[Action]:
        """What the reader may do now."""
        main = True
        for step, page in PAGES.items():
            found = step_of(self.context, step)
            if found is None or not found.permitted or not self._fits(found):
                continue
            yield Action(self._title(found), f"{self.context.absolute_url()}/@@{page}", main)
            main = False

    def _fits(self, step: Step) -> bool:
        """It leads on from the present state; only a municipality declines (§ 2.1)."""
        name = step.transition.id
        kind = self.context.addressee.partition(":")[0]
        leads_on = name in step.workflow.states[self.review].transitions
        return leads_on and (name != life.DECLINE or kind == bodies.MUNICIPALITY)

    def _title(self, step: Step) -> str:
        language = api.portal.get_current_language()
        title = step.transition.actbox_name or step.transition.title
        return api.portal.translate(title, domain="plone", lang=language)


class DecisionPanel(Panel):
    """On a decision's page: what is to be done by it."""

    order = 20
    view = "kim-decision-mandates"


class DecisionMandates(Fragment, OfMandates):
    """The mandates of a decision that the reader may see; the office gives more."""

    def brains(self) -> list[Any]:
        return listing.find(path="/".join(self.context.getPhysicalPath()))

    @property
    def issues(self) -> bool:
        """Not where its proposal was rejected, or is implemented."""
        if not self.may(decision_life.ADD_MANDATE) or self.context.outcome == REJECTED:
            return False
        going = (proposal_life.ADOPTED, proposal_life.IN_IMPLEMENTATION)
        found = way.before(self.context)
        return all(api.content.get_state(proposal) in going for proposal in found)


class OpenPanel(Panel):
    """On the page of a committee, an actor, a municipality: what it has to do."""

    order = 68
    view = "kim-open-mandates"


class OpenMandates(Fragment, OfMandates):
    """Open mandates of the body whose page it is; of the steering group those that it gave."""

    def brains(self) -> list[Any]:
        if api.user.is_anonymous():
            return []
        found = {brain.UID: brain for brain in listing.open_for([self._token()])}
        if self.context.portal_type == "Committee" and self.context.level == STEERING:
            folder = self.context.get(register.DECISIONS)
            given = listing.open_in(folder) if folder is not None else []
            found |= {brain.UID: brain for brain in given}
        return sorted(found.values(), key=lambda brain: (brain.mandate_due or date.max, brain.UID))

    def _token(self) -> str:
        if self.context.portal_type == "Municipality":
            return f"{bodies.MUNICIPALITY}:{self.context.getId()}"
        return f"{self.context.portal_type.lower()}:{api.content.get_uuid(self.context)}"


class StatePanel(Panel):
    """On the standing item of an agenda."""

    order = 12
    view = "kim-state-of-mandates"


class StateOfMandates(Fragment, OfMandates):
    """All open mandates of the committee, for those who see its meeting and them."""

    def brains(self) -> list[Any]:
        committee = committee_of(self.context)
        if self.context.origin != STANDING_MANDATES or register.DECISIONS not in committee:
            return []
        return listing.open_in(register.folder_of(committee))
