"""The addresses: visitors find the site at ``/``, administrators the Zope root at ``/zope-root``.

Zope knows the site as ``/kim``. This filter of the WSGI pipeline asks Zope's virtual host monster
to leave that out of every address, whatever host name and port the visitor used.
"""

from collections.abc import Callable
from collections.abc import Iterable
from typing import Any


ZOPE_ROOT = "/zope-root"

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def inner_path(path: str, site: str) -> str:
    """Return the path as Zope wants it; a proxy that already asks the monster is left alone."""
    if path.startswith("/VirtualHostBase/"):
        return path
    if path == ZOPE_ROOT or path.startswith(f"{ZOPE_ROOT}/"):
        return f"/VirtualHostRoot/_vh_{ZOPE_ROOT[1:]}{path[len(ZOPE_ROOT) :] or '/'}"
    return f"/{site}/VirtualHostRoot{path or '/'}"


def head(
    application: Application, environ: Environ, start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer HEAD as GET without the body: Zope's views know GET alone."""
    body = application({**environ, "REQUEST_METHOD": "GET"}, start_response)
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return []


def make_filter(global_conf: dict[str, str], site: str) -> Callable[[Application], Application]:
    """Return the filter for the site, as PasteDeploy asks for it."""

    def wrap(application: Application) -> Application:
        def with_site_at_root(environ: Environ, start_response: Callable[..., Any]):
            environ["PATH_INFO"] = inner_path(environ.get("PATH_INFO", ""), site)
            if environ.get("REQUEST_METHOD") == "HEAD":
                return head(application, environ, start_response)
            return application(environ, start_response)

        return with_site_at_root

    return wrap
