"""A seat (Sitz): a function in a committee, whoever holds it (§ 3.2).

Seats, not people, make membership. Who holds a seat is known to the committee and the office only:
neither the catalog nor county data has a name.
"""

from Acquisition import aq_chain
from Acquisition import aq_inner
from collections.abc import Iterable
from datetime import date
from kim.portal import _
from kim.portal.committees.committee import ICommittee
from kim.portal.county.fields import several
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.theme.marks import local_date
from plone import api
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant
from zope.interface import provider
from zope.schema import ValidationError
from zope.schema.interfaces import IContextAwareDefaultFactory


HOLDERS = "kim.portal: View Holders"


class NotAnAccount(ValidationError):
    __doc__ = _("error_account", default="There is no account of this kind.")


def account(value: str) -> bool:
    """:raises NotAnAccount: unless it is the id of a user."""
    if api.user.get(userid=value) is None:
        raise NotAnAccount(value)
    return True


def today() -> date:
    """Today where the site is."""
    return local_date(api.portal.get())


@provider(IContextAwareDefaultFactory)
def default_start(context: Any) -> date:
    return today()


class ISeat(model.Schema):
    """`sender` and `represents` are UIDs of actors; both days count."""

    title = schema.TextLine(
        title=_("field_function", default="Function"),
        description=_(
            "field_function_help", default="A function, no name: head of the Jobcenter, say."
        ),
        max_length=200,
    )
    description = schema.Text(
        title=_("field_remark", default="Remark for everyone"), required=False, max_length=500
    )
    sender = schema.Choice(
        title=_("field_sender", default="Sent by"), vocabulary="kim.actors", required=False
    )
    directives.widget("represents", CheckBoxFieldWidget)
    represents = several(
        "kim.actors",
        _("field_represents", default="Speaks for"),
        description=_("field_represents_help", default="One seat may speak for several."),
    )
    voting = schema.Bool(
        title=_("field_voting", default="Has a vote"), required=False, default=True
    )
    valid_from = schema.Date(
        title=_("field_valid_from", default="First day"), defaultFactory=default_start
    )
    valid_to = schema.Date(title=_("field_valid_to", default="Last day"), required=False)
    directives.read_permission(note="kim.portal.ViewHolders")
    note = schema.Text(
        title=_("field_seat_note", default="Note for the committee and the office"),
        required=False,
        max_length=2_000,
    )

    # Filled on a page of their own, by e-mail address (`acts.py`), or as user ids by the API.
    directives.omitted("holder", "deputies")
    directives.read_permission(holder="kim.portal.ViewHolders", deputies="kim.portal.ViewHolders")
    holder = schema.TextLine(
        title=_("field_holder", default="Held by"),
        required=False,
        max_length=100,
        constraint=account,
    )
    deputies = schema.List(
        title=_("field_deputies", default="Deputies, in order"),
        value_type=schema.TextLine(max_length=100, constraint=account),
        required=False,
        default=[],
        missing_value=[],
        max_length=20,
    )
    external_id = schema.ASCIILine(
        title=_("field_external_id", default="External id"), required=False, readonly=True
    )
    directives.omitted("external_id")
    predecessor = schema.ASCIILine(
        title=_("field_predecessor", default="Seat before this one"), required=False, readonly=True
    )
    directives.omitted("predecessor")

    @invariant
    def ends_after_it_began(data: "ISeat") -> None:
        if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
            raise FieldInvalid(
                _("error_ends_before", default="The last day lies before the first."), "valid_to"
            )

    @invariant
    def nobody_deputises_twice(data: "ISeat") -> None:
        named = [data.holder, *(data.deputies or ())]
        known = [person for person in named if person]
        if len(known) != len(set(known)):
            raise FieldInvalid(
                _("error_deputy_twice", default="The same person stands here twice."), "deputies"
            )


@implementer(ISeat)
class Seat(Item):
    """See ISeat; `record` is kept by `seats.remember`."""

    # No type stands here: zope.annotation would take the class's ``__annotations__`` for those of
    # each seat.
    record = ()


def committee_of(content: Any) -> Any | None:
    """The committee that something stands in, None where it stands in none."""
    chain: Iterable[Any] = aq_chain(aq_inner(content))
    return next((item for item in chain if ICommittee.providedBy(item)), None)
