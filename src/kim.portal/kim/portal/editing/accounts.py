"""Accounts of editors: found by e-mail address, made with nothing but name and address."""

from kim.portal import _
from kim.portal.directory.contacts import EMAIL
from kim.portal.notifications import outbox
from kim.portal.notifications import server
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api
from Products.PlonePAS.tools.memberdata import MemberData
from secrets import token_urlsafe
from uuid import uuid4
from zope.i18n import translate


TEXT = Path(__file__).parent / "account.txt.pt"
SUBJECT = _("mail_account_subject", default="Your access to the KIM portal")


class NoAddress(ValueError):
    """What was typed is no e-mail address."""


def find(address: str) -> MemberData | None:
    """The account with this e-mail address or login name, whatever its capitals."""
    wanted = address.strip().lower()
    if not wanted:
        return None
    users = api.portal.get_tool("acl_users")
    for found in (*users.searchUsers(login=wanted), *users.searchUsers(email=wanted)):
        user = api.user.get(userid=found["userid"])
        if user is None:
            continue
        names = (user.getUserName(), user.getProperty("email") or "")
        if wanted in (name.lower() for name in names):
            return user
    return None


def create(address: str, name: str) -> MemberData:
    """A new account that logs in with its address; nobody knows its password.

    The id says nothing about the person: it stands in entries that they make.

    :raises NoAddress: for what no mail could be sent to.
    """
    address = address.strip()
    if not EMAIL.fullmatch(address):
        raise NoAddress(address)
    user_id = uuid4().hex
    users = api.portal.get_tool("acl_users")
    users._doAddUser(user_id, token_urlsafe(32), ["Member"], [])
    users.updateLoginName(user_id, address.lower())
    user = api.user.get(userid=user_id)
    user.setMemberProperties({"email": address, "fullname": name.strip()})
    return user


def invite(user: MemberData) -> str | None:
    """Send the mail to set a password; where none can be sent, the link to hand over.

    The link works once and for a week. A mail that fails is seen in the outbox.
    """
    if server.settings(api.portal.get()) is None:
        return reset_link(user)
    language = language_of(user.getId())
    text = written(
        TEXT,
        language,
        name=user.getProperty("fullname") or user.getUserName(),
        login=user.getUserName(),
        portal=api.portal.get().absolute_url(),
        link=reset_link(user),
    )
    subject = translate(SUBJECT, target_language=language)
    outbox.post(Letter(to=user.getProperty("email"), subject=subject, text=text, purpose="account"))
    return None


def reset_link(user: MemberData) -> str:
    """Where the person sets a password."""
    reset = api.portal.get_tool("portal_password_reset").requestReset(user.getId())
    return f"{api.portal.get().absolute_url()}/passwordreset/{reset['randomstring']}"
