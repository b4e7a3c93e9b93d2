"""Bodies that can be asked or charged: the office, a committee, an actor, a municipality.

A body is named by a token, "office", "committee:<UID>", "actor:<UID>", "municipality:<id>", and
acts through its Plone group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.groups import CHAIR
from kim.portal.committees.groups import chair_group
from kim.portal.committees.groups import members_group
from kim.portal.county.editors import GROUP as MUNICIPALITY_GROUP
from kim.portal.county.editors import group_of as municipality_group
from kim.portal.editing.editors import GROUP as ACTOR_GROUP
from kim.portal.meetings.sources import said
from plone import api
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


OFFICE, COMMITTEE, ACTOR, MUNICIPALITY = "office", "committee", "actor", "municipality"
OFFICE_GROUP = "kim-coordination"
OFFICE_TITLE = _("body_office", default="Coordinating office")
PERSON = _("body_person", default="Whoever reported it")
PATTERNS = {
    COMMITTEE: members_group("{}"),
    MUNICIPALITY: MUNICIPALITY_GROUP,
    ACTOR: ACTOR_GROUP,
}
KINDS = {COMMITTEE: "Committee", MUNICIPALITY: "Municipality", ACTOR: "Actor"}


@dataclass(frozen=True)
class Body:
    """A body by its token: the group that acts for it and what it is called."""

    token: str
    kind: str
    group: str
    title: str


def body(token: str) -> Body | None:
    """The body of a token, whoever may see it; None for one that is unknown or gone."""
    kind, _colon, name = (token or "").partition(":")
    if kind == OFFICE and not name:
        return Body(token, kind, OFFICE_GROUP, said(OFFICE_TITLE))
    brain = _brain(kind, name)
    return None if brain is None else Body(token, kind, _group(kind, name), brain.Title)


def group_of(token: str) -> str:
    """The group that acts for a body."""
    kind, _colon, name = token.partition(":")
    return OFFICE_GROUP if kind == OFFICE else _group(kind, name)


def acting_for(token: str) -> str:
    """The same; the office for a body in which nobody has an account."""
    group = group_of(token)
    return group if people(group) else OFFICE_GROUP


def title_of(token: str) -> str:
    found = body(token)
    return found.title if found is not None else token


def title_of_group(group: str) -> str:
    """What the body is called whose group this is; empty for a user, or one that is gone."""
    kind, name = _split(group)
    if kind == OFFICE:
        return said(OFFICE_TITLE)
    brain = _brain(kind, name)
    title = "" if brain is None else brain.Title
    return said(_chair(title)) if title and group.endswith(CHAIR) else title


def chair_of(token: str) -> str:
    """Of a committee the group of those who chair; otherwise the body's group."""
    kind, _colon, name = token.partition(":")
    return chair_group(name) if kind == COMMITTEE else group_of(token)


def people(group: str) -> list[str]:
    """Ids of those who are in a group today, in order."""
    plugins = api.portal.get_tool("acl_users").plugins.listPlugins(IGroupIntrospection)
    found = (plugin.getGroupMembers(group) or () for _name, plugin in plugins)
    return sorted({person for members in found for person in members})


def body_token(group: str) -> str:
    """The token of the body that a group acts for; "person" for whoever is no group."""
    kind, name = _split(group)
    return f"{kind}:{name}" if name else kind or "person"


def titles_of_groups(groups: Iterable[str], language: str) -> dict[str, str]:
    """What those who act for groups are called; whoever is no group is one person, without a name.

    Two queries for all of them together.
    """
    found = {group: _split(group) for group in groups}
    brains = _titles({name for kind, name in found.values() if name})
    said = {"": PERSON, OFFICE: OFFICE_TITLE}
    titles = {}
    for group, (kind, name) in found.items():
        title = brains.get(name) or said.get(kind, PERSON)
        if group.endswith(CHAIR) and name:
            title = _chair(title)
        titles[group] = translate(title, target_language=language)
    return titles


def _chair(title: str) -> Message:
    return _("body_chair", default="Chair: ${title}", mapping={"title": title})


def bodies(context: Interface) -> SimpleVocabulary:
    """``kim.bodies``: the office, then committees, municipalities and actors by name."""
    terms = [SimpleTerm(OFFICE, OFFICE, OFFICE_TITLE)]
    catalog = api.portal.get_tool("portal_catalog")
    for kind, portal_type in KINDS.items():
        query = {"portal_type": portal_type, "review_state": "published", "is_working_copy": False}
        for brain in catalog(sort_on="sortable_title", **query):
            token = f"{kind}:{brain.getId if kind == MUNICIPALITY else brain.UID}"
            terms.append(SimpleTerm(token, token, brain.Title))
    return SimpleVocabulary(terms)


directlyProvides(bodies, IVocabularyFactory)


def _split(group: str) -> tuple[str, str]:
    """Kind of body and its id or UID; two empty texts for what is no body's group."""
    if group == OFFICE_GROUP:
        return OFFICE, ""
    for kind, pattern in PATTERNS.items():
        head = pattern.format("")
        if group.startswith(head):
            return kind, group.removeprefix(head).removesuffix(CHAIR)
    return "", ""


def _titles(names: set[str]) -> dict[str, str]:
    """Titles by UID, of municipalities by id."""
    if not names:
        return {}
    find = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
    towns = find(portal_type=KINDS[MUNICIPALITY], getId=sorted(names), is_working_copy=False)
    others = find(UID=sorted(names))
    return {b.getId: b.Title for b in towns} | {b.UID: b.Title for b in others}


def _group(kind: str, name: str) -> str:
    if kind == COMMITTEE:
        return members_group(name)
    return municipality_group(name) if kind == MUNICIPALITY else ACTOR_GROUP.format(name)


def _brain(kind: str, name: str) -> Any | None:
    if kind not in KINDS or not name:
        return None
    query = {"getId": name} if kind == MUNICIPALITY else {"UID": name}
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type=KINDS[kind], is_working_copy=False, **query
    )
    return found[0] if found else None
