"""The rights matrix of the directory, written down once: who may do what in which state.

Columns are the people of ``world.USERS`` and the visitor. What stands here is the rule;
``test_matrix`` tries every cell of it.
"""

from itertools import product


VISITOR = "Anonymous"
OFFICE = frozenset({"Coordination", "Manager"})
OWN_ACTOR = frozenset({"Actor Editor, own"})
OWN_TOWN = frozenset({"Municipality Editor, own"})
MEMBERS = (
    OFFICE
    | OWN_ACTOR
    | OWN_TOWN
    | {
        "Authenticated",
        "Actor Editor, foreign",
        "Municipality Editor, foreign",
        "Committee Member, own",
        "Committee Chair, own",
        "Deputy, own",
        "Stand-in, own",
        "Minute Taker, own",
        "Committee Member, foreign",
        "Committee Chair, foreign",
        "Case Manager",
        "Authority Staff",
    }
)
EVERYONE = MEMBERS | {VISITOR}
EDITORS = OFFICE | OWN_ACTOR | OWN_TOWN
NOBODY: frozenset[str] = frozenset()

#: Actor editors hold their role on the actor, thereby on its offers, and nowhere else.
TYPES_OF_ACTORS = ("Actor", "Offer")
TYPES = ("Municipality", *TYPES_OF_ACTORS, "Programme", "Network", "Committee")
#: Nobody but the office keeps them: they name no municipality and belong to no actor.
TYPES_OF_OFFICE = ("Committee",)
STATES = ("draft", "pending", "published", "internal", "archived")
#: Only networks are internal (§ 2.3).
INTERNAL_TYPES = ("Network",)

RIGHTS = {
    #                 draft     pending   published   internal  archived
    "view":          (EDITORS,  EDITORS,  EVERYONE,   MEMBERS,  EDITORS),
    "edit":          (EDITORS,  OFFICE,   OFFICE,     OFFICE,   OFFICE),
    "delete":        (EDITORS,  OFFICE,   OFFICE,     OFFICE,   OFFICE),
    "check out":     (NOBODY,   NOBODY,   EDITORS,    EDITORS,  NOBODY),
    "check in":      (NOBODY,   NOBODY,   OFFICE,     OFFICE,   NOBODY),
    "add offer":     (EDITORS,  OFFICE,   EDITORS,    EDITORS,  OFFICE),
    "protected":     (OFFICE,   OFFICE,   OFFICE,     OFFICE,   OFFICE),
    # Steps of the workflow; reject with a reason.
    "submit":        (EDITORS,  NOBODY,   NOBODY,     NOBODY,   NOBODY),
    "publish":       (OFFICE,   OFFICE,   NOBODY,     NOBODY,   NOBODY),
    "reject":        (NOBODY,   OFFICE,   NOBODY,     NOBODY,   NOBODY),
    "retire":        (NOBODY,   NOBODY,   OFFICE | OWN_ACTOR, OFFICE | OWN_ACTOR, NOBODY),
    "reopen":        (NOBODY,   NOBODY,   NOBODY,     NOBODY,   OFFICE),
}  # fmt: skip
STEPS = ("submit", "publish", "publish_internally", "reject", "retire", "reopen")
PERMISSIONS = {
    "view": ("View", "Access contents information"),
    "edit": ("Modify portal content",),
    "delete": ("Delete objects",),
    "check out": ("iterate : Check out content",),
    "check in": ("iterate : Check in content",),
    "add offer": ("kim.portal: Add Offer",),
    "protected": ("kim.portal: Manage Directory",),
}
#: Fields that the office alone writes, by the type whose form has them.
PROTECTED_FIELDS = {
    "Actor": ("parent", "responsibilities", "sections", "sources", "trusted"),
    "Offer": ("sections", "sources"),
    "Municipality": ("sections", "sources"),
    "Programme": ("sections", "sources"),
    "Network": ("sections", "sources"),
    "Committee": ("sections", "sources"),
}
#: Fields that nobody writes by form or API.
KEPT_FIELDS = ("external_id", "verified_on", "last_met_on")

#: A published offer is seen by whoever sees the actor that it stands in.
SEES_OFFER_IN = {state: RIGHTS["view"][STATES.index(state)] for state in STATES}


#: Whoever holds a seat, the chair among them.
HOLDERS = frozenset({"Committee Member, own", "Committee Chair, own"})
STANDS_IN = frozenset({"Stand-in, own"})
TAKES_MINUTES = frozenset({"Minute Taker, own"})
IN_COMMITTEE = HOLDERS | STANDS_IN | TAKES_MINUTES | {"Deputy, own"}
OWN_CHAIR = frozenset({"Committee Chair, own"})

