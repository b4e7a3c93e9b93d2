"""Every cell of the rights matrix is tried."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from collections.abc import Iterator
from contextlib import contextmanager
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME
from plone.autoform.interfaces import WRITE_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.supermodel.utils import mergedTaggedValueDict
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.access.matrix import allowed
from tests.access.matrix import cells
from tests.access.matrix import COMMITTEE_STATES
from tests.access.matrix import EDITORS
from tests.access.matrix import EVERYONE
from tests.access.matrix import KEPT_FIELDS
from tests.access.matrix import OFFICE
from tests.access.matrix import OWN_ACTOR
from tests.access.matrix import PARTS
from tests.access.matrix import PARTS_PERMISSIONS
from tests.access.matrix import PERMISSIONS
from tests.access.matrix import PROTECTED_FIELDS
from tests.access.matrix import SEES_OFFER_IN
from tests.access.matrix import states_of
from tests.access.matrix import STEPS
from tests.access.matrix import TYPES
from tests.access.matrix import VISITOR
from tests.access.world import Maker
from tests.access.world import USERS
from tests.access.world import World

import pytest
import transaction


PLACES = {
    "Municipality": "kommunen",
    "Actor": "akteure",
    "Programme": "programme",
    "Network": "netzwerke",
    "Committee": "gremien",
}


@contextmanager
def acting_as(person: str, portal) -> Iterator[None]:
    if person == VISITOR:
        logout()
    else:
        with api.env.adopt_user(username=USERS[person]):
            yield
        return
    try:
        yield
    finally:
        login(portal, TEST_USER_NAME)


@pytest.fixture
def entries(world, portal):
    """One entry of a type in each of its states."""

    def entries(portal_type: str) -> dict[str, object]:
        make = Maker(World(world.objects))
        result = {}
        with api.env.adopt_user(username=USERS["Manager"]):
            for state in states_of(portal_type):
                if portal_type == "Actor":
                    result[state] = world[f"{state}-actor"]
                    continue
                if portal_type == "Municipality":
                    result[state] = town(state, portal)
                    continue
                fields = {"kind": "internal" if state == "internal" else "external"}
                container = (
                    world["published-actor"]
                    if portal_type == "Offer"
                    else portal[PLACES[portal_type]]
                )
                result[state] = make(
                    f"matrix-{state}",
                    container,
                    portal_type,
                    state,
                    **(fields if portal_type == "Network" else {}),
                )
        return result

    def town(state: str, portal) -> object:
        """Municipality editors hold their role on the town of their group."""
        content = Maker(World({}))(f"stadt-{state}", portal["kommunen"], "Municipality", state)
        group = f"municipality-{content.getId()}"
        api.group.add_user(groupname=group, username=USERS["Municipality Editor, own"])
        return content

    return entries


@pytest.mark.parametrize("portal_type", TYPES)
def test_permissions(entries, portal, portal_type):
    wrong = []
    objects = entries(portal_type)
    for state, right in cells(portal_type, tuple(PERMISSIONS)):
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                check = getSecurityManager().checkPermission
                has = {bool(check(name, objects[state])) for name in PERMISSIONS[right]}
            if has != {person in allowed(right, portal_type, state)}:
                wrong.append(f"{person} · {right} · {state}: {has}")
    assert wrong == []


@pytest.mark.parametrize("portal_type", TYPES)
def test_steps(entries, portal, portal_type):
    wrong = []
    objects = entries(portal_type)
    for state, step in cells(portal_type, STEPS):
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                done = takes(objects[state], step)
            if done != (person in allowed(step, portal_type, state)):
                wrong.append(f"{person} · {step} · {state}: {done}")
    assert wrong == []


def test_parts_of_committees(world, portal):
    """Seats and papers, to members and chairs of the committee, of another, to everyone else."""
    wrong = []
    for state in COMMITTEE_STATES:
        name = "committee" if state == "published" else f"{state}-committee"
        parts = {
            "seat": world[f"{name}-member"],
            "seats": world[name]["sitze"],
            "papers": world[f"{name}-papers"],
            "paper": world[f"{name}-document"],
            "folder": world[f"{name}-folder"],
        }
        for (part, right), who in PARTS.items():
            permissions = PARTS_PERMISSIONS.get(right) or PERMISSIONS[right]
            for person in sorted(EVERYONE):
                with acting_as(person, portal):
                    check = getSecurityManager().checkPermission
                    has = {bool(check(permission, parts[part])) for permission in permissions}
                if has != {person in who[COMMITTEE_STATES.index(state)]}:
                    wrong.append(f"{person} · {part} · {right} · {state}: {has}")
    assert wrong == []


def takes(content, step: str) -> bool:
    """Takes the step and takes it back."""
    before = transaction.savepoint()
    try:
        api.portal.get_tool("portal_workflow").doActionFor(content, step, comment="Grund")
    except (Unauthorized, WorkflowException):
        return False
    finally:
        before.rollback()
    return True


@pytest.mark.parametrize("portal_type", TYPES)
def test_protected_fields(entries, portal_type):
    """Each field asks for the permission of the office, each kept field cannot be written."""
    content = entries(portal_type)["draft"]
    fields, permissions = {}, {}
    for schema in iterSchemata(content):
        fields |= {name: schema[name] for name in schema}
        permissions |= mergedTaggedValueDict(schema, WRITE_PERMISSIONS_KEY)
    protected = {name for name, id in permissions.items() if id == "kim.portal.ManageDirectory"}
    assert protected == set(PROTECTED_FIELDS[portal_type])
    assert all(fields[name].readonly for name in KEPT_FIELDS if name in fields)


@pytest.mark.parametrize("state", ["draft", "pending", "published", "archived"])
def test_a_published_offer_goes_with_its_actor(world, portal, state):
    offer = world[f"{state}-actor-offer"]
    seen = set()
    for person in EVERYONE:
        with acting_as(person, portal):
            if getSecurityManager().checkPermission("View", offer):
                seen.add(person)
            found = api.content.find(UID=api.content.get_uuid(offer))
        assert bool(found) == (person in seen)
    assert seen == SEES_OFFER_IN[state]


class TestTrust:
    def test_trusted_editors_change_what_is_published(self, world, portal):
        from zope.event import notify
        from zope.lifecycleevent import ObjectModifiedEvent

        actor = world["published-actor"]
        with api.env.adopt_user(username=USERS["Manager"]):
            actor.trusted = True
            notify(ObjectModifiedEvent(actor))
        for content in (actor, world["published-actor-offer"]):
            assert editors_of(content, portal) == OFFICE | OWN_ACTOR
        for name in ("pending-offer", "archived-offer"):
            assert editors_of(world[name], portal) == OFFICE

    def test_owner_gets_nothing(self, world, portal):
        """Whoever made an entry keeps no right by it."""
        for name in ("draft-actor", "pending-actor", "published-actor", "archived-actor"):
            user = api.user.get(username=USERS["Authenticated"])
            world[name].changeOwnership(user.getUser(), recursive=False)
            world[name].manage_addLocalRoles(user.getId(), ["Owner"])
            expected = EDITORS if name == "draft-actor" else OFFICE
            assert editors_of(world[name], portal) == expected


def editors_of(content, portal) -> set[str]:
    editors = set()
    for person in EVERYONE:
        with acting_as(person, portal):
            if getSecurityManager().checkPermission("Modify portal content", content):
                editors.add(person)
    return editors
