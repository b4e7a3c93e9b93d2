"""``@@outbox``, for the office: what became of the site's mails, never what stands in them.

``@@mail-settings``, for everybody who logs in: at once, or once a day.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from dataclasses import dataclass
from kim.portal import _
from kim.portal.notifications import keeping
from kim.portal.notifications import ledger
from kim.portal.notifications import outbox
from kim.portal.notifications import preferences
from kim.portal.notifications.ledger import NoLetter
from kim.portal.notifications.ledger import Posted
from kim.portal.notifications.ledger import Settled
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView


REASONS = {
    ledger.REFUSED: _("outbox_refused", default="The mail server said:"),
    ledger.UNREACHABLE: _("outbox_unreachable", default="The mail server could not be reached:"),
    ledger.NO_ADDRESS: _("outbox_no_address", default="This is no e-mail address."),
    ledger.UNWRITABLE: _("outbox_unwritable", default="No mail can be made of it:"),
    ledger.INTERRUPTED: _(
        "outbox_interrupted",
        default="Sending was interrupted. Perhaps the mail has arrived; please ask before you "
        "send it again.",
    ),
}

TITLES = {
    preferences.AT_ONCE: _("mails_at_once", default="At once"),
    preferences.DAILY: _("mails_daily", default="Once a day, all in one mail"),
}


@dataclass(frozen=True)
class Row:
    """One letter of a list; `when` is when it was sent, else when it was posted."""

    id: str
    to: str
    subject: str
    when: str
    reason: str
    trouble: str
    may_act: bool


@dataclass(frozen=True)
class Section:
    """A heading, what is said of it, its rows; `empty` is said where there are none."""

    id: str
    title: str
    help: str
    empty: str
    rows: list[Row]


class Outbox(BrowserView):
    """The lists, and two buttons for each letter that a person decides about."""

    page_title = _("outbox_title", default="Outgoing mail")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method == "POST":
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            return self._act()
        self.overview = outbox.overview()
        return self.index()

    def mail_settings(self) -> str | None:
        """The address of Plone's form, for those who may use it."""
        portal = api.portal.get()
        may = getSecurityManager().checkPermission("Plone Site Setup: Mail", portal)
        return f"{portal.absolute_url()}/@@mail-controlpanel" if may else None

    def sections(self) -> list[Section]:
        found = self.overview
        return [
            Section(
                "unclear",
                _("outbox_unclear", default="Unclear"),
                _(
                    "outbox_unclear_help",
                    default="It is not known whether these mails were sent. They are never sent "
                    "again by themselves.",
                ),
                _("outbox_unclear_none", default="Nothing is unclear."),
                self._rows(found.unclear),
            ),
            Section(
                "failed",
                _("outbox_failed", default="Not sent"),
                _("outbox_failed_help", default="These mails have certainly not been sent."),
                _("outbox_failed_none", default="Nothing has failed."),
                self._rows(found.failed),
            ),
            Section(
                "waiting",
                _("outbox_waiting", default="Waiting"),
                _("outbox_waiting_help", default="These mails are sent as soon as it is possible."),
                _("outbox_waiting_none", default="Nothing waits."),
                self._rows(found.waiting),
            ),
            Section(
                "sent",
                _("outbox_sent", default="Sent in the last 30 days"),
                "",
                _("outbox_sent_none", default="Nothing was sent."),
                self._rows(found.sent),
            ),
        ]

    def _rows(self, letters: list[Posted]) -> list[Row]:
        return [self._row(each) for each in letters]

    def _row(self, letter: Posted) -> Row:
        return Row(
            letter.id,
            letter.to,
            letter.subject,
            api.portal.get_localized_time(letter.sent or letter.posted, long_format=True),
            REASONS.get(letter.reason, ""),
            letter.trouble,
            letter.state in (ledger.WAITING, ledger.UNCLEAR, ledger.FAILED),
        )

    def _act(self) -> str:
        form = self.request.form
        for name, act in outbox.ACTS.items():
            if isinstance(form.get(name), str):
                api.portal.show_message(self._done(name, act, form[name]), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@outbox")
        return ""

    def _done(self, name: str, act: outbox.Act, letter_id: str) -> str:
        try:
            act(letter_id)
        except (NoLetter, Settled):
            return _(
                "outbox_settled",
                default="Nothing was done: this mail is sent, given up or just being sent.",
            )
        if name == "drop":
            return _("outbox_dropped", default="Given up. The mail is not sent any more.")
        return _(
            "outbox_again_done",
            default="The mail has been handed to the mail server again. The list says what became "
            "of it.",
        )


@dataclass(frozen=True)
class Choice:
    """A radio button."""

    value: str
    title: str
    chosen: bool


class MailSettings(BrowserView):
    """The two choices; what is sent by somebody else's page must be one of them."""

    page_title = _("mail_settings_title", default="My mails")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        if api.user.is_anonymous():
            raise Unauthorized("This page is for those who log in.")
        self.person = api.user.get_current().getId()
        if self.request.method != "POST":
            return self.index()
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        return self._save()

    def choices(self) -> list[Choice]:
        chosen = preferences.chosen(self.person)
        return [Choice(value, title, value == chosen) for value, title in TITLES.items()]

    def kept(self) -> int:
        return len(keeping.messages(self.person))

    def _save(self) -> str:
        choice = self.request.form.get("mails")
        if choice in preferences.CHOICES:
            preferences.choose(self.person, choice)
            message = _("mail_settings_saved", default="Saved.")
        else:
            message = _("mail_settings_none", default="Nothing was saved: please choose one.")
        api.portal.show_message(message, self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@mail-settings")
        return ""
