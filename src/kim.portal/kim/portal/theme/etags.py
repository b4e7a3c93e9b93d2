"""ETags of what is not made by a page: a client that has it already is told so, and no more."""

from hashlib import blake2b
from ZPublisher.HTTPRequest import HTTPRequest


NOT_MODIFIED = 304


def etag(*parts: bytes) -> str:
    """A mark of an answer as it stands in the header."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f'"{digest.hexdigest()}"'


def is_known(request: HTTPRequest, mark: str) -> bool:
    """Whether the client has it; the answer's headers say which it is, the status that it is known.

    Weak comparison (RFC 9110, 13.1.2): a proxy may have packed what we sent.
    """
    response = request.response
    response.setHeader("ETag", mark)
    known = request.getHeader("If-None-Match") or ""
    if known.strip() != "*" and mark not in [
        one.strip().removeprefix("W/") for one in known.split(",")
    ]:
        return False
    response.setStatus(NOT_MODIFIED)
    return True
