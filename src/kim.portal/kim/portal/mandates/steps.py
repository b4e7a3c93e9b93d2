"""The acts on a mandate, each with what it needs (§ 2.1, 3.2)."""

from AccessControl import Unauthorized
from collections.abc import Iterable
from datetime import date
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.decisions import life as decision_life
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import REJECTED
from kim.portal.decisions.standing import proposals_of
from kim.portal.deliberation import steps as proposal_steps
from kim.portal.mandates import letters
from kim.portal.mandates import life
from kim.portal.mandates import sources
from kim.portal.mandates.mandate import decision_of
from kim.portal.mandates.mandate import Mandate
from kim.portal.mandates.mandate import mandates
from kim.portal.mandates.standing import grant
from kim.portal.notifications.letter import one_line
from kim.portal.proposals import life as proposal_life
from kim.portal.tracking import bodies
from kim.portal.tracking.indexers import DUTY_INDEXES
from kim.portal.tracking.life import check
from kim.portal.tracking.life import note
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import steps
from kim.portal.tracking.life import take
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


MOST_EVIDENCE = 20


def issue(decision: Decision, title: str, addressee: str, due: date, text: str = "") -> Mandate:
    """Give a mandate; with the first one the proposal is being implemented.

    :raises NotPossible: for an unknown body, for a day that is over, where the decision rejects,
        and once the proposal is implemented.
    :raises Unauthorized: for anybody but the office.
    """
    if bodies.body(addressee) is None:
        raise NotPossible(_("mandate_body", default="There is no such body."), "addressee")
    if due < today():
        raise NotPossible(_("mandate_past", default="Please choose a day to come."), "due")
    if not api.user.has_permission(decision_life.ADD_MANDATE, obj=decision):
        raise Unauthorized("The office gives mandates.")
    words, details = one_line(reason(title, "title", 200)), note(text, "text")
    if decision.outcome == REJECTED:
        raise NotPossible(
            _("mandate_rejected_decision", default="What was rejected gives no mandates.")
        )
    for proposal in proposals_of(decision):
        check(proposal, proposal_life.ADOPTED, proposal_life.IN_IMPLEMENTATION)
        proposal_steps.implement(proposal)
    made = createContent("Mandate", title=words, addressee=addressee, due=due, text=details)
    made.creators = ()
    made.decision = api.content.get_uuid(decision)
    kind, _colon, name = addressee.partition(":")
    alone = kind == bodies.MUNICIPALITY
    made.municipalities = [name] if alone else list(decision.municipalities)
    made.topics = list(decision.topics)
    made = addContentToContainer(decision, made, checkConstraints=False)
    grant(made)
    made.reindexObject()
    _tell_proposals(decision)
    letters.told(made, letters.ISSUED)
    return made


def accept(mandate: Mandate) -> None:
    check(mandate, life.ISSUED)
    take(mandate, life.ACCEPT, _("why_accept", default="Taken on."))


def decline(mandate: Mandate, text: str) -> None:
    """A municipality acts in self-government: it may decline, with a reason (§ 2.1).

    :raises NotPossible: for any other body.
    """
    check(mandate, life.ISSUED)
    if not mandate.addressee.startswith(f"{bodies.MUNICIPALITY}:"):
        raise NotPossible(_("decline_body", default="Only a municipality may decline."))
    take(mandate, life.DECLINE, reason(text))
    letters.told(mandate, life.DECLINE, text)
    sources.announce(committee_of(mandate))


def report(mandate: Mandate, result: str, evidence: tuple[str, ...] = ()) -> None:
    """It is done; `evidence` are UIDs of offers, documents and other content that shows it."""
    check(mandate, life.IN_PROGRESS)
    words = reason(result, "result")
    if not api.user.has_permission(life.DO, obj=mandate):
        raise Unauthorized("Whoever it was given to reports the result.")
    shown = check_evidence(evidence)
    mandate.result, mandate.evidence = words, shown
    take(mandate, life.REPORT, words)
    letters.told(mandate, life.REPORT, words)


def check_evidence(uids: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order.

    :raises NotPossible: for what the reporter may not see, and for too many.
    """
    found = tuple(dict.fromkeys(uid.strip() for uid in uids if uid.strip()))
    if len(found) > MOST_EVIDENCE:
        raise NotPossible(_("evidence_many", default="Please name fewer."), "evidence")
    catalog = api.portal.get_tool("portal_catalog")
    known = {brain.UID for brain in catalog(UID=list(found))} if found else set()
    if set(found) - known:
        raise NotPossible(
            _("evidence_unknown", default="There is no such page, or you may not see it."),
            "evidence",
        )
    return found


def confirm(mandate: Mandate) -> None:
    """The office confirms the result; when all are, the proposal is implemented.

    :raises NotPossible: for whoever reported it: four eyes.
    """
    check(mandate, life.REPORTED_DONE)
    if reported_by(mandate) == api.user.get_current().getId():
        raise NotPossible(
            _("mandate_four_eyes", default="Whoever reported it does not confirm it: four eyes.")
        )
    take(mandate, life.CONFIRM, _("why_confirm", default="Result confirmed."))
    letters.told(mandate, life.CONFIRM)
    _complete(mandate)


def reject_result(mandate: Mandate, text: str) -> None:
    check(mandate, life.REPORTED_DONE)
    take(mandate, life.REJECT_RESULT, reason(text))
    letters.told(mandate, life.REJECT_RESULT, text)


def extend(mandate: Mandate, due: date, text: str) -> None:
    """Move the day; the one before is kept.

    :raises NotPossible: for a day that is not later, and for one that is over.
    """
    check(mandate, *life.RUNNING)
    if due <= mandate.due or due < today():
        raise NotPossible(_("extend_later", default="Please choose a later day."), "due")
    why = reason(text)
    if not api.user.has_permission(life.MANAGE, obj=mandate):
        raise Unauthorized("The office extends mandates.")
    mandate.dates = (*mandate.dates, mandate.due)
    mandate.due = due
    take(mandate, life.EXTEND, why)
    _tell_proposals(decision_of(mandate))
    letters.told(mandate, life.EXTEND, why)


def revoke(mandate: Mandate, text: str) -> None:
    """It is not to be done any more; what is left may be all that was to be done."""
    check(mandate, *life.OPEN)
    take(mandate, life.REVOKE, reason(text))
    letters.told(mandate, life.REVOKE, text)
    _complete(mandate)


def reported_by(mandate: Mandate) -> str | None:
    """The id of whoever reported it as done last."""
    done = [step.by for step in steps(mandate) if step.name == life.REPORT]
    return done[-1] if done else None


def _tell_proposals(decision: Decision) -> None:
    """Until when a proposal is to be implemented follows from its mandates."""
    for proposal in proposals_of(decision):
        proposal.reindexObject(idxs=DUTY_INDEXES)


def _complete(mandate: Mandate) -> None:
    """With the last one done, the proposal is implemented; where all were revoked, the office says
    what follows."""
    _tell_proposals(decision_of(mandate))
    found = mandates(decision_of(mandate))
    if any(api.content.get_state(one) in life.OPEN for one in found):
        return
    done = [one.result for one in found if api.content.get_state(one) == life.CONFIRMED]
    for proposal in proposals_of(decision_of(mandate)):
        if done and api.content.get_state(proposal) == proposal_life.IN_IMPLEMENTATION:
            proposal_steps.complete(proposal, done)
