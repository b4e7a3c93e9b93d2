"""Each committee's groups, computed from its seats: members, holders, and those who chair.

No membership is stored. What is kept here follows the seats by subscribers: who holds or stands
in, from which day to which. Whether that is today is asked in each request, so that rights begin
and end with a day by themselves, in searches too: the catalog holds the group's id alone.
"""

from AccessControl.class_init import InitializeClass
from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import astuple
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seats import chairs
from kim.portal.committees.seats import seats_of
from kim.portal.county.publication import PUBLISHED
from kim.portal.theme.marks import local_date
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from Products.PlonePAS.plugins.autogroup import VirtualGroup
from Products.PluggableAuthService.interfaces.plugins import IGroupEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import Any
from zope.i18n import translate
from zope.interface import implementer


PLUGIN = "kim_committees"
INTERFACES = (IGroupsPlugin, IGroupEnumerationPlugin, IGroupIntrospection, IPropertiesPlugin)
PREFIX = "committee-"
CHAIR = "-chair"
HOLDERS = "-holders"
OWN = "sits-"
MEMBER_ROLE, CHAIR_ROLE = "Committee Member", "Committee Chair"
SEAT_HOLDER_ROLE = "Seat Holder"
STEERING_MEMBER_ROLE, STEERING_CHAIR_ROLE = "Steering Member", "Steering Chair"
ALWAYS = date.max.toordinal()


@dataclass(frozen=True)
class Term:
    """A person's time in a committee; days as ordinals, both included."""

    person: str
    first: int
    last: int
    chairs: bool
    holds: bool


def members_group(uid: str) -> str:
    return f"{PREFIX}{uid}"


def chair_group(uid: str) -> str:
    return f"{PREFIX}{uid}{CHAIR}"


def holders_group(uid: str) -> str:
    return f"{PREFIX}{uid}{HOLDERS}"


def own_group(uid: str, person: str) -> str:
    """A group of one: somebody as a member of a committee, for as long as they are one.

    What is given to it, at one meeting say, ends with the membership. No list of groups has it.
    """
    return f"{OWN}{uid}-{person}"


GROUPS = (members_group, chair_group, holders_group)


def memberships(groups: Iterable[str]) -> list[str]:
    """UIDs of the committees that somebody with these groups is a member of today."""
    found = [group for group in groups if group.startswith(PREFIX)]
    return [g.removeprefix(PREFIX) for g in found if not g.endswith((CHAIR, HOLDERS))]


def terms(committee: Committee) -> Iterator[Term]:
    """Who is a member from when to when; nobody of a committee that is not published."""
    if api.content.get_state(committee, None) != PUBLISHED or IWorkingCopy.providedBy(committee):
        return
    chairing = chairs(committee)
    end = committee.ends_on.toordinal() if committee.ends_on else ALWAYS
    for seat in seats_of(committee):
        first = seat.valid_from.toordinal() if seat.valid_from else 0
        last = min(end, seat.valid_to.toordinal() if seat.valid_to else ALWAYS)
        leads = api.content.get_uuid(seat) in chairing
        if seat.holder:
            yield Term(seat.holder, first, last, leads, True)
        for person in seat.deputies or ():
            yield Term(person, first, last, False, False)


def grant(committee: Committee) -> None:
    """Give the committee's groups, and no other group or user, their roles on it."""
    uid = api.content.get_uuid(committee)
    steers = committee.level == STEERING
    member = [MEMBER_ROLE, *([STEERING_MEMBER_ROLE] if steers else [])]
    chair = [*member, CHAIR_ROLE, *([STEERING_CHAIR_ROLE] if steers else [])]
    roles = {
        members_group(uid): member,
        holders_group(uid): [*member, SEAT_HOLDER_ROLE],
        chair_group(uid): [*chair, SEAT_HOLDER_ROLE],
    }
    if getattr(committee, "__ac_local_roles__", None) != roles:
        committee.__ac_local_roles__ = roles
        committee.reindexObjectSecurity()


