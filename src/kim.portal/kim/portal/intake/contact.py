"""The target of “Kontakt”: a mail to the office, through the outbox, so at most once."""

from kim.portal import _
from kim.portal.intake.places import EMAIL
from kim.portal.intake.places import IIntakeTarget
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import TargetField
from kim.portal.intake.places import WHOLE
from kim.portal.intake.settings import office_address
from kim.portal.notifications.letter import BadLetter
from kim.portal.notifications.letter import is_address
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.outbox import post
from kim.portal.notifications.writing import written
from kim.portal.privacy.guard import problems
from pathlib import Path
from plone import api
from typing import Any
from zope.i18n import translate
from zope.interface import implementer


TEMPLATE = Path(__file__).parent / "contact.txt.pt"
#: A mail is read, not searched; more comes as a file by other ways.
MOST = 10_000


@implementer(IIntakeTarget)
class ContactTarget:
    """``intake.contact``: nothing is kept once the mail is sent."""

    title = _("intake_contact", default="Mail to the office")
    takes_container = False
    fields = (
        TargetField("message", _("intake_contact_message", default="Message"), required=True),
        TargetField("name", _("intake_contact_name", default="Name of who writes")),
        TargetField(
            "email", _("intake_contact_email", default="Address for the answer"), kind=EMAIL
        ),
        TargetField("phone", _("intake_contact_phone", default="Telephone for the answer")),
    )

    def create(self, values: dict[str, Any], form: Any, request: Any) -> None:
        """Post the mail.

        :raises IntakeError: for what is refused of clients' data, too long, or cannot be written.
        """
        told = problems({"message": values["message"]}, confirmed=True)
        if len(values["message"]) > MOST:
            told["message"] = _(
                "intake_contact_long",
                default="This text is too long; there may be ${most} characters.",
                mapping={"most": MOST},
            )
        if told:
            raise IntakeError(told)
        to = office_address()
        language = api.portal.get_default_language()
        if not is_address(to):
            raise IntakeError({WHOLE: _NOWHERE})
        subject = _(
            "mail_contact_subject", default="Form “${title}”", mapping={"title": form.Title()}
        )
        text = written(TEMPLATE, language, title=form.Title(), **values)
        letter = Letter(
            to,
            " ".join(translate(subject, target_language=language).split()),
            text,
            about=form.UID(),
            purpose="contact",
        )
        try:
            post(letter)
        except BadLetter as error:
            raise IntakeError({"message": _UNWRITABLE}) from error


_NOWHERE = _(
    "intake_contact_nowhere",
    default="The office has given no address yet, so nothing could be sent. What you typed is "
    "still here; please use the contact page.",
)
_UNWRITABLE = _(
    "intake_contact_unwritable", default="This text holds characters that no mail can carry."
)
