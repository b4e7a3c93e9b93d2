"""What is told of a mandate: to those it was given to, or to the office."""

from kim.portal import _
from kim.portal.county.days import dated
from kim.portal.mandates import life
from kim.portal.mandates.mandate import Mandate
from kim.portal.notifications.letter import one_line
from kim.portal.notifications.telling import tell
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.tracking import bodies
from kim.portal.tracking.bodies import OFFICE_GROUP
from pathlib import Path
from plone import api
from zope.i18n import translate


TEMPLATE = Path(__file__).parent / "mandate.txt.pt"
ISSUED = "issue"

#: By what has happened: the subject, and the sentence that says it.
WORDS = {
    ISSUED: (
        _("mail_mandate_issued_subject", default="Mandate: ${title}"),
        _("mail_mandate_issued", default="this mandate is given to you:"),
    ),
    life.DECLINE: (
        _("mail_mandate_declined_subject", default="Declined: ${title}"),
        _("mail_mandate_declined", default="this mandate is not taken on:"),
    ),
    life.REPORT: (
        _("mail_mandate_reported_subject", default="Result reported: ${title}"),
        _("mail_mandate_reported", default="of this mandate a result is reported:"),
    ),
    life.CONFIRM: (
        _("mail_mandate_confirmed_subject", default="Result confirmed: ${title}"),
        _("mail_mandate_confirmed", default="the result of this mandate is confirmed. Thank you!"),
    ),
    life.REJECT_RESULT: (
        _("mail_mandate_rejected_subject", default="Not done yet: ${title}"),
        _("mail_mandate_rejected", default="of this mandate something is still to be done:"),
    ),
    life.EXTEND: (
        _("mail_mandate_extended_subject", default="More time: ${title}"),
        _("mail_mandate_extended", default="there is more time for this mandate:"),
    ),
    life.REVOKE: (
        _("mail_mandate_revoked_subject", default="Revoked: ${title}"),
        _("mail_mandate_revoked", default="this mandate is not to be done any more:"),
    ),
}
TO_OFFICE = (life.DECLINE, life.REPORT)
#: Where the day still counts.
DUE = (ISSUED, life.REJECT_RESULT, life.EXTEND)


def told(mandate: Mandate, what: str, words: str = "") -> None:
    """Tell whoever has to know, but not whoever did it."""
    group = OFFICE_GROUP if what in TO_OFFICE else bodies.acting_for(mandate.addressee)
    me = api.user.get_current().getId()
    for person in bodies.people(group):
        if person != me:
            _tell(mandate, person, what, words.strip())


def _tell(mandate: Mandate, person: str, what: str, words: str) -> None:
    language = language_of(person)
    subject, sentence = WORDS[what]
    text = written(
        TEMPLATE,
        language,
        what=translate(sentence, target_language=language),
        title=mandate.title,
        words=words,
        due=dated(mandate.due, mandate.due.min, language) if what in DUE else "",
        url=mandate.absolute_url(),
    )
    title = _(subject, default=subject.default, mapping={"title": one_line(mandate.title)})
    tell(
        person,
        translate(title, target_language=language),
        text,
        about=api.content.get_uuid(mandate),
        purpose=f"mandate-{what.replace('_', '-')}",
    )
