"""Forms that are open to everyone who has a signed link: a token of their own.

Plone's own token belongs to whoever is logged in, and nobody is. This one is signed for the link or
the pass that the page was shown for: the form comes from a page that its holder has opened.
"""

from datetime import timedelta
from hashlib import sha256
from kim.portal.admission.passes import Pass
from kim.portal.notifications import links
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from zope.interface import alsoProvides
from ZPublisher.HTTPRequest import HTTPRequest


FORM = "admission.form"
FIELD = "token"
#: A page that is left open longer is opened anew.
FRESH = timedelta(hours=12)


def subject(given: Pass) -> str:
    """What forms of a pass are signed for."""
    return f"{api.content.get_uuid(given.meeting)} {given.seat_uid} {given.person}"


def token(about: str) -> str:
    """The value of the field for a form about a link or a pass."""
    return links.sign(FORM, {"about": _digest(about)})


def checked(request: HTTPRequest, about: str) -> bool:
    """Whether a request is a POST of a form about this link or pass."""
    if request.method != "POST":
        return False
    try:
        data = links.read(FORM, request.form.get(FIELD), FRESH)
    except links.LinkError:
        return False
    if data["about"] != _digest(about):
        return False
    # Whoever is logged in as well has shown by this token that they mean it.
    alsoProvides(request, IDisableCSRFProtection)
    return True


def _digest(about: str) -> str:
    return sha256(about.encode()).hexdigest()
