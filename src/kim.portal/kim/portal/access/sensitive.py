"""For views that take what must not be kept: a request's form leaves no trace in the error log.

The log stores the whole request with every error. ::

    with forgetful(self.request):
        report(self.request.form)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ZODB.POSException import ConflictError
from ZPublisher.HTTPRequest import HTTPRequest


@contextmanager
def forgetful(request: HTTPRequest) -> Iterator[None]:
    """Empties form, body and what was taken from them when the block fails, then lets it fail.

    A conflict keeps them: the publisher runs the request again, from a new request object.
    """
    try:
        yield
    except ConflictError:
        raise
    except Exception:
        forget(request)
        raise


def forget(request: HTTPRequest) -> None:
    for name in (*request.form, "BODY"):
        request.other.pop(name, None)
    request.form.clear()
    request.taintedform.clear()
    request._lazies.pop("BODY", None)
    request.environ["QUERY_STRING"] = ""
