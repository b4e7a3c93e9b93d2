"""What follows from a change: groups and history from committees and seats."""

from kim.portal import _
from kim.portal.committees import groups
from kim.portal.committees import papers
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import ICommittee
from kim.portal.committees.committee import OTHER
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import ISeat
from kim.portal.committees.seat import Seat
from kim.portal.committees.seat import today
from kim.portal.committees.seats import remember
from kim.portal.committees.seats import seats_of
from kim.portal.committees.seats import was_held
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from Products.CMFCore.interfaces import IActionSucceededEvent
from zExceptions import BadRequest
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectMovedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def committee_added(committee: ICommittee, event: IObjectAddedEvent) -> None:
    """Its folders, the roles of its groups, and its members."""
    papers.furnish(committee)
    groups.grant(committee)
    _refresh(committee)


def committee_modified(committee: ICommittee, event: IObjectModifiedEvent) -> None:
    """Level, chair, title or last day may have changed."""
    groups.grant(committee)
    _refresh(committee)


def committee_stepped(committee: ICommittee, event: IActionSucceededEvent) -> None:
    """Only a published committee has members."""
    _refresh(committee)


def committee_removed(committee: ICommittee, event: IObjectRemovedEvent) -> None:
    """No group outlives its committee; nothing to do where the whole site goes."""
    tool = getattr(api.portal.get(), "acl_users", None)
    plugin = tool.get(groups.PLUGIN) if tool is not None else None
    if event.newParent is None and plugin is not None:
        plugin.drop(api.content.get_uuid(committee))


def committee_copied(committee: ICommittee, event: IObjectCopiedEvent) -> None:
    """A pasted copy has the seats, not the people; and one steering group is enough."""
    committee.chair = committee.deputy = None
    if committee.level == STEERING:
        committee.level = OTHER
    IAnnotations(committee).pop(papers.VISITS, None)
    for seat in seats_of(committee):
        _empty(seat)


def seat_added(seat: ISeat, event: IObjectAddedEvent) -> None:
    """Its record begins; whoever made it keeps no right by it."""
    seat.__ac_local_roles__ = {}
    remember(seat, today())


def seat_modified(seat: ISeat, event: IObjectModifiedEvent) -> None:
    """What it was until yesterday stays known."""
    remember(seat, today())
    committee = committee_of(seat)
    if committee is not None:
        _refresh(committee)


def seat_leaves(seat: ISeat, event: IObjectWillBeMovedEvent) -> None:
    """Who sat there stays known: a seat that has been held is ended, not deleted or moved away.

    With its whole committee it may go.
    """
    if event.object is not seat or event.oldParent is None:
        return
    if event.newParent is not None and committee_of(event.newParent) is committee_of(seat):
        return
    if was_held(seat, today()):
        message = _("seat_was_held", default="Somebody has held this seat: please end it instead.")
        raise BadRequest(translate(message, context=getRequest()))


def seat_moved(seat: ISeat, event: IObjectMovedEvent) -> None:
    """Made, moved or removed: the committees' members follow."""
    if event.object is not seat:
        return
    for parent in (event.oldParent, event.newParent):
        committee = committee_of(parent) if parent is not None else None
        if committee is not None:
            _refresh(committee)


def seat_copied(seat: ISeat, event: IObjectCopiedEvent) -> None:
    """A pasted copy is an empty seat."""
    _empty(seat)


def folder_leaves(folder: IDexterityContent, event: IObjectWillBeMovedEvent) -> None:
    """The folders of seats and papers stay where their committee is, under their name."""
    if event.object is folder and event.oldParent is not None:
        message = _("folder_stays", default="This folder belongs to its committee and stays there.")
        raise BadRequest(translate(message, context=getRequest()))


def paper_moved(content: IDexterityContent, event: IObjectMovedEvent) -> None:
    """Rights follow the place."""
    if papers.came_or_went(event):
        papers.settle(content)


def _empty(seat: Seat) -> None:
    seat.holder, seat.deputies, seat.note = None, [], None
    seat.external_id = seat.predecessor = None
    seat.record = ()


def _refresh(committee: Committee) -> None:
    plugin = groups.plugin()
    if plugin is not None:
        plugin.refresh(committee)
