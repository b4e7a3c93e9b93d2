"""What was sent is not kept with an error."""

from io import BytesIO
from kim.portal.access.sensitive import forgetful
from ZODB.POSException import ConflictError
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse

import pytest


SECRET = "AZR-Nummer-123"


@pytest.fixture
def request_with_secret() -> HTTPRequest:
    body = f"text={SECRET}".encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "QUERY_STRING": f"note={SECRET}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
    }
    request = HTTPRequest(BytesIO(body), environ, HTTPResponse())
    request.processInputs()
    request.get("text")
    assert SECRET in str(request)
    return request


def test_error_forgets(request_with_secret):
    with pytest.raises(RuntimeError), forgetful(request_with_secret):
        raise RuntimeError
    assert SECRET not in str(request_with_secret)
    assert SECRET not in request_with_secret.text()


def test_success_keeps(request_with_secret):
    with forgetful(request_with_secret):
        pass
    assert request_with_secret.form["text"] == SECRET


def test_conflict_keeps(request_with_secret):
    with pytest.raises(ConflictError), forgetful(request_with_secret):
        raise ConflictError
    assert request_with_secret.form["text"] == SECRET
