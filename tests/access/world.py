"""A small directory in every state, and one user for every role.

What must stay hidden from visitors bears a planted word in its title, description and text.
"""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import time
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import participants
from kim.portal.meetings import planning
from plone import api
from plone.dexterity.content import DexterityContent
from plone.namedfile.file import NamedBlobFile
from zope.lifecycleevent import modified


PASSWORD = "Kaffeetasse-7-Regal"
#: Stands in everything that a visitor may not see.
PLANTED = "Heimlichwort"
#: Stands in what whoever logs in may see.
INTERNAL = "Hausinterneswort"
#: Stands in what is confidential within a committee.
CONFIDENTIAL = "Vertraulichwort"
#: Stands in the ids, names and addresses of all users.
PERSON = "personwort"

#: Login names of the users, by what they are called in the rights matrix.
USERS = {
    "Authenticated": f"{PERSON}-member",
    "Actor Editor, own": f"{PERSON}-actor-own",
    "Actor Editor, foreign": f"{PERSON}-actor-foreign",
    "Municipality Editor, own": f"{PERSON}-town-own",
    "Municipality Editor, foreign": f"{PERSON}-town-foreign",
    "Case Manager": f"{PERSON}-case",
    "Authority Staff": f"{PERSON}-authority",
    "Committee Member, own": f"{PERSON}-sits-own",
    "Committee Chair, own": f"{PERSON}-chairs-own",
    "Deputy, own": f"{PERSON}-deputises-own",
    "Stand-in, own": f"{PERSON}-stands-in-own",
    "Minute Taker, own": f"{PERSON}-takes-minutes-own",
    "Committee Member, foreign": f"{PERSON}-sits-foreign",
    "Committee Chair, foreign": f"{PERSON}-chairs-foreign",
    "Coordination": f"{PERSON}-office",
    "Manager": f"{PERSON}-manager",
}


@dataclass
class World:
    """The objects of the small directory by a name that says their state."""

    objects: dict[str, DexterityContent] = field(default_factory=dict)

    def __getitem__(self, name: str) -> DexterityContent:
        return self.objects[name]

    def path(self, name: str) -> str:
        """Relative to the site, without a slash in front."""
        portal = api.portal.get()
        return "/".join(self[name].getPhysicalPath()[len(portal.getPhysicalPath()) :])


def build_users() -> None:
    for login in USERS.values():
        api.user.create(
            username=login,
            email=f"{login}@example.org",
            password=PASSWORD,
            properties={"fullname": f"{PERSON.title()} {login}"},
        )
    for login, group in (
        (USERS["Case Manager"], "kim-case-managers"),
        (USERS["Authority Staff"], "kim-authority-staff"),
        (USERS["Coordination"], "kim-coordination"),
    ):
        api.group.add_user(groupname=group, username=login)
    api.user.grant_roles(username=USERS["Manager"], roles=["Manager"])


def join(group_id: str, name: str) -> None:
    api.group.add_user(groupname=group_id, username=USERS[name])


def build_world(portal: DexterityContent) -> World:
    """Made by the office, as it would be; call with a manager's rights."""
    build_users()
    world = World()
    with api.env.adopt_user(username=USERS["Manager"]):
        build_content(world, portal)
    return world


def build_content(world: World, portal: DexterityContent) -> None:
    make = Maker(world)
    towns, actors = portal["kommunen"], portal["akteure"]
    make("town", towns, "Municipality", "published", id="heimstadt")
    make("other-town", towns, "Municipality", "published", id="anderstadt")
    make("draft-town", towns, "Municipality", "draft", id="entwurfstadt")
    for state in ("published", "draft", "pending", "archived"):
        actor = make(f"{state}-actor", actors, "Actor", state, municipalities=["heimstadt"])
        # A published offer in an actor that is none is the case that leaks.
        make(f"{state}-actor-offer", actor, "Offer", "published", hidden=state != "published")
    for state in ("draft", "pending", "archived"):
        make(f"{state}-offer", world["published-actor"], "Offer", state)
    make("programme", portal["programme"], "Programme", "published")
    make("draft-programme", portal["programme"], "Programme", "draft")
    make("network", portal["netzwerke"], "Network", "published", kind="external")
    make("internal-network", portal["netzwerke"], "Network", "internal", kind="internal")
    for name, state, whose in (
        ("committee", "published", "own"),
        ("foreign-committee", "published", "foreign"),
        ("draft-committee", "draft", "own"),
        ("archived-committee", "archived", "own"),
    ):
        fill(make(name, portal["gremien"], "Committee", state), whose, world)
    make("document", portal, "Document", "published", id="seite")
    make("private-folder", portal, "Folder", "private", id="ablage")
    make("document-inside", world["private-folder"], "Document", "published")
    world.objects["foreign-actor"] = make(
        "foreign-actor", actors, "Actor", "published", municipalities=["anderstadt"]
    )
    for actor in ("published", "draft", "pending", "archived"):
        uid = api.content.get_uuid(world[f"{actor}-actor"])
        join(f"actor-{uid}", "Actor Editor, own")
    join(f"actor-{api.content.get_uuid(world['foreign-actor'])}", "Actor Editor, foreign")
    join("municipality-heimstadt", "Municipality Editor, own")
    join("municipality-anderstadt", "Municipality Editor, foreign")


