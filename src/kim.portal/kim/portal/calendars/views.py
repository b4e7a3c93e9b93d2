"""The feeds themselves, and the page on which people get their addresses."""

from AccessControl import Unauthorized
from kim.portal import _
from kim.portal.calendars import own
from kim.portal.calendars.addresses import ALL
from kim.portal.calendars.addresses import opened
from kim.portal.calendars.feed import feed
from kim.portal.committees.groups import PREFIX
from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.forms.posting import Posting
from kim.portal.theme.etags import etag
from kim.portal.theme.etags import is_known
from kim.portal.theme.headers import NO_REFERRER
from plone import api
from Products.Five import BrowserView
from typing import Self
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


@implementer(IPublishTraverse)
class FeedView(BrowserView):
    """``@@kalender/<sealed word>.ics``: the address alone decides; what is wrong is not found."""

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: IRequest, name: str) -> Self:
        # Zope asks for what a method is called, too.
        if name != request.method:
            self.path = (*self.path, name)
        return self

    def __call__(self) -> bytes:
        wanted = opened(self.path[0]) if len(self.path) == 1 else None
        found = None if wanted is None else feed(wanted)
        if found is None or self.request.method not in ("GET", "HEAD"):
            raise NotFound("calendar")
        response = self.request.response
        response.setHeader("Content-Type", "text/calendar; charset=utf-8")
        response.setHeader("Content-Disposition", 'inline; filename="sitzungen.ics"')
        response.setHeader("Cache-Control", "private, no-cache")
        response.setHeader("X-Robots-Tag", "noindex")
        response.setHeader("Referrer-Policy", NO_REFERRER)
        if is_known(self.request, etag(found)):
            return b""
        if self.request.method == "HEAD":
            # What follows its headers would be taken for the next answer.
            response.setHeader("Content-Length", str(len(found)))
            return b""
        return found


class MyCalendar(Posting, Page):
    """``@@my-calendar``: own addresses, made, renewed and ended here."""

    page_title = _("my_calendar_title", default="My calendar")

    def __call__(self) -> str:
        if api.user.is_anonymous():
            raise Unauthorized("This page is for those who log in.")
        return super().__call__()

    def feeds(self) -> list[own.Feed]:
        return own.feeds()

    def post(self) -> str:
        committee = self.typed("committee")
        if self.typed("act") == "end":
            own.unsubscribe(committee)
            message = _("calendar_ended", default="The address does not work any more.")
        else:
            message = self._subscribe(committee)
        api.portal.show_message(self.say(message), self.request)
        return self.go(f"{self.portal_url}/@@my-calendar")

    def _subscribe(self, committee: str) -> str:
        had = any(feed.uid == committee and feed.address for feed in own.feeds())
        try:
            own.subscribe(committee)
        except own.NotYours as error:
            raise NotFound("committee") from error
        if had:
            return _(
                "calendar_renewed",
                default="This is the new address; the old one does not work any more.",
            )
        return _("calendar_made", default="The address is ready: add it to your calendar.")


class CalendarMenu(BrowserView):
    """``@@kim-calendar-menu``: whether the personal menu leads to one's calendar."""

    def is_member(self) -> bool:
        # The menu is asked for visitors too, whose account knows no groups.
        if api.user.is_anonymous():
            return False
        return any(group.startswith(PREFIX) for group in api.user.get_current().getGroups())


class CalendarPanel(Panel):
    """On a committee's page, behind its meetings."""

    order = 25
    view = "kim-calendar"


class CommitteeCalendar(Page):
    """For those who may see the committee's meetings: the way to its feed."""

    def shown(self) -> bool:
        return not api.user.is_anonymous() and own.may_see(self.context)

    @property
    def uid(self) -> str:
        return api.content.get_uuid(self.context)

    def is_subscribed(self) -> bool:
        return any(feed.address and feed.uid in (ALL, self.uid) for feed in own.feeds())