#: Rights to what stands in a committee, by the committee's state.
COMMITTEE_STATES = ("draft", "published", "archived")
PARTS = {
    #                          draft    published              archived
    ("seat", "view"):         (OFFICE,  EVERYONE,              OFFICE),
    ("seat", "holders"):      (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
    ("seat", "edit"):         (OFFICE,  OFFICE,                OFFICE),
    ("seat", "delete"):       (OFFICE,  OFFICE,                OFFICE),
    ("seats", "add seat"):    (OFFICE,  OFFICE,                OFFICE),
    ("papers", "view"):       (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
    ("papers", "add paper"):  (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
    ("papers", "delete"):     (OFFICE,  OFFICE | OWN_CHAIR,    OFFICE),
    ("paper", "view"):        (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
    ("paper", "edit"):        (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
    ("paper", "delete"):      (OFFICE,  OFFICE | OWN_CHAIR,    OFFICE),
    ("folder", "add paper"):  (OFFICE,  OFFICE | IN_COMMITTEE, OFFICE),
}  # fmt: skip
#: Rights to a meeting of a published committee and to what is in it, by the meeting's state.
INSIDE = OFFICE | IN_COMMITTEE
ENTITLED = OFFICE | HOLDERS | STANDS_IN
RECORDS = OFFICE | TAKES_MINUTES
MEETING_STATES = ("planned", "invited", "in_session", "held", "finished", "cancelled")
MEETINGS = {
    #                               planned   invited   in_session held      finished  cancelled
    ("meeting", "view"):           (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("meeting", "edit"):           (OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
    ("meeting", "manage"):         (OFFICE,   OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY),
    ("meeting", "record"):         (NOBODY,   NOBODY,   RECORDS,  RECORDS,  NOBODY,   NOBODY),
    ("meeting", "add item"):       (OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
    ("item", "view"):              (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("item", "edit"):              (OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
    ("item", "add file"):          (OFFICE,   OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY),
    ("item file", "view"):         (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("confidential", "view"):      (ENTITLED, ENTITLED, ENTITLED, ENTITLED, ENTITLED, ENTITLED),
    ("confidential", "edit"):      (OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
    ("confidential file", "view"): (ENTITLED, ENTITLED, ENTITLED, ENTITLED, ENTITLED, ENTITLED),
    ("topic", "view"):             (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("topic", "edit"):             (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("topics", "add item"):        (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("meetings", "view"):          (INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE,   INSIDE),
    ("meetings", "add meeting"):   (OFFICE,   OFFICE,   OFFICE,   OFFICE,   OFFICE,   OFFICE),
}  # fmt: skip
#: Steps as the acts take them; the bare step is nobody's.
MEETING_STEPS = {
    "invite":  (OFFICE,   NOBODY,   NOBODY,   NOBODY,   NOBODY,   NOBODY),
    "open":    (NOBODY,   OFFICE,   NOBODY,   NOBODY,   NOBODY,   NOBODY),
    "close":   (NOBODY,   NOBODY,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
    "finish":  (NOBODY,   NOBODY,   NOBODY,   OFFICE,   NOBODY,   NOBODY),
    "cancel":  (OFFICE,   OFFICE,   OFFICE,   NOBODY,   NOBODY,   NOBODY),
}  # fmt: skip
#: Steps of an open item, of a confidential one.
ITEM_STEPS = {
    ("item", "conceal"):        (OFFICE, OFFICE, OFFICE, OFFICE, NOBODY, NOBODY),
    ("item", "reveal"):         (NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
    ("confidential", "conceal"): (NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
    ("confidential", "reveal"): (OFFICE, OFFICE, OFFICE, OFFICE, NOBODY, NOBODY),
}  # fmt: skip
MEETINGS_PERMISSIONS = {
    "manage": ("kim.portal: Manage Meeting",),
    "record": ("kim.portal: Record Meeting",),
    "add item": ("kim.portal: Add Agenda Item",),
    "add file": ("plone.app.contenttypes: Add File", "plone.app.contenttypes: Add Image"),
    "add meeting": ("kim.portal: Add Meeting", "Add portal content"),
}
PARTS_PERMISSIONS = {
    "holders": ("kim.portal: View Holders",),
    "add seat": ("kim.portal: Add Seat",),
    "add paper": (
        "Add portal content",
        "plone.app.contenttypes: Add Document",
        "plone.app.contenttypes: Add File",
        "plone.app.contenttypes: Add Folder",
        "plone.app.contenttypes: Add Image",
    ),
}


def states_of(portal_type: str) -> tuple[str, ...]:
    return tuple(state for state in STATES if state != "internal" or portal_type in INTERNAL_TYPES)


def allowed(right: str, portal_type: str, state: str) -> frozenset[str]:
    """Who has the right to an entry of that type in that state."""
    if right == "publish_internally":
        return NOBODY
    if right == "publish" and state == "internal":
        return NOBODY
    who = RIGHTS[right][STATES.index(state)]
    if portal_type in TYPES_OF_OFFICE and who is not EVERYONE:
        return who & OFFICE
    if portal_type not in TYPES_OF_ACTORS and who is not EVERYONE and who is not MEMBERS:
        return who - OWN_ACTOR
    return who


def cells(portal_type: str, rights: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(product(states_of(portal_type), rights))
