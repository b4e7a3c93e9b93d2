"""The trap for robots, in forms that post and only there.

collective.honeypot takes every page apart to look for forms, and puts its field into searches and
filters too, whose address it then spoils.
"""

from collections.abc import Iterable
from collective.honeypot.auto import ProtectHoneyTransform
from collective.honeypot.config import HONEYPOT_FIELD
from kim.portal.interfaces import IKimLayer
from plone.transformchain.interfaces import ITransform
from repoze.xmliter.serializer import XMLSerializer
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface

import re


POSTS = re.compile(rb"""method\s*=\s*["']?post""", re.I)


@implementer(ITransform)
@adapter(Interface, IKimLayer)
class HoneypotInPosts(ProtectHoneyTransform):
    """collective.honeypot's transform, for pages that hold a form with ``method="post"``."""

    def transformIterable(self, result: Iterable[bytes], encoding: str) -> XMLSerializer | None:
        """Put the field into the forms of the page that post."""
        if isinstance(result, list) and not any(POSTS.search(part) for part in result):
            return None
        page = super().transformIterable(result, encoding)
        if page is not None:
            for form in page.tree.getroot().cssselect("form"):
                if form.get("method", "get").lower() == "get":
                    _take_out(form)
        return page


def _take_out(form) -> None:
    for trap in form.cssselect(f'[name="{HONEYPOT_FIELD}"]'):
        form.remove(trap.getparent())
