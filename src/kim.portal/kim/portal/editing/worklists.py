"""What waits for me: an editor's own entries, the office's stack."""

from AccessControl import Unauthorized
from collections.abc import Iterator
from kim.portal import _
from kim.portal.county import publication
from kim.portal.editing.changes import PREFIX
from kim.portal.editing.editors import GROUP
from kim.portal.editing.permissions import REVIEW
from kim.portal.editing.waiting import IOfficeList
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.editing.waiting import sections
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.base.interfaces import IRedirectAfterLogin
from Products.Five import BrowserView
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


TYPES = ("Actor", "Offer", "Programme", "Network", "Municipality", "Committee")
MOST = 200

NEXT = {
    publication.DRAFT: _("next_draft", default="Complete it and hand it in"),
    publication.PENDING: _("next_pending", default="With the office: nothing to do"),
    publication.PUBLISHED: _("next_published", default="Still correct? If not, propose a change"),
    publication.INTERNAL: _("next_published", default="Still correct? If not, propose a change"),
    publication.ARCHIVED: _("next_archived", default="Out of public view"),
}


def own_actors() -> list[str]:
    """UIDs of the actors whose groups the user is in."""
    user = api.user.get_current()
    prefix = GROUP.format("")
    return [g.removeprefix(prefix) for g in user.getGroups() if g.startswith(prefix)]


class Worklist(BrowserView):
    """Base of both lists."""

    nothing = ""

    def __call__(self) -> str:
        if api.user.is_anonymous() or not self.is_open():
            raise Unauthorized("This page is for those who work on entries.")
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    def is_open(self) -> bool:
        raise NotImplementedError

    def find(self, **query: Any) -> list[Any]:
        query.setdefault("portal_type", TYPES)
        return list(api.portal.get_tool("portal_catalog")(sort_limit=MOST, **query))[:MOST]

    def row(self, brain: Any) -> Row:
        return Row(
            brain.getURL(),
            brain.Title,
            self._kind(brain.portal_type),
            self._state(brain),
            api.portal.get_localized_time(brain.modified),
            self._next(brain),
            bool(brain.is_working_copy),
        )

    def sections(self) -> list[Section]:
        """Its own ones, then those of other rooms."""
        return [*self.own_sections(), *sections(self)]

    def own_sections(self) -> list[Section]:
        raise NotImplementedError

    def _next(self, brain: Any) -> str:
        return ""

    def _kind(self, portal_type: str) -> str:
        title = api.portal.get_tool("portal_types")[portal_type].Title()
        return translate(title, domain="kim.portal", context=self.request)

    def _state(self, brain: Any) -> str:
        workflow = api.portal.get_tool("portal_workflow")
        title = workflow.getTitleForStateOnType(brain.review_state, brain.portal_type)
        return translate(title, domain="plone", context=self.request)


@implementer(IOwnList)
class MyEntries(Worklist):
    """``@@my-entries``: own actors, their offers and proposed changes."""

    page_title = _("my_entries_title", default="My entries")
    nothing = _(
        "my_entries_none",
        default="Nothing waits for you, and you do not keep any entry yet. The office connects "
        "you with your organisation.",
    )

    def is_open(self) -> bool:
        return True

    def own_sections(self) -> list[Section]:
        """One for each own actor."""
        actors = self.find(UID=own_actors() or ["-"], sort_on="sortable_title")
        return [
            Section(actor.Title, list(self._rows(actor)), add_url=self._add_url(actor))
            for actor in actors
        ]

    def _next(self, brain: Any) -> str:
        return translate(NEXT.get(brain.review_state, ""), context=self.request)

    def _rows(self, actor: Any) -> Iterator[Row]:
        """The actor itself, the proposed change to it, its offers."""
        yield self.row(actor)
        folder, _slash, name = actor.getPath().rpartition("/")
        for copy in self.find(path={"query": f"{folder}/{PREFIX}{name}", "depth": 0}):
            yield self.row(copy)
        offers = {"query": actor.getPath(), "depth": 1}
        for offer in self.find(portal_type="Offer", path=offers, sort_on="sortable_title"):
            yield self.row(offer)

    def _add_url(self, actor: Any) -> str | None:
        """Where the workflow lets editors add offers."""
        if actor.review_state in (publication.PENDING, publication.ARCHIVED):
            return None
        return f"{actor.getURL()}/++add++Offer"


@implementer(IOfficeList)
class Office(Worklist):
    """``@@office``: what has been handed in and what others are changing, oldest first."""

    page_title = _("office_title", default="Work to do")

    def is_open(self) -> bool:
        return api.user.has_permission(REVIEW, obj=self.context)

    def own_sections(self) -> list[Section]:
        waiting = self.find(review_state=publication.PENDING, sort_on="modified")
        begun = self.find(review_state=publication.DRAFT, is_working_copy=True, sort_on="modified")
        rows = [self.row(brain) for brain in waiting]
        return [
            Section(
                _("office_new", default="New entries that wait for the office"),
                [row for row in rows if not row.is_change],
                _("office_new_none", default="No entry waits."),
            ),
            Section(
                _("office_changes", default="Proposed changes that wait for the office"),
                [row for row in rows if row.is_change],
                _("office_changes_none", default="No proposed change waits."),
            ),
            Section(
                _("office_begun", default="Changes that somebody has begun"),
                [self.row(brain) for brain in begun],
                _("office_begun_none", default="Nobody has begun a change."),
            ),
        ]


class Desk(BrowserView):
    """``@@kim-desk``: which of the lists is the user's, for the personal menu."""

    def is_editor(self) -> bool:
        return not api.user.is_anonymous() and bool(own_actors())

    def has_list(self) -> bool:
        """Anybody who logs in may have to answer something."""
        return not api.user.is_anonymous()

    def is_office(self) -> bool:
        return api.user.has_permission(REVIEW, obj=api.portal.get())


@implementer(IRedirectAfterLogin)
@adapter(IPloneSiteRoot, IKimLayer)
class AfterLogin:
    """Whoever did not come from a page of the site lands at their own list."""

    def __init__(self, portal: IPloneSiteRoot, request: IKimLayer) -> None:
        self.portal = portal
        self.request = request

    def __call__(self, came_from: str | None = None, is_initial_login: bool = False) -> str | None:
        home = self.portal.absolute_url()
        if came_from and came_from.rstrip("/") != home:
            return came_from
        desk = Desk(self.portal, self.request)
        if desk.is_office():
            return f"{home}/@@office"
        return f"{home}/@@my-entries" if desk.is_editor() else came_from