def user_id(name: str) -> str:
    return api.user.get(username=USERS[name]).getId()


def fill(committee: DexterityContent, whose: str, world: World) -> None:
    """Two seats of a committee, that of the chair and another, and a paper."""
    name = committee.getId()
    deputies = {
        "Committee Member": [
            user_id(f"{name}, own")
            for name in ("Deputy", "Stand-in", "Minute Taker")
            if whose == "own"
        ]
    }
    for title, role in (("Vorsitz", "Committee Chair"), ("Mitglied", "Committee Member")):
        seat = api.content.create(
            committee["sitze"],
            "Seat",
            role.rsplit(" ", 1)[-1].lower(),
            title=title,
            holder=user_id(f"{role}, {whose}"),
            deputies=deputies.get(role, []),
            valid_from=date(2020, 1, 1),
            note=f"Papier{whose} {PLANTED}",
        )
        world.objects[f"{name}-{seat.getId()}"] = seat
    committee.chair = api.content.get_uuid(committee["sitze"]["chair"])
    modified(committee)
    for portal_type in ("Document", "Folder"):
        world.objects[f"{name}-{portal_type.lower()}"] = api.content.create(
            committee["ablage"],
            portal_type,
            portal_type.lower(),
            title=f"Papier{whose} {PLANTED}",
            description=f"Papier{whose} {PLANTED}",
        )
    world.objects[f"{name}-papers"] = committee["ablage"]
    world.objects[f"{name}-meeting"] = convene(committee, whose, world)


def convene(committee: DexterityContent, whose: str, world: World) -> DexterityContent:
    """A meeting with an open item and a confidential one, each with a file; and a topic."""
    name, words = committee.getId(), f"Papier{whose} {PLANTED}"
    secret = f"{words} {CONFIDENTIAL}"
    meeting = planning.plan(
        committee, day=date(2030, 6, 3), begins=time(14), occasion=words, place=words, text=words
    )
    if whose == "own":
        meeting.minute_taker = user_id("Minute Taker, own")
        participants.stand_in(meeting, (user_id("Stand-in, own"),))
        meeting.reindexObjectSecurity()
    for kind, text in (("item", words), ("confidential", secret)):
        item = agenda.add(
            meeting, title=text, text=text, motion=text, rapporteur=text, kind="decision"
        )
        api.content.create(item, "File", "datei", title=text, file=named(text))
        world.objects[f"{name}-{kind}"] = item
    api.content.transition(obj=item, transition=life.CONCEAL)
    world.objects[f"{name}-topic"] = agenda.add(committee["themen"], title=words, text=words)
    return meeting


def named(text: str) -> NamedBlobFile:
    return NamedBlobFile(text.encode(), "text/plain", "datei.txt")


PUBLIC_STATES = ("published", "part")
STEPS = {
    "published": ("publish",),
    "internal": ("publish_internally",),
    "pending": ("submit",),
    "archived": ("publish", "retire"),
}


@dataclass
class Maker:
    """Creates an entry and takes it to its state."""

    world: World

    def __call__(
        self,
        name: str,
        container: DexterityContent,
        portal_type: str,
        state: str,
        hidden: bool | None = None,
        **fields: object,
    ) -> DexterityContent:
        hidden = state not in PUBLIC_STATES if hidden is None else hidden
        word = f" {INTERNAL if state == 'internal' else PLANTED}" if hidden else ""
        if portal_type in ("Actor", "Programme", "Offer", "Network"):
            fields = {"municipalities": ["heimstadt"], "coverage": "listed", **fields}
        content = api.content.create(
            container=container,
            type=portal_type,
            title=f"{name}{word}",
            description=f"Beschreibung {name}{word}",
            **{"id": name, **fields},
        )
        for step in STEPS.get(state, ()):
            api.content.transition(obj=content, transition=step)
        self.world.objects[name] = content
        return content
