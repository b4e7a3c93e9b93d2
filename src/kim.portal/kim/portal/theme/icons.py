"""Bootstrap Icons as Plone ships them, inlined: decoration beside a word, silent to a reader."""

from functools import lru_cache
from importlib.resources import files
from Products.Five.browser import BrowserView

import re


SHIPPED = files("plone.staticresources") / "static" / "icons-bootstrap"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OPENING = re.compile(r"<svg\b[^>]*>")
VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


class UnknownIcon(LookupError):
    """There is no Bootstrap icon of this name."""


@lru_cache(maxsize=512)
def icon(name: str) -> str:
    """The SVG of the Bootstrap icon ``name`` (as on icons.getbootstrap.com), to stand by a word."""
    path = SHIPPED / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UnknownIcon(name)
    source = " ".join(path.read_text(encoding="utf-8").split())
    view_box = VIEW_BOX.search(source)
    opening = (
        '<svg class="kim-icon" xmlns="http://www.w3.org/2000/svg" width="1em" height="1em" '
        f'fill="currentColor" aria-hidden="true" focusable="false" viewBox="{view_box.group(1)}">'
    )
    return OPENING.sub(opening, source, count=1)


class Icon(BrowserView):
    """In templates: define ``icon nocall:context/@@kim_icon``, use ``structure python:icon(…)``."""

    def __call__(self, name: str) -> str:
        return icon(name)
