"""What is told by mail: to a working group what became of its proposal, to bodies what is asked.

A mail names the proposal and what whoever acted has said; nothing of the gap reports behind it.
"""

from collections.abc import Iterable
from kim.portal import _
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.county.days import dated
from kim.portal.notifications.letter import one_line
from kim.portal.notifications.telling import tell
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.proposals import life
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import bodies
from pathlib import Path
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


FOLDER = Path(__file__).parent
ASKED, PURPOSE = "proposal-opinion", "proposal-{}"
SUBJECTS = {
    life.RETURN: _("mail_proposal_return", default="Given back: ${title}"),
    life.REFER: _("mail_proposal_refer", default="Referred to you: ${title}"),
    life.SCHEDULE: _("mail_proposal_schedule", default="On an agenda: ${title}"),
    life.UNSCHEDULE: _("mail_proposal_unschedule", default="Taken off the agenda: ${title}"),
    life.ADOPT: _("mail_proposal_adopt", default="Adopted: ${title}"),
    life.REJECT: _("mail_proposal_reject", default="Rejected: ${title}"),
    life.POSTPONE: _("mail_proposal_postpone", default="Put off: ${title}"),
    life.REFER_BACK: _("mail_proposal_refer_back", default="A question to: ${title}"),
    life.COMPLETE: _("mail_proposal_complete", default="Implemented: ${title}"),
    life.CLOSE: _("mail_proposal_close", default="Implemented: ${title}"),
}
ASKED_SUBJECT = _("mail_proposal_asked", default="Your opinion, please: ${title}")


def told(proposal: Proposal, step: str, why: str | Message) -> None:
    """To the people of its working group, but for whoever took the step."""
    group = members_group(api.content.get_uuid(committee_of(proposal)))
    actor = api.user.get_current().getId()
    for person in bodies.people(group):
        if person == actor:
            continue
        language = language_of(person)
        text = written(
            FOLDER / "told.txt.pt",
            language,
            title=proposal.title,
            url=proposal.absolute_url(),
            step=_in(SUBJECTS[step], language, proposal),
            why=translate(why, target_language=language) if isinstance(why, Message) else why,
        )
        subject = _in(SUBJECTS[step], language, proposal)
        _tell(proposal, person, subject, text, PURPOSE.format(step))


def asked(proposal: Proposal, opinions: Iterable[Opinion]) -> list[str]:
    """To the people of the bodies; the titles of those in which there is nobody to tell."""
    silent = []
    for opinion in opinions:
        people = bodies.people(bodies.group_of(opinion.token))
        for person in people:
            _ask(proposal, opinion, person)
        if not people:
            silent.append(bodies.title_of(opinion.token))
    return silent


def _ask(proposal: Proposal, opinion: Opinion, person: str) -> None:
    language = language_of(person)
    text = written(
        FOLDER / "asked.txt.pt",
        language,
        title=proposal.title,
        committee=committee_of(proposal).title,
        body=bodies.title_of(opinion.token),
        until=dated(opinion.until, today(), language),
        silence=opinion.silence_agrees,
        url=f"{proposal.absolute_url()}/@@opinion",
    )
    _tell(proposal, person, _in(ASKED_SUBJECT, language, proposal), text, ASKED)


def _tell(proposal: Proposal, person: str, subject: str, text: str, purpose: str) -> None:
    tell(person, subject, text, about=api.content.get_uuid(proposal), purpose=purpose)


def _in(message: Message, language: str, proposal: Proposal) -> str:
    words = _(message, default=message.default, mapping={"title": one_line(proposal.title)})
    return translate(words, target_language=language)
