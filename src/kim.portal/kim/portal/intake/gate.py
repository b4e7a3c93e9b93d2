"""Who comes in by a form: a person who took some time, once, and not too often.

A form carries a signed note of when it was shown. It stands for a token against foreign pages too,
since plone.protect leaves out who has not logged in. collective.honeypot looks at requests before.
"""

from datetime import timedelta
from kim.portal import _
from kim.portal.intake import rate
from kim.portal.intake.settings import setting
from kim.portal.notifications import links
from plone import api
from time import time
from typing import Any
from zope.i18nmessageid import Message


PURPOSE = "intake-shown"
FIELD = "kim.shown"
#: So long a page may stay open.
LONGEST = timedelta(days=1)

STALE = _(
    "intake_stale",
    default="This page was open for too long, or was not opened here. What you typed is still "
    "here: please send it again.",
)
FAST = _(
    "intake_fast",
    default="That was very fast. Nothing is lost: please look it over and send it again.",
)
TWICE = _(
    "intake_twice",
    default="This has been sent already and has arrived; it was not sent a second time.",
)
MANY = _(
    "intake_many",
    default="A lot has been sent from your connection within this hour. What you typed is still "
    "here: please send it again in an hour, or call us.",
)


class Refused(Exception):
    """Nobody comes in now; ``message`` says why, ``status`` is the answer's."""

    def __init__(self, message: Message, status: int = 200) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def note(form: Any) -> str:
    """A note that the form is shown now."""
    return links.sign(PURPOSE, {"form": form.UID(), "at": int(time())})


def kept_note(form: Any, request: Any) -> str:
    """The note that came along, as long as it is good: whoever corrects need not wait again."""
    came = request.form.get(FIELD)
    try:
        _shown_at(form, came)
        return note(form) if links.was_spent(PURPOSE, came) else came
    except (links.LinkError, Refused):
        return note(form)


def check(form: Any, request: Any) -> None:
    """Let a submission in, and count it.

    :raises Refused: with what is to be said.
    """
    came = request.form.get(FIELD)
    shown = _shown_at(form, came)
    if links.was_spent(PURPOSE, came):
        raise Refused(TWICE, 409)
    if time() - shown < setting("seconds"):
        raise Refused(FAST)
    if api.user.is_anonymous():
        try:
            rate.count(request.getClientAddr())
        except rate.TooMany as error:
            raise Refused(MANY, 429) from error


def close(request: Any) -> None:
    """It came in: the note is used up, so that a second click brings nothing twice."""
    links.spend(PURPOSE, request.form.get(FIELD))


def _shown_at(form: Any, token: Any) -> int:
    try:
        data = links.read(PURPOSE, token, LONGEST)
    except links.LinkError as error:
        raise Refused(STALE) from error
    if data.get("form") != form.UID():
        raise Refused(STALE)
    return data["at"]