@implementer(*INTERFACES)
class CommitteeGroups(BasePlugin):
    """``acl_users/kim_committees``."""

    meta_type = "KIM Committee Groups"

    def __init__(self, id: str, title: str = "") -> None:
        self._setId(id)
        self.title = title
        #: committee's UID → (its title, rows: (person, first, last, chairs, holds))
        self.by_committee = OOBTree()
        #: user id → (committee's UID, first, last, chairs, holds)
        self.by_person = OOBTree()

    # What follows the seats

    def refresh(self, committee: Committee) -> None:
        """Take over a committee's seats as they are now."""
        uid = api.content.get_uuid(committee)
        found = tuple(sorted({astuple(term) for term in terms(committee)}))
        if self.by_committee.get(uid) == (committee.title, found):
            return
        self.drop(uid)
        self.by_committee[uid] = (committee.title, found)
        for person in {row[0] for row in found}:
            own = tuple((uid, *row[1:]) for row in found if row[0] == person)
            self.by_person[person] = (*self.by_person.get(person, ()), *own)

    def drop(self, uid: str) -> None:
        """Forget a committee."""
        _title, rows = self.by_committee.pop(uid, ("", ()))
        for person in {row[0] for row in rows}:
            left = tuple(row for row in self.by_person.get(person, ()) if row[0] != uid)
            if left:
                self.by_person[person] = left
            else:
                self.by_person.pop(person, None)

    # IGroupsPlugin: asked in every request of whoever logs in

    def getGroupsForPrincipal(self, principal: Any, request: Any = None) -> tuple[str, ...]:
        person = principal.getId() or ""
        rows = self.by_person.get(person)
        if not rows:
            return ()
        day = self._today()
        groups: dict[str, None] = {}
        # Rows of a site that is not upgraded yet do not say who holds.
        for uid, first, last, leads, *holds in rows:
            if first <= day <= last:
                groups[members_group(uid)] = None
                groups[own_group(uid, person)] = None
                if any(holds):
                    groups[holders_group(uid)] = None
                if leads:
                    groups[chair_group(uid)] = None
        return tuple(groups)

    # IGroupEnumerationPlugin

    def enumerateGroups(
        self,
        id: Any = None,
        title: Any = None,
        exact_match: bool = False,
        sort_by: str | None = None,
        max_results: int | None = None,
        **kw: Any,
    ) -> list[dict[str, str]]:
        if kw:
            return []
        if exact_match and isinstance(id, str):
            found = [self._described(id)] if self._uid(id) else []
        else:
            found = [self._described(group) for group in self.getGroupIds()]
            found = [
                group
                for group in found
                if _matches(group["id"], id, exact_match)
                and _matches(group["title"], title, exact_match)
            ]
        if sort_by in ("id", "title"):
            found.sort(key=lambda group: group[sort_by].lower())
        return found[:max_results] if max_results is not None else found

    # IGroupIntrospection

    def getGroupById(self, group_id: str) -> Any | None:
        if self._uid(group_id) is None:
            return None
        group = VirtualGroup(group_id, title=self._title(group_id))
        return group.__of__(self)

    def getGroups(self) -> list[Any]:
        return [self.getGroupById(group) for group in self.getGroupIds()]

    def getGroupIds(self) -> list[str]:
        return [group(uid) for uid in self.by_committee for group in GROUPS]

    def getGroupMembers(self, group_id: str) -> tuple[str, ...]:
        uid = self._uid(group_id)
        if uid is None:
            return ()
        day = self._today()
        leads, holding = group_id.endswith(CHAIR), group_id.endswith(HOLDERS)
        _title, rows = self.by_committee[uid]
        return tuple(
            dict.fromkeys(
                person
                for person, first, last, chairs, *holds in rows
                if first <= day <= last and (chairs or not leads) and (any(holds) or not holding)
            )
        )

    # IPropertiesPlugin: a group's title

    def getPropertiesForUser(self, user: Any, request: Any = None) -> dict[str, str]:
        group_id = user.getId()
        if not group_id.startswith(PREFIX) or self._uid(group_id) is None:
            return {}
        return {"title": self._title(group_id), "description": ""}

    def _uid(self, group_id: str) -> str | None:
        if not group_id.startswith(PREFIX):
            return None
        uid = group_id.removeprefix(PREFIX).removesuffix(CHAIR).removesuffix(HOLDERS)
        return uid if uid in self.by_committee else None

    def _title(self, group_id: str) -> str:
        title = self.by_committee[self._uid(group_id)][0]
        if group_id.endswith(CHAIR):
            message = _("group_chair", default="${title}: chair", mapping={"title": title})
        elif group_id.endswith(HOLDERS):
            message = _("group_holders", default="${title}: seats", mapping={"title": title})
        else:
            return title
        return translate(message, target_language=api.portal.get_default_language())

    def _described(self, group_id: str) -> dict[str, str]:
        return {
            "id": group_id,
            "groupid": group_id,
            "title": self._title(group_id),
            "pluginid": self.getId(),
        }

    def _today(self) -> int:
        return local_date(aq_parent(aq_parent(aq_inner(self)))).toordinal()


InitializeClass(CommitteeGroups)


def _matches(value: str, wanted: Any, exact: bool) -> bool:
    if not wanted:
        return True
    wishes = [wanted] if isinstance(wanted, str) else list(wanted)
    return any(value == wish if exact else wish.lower() in value.lower() for wish in wishes)


def plugin() -> CommitteeGroups | None:
    """The site's plugin; None where the portal is not, or no longer, installed."""
    return api.portal.get_tool("acl_users").get(PLUGIN)


def install() -> None:
    """Add the plugin where it is missing, and let it follow what is there already."""
    users = api.portal.get_tool("acl_users")
    if PLUGIN not in users:
        users._setObject(PLUGIN, CommitteeGroups(PLUGIN, "Groups of committees"))
        for interface in INTERFACES:
            users.plugins.activatePlugin(interface, PLUGIN)
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type="Committee")
    for brain in found:
        users[PLUGIN].refresh(brain._unrestrictedGetObject())


def uninstall() -> None:
    """Take the plugin away; roles of its groups say nothing without it."""
    users = api.portal.get_tool("acl_users")
    if PLUGIN in users:
        for interface in INTERFACES:
            users.plugins.deactivatePlugin(interface, PLUGIN)
        users._delObject(PLUGIN)
