"""The life of minutes: the states and steps of ``kim_minutes_workflow``.

draft –circulate→ circulated –approve→ approved –publish→ published; recall leads from circulated
back to draft, with a reason. Each step belongs to an act that checks what it needs; the bare step
is refused wherever it is tried. Once approved, minutes stay as they are for ever.
"""

from plone import api
from plone.dexterity.content import DexterityContent


WORKFLOW = "kim_minutes_workflow"

DRAFT = "draft"
CIRCULATED = "circulated"
APPROVED = "approved"
PUBLISHED = "published"
STATES = (DRAFT, CIRCULATED, APPROVED, PUBLISHED)
#: Nothing changes them any more.
FIXED = (APPROVED, PUBLISHED)

CIRCULATE = "circulate"
RECALL = "recall"
APPROVE = "approve"
PUBLISH = "publish"
TRANSITIONS = (CIRCULATE, RECALL, APPROVE, PUBLISH)


def state(minutes: DexterityContent) -> str:
    return api.content.get_state(minutes)


def is_fixed(minutes: DexterityContent) -> bool:
    return state(minutes) in FIXED


def take(minutes: DexterityContent, step: str, comment: str = "") -> None:
    """Take a step within the act that it belongs to.

    :raises WorkflowException: where it is not possible from here, or not permitted.
    """
    tool = api.portal.get_tool("portal_workflow")
    tool.doActionFor(minutes, step, comment=comment, act=True)
