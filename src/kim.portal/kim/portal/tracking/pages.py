"""What pages of all that is tracked have in common: what is to be done, the way, comments."""

from datetime import date
from datetime import datetime
from kim.portal.committees.seat import today
from kim.portal.county.days import clock
from kim.portal.county.days import spoken
from kim.portal.county.page import Page
from kim.portal.tracking import bodies
from kim.portal.tracking import comments
from kim.portal.tracking import duties
from kim.portal.tracking import life
from kim.portal.tracking import way
from kim.portal.tracking.kinds import kind
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class Tracked:
    """Mixed into a `Page`: ``view/tracking_macros/way`` draws the way, ``…/duties`` says who must
    act by when."""

    tracking_parts = ViewPageTemplateFile("parts.pt")

    @property
    def tracking_macros(self) -> Any:
        return self.tracking_parts.macros

    @property
    def language(self) -> str:
        return api.portal.get_current_language()

    def spoken(self, day: date | None) -> str:
        """“in 3 days, Wed 25 November”"""
        return spoken(day, today(), self.language) if day else ""

    def moment(self, when: datetime) -> str:
        """“25 November 2026, 14:30”"""
        return clock(when, self.language)

    def stations(self) -> list[way.Station]:
        return self.once(f"way {self.context.UID()}", lambda: way.way(self.context))

    def says_why(self, station: way.Station) -> bool:
        """Whether the reason says more than the step: “Reported.” of “Reported” does not."""
        return station.why.rstrip(".") not in ("", self.say(station.what))

    def duties(self) -> list[dict[str, Any]]:
        """Who must do what by when: ``who``, ``what``, ``due``, ``over``, ``mine``."""
        todo = kind(self.context.portal_type).todo
        me = api.user.get_current()
        mine = {me.getId(), *me.getGroups()}
        return [
            {
                "who": ", ".join(filter(None, map(self.title_of, duty.who))),
                "what": self.say(todo[duty.key]),
                "due": self.spoken(duty.due),
                "over": duty.due is not None and duty.due < today(),
                "mine": bool(mine.intersection(duty.who)),
            }
            for duty in duties.duties(self.context)
            if not duty.is_over(today())
        ]

    def title_of(self, who: str) -> str:
        """A group in words; a user's name is nothing for this page."""
        return bodies.title_of_group(who)


class TrackedPage(Tracked, Page):
    """Base of pages of what is tracked, with ``…/comments`` for the comments."""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    @property
    def page_title(self) -> str:
        return self.context.title

    @property
    def review(self) -> str:
        """The id of the state."""
        return life.state(self.context)

    def state_words(self) -> str:
        return self.say(kind(self.context.portal_type).states[self.review])

    def may(self, permission: str) -> bool:
        return api.user.has_permission(permission, obj=self.context)

    def remarks(self) -> list[comments.Remark]:
        return self.once("remarks", lambda: comments.comments(self.context))

    def may_comment(self) -> bool:
        return comments.may_comment(self.context)


class NoComments(ViewletBase):
    """In the place of Plone's own comments: they would show ours a second time."""

    def render(self) -> str:
        return ""
