"""The life of a meeting: the states and steps of ``kim_meeting_workflow``.

planned –invite→ invited –open→ in_session –close→ held –finish→ finished; cancel leads out of all
that lie before it is held. A written procedure goes the same way: in session while votes may come,
held when its last day is over. Each step belongs to an act that checks what it needs; the bare step
is refused wherever it is tried.
"""

from plone import api
from plone.dexterity.content import DexterityContent


WORKFLOW = "kim_meeting_workflow"

PLANNED = "planned"
INVITED = "invited"
IN_SESSION = "in_session"
HELD = "held"
FINISHED = "finished"
CANCELLED = "cancelled"
STATES = (PLANNED, INVITED, IN_SESSION, HELD, FINISHED, CANCELLED)
#: Still to come, or going on.
AHEAD = (PLANNED, INVITED, IN_SESSION)
#: It has taken place.
BEHIND = (HELD, FINISHED)

INVITE = "invite"
OPEN = "open"
CLOSE = "close"
FINISH = "finish"
CANCEL = "cancel"
TRANSITIONS = (INVITE, OPEN, CLOSE, FINISH, CANCEL)

#: An agenda item is for the committee, or confidential (``kim_agenda_workflow``).
AGENDA_WORKFLOW = "kim_agenda_workflow"
SHARED, CONFIDENTIAL = "open", "confidential"
CONCEAL, REVEAL = "conceal", "reveal"

MANAGE = "kim.portal: Manage Meeting"
RECORD = "kim.portal: Record Meeting"


def state(meeting: DexterityContent) -> str:
    return api.content.get_state(meeting)


def take(meeting: DexterityContent, step: str, comment: str = "") -> None:
    """Take a step within the act that it belongs to.

    :raises WorkflowException: where it is not possible from here, or not permitted.
    """
    tool = api.portal.get_tool("portal_workflow")
    tool.doActionFor(meeting, step, comment=comment, act=True)


def is_confidential(item: DexterityContent) -> bool:
    return api.content.get_state(item, SHARED) == CONFIDENTIAL
