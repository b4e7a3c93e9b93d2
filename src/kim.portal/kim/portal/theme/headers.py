"""Headers that every answer carries: what a browser must not do, and that errors are not kept."""

from collections.abc import Iterable
from kim.portal.interfaces import IKimLayer
from kim.portal.theme.etags import NOT_MODIFIED
from kim.portal.theme.visitor import is_visitor
from plone.transformchain.interfaces import ITransform
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}

# Nothing comes from elsewhere and no script stands in a page; styles may (pages that people write).
VISITORS_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

#: What a page says for itself, where its own address is a secret.
NO_REFERRER = "no-referrer"

NOT_KEPT = "max-age=0, must-revalidate, private"


@implementer(ITransform)
@adapter(Interface, IKimLayer)
class SafeHeaders:
    """The last word on headers, after plone.caching (12000) and before the RAM cache (90000)."""

    order = 12500

    def __init__(self, published: object, request: HTTPRequest) -> None:
        self.request = request

    def transformBytes(self, result: bytes, encoding: str) -> None:
        set_headers(self.request.response)

    def transformUnicode(self, result: str, encoding: str) -> None:
        set_headers(self.request.response)

    def transformIterable(self, result: Iterable[bytes], encoding: str) -> None:
        set_headers(self.request.response)


def set_headers(response: HTTPResponse) -> None:
    """Complete the headers of an answer whose status and kind are known."""
    tells_nothing = response.getHeader("Referrer-Policy") == NO_REFERRER
    for name, value in ALWAYS.items():
        response.setHeader(name, value)
    if tells_nothing:
        response.setHeader("Referrer-Policy", NO_REFERRER)
    is_page = (response.getHeader("Content-Type") or "").startswith("text/html")
    if is_page and is_visitor():
        response.setHeader("Content-Security-Policy", VISITORS_POLICY)
    status = response.getStatus()
    if status >= 300 and status != NOT_MODIFIED:
        forget(response)
    elif is_page and not response.getHeader("Cache-Control"):
        response.setHeader("Cache-Control", NOT_KEPT)


def forget(response: HTTPResponse) -> None:
    """Let nobody keep an error, nor the redirect that stands for one (to the login form)."""
    for name in ("ETag", "etag", "last-modified", "expires"):
        response.headers.pop(name, None)
    response.setHeader("Cache-Control", "no-store")
