"""``@@people`` on an actor, for the office: who keeps the actor's entry."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.editing import accounts
from kim.portal.editing.editors import group_of
from kim.portal.editing.editors import open_group
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView
from typing import Any


LONGEST = 200


@dataclass(frozen=True)
class Editor:
    """A member of the actor's group."""

    id: str
    name: str
    email: str


class Refused(ValueError):
    """What was asked for cannot be done; `field` is the input at fault."""

    def __init__(self, message: str, field: str = "email") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class People(BrowserView):
    """The list, a form to add somebody, a button each to remove them."""

    #: What was typed, and what was wrong with it.
    email = ""
    name = ""
    error: Refused | None = None
    #: The link to hand over where no mail can be sent; shown this once.
    link: str | None = None

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method == "POST":
            PostOnly(self.request)
            CheckAuthenticator(self.request)
            return self._act()
        return self.index()

    @property
    def page_title(self) -> str:
        return _("people_title", default="Editors: ${title}", mapping={"title": self.context.title})

    def editors(self) -> list[Editor]:
        """By name."""
        found = [
            Editor(
                user.getId(), user.getProperty("fullname") or "", user.getProperty("email") or ""
            )
            for user in self._members()
        ]
        return sorted(found, key=lambda editor: (editor.name or editor.email).lower())

    def _act(self) -> str:
        form = self.request.form
        self.email, self.name = _text(form.get("email")), _text(form.get("name"))
        try:
            message = self._remove(_text(form["remove"])) if "remove" in form else self._add()
        except Refused as refused:
            self.error = refused
            return self.index()
        api.portal.show_message(message, self.request)
        if self.link is not None:
            self.email = self.name = ""
            return self.index()
        self.request.response.redirect(f"{self.context.absolute_url()}/@@people")
        return ""

    def _add(self) -> str:
        if not self.email:
            raise Refused(_("people_no_email", default="Please give the e-mail address."))
        user = accounts.find(self.email)
        if user is not None:
            return self._add_existing(user)
        if not self.name:
            raise Refused(
                _(
                    "people_unknown",
                    default="Nobody has an account with this address yet. Please give the name "
                    "too: then an account is made.",
                ),
                "name",
            )
        try:
            user = accounts.create(self.email, self.name)
        except accounts.NoAddress:
            raise Refused(
                _("error_email", default="This is no e-mail address. Example: info@example.org")
            ) from None
        self._join(user)
        self.link = accounts.invite(user)
        if self.link is None:
            return _(
                "people_invited",
                default="Added. A mail with a link to set the password is on its way.",
            )
        return _("people_created", default="Added. No mail can be sent: please hand the link over.")

    def _add_existing(self, user: Any) -> str:
        if user.getId() in {member.getId() for member in self._members()}:
            raise Refused(_("people_twice", default="This person is an editor already."))
        self._join(user)
        return _(
            "people_added",
            default="Added: ${name} has an account and sees the entry under “My entries”.",
            mapping={"name": user.getProperty("fullname") or self.email},
        )

    def _remove(self, user_id: str) -> str:
        if user_id not in {member.getId() for member in self._members()}:
            raise Refused(_("people_no_editor", default="This person is no editor here."), "list")
        api.group.remove_user(groupname=group_of(self.context), user=api.user.get(userid=user_id))
        return _(
            "people_removed", default="Removed. The account stays, its right to this entry ends."
        )

    def _join(self, user: Any) -> None:
        group = group_of(self.context)
        if api.group.get(groupname=group) is None:
            open_group(self.context)
        api.group.add_user(groupname=group, user=user)

    def _members(self) -> list[Any]:
        group = group_of(self.context)
        if api.group.get(groupname=group) is None:
            return []
        return api.user.get_users(groupname=group)


def _text(value: Any) -> str:
    """A single line as it was typed; anything else is nothing."""
    return value.strip()[:LONGEST] if isinstance(value, str) else ""
