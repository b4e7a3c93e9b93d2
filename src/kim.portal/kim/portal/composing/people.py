"""People as the office types them: by e-mail address; who has no account yet gets one.

Such a one is named before the address.
"""

from kim.portal import _
from kim.portal.directory.contacts import EMAIL
from kim.portal.editing import accounts
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from Products.PlonePAS.tools.memberdata import MemberData
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema


PEOPLE_FORMAT = _(
    "people_format_help",
    default="E-mail address; who has no account yet: name and address, "
    "Erika Muster erika@example.org.",
)


class IPeople(model.Schema):
    """Who sits on a seat."""

    holder = schema.TextLine(
        title=_("field_holder", default="Held by"),
        description=PEOPLE_FORMAT,
        required=False,
        max_length=300,
    )
    directives.widget("deputies", TextLinesFieldWidget)
    deputies = schema.List(
        title=_("field_deputies", default="Deputies, in order"),
        description=_(
            "field_deputies_help", default="One line a person, in the order in which they step in."
        ),
        value_type=schema.TextLine(max_length=300),
        required=False,
        default=[],
        missing_value=[],
        max_length=20,
    )


class Unreadable(ValueError):
    """Text that names nobody; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Named:
    """People as they were typed → accounts, of which new ones are made only when all are right."""

    def __init__(self) -> None:
        self.made: list[MemberData] = []

    def check(self, text: str) -> tuple[str, str]:
        """Name and address.

        :raises Unreadable: where there is no address, or neither account nor name.
        """
        name, _space, email = text.strip().rpartition(" ")
        name, email = name.strip(' ",;'), email.strip("<>")
        if not EMAIL.fullmatch(email):
            raise Unreadable(
                _(
                    "error_person_email",
                    default="“${text}” is no e-mail address. Example: erika@example.org",
                    mapping={"text": text},
                )
            )
        if not name and accounts.find(email) is None:
            raise Unreadable(
                _(
                    "error_person_unknown",
                    default="Nobody has an account with ${email} yet. Write the name before it, "
                    "then one is made: Erika Muster ${email}",
                    mapping={"email": email},
                )
            )
        return name, email

    def account(self, text: str) -> str:
        """The id of the account, a new one where there is none."""
        name, email = self.check(text)
        user = accounts.find(email)
        if user is None:
            user = accounts.create(email, name)
            self.made.append(user)
        return user.getId()


def written(user_id: str | None) -> str:
    """How an account is typed: its address, or its login name where it has none."""
    user = api.user.get(userid=user_id) if user_id else None
    if user is None:
        return ""
    email = user.getProperty("email") or user.getUserName()
    name = user.getProperty("fullname")
    return f"{name} {email}" if name else email
