"""The rights to gap reports, proposals, decisions and mandates, written down once.

Columns are states, cells who has the right; ``test_tracked_matrix`` tries every cell for everybody.
"""

from kim.portal.decisions import life as decision_life
from kim.portal.gaps import life as gap_life
from kim.portal.mandates import life as mandate_life
from kim.portal.proposals import life as proposal_life


VISITOR = "Anonymous"
#: Login names by what people are.
PEOPLE = {
    "Authenticated": "foreign",
    "Reporter": "case",
    "Case Manager": "case2",
    "Authority Staff": "authority",
    "Municipality Editor, own": "town",
    "Municipality Editor, foreign": "town2",
    "Consulted": "asked",
    "Addressee": "charged",
    "Group Member": "fall",
    "Group Chair": "fallchair",
    "Other Group": "struktur",
    "Steering Member": "steering",
    "Steering Chair": "chair",
    "Coordination": "office",
    "Manager": "manager",
}
EVERYONE = frozenset({*PEOPLE, VISITOR})

NOBODY: frozenset[str] = frozenset()
MANAGER = frozenset({"Manager"})
OFFICE = MANAGER | {"Coordination"}
REPORTER = frozenset({"Reporter"})
TOWN = frozenset({"Municipality Editor, own"})
ASKED = frozenset({"Consulted"})
CHARGED = frozenset({"Addressee"})
GROUP = frozenset({"Group Member", "Group Chair"})
GROUP_CHAIR = frozenset({"Group Chair"})
STEERING = frozenset({"Steering Member", "Steering Chair"})
CHAIR = frozenset({"Steering Chair"})

OWN = MANAGER | REPORTER
REPORTED = OFFICE | REPORTER
REVIEWED = REPORTED | TOWN | ASKED
ASSIGNED = REVIEWED | GROUP

STATES = {
    "GapReport": gap_life.STATES,
    "Proposal": proposal_life.STATES,
    "Decision": decision_life.STATES,
    "Mandate": mandate_life.STATES,
}

PERMISSIONS = {
    "view": ("View", "Access contents information"),
    "edit": ("Modify portal content",),
    "delete": ("Delete objects",),
    "reporter": ("kim.portal: View Reporter",),
    "comment": ("Reply to item",),
    "opinion": ("kim.portal: Give Opinion",),
    "mandate": ("kim.portal: Add Mandate",),
}

#: Who works on it, from when a committee deals with it.
WORKS = OFFICE | TOWN | GROUP
PREPARES = OFFICE | GROUP
CONSULTED = PREPARES | ASKED
DECIDES = CONSULTED | STEERING
DECIDED = DECIDES | CHARGED

RIGHTS = {
    "GapReport": {
        #            draft, reported, in_review,
        #            assigned, in_proposal, resolved, dropped
        "view":     (OWN, REPORTED, REVIEWED,
                     ASSIGNED, ASSIGNED, ASSIGNED, ASSIGNED),
        "edit":     (OWN, OFFICE, OFFICE,
                     OFFICE, OFFICE, NOBODY, NOBODY),
        "delete":   (OWN, MANAGER, NOBODY,
                     NOBODY, NOBODY, NOBODY, MANAGER),
        "reporter": (OWN, OFFICE, OFFICE,
                     OFFICE, OFFICE, OFFICE, OFFICE),
        "comment":  (NOBODY, OFFICE, OFFICE | TOWN | ASKED,
                     WORKS | ASKED, WORKS | ASKED, NOBODY, NOBODY),
    },
    "Proposal": {
        #            draft, in_consultation, submitted, scheduled,
        #            adopted, rejected, in_implementation, implemented, withdrawn
        "view":     (PREPARES, CONSULTED, CONSULTED, DECIDES,
                     DECIDED, DECIDED, DECIDED, DECIDED, PREPARES),
        "edit":     (PREPARES, PREPARES, NOBODY, NOBODY,
                     NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
        "delete":   (OFFICE | GROUP_CHAIR, NOBODY, NOBODY, NOBODY,
                     NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
        "comment":  (PREPARES, PREPARES, PREPARES, PREPARES,
                     NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
        "opinion":  (NOBODY, ASKED, ASKED, NOBODY,
                     NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
    },
    "Decision": {
        #            recorded,            published
        "view":     (PREPARES | STEERING, EVERYONE),
        "edit":     (NOBODY, NOBODY),
        "delete":   (NOBODY, NOBODY),
        "mandate":  (OFFICE, OFFICE),
    },
    "Mandate": {
        "view":     (PREPARES | STEERING | CHARGED,) * 6,
        "edit":     (NOBODY,) * 6,
        "delete":   (NOBODY,) * 6,
    },
}  # fmt: skip

#: Steps as the acts take them, by the states that they lead from; the bare step is nobody's.
STEPS = {
    "GapReport": {
        "report":  {"draft": OWN},
        "review":  {"reported": OFFICE},
        "assign":  {"reported": OFFICE, "in_review": OFFICE},
        "refer":   {"assigned": OFFICE | GROUP},
        "propose": {
            "reported": OFFICE,
            "in_review": OFFICE,
            "assigned": OFFICE | GROUP,
            "in_proposal": OFFICE | GROUP,
        },
        "settle":  {"in_proposal": OFFICE},
        "return":  {"reported": OFFICE, "in_review": OFFICE, "assigned": OFFICE},
        "resolve": {
            "reported": OFFICE,
            "in_review": OFFICE,
            "assigned": OFFICE,
            "in_proposal": OFFICE,
        },
        "drop":    {"reported": OFFICE, "in_review": OFFICE, "assigned": OFFICE},
        "object":  {"resolved": OWN, "dropped": OWN},
    },
    "Proposal": {
        "table":      {"draft": OFFICE | GROUP},
        "submit":     {"in_consultation": OFFICE | GROUP},
        "refer":      {"in_consultation": OFFICE | GROUP},
        "withdraw":   {
            "draft": OFFICE | GROUP,
            "in_consultation": OFFICE | GROUP,
            "submitted": OFFICE | GROUP,
        },
        "return":     {"submitted": OFFICE},
        "schedule":   {"submitted": OFFICE},
        "unschedule": {"scheduled": OFFICE},
        "adopt":      {"scheduled": CHAIR},
        "reject":     {"scheduled": CHAIR},
        "postpone":   {"scheduled": OFFICE},
        "refer_back": {"scheduled": OFFICE},
        "implement":  {"adopted": OFFICE},
        "complete":   {"in_implementation": OFFICE},
        "close":      {"adopted": OFFICE, "in_implementation": OFFICE},
    },
    "Decision": {"publish": {"recorded": OFFICE}},
    "Mandate": {
        "accept":        {"issued": CHARGED},
        "decline":       {"issued": CHARGED},
        "report":        {"in_progress": CHARGED},
        "confirm":       {"reported_done": OFFICE},
        "reject_result": {"reported_done": OFFICE},
        "extend":        {"issued": OFFICE, "in_progress": OFFICE},
        "revoke":        {
            "issued": OFFICE,
            "in_progress": OFFICE,
            "reported_done": OFFICE,
            "declined": OFFICE,
        },
    },
}  # fmt: skip
