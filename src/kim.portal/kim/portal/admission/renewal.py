"""A new link for whoever has used theirs: sent to the same person, by mail alone.

One in ten minutes for each person, whichever process they ask.
"""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.admission import passes
from kim.portal.admission.passes import Pass
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.outbox import post
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate


KEY = "kim.portal.admission.renewed"
PAUSE = timedelta(minutes=10)
TEXT = Path(__file__).parent / "new_link.txt.pt"
SUBJECT = _("mail_new_link_subject", default="Your new link to the meeting")
PURPOSE = "admission"


def renew(given: Pass) -> bool:
    """Mail a new link, unless one was sent just now; whether it was sent."""
    if not _may(given.person):
        return False
    language = language_of(given.person)
    meeting = given.meeting
    post(
        Letter(
            to=api.user.get(userid=given.person).getProperty("email") or "",
            subject=translate(SUBJECT, target_language=language),
            text=written(
                TEXT,
                language,
                meeting=meeting.title,
                link=passes.issue(meeting, given.seat_uid, given.person),
            ),
            about=api.content.get_uuid(meeting),
            purpose=PURPOSE,
        )
    )
    return True


def _may(person: str) -> bool:
    """Note that a link is sent now; two that ask at once conflict, and the second one may not."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    sent, moment = annotations[KEY], datetime.now(UTC)
    for name in [name for name, when in sent.items() if moment - when >= PAUSE]:
        del sent[name]
    if person in sent:
        return False
    sent[person] = moment
    return True
