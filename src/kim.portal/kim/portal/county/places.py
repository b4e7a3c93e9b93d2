"""Rules for where something is: coordinates, postal codes, municipality keys."""

from kim.portal import _
from zope.schema import ValidationError

import re


# German postal codes run from 01001 to 99998.
POSTAL_CODE = re.compile(r"(?!00|99999)[0-9]{5}")
AGS = re.compile(r"[0-9]{8}")


class NotOnEarth(ValidationError):
    __doc__ = _(
        "error_coordinate",
        default="This is no place on earth: latitude runs from -90 to 90, "
        "longitude from -180 to 180.",
    )


class NotAPostalCode(ValidationError):
    __doc__ = _(
        "error_postal_code", default="A German postal code has five digits, for example 41460."
    )


class NotAMunicipalityKey(ValidationError):
    __doc__ = _("error_ags", default="A municipality key (AGS) has eight digits.")


def check_latitude(degrees: float) -> bool:
    """:raises NotOnEarth: outside -90 to 90 degrees."""
    if not -90 <= degrees <= 90:
        raise NotOnEarth(degrees)
    return True


def check_longitude(degrees: float) -> bool:
    """:raises NotOnEarth: outside -180 to 180 degrees."""
    if not -180 <= degrees <= 180:
        raise NotOnEarth(degrees)
    return True


def postal_code(value: str) -> bool:
    """:raises NotAPostalCode: for anything but a German postal code."""
    if not POSTAL_CODE.fullmatch(value):
        raise NotAPostalCode(value)
    return True


def municipality_key(value: str) -> bool:
    """Amtlicher Gemeindeschlüssel. :raises NotAMunicipalityKey: unless it has eight digits."""
    if not AGS.fullmatch(value):
        raise NotAMunicipalityKey(value)
    return True
