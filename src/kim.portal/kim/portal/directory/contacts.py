"""How an actor is reached: contacts by function and addresses, with the rules for both."""

from kim.portal import _
from kim.portal.county.places import check_latitude
from kim.portal.county.places import check_longitude
from kim.portal.county.places import postal_code
from zope import schema
from zope.interface import Interface
from zope.schema import ValidationError

import phonenumbers
import re


REGION = "DE"
EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+\.[A-Za-z]{2,}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'/?#@]+\.[^\s<>\"'/?#@]+([/?#][^\s<>\"']*)?")


class NotAPhoneNumber(ValidationError):
    __doc__ = _(
        "error_phone", default="This is no phone number. Write it with its area code: 02131 123456."
    )


class NotAnEmailAddress(ValidationError):
    __doc__ = _("error_email", default="This is no e-mail address. Example: info@example.org")


class NotAWebAddress(ValidationError):
    __doc__ = _(
        "error_web_address",
        default="A web address begins with https:// or http://, for example https://www.example.org",
    )


def phone_number(value: str) -> bool:
    """:raises NotAPhoneNumber: unless it can be dialled from Germany."""
    try:
        parsed = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber(value) from error
    # Authorities have short subscriber numbers: possible is enough, letters never are.
    if not phonenumbers.is_possible_number(parsed) or re.search(r"[^\d\s()+/.-]", value):
        raise NotAPhoneNumber(value)
    return True


def dial(value: str) -> str:
    """The number as a ``tel:`` link needs it: +492131123456; what is none comes back."""
    try:
        parsed = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def email_address(value: str) -> bool:
    """:raises NotAnEmailAddress: for what no mail could be sent to."""
    if not EMAIL.fullmatch(value):
        raise NotAnEmailAddress(value)
    return True


def web_address(value: str) -> bool:
    """:raises NotAWebAddress: for anything but an http or https address."""
    if not WEB_ADDRESS.fullmatch(value):
        raise NotAWebAddress(value)
    return True


class IContact(Interface):
    """One way to reach somebody, named by function, never by private person."""

    function = schema.TextLine(
        title=_("contact_function", default="Function or desk"), required=False, max_length=200
    )
    phone = schema.TextLine(
        title=_("contact_phone", default="Phone"),
        required=False,
        max_length=40,
        constraint=phone_number,
    )
    email = schema.TextLine(
        title=_("contact_email", default="E-mail"),
        required=False,
        max_length=200,
        constraint=email_address,
    )
    note = schema.TextLine(title=_("contact_note", default="Note"), required=False, max_length=300)


class IAddress(Interface):
    """One place where the actor is found; WGS 84 degrees."""

    label = schema.TextLine(
        title=_("address_label", default="Name of the place"), required=False, max_length=200
    )
    street = schema.TextLine(
        title=_("address_street", default="Street and number"), required=False, max_length=200
    )
    postal_code = schema.TextLine(
        title=_("address_postal_code", default="Postal code"),
        required=False,
        max_length=5,
        constraint=postal_code,
    )
    city = schema.TextLine(title=_("address_city", default="Town"), required=False, max_length=100)
    latitude = schema.Float(
        title=_("field_latitude", default="Latitude"), required=False, constraint=check_latitude
    )
    longitude = schema.Float(
        title=_("field_longitude", default="Longitude"), required=False, constraint=check_longitude
    )
