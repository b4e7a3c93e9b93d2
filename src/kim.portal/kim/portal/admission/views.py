"""``@@zugang``: what is reached with a one-time link, and with the pass that it gives.

``/<meeting>/link/<token>``: a page with one button, since programs that read mails follow links;
``/<meeting>``: what the pass opens; ``/<meeting>/<name>``: a page of another room (`places`);
``/<meeting>/ende`` ends it. All of it stands at the site's root: whoever has only a pass may not
view the meeting, and what may not be viewed answers 404 to every page on it.
"""

from kim.portal import _
from kim.portal.admission import passes
from kim.portal.admission import places
from kim.portal.admission import posting
from kim.portal.admission.passes import Pass
from kim.portal.admission.renewal import renew
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.views import OfMeetings
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import LinkError
from kim.portal.notifications.links import Spent
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from typing import Self
from urllib.parse import urlsplit
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


FORBIDDEN, GONE = 403, 410


@implementer(IPublishTraverse)
class LinkPage(OfMeetings):
    """Base of pages for whoever has a signed link: nothing of them is kept, or told elsewhere."""

    link_parts = ViewPageTemplateFile("parts.pt")
    gone_page = ViewPageTemplateFile("gone.pt")

    page_title = _("link_title", default="Your meeting")
    path: tuple[str, ...] = ()

    def publishTraverse(self, request: IRequest, name: str) -> Self:
        if len(self.path) > 3:
            raise NotFound(name)
        # Zope asks for what a method is called, too.
        if name != request.method:
            self.path = (*self.path, name)
        return self

    def __call__(self) -> str | bytes:
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        response.setHeader("X-Robots-Tag", "noindex")
        answer = self.answer()
        # What follows the headers would be taken for the next answer.
        return "" if self.request.method == "HEAD" else answer

    def answer(self) -> str | bytes:
        raise NotImplementedError

    @property
    def link_macros(self) -> Any:
        return self.link_parts.macros

    @property
    def canonical_url(self) -> str:
        """Not the address itself: it is a secret."""
        return self.portal_url

    @property
    def posts(self) -> bool:
        return self.request.method == "POST"

    def gone(self, status: int) -> str:
        """The same page for whatever is wrong: nothing says whether anything exists."""
        self.page_title = _("link_gone", default="This link does not work (any more)")
        self.request.response.setStatus(status)
        return self.gone_page()

    def go(self, url: str) -> str:
        self.request.response.redirect(url)
        return ""

    def committee_title(self, meeting: Meeting) -> str:
        return committee_of(meeting).title


class Admission(LinkPage):
    """Lets people in, shows them what is open to them, lets them out."""

    link_page = ViewPageTemplateFile("link.pt")
    landing_page = ViewPageTemplateFile("landing.pt")
    pass_page = ViewPageTemplateFile("page.pt")
    ended_page = ViewPageTemplateFile("ended.pt")

    given: Pass | None = None
    #: A new link is on its way, if anybody is waiting for it.
    renewed = False
    used = False

    def answer(self) -> str | bytes:
        match self.path:
            case (uid, "link", token):
                return self._link(uid, token)
            case (uid, *rest) if len(rest) < 2:
                return self._inside(uid, *rest)
            case _:
                return self.gone(FORBIDDEN)

    # With the link

    def _link(self, uid: str, token: str) -> str:
        try:
            self.given = passes.read(token)
        except Expired:
            return self.gone(GONE)
        except LinkError:
            return self.gone(FORBIDDEN)
        if self.url != passes.address_of(uid):
            return self.gone(FORBIDDEN)
        self.form_about, self.used = token, passes.was_used(token)
        if posting.checked(self.request, token):
            if "again" in self.request.form:
                renew(self.given)
                self.renewed = True
            elif not self.used:
                return self._enter(token)
        if self.used:
            self.request.response.setStatus(GONE)
        return self.link_page()

    def _enter(self, token: str) -> str:
        try:
            given, card = passes.enter(token)
        except Spent:
            self.used = True
            return self.link_page()
        self.request.response.setCookie(
            passes.COOKIE,
            card,
            path=passes.cookie_path(given.meeting),
            max_age=int(passes.HOURS.total_seconds()),
            http_only=True,
            same_site="Lax",
            secure=urlsplit(self.portal_url).scheme == "https",
        )
        return self.go(passes.address(given.meeting))

    @property
    def address(self) -> str:
        """The link itself."""
        return passes.address(self.meeting, "link", self.form_about)

    def token(self) -> str:
        return posting.token(self.form_about)

    # With the pass

    def _inside(self, uid: str, name: str = "") -> str | bytes:
        meeting = passes.found(uid)
        self.given = None if meeting is None else passes.admitted(self.request, meeting)
        if self.given is None:
            return self.gone(FORBIDDEN)
        self.form_about = posting.subject(self.given)
        if self.posts and not posting.checked(self.request, self.form_about):
            return self.gone(FORBIDDEN)
        if name == "ende":
            return self._end()
        return self._page(name) if name else self.landing_page()

    def _end(self) -> str:
        if not self.posts:
            return self.go(passes.address(self.given.meeting))
        passes.end(self.request)
        path = passes.cookie_path(self.given.meeting)
        self.request.response.expireCookie(passes.COOKIE, path=path)
        return self.ended_page()

    def _page(self, name: str) -> str | bytes:
        page = places.page(self.given, self.request, name)
        if page is None:
            return self.gone(FORBIDDEN)
        # Only the page itself acts as its reader; what stands around it is a visitor's.
        with passes.as_holder(self.given):
            content = page.render()
        if isinstance(content, bytes) or self.request.response.getStatus() in (302, 303):
            return content
        self.page_title, self.content = page.title, content
        return self.pass_page()

    @property
    def meeting(self) -> Meeting:
        return self.given.meeting

    @property
    def url(self) -> str:
        return passes.address(self.meeting)

    def pages(self) -> list[dict[str, str]]:
        """What the pass opens."""
        found = places.pages(self.given, self.request)
        return [{"title": page.title, "url": f"{self.url}/{name}"} for name, page in found]

    def ends(self) -> str:
        """Until when the pass is good: day and time."""
        return f"{self.date(self.given.ends.date())}, {self.given.ends:%H:%M}"
