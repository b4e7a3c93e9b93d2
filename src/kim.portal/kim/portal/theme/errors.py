"""What is shown when something is not there, not open or broken: calm, and with a way on.

All of it is rendered on the site itself, never on what was asked for: neither the title of what is
hidden nor its place shows.
"""

from kim.portal import _
from kim.portal.theme.navigation import Section
from kim.portal.theme.navigation import sections
from kim.portal.theme.visitor import is_visitor
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.CMFPlone.browser.login.login import RequireLoginView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from zope.component.hooks import getSite

import re


FILE_ENDING = re.compile(r"\.\w{2,5}$")
PARAMETER = re.compile(r"([\w.@-]{1,40}): ")
NOT_LETTERS = re.compile(r"[\W_\d]+")

TITLES = {
    "NotFound": _("error_not_found", default="This page does not exist"),
    "Unauthorized": _("error_forbidden", default="This page is not open to you"),
    "Forbidden": _("error_forbidden", default="This page is not open to you"),
    "BadRequest": _("error_address", default="We did not understand this address"),
}
BROKEN = _("error_broken", default="Something went wrong on our side")


class ErrorPage(ExceptionView):
    """The page in place of one that could not be made.

    Plone's view sends on what has moved, answers a program in JSON and falls back to a bare page;
    here it renders on the site and in our words.
    """

    template = ViewPageTemplateFile("error.pt")

    def __call__(self) -> str | None:
        self.error_type = type(self.context).__name__
        # "page: must be 1 or more" names the parameter.
        name = PARAMETER.match(str(self.context))
        self.parameter = name[1] if name and self.error_type == "BadRequest" else ""
        return super().__call__()

    def index(self, **options: str) -> str:
        """The body, rendered where it can give nothing away."""
        self.context = getSite()
        return self.template(**options)

    @property
    def page_title(self) -> str:
        """What happened, in a few words."""
        return TITLES.get(self.error_type, BROKEN)

    def bare_address(self) -> str:
        """The address without its parameters."""
        return self.request.get("ACTUAL_URL", getSite().absolute_url())

    def wanted(self) -> str:
        """The words of the address that led nowhere, for the search field."""
        last = self.request.get("PATH_INFO", "").rstrip("/").rpartition("/")[2]
        return NOT_LETTERS.sub(" ", FILE_ENDING.sub("", last)).strip()[:60]

    def sections(self) -> tuple[Section, ...]:
        """Where else to look."""
        return sections(getSite())


class RequireLogin(RequireLoginView):
    """On the way to the login form: say why one lands there."""

    def __call__(self) -> None:
        if is_visitor():
            IStatusMessage(self.request).add(
                _(
                    "login_needed",
                    default="This page is for people with an account. Please log in. If you are "
                    "looking for help, you need no account: everything is open to you.",
                )
            )
        super().__call__()


class Forbidden(BrowserView):
    """For those who are logged in and still not let in."""

    page_title = _("error_forbidden", default="This page is not open to you")

    def __call__(self) -> str:
        self.request.response.setStatus(403)
        return self.index()
